// SPDX-License-Identifier: GPL-3.0-or-later
// A count put into words: one JSON object for programs, a table for people. Everything is read from
// the allocation's trace, so that a report can say nothing that the trace does not.
// Pure; strings out.
#pragma once

#include <string>
#include <vector>

#include <rules/count.h>

namespace tallystick::rules {

enum class TraceDetail { without, with };

// One object: rule, parameters, winners in the order funded, cost, budget, left, objective where
// there is one, awards that are not the whole cost, ties; with the trace if asked. Ends in LF.
[[nodiscard]] std::string to_json(const Allocation& allocation, TraceDetail detail);
// The same with "warnings", for a command's output.
[[nodiscard]] std::string to_json(const Allocation& allocation, TraceDetail detail,
                                  const std::vector<std::string>& warnings);

// Funded although no ballot lists it: a rule that goes on while there is money does that where no
// threshold stops it. Not what was funded before the vote.
[[nodiscard]] bool is_funded_without_votes(const ProjectRecord& record);
// What must not be read past in a count, a sentence each.
[[nodiscard]] std::vector<std::string> warnings_of(const Trace& trace);

// Rank, project, score, cost, money left, funded or why not; in order of rank. Ends in LF.
[[nodiscard]] std::string to_table(const Allocation& allocation);

// The steps, one paragraph each, for a reader with a calculator. Ends in LF.
[[nodiscard]] std::string to_text(const Trace& trace);

// What happened to one project and why, from the trace alone. Ends in LF.
[[nodiscard]] std::string explain(const Trace& trace, ProjectIndex project);

}  // namespace tallystick::rules
