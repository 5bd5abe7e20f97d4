// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of the results page (pages.h): the style sheet, escaping, and what the page says about one
// pot, worked out from the trace alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tally/audit.h>

#include "words.h"

namespace tallystick::tally {

extern const std::string_view page_style;

[[nodiscard]] std::string escaped(std::string_view text);

// One pot as the page shows it.
struct PotStory {
    const ballot::Pot* pot = nullptr;
    ballot::Pence available;  // its own limit and what other pots left to it
    ballot::Pence received;
    ballot::Pence spent;
    ballot::Pence left;   // before it moves on
    ballot::Pence moved;  // to `moved_to`
    const ballot::Pot* moved_to = nullptr;
    std::vector<rules::ProjectIndex> ranking;  // best first
    std::size_t line = 0;  // so many of the ranking stand above the funding line
};
[[nodiscard]] std::vector<PotStory> stories_of(const Examined& examined);

// What happened to one proposal and why, in one or two sentences.
[[nodiscard]] std::string fate_of(const Examined& examined, rules::ProjectIndex project,
                                  const Words& words);

}  // namespace tallystick::tally
