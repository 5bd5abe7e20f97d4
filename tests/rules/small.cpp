// SPDX-License-Identifier: GPL-3.0-or-later
#include "small.h"

#include <gtest/gtest.h>

#include <rules/pabulib.h>

namespace tallystick::rules::small {

std::string pb(std::int64_t budget, std::string_view type, const std::vector<std::string>& projects,
               const std::vector<std::string>& ballots) {
    std::string text = "META\nkey;value\nbudget;" + std::to_string(budget) + "\nvote_type;" +
                       std::string(type) + "\nPROJECTS\nproject_id;cost\n";
    for (const std::string& project : projects) text += project + "\n";
    text += "VOTES\nvoter_id;vote;points\n";
    for (std::size_t at = 0; at < ballots.size(); ++at)
        text += std::to_string(at + 1) + ";" + ballots[at] +
                (ballots[at].find(';') == std::string::npos ? ";\n" : "\n");
    return text;
}

Election election(std::int64_t budget, std::string_view type,
                  const std::vector<std::string>& projects,
                  const std::vector<std::string>& ballots) {
    auto file = read_pb(pb(budget, type, projects, ballots), Profile::Keep::rows);
    if (!file) {
        ADD_FAILURE() << file.error().message;
        return {};
    }
    return {std::move(file->instance), std::move(file->profile)};
}

Allocation counted(const Election& election, std::string_view rule) {
    const auto spec = RuleSpec::parse(rule);
    if (!spec) {
        ADD_FAILURE() << spec.error().message;
        return {};
    }
    auto allocation = count(election.instance, election.profile, *spec);
    if (!allocation) {
        ADD_FAILURE() << allocation.error().message;
        return {};
    }
    return std::move(*allocation);
}

std::string winners(const Allocation& allocation) {
    std::string text;
    for (const Award& award : allocation.awards)
        text += (text.empty() ? "" : " ") + allocation.trace.projects[award.project].id;
    return text;
}

std::string winners(const Election& election, std::string_view rule) {
    return winners(counted(election, rule));
}

std::string value_at(const Allocation& allocation, std::string_view project) {
    for (const Step& step : allocation.trace.steps)
        if (step.action == Action::fund && step.project &&
            allocation.trace.projects[*step.project].id == project)
            for (const Candidate& candidate : step.candidates)
                if (candidate.project == *step.project) return candidate.value;
    return "";
}

}  // namespace tallystick::rules::small
