// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with what an organiser wrote, with its place: a wrong row never hides the next one,
// so readers of round.toml and proposals.csv collect every fault before they give up. Plain values.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tallystick::tally {

struct Fault {
    std::string file;
    std::size_t line = 0;  // 1-based; 0: the whole file
    std::string column;    // a column's name or a key; may be empty
    std::string expected;  // empty: `found` says it all
    std::string found;     // empty: nothing stood there

    // "proposals.csv row 7, column cost: expected an amount such as 1,200, found 'lots'"
    [[nodiscard]] std::string text() const;
};

using Faults = std::vector<Fault>;

}  // namespace tallystick::tally
