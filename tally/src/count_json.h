// SPDX-License-Identifier: GPL-3.0-or-later
// count.json of any version: its words for people may be others, what was counted not.
// docs/FORMAT.md "count.json".
#pragma once

#include <string>
#include <string_view>

namespace tallystick::tally {

// Of any version; a count of ten thousand proposals has a hundredth of it.
inline constexpr std::size_t most_count_json = 256 * 1024 * 1024;

// `expected` is what this version writes of the same count. The first thing in `found` that is
// otherwise than the grammar and the count fix it, in words; empty if there is none.
[[nodiscard]] std::string wrong_in_count_json(std::string_view found, std::string_view expected);

}  // namespace tallystick::tally
