// SPDX-License-Identifier: GPL-3.0-or-later
// Opening: exactly the envelopes that the closing note fixed, less those set aside, are decrypted
// in memory, checked and written as a list sorted by ballot number. Nothing that is written or
// reported links an envelope to a ballot: what could not be opened is named by leaf hash and
// reason only. docs/FORMAT.md "Opened list".
#pragma once

#include <cstdint>
#include <vector>

#include <crypto/sealing.h>
#include <tally/closing.h>
#include <tally/rejected.h>

namespace tallystick::tally {

struct OpenSummary {
    std::int64_t envelopes = 0;
    std::int64_t set_aside = 0;  // cards used again, copies
    std::int64_t invalid = 0;    // well signed, but break the rules: published, not counted
    std::vector<RejectedEnvelope> rejected;
    Cells ballots;             // per box and style
    bool labels_kept = false;  // every cell with ballots has at least least_group
};

inline constexpr std::int64_t least_group = 10;
// Whether no group is so small that a label would tell who voted how.
[[nodiscard]] bool keeps_labels(const Cells& ballots);

// Writes `target`: ballots.txt (the signed list), rejected.txt, closing.note as it was given, where
// a group is small votes.txt, which then is what may be published, and opened.note over all of
// them, signed by `key` itself.
[[nodiscard]] crypto::Result<OpenSummary> open_envelopes(
    const ballot::RoundPack& pack, const Roll& roll, const Merged& merged, const Closing& closing,
    const ballot::Path& envelopes, const crypto::TallySecretKey& key, const ballot::Path& target,
    unsigned threads);

}  // namespace tallystick::tally
