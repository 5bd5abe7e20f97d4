// SPDX-License-Identifier: GPL-3.0-or-later
// How evenly the costs of some projects can be spread over their supporters: the least load that
// the most loaded voter must bear, exactly. By Hall's theorem it is the highest cost / supporters
// of any set of the projects; a maximum flow (Dinic) finds a set above a guess, which becomes the
// next guess (Dinkelbach, Management Science 1967). Whole numbers only. One thread: the arrays of
// one flow serve the next.
#pragma once

#include <cstdint>
#include <vector>

#include "electorate.h"
#include "ratio.h"

namespace tallystick::rules {

struct Load {
    Ratio value;                              // cost / voters of the bottleneck
    std::vector<std::uint32_t> bottleneck{};  // the projects that force it; empty if `least` did
};

class LoadNetwork {
public:
    explicit LoadNetwork(const Electorate& electorate);

    // Of `projects`, each with supporters; `least` is a bound known from before. What is kept must
    // be of some of the projects, at a load of at most `least`.
    [[nodiscard]] Load least_max_load(const std::vector<std::uint32_t>& projects,
                                      const Ratio& least);
    // Spreads the projects' costs at a load that pays for all; every later flow starts from it.
    void keep(const std::vector<std::uint32_t>& projects, const Ratio& load);

private:
    // A project's supporter: the row, and where the row lists the project.
    struct Support {
        std::uint32_t row = 0;
        std::uint32_t entry = 0;
    };

    void pay(const std::vector<std::uint32_t>& projects, const Ratio& load,
             const std::vector<Int128>& from, Int128 unit);
    void start(const std::vector<std::uint32_t>& projects, const Ratio& load,
               const std::vector<Int128>& from, Int128 unit);
    [[nodiscard]] bool find_levels(const std::vector<std::uint32_t>& projects);
    Int128 send(std::uint32_t project, Int128 most);
    Int128 pour(std::uint32_t row, Int128 most);

    const Electorate& m_electorate;
    std::vector<std::uint32_t> m_row_starts;  // by row: its first entry
    std::vector<std::uint16_t> m_project_of;  // by entry
    std::vector<std::uint32_t> m_starts;      // by project: its first support
    std::vector<Support> m_supports;

    std::vector<Int128> m_kept;  // by entry, as m_flow
    Int128 m_kept_unit = 1;

    // Of one flow, in units of one over the denominator of the load.
    std::vector<Int128> m_flow;    // by entry: what the row pays for the project
    std::vector<Int128> m_room;    // by row: what it can still pay
    std::vector<Int128> m_unpaid;  // by project
    std::vector<int> m_row_levels, m_levels;
    std::vector<std::uint32_t> m_row_next, m_next;  // the entry or support to try next
    std::vector<std::uint32_t> m_line, m_reached;   // projects to visit; rows with a level
    int m_last = 0;                                 // level of the rows that have room
};

}  // namespace tallystick::rules
