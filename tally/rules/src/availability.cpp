// SPDX-License-Identifier: GPL-3.0-or-later
#include "availability.h"

#include <algorithm>

namespace tallystick::rules {

Availability::Availability(const Instance& instance)
    : m_instance(&instance),
      m_barred(instance.size(), 0),
      m_uses(instance.conditions().categories.size()) {
    const auto& limits = instance.conditions().categories;
    m_free = limits.empty() && instance.conditions().exclusive.empty();
    if (limits.empty()) return;
    m_limits_of.resize(instance.size());
    for (std::size_t at = 0; at < instance.size(); ++at) {
        const auto& categories = instance.projects()[at].categories;
        for (std::size_t limit = 0; limit < limits.size(); ++limit)
            if (std::find(categories.begin(), categories.end(), limits[limit].category) !=
                categories.end())
                m_limits_of[at].push_back(static_cast<std::uint32_t>(limit));
    }
}

bool Availability::within_categories(ProjectIndex project) const {
    if (m_limits_of.empty()) return true;
    for (const std::uint32_t at : m_limits_of[project]) {
        const CategoryLimit& limit = m_instance->conditions().categories[at];
        const Use& use = m_uses[at];
        if (limit.most_projects && use.projects >= *limit.most_projects) return false;
        const Money cost = m_instance->project(project).cost;
        if (limit.most_money && use.money + cost > *limit.most_money) return false;
    }
    return true;
}

void Availability::take(ProjectIndex project, Money amount) {
    if (m_free) return;
    if (!m_limits_of.empty())
        for (const std::uint32_t at : m_limits_of[project]) {
            ++m_uses[at].projects;
            m_uses[at].money += amount;
        }
    for (const auto& set : m_instance->conditions().exclusive)
        if (std::find(set.begin(), set.end(), project) != set.end())
            for (const ProjectIndex other : set)
                if (other != project && m_barred[other] == 0) m_barred[other] = 2;
}

void Availability::bar(ProjectIndex project) {
    m_free = false;
    m_barred[project] = 1;
}

std::string Availability::reason(ProjectIndex project) const {
    if (m_barred[project] == 1) return "below the threshold";
    if (m_barred[project] == 2) return "another project of its exclusive set is funded";
    if (!within_categories(project)) return "the limit of its category is reached";
    return "";
}

}  // namespace tallystick::rules
