// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/what_if.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "money_text.h"

namespace tallystick::rules {
namespace {

using crypto::Result;
using crypto::usage;

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

class Changes {
public:
    explicit Changes(const Instance& instance)
        : m_instance(instance),
          m_projects(instance.projects()),
          m_pots(instance.pots()),
          m_left_out(instance.size(), false) {}

    Result<void> read(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(';'), text.size());
            const std::string_view one = trimmed(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
            if (one.empty()) continue;
            const std::size_t equals = one.find('=');
            if (equals == std::string_view::npos)
                return usage("--what-if: expected NAME=VALUE, found '" + std::string(one) + "'");
            TALLYSTICK_CHECK(
                apply(trimmed(one.substr(0, equals)), trimmed(one.substr(equals + 1))));
        }
        return {};
    }

    Result<ChangedElection> make(const Profile& profile) {
        constexpr ProjectIndex gone = std::numeric_limits<ProjectIndex>::max();
        std::vector<ProjectIndex> to(m_projects.size(), gone);
        std::vector<Project> kept;
        for (std::size_t at = 0; at < m_projects.size(); ++at) {
            if (m_left_out[at]) continue;
            to[at] = static_cast<ProjectIndex>(kept.size());
            kept.push_back(m_projects[at]);
        }
        Conditions conditions = m_instance.conditions();
        const auto move = [&](std::vector<ProjectIndex>& list) {
            std::erase_if(list, [&](ProjectIndex at) { return to[at] == gone; });
            for (ProjectIndex& at : list) at = to[at];
        };
        for (auto& set : conditions.exclusive) move(set);
        move(conditions.fixed);
        TALLYSTICK_TRY(instance, Instance::create(std::move(kept), m_pots, m_instance.currency(),
                                                  std::move(conditions)));
        std::vector<BallotType> types;
        for (PotIndex pot = 0; pot < m_pots.size(); ++pot) types.push_back(profile.type_of(pot));
        Profile::Builder builder(instance, types, Profile::Keep::rows);
        for (std::size_t row = 0; row < profile.rows(); ++row)
            builder.add(row_without(profile, row, to), profile.weight(row), profile.row_pots(row));
        return ChangedElection{std::move(instance), std::move(builder).build()};
    }

private:
    Result<void> apply(std::string_view name, std::string_view value) {
        if (name == "without") return leave_out(value);
        const std::size_t space = name.find(' ');
        const std::string_view what = name.substr(0, space);
        const std::string_view whose =
            space == std::string_view::npos ? std::string_view() : trimmed(name.substr(space));
        if (what != "budget" && what != "cost")
            return usage("--what-if: expected budget, cost or without, found '" +
                         std::string(name) + "'");
        const auto decimal = parse_decimal(value);
        const unsigned places = m_instance.currency().decimals;
        if (!decimal || decimal->places > places || scaled(*decimal, places) > max_money)
            return usage("--what-if: expected an amount with at most " + std::to_string(places) +
                         " decimals, found '" + std::string(value) + "'");
        const Money amount = scaled(*decimal, places);
        if (what == "cost") {
            TALLYSTICK_TRY(project, find(whose));
            m_projects[project].cost = amount;
            return {};
        }
        for (Pot& pot : m_pots) {
            if (pot.id != whose && !(whose.empty() && m_pots.size() == 1)) continue;
            pot.limit = amount;
            return {};
        }
        if (whose.empty())
            return usage("--what-if: there are several pots, and budget names none",
                         "give budget POT=..., such as budget " + m_pots.front().id + "=...");
        return usage("--what-if: there is no pot '" + std::string(whose) + "'");
    }

    Result<void> leave_out(std::string_view list) {
        while (!list.empty()) {
            const std::size_t end = std::min(list.find(','), list.size());
            TALLYSTICK_TRY(project, find(trimmed(list.substr(0, end))));
            m_left_out[project] = true;
            list.remove_prefix(std::min(end + 1, list.size()));
        }
        return {};
    }

    Result<ProjectIndex> find(std::string_view id) const {
        const auto project = m_instance.find(id);
        if (project) return *project;
        return usage("--what-if: there is no project '" + std::string(id) + "'");
    }

    // Ranks close up: a rank falls by the number of those left out before it in the same pot.
    std::vector<Entry> row_without(const Profile& profile, std::size_t row,
                                   const std::vector<ProjectIndex>& to) const {
        const auto projects = profile.row_projects(row);
        const auto values = profile.row_values(row);
        const auto value_of = [&](std::size_t at) { return values.empty() ? 1 : values[at]; };
        std::vector<Entry> entries;
        for (std::size_t at = 0; at < projects.size(); ++at) {
            if (m_left_out[projects[at]]) continue;
            std::int64_t value = value_of(at);
            const PotIndex pot = m_projects[projects[at]].pot;
            if (profile.type_of(pot) == BallotType::ranking)
                for (std::size_t other = 0; other < projects.size(); ++other)
                    if (m_left_out[projects[other]] && m_projects[projects[other]].pot == pot &&
                        value_of(other) < value_of(at))
                        --value;
            entries.push_back({to[projects[at]], value});
        }
        return entries;
    }

    const Instance& m_instance;
    std::vector<Project> m_projects;
    std::vector<Pot> m_pots;
    std::vector<bool> m_left_out;
};

}  // namespace

Result<ChangedElection> what_if(const Instance& instance, const Profile& profile,
                                std::string_view changes) {
    Changes all(instance);
    TALLYSTICK_CHECK(all.read(changes));
    return all.make(profile);
}

}  // namespace tallystick::rules
