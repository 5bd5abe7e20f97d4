// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of an export that was damaged, a stick pulled out while it was written, held against
// the closed export of its box: that one has everything an earlier one had, so nothing is lost with
// the damaged one unless something in it shows that the kiosk kept two histories.
// docs/FORMAT.md "Damaged exports".
#pragma once

#include "box_history.h"

namespace tallystick::tally {

// What in `folder` cannot come from the box that `closed` is the end of; empty: nothing that the
// kiosk or a voting card signed. `bundles` are the box's good ones. What the kiosk signed of the
// export is added to `told`, which further damaged ones of the box are held against.
[[nodiscard]] std::string contradiction_of_damaged(const ballot::Path& folder,
                                                   const ballot::RoundPack& pack,
                                                   const NamedBundle& closed,
                                                   const std::vector<NamedBundle>& bundles,
                                                   std::vector<NamedBundle>& told);

}  // namespace tallystick::tally
