// SPDX-License-Identifier: GPL-3.0-or-later
// What is voted on: projects with their costs, in pots with their limits, and the conditions an
// outcome must keep (RULES.md "Pots"). Money is whole minor units (pence, cents) of the round or
// of the file; Currency says how many of them are one unit as people write it.
// Values only; immutable after create(), so safe to read from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/result.h>

namespace tallystick::rules {

using Money = std::int64_t;
using ProjectIndex = std::uint32_t;
using PotIndex = std::uint32_t;

// No single amount may be larger, so that sums over a few thousand projects stay in 63 bits.
inline constexpr Money max_money = 1'000'000'000'000'000;
inline constexpr std::size_t max_projects = 4096;

struct Currency {
    std::string code;
    unsigned decimals = 0;  // 102533.36 has 2: one major unit is 100 minor ones

    [[nodiscard]] Money major_unit() const;
    // "102533.36", or "102533" where nothing stands behind the point.
    [[nodiscard]] std::string text(Money amount) const;
};

struct PartialFunding {
    Money minimum = 0;
    Money step = 1;
};

struct Project {
    std::string id;
    std::string name;
    Money cost = 0;
    PotIndex pot = 0;
    std::vector<std::string> categories = {};
    std::optional<PartialFunding> partial = {};
};

struct Pot {
    std::string id;
    Money limit = 0;
    // Money left here is added to that pot's limit, which must come later; none: it returns.
    std::optional<PotIndex> leftover_to = {};
};

// At most so many, or so much money, for the projects that bear the category; at least likewise.
struct CategoryLimit {
    std::string category;
    std::optional<std::int64_t> most_projects = {};
    std::optional<Money> most_money = {};
    std::optional<std::int64_t> least_projects = {};
    std::optional<Money> least_money = {};
};

// A project below any of these cannot be funded.
struct Threshold {
    std::optional<std::int64_t> votes = {};
    std::optional<std::int64_t> score = {};
    // At least this share of the pot's ballots must list it: 10 % is {1, 10}.
    struct Share {
        std::int64_t numerator = 0;
        std::int64_t denominator = 1;
    };
    std::optional<Share> ballots = {};
};

struct Conditions {
    std::vector<CategoryLimit> categories = {};
    std::vector<std::vector<ProjectIndex>> exclusive = {};  // at most one of each list
    Threshold threshold = {};
    std::vector<ProjectIndex> fixed = {};  // already funded, paid first
};

class Instance {
public:
    // Refuses: no pot, an empty or repeated id, money outside [0, max_money], an unknown pot,
    // project or a leftover that does not go forward.
    [[nodiscard]] static crypto::Result<Instance> create(std::vector<Project> projects,
                                                         std::vector<Pot> pots, Currency currency,
                                                         Conditions conditions = {});

    [[nodiscard]] const std::vector<Project>& projects() const { return m_projects; }
    [[nodiscard]] const std::vector<Pot>& pots() const { return m_pots; }
    [[nodiscard]] const Currency& currency() const { return m_currency; }
    [[nodiscard]] const Conditions& conditions() const { return m_conditions; }
    [[nodiscard]] std::size_t size() const { return m_projects.size(); }
    [[nodiscard]] const Project& project(ProjectIndex index) const { return m_projects[index]; }
    [[nodiscard]] Money budget() const;  // the sum of the pots
    [[nodiscard]] std::optional<ProjectIndex> find(std::string_view id) const;

private:
    std::vector<Project> m_projects;
    std::vector<Pot> m_pots;
    Currency m_currency;
    Conditions m_conditions;
};

}  // namespace tallystick::rules
