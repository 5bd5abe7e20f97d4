// SPDX-License-Identifier: GPL-3.0-or-later
// Robot voters and a robot steward, on top of Robot. A voter's choices come from a seeded generator
// and keep the rules of the round, so that the opened ballots can be compared with what was meant.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <ballot/validate.h>

#include "robot.h"

namespace tallystick::robots {

// Choices and the presses that make them.
struct Plan {
    struct Press {
        std::string id, heard;
    };
    ballot::Votes votes;
    std::vector<Press> presses;
};
[[nodiscard]] Plan make_plan(const app::State& state, std::mt19937& random);

// What a voter meant: `<style> <proposal>=<value> …`, proposals sorted.
[[nodiscard]] std::string meant_line(const std::string& style, const ballot::Votes& votes);

enum class Manner { straight, lively };  // lively: some leave and come back, check, change, mistype
struct Cast {
    std::string meant;    // meant_line
    std::string receipt;  // its code
    double ms = 0;        // from the finger on "cast" to "Your vote is in"
};
struct VoterOptions {
    std::string language;
    Manner manner = Manner::lively;
};
// From welcome to welcome. Empty `meant`: the card had been used already.
[[nodiscard]] Cast vote(Robot& robot, const std::string& card, const VoterOptions& options,
                        std::mt19937& random);

void enter_pin(Robot& robot, const std::string& pin);
// From the waiting screen to an open kiosk.
void open_polls(Robot& robot, const std::string& pin);
// From welcome to closed polls, an export in `place`, and the end of the program.
void close_and_export(Robot& robot, const std::string& pin, const std::string& place);

}  // namespace tallystick::robots
