// SPDX-License-Identifier: GPL-3.0-or-later
// The order in which tied projects stand: one place per project, worked out once, because every tie
// rule is a total order that does not depend on who is tied (RULES.md "Ties"). Immutable.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <rules/instance.h>
#include <rules/profile.h>
#include <rules/spec.h>

namespace tallystick::rules {

class TieOrder {
public:
    // `refuse` orders by id: the count goes on, and is refused if a tie mattered.
    TieOrder(const Instance& instance, const Profile& profile, const RuleSpec& spec);

    [[nodiscard]] std::uint32_t place(ProjectIndex project) const { return m_places[project]; }
    [[nodiscard]] bool before(ProjectIndex left, ProjectIndex right) const {
        return m_places[left] < m_places[right];
    }
    void sort(std::vector<ProjectIndex>& projects) const {
        std::sort(projects.begin(), projects.end(),
                  [this](ProjectIndex left, ProjectIndex right) { return before(left, right); });
    }

private:
    std::vector<std::uint32_t> m_places;
};

}  // namespace tallystick::rules
