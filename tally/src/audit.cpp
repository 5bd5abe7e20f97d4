// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>

#include <crypto/digest.h>
#include <rules/report.h>
#include <tally/audit.h>
#include <tally/publish.h>
#include <tally/roll.h>

#include "count_json.h"
#include "staged.h"

namespace tallystick::tally {
namespace {

using Out = std::optional<Audited>;

std::string or_none(const std::string& value) {
    return value.empty() ? "none" : value;
}

bool is_for_people(const std::string& path) {
    return path == "count.json" || path == "readme.txt" || path.starts_with("results/");
}

// docs/FORMAT.md "Audit folder" has no other. A file that nothing looks at could say anything.
// Rolls are roll-1.note to roll-<rolls>.note.
bool has_place(const std::string& path, std::size_t rolls) {
    for (const char* folder : {"pack/", "bundles/"})
        if (path.starts_with(folder)) return true;
    for (std::size_t number = 1; number <= rolls; ++number)
        if (path == "rolls/roll-" + std::to_string(number) + ".note") return true;
    for (const char* file :
         {"closing.note", "opened.note", "ballots.txt", "votes.txt", "rejected.txt"})
        if (path == file) return true;
    return is_for_people(path);
}

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
    const auto rolls = static_cast<std::size_t>(
        std::count_if(note.files.begin(), note.files.end(),
                      [](const auto& entry) { return entry.path.starts_with("rolls/"); }));
    for (const auto& entry : note.files) {
        if (!has_place(entry.path, rolls))
            report.fail("result-files",
                        crypto::bad_data((folder / entry.path).string() +
                                             ": expected only the files of an audit folder",
                                         "nothing looks at this one: do not rely on it, and ask "
                                         "the organiser why it is there"));
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
    parts.damaged = Damaged::refused;
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
    TALLYSTICK_TRY(opened,
                   ballot::read_file(input.folder / "opened.note", crypto::Note::most_bytes));
    parts.opened = {"opened.note", std::move(opened)};
    const bool labels = ballot::exists(input.folder / "ballots.txt");
    parts.list = input.folder / (labels ? "ballots.txt" : "votes.txt");
    parts.rejected = input.folder / "rejected.txt";
    return parts;
}

// The version that wrote what is for people; taken out, because no count depends on it.
std::string take_pages_version(ballot::ResultNote& note) {
    std::string version;
    std::erase_if(note.parameters, [&](const ballot::ResultNote::Parameter& one) {
        if (one.name != "pages") return false;
        version = one.value;
        return true;
    });
    return version;
}

class Pages {
public:
    Pages(const AuditInput& input, std::string version, Report& report)
        : m_input(input), m_version(std::move(version)), m_report(report) {}

    // People read the pages and nobody reads a note: they must say what was counted. Which there
    // are any version knows, and what count.json says; the words only the one that wrote them.
    void check(const Examined& examined, const ballot::ResultNote& result) {
        if (m_version.empty()) fail("result.note", "expected the parameter pages, found none");
        const bool same = m_version == m_input.version;
        std::map<std::string, std::string> expected;
        if (same)
            expected = write_for_people(examined, m_input.locale_folder);
        else
            for (const auto& path : paths_for_people(examined.pack.round)) expected[path];
        for (const auto& file : result.files) {
            const auto page = expected.find(file.path);
            if (page == expected.end()) {
                if (is_for_people(file.path))
                    fail(file.path, "expected no such page of this round");
                continue;
            }
            if (same && crypto::sha256(page->second) != file.hash)
                fail(file.path,
                     "expected what publish writes from the count, found something else");
            expected.erase(page);
        }
        for (const auto& missing : expected) fail(missing.first, "expected this file, found none");
        if (!same && !expected.contains("count.json")) check_count(examined);
        if (same) return m_report.pass("result-pages");
        m_report.note("PAGES NOT CHECKED: tallystick " + m_version + " wrote them and this is " +
                      m_input.version +
                      "; count.json was read, but whether readme.txt and results/ say what was "
                      "counted only that version can tell");
    }

private:
    void fail(const std::string& path, const std::string& what) {
        m_report.fail("result-pages",
                      crypto::bad_data((m_input.folder / path).string() + ": " + what,
                                       "go by result.note, and ask the organiser why; if it was "
                                       "published with other catalogues, give --locale"));
    }

    void check_count(const Examined& examined) {
        const auto bytes = ballot::read_file(m_input.folder / "count.json", most_count_json);
        if (!bytes) return m_report.fail("result-pages", bytes.error());
        const std::string wrong = wrong_in_count_json(
            *bytes, rules::to_json(examined.count.allocation, rules::TraceDetail::with));
        if (!wrong.empty()) fail("count.json", wrong);
    }

    const AuditInput& m_input;
    std::string m_version;
    Report& m_report;
};

// Each bundle once, under the name that publish gives it.
void check_bundle_names(const ExamineInput& parts, const Examined& examined, Report& report) {
    for (const auto& bundle : examined.used)
        if (bundle.folder.filename() != bundle.name)
            report.fail("result-files",
                        crypto::bad_data("bundles/" + bundle.folder.filename().string() +
                                         ": expected this bundle as bundles/" + bundle.name));
    if (parts.bundles.size() != examined.used.size())
        report.fail("result-files", crypto::bad_data("bundles/ has one bundle twice"));
}

// The first parameter that is not the same, in words.
std::string other_parameter(const ballot::ResultNote& expected, const ballot::ResultNote& found) {
    std::map<std::string, std::pair<std::string, std::string>> values;
    for (const auto& parameter : expected.parameters)
        values[parameter.name].first = parameter.value;
    for (const auto& parameter : found.parameters) values[parameter.name].second = parameter.value;
    for (const auto& [name, value] : values)
        if (value.first != value.second)
            return "parameter " + name + ": expected " + or_none(value.first) + ", found " +
                   or_none(value.second);
    return "its parameters are not the round's";
}

void compare_results(const ballot::ResultNote& expected, const ballot::ResultNote& found,
                     Report& report) {
    const auto fail = [&](std::string_view check, const std::string& what) {
        report.fail(check, crypto::bad_data("result.note: " + what,
                                            "the organiser signed something else than what was "
                                            "opened and counted: ask why, and do not rely on it"));
    };
    if (expected.round != found.round || expected.closing != found.closing)
        fail("result-closing", "it names another round or another closing note");
    if (expected.rule != found.rule)
        fail("result-rule", "expected rule " + expected.rule + ", found " + found.rule);
    else if (expected.parameters != found.parameters)
        fail("result-rule", other_parameter(expected, found));
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
    if (!ballot::exists(input.folder / "opened.note"))
        return report.fail("opened-note",
                           crypto::bad_data("expected opened.note in the folder, found none",
                                            "nobody who opened the ballots vouches for this list: "
                                            "ask the organiser for it, and do not rely on it")),
               Out();
    TALLYSTICK_TRY(parts, find_parts(input));
    TALLYSTICK_TRY(examined, examine(parts, report));
    if (!examined) return Out();
    check_bundle_names(parts, *examined, report);
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
    const std::string version = take_pages_version(*result);
    compare_results(result_of(*examined), *result, report);
    Pages(input, version, report).check(*examined, *result);
    if (!report.good()) return Out();
    if (!input.organiser)
        report.note("this round is " + pack.organiser.text() +
                    "'s: compare that key with the one on the posters, or give --organiser");
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
