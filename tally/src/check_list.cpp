// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/check_list.h>

#include <tally/publish.h>
#include <tally/roll.h>

#include "opened_files.h"

namespace tallystick::tally {
namespace {

// Everything that counting reads; bundles and pages are audit's work.
bool is_read(const std::string& path) {
    return !path.starts_with("bundles/") && !path.starts_with("results/");
}

crypto::Result<bool> hold_against_note(const ballot::Path& folder, const ballot::RoundPack& pack,
                                       const crypto::Note& closing, const OpenedFiles& here,
                                       Report& report) {
    const ballot::Path note = folder / "opened.note";
    TALLYSTICK_TRY(bytes, ballot::read_file(note, crypto::Note::most_bytes));
    return check_opened({note.string(), std::move(bytes)}, pack, closing.id(), here, report)
        .has_value();
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
            differs("result.note", "closing note " + closing.id().hex(), result->closing.hex(),
                    "one of them is of another event: take the folder again"));
        return false;
    }
    OpenedFiles here;
    for (const auto& file : result->files) {
        if (!is_read(file.path)) continue;
        TALLYSTICK_TRY(hash, hash_file(folder / file.path));
        const HashedFile found{(folder / file.path).string(), hash};
        if (auto good = check_hash(found, file.hash); !good)
            report.fail("result-hashes", good.error());
        if (was_opened(file.path)) here[file.path] = found;
    }
    const bool labels = !here.contains(opened_votes);
    if (labels && !here.contains("ballots.txt"))
        report.fail("result-files", crypto::bad_data("result.note lists no opened ballots"));
    if (!report.good()) return false;
    TALLYSTICK_TRY(good, hold_against_note(folder, pack, closing, here, report));
    if (!good) return false;
    if (!labels) return read_votes(folder / opened_votes, pack, report, each);
    return read_unchecked_ballots(folder / "ballots.txt", pack, report, each);
}

crypto::Result<bool> read_opened(const ballot::Path& folder, const ballot::RoundPack& pack,
                                 const crypto::Note& closing, Report& report,
                                 const EachBallot& each) {
    if (auto witnesses = check_witnessed(pack, closing); !witnesses)
        return report.fail("closing-witnesses", witnesses.error().in("closing.note")), false;
    std::map<std::string, ballot::Path> files;
    for (const char* name : always_opened) files[name] = folder / name;
    if (ballot::exists(folder / opened_votes)) files[opened_votes] = folder / opened_votes;
    TALLYSTICK_TRY(here, hash_opened(files));
    TALLYSTICK_TRY(good, hold_against_note(folder, pack, closing, here, report));
    if (!good) return false;
    return read_unchecked_ballots(folder / "ballots.txt", pack, report, each);
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
