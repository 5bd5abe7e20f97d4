// SPDX-License-Identifier: GPL-3.0-or-later
// A count put into words: one JSON object for programs, a table for people. Everything is read from
// the allocation's trace, so that a report can say nothing that the trace does not.
// Pure; strings out.
#pragma once

#include <string>

#include <rules/count.h>

namespace tallystick::rules {

enum class TraceDetail { without, with };

// One object: rule, parameters, winners in the order funded, cost, budget, left, objective where
// there is one, awards that are not the whole cost, ties; with the trace if asked. Ends in LF.
[[nodiscard]] std::string to_json(const Allocation& allocation, TraceDetail detail);

// Rank, project, score, cost, money left, funded or why not; in order of rank. Ends in LF.
[[nodiscard]] std::string to_table(const Allocation& allocation);

// The steps, one paragraph each, for a reader with a calculator. Ends in LF.
[[nodiscard]] std::string to_text(const Trace& trace);

// What happened to one project and why, from the trace alone. Ends in LF.
[[nodiscard]] std::string explain(const Trace& trace, ProjectIndex project);

}  // namespace tallystick::rules
