// SPDX-License-Identifier: GPL-3.0-or-later
// The same ballots under changed circumstances, for "what if" questions: another budget, another
// cost, a project left out (ballots close up as if it had never been listed; ranks move up). Pure.
#pragma once

#include <string_view>

#include <crypto/result.h>
#include <rules/instance.h>
#include <rules/profile.h>

namespace tallystick::rules {

struct ChangedElection {
    Instance instance;
    Profile profile;
};

// "budget=120000; without=p07,p09; cost p03=4500": amounts as money is written in the election.
// With several pots the budget is "budget POT=...". The profile must have its rows.
[[nodiscard]] crypto::Result<ChangedElection> what_if(const Instance& instance,
                                                      const Profile& profile,
                                                      std::string_view changes);

}  // namespace tallystick::rules
