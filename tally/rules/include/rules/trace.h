// SPDX-License-Identifier: GPL-3.0-or-later
// The record of a count, complete in itself: every step with the exact numbers compared (fractions
// as "p/q"), and for every project its status and the step that decided it. Whoever explains a
// result reads this and nothing else (RULES.md "Step trace").
// Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <rules/instance.h>

namespace tallystick::rules {

enum class Action {
    fund,       // the project is funded in full
    part_fund,  // ... with what was left
    skip,       // it does not fit, the count goes on
    stop,       // it does not fit, the count ends
    bar,        // a threshold, category or exclusive set forbids it
    raise,      // a completion raises the start of every voter and counts again
    complete,   // a completion takes over
    settle,     // what the whole set was chosen by (rules that choose no sequence)
    leftover    // money left in a pot moves on or returns
};
[[nodiscard]] const char* name_of(Action action);

struct Candidate {
    ProjectIndex project = 0;
    std::string value;  // exact, of the quantity that Trace::measure names
};

struct Fact {
    std::string name;
    std::string value;
};

struct Step {
    std::uint32_t number = 0;  // from 1
    PotIndex pot = 0;
    Action action = Action::fund;
    std::optional<ProjectIndex> project = {};
    std::vector<Candidate> candidates = {};  // who was compared, best first
    std::vector<ProjectIndex> tied = {};     // in the order the tie rule gives, if any were
    std::vector<Fact> facts = {};            // the further numbers a calculator needs
    Money paid = 0;
    Money left = 0;  // in the pot, after this step
    std::string reason = {};
};

enum class Status { funded, part_funded, fixed, not_funded };
[[nodiscard]] const char* name_of(Status status);

struct ProjectRecord {
    std::string id;
    std::string name;
    Money cost = 0;
    PotIndex pot = 0;
    std::int64_t votes = 0;  // ballots that list it
    std::string score;       // exact, by the score of the count
    Status status = Status::not_funded;
    std::uint32_t step = 0;  // that decided it, 0 if none did
    Money awarded = 0;
    std::string reason;  // for people, one clause
};

struct TieRecord {
    std::uint32_t step = 0;
    std::vector<ProjectIndex> projects;  // in the order the tie rule gives
    std::vector<ProjectIndex> funded;    // those of them that were funded
};

struct Trace {
    std::string rule;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string measure;  // what Candidate::value is, for people
    Currency currency;
    std::vector<Pot> pots;  // as given, before leftovers moved
    std::int64_t ballots = 0;
    std::vector<ProjectRecord> projects;
    std::vector<Step> steps;
    std::vector<TieRecord> ties;  // only those whose order changed who is funded
};

}  // namespace tallystick::rules
