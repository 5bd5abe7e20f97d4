// SPDX-License-Identifier: GPL-3.0-or-later
// ACCESS A6: alert after 3 minutes, 45 seconds to answer, as often as wanted, then wiped.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

constexpr Milliseconds quiet = 180'000;
constexpr Milliseconds answer = 45'000;

TEST(Inactivity, NoAlertJustBeforeThreeMinutes) {
    Kiosk kiosk;
    EXPECT_FALSE(kiosk.at_ballot().tick(quiet - 1).state.alert_since.has_value());
}

TEST(Inactivity, AlertAtThreeMinutesWithASound) {
    Kiosk kiosk;
    kiosk.at_ballot().tick(quiet);
    EXPECT_TRUE(kiosk.state.alert_since.has_value());
    EXPECT_NE(kiosk.asked_for<effect::Play>(), nullptr);
}

TEST(Inactivity, ATouchPutsTheAlertOff) {
    Kiosk kiosk;
    kiosk.at_ballot().tick(quiet - 1).send(event::Touched{}).tick(quiet);
    EXPECT_FALSE(kiosk.state.alert_since.has_value());
    EXPECT_TRUE(kiosk.tick(2 * quiet - 1).state.alert_since.has_value());
}

// The demonstration's first page takes longer to read than anybody may be silent.
TEST(Inactivity, WhoIsReadToIsNotAway) {
    Kiosk kiosk;
    kiosk.at_ballot().send(event::Listening{quiet - 1}).tick(quiet);
    EXPECT_FALSE(kiosk.state.alert_since.has_value());
    EXPECT_FALSE(kiosk.tick(2 * quiet - 2).state.alert_since.has_value());
    EXPECT_TRUE(kiosk.tick(2 * quiet - 1).state.alert_since.has_value());
}

// Twenty minutes, and then the three.
TEST(Inactivity, AReadingThatNeverEndsKeepsNobodyThere) {
    Kiosk kiosk;
    kiosk.at_ballot();
    constexpr Milliseconds minute = 60'000;
    for (Milliseconds now = minute; now < 23 * minute; now += minute) {
        kiosk.send(event::Listening{now}).tick(now);
        ASSERT_FALSE(kiosk.state.alert_since.has_value()) << now;
    }
    EXPECT_TRUE(
        kiosk.send(event::Listening{23 * minute}).tick(23 * minute).state.alert_since.has_value());
}

TEST(Inactivity, AnswerExtendsAtLeastTenTimesAndKeepsTheChoices) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1");
    Milliseconds now = 0;
    for (int extension = 0; extension < 12; ++extension) {
        kiosk.tick(now += quiet);
        ASSERT_TRUE(kiosk.state.alert_since.has_value());
        kiosk.tick(now += answer - 1).send(event::StillHere{});
        ASSERT_EQ(kiosk.votes(), "n1=1");
    }
}

TEST(Inactivity, WithoutAnAnswerEverythingIsWiped) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").tick(quiet).tick(quiet + answer);
    EXPECT_EQ(kiosk.state.screen, Screen::welcome);
    EXPECT_EQ(kiosk.votes(), "");
    EXPECT_NE(kiosk.asked_for<effect::ForgetVoter>(), nullptr);
    EXPECT_EQ(kiosk.times_asked<effect::CountUncast>(), 1U);
}

TEST(Inactivity, TheAlertCanAlsoBeAnsweredByLeaving) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").tick(quiet).send(event::LeaveConfirm{});
    EXPECT_EQ(kiosk.state.screen, Screen::welcome);
    EXPECT_EQ(kiosk.votes(), "");
}

TEST(Inactivity, NothingBehindTheAlertCanBeTouched) {
    Kiosk kiosk;
    kiosk.at_review().tick(quiet).send(event::Cast{});
    EXPECT_EQ(kiosk.times_asked<effect::CastSealed>(), 0U);
    kiosk.send(event::OpenDoor{}).send(event::LeaveAsk{}).send(event::Back{});
    EXPECT_EQ(kiosk.state.screen, Screen::review);
}

TEST(Inactivity, TheStewardsPagesCloseTheirDoor) {
    Kiosk kiosk;
    kiosk.at_steward().tick(quiet).tick(quiet + answer);
    EXPECT_EQ(kiosk.state.screen, Screen::welcome);
    EXPECT_FALSE(kiosk.state.steward.inside);
}

TEST(Inactivity, ALanguageLeftAtTheWelcomeScreenGoesBack) {
    Kiosk kiosk;
    kiosk.open().send(event::SetLanguage{"cy"}).tick(quiet);
    EXPECT_EQ(kiosk.state.access.language, "en");
}

TEST(Inactivity, AnIdleWelcomeScreenNeedsNoTick) {
    Kiosk kiosk;
    EXPECT_FALSE(next_deadline(kiosk.open().state).has_value());
}

TEST(Inactivity, TheLimitsAreTheRounds) {
    ballot::Round round = make_round(approval_up_to(3));
    round.inactivity_seconds = 120;
    round.answer_seconds = 20;
    Kiosk kiosk(round);
    EXPECT_TRUE(kiosk.at_ballot().tick(120'000).state.alert_since.has_value());
    EXPECT_EQ(kiosk.tick(140'000).state.screen, Screen::welcome);
}

TEST(Inactivity, AClockThatStepsBackDoesNoHarm) {
    Kiosk kiosk;
    kiosk.at_ballot().tick(100'000).tick(50'000);
    EXPECT_EQ(kiosk.state.now, 100'000);
}

TEST(Inactivity, WhereNobodyHasBegunNoCardAndNoChoiceIsSpokenOf) {
    Kiosk kiosk;
    kiosk.open().send(event::OpenDoor{}).tick(quiet);
    ASSERT_TRUE(screen_of(kiosk.state).dialog.has_value());
    const std::string words = plain(words_of(*screen_of(kiosk.state).dialog));
    EXPECT_NE(words.find("In 45 seconds this screen clears."), std::string::npos) << words;
    EXPECT_EQ(words.find("choices"), std::string::npos) << words;
}

}  // namespace
}  // namespace tallystick::app
