// SPDX-License-Identifier: GPL-3.0-or-later
// A whole event as an outsider has it: pack, rolls and the kiosks' bundles, read, checked by name
// and united into one set of envelopes. Bundles are read kiosk by kiosk, so memory holds one
// kiosk's envelopes a thread and 104 bytes of every other one. docs/FORMAT.md "Merged logs".
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ballot/bundle.h>
#include <ballot/pack.h>
#include <tally/checks.h>

namespace tallystick::tally {

// The pack, checked name by name; none if a check failed.
[[nodiscard]] std::optional<ballot::RoundPack> read_pack(const ballot::Path& folder,
                                                         Report& report);

struct Roll {
    ballot::RollNote note;  // the last one
    crypto::Digest id;
    std::vector<std::string> files;  // the whole signed notes, 1 to n
    [[nodiscard]] const ballot::RollNote::Entry* find(const ballot::KioskId& kiosk) const;
};
// `files`: whole signed notes with a name for messages, in any order.
using NamedText = std::pair<std::string, std::string>;
[[nodiscard]] std::optional<Roll> read_rolls(const ballot::RoundPack& pack,
                                             std::vector<NamedText> files, Report& report);

// What is kept of each envelope for the questions that concern all of them.
struct EnvelopeMark {
    std::array<std::uint8_t, 32> holder{};
    crypto::Digest leaf;
    std::array<char, 32> sealed_start{};  // 24 of the 32 bytes of its ephemeral key, in base64
    std::uint32_t box = 0;                // index into the roll's entries
    std::uint16_t style = 0;              // index into the round's styles
    ballot::EnvelopeKind kind = ballot::EnvelopeKind::card;
};

// A claim is what only one envelope is opened for. A voting card is one wherever it was used, a
// paper ballot's serial in its own box. A desk's digits are random and nobody signed them: each of
// its envelopes is one, or whoever holds the box's key could set honest ballots aside with copies
// of their digits.
[[nodiscard]] bool is_one_claim(const EnvelopeMark& a, const EnvelopeMark& b);
// Where the marks of one claim stand, claim by claim; those of one in any order.
[[nodiscard]] std::vector<std::uint32_t> order_by_claim(const std::vector<EnvelopeMark>& marks);

struct Box {
    ballot::KioskId kiosk;
    ballot::Role role = ballot::Role::kiosk;
    enum class State { missing, recovered, open, closed } state = State::missing;
    std::int64_t most = 0;  // as its certificate says
    std::optional<crypto::VerifierKey> key;
    std::optional<crypto::Checkpoint> checkpoint;  // the final one; none if recovered
    std::vector<ballot::Spoiled> spoiled;          // sorted
    std::size_t envelopes = 0;
    std::vector<std::string> bundles;  // that it was read from, for messages; else none
};
[[nodiscard]] std::string_view name_of(Box::State state);

struct UsedBundle {
    ballot::Path folder;
    std::string name;  // under which it is published: several may have come under one name
};

struct Gathered {
    std::vector<Box> boxes;           // one per entry of the roll, in its order
    std::vector<EnvelopeMark> marks;  // of every envelope, in merged order
    crypto::Digest merged;            // SHA-256 of the merged envelopes.txt
    std::vector<UsedBundle> used;     // each once, copies too; what audit folders hold
};

// Exports that are no longer whole: refused, or passed over with a warning where the box's closed
// export has all they had. What is published is whole.
enum class Damaged { refused, passed_over };

struct GatherOptions {
    unsigned threads = 0;  // 0: as many as the machine has
    // Receives the merged envelopes.txt in order, piece by piece; may be empty.
    std::function<crypto::Result<void>(std::string_view)> sink;
    Damaged damaged = Damaged::passed_over;
};

// Reads and checks every bundle folder, each named once or more, and unites them. A bundle with a
// fatal fault is left out, and the report says so. The Result fails only when the disk or the
// sink does.
[[nodiscard]] crypto::Result<Gathered> gather(const ballot::RoundPack& pack, const Roll& roll,
                                              const std::vector<ballot::Path>& bundles,
                                              const GatherOptions& options, Report& report);

// `<kiosk> <envelope line>`: one line of the merged envelopes.txt, which is sorted by kiosk, then
// leaf hash.
struct MergedLine {
    std::string_view kiosk;
    std::string_view envelope;
};
[[nodiscard]] std::optional<MergedLine> split_merged(std::string_view line);

// Positions of the two fields that the marks take from an envelope line.
[[nodiscard]] EnvelopeMark mark_of(std::string_view envelope, const crypto::Digest& leaf,
                                   std::uint32_t box, const ballot::Round& round);

// Which marks are not opened (true): losers of a claim made twice, by the dice. A sealed ballot
// that somebody copied is opened with its copies, for nobody can tell before which is whose; the
// kiosk's signature inside says it, and the others are rejected. Deterministic.
[[nodiscard]] std::vector<bool> set_aside(const std::vector<EnvelopeMark>& marks, const Roll& roll,
                                          std::string_view dice);

}  // namespace tallystick::tally
