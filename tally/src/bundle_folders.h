// SPDX-License-Identifier: GPL-3.0-or-later
// Which folders are of one box, which are copies of each other, and the name under which each is
// published. Reads folders; believes nothing in them. docs/FORMAT.md "Bundle".
#pragma once

#include <string>
#include <vector>

#include <tally/event.h>

namespace tallystick::tally {

struct BundleGroup {
    std::string kiosk;  // as the folders' certificates say; empty: it could not be read
    std::vector<UsedBundle> folders;  // by name, then hash; without numbers
};

// Each folder once, byte-identical ones too; sorted by kiosk, unreadable ones behind.
[[nodiscard]] std::vector<BundleGroup> group_bundles(const std::vector<ballot::Path>& bundles);

// Numbers those of one name, in their order: what is published is all used, and only it.
void name_bundles(std::vector<UsedBundle>& bundles);

}  // namespace tallystick::tally
