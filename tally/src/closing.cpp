// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>

#include <crypto/digest.h>
#include <tally/closing.h>
#include <tally/roll.h>

#include "closing_against.h"

namespace tallystick::tally {
namespace {

using Cards = ballot::ClosingNote::Cards;

std::int64_t printed_of(const ballot::RoundPack& pack, const ballot::StyleId& style) {
    for (const auto& entry : pack.round.styles)
        if (entry.id == style) return entry.cards;
    return 0;
}

// Cards that were used, by style: envelopes of kiosks; paper has serials instead of cards.
std::map<ballot::StyleId, std::int64_t> used_cards(const ballot::RoundPack& pack, const Roll& roll,
                                                   const Merged& merged) {
    std::map<ballot::StyleId, std::int64_t> out;
    for (const auto& mark : merged.marks)
        if (roll.note.entries[mark.box].role == ballot::Role::kiosk)
            ++out[pack.round.styles[mark.style].id];
    return out;
}

void check_cards(const ballot::RoundPack& pack, const Roll& roll, const Merged& merged,
                 const std::vector<Cards>& cards, Report& report) {
    if (!pack.round.has_cards) return;
    const auto used = used_cards(pack, roll, merged);
    for (const auto& line : cards) {
        const std::string style = "style " + line.style.text() + ": ";
        if (line.printed != printed_of(pack, line.style))
            report.fail("closing-printed",
                        crypto::bad_data(style + "expected " +
                                         std::to_string(printed_of(pack, line.style)) +
                                         " printed cards, found " + std::to_string(line.printed)));
        const std::int64_t sum = line.issued + line.returned + line.spoiled;
        if (line.printed != sum)
            report.fail("cards-balance",
                        crypto::bad_data(style + std::to_string(line.printed) + " printed, " +
                                             std::to_string(line.issued) + " issued + " +
                                             std::to_string(line.returned) + " returned + " +
                                             std::to_string(line.spoiled) +
                                             " spoiled = " + std::to_string(sum),
                                         "count the cards again, or write a reason"));
        const auto found = used.find(line.style);
        if (found != used.end() && found->second > line.issued)
            report.fail(
                "cards-envelopes",
                crypto::bad_data(style + std::to_string(found->second) + " envelopes, but only " +
                                     std::to_string(line.issued) + " cards were issued",
                                 "a card was used that nobody handed out: write a reason"));
    }
}

bool has_line_per_style(const ballot::Round& round, const std::vector<Cards>& cards) {
    if (!round.has_cards) return cards.empty();
    return std::equal(cards.begin(), cards.end(), round.styles.begin(), round.styles.end(),
                      [](const Cards& line, const auto& style) { return line.style == style.id; });
}

// Every alarm has a reason, and nothing else has: that would be published as if it had rung.
// Hints: of an alarm without a reason, and of a reason without its alarm.
void explain_all(const Merged& merged, const std::map<std::string, std::string>& reasons,
                 const std::function<std::string(const std::string&)>& lacks,
                 const std::function<std::string(const std::string&)>& left_over, Report& report) {
    report.explain(reasons);
    std::set<std::string> alarms = merged.alarms;
    for (const auto& alarm : report.alarms()) alarms.insert(alarm);
    for (const auto& [what, why] : reasons)
        if (!alarms.contains(what))
            report.fail(
                "alarms-explained",
                crypto::bad_data("there is no alarm " + what + " to explain", left_over(what)));
    for (const auto& alarm : alarms)
        if (!reasons.contains(alarm))
            report.fail("alarms-explained",
                        crypto::bad_data("the alarm " + alarm + " has no reason", lacks(alarm)));
}

}  // namespace

Cells count_cells(const ballot::RoundPack& pack, const Roll& roll,
                  std::span<const EnvelopeMark> marks) {
    Cells cells(roll.note.entries.size(), std::vector<std::int64_t>(pack.round.styles.size(), 0));
    for (const auto& mark : marks) ++cells[mark.box][mark.style];
    return cells;
}

namespace {

// What was said of something that is not there would be lost without a word.
void check_names(const ballot::RoundPack& pack, const Merged& merged, const ClosingInput& input,
                 Report& report) {
    for (const auto& cards : input.cards)
        if (!pack.round.has_cards || pack.round.find_style(cards.style) == nullptr)
            report.fail(
                "closing-printed",
                crypto::bad_data("numbers of cards for style " + cards.style.text() +
                                     (pack.round.has_cards ? ", which the round has not"
                                                           : ", but the round has no cards"),
                                 "leave --cards " + cards.style.text() + " out"));
    for (const auto& [name, why] : input.missing) {
        const auto box =
            std::find_if(merged.boxes.begin(), merged.boxes.end(),
                         [&, wanted = name](const Box& b) { return b.kiosk.text() == wanted; });
        if (box == merged.boxes.end())
            report.fail("closing-boxes", crypto::bad_data("the roll has no box " + name,
                                                          "leave --missing " + name + " out"));
        else if (has_final(*box) && box->checkpoint)
            report.fail("closing-boxes", crypto::bad_data(name + " has its final checkpoint",
                                                          "leave --missing " + name + " out"));
    }
}

}  // namespace

std::optional<ballot::ClosingNote> make_closing(const ballot::RoundPack& pack, const Roll& roll,
                                                const Merged& merged, const ClosingInput& input,
                                                Report& report) {
    ballot::ClosingNote note;
    note.round = pack.round_id;
    note.roll = roll.id;
    note.envelopes = static_cast<std::int64_t>(merged.marks.size());
    note.merged = merged.envelopes;
    note.spoiled = count_spoiled(merged.boxes);
    note.spoiled_list = crypto::sha256(write_spoiled(merged.boxes));
    note.dice = input.dice;
    if (!ballot::is_dice(input.dice))
        report.fail("closing-form",
                    crypto::bad_data("expected 20 to 40 digits from 1 to 6 as dice, found \"" +
                                         input.dice + "\"",
                                     "roll a die 20 times in front of the witnesses"));
    for (const auto& box : merged.boxes) {
        ballot::ClosingNote::Box line;
        line.kiosk = box.kiosk;
        line.role = box.role;
        const auto reason = input.missing.find(box.kiosk.text());
        if (has_final(box) && box.checkpoint) {
            line.last = {static_cast<std::int64_t>(box.checkpoint->size), box.checkpoint->root};
        } else if (reason != input.missing.end() && !reason->second.empty()) {
            line.missing = reason->second;
        } else {
            report.fail("closing-boxes",
                        crypto::bad_data(box.kiosk.text() + " has no final checkpoint",
                                         "give --missing " + box.kiosk.text() + "=\"why\""));
        }
        note.boxes.push_back(std::move(line));
    }
    if (pack.round.has_cards) {
        for (const auto& style : pack.round.styles) {
            const auto given =
                std::find_if(input.cards.begin(), input.cards.end(),
                             [&](const Cards& cards) { return cards.style == style.id; });
            if (given == input.cards.end()) {
                report.fail("closing-printed",
                            crypto::bad_data(
                                "no numbers of cards for style " + style.id.text(),
                                "give --cards " + style.id.text() + "=ISSUED,RETURNED,SPOILED"));
                continue;
            }
            note.cards.push_back(*given);
            if (note.cards.back().printed == 0) note.cards.back().printed = style.cards;
        }
    }
    check_names(pack, merged, input, report);
    check_cards(pack, roll, merged, note.cards, report);
    for (const auto& [what, why] : input.reasons) note.explanations.push_back({what, why});
    explain_all(
        merged, input.reasons,
        [](const std::string& alarm) {
            return "give --explain " + alarm + "=\"what happened\"; it will be published";
        },
        [](const std::string& alarm) { return "leave --explain " + alarm + " out"; }, report);
    report.pass_stage(Stage::closing);
    if (!report.good()) return std::nullopt;
    return note;
}

std::map<std::string, std::string> Closing::reasons() const {
    std::map<std::string, std::string> out;
    for (const auto& explanation : note.explanations) out[explanation.what] = explanation.why;
    return out;
}

std::optional<Closing> read_closing(const ballot::RoundPack& pack, const Roll& roll,
                                    const Merged& merged, const NamedText& file, Report& report) {
    auto signed_note = crypto::parse_note(file.second);
    if (!signed_note)
        return report.fail("closing-form", signed_note.error().in(file.first)), std::nullopt;
    auto note = ballot::read_closing_note(signed_note->text);
    if (!note) return report.fail("closing-form", note.error().in(file.first)), std::nullopt;
    if (auto good = crypto::verify(*signed_note, pack.organiser); !good)
        return report.fail("closing-signature", good.error().in(file.first)), std::nullopt;
    auto witnesses = check_witnessed(pack, *signed_note);
    if (!witnesses)
        return report.fail("closing-witnesses", witnesses.error().in(file.first)), std::nullopt;
    const auto fail = [&](std::string_view check, const std::string& what) {
        report.fail(check, crypto::bad_data(file.first + ": " + what));
    };
    if (note->round != pack.round_id) fail("closing-round", "it is of another round");
    if (note->roll != roll.id) fail("closing-round", "it names another roll as the last one");
    if (note->boxes.size() != merged.boxes.size()) {
        fail("closing-boxes", "it has " + std::to_string(note->boxes.size()) +
                                  " boxes, the roll has " + std::to_string(merged.boxes.size()));
        return std::nullopt;
    }
    check_against_merged(*note, merged, file.first, report);
    if (!has_line_per_style(pack.round, note->cards))
        fail("closing-printed",
             "expected one line of cards for each style of the round, in its order");
    check_cards(pack, roll, merged, note->cards, report);
    Closing closing{std::move(*note), signed_note->id(), file.second, std::move(*witnesses)};
    const auto differs = [&](const std::string&) { return hint_of_difference(merged); };
    explain_all(merged, closing.reasons(), differs, differs, report);
    report.pass_stage(Stage::closing);
    if (report.failed("closing-round") || report.failed("closing-boxes") ||
        report.failed("closing-envelopes") || report.failed("closing-spoiled"))
        return std::nullopt;
    return closing;
}

}  // namespace tallystick::tally
