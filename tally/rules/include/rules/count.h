// SPDX-License-Identifier: GPL-3.0-or-later
// The door of the counting library: instance and profile in, allocation with its trace out. Every
// decision is exact; the same input gives the same bytes on any machine and number of threads.
// No input, output, clock or global state: safe to call from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <crypto/result.h>
#include <rules/instance.h>
#include <rules/profile.h>
#include <rules/spec.h>
#include <rules/trace.h>

namespace tallystick::rules {

struct Award {
    ProjectIndex project = 0;
    Money amount = 0;
};

struct Allocation {
    std::vector<Award> awards = {};  // in the order funded
    Money cost = 0;
    Money budget = 0;
    std::optional<std::string> objective = {};  // of max-welfare: the total utility, exact
    std::uint64_t decisions = 0;                // comparisons the filter was asked
    std::uint64_t fallbacks = 0;                // ... that only exact arithmetic could decide
    Trace trace = {};
};

enum class RunnersUp { unknown, named };

struct CountOptions {
    unsigned threads = 1;  // at most; 0: as many as the machine has
    // Whether steps also name the best project that was not chosen; costs a little more.
    RunnersUp runners_up = RunnersUp::unknown;
    // Called now and then with a clause such as "increase 120 of the start". May be empty.
    std::function<void(const std::string&)> progress = {};
};

[[nodiscard]] crypto::Result<Allocation> count(const Instance& instance, const Profile& profile,
                                               const RuleSpec& spec,
                                               const CountOptions& options = {});

}  // namespace tallystick::rules
