// SPDX-License-Identifier: GPL-3.0-or-later
// What the bundles of one box say about each other: in which order it made them, whether each one
// only adds to the one before, and which one says how its log ended. Pure.
// docs/FORMAT.md "Histories of a box".
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <ballot/bundle.h>

namespace tallystick::tally {

struct NamedBundle {
    ballot::Bundle bundle;
    std::string name;  // for messages
};
using BoxFaults = std::vector<std::pair<std::string, crypto::Error>>;  // check, what

// As the box made them, mirrors behind; the same order whatever order they are given in.
void sort_bundles(std::vector<NamedBundle>& bundles);

// Everything that rings `log-grows`. `bundles` are sorted.
void check_history(const std::vector<NamedBundle>& bundles, BoxFaults& faults);

// Why two exports cannot come from one box; empty: they can.
[[nodiscard]] std::string contradiction_of_two(const NamedBundle& one, const NamedBundle& other);

// Why `said` has a checkpoint that is not of the log of `bundles`; empty: it is.
[[nodiscard]] std::string contradiction_of_checkpoint(const NamedBundle& said,
                                                      const std::vector<NamedBundle>& bundles);

// The last closed one, else the last open one, else the last. `bundles` are sorted, and some.
[[nodiscard]] const NamedBundle& final_bundle(const std::vector<NamedBundle>& bundles);

// Rings `box-limits` if all bundles together hold more than one box may take.
void check_limits(const ballot::KioskNote& certificate, const ballot::Round& round,
                  std::size_t envelopes, std::size_t desk, BoxFaults& faults);

}  // namespace tallystick::tally
