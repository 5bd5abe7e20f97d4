// SPDX-License-Identifier: GPL-3.0-or-later
// An export of one kiosk, read back strictly: every byte of every file is accounted for, and each
// thing that can be wrong is a named check, so that a verifier can say which one failed. Pure
// reading; safe on any thread, one bundle each. docs/FORMAT.md "Bundle".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ballot/events.h>
#include <ballot/files.h>
#include <ballot/inner_ballot.h>
#include <ballot/notes.h>
#include <ballot/pack.h>

namespace tallystick::ballot {

enum class BundleState { open, closed, recovered };

struct Spoiled {
    crypto::Digest leaf;
    crypto::BallotId id;
    friend auto operator<=>(const Spoiled&, const Spoiled&) = default;
};

struct Bundle {
    std::string name;  // its folder's
    BundleState state = BundleState::open;
    KioskNote certificate;
    crypto::Digest certificate_id;
    std::optional<BundleNote> note;                // not in a recovered bundle
    std::optional<crypto::Checkpoint> checkpoint;  // there too, where the mirror held one
    std::string envelopes;                         // envelopes.txt as it stands
    std::vector<crypto::Digest> leaves;            // leaf hash of each line, in order
    std::vector<Spoiled> spoiled;
    std::vector<Event> events;
    std::vector<std::string> receipts;  // recovered only: signed notes, in line order

    [[nodiscard]] std::size_t size() const { return leaves.size(); }
    // Line `index` of envelopes.txt, without LF.
    [[nodiscard]] std::string_view line(std::size_t index, std::size_t line_size) const {
        return std::string_view(envelopes).substr(index * (line_size + 1), line_size);
    }
};

// The checks that one bundle can fail alone, in the order they are made.
enum class BundleCheck {
    folder,                 // completeness: exactly the files there must be, no links
    folder_name,            // consistency: the name says round, kiosk, size and state
    certificate_form,       // integrity
    certificate_signature,  // authenticity: by the organiser
    certificate_round,      // consistency
    note_form,
    note_signature,
    note_round,  // the note's round and kiosk are the certificate's
    file_hashes,
    checkpoint_form,
    checkpoint_signature,
    checkpoint_match,  // the note names this checkpoint and its size
    envelope_form,     // each line reads back, all of one length, style known
    envelope_kind,     // a kind this round and this box may have
    card_known,        // the card and its style are in the pack
    card_signature,
    paper_serial,  // a paper ballot's hex is of this box and one of its serials
    card_once,     // no card twice in this log
    sealed_once,   // no sealed bytes twice
    epoch_order,   // sorted by leaf hash within each epoch; ends are the note's
    log_root,      // the tree over the lines has the checkpoint's root
    spoiled_form,
    spoiled_not_cast,  // no spoiled leaf is in the log
    events_form,
    counts,          // the note's numbers are those of the files; within the certificate
    receipts_match,  // recovered: one good receipt per line
    mirror_whole,    // recovered: a signed checkpoint, no fewer envelopes than it, nor others
};

struct CheckText {
    BundleCheck check{};
    std::string_view name;      // "bundle-log-root"
    std::string_view family;    // completeness, authenticity, consistency, integrity, evidence
    std::string_view sentence;  // what it makes sure of
};
[[nodiscard]] std::span<const CheckText> bundle_checks();
[[nodiscard]] const CheckText& text_of(BundleCheck check);

struct BundleFault {
    BundleCheck check{};
    crypto::Error error;  // message begins with the file, and the line where there is one
};

struct BundleReading {
    // There when the parts could be read at all; trust it only if `faults` is empty.
    std::optional<Bundle> bundle;
    std::vector<BundleFault> faults;
    [[nodiscard]] bool good() const { return bundle.has_value() && faults.empty(); }
};

struct BundleLimits {
    // Verifying card signatures is nearly all the work: `threads` share it.
    unsigned threads = 1;
};

// Reads and checks one bundle folder. The Result fails only when the disk does.
[[nodiscard]] crypto::Result<BundleReading> read_bundle(const Path& folder, const RoundPack& pack,
                                                        const BundleLimits& limits = {},
                                                        Disk& disk = real_disk());
// The first fault as an error, or the bundle.
[[nodiscard]] crypto::Result<Bundle> read_good_bundle(const Path& folder, const RoundPack& pack,
                                                      const BundleLimits& limits = {},
                                                      Disk& disk = real_disk());

// The later of two exports must begin with the earlier one, line by line; else both histories
// exist and somebody forked the log. Recovered bundles are sets and extend nothing.
[[nodiscard]] bool extends(const Bundle& later, const Bundle& earlier);

// `<first 8 of round id>-<kiosk>-<size>-<open|closed|recovered>`.
[[nodiscard]] std::string bundle_name(const crypto::Digest& round, const KioskId& kiosk,
                                      std::size_t size, BundleState state);

// Of a folder's name the part before the number that a second folder of that name has
// ("…-8-closed-2"), and before what a file manager put behind a space ("…-8-closed (copy)"), all of
// it where there is neither; what stands between the ends of the names that a bundle has while it
// is written or replaced (".….part", ".….old"); nothing if it is not a bundle's name.
[[nodiscard]] std::optional<std::string_view> bundle_base(std::string_view name);

// What a paper box's station holds, and tests: a log written directly. One epoch per call of the
// maker; signs checkpoint and note. Returns file name -> bytes, ready for write_folder().
struct BundleParts {
    BundleNote::State state = BundleNote::State::closed;
    std::string certificate;           // whole signed note
    std::vector<std::string> lines;    // log order
    std::vector<std::int64_t> epochs;  // ends
    std::int64_t waiting = 0, uncast = 0;
    std::vector<Spoiled> spoiled;  // any order
    std::vector<Event> events;
};
[[nodiscard]] std::map<std::string, std::string> make_bundle(const crypto::Digest& round,
                                                             const KioskId& kiosk,
                                                             const BundleParts& parts,
                                                             const crypto::SigningKey& key);

}  // namespace tallystick::ballot
