// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/box_record.h>

#include <algorithm>

#include <crypto/digest.h>
#include <crypto/lines.h>

namespace tallystick::ballot {
namespace {

constexpr std::uint64_t most_note = 1'000'000;
constexpr std::uint64_t most_list = 200'000'000;

template <typename T>
bool begins_with(const std::vector<T>& later, const std::vector<T>& earlier) {
    return later.size() >= earlier.size() &&
           std::equal(earlier.begin(), earlier.end(), later.begin());
}

std::string fell(const std::string& what, std::int64_t before, std::int64_t after) {
    return what + " fell from " + std::to_string(before) + " to " + std::to_string(after);
}

// The list's bytes, if they are those that were signed.
std::string signed_list(const Path& folder, const BundleNote& note, std::string_view name,
                        Disk& disk) {
    const auto at = std::find_if(note.files.begin(), note.files.end(),
                                 [&](const crypto::FileHash& file) { return file.path == name; });
    auto bytes = read_file(folder / name, most_list, disk);
    if (at == note.files.end() || !bytes || crypto::sha256(*bytes) != at->hash) return {};
    return std::move(bytes).value();
}

}  // namespace

BoxRecord record_of(const Bundle& bundle) {
    crypto::require(bundle.note.has_value(), "only an export has a record of its box");
    const BundleNote& note = *bundle.note;
    return {note.state,   note.envelopes + note.waiting, note.uncast, note.epochs, bundle.spoiled,
            bundle.events};
}

std::optional<std::string> contradiction(const BoxRecord& later, const BoxRecord& earlier) {
    if (!begins_with(later.epochs, earlier.epochs)) return "its log grew by other batches";
    if (later.stored < earlier.stored)
        return fell("ballots in the log or waiting", earlier.stored, later.stored);
    if (!std::includes(later.spoiled.begin(), later.spoiled.end(), earlier.spoiled.begin(),
                       earlier.spoiled.end()))
        return "a record of a checked ballot is gone or was changed";
    if (!begins_with(later.events, earlier.events))
        return "its events do not begin with the earlier ones";
    if (later.uncast < earlier.uncast)
        return fell("ballots begun and not cast", earlier.uncast, later.uncast);
    return std::nullopt;
}

std::optional<BoxRecord> read_record(const Path& folder, const crypto::VerifierKey& key,
                                     Disk& disk) {
    const auto bytes = read_file(folder / "bundle.note", most_note, disk);
    if (!bytes) return std::nullopt;
    const auto note = crypto::parse_note(*bytes);
    if (!note || !crypto::verify_only(*note, key)) return std::nullopt;
    const auto said = read_bundle_note(note->text);
    if (!said) return std::nullopt;
    BoxRecord record{said->state, said->envelopes + said->waiting, said->uncast, said->epochs, {},
                     {}};
    if (auto spoiled = read_spoiled(signed_list(folder, *said, "spoiled.txt", disk)))
        record.spoiled = std::move(spoiled).value();
    if (auto events = read_events(signed_list(folder, *said, "events.txt", disk)))
        record.events = std::move(events).value();
    return record;
}

crypto::Result<std::vector<Spoiled>> read_spoiled(std::string_view text) {
    crypto::LineReader lines(text, crypto::Charset::ascii);
    constexpr std::size_t leaf_digits = 2 * crypto::Digest::size;
    std::vector<Spoiled> spoiled;
    while (!lines.at_end()) {
        TALLYSTICK_TRY(line, lines.next());
        Spoiled one;
        const bool good = line.size() > leaf_digits && line[leaf_digits] == ' ' &&
                          crypto::read_hex(line.substr(0, leaf_digits), one.leaf.bytes) &&
                          crypto::read_hex(line.substr(leaf_digits + 1), one.id.bytes);
        if (!good) return lines.expected("a leaf hash and a ballot id", line);
        if (!spoiled.empty() && !(spoiled.back().leaf < one.leaf))
            return lines.expected("lines sorted, each leaf once", line);
        spoiled.push_back(one);
    }
    return spoiled;
}

}  // namespace tallystick::ballot
