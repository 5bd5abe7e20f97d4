// SPDX-License-Identifier: GPL-3.0-or-later
#include "count_folder.h"

#include <algorithm>
#include <cerrno>

#include <tally/check_list.h>

#include "secrets.h"

namespace tallystick::cli {
namespace {

std::string padded(std::string text, std::size_t width) {
    std::size_t shown = 0;
    for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    if (shown < width) text.append(width - shown, ' ');
    return text;
}

std::string right(const std::string& text, std::size_t width) {
    std::size_t shown = 0;
    for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return shown < width ? std::string(width - shown, ' ') + text : text;
}

// A flag alone changes that part of the round's rule; --rule starts another one, whose ties are
// still broken as the round breaks them.
crypto::Result<void> apply_flags(const CountFolder& what, rules::RuleSpec& spec) {
    if (std::any_of(what.flags.begin(), what.flags.end(),
                    [](const auto& flag) { return flag.first == "--rule"; })) {
        rules::RuleSpec other;
        other.ties = spec.ties;
        other.seed = spec.seed;
        other.round_id = spec.round_id;
        spec = std::move(other);
    }
    for (const auto& [flag, value] : what.flags) TALLYSTICK_CHECK(spec.set(flag, value));
    return check_flags(what.flags, spec);
}

crypto::Result<tally::RoundCounter> read_folder(const CountFolder& what) {
    const ballot::Path folder(what.folder);
    const ballot::Path pack_folder = what.pack.empty() ? folder / "pack" : ballot::Path(what.pack);
    if (!ballot::exists(pack_folder))
        return what.pack.empty()
                   ? crypto::usage(what.folder + " holds no pack", "give --pack FOLDER")
                   : ballot::disk_error(ENOENT, "read", pack_folder);
    tally::Report report;
    const auto pack = tally::read_pack(pack_folder, report);
    if (!pack) return *report.first();
    TALLYSTICK_TRY(closing_bytes, read_small(folder / "closing.note"));
    auto signed_note = crypto::parse_note(closing_bytes);
    if (!signed_note) return signed_note.error().in("closing.note");
    TALLYSTICK_CHECK(crypto::verify(*signed_note, pack->organiser));
    auto closing = ballot::read_closing_note(signed_note->text);
    if (!closing) return closing.error().in("closing.note");
    if (closing->round != pack->round_id)
        return crypto::bad_data("closing.note is of another round than the pack");
    TALLYSTICK_TRY(spec, tally::spec_of(*pack, closing->dice));
    TALLYSTICK_CHECK(apply_flags(what, spec));
    TALLYSTICK_TRY(counter, tally::RoundCounter::create(*pack, std::move(spec), what.keep));
    const tally::EachBallot each = [&](const tally::ListedBallot& ballot) { counter.add(ballot); };
    TALLYSTICK_TRY(good, tally::read_checked_list(folder, *pack, *signed_note, report, each));
    if (!good) return *report.first();
    return counter;
}

}  // namespace

crypto::Result<void> check_flags(const std::vector<std::pair<std::string, std::string>>& flags,
                                 const rules::RuleSpec& spec) {
    for (const auto& [flag, value] : flags)
        if (!rules::takes(spec.rule, flag))
            return crypto::usage(
                "--rule " + std::string(rules::name_of(spec.rule)) + " takes no " + flag,
                "leave " + flag + " out, or name another --rule");
    return {};
}

crypto::Result<tally::RoundCount> count_folder(const CountFolder& what) {
    TALLYSTICK_TRY(counter, read_folder(what));
    return std::move(counter).finish();
}

crypto::Result<tally::RoundBallots> ballots_of_folder(const CountFolder& what) {
    TALLYSTICK_TRY(counter, read_folder(what));
    return std::move(counter).ballots();
}

std::string tally_text(const tally::Examined& examined) {
    const auto& round = examined.pack.round;
    const auto& trace = examined.count.allocation.trace;
    std::string out;
    ballot::Pence spent;
    for (std::size_t pot = 0; pot < round.pots.size(); ++pot) {
        out += round.pots[pot].name.in(round.languages[0]) + " (" +
               round.pots[pot].limit.text_in(round.currency) + ")\n";
        std::vector<std::size_t> order;
        std::size_t line = 0;
        for (std::size_t at = 0; at < trace.projects.size(); ++at)
            if (trace.projects[at].pot == pot) order.push_back(at);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const auto rank = [&](std::size_t at) {
                const std::uint32_t step = trace.projects[at].step;
                return step == 0 ? ~std::uint32_t{0} : step;
            };
            return std::pair(rank(a), -trace.projects[a].votes) <
                   std::pair(rank(b), -trace.projects[b].votes);
        });
        const auto funded = [&](std::size_t at) {
            return trace.projects[order[at]].status != rules::Status::not_funded;
        };
        for (std::size_t at = 0; at < order.size(); ++at)
            if (funded(at)) line = at + 1;
        for (std::size_t at = 0; at < order.size(); ++at) {
            const auto& record = trace.projects[order[at]];
            spent += ballot::Pence(record.awarded);
            out += right(std::to_string(at + 1), 3) + "  " +
                   padded(round.proposals[order[at]].title.in(round.languages[0]), 44) +
                   right(record.score, 7) +
                   right(ballot::Pence(record.cost).text_in(round.currency), 10) +
                   (funded(at) ? "  funded" : "  not funded") +
                   (record.reason.empty() ? "" : " (" + record.reason + ")") + "\n";
            if (at + 1 == line && line < order.size())
                out += "     -- funding line " + std::string(48, '-') + "\n";
        }
    }
    return out + "awarded " + spent.text_in(round.currency) + " of " +
           round.fund.text_in(round.currency) + ", " +
           (round.fund - spent).text_in(round.currency) + " left\n";
}

}  // namespace tallystick::cli
