// SPDX-License-Identifier: GPL-3.0-or-later
// The bar of a knapsack opens what is in it, and there each part can be taken out and put back.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

// n1 and n2 for 3,000 of 10,000 pounds, and b1 in the other pot.
class Chosen : public ::testing::Test {
protected:
    Chosen() { kiosk.at_ballot().choose("n1").choose("n2").choose("b1"); }
    static ballot::Round knapsack() {
        ballot::BallotRules rules;
        rules.type = ballot::BallotType::knapsack;
        return make_round(rules);
    }
    Kiosk kiosk{knapsack()};
};

const ui::Element* in_dialog(const ui::Screen& screen, const std::string& id) {
    return screen.dialog ? find_in(*screen.dialog, id) : nullptr;
}

TEST_F(Chosen, APartIsTakenOutAndItsLineStaysToPutItBack) {
    kiosk.press("meter/north");
    EXPECT_EQ(kiosk.state.overlay, Overlay::chosen);
    EXPECT_EQ(kiosk.state.session.listed.size(), 2U);
    kiosk.press("part/n1");
    EXPECT_EQ(kiosk.votes(), "b1=1 n2=1");
    EXPECT_EQ(kiosk.state.overlay, Overlay::chosen);
    EXPECT_NE(kiosk.asked_for<effect::Play>(), nullptr);
    kiosk.press("part/n1");
    EXPECT_EQ(kiosk.votes(), "b1=1 n1=1 n2=1");
}

TEST_F(Chosen, WhatWasTakenOutIsUndone) {
    kiosk.press("meter/north");
    kiosk.press("part/n2");
    kiosk.press("part/n1");
    kiosk.press("chosen/close");
    EXPECT_EQ(kiosk.votes(), "b1=1");
    EXPECT_EQ(kiosk.send(event::Undo{}).votes(), "b1=1 n1=1");
    EXPECT_EQ(kiosk.send(event::Undo{}).votes(), "b1=1 n1=1 n2=1");
}

TEST_F(Chosen, EachLineIsAButtonThatSaysWhatItDoesToWhatForHowMuch) {
    kiosk.press("meter/north");
    const ui::Screen before = screen_of(kiosk.state);
    const auto* part = in_dialog(before, "part/n1");
    ASSERT_NE(part, nullptr);
    EXPECT_TRUE(part->target);
    EXPECT_EQ(part->role, ui::Role::button);
    EXPECT_EQ(part->label, "Remove, Title of n1, No.\u00A0\u20681\u2069, 1000 pounds");
    EXPECT_EQ(in_dialog(before, "part/b1"), nullptr) << "of another pot";
    kiosk.press("part/n1");
    const ui::Screen after = screen_of(kiosk.state);
    ASSERT_NE(in_dialog(after, "part/n1"), nullptr);
    EXPECT_EQ(in_dialog(after, "part/n1")->label,
              "Add, Title of n1, No.\u00A0\u20681\u2069, 1000 pounds");
}

TEST_F(Chosen, OnlyItsOwnLinesChangeAnything) {
    kiosk.press("meter/north");
    EXPECT_EQ(kiosk.choose("n3").votes(), "b1=1 n1=1 n2=1") << "not listed";
    EXPECT_EQ(kiosk.drop("b1").votes(), "b1=1 n1=1 n2=1") << "of another pot";
}

TEST_F(Chosen, UnderTheAlertNothingIsTakenOut) {
    kiosk.press("meter/north");
    kiosk.tick(10'000'000);
    ASSERT_TRUE(kiosk.state.alert_since.has_value());
    EXPECT_EQ(kiosk.drop("n1").votes(), "b1=1 n1=1 n2=1");
}

TEST_F(Chosen, AnEmptyBarAndThatOfAnotherTypeOpenNothing) {
    kiosk.send(event::ShowChosen{pot_id("borough")});
    EXPECT_EQ(kiosk.state.overlay, Overlay::none);
    kiosk.drop("n1").drop("n2").send(event::ShowChosen{pot_id("north")});
    EXPECT_EQ(kiosk.state.overlay, Overlay::none);
}

// What the button of a proposal that does not fit says, on its own page.
std::string button_of(const std::string& proposal, std::int64_t most,
                      const std::vector<std::string>& chosen) {
    ballot::BallotRules rules = approval_up_to(most);
    rules.type = ballot::BallotType::knapsack;
    Kiosk kiosk(make_round(rules));
    kiosk.at_ballot();
    for (const std::string& id : chosen) kiosk.choose(id);
    kiosk.send(event::ShowDetails{proposal_id(proposal)});
    const ui::Screen screen = screen_of(kiosk.state);
    for (const ui::Element* part : {&screen.body, &screen.footers.front()})
        if (const auto* button = find_in(*part, "vote/" + proposal)) return words_of(*button);
    return "";
}

// The pot holds 10,000: 6,000 and 5,000 are more.
TEST(OverBudget, IsSaidOfMoney) {
    EXPECT_NE(button_of("n5", 0, {"n6"}).find("Over budget"), std::string::npos);
}

TEST(OverBudget, IsNotSaidOfANumberOfProposals) {
    const std::string words = plain(button_of("n3", 2, {"n1", "n2"}));
    EXPECT_NE(words.find("2 of 2 used"), std::string::npos) << words;
    EXPECT_EQ(words.find("Over budget"), std::string::npos) << words;
}

}  // namespace
}  // namespace tallystick::app
