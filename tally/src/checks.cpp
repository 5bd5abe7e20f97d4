// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <ballot/bundle.h>
#include <tally/checks.h>

namespace tallystick::tally {
namespace {

using W = CheckInfo::Weight;

// Alarms: what an old copy of a box and a damaged mirror can bring about without anybody's ill
// will.
W weight_of(ballot::BundleCheck check) {
    return check == ballot::BundleCheck::card_once || check == ballot::BundleCheck::mirror_whole
               ? W::alarm
               : W::fatal;
}

std::vector<CheckInfo> make_checks() {
    std::vector<CheckInfo> out = {
        {"pack-note", "integrity", "The round note reads back exactly.", Stage::pack, W::fatal},
        {"pack-signature", "authenticity", "The organiser whose key it names signed the round.",
         Stage::pack, W::fatal},
        {"pack-files", "completeness", "The pack has every file its note lists and no other.",
         Stage::pack, W::fatal},
        {"pack-hashes", "integrity", "Every file of the pack is the one that was sealed.",
         Stage::pack, W::fatal},
        {"pack-round", "consistency", "Pots, proposals, styles, cards and keys agree.", Stage::pack,
         W::fatal},
        {"roll-form", "integrity", "Every roll reads back exactly.", Stage::roll, W::fatal},
        {"roll-signature", "authenticity", "The organiser signed every roll.", Stage::roll,
         W::fatal},
        {"roll-witnesses", "evidence", "Enough witnesses saw every roll.", Stage::roll, W::fatal},
        {"roll-round", "consistency", "Every roll is of this round.", Stage::roll, W::fatal},
        {"roll-chain", "completeness",
         "Rolls are numbered from 1, each names the one before and keeps its boxes.", Stage::roll,
         W::fatal},
    };
    for (const auto& text : ballot::bundle_checks())
        out.push_back({std::string(text.name), std::string(text.family), std::string(text.sentence),
                       Stage::bundle, weight_of(text.check)});
    const CheckInfo rest[] = {
        {"box-listed", "authenticity", "Every bundle comes from a box on the last roll.",
         Stage::event, W::fatal},
        {"box-present", "completeness", "Every box on the roll handed in a bundle.", Stage::event,
         W::alarm},
        {"box-closed", "evidence", "Every kiosk was closed before its last export.", Stage::event,
         W::alarm},
        {"log-grows", "consistency",
         "Every later export and checkpoint only adds to the earlier one; nothing follows a closed "
         "one.",
         Stage::event, W::alarm},
        {"log-holds-mirror", "completeness",
         "Every vote confirmed on a mirror is in the kiosk's closed log.", Stage::event, W::alarm},
        {"box-limits", "consistency",
         "All bundles of a box together keep to its certificate and the round.", Stage::event,
         W::alarm},
        {"event-sealed-once", "integrity", "No sealed ballot was handed in twice anywhere.",
         Stage::event, W::alarm},
        {"event-spoiled-not-cast", "consistency", "No checked and destroyed ballot is in any log.",
         Stage::event, W::alarm},
        {"closing-form", "integrity", "The closing note reads back exactly.", Stage::closing,
         W::fatal},
        {"closing-signature", "authenticity", "The organiser signed the closing note.",
         Stage::closing, W::fatal},
        {"closing-witnesses", "evidence", "Enough witnesses saw the closing note.", Stage::closing,
         W::fatal},
        {"closing-round", "consistency", "The closing note is of this round and its last roll.",
         Stage::closing, W::fatal},
        {"closing-boxes", "completeness",
         "It gives every box of the roll its final checkpoint, or says why there is none.",
         Stage::closing, W::fatal},
        {"closing-envelopes", "integrity", "It names exactly the envelopes of the merged logs.",
         Stage::closing, W::fatal},
        {"closing-printed", "consistency", "It has the round's number of printed cards.",
         Stage::closing, W::fatal},
        {"closing-spoiled", "completeness",
         "It fixes exactly the ballots that were checked instead of cast.", Stage::closing,
         W::fatal},
        {"cards-balance", "evidence", "Cards printed = issued + returned + spoiled.",
         Stage::closing, W::alarm},
        {"cards-envelopes", "evidence", "No style has more envelopes than cards issued.",
         Stage::closing, W::alarm},
        {"alarms-explained", "evidence",
         "An officer wrote a reason for every alarm and nothing else; fails with each that has "
         "none.",
         Stage::closing, W::fatal},
        {"opened-note", "authenticity",
         "The round's tally key signed the opened note, over this closing note.", Stage::opened,
         W::fatal},
        {"opened-files", "integrity",
         "What was opened is exactly what the opened note lists, file by file.", Stage::opened,
         W::fatal},
        {"opened-form", "integrity", "The opened list reads back exactly.", Stage::opened,
         W::fatal},
        {"opened-order", "integrity", "Opened ballots stand in order, no number twice.",
         Stage::opened, W::fatal},
        {"opened-signature", "authenticity", "Every opened ballot is signed by its kiosk.",
         Stage::opened, W::fatal},
        {"opened-round", "consistency", "Every opened ballot is of this round, a box and a style.",
         Stage::opened, W::fatal},
        {"opened-spoiled", "consistency", "No opened ballot is one that was checked and destroyed.",
         Stage::opened, W::fatal},
        {"opened-rejected", "evidence",
         "Every envelope that was not opened to a ballot is listed with its reason.", Stage::opened,
         W::fatal},
        {"opened-counts", "completeness",
         "Per kiosk and style, ballots = envelopes - set aside - rejected.", Stage::opened,
         W::fatal},
        {"opened-groups", "evidence",
         "Labels are published exactly where every kiosk and style has ten ballots.", Stage::opened,
         W::fatal},
        {"result-form", "integrity", "The result note reads back exactly.", Stage::result,
         W::fatal},
        {"result-signature", "authenticity", "The organiser signed the result.", Stage::result,
         W::fatal},
        {"result-witnesses", "evidence", "Enough witnesses signed the result.", Stage::result,
         W::fatal},
        {"result-closing", "consistency", "The result is of this round and this closing note.",
         Stage::result, W::fatal},
        {"result-files", "completeness", "The folder has every published file and no other.",
         Stage::result, W::fatal},
        {"result-hashes", "integrity", "Every published file is the one that was signed.",
         Stage::result, W::fatal},
        {"result-rule", "consistency",
         "The rule and its parameters are those of the round, the signed list the opened one.",
         Stage::result, W::fatal},
        {"result-numbers", "consistency", "The numbers of ballots are those of the list.",
         Stage::result, W::fatal},
        {"result-count", "consistency", "Counting again funds the same proposals.", Stage::result,
         W::fatal},
        {"result-pages", "consistency",
         "The pages and count.json say what was counted; another version's pages are skipped.",
         Stage::result, W::fatal},
    };
    out.insert(out.end(), std::begin(rest), std::end(rest));
    return out;
}

}  // namespace

const std::vector<CheckInfo>& all_checks() {
    static const std::vector<CheckInfo> checks = make_checks();
    return checks;
}

const CheckInfo* find_check(std::string_view name) {
    for (const auto& check : all_checks())
        if (check.name == name) return &check;
    return nullptr;
}

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::passed:
            return "passed";
        case Verdict::failed:
            return "failed";
        case Verdict::explained:
            return "explained";
        case Verdict::skipped:
            return "skipped";
    }
    return "";
}

Report::Report() {
    for (const auto& check : all_checks()) {
        Line line;
        line.info = &check;
        m_lines.push_back(std::move(line));
    }
}

Report::Line& Report::at(std::string_view name) {
    const auto found = std::find_if(m_lines.begin(), m_lines.end(),
                                    [&](const Line& line) { return line.info->name == name; });
    crypto::require(found != m_lines.end(), "a check without a name");
    return *found;
}

void Report::pass(std::string_view name) {
    Line& line = at(name);
    if (line.verdict == Verdict::skipped) line.verdict = Verdict::passed;
}

void Report::pass_stage(Stage stage) {
    for (auto& line : m_lines)
        if (line.info->stage == stage && line.verdict == Verdict::skipped)
            line.verdict = Verdict::passed;
}

void Report::fail(std::string_view name, crypto::Error error) {
    Line& line = at(name);
    line.verdict = Verdict::failed;
    ++line.faults;
    if (line.details.size() < most_details) line.details.push_back(std::move(error));
}

void Report::explain(const std::map<std::string, std::string>& reasons) {
    for (auto& line : m_lines) {
        const auto reason = reasons.find(line.info->name);
        if (line.verdict != Verdict::failed || line.info->weight != W::alarm ||
            reason == reasons.end())
            continue;
        line.verdict = Verdict::explained;
        line.explanation = reason->second;
    }
}

bool Report::failed(std::string_view name) const {
    return std::any_of(m_lines.begin(), m_lines.end(), [&](const Line& line) {
        return line.info->name == name && line.verdict == Verdict::failed;
    });
}

bool Report::good() const {
    return !first().has_value();
}

bool Report::fatal() const {
    return std::any_of(m_lines.begin(), m_lines.end(), [](const Line& line) {
        return line.verdict == Verdict::failed && line.info->weight == W::fatal;
    });
}

std::set<std::string> Report::alarms() const {
    std::set<std::string> out;
    for (const auto& line : m_lines)
        if (line.info->weight == W::alarm &&
            (line.verdict == Verdict::failed || line.verdict == Verdict::explained))
            out.insert(line.info->name);
    return out;
}

std::optional<crypto::Error> Report::first() const {
    for (const auto& line : m_lines)
        if (line.verdict == Verdict::failed) return line.details.front().in(line.info->name);
    return std::nullopt;
}

}  // namespace tallystick::tally
