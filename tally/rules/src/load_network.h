// SPDX-License-Identifier: GPL-3.0-or-later
// How evenly the costs of some projects can be spread over their supporters: the least load that
// the most loaded voter must bear, exactly. By Hall's theorem it is the highest cost / supporters
// of any set of the projects; a maximum flow (Dinic) finds a set above a guess, which becomes the
// next guess (Dinkelbach, Management Science 1967). Whole numbers only. One thread.
#pragma once

#include <cstdint>
#include <vector>

#include <rules/instance.h>

#include "wide.h"

namespace tallystick::rules {

struct LoadGroup {  // voters who support the same of the projects
    std::int64_t weight = 0;
    std::vector<std::uint32_t> projects = {};
};

struct Load {
    Ratio value;                              // cost / voters of the bottleneck
    std::vector<std::uint32_t> bottleneck{};  // the projects that force it; empty if `least` did
};

// `costs` by project, each with supporters in `groups`; `least` is a bound known from before.
[[nodiscard]] Load least_max_load(const std::vector<Money>& costs,
                                  const std::vector<LoadGroup>& groups, const Load& least);

}  // namespace tallystick::rules
