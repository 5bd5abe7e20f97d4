// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the folders of one box that are no good bundles: refused with what is wrong with
// them, or passed over with a warning. docs/FORMAT.md "Damaged exports".
#pragma once

#include <string>
#include <vector>

#include "box_history.h"

namespace tallystick::tally {

struct DamagedFolder {
    ballot::Path folder;
    BoxFaults faults;
};

void refuse_damaged(const std::vector<DamagedFolder>& damaged, BoxFaults& faults);

// Of a box whose good `bundles` end with `closed`, which covers what does not speak against it.
void judge_damaged(const std::vector<DamagedFolder>& damaged, const ballot::RoundPack& pack,
                   const NamedBundle& closed, const std::vector<NamedBundle>& bundles,
                   BoxFaults& faults, std::vector<std::string>& warnings);

}  // namespace tallystick::tally
