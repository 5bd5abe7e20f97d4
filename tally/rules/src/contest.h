// SPDX-License-Identifier: GPL-3.0-or-later
// What one rule sees while it counts one pot: the instance and profile, the money and projects of
// the pot, and the ledger in which it enters its decisions. The ledger keeps money, conditions,
// steps and ties, so that a rule file holds the rule and nothing else. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <rules/count.h>

#include "availability.h"
#include "ratio.h"
#include "ties.h"

namespace tallystick::rules {

class Ledger {
public:
    Ledger(const Instance& instance, const Profile& profile, const RuleSpec& spec);

    void open_pot(PotIndex pot, Money limit);
    [[nodiscard]] Money limit() const { return m_limit; }
    [[nodiscard]] Money left() const { return m_left; }
    [[nodiscard]] Availability& availability() { return m_availability; }
    struct Use {
        std::int64_t projects = 0;
        Money money = 0;
    };
    [[nodiscard]] Use used_by(std::string_view category) const;  // in all pots so far
    [[nodiscard]] bool is_open(ProjectIndex project) const;      // neither funded nor barred

    // A step of the open pot; number, pot and money left are filled in. The reference is good
    // until the next step.
    Step& note(Action action, std::optional<ProjectIndex> project, std::string reason);
    // note() with the money paid: at most what is left, all of it for a full award.
    Step& fund(ProjectIndex project, std::string reason);
    Step& fund_part(ProjectIndex project, Money amount, std::string reason);
    Step& fund_fixed(ProjectIndex project);
    // A tie whose order decided who is funded; `step` is the step that broke it.
    void tie(std::uint32_t step, std::vector<ProjectIndex> tied);
    // The same for rules that fund one project a step: of `steps` that name tied projects, those
    // ties mattered whose projects were not all funded one after the other at the same value.
    void tell_ties(const std::vector<std::uint32_t>& steps);

    Allocation allocation;

private:
    Step& pay(Action action, ProjectIndex project, Money amount, Status status, std::string reason);

    const Instance& m_instance;
    Availability m_availability;
    PotIndex m_pot = 0;
    Money m_limit = 0;
    Money m_left = 0;
};

struct Contest {
    const Instance& instance;
    const Profile& profile;
    const RuleSpec& spec;
    const TieOrder& ties;
    const CountOptions& options;
    PotIndex pot;
    Money limit;                         // the pot's own, and what other pots left to it
    std::vector<ProjectIndex> projects;  // of the pot that may still be funded, in file order
    Ledger& ledger;

    [[nodiscard]] BallotType type() const { return profile.type_of(pot); }
    // The score the count is by, after the default of the ballot type.
    [[nodiscard]] Score score() const;
    [[nodiscard]] Ratio score_of(ProjectIndex project) const;
};

// The score that a ballot type has when none is named.
[[nodiscard]] Score default_score(BallotType type);
// Refused with a usage error where the ballots do not hold what the score or utility needs.
[[nodiscard]] crypto::Result<void> check_score(Score score, BallotType type);
[[nodiscard]] crypto::Result<void> check_utility(Utility utility, BallotType type);
[[nodiscard]] Ratio score_of(const Support& support, Score score);

}  // namespace tallystick::rules
