// SPDX-License-Identifier: GPL-3.0-or-later
// What a press changed on a view that stays: for a person who listens, and does not see the number
// between the keys, the bars or the list. Pure; sentences are in the language app/strings.h is set
// to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <app/state.h>

namespace tallystick::app {

// What can change without another view. Of the card's code only its length: Speaker outlives
// voters.
struct Choices {
    ballot::Votes votes;
    Browse browse;
    std::size_t typed = 0;
};
[[nodiscard]] Choices choices_of(const State& state);

// In the order in which they are said. A proposal whose title is in `said_before` (what the button
// in focus has become) is not named again.
[[nodiscard]] std::vector<std::string> changes_in_words(const Choices& before, const State& now,
                                                        std::string_view said_before);

// "9 characters to go"
[[nodiscard]] std::string characters_to_go(const Session& session);

}  // namespace tallystick::app
