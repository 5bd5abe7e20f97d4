// SPDX-License-Identifier: GPL-3.0-or-later
// Which projects the conditions of the round still allow: category limits, exclusive sets and
// thresholds. What is once barred stays barred, so a rule may drop it. Small and copied freely by
// rules that try several outcomes; money left is not its business.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <rules/instance.h>

namespace tallystick::rules {

class Availability {
public:
    explicit Availability(const Instance& instance);

    // Nothing but the money left can stop a project: the usual case, and the fast one.
    [[nodiscard]] bool is_free() const { return m_free; }
    [[nodiscard]] bool allows(ProjectIndex project) const {
        return m_free || (m_barred[project] == 0 && within_categories(project));
    }
    void take(ProjectIndex project, Money amount);
    void bar(ProjectIndex project);  // a threshold was not met
    // Why allows() is false, for people.
    [[nodiscard]] std::string reason(ProjectIndex project) const;

private:
    struct Use {
        std::int64_t projects = 0;
        Money money = 0;
    };
    [[nodiscard]] bool within_categories(ProjectIndex project) const;

    const Instance* m_instance;
    bool m_free = true;
    std::vector<std::uint8_t> m_barred;  // by project: 0 free, 1 threshold, 2 exclusive set
    std::vector<Use> m_uses;             // by category limit
    std::vector<std::vector<std::uint32_t>> m_limits_of;  // by project
};

}  // namespace tallystick::rules
