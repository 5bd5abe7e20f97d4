// SPDX-License-Identifier: GPL-3.0-or-later
// What the robots meant against what was opened, as two heaps of lines.
#pragma once

#include <string>
#include <vector>

namespace tallystick::robots {

// The ballots of a ballots.txt as meant_line()s, unsorted.
[[nodiscard]] std::vector<std::string> opened_lines(const std::string& ballots_txt);
// Empty when both heaps are equal; else the first difference in words.
[[nodiscard]] std::string difference(std::vector<std::string> meant,
                                     std::vector<std::string> opened);

}  // namespace tallystick::robots
