// SPDX-License-Identifier: GPL-3.0-or-later
#include "opened_files.h"

#include <algorithm>

#include <crypto/tally_note.h>
#include <tally/publish.h>

namespace tallystick::tally {
namespace {

// The same text, so other signatures below it.
constexpr const char* as_opened =
    "give the closing note as it was when the envelopes were opened; who signs later signs the "
    "result";
constexpr const char* take_again =
    "it is not the file that was signed: take it again from where it was written, and do not rely "
    "on this one";
constexpr const char* opened_elsewhere =
    "was this folder opened for another round or closing note?";

crypto::Result<ballot::OpenedNote> read_note(std::string_view bytes, const ballot::RoundPack& pack,
                                             const crypto::Digest& closing) {
    TALLYSTICK_TRY(note, crypto::parse_note(bytes));
    TALLYSTICK_TRY(opened, ballot::read_opened_note(note.text));
    TALLYSTICK_TRY(key, crypto::VerifierKey::parse(opened.key));
    if (!crypto::is_form_of(key, pack.tally_key))
        return crypto::bad_data("its key is not the tally key of the round", opened_elsewhere);
    TALLYSTICK_CHECK(crypto::verify_only(note, key));
    if (opened.round != pack.round_id)
        return differs("round", pack.round_id.hex(), opened.round.hex(), opened_elsewhere);
    if (opened.closing != closing)
        return differs("closing note", closing.hex(), opened.closing.hex(), opened_elsewhere);
    return opened;
}

crypto::Result<void> check_files(const ballot::OpenedNote& note, const OpenedFiles& here) {
    std::map<std::string, crypto::Digest> listed;
    for (const auto& file : note.files) listed[file.path] = file.hash;
    for (const char* name : always_opened)
        if (!listed.contains(name))
            return crypto::bad_data(
                std::string("opened.note: expected a line for ") + name + ", found none",
                "the envelopes must be opened again");
    for (const auto& [name, file] : here) {
        const auto entry = listed.find(name);
        if (entry == listed.end())
            return crypto::bad_data(file.place + " is not listed in opened.note",
                                    "it was not opened with the others: take it away");
        if (auto good = check_hash(file, entry->second); !good)
            return name == "closing.note" ? crypto::bad_data(good.error().message, as_opened)
                                          : good.error();
        listed.erase(entry);
    }
    if (here.contains(opened_votes)) listed.erase("ballots.txt");
    if (listed.empty()) return {};
    return crypto::bad_data("opened.note: expected lines for what is here alone, found one for " +
                                listed.begin()->first,
                            "take the whole folder again from where it was written");
}

}  // namespace

bool was_opened(const std::string& name) {
    return name == opened_votes ||
           std::find(always_opened.begin(), always_opened.end(), name) != always_opened.end();
}

crypto::Result<OpenedFiles> hash_opened(const std::map<std::string, ballot::Path>& files) {
    OpenedFiles here;
    for (const auto& [name, path] : files) {
        TALLYSTICK_TRY(hash, hash_file(path));
        here[name] = {path.string(), hash};
    }
    return here;
}

std::optional<ballot::OpenedNote> check_opened(const NamedText& note, const ballot::RoundPack& pack,
                                               const crypto::Digest& closing,
                                               const OpenedFiles& here, Report& report) {
    auto opened = read_note(note.second, pack, closing);
    if (!opened) return report.fail("opened-note", opened.error().in(note.first)), std::nullopt;
    report.pass("opened-note");
    if (auto good = check_files(*opened, here); !good)
        return report.fail("opened-files", good.error()), std::nullopt;
    report.pass("opened-files");
    return std::move(opened).value();
}

crypto::Result<void> check_hash(const HashedFile& here, const crypto::Digest& expected) {
    if (here.hash == expected) return {};
    return differs(here.place, "SHA-256 " + expected.hex(), here.hash.hex(), take_again);
}

crypto::Error differs(const std::string& what, const std::string& expected,
                      const std::string& found, const std::string& hint) {
    return crypto::bad_data(what + ": expected " + expected + ", found " + found, hint);
}

}  // namespace tallystick::tally
