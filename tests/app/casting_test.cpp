// SPDX-License-Identifier: GPL-3.0-or-later
// Review, cast, check instead, and what is left for the next voter: nothing.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

TEST(Review, AReadyBallotIsSealedAndItsCodeShown) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").choose("b2").send(event::GoToReview{});
    const auto* seal = kiosk.asked_for<effect::SealBallot>();
    ASSERT_NE(seal, nullptr);
    EXPECT_EQ(seal->style.text(), "north");
    EXPECT_EQ(seal->votes.size(), 2U);
    EXPECT_EQ(kiosk.send(event::Sealed{"CODE"}).state.session.code, "CODE");
}

TEST(Review, AnUnfinishedBallotIsShownButNotSealed) {
    ballot::BallotRules exactly_two = approval_up_to(2);
    exactly_two.min_chosen = 2;
    Kiosk kiosk(make_round(exactly_two));
    kiosk.at_ballot().choose("n1").send(event::GoToReview{});
    EXPECT_EQ(kiosk.state.screen, Screen::review);
    EXPECT_EQ(kiosk.asked_for<effect::SealBallot>(), nullptr);
    EXPECT_NE(still_needed(kiosk.state).find("1 more proposal"), std::string::npos)
        << still_needed(kiosk.state);
    kiosk.send(event::Cast{});
    EXPECT_EQ(kiosk.asked_for<effect::CastSealed>(), nullptr);
}

TEST(Review, GoingBackDestroysTheEnvelope) {
    Kiosk kiosk;
    kiosk.at_review().send(event::Back{});
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
    EXPECT_NE(kiosk.asked_for<effect::DiscardSealed>(), nullptr);
    EXPECT_EQ(kiosk.state.session.code, "");
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

TEST(Review, AnEnvelopeSealedTooLateIsDestroyed) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::GoToReview{}).send(event::Back{});
    kiosk.send(event::Sealed{"LATE"});
    EXPECT_NE(kiosk.asked_for<effect::DiscardSealed>(), nullptr);
    EXPECT_EQ(kiosk.state.session.code, "");
}

TEST(Cast, OnlyFromReview) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::Cast{});
    EXPECT_EQ(kiosk.times_asked<effect::CastSealed>(), 0U);
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
}

TEST(Cast, NotBeforeTheEnvelopeIsSealed) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::GoToReview{}).send(event::Cast{});
    EXPECT_EQ(kiosk.times_asked<effect::CastSealed>(), 0U);
}

TEST(Cast, TwoQuickTapsCastOnce) {
    Kiosk kiosk;
    kiosk.at_review().send(event::Cast{}).send(event::Cast{});
    EXPECT_EQ(kiosk.times_asked<effect::CastSealed>(), 1U);
}

TEST(Cast, YourVoteIsInOnlyAfterTheBoxSaidSo) {
    Kiosk kiosk;
    kiosk.at_review().send(event::Cast{});
    EXPECT_EQ(kiosk.state.screen, Screen::casting);
    kiosk.tick(3'600'000).send(event::Continue{}).send(event::Back{});
    EXPECT_EQ(kiosk.state.screen, Screen::casting);
    kiosk.send(event::Stored{"CODE", "receipt"});
    EXPECT_EQ(kiosk.state.screen, Screen::done);
    EXPECT_EQ(kiosk.state.session.receipt_code, "CODE");
}

TEST(Cast, AStoredThatNobodyWaitsForShowsNothing) {
    Kiosk kiosk;
    kiosk.at_review().send(event::Stored{"CODE", "receipt"});
    EXPECT_EQ(kiosk.state.screen, Screen::review);
}

TEST(Cast, TheChoicesAreGoneAsSoonAsTheVoteIsIn) {
    Kiosk kiosk;
    kiosk.at_done();
    EXPECT_TRUE(kiosk.state.session.votes.empty());
    EXPECT_TRUE(kiosk.state.session.undo.empty());
    EXPECT_TRUE(kiosk.state.session.order.empty());
    EXPECT_NE(kiosk.asked_for<effect::ForgetVoter>(), nullptr);
}

TEST(Cast, ARefusedVoteIsSaidNotToBeStoredAndCanBeTriedAgain) {
    Kiosk kiosk;
    kiosk.at_review().send(event::Cast{}).send(event::StoreFailed{Trouble::disk_full});
    EXPECT_EQ(kiosk.state.screen, Screen::trouble);
    EXPECT_NE(kiosk.asked_for<effect::DiscardSealed>(), nullptr);
    EXPECT_NE(trouble_in_words(kiosk.state).find("not counted"), std::string::npos);
    EXPECT_EQ(kiosk.votes(), "n1=1");
    kiosk.send(event::Continue{});
    EXPECT_EQ(kiosk.state.screen, Screen::review);
    EXPECT_NE(kiosk.asked_for<effect::SealBallot>(), nullptr);
}

TEST(Check, RevealsDestroysAndSealsAnew) {
    Kiosk kiosk;
    kiosk.at_review().check();
    EXPECT_NE(kiosk.asked_for<effect::RevealSealed>(), nullptr);
    kiosk.send(event::Cast{});  // that envelope can no longer be cast
    EXPECT_EQ(kiosk.times_asked<effect::CastSealed>(), 0U);
    kiosk.send(event::Revealed{Reveal{"CODE", {"part"}}});
    EXPECT_EQ(kiosk.state.screen, Screen::checked);
    kiosk.send(event::Continue{});
    EXPECT_EQ(kiosk.state.screen, Screen::review);
    EXPECT_NE(kiosk.asked_for<effect::SealBallot>(), nullptr);
    EXPECT_FALSE(kiosk.state.session.reveal.has_value());
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

TEST(Check, IsAskedFirst) {
    Kiosk kiosk;
    kiosk.at_review().send(event::CheckInstead{});
    EXPECT_EQ(kiosk.times_asked<effect::RevealSealed>(), 0U);
    kiosk.send(event::OpenOverlay{Overlay::confirm_check}).send(event::CloseOverlay{});
    EXPECT_EQ(kiosk.send(event::Cast{}).times_asked<effect::CastSealed>(), 1U);
}

TEST(Check, IsLimitedPerSession) {
    ballot::Round round = make_round(approval_up_to(3));
    round.checks_per_session = 1;
    Kiosk kiosk(round);
    kiosk.at_review().check().send(event::Revealed{Reveal{"CODE", {}}});
    kiosk.send(event::Continue{}).send(event::Sealed{"NEW"}).check();
    EXPECT_EQ(kiosk.times_asked<effect::RevealSealed>(), 1U);
}

// The box keeps as many checked ballots as its certificate allows, and says so to nobody's cost.
TEST(Check, IsNotOfferedWhereTheBoxHasNoRoomForOne) {
    Kiosk kiosk;
    Counts full;
    full.capacity = full.checked = 10;
    kiosk.at_review().send(event::BoxReport{Polls::open, full, Mirror::none});
    EXPECT_FALSE(event_of(kiosk.state, "check").has_value());
    EXPECT_EQ(kiosk.check().times_asked<effect::RevealSealed>(), 0U);
    EXPECT_EQ(kiosk.state.overlay, Overlay::none);
    EXPECT_EQ(kiosk.press("cast").times_asked<effect::CastSealed>(), 1U);
}

TEST(Check, ThatFailedIsNotCounted) {
    ballot::Round round = make_round(approval_up_to(3));
    round.checks_per_session = 1;
    Kiosk kiosk(round);
    kiosk.at_review().check().send(event::SealFailed{Trouble::box_failed});
    EXPECT_EQ(kiosk.state.screen, Screen::trouble);
    kiosk.press("again").send(event::Sealed{"NEW"}).press("check").press("confirm-check/yes");
    EXPECT_EQ(kiosk.times_asked<effect::RevealSealed>(), 2U);
}

// Its voter is told of the check, and of no vote that could not be stored.
TEST(Check, ThatFailsSaysSoAndLeadsBackToTheVote) {
    Kiosk kiosk;
    kiosk.at_review().check().send(event::SealFailed{Trouble::box_failed});
    const ui::Screen screen = screen_of(kiosk.state);
    EXPECT_EQ(screen.title, "Your vote is not cast yet.");
    const std::string words = words_of(screen.body);
    EXPECT_NE(words.find("could not be tested"), std::string::npos) << words;
    EXPECT_EQ(words.find("stored"), std::string::npos) << words;
    kiosk.press("again");
    EXPECT_EQ(kiosk.state.screen, Screen::review);
    EXPECT_EQ(kiosk.votes(), "n1=1");
    EXPECT_NE(kiosk.asked_for<effect::SealBallot>(), nullptr);
    kiosk.send(event::Sealed{"C2"}).send(event::Cast{}).send(event::StoreFailed{});
    EXPECT_EQ(screen_of(kiosk.state).title, "Your vote is not stored");
}

std::string dialog_words(const State& state) {
    const ui::Screen screen = screen_of(state);
    return screen.dialog ? words_of(*screen.dialog) : "no dialog";
}

TEST(Check, TheQuestionPromisesThatTheChoicesAreKept) {
    Kiosk kiosk;
    kiosk.at_review().send(event::OpenOverlay{Overlay::confirm_check});
    EXPECT_NE(dialog_words(kiosk.state).find("choices are kept"), std::string::npos);
    EXPECT_EQ(dialog_words(kiosk.state).find("choose again"), std::string::npos);
}

// Who came without a card is told of none.
TEST(WithoutCards, NoSentenceSpeaksOfACard) {
    ballot::Round round = make_round(approval_up_to(3));
    round.has_cards = false;
    Kiosk kiosk(round);
    kiosk.open().send(event::Start{}).send(event::PinDigit{'1'}).send(event::PinSubmit{});
    kiosk.send(event::PinAnswer{true, 5, 0}).send(event::DeskStyle{style_id("north")});
    kiosk.send(event::CardAccepted{style_id("north"), "", 1}).send(event::Continue{});
    kiosk.choose("n1");
    std::string said = dialog_words(Kiosk(kiosk).send(event::LeaveAsk{}).state);
    said += dialog_words(Kiosk(kiosk).tick(10'000'000).state);
    kiosk.send(event::GoToReview{}).send(event::Sealed{"CODE"});
    said += dialog_words(Kiosk(kiosk).send(event::OpenOverlay{Overlay::confirm_check}).state);
    for (const Trouble why : {Trouble::no_room, Trouble::box_failed, Trouble::disk_full})
        said += still_needed(Kiosk(kiosk).send(event::Cast{}).send(event::StoreFailed{why}).state);
    const State checked =
        Kiosk(kiosk).check().send(event::Revealed{Reveal{"CODE", {"1/1 x"}}}).state;
    said += still_needed(checked) + words_of(screen_of(checked).footers.front());
    EXPECT_EQ(said.find("card"), std::string::npos) << said;
    EXPECT_EQ(said.find("no dialog"), std::string::npos) << said;
}

void expect_as_new(const Kiosk& kiosk) {
    const State& state = kiosk.state;
    EXPECT_EQ(state.access, Access{});
    EXPECT_EQ(state.overlay, Overlay::none);
    EXPECT_TRUE(state.session.votes.empty());
    EXPECT_TRUE(state.session.undo.empty());
    EXPECT_TRUE(state.session.style.empty());
    EXPECT_TRUE(state.session.typed.empty());
    EXPECT_TRUE(state.session.code.empty());
    EXPECT_TRUE(state.session.receipt_code.empty());
    EXPECT_TRUE(state.session.receipt_qr.empty());
    EXPECT_TRUE(state.session.order.empty());
    EXPECT_EQ(state.session.browse, Browse{});
    EXPECT_FALSE(state.session.notice.has_value());
    EXPECT_FALSE(state.alert_since.has_value());
    EXPECT_FALSE(state.steward_called);
    EXPECT_EQ(state.screen, Screen::welcome);
}

void change_settings(Kiosk& kiosk) {
    kiosk.send(event::SetLanguage{"cy"}).send(event::SetTextSize{TextSize::largest});
    kiosk.send(event::SetTheme{Theme::low}).send(event::SetReadAloud{event::Switch::on});
    kiosk.send(event::SetVolume{9}).send(event::SetSpeed{6});
    kiosk.send(event::SetLowReach{event::Switch::on}).send(event::SetBlank{event::Switch::on});
}

TEST(Reset, AfterAVoteNothingIsLeft) {
    Kiosk kiosk;
    kiosk.at_ballot();
    change_settings(kiosk);
    kiosk.choose("n1").send(event::GoToReview{}).send(event::Sealed{"CODE"}).send(event::Cast{});
    kiosk.send(event::Stored{"CODE", "receipt"}).send(event::Continue{});
    expect_as_new(kiosk);
    EXPECT_EQ(kiosk.times_asked<effect::CountUncast>(), 0U);
}

TEST(Reset, AfterLeavingWithoutVotingNothingIsLeftAndItIsCounted) {
    Kiosk kiosk;
    kiosk.at_ballot();
    change_settings(kiosk);
    kiosk.choose("n1").send(event::LeaveAsk{}).send(event::LeaveConfirm{});
    expect_as_new(kiosk);
    EXPECT_EQ(kiosk.times_asked<effect::CountUncast>(), 1U);
    EXPECT_NE(kiosk.asked_for<effect::ForgetVoter>(), nullptr);
}

TEST(Reset, LeavingIsAskedFirst) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::LeaveConfirm{});
    EXPECT_EQ(kiosk.votes(), "n1=1");
    kiosk.send(event::LeaveAsk{}).send(event::CloseOverlay{});
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

TEST(Reset, TheDoneScreenLeavesByItself) {
    Kiosk kiosk;
    kiosk.at_done().tick(60'000);
    expect_as_new(kiosk);
}

TEST(Access, ABlankScreenNeedsAVoice) {
    Kiosk kiosk;
    kiosk.open().send(event::SetBlank{event::Switch::on});
    EXPECT_FALSE(kiosk.state.access.blanked);
    kiosk.send(event::SetReadAloud{event::Switch::on}).send(event::SetBlank{event::Switch::on});
    EXPECT_TRUE(kiosk.state.access.blanked);
    kiosk.send(event::SpeechReport{false});
    EXPECT_FALSE(kiosk.state.access.blanked);
}

// Somali has recordings of some sentences at best.
TEST(Access, AScreenIsHiddenOnlyInALanguageThatIsHeardWhole) {
    Kiosk kiosk;
    auto setup = std::make_shared<app::Setup>(*kiosk.state.setup);
    setup->languages[1].has_voice = false;
    setup->languages[1].has_recordings = true;
    kiosk.state.setup = setup;
    kiosk.open().send(event::SetReadAloud{event::Switch::on});
    kiosk.send(event::SetBlank{event::Switch::on}).send(event::SetLanguage{"cy"});
    EXPECT_FALSE(kiosk.state.access.blanked);
    kiosk.send(event::SetBlank{event::Switch::on});
    EXPECT_FALSE(kiosk.state.access.blanked);
}

TEST(Access, AnUnknownLanguageIsIgnored) {
    Kiosk kiosk;
    EXPECT_EQ(kiosk.open().send(event::SetLanguage{"xx"}).state.access.language, "en");
}

TEST(Access, VolumeAndSpeedStayInTheirRange) {
    Kiosk kiosk;
    kiosk.open().send(event::SetVolume{99}).send(event::SetSpeed{-3});
    EXPECT_EQ(kiosk.state.access.volume, Access::volumes);
    EXPECT_EQ(kiosk.state.access.speed, 0);
}

// Sent to another kiosk, a voter leaves none of the choices behind.
TEST(Trouble, IsLeftWithAWordOfTheCard) {
    Kiosk kiosk;
    kiosk.at_review().send(event::Cast{}).send(event::StoreFailed{Trouble::no_room});
    kiosk.press("leave");
    ASSERT_TRUE(screen_of(kiosk.state).dialog.has_value());
    EXPECT_NE(words_of(*screen_of(kiosk.state).dialog).find("You can use your card again"),
              std::string::npos);
    kiosk.press("confirm-leave/yes");
    EXPECT_EQ(kiosk.state.screen, Screen::welcome);
    EXPECT_EQ(kiosk.votes(), "");
    EXPECT_EQ(kiosk.times_asked<effect::CountUncast>(), 1U);
}

TEST(Trouble, EscAsksWhetherToLeave) {
    Kiosk kiosk;
    kiosk.at_review().send(event::Cast{}).send(event::StoreFailed{Trouble::disk_full});
    kiosk.send(event::Back{});
    EXPECT_EQ(kiosk.state.overlay, Overlay::confirm_leave);
    kiosk.send(event::Back{});
    EXPECT_EQ(kiosk.state.overlay, Overlay::none);
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

TEST(Trouble, EscAfterACheckThatFailedLeadsBackToTheVote) {
    Kiosk kiosk;
    kiosk.at_review().check().send(event::SealFailed{Trouble::box_failed}).send(event::Back{});
    EXPECT_EQ(kiosk.state.screen, Screen::review);
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

}  // namespace
}  // namespace tallystick::app
