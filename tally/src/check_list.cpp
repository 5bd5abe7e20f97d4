// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/check_list.h>

#include <set>

#include <crypto/tally_note.h>
#include <tally/publish.h>
#include <tally/roll.h>

namespace tallystick::tally {
namespace {

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

// opened.note, signed by the round's tally key over this closing note.
crypto::Result<ballot::OpenedNote> read_note(const std::string& bytes,
                                             const ballot::RoundPack& pack,
                                             const crypto::Note& closing) {
    TALLYSTICK_TRY(note, crypto::parse_note(bytes));
    TALLYSTICK_TRY(opened, ballot::read_opened_note(note.text));
    TALLYSTICK_TRY(key, crypto::VerifierKey::parse(opened.key));
    if (!crypto::is_form_of(key, pack.tally_key))
        return crypto::bad_data("its key is not the tally key of the round",
                                "was this folder opened for another round?");
    TALLYSTICK_CHECK(crypto::verify_only(note, key));
    if (opened.round != pack.round_id)
        return differs("round", pack.round_id.hex(), opened.round.hex());
    if (opened.closing != closing.id())
        return differs("closing note", opened.closing.hex(), closing.id().hex());
    return opened;
}

crypto::Result<bool> read_opened(const ballot::Path& folder, const ballot::RoundPack& pack,
                                 const crypto::Note& closing, Report& report,
                                 const EachBallot& each) {
    if (auto witnesses = check_witnessed(pack, closing); !witnesses)
        return report.fail("closing-witnesses", witnesses.error().in("closing.note")), false;
    TALLYSTICK_CHECK(check_opened(folder, pack, closing));
    return read_unchecked_ballots(folder / "ballots.txt", pack, report, each);
}

}  // namespace

crypto::Result<void> check_opened(const ballot::Path& folder, const ballot::RoundPack& pack,
                                  const crypto::Note& closing) {
    const ballot::Path place = folder / "opened.note";
    TALLYSTICK_TRY(bytes, ballot::read_file(place, crypto::Note::most_bytes));
    const auto note = read_note(bytes, pack, closing);
    if (!note) return note.error().in(place.string());
    std::set<std::string> listed;
    for (const auto& file : note->files) {
        listed.insert(file.path);
        TALLYSTICK_TRY(hash, hash_file(folder / file.path));
        if (hash != file.hash)
            return differs((folder / file.path).string(), "SHA-256 " + file.hash.hex(), hash.hex());
    }
    if (!listed.contains("ballots.txt"))
        return crypto::bad_data("opened.note lists no opened ballots");
    for (const char* name : {"rejected.txt", "votes.txt"})
        if (!listed.contains(name) && ballot::exists(folder / name))
            return crypto::bad_data((folder / name).string() + " is not listed in opened.note",
                                    "it was not opened with the others: take it away");
    return {};
}

crypto::Result<bool> read_checked_list(const ballot::Path& folder, const ballot::RoundPack& pack,
                                       const crypto::Note& closing, Report& report,
                                       const EachBallot& each) {
    // An audit folder without its result note has lost what it is held against.
    if (ballot::exists(folder / "result.note") || ballot::exists(folder / "bundles"))
        return read_audited(folder, pack, closing, report, each);
    return read_opened(folder, pack, closing, report, each);
}

}  // namespace tallystick::tally
