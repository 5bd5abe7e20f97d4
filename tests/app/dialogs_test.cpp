// SPDX-License-Identifier: GPL-3.0-or-later
// Where the focus first stands in a dialog: on what changes nothing.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

class FirstFocus : public ::testing::Test {
protected:
    FirstFocus() { kiosk.at_ballot().choose("n1").choose("n2").choose("n3"); }
    // Pressing it closes the dialog, and the vote is as it was.
    void expect_safe(const std::string& id) {
        const ui::Screen screen = screen_of(kiosk.state);
        ASSERT_TRUE(screen.dialog.has_value());
        EXPECT_EQ(screen.dialog_focus, id);
        const ui::Element* there = find_in(*screen.dialog, id);
        ASSERT_NE(there, nullptr) << id;
        EXPECT_TRUE(there->target && there->enabled);
        const std::string votes = kiosk.votes();
        kiosk.press(id);
        EXPECT_EQ(kiosk.votes(), votes);
        EXPECT_FALSE(screen_of(kiosk.state).dialog.has_value());
    }
    Kiosk kiosk;
};

TEST_F(FirstFocus, OfTheAlertIsOnStaying) {
    kiosk.tick(180'000);
    expect_safe("alert/stay");
}

TEST_F(FirstFocus, OfLeavingIsOnStaying) {
    kiosk.send(event::LeaveAsk{});
    expect_safe("confirm-leave/no");
}

TEST_F(FirstFocus, OfStartingAgainIsOnKeeping) {
    kiosk.send(event::StartAgainAsk{});
    expect_safe("confirm-restart/no");
}

TEST_F(FirstFocus, OfCheckingInsteadIsOnGoingBack) {
    kiosk.send(event::GoToReview{}).send(event::Sealed{"CODE"});
    kiosk.send(event::OpenOverlay{Overlay::confirm_check});
    expect_safe("confirm-check/no");
}

TEST_F(FirstFocus, OfWhatDoesNotFitIsOnKeeping) {
    kiosk.choose("n4");
    expect_safe("notice/close");
}

TEST_F(FirstFocus, OfTheLastPlusIsOnKeeping) {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::plus_minus;
    rules.max_plus = rules.max_minus = 2;
    kiosk = Kiosk(make_round(rules));
    kiosk.at_ballot().choose("n1", 1).choose("n2", -1).drop("n1");
    expect_safe("notice/close");
}

TEST_F(FirstFocus, OfWhatIsChosenIsOnClose) {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::knapsack;
    kiosk = Kiosk(make_round(rules));
    kiosk.at_ballot().choose("n1").send(event::ShowChosen{pot_id("north")});
    expect_safe("chosen/close");
}

// The one that is set: pressing it changes nothing.
TEST_F(FirstFocus, OfTheLanguagesIsOnTheOneThatIsSet) {
    kiosk.send(event::SetLanguage{"cy"}).send(event::OpenOverlay{Overlay::languages});
    EXPECT_EQ(screen_of(kiosk.state).dialog_focus, "languages/cy");
    EXPECT_NE(find_in(*screen_of(kiosk.state).dialog, "languages/cy"), nullptr);
}

}  // namespace
}  // namespace tallystick::app
