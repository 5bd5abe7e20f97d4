// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/check_list.h>

#include <algorithm>

#include <tally/publish.h>
#include <tally/roll.h>

#include "votes_line.h"

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_list = 500'000'000;

crypto::Error differs(const std::string& what, const std::string& expected,
                      const std::string& found) {
    return crypto::bad_data(what + ": expected " + expected + ", found " + found,
                            "the folder was changed after it was written: take it again from "
                            "where it was written, and do not rely on this one");
}

// Everything that counting reads; bundles and pages are audit's work.
bool is_read(const std::string& path) {
    return !path.starts_with("bundles/") && !path.starts_with("results/");
}

crypto::Result<bool> read_audited(const ballot::Path& folder, const ballot::RoundPack& pack,
                                  const crypto::Note& closing, Report& report,
                                  const EachBallot& each) {
    TALLYSTICK_TRY(bytes, ballot::read_file(folder / "result.note", crypto::Note::most_bytes));
    auto note = crypto::parse_note(bytes);
    if (!note) return report.fail("result-form", note.error().in("result.note")), false;
    if (auto good = crypto::verify(*note, pack.organiser); !good)
        return report.fail("result-signature", good.error().in("result.note")), false;
    auto result = ballot::read_result_note(note->text);
    if (!result) return report.fail("result-form", result.error().in("result.note")), false;
    if (result->round != pack.round_id || result->closing != closing.id()) {
        report.fail(
            "result-closing",
            differs("result.note", "closing note " + result->closing.hex(), closing.id().hex()));
        return false;
    }
    std::string list;
    for (const auto& file : result->files) {
        if (!is_read(file.path)) continue;
        if (file.path == "ballots.txt" || file.path == "votes.txt") list = file.path;
        TALLYSTICK_TRY(hash, hash_file(folder / file.path));
        if (hash != file.hash)
            report.fail("result-hashes", differs((folder / file.path).string(),
                                                 "SHA-256 " + file.hash.hex(), hash.hex()));
    }
    if (list.empty())
        report.fail("result-files", crypto::bad_data("result.note lists no opened ballots"));
    if (!report.good()) return false;
    if (list == "votes.txt") return read_votes(folder / list, pack, report, each);
    return read_unchecked_ballots(folder / list, pack, report, each);
}

crypto::Result<std::optional<Roll>> read_own_rolls(const ballot::Path& folder,
                                                   const ballot::RoundPack& pack, Report& report) {
    TALLYSTICK_TRY(entries, ballot::list_folder(folder / "rolls"));
    std::vector<NamedText> texts;
    for (const auto& entry : entries) {
        TALLYSTICK_TRY(text,
                       ballot::read_file(folder / "rolls" / entry.name, crypto::Note::most_bytes));
        texts.emplace_back("rolls/" + entry.name, std::move(text));
    }
    return read_rolls(pack, std::move(texts), report);
}

// votes.txt is what is published of this list: it must be the same votes.
crypto::Result<void> compare_votes(const ballot::Path& file, std::vector<std::string> lines,
                                   Report& report) {
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    TALLYSTICK_TRY(found, ballot::read_file(file, most_list));
    if (text != found)
        report.fail("opened-counts",
                    differs(file.string(), "the signed list without its labels", "other votes"));
    return {};
}

crypto::Result<void> compare_numbers(const ballot::Path& folder, const ballot::ClosingNote& closing,
                                     std::int64_t ballots, Report& report) {
    TALLYSTICK_TRY(rejected_text, ballot::read_file(folder / "rejected.txt", most_list));
    auto rejected = read_rejected(rejected_text);
    if (!rejected) return rejected.error().in((folder / "rejected.txt").string());
    TALLYSTICK_TRY(aside_text, ballot::read_file(folder / "set-aside.txt", 100));
    const auto line = std::string_view(aside_text).substr(0, aside_text.find('\n'));
    auto aside = crypto::parse_integer(line, 0, 1'000'000'000);
    if (!aside) return aside.error().in((folder / "set-aside.txt").string());
    const auto refused = static_cast<std::int64_t>(rejected->size());
    const std::int64_t expected = closing.envelopes - refused - *aside;
    if (ballots != expected)
        report.fail(
            "opened-counts",
            differs((folder / "ballots.txt").string(),
                    std::to_string(expected) + " ballots (" + std::to_string(closing.envelopes) +
                        " envelopes, " + std::to_string(refused) + " rejected, " +
                        std::to_string(*aside) + " set aside)",
                    std::to_string(ballots)));
    return {};
}

crypto::Result<bool> read_opened(const ballot::Path& folder, const ballot::RoundPack& pack,
                                 const crypto::Note& closing, Report& report,
                                 const EachBallot& each) {
    TALLYSTICK_TRY(note, ballot::read_closing_note(closing.text));
    if (auto witnesses = check_witnessed(pack, closing); !witnesses)
        return report.fail("closing-witnesses", witnesses.error().in("closing.note")), false;
    TALLYSTICK_TRY(roll, read_own_rolls(folder, pack, report));
    if (!roll || !report.good()) return false;
    if (roll->id != note.roll) {
        report.fail("closing-round",
                    differs("rolls", "roll " + note.roll.hex() + " as the last", roll->id.hex()));
        return false;
    }
    TALLYSTICK_TRY(boxes, read_boxes(folder, pack, *roll));
    std::int64_t ballots = 0;
    const bool unlabelled = ballot::exists(folder / "votes.txt");
    std::vector<std::string> lines;
    TALLYSTICK_TRY(good,
                   read_ballots(folder / "ballots.txt", pack, *roll, boxes, 0, report,
                                [&](const ListedBallot& ballot) {
                                    ++ballots;
                                    if (unlabelled)
                                        lines.push_back(write_votes_line(
                                            pack.round.styles[ballot.style].id, *ballot.votes));
                                    each(ballot);
                                }));
    if (!good) return false;
    TALLYSTICK_CHECK(compare_numbers(folder, note, ballots, report));
    if (unlabelled) TALLYSTICK_CHECK(compare_votes(folder / "votes.txt", std::move(lines), report));
    return report.good();
}

}  // namespace

crypto::Result<bool> read_checked_list(const ballot::Path& folder, const ballot::RoundPack& pack,
                                       const crypto::Note& closing, Report& report,
                                       const EachBallot& each) {
    // An audit folder without its result note has lost what it is held against.
    if (ballot::exists(folder / "result.note") || ballot::exists(folder / "bundles"))
        return read_audited(folder, pack, closing, report, each);
    return read_opened(folder, pack, closing, report, each);
}

}  // namespace tallystick::tally
