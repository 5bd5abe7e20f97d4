// SPDX-License-Identifier: GPL-3.0-or-later
#include "left_behind.h"

#include <algorithm>

#include <ballot/box_record.h>
#include <ballot/bundle.h>
#include <tally/publish.h>

namespace tallystick::cli {
namespace {

constexpr std::uint64_t most_note = crypto::Note::most_bytes;

// What an export says of its box, signed by the key that it says is the kiosk's, if all its files
// are as that key signed them. Whose key it is, its reader checks as that of any other bundle.
struct Export {
    ballot::BoxRecord record;
    crypto::Digest checkpoint;
};

std::optional<Export> read_export(const ballot::Path& folder) {
    const auto read_note = [&](const char* name) -> std::optional<crypto::Note> {
        const auto bytes = ballot::read_file(folder / name, most_note);
        auto note = bytes ? crypto::parse_note(*bytes) : bytes.error();
        return note ? std::optional(std::move(note).value()) : std::nullopt;
    };
    const auto certificate = read_note("kiosk.note"), signed_note = read_note("bundle.note");
    if (!certificate || !signed_note) return std::nullopt;
    const auto kiosk = ballot::read_kiosk_note(certificate->text);
    const auto note = ballot::read_bundle_note(signed_note->text);
    if (!kiosk || !note) return std::nullopt;
    const auto key = crypto::VerifierKey::parse(kiosk->key);
    if (!key) return std::nullopt;
    auto record = ballot::read_record(folder, *key, ballot::real_disk());
    const bool whole = std::all_of(note->files.begin(), note->files.end(), [&](const auto& file) {
        const auto hash = tally::hash_file(folder / file.path);
        return hash && *hash == file.hash;
    });
    if (!record || !whole) return std::nullopt;
    return Export{std::move(*record), note->checkpoint};
}

// X of `.X.old` and `.X.part`; empty if it has no such name.
std::string name_behind(const std::string& name) {
    const bool hidden =
        name.starts_with(".") && (name.ends_with(".old") || name.ends_with(".part"));
    const std::string plain = hidden ? name.substr(1, name.rfind('.') - 1) : std::string();
    return ballot::bundle_base(name) == plain ? plain : std::string();
}

// Whoever deletes the one behind must lose nothing: X is read as it will be, and is of one key.
bool goes_on(const ballot::Path& folder, const ballot::Path& later_folder, const Export& behind,
             const ballot::RoundPack& pack) {
    const auto later = read_export(later_folder);
    if (!later || later->checkpoint != behind.checkpoint ||
        ballot::contradiction(later->record, behind.record))
        return false;
    const auto one = ballot::read_file(folder / "kiosk.note", most_note);
    const auto other = ballot::read_file(later_folder / "kiosk.note", most_note);
    return one && other && *one == *other && ballot::read_good_bundle(later_folder, pack);
}

}  // namespace

LeftBehind left_behind(const ballot::Path& folder, const ballot::RoundPack* pack) {
    const std::string plain = name_behind(folder.filename().string());
    if (plain.empty()) return LeftBehind::no;
    const auto behind = read_export(folder);
    if (!behind) return LeftBehind::torn;
    const ballot::Path later = folder.parent_path() / plain;
    const bool replaced =
        pack != nullptr && ballot::exists(later) && goes_on(folder, later, *behind, *pack);
    return replaced ? LeftBehind::replaced : LeftBehind::whole;
}

}  // namespace tallystick::cli
