// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare.h"

#include <algorithm>
#include <sstream>

namespace tallystick::robots {

std::vector<std::string> opened_lines(const std::string& ballots_txt) {
    std::vector<std::string> lines;
    std::istringstream text(ballots_txt);
    std::string line;
    while (std::getline(text, line)) {
        std::istringstream words(line);
        std::string keyword, name, value;
        words >> keyword >> name >> value;
        if (keyword == "style") lines.push_back(name);
        if (keyword == "vote" && !lines.empty()) lines.back() += " " + name + "=" + value;
    }
    return lines;
}

std::string difference(std::vector<std::string> meant, std::vector<std::string> opened) {
    std::sort(meant.begin(), meant.end());
    std::sort(opened.begin(), opened.end());
    const auto [mine, theirs] =
        std::mismatch(meant.begin(), meant.end(), opened.begin(), opened.end());
    if (mine == meant.end() && theirs == opened.end()) return {};
    const std::string counts =
        std::to_string(meant.size()) + " meant, " + std::to_string(opened.size()) + " opened; ";
    const bool lost = theirs == opened.end() || (mine != meant.end() && *mine < *theirs);
    return counts + (lost ? "meant and not opened: " + *mine : "opened and not meant: " + *theirs);
}

}  // namespace tallystick::robots
