// SPDX-License-Identifier: GPL-3.0-or-later
// Small elections written in one line, for tests whose answers are worked out by hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <rules/count.h>

namespace tallystick::rules::small {

struct Election {
    Instance instance;
    Profile profile;
};

// A .pb text with one line per project and ballot: pb(100, "approval", {"a;60", "b;50"},
// {"a,b", "a", ""}). For points the ballot is "a,b;3,1".
std::string pb(std::int64_t budget, std::string_view type, const std::vector<std::string>& projects,
               const std::vector<std::string>& ballots);

Election election(std::int64_t budget, std::string_view type,
                  const std::vector<std::string>& projects,
                  const std::vector<std::string>& ballots);

// Counts with a rule as on the command line; a failed count fails the test.
Allocation counted(const Election& election, std::string_view rule);

// Ids of the winners in the order funded: "a c".
std::string winners(const Allocation& allocation);
std::string winners(const Election& election, std::string_view rule);

// Of the step that funded the project: the value compared.
std::string value_at(const Allocation& allocation, std::string_view project);

}  // namespace tallystick::rules::small
