// SPDX-License-Identifier: GPL-3.0-or-later
// Robot voters of every ballot type and every way of input, cast through the screens and compared
// with what comes out of the opened envelopes.
#include <gtest/gtest.h>

#include "compare.h"
#include "event_fixture.h"
#include "voter.h"

namespace tallystick::robots {
namespace {

using ballot::BallotType;

struct Case {
    const char* name;
    BallotType type;
    InputMethod method;
    const char* language;
};

class EveryWay : public ::testing::TestWithParam<Case> {};

TEST_P(EveryWay, WhatWasMeantIsWhatIsOpened) {
    const Case& way = GetParam();
    const EventFolder event(round_of(way.type), 12);
    auto speech = std::make_unique<ui::RecordedSpeech>();
    ui::RecordedSpeech& heard = *speech;
    auto kiosk = app::App::create(options_for(event), std::move(speech));
    ASSERT_TRUE(kiosk.ok()) << kiosk.error().message;
    Robot robot(**kiosk, way.method, &heard);
    std::mt19937 random(static_cast<unsigned>(way.type) * 10 + static_cast<unsigned>(way.method));
    open_polls(robot, steward_pin);
    std::vector<std::string> meant;
    for (std::size_t i = 0; i < 3; ++i) {
        const Cast cast = vote(robot, event.cards()[i], {way.language, Manner::lively}, random);
        meant.push_back(cast.meant);
        ASSERT_FALSE(cast.receipt.empty());
    }
    close_and_export(robot, steward_pin, event.exports());
    EXPECT_TRUE((*kiosk)->is_over());
    kiosk->reset();
    EXPECT_EQ(difference(meant, event.opened()), "");
}

std::vector<Case> all_cases() {
    const std::pair<const char*, BallotType> types[] = {
        {"approval", BallotType::approval}, {"knapsack", BallotType::knapsack},
        {"points", BallotType::points},     {"score", BallotType::score},
        {"ranking", BallotType::ranking},   {"choose_one", BallotType::choose_one},
        {"amount", BallotType::amount},     {"plus_minus", BallotType::plus_minus}};
    const std::pair<const char*, InputMethod> methods[] = {{"touch", InputMethod::touch},
                                                           {"keyboard", InputMethod::keyboard},
                                                           {"switches", InputMethod::switches},
                                                           {"speech", InputMethod::speech}};
    // Seven for four methods: every method meets every language.
    const char* const languages[] = {"en", "cy", "pl", "ur", "zh", "en@easy", "en"};
    static std::vector<std::string> names;
    names.reserve(64);
    std::vector<Case> cases;
    for (const auto& [type_name, type] : types)
        for (const auto& [method_name, method] : methods) {
            names.push_back(std::string(type_name) + "_" + method_name);
            cases.push_back({names.back().c_str(), type, method, languages[cases.size() % 7]});
        }
    return cases;
}

INSTANTIATE_TEST_SUITE_P(Robots, EveryWay, ::testing::ValuesIn(all_cases()),
                         [](const auto& way) { return std::string(way.param.name); });

// ACCESS and A17: start, how it works, the choices, review, cast, finish; the card is scanned.
TEST(Taps, AnApprovalBallotTakesTwoPlusItsChoicesPlusThree) {
    const EventFolder event(round_of(BallotType::approval), 4);
    auto kiosk = app::App::create(options_for(event), std::make_unique<ui::RecordedSpeech>());
    ASSERT_TRUE(kiosk.ok()) << kiosk.error().message;
    Robot robot(**kiosk, InputMethod::touch, nullptr);
    open_polls(robot, steward_pin);
    const std::size_t before = robot.presses();
    std::mt19937 random(4);  // a voter who scans at the card screen
    const Cast cast = vote(robot, event.cards()[0], {"en", Manner::straight}, random);
    const auto choices =
        static_cast<std::size_t>(std::count(cast.meant.begin(), cast.meant.end(), '='));
    EXPECT_LE(robot.presses() - before, 2 + choices + 3);
}

}  // namespace
}  // namespace tallystick::robots
