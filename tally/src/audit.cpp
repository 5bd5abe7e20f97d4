// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <crypto/digest.h>
#include <rules/report.h>
#include <tally/audit.h>
#include <tally/publish.h>
#include <tally/roll.h>

#include "staged.h"

namespace tallystick::tally {
namespace {

using Out = std::optional<Audited>;

void check_files(const ballot::Path& folder, const ballot::ResultNote& note, Report& report) {
    auto tree = ballot::list_tree(folder);
    if (!tree) return report.fail("result-files", tree.error());
    for (const auto& file : *tree) {
        const bool listed =
            std::any_of(note.files.begin(), note.files.end(),
                        [&](const crypto::FileHash& entry) { return entry.path == file; });
        if (!listed && file != "result.note")
            report.fail("result-files",
                        crypto::bad_data(file + " is not listed in the result note"));
    }
    for (const auto& entry : note.files) {
        auto hash = hash_file(folder / entry.path);
        if (!hash)
            report.fail("result-files", hash.error());
        else if (*hash != entry.hash)
            report.fail("result-hashes",
                        crypto::bad_data(entry.path + " is not the file that was signed",
                                         "take the folder again from where it was published"));
    }
    report.pass("result-files");
    report.pass("result-hashes");
}

crypto::Result<ExamineInput> find_parts(const AuditInput& input) {
    ExamineInput parts;
    parts.pack = input.folder / "pack";
    parts.threads = input.threads;
    parts.full = input.full;
    TALLYSTICK_TRY(rolls, ballot::list_folder(input.folder / "rolls"));
    for (const auto& roll : rolls) {
        TALLYSTICK_TRY(
            text, ballot::read_file(input.folder / "rolls" / roll.name, crypto::Note::most_bytes));
        parts.rolls.emplace_back("rolls/" + roll.name, std::move(text));
    }
    const ballot::Path bundles = input.folder / "bundles";
    if (ballot::exists(bundles)) {
        TALLYSTICK_TRY(folders, ballot::list_folder(bundles));
        for (const auto& folder : folders) parts.bundles.push_back(bundles / folder.name);
    }
    TALLYSTICK_TRY(closing,
                   ballot::read_file(input.folder / "closing.note", crypto::Note::most_bytes));
    parts.closing = {"closing.note", std::move(closing)};
    const bool labels = ballot::exists(input.folder / "ballots.txt");
    parts.list = input.folder / (labels ? "ballots.txt" : "votes.txt");
    parts.rejected = input.folder / "rejected.txt";
    return parts;
}

void compare_results(const ballot::ResultNote& expected, const ballot::ResultNote& found,
                     bool full_list, Report& report) {
    const auto fail = [&](std::string_view check, const std::string& what) {
        report.fail(check, crypto::bad_data("result.note: " + what));
    };
    if (expected.round != found.round || expected.closing != found.closing)
        fail("result-closing", "it names another round or another closing note");
    auto parameters = found.parameters;
    // The signed list is for witnesses; who does not have it cannot compare its hash.
    if (!full_list)
        parameters.erase(std::remove_if(parameters.begin(), parameters.end(),
                                        [](const auto& p) { return p.name == "signed-list"; }),
                         parameters.end());
    if (expected.rule != found.rule || expected.parameters != parameters)
        fail("result-rule",
             "it was counted by another rule than the round's, or its signed list "
             "is another one");
    if (expected.counts != found.counts) {
        for (const auto& count : found.counts)
            if (std::find(expected.counts.begin(), expected.counts.end(), count) ==
                expected.counts.end())
                fail("result-numbers", "it says " + std::to_string(count.value) + " for " +
                                           count.name + ", which is not so");
        fail("result-numbers", "its numbers are not those of the published files");
    }
    if (expected.funded != found.funded || expected.left != found.left)
        fail("result-count", "counting again funds other proposals or other amounts");
    if (expected.explanations != found.explanations)
        fail("result-numbers", "its reasons are not those of the closing note");
    for (const auto* check : {"result-closing", "result-rule", "result-numbers", "result-count"})
        report.pass(check);
}

}  // namespace

crypto::Result<std::optional<Audited>> audit(const AuditInput& input, Report& report) {
    TALLYSTICK_TRY(bytes,
                   ballot::read_file(input.folder / "result.note", crypto::Note::most_bytes));
    auto note = crypto::parse_note(bytes);
    if (!note) return report.fail("result-form", note.error().in("result.note")), Out();
    auto result = ballot::read_result_note(note->text);
    if (!result) return report.fail("result-form", result.error().in("result.note")), Out();
    report.pass("result-form");
    check_files(input.folder, *result, report);
    if (report.fatal()) return Out();
    TALLYSTICK_TRY(parts, find_parts(input));
    TALLYSTICK_TRY(examined, examine(parts, report));
    if (!examined) return Out();
    const auto& pack = examined->pack;
    if (input.organiser && !(*input.organiser == pack.organiser))
        report.fail("pack-signature",
                    crypto::bad_data("the round's organiser is " + pack.organiser.text() +
                                     ", expected " + input.organiser->text()));
    auto witnesses = check_witnessed(pack, *note);
    if (auto good = crypto::verify(*note, pack.organiser); !good)
        report.fail("result-signature", good.error().in("result.note"));
    else if (!witnesses)
        report.fail("result-witnesses", witnesses.error().in("result.note"));
    else
        report.pass("result-witnesses");
    report.pass("result-signature");
    compare_results(result_of(*examined), *result, input.full.has_value(), report);
    if (!report.good()) return Out();
    if (pack.round.witness_quorum == 0)
        report.note(
            "this round has no witnesses: nobody but the organiser vouches for roll, "
            "closing and result");
    if (pack.round.shares_needed == 1)
        report.note("one share alone could open the ballots of this round");
    const auto margin = examined->margin();
    if (margin && examined->bound() > 0 && *margin <= examined->bound())
        report.note("the closest decision was by " + std::to_string(*margin) +
                    " votes, and up to " + std::to_string(examined->bound()) +
                    " ballots could have been exchanged unseen");
    for (auto& warning : rules::warnings_of(examined->count.allocation.trace))
        report.note(std::move(warning));
    if (!examined->labels && !input.full)
        report.note(
            "groups were small, so labels are withheld: only a witness with the signed "
            "list can check the kiosks' signatures (audit --full)");
    return Out(
        Audited{std::move(*examined), std::move(*result), note->id(), std::move(*witnesses)});
}

}  // namespace tallystick::tally
