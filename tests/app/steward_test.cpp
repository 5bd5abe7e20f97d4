// SPDX-License-Identifier: GPL-3.0-or-later
// The steward's door and the pages behind it.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

TEST(Door, ARightPinOpensIt) {
    Kiosk kiosk;
    EXPECT_EQ(kiosk.at_steward().state.screen, Screen::steward);
    EXPECT_EQ(kiosk.state.steward.pin, "");
}

TEST(Door, AWrongPinDoesNot) {
    Kiosk kiosk;
    kiosk.open().send(event::OpenDoor{}).send(event::PinDigit{'1'}).send(event::PinSubmit{});
    kiosk.send(event::PinAnswer{false, 4, 0});
    EXPECT_EQ(kiosk.state.screen, Screen::pin);
    EXPECT_TRUE(kiosk.state.steward.wrong);
    EXPECT_EQ(kiosk.state.steward.tries_left, 4);
}

TEST(Door, NoTryIsTakenDuringTheWaitThatAWrongPinCost) {
    Kiosk kiosk;
    kiosk.open().send(event::OpenDoor{}).send(event::PinDigit{'1'}).send(event::PinSubmit{});
    kiosk.send(event::PinAnswer{false, 0, 60'000}).tick(59'999);
    kiosk.send(event::PinDigit{'2'}).send(event::PinSubmit{});
    EXPECT_EQ(kiosk.times_asked<effect::CheckPin>(), 1U);
    kiosk.tick(60'000).send(event::PinDigit{'2'}).send(event::PinSubmit{});
    EXPECT_EQ(kiosk.times_asked<effect::CheckPin>(), 2U);
}

TEST(Door, TheWaitIsNotShortenedByLeaving) {
    Kiosk kiosk;
    kiosk.open().send(event::OpenDoor{}).send(event::PinDigit{'1'}).send(event::PinSubmit{});
    kiosk.send(event::PinAnswer{false, 0, 60'000}).send(event::Back{}).send(event::OpenDoor{});
    kiosk.send(event::PinDigit{'2'});
    EXPECT_EQ(kiosk.state.steward.pin, "");
}

TEST(Door, AnAnswerNobodyAskedForOpensNothing) {
    Kiosk kiosk;
    kiosk.open().send(event::OpenDoor{}).send(event::PinAnswer{true, 5, 0});
    EXPECT_EQ(kiosk.state.screen, Screen::pin);
}

TEST(Door, TheVotersSessionWaitsBehindIt) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::OpenDoor{}).send(event::PinDigit{'1'});
    kiosk.send(event::PinSubmit{}).send(event::PinAnswer{true, 5, 0});
    kiosk.send(event::LeaveSteward{});
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

// The steward may still be looking.
TEST(Door, TheChoicesBehindItComeBackCovered) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").at_steward();
    kiosk.send(event::LeaveSteward{});
    EXPECT_TRUE(screen_of(kiosk.state).body.children.empty());
    EXPECT_TRUE(screen_of(kiosk.state).footers.empty());
    kiosk.press("returned/close");
    EXPECT_FALSE(screen_of(kiosk.state).body.children.empty());
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

TEST(Door, ItsLanguageAndSizesStayBehindIt) {
    Kiosk kiosk;
    kiosk.at_ballot().send(event::SetLanguage{"cy"}).send(event::SetTextSize{TextSize::largest});
    const Access voters = kiosk.state.access;
    kiosk.at_steward().send(event::SetLanguage{"en"}).send(event::SetTextSize{TextSize::small});
    kiosk.send(event::LeaveSteward{});
    EXPECT_EQ(kiosk.state.access, voters);
    kiosk.send(event::CloseOverlay{}).send(event::OpenDoor{}).send(event::SetLanguage{"en"});
    kiosk.send(event::Back{});
    EXPECT_EQ(kiosk.state.access, voters) << "also from the door itself";
}

bool warns(Kiosk& kiosk, StewardPage page) {
    kiosk.send(event::ShowPage{page});
    return find_in(screen_of(kiosk.state).body, "voter-waits") != nullptr;
}

TEST(Door, WhatWouldEndAVotersSessionSaysSo) {
    constexpr StewardPage ends[] = {StewardPage::pause, StewardPage::close_polls,
                                    StewardPage::leave};
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").at_steward();
    for (const StewardPage page : ends) EXPECT_TRUE(warns(kiosk, page));
    EXPECT_FALSE(warns(kiosk, StewardPage::export_));
    Kiosk alone;
    alone.at_steward();
    for (const StewardPage page : ends) EXPECT_FALSE(warns(alone, page));
}

TEST(Polls, PausingEndsTheWaitingSession) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::OpenDoor{}).send(event::PinDigit{'1'});
    kiosk.send(event::PinSubmit{}).send(event::PinAnswer{true, 5, 0});
    kiosk.send(event::ShowPage{StewardPage::pause}).send(event::PausePolls{});
    ASSERT_NE(kiosk.asked_for<effect::PausePolls>(), nullptr);
    kiosk.send(event::BoxReport{Polls::paused, Counts{}, Mirror::none});
    EXPECT_EQ(kiosk.votes(), "");
    EXPECT_EQ(kiosk.times_asked<effect::CountUncast>(), 1U);
    kiosk.send(event::LeaveSteward{});
    EXPECT_EQ(kiosk.state.screen, Screen::waiting);
}

TEST(Polls, OpenOnlyFromItsPageAndOnlyOnce) {
    Kiosk kiosk;
    kiosk.send(event::OpenDoor{}).send(event::PinDigit{'1'}).send(event::PinSubmit{});
    kiosk.send(event::PinAnswer{true, 5, 0}).send(event::OpenPolls{});
    EXPECT_EQ(kiosk.times_asked<effect::OpenPolls>(), 0U);
    kiosk.send(event::ShowPage{StewardPage::open_polls}).send(event::OpenPolls{});
    kiosk.send(event::OpenPolls{});
    EXPECT_EQ(kiosk.times_asked<effect::OpenPolls>(), 1U);
    kiosk.send(event::BoxReport{Polls::open, Counts{}, Mirror::none});
    kiosk.send(event::OpenPolls{});
    EXPECT_EQ(kiosk.times_asked<effect::OpenPolls>(), 1U);
}

TEST(Polls, ClosedIsNotOpenedAgain) {
    Kiosk kiosk;
    kiosk.at_steward().send(event::BoxReport{Polls::closed, Counts{}, Mirror::none});
    kiosk.send(event::ShowPage{StewardPage::open_polls}).send(event::OpenPolls{});
    EXPECT_EQ(kiosk.times_asked<effect::OpenPolls>(), 0U);
}

TEST(Export, OnlyToAKnownPlace) {
    Kiosk kiosk;
    kiosk.at_steward().send(event::ShowPage{StewardPage::export_});
    EXPECT_NE(kiosk.asked_for<effect::FindPlaces>(), nullptr);
    kiosk.send(event::PlacesFound{{"/media/stick"}});
    kiosk.send(event::Export{"/etc"});
    EXPECT_EQ(kiosk.times_asked<effect::Export>(), 0U);
    kiosk.send(event::Export{"/media/stick"});
    EXPECT_EQ(kiosk.times_asked<effect::Export>(), 1U);
}

TEST(Export, AFailureIsToldAndTheNextTryIsPossible) {
    Kiosk kiosk;
    kiosk.at_steward().send(event::ShowPage{StewardPage::export_});
    EXPECT_NE(kiosk.asked_for<effect::FindPlaces>(), nullptr);
    kiosk.send(event::PlacesFound{{"/media/stick"}});
    kiosk.send(event::Export{"/media/stick"});
    kiosk.send(event::StewardFailed{"the stick is read-only", "try another one"});
    EXPECT_EQ(kiosk.state.steward.error, "the stick is read-only");
    kiosk.send(event::Export{"/media/stick"});
    EXPECT_EQ(kiosk.times_asked<effect::Export>(), 2U);
}

TEST(Leave, TheProgramEndsOnlyFromItsPageBehindThePin) {
    Kiosk kiosk;
    kiosk.open().send(event::Quit{});
    EXPECT_EQ(kiosk.times_asked<effect::Quit>(), 0U);
    kiosk.at_steward().send(event::Quit{});
    EXPECT_EQ(kiosk.times_asked<effect::Quit>(), 0U);
    kiosk.send(event::ShowPage{StewardPage::leave}).send(event::Quit{});
    EXPECT_EQ(kiosk.times_asked<effect::Quit>(), 1U);
}

TEST(Ruler, TheValueStaysWithinScreensThatExist) {
    Kiosk kiosk;
    kiosk.at_steward().send(event::ShowPage{StewardPage::ruler}).send(event::SetDiagonal{1});
    EXPECT_EQ(kiosk.state.steward.diagonal_mm, 150);
}

TEST(Box, ARefusalClosesTheKioskAndSaysWhy) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::BoxRefused{"the mirror knows more"});
    EXPECT_EQ(kiosk.state.screen, Screen::waiting);
    EXPECT_EQ(kiosk.state.polls, Polls::refused);
    EXPECT_EQ(kiosk.state.refused, "the mirror knows more");
    EXPECT_EQ(kiosk.votes(), "");
}

TEST(Box, ARefusalIsNotTakenBackByALaterReport) {
    Kiosk kiosk;
    kiosk.send(event::BoxRefused{"the mirror knows more"}).open().send(event::Start{});
    EXPECT_EQ(kiosk.state.polls, Polls::refused);
    EXPECT_EQ(kiosk.state.screen, Screen::waiting);
}

TEST(Help, CallingAStewardKeepsTheChoices) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::CallSteward{});
    EXPECT_EQ(kiosk.state.overlay, Overlay::help);
    EXPECT_TRUE(kiosk.state.steward_called);
    kiosk.send(event::CloseOverlay{});
    EXPECT_EQ(kiosk.votes(), "n1=1");
    EXPECT_FALSE(kiosk.state.steward_called);
}

// The reason is in the operator's words, and in English.
TEST(Refused, WhyIsToldToTheStewardAndNotToTheVoter) {
    Kiosk kiosk;
    kiosk.send(event::BoxRefused{"mirror: put back to an earlier state"});
    ASSERT_EQ(kiosk.state.screen, Screen::waiting);
    const std::string voters = words_of(screen_of(kiosk.state).body);
    EXPECT_NE(voters.find("This kiosk cannot take votes now. Please ask a steward"),
              std::string::npos);
    EXPECT_EQ(voters.find("mirror"), std::string::npos);
    kiosk.send(event::OpenDoor{}).send(event::PinDigit{'1'}).send(event::PinSubmit{});
    kiosk.send(event::PinAnswer{true, 5, 0});
    EXPECT_NE(words_of(screen_of(kiosk.state).body).find("mirror: put back to an earlier state"),
              std::string::npos);
}

TEST(Leave, AVoterWhoWaitsIsCountedAsNotCast) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").at_steward().send(event::ShowPage{StewardPage::leave});
    kiosk.send(event::Quit{});
    EXPECT_NE(kiosk.asked_for<effect::ForgetVoter>(), nullptr);
    kiosk.send(event::Quit{});
    EXPECT_EQ(kiosk.times_asked<effect::CountUncast>(), 1U);
    EXPECT_EQ(kiosk.times_asked<effect::Quit>(), 1U);
    EXPECT_EQ(kiosk.votes(), "");
}

}  // namespace
}  // namespace tallystick::app
