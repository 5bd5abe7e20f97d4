// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of an export that was damaged, a stick pulled out while it was written, held against
// the closed export of its box: that one has everything an earlier one had, so nothing is lost with
// the damaged one unless something signed in it shows that the kiosk kept two histories.
// docs/FORMAT.md "Damaged exports".
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "box_history.h"

namespace tallystick::tally {

struct DamagedWord {
    // The check that it fails, and why: something in it that the kiosk, the organiser or a voting
    // card signed cannot come from the box that the closed export is the end of, or a file of it
    // cannot be read.
    std::optional<std::pair<std::string, crypto::Error>> against;
    // Not in the closed export; anybody could have written them.
    std::size_t unsigned_envelopes = 0;
};

// `bundles` are the box's good ones. What the kiosk signed of the export is added to `told`, which
// further damaged ones of the box are held against.
[[nodiscard]] DamagedWord word_of_damaged(const ballot::Path& folder, const ballot::RoundPack& pack,
                                          const NamedBundle& closed,
                                          const std::vector<NamedBundle>& bundles,
                                          std::vector<NamedBundle>& told);

}  // namespace tallystick::tally
