// SPDX-License-Identifier: GPL-3.0-or-later
// Random small approval elections, the same ones every time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "small.h"

namespace tallystick::rules {

// Read by RapidCheck when the first property runs.
inline const int seeded = setenv("RC_PARAMS", "seed=2026 max_success=150", 0);

struct Plain {
    std::int64_t budget = 0;
    std::vector<std::int64_t> costs;
    std::vector<std::vector<std::size_t>> ballots;  // the projects of each voter

    [[nodiscard]] bool lists(std::size_t voter, std::size_t project) const {
        return std::find(ballots[voter].begin(), ballots[voter].end(), project) !=
               ballots[voter].end();
    }
    [[nodiscard]] small::Election election() const {
        std::vector<std::string> projects;
        for (std::size_t at = 0; at < costs.size(); ++at)
            projects.push_back(name(at) + ";" + std::to_string(costs[at]));
        std::vector<std::string> lines;
        for (const auto& ballot : ballots) {
            std::string line;
            for (const std::size_t project : ballot)
                line += (line.empty() ? "" : ",") + name(project);
            lines.push_back(line);
        }
        return small::election(budget, "approval", projects, lines);
    }
    [[nodiscard]] static std::string name(std::size_t at) {
        return std::string(1, static_cast<char>('a' + at));
    }
};

// As small::winners() has them.
inline std::string joined(const std::vector<std::size_t>& projects) {
    std::string text;
    for (const std::size_t at : projects) text += (text.empty() ? "" : " ") + Plain::name(at);
    return text;
}

// With few different costs and voters, so that ties are frequent.
inline Plain any_election() {
    Plain plain;
    const auto projects = *rc::gen::inRange<std::size_t>(1, 8);
    const auto voters = *rc::gen::inRange<std::size_t>(1, 10);
    for (std::size_t at = 0; at < projects; ++at)
        plain.costs.push_back(*rc::gen::inRange<std::int64_t>(0, 13) * 5);
    plain.budget = *rc::gen::inRange<std::int64_t>(1, 120);
    for (std::size_t voter = 0; voter < voters; ++voter) {
        const auto bits = *rc::gen::inRange<unsigned>(0, 1U << projects);
        auto& ballot = plain.ballots.emplace_back();
        for (std::size_t at = 0; at < projects; ++at)
            if ((bits >> at & 1U) != 0) ballot.push_back(at);
    }
    return plain;
}

}  // namespace tallystick::rules
