// SPDX-License-Identifier: GPL-3.0-or-later
// What each stage of the small event says about a folder that was tampered with.
#include <vector>

#include <ballot/bundle.h>
#include <crypto/digest.h>
#include <crypto/shares.h>
#include <crypto/tally_note.h>
#include <tally/check_list.h>
#include <tally/closing.h>
#include <tally/open.h>
#include <tally/publish.h>
#include <tally/roll.h>

#include "small_event.h"

namespace tallystick::tamper {
namespace {

struct Prepared {
    ballot::RoundPack pack;
    tally::Roll roll;
};

crypto::Error first_of(const tally::Report& report) {
    const auto first = report.first();
    return first ? *first : crypto::bad_data("");
}

// Pack and rolls as `verify` and its sisters are given them: every file of the folder.
Result<Prepared> prepare(const Path& folder, tally::Report& report) {
    auto pack = tally::read_pack(folder / "pack", report);
    if (!pack) return first_of(report);
    TALLYSTICK_TRY(entries, ballot::list_folder(folder / "rolls"));
    std::vector<tally::NamedText> files;
    for (const auto& entry : entries) {
        TALLYSTICK_TRY(text, ballot::read_file(folder / "rolls" / entry.name, 1'000'000));
        files.emplace_back(entry.name, std::move(text));
    }
    auto roll = tally::read_rolls(*pack, std::move(files), report);
    if (!roll) return first_of(report);
    return Prepared{std::move(*pack), std::move(*roll)};
}

// The organiser's key as everybody knows it from the posters. A program has one event, and this is
// asked a million times.
const Result<crypto::VerifierKey>& organiser_of(const Path& event) {
    static const auto organiser = [&]() -> Result<crypto::VerifierKey> {
        TALLYSTICK_TRY(pack, ballot::load_pack(event / "verify/pack"));
        return pack.organiser;
    }();
    return organiser;
}

Result<std::string> judge_verify(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(prepared, prepare(folder, report));
    TALLYSTICK_TRY(organiser, organiser_of(event));
    if (!(organiser == prepared.pack.organiser)) return crypto::bad_data("another organiser");
    TALLYSTICK_TRY(entries, ballot::list_folder(folder / "bundles"));
    std::vector<Path> bundles;
    for (const auto& entry : entries) bundles.push_back(folder / "bundles" / entry.name);
    tally::GatherOptions options;
    options.threads = 1;
    TALLYSTICK_TRY(
        gathered, tally::gather(prepared.pack, prepared.roll, std::move(bundles), options, report));
    if (!report.good()) return first_of(report);
    std::string all = gathered.merged.hex() + prepared.roll.id.hex();
    for (const auto& box : gathered.boxes) {
        all += box.kiosk.text() + std::string(tally::name_of(box.state));
        for (const auto& spoiled : box.spoiled) all += spoiled.leaf.hex() + spoiled.id.hex();
    }
    return crypto::sha256(all).hex();
}

Result<std::string> digest_of_tree(const Path& folder) {
    TALLYSTICK_TRY(files, ballot::list_tree(folder));
    crypto::Sha256 all;
    for (const auto& file : files) {
        TALLYSTICK_TRY(bytes, ballot::read_file(folder / file, 100'000'000));
        all.add(file).add("\n").add(crypto::sha256(bytes).view());
    }
    return all.finish().hex();
}

Result<crypto::TallySecretKey> tally_key_of(const Path& share_file) {
    TALLYSTICK_TRY(file, ballot::read_file(share_file, 1'000'000));
    TALLYSTICK_TRY(share, crypto::parse_share_file(file));
    std::vector<crypto::Share> shares;
    shares.push_back(std::move(share));
    return crypto::combine(shares);
}

Result<std::string> judge_open(const Path& folder, const Path& event, const Path& scratch) {
    tally::Report report;
    TALLYSTICK_TRY(prepared, prepare(event / "verify", report));
    TALLYSTICK_TRY(merged, tally::read_merged(folder / "merged", prepared.pack, prepared.roll, 1));
    TALLYSTICK_TRY(closing, ballot::read_file(folder / "closing.note", 1'000'000));
    const auto fixed = tally::read_closing(prepared.pack, prepared.roll, merged,
                                           {"closing.note", std::move(closing)}, report);
    if (!fixed || !report.good()) return first_of(report);
    TALLYSTICK_TRY(key, tally_key_of(folder / "share-1.txt"));
    if (key.public_key() != prepared.pack.tally_key) return crypto::bad_data("another round's key");
    const Path target = scratch / "opened";
    TALLYSTICK_TRY(opened, tally::open_envelopes(prepared.pack, prepared.roll, merged, *fixed,
                                                 folder / "merged/envelopes.txt", key, target, 1));
    TALLYSTICK_TRY(digest, digest_of_tree(target));
    TALLYSTICK_CHECK(ballot::remove_tree(target));
    return digest + std::to_string(opened.envelopes);
}

// opened.note as share holders would sign it who did not look: what the other checks see without
// it.
Result<std::string> sign_opened(const tally::ExamineInput& input, const Path& event) {
    TALLYSTICK_TRY(key, tally_key_of(event / "open/share-1.txt"));
    TALLYSTICK_TRY(as_opened, crypto::parse_note(input.opened.second));
    TALLYSTICK_TRY(note, ballot::read_opened_note(as_opened.text));
    const auto closing = crypto::parse_note(input.closing.second);
    if (closing) note.closing = closing->id();
    TALLYSTICK_TRY(list, tally::hash_file(input.list));
    TALLYSTICK_TRY(rejected, tally::hash_file(input.rejected));
    note.files = {{list, "ballots.txt"},
                  {crypto::sha256(input.closing.second), "closing.note"},
                  {rejected, "rejected.txt"}};
    TALLYSTICK_TRY(form, crypto::VerifierKey::parse(note.key));
    return crypto::sign_with_tally_key(ballot::write_opened_note(note), key, form).bytes();
}

Result<std::string> judge_list(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(input, examine_input(folder, event));
    TALLYSTICK_TRY(opened, sign_opened(input, event));
    input.opened.second = std::move(opened);
    TALLYSTICK_TRY(examined, tally::examine(input, report));
    if (!examined || !report.good()) return first_of(report);
    return crypto::sha256(ballot::write_result_note(tally::result_of(*examined))).hex();
}

// As `tallystick count` reads it: the ballots in their order, whatever else stands there.
Result<std::string> judge_count(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(prepared, prepare(event / "verify", report));
    TALLYSTICK_TRY(bytes, ballot::read_file(folder / "closing.note", 1'000'000));
    TALLYSTICK_TRY(closing, crypto::parse_note(bytes));
    TALLYSTICK_CHECK(crypto::verify(closing, prepared.pack.organiser));
    crypto::Sha256 all;
    TALLYSTICK_TRY(good, tally::read_checked_list(
                             folder, prepared.pack, closing, report, [&](const auto& ballot) {
                                 for (const auto& [proposal, value] : *ballot.votes)
                                     all.add(proposal.text() + " " + std::to_string(value) + " ");
                                 all.add(std::to_string(ballot.style) + "\n");
                             }));
    if (!good) return first_of(report);
    return all.finish().hex();
}

Result<std::string> judge_audit(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(organiser, organiser_of(event));
    tally::AuditInput input;
    input.folder = folder;
    input.organiser = organiser;
    input.version = pages_version;
    input.threads = 1;
    TALLYSTICK_TRY(audited, tally::audit(input, report));
    if (!audited || !report.good()) return first_of(report);
    std::string all = audited->id.hex();
    for (const auto& name : audited->witnesses) all += "\n" + name;
    return crypto::sha256(all).hex();
}

}  // namespace

std::span<const Stage> stages() {
    static const Stage all[] = {
        {"verify", "pack, rolls and bundles before anything is opened", judge_verify},
        {"open", "merged envelopes, closing note and key share", judge_open},
        {"list", "closing note and opened list, signed as they are", judge_list},
        {"count", "what open wrote, when it is counted", judge_count},
        {"audit", "the published folder", judge_audit},
    };
    return all;
}

}  // namespace tallystick::tamper
