// SPDX-License-Identifier: GPL-3.0-or-later
// Every ballot type through SetVote, RankTap and RankMove: what fits changes the votes, what does
// not changes nothing and says why.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

using ballot::BallotRules;
using ballot::BallotType;
using ballot::Reason;

Kiosk voter_with(const BallotRules& rules) {
    Kiosk kiosk(make_round(rules));
    kiosk.at_ballot();
    return kiosk;
}

BallotRules rules_of(BallotType type) {
    BallotRules rules;
    rules.type = type;
    return rules;
}

std::string swaps_of(const Kiosk& kiosk) {
    if (!kiosk.state.session.notice) return "no notice";
    std::vector<std::string> ids;
    for (const auto& id : kiosk.state.session.notice->swaps) ids.push_back(id.text());
    std::sort(ids.begin(), ids.end());
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : " ") + id;
    return text;
}

void expect_refused(const Kiosk& kiosk, Reason reason) {
    ASSERT_TRUE(kiosk.state.session.notice.has_value());
    EXPECT_EQ(kiosk.state.session.notice->finding.reason, reason);
    EXPECT_FALSE(reason_in_words(kiosk.state, kiosk.state.session.notice->finding).empty());
}

TEST(Approval, AddAndRemove) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    EXPECT_EQ(kiosk.choose("n1").choose("n2").votes(), "n1=1 n2=1");
    EXPECT_EQ(kiosk.drop("n1").votes(), "n2=1");
}

TEST(Approval, OneTooManyChangesNothingAndOffersASwapWithEachInThePot) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    kiosk.choose("b1").choose("n1").choose("n2").choose("n3").choose("n4");
    EXPECT_EQ(kiosk.votes(), "b1=1 n1=1 n2=1 n3=1");
    expect_refused(kiosk, Reason::too_many);
    EXPECT_EQ(swaps_of(kiosk), "n1 n2 n3");
    kiosk.send(event::AcceptSwap{proposal_id("n2")});
    EXPECT_EQ(kiosk.votes(), "b1=1 n1=1 n3=1 n4=1");
    EXPECT_FALSE(kiosk.state.session.notice.has_value());
}

TEST(Approval, ASwapThatWasNotOfferedIsIgnored) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    kiosk.choose("b1").choose("n1").choose("n2").choose("n3").choose("n4");
    kiosk.send(event::AcceptSwap{proposal_id("b1")});
    EXPECT_EQ(kiosk.votes(), "b1=1 n1=1 n2=1 n3=1");
}

TEST(Approval, KeepingTheChoicesDismissesTheNotice) {
    Kiosk kiosk = voter_with(approval_up_to(1));
    kiosk.choose("n1").choose("n2").send(event::DismissNotice{});
    EXPECT_FALSE(kiosk.state.session.notice.has_value());
    EXPECT_EQ(kiosk.votes(), "n1=1");
}

TEST(Approval, AnotherValueThanOneIsRefused) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    kiosk.choose("n1", 2);
    EXPECT_EQ(kiosk.votes(), "");
    expect_refused(kiosk, Reason::bad_value);
}

TEST(ChooseOne, AnotherTapOffersASwapAndTakesNothingAway) {
    Kiosk kiosk = voter_with(rules_of(BallotType::choose_one));
    kiosk.choose("n1").choose("n2");
    EXPECT_EQ(kiosk.votes(), "n1=1");
    EXPECT_EQ(swaps_of(kiosk), "n1");
    EXPECT_EQ(kiosk.send(event::AcceptSwap{proposal_id("n1")}).votes(), "n2=1");
}

// The pot holds 10,000. n6 + n3 = 9,000, so n2 (2,000) does not fit; without n6 it does, and
// without n3 it does. n4 (4,000) fits without n6 (7,000) but not without n3 (10,000 exactly: it
// does fit).
TEST(Knapsack, OverThePotNamesTheMoneyAndWhatWouldMakeRoom) {
    Kiosk kiosk = voter_with(rules_of(BallotType::knapsack));
    kiosk.choose("n6").choose("n3").choose("n2");
    EXPECT_EQ(kiosk.votes(), "n3=1 n6=1");
    expect_refused(kiosk, Reason::over_pot);
    EXPECT_EQ(kiosk.state.session.notice->finding.found, 1'100'000);
    EXPECT_EQ(kiosk.state.session.notice->finding.limit, 1'000'000);
    EXPECT_EQ(swaps_of(kiosk), "n3 n6");
    kiosk.send(event::DismissNotice{}).choose("n5");
    EXPECT_EQ(swaps_of(kiosk), "n6");  // 6,000 + 5,000 = 11,000 still does not fit without n3
}

TEST(Knapsack, ExactlyThePotFits) {
    Kiosk kiosk = voter_with(rules_of(BallotType::knapsack));
    EXPECT_EQ(kiosk.choose("n6").choose("n4").votes(), "n4=1 n6=1");
}

BallotRules ten_tokens() {
    BallotRules rules = rules_of(BallotType::points);
    rules.total = 10;
    rules.max_each = 6;
    return rules;
}

TEST(Points, TokensMoveUpAndDown) {
    Kiosk kiosk = voter_with(ten_tokens());
    kiosk.choose("n1", 1).choose("n1", 2).choose("n2", 5).choose("n1", 1);
    EXPECT_EQ(kiosk.votes(), "n1=1 n2=5");
}

TEST(Points, MoreThanTheTotalIsRefused) {
    Kiosk kiosk = voter_with(ten_tokens());
    kiosk.choose("n1", 6).choose("n2", 4).choose("n3", 1);
    EXPECT_EQ(kiosk.votes(), "n1=6 n2=4");
    expect_refused(kiosk, Reason::too_many_points);
}

TEST(Points, MoreThanTheMostOnOneIsRefused) {
    Kiosk kiosk = voter_with(ten_tokens());
    kiosk.choose("n1", 7);
    EXPECT_EQ(kiosk.votes(), "");
    expect_refused(kiosk, Reason::too_many_on_one);
}

// 9 + 1 tokens of 10; a second one for n2 takes one of n1's nine, no more.
TEST(Points, ASwapTakesOnlyTheTokenThatIsNeeded) {
    BallotRules rules = ten_tokens();
    rules.max_each = 0;
    Kiosk kiosk = voter_with(rules);
    kiosk.choose("n1", 9).choose("n2", 1).choose("n2", 2);
    EXPECT_EQ(swaps_of(kiosk), "n1");
    const ui::Screen screen = screen_of(kiosk.state);
    ASSERT_TRUE(screen.dialog.has_value());
    const std::string words = plain(words_of(*screen.dialog));
    EXPECT_NE(words.find("Take back: 1 token"), std::string::npos) << words;
    EXPECT_EQ(words.find("To add"), std::string::npos) << words;
    EXPECT_EQ(kiosk.press("swap/n1").votes(), "n1=8 n2=2");
}

TEST(Points, ASwapOfTheLastTokenTakesItOut) {
    Kiosk kiosk = voter_with(ten_tokens());
    kiosk.choose("n1", 6).choose("n2", 3).choose("n3", 1).choose("n4", 1);
    EXPECT_EQ(kiosk.press("swap/n3").votes(), "n1=6 n2=3 n4=1");
}

TEST(Points, AllTokensMustGoWhereTheRoundSaysSo) {
    BallotRules rules = ten_tokens();
    rules.exactly_all = true;
    Kiosk kiosk = voter_with(rules);
    kiosk.choose("n1", 6).choose("n2", 3);
    EXPECT_FALSE(is_ready(kiosk.state));
    EXPECT_NE(still_needed(kiosk.state).find("1 more token"), std::string::npos)
        << still_needed(kiosk.state);
    kiosk.choose("n2", 4);
    EXPECT_TRUE(is_ready(kiosk.state));
}

BallotRules score_one_to_five(ballot::ScoreGap gap) {
    BallotRules rules = rules_of(BallotType::score);
    rules.lowest = 1;
    rules.highest = 5;
    rules.gap = gap;
    return rules;
}

TEST(Score, AScoreOutsideTheRangeIsRefused) {
    Kiosk kiosk = voter_with(score_one_to_five(ballot::ScoreGap::ignored));
    kiosk.choose("n1", 5).choose("n2", 6);
    EXPECT_EQ(kiosk.votes(), "n1=5");
    expect_refused(kiosk, Reason::out_of_range);
}

TEST(Score, AGapIsUnfinishedWhereTheRoundRefusesGaps) {
    Kiosk kiosk = voter_with(score_one_to_five(ballot::ScoreGap::refused));
    for (const char* id : {"n1", "n2", "n3", "n4", "n5"}) kiosk.choose(id, 3);
    EXPECT_FALSE(is_ready(kiosk.state));
    kiosk.choose("n6", 1);
    EXPECT_TRUE(is_ready(kiosk.state));
}

BallotRules rank_three() {
    BallotRules rules = rules_of(BallotType::ranking);
    rules.max_chosen = 3;
    return rules;
}

TEST(Ranking, TapsGiveTheNextPlace) {
    Kiosk kiosk = voter_with(rank_three());
    EXPECT_EQ(kiosk.rank("n5").rank("n1").rank("n3").votes(), "n1=2 n3=3 n5=1");
}

TEST(Ranking, ASecondTapTakesOutAndThoseBelowMoveUp) {
    Kiosk kiosk = voter_with(rank_three());
    kiosk.rank("n5").rank("n1").rank("n3").rank("n5");
    EXPECT_EQ(kiosk.votes(), "n1=1 n3=2");
}

TEST(Ranking, UpAndDownChangePlaces) {
    Kiosk kiosk = voter_with(rank_three());
    kiosk.rank("n5").rank("n1").rank("n3");
    kiosk.send(event::RankMove{proposal_id("n3"), event::Direction::up});
    EXPECT_EQ(kiosk.votes(), "n1=3 n3=2 n5=1");
    kiosk.send(event::RankMove{proposal_id("n5"), event::Direction::up});  // is first already
    EXPECT_EQ(kiosk.votes(), "n1=3 n3=2 n5=1");
}

TEST(Ranking, AFullRankingOffersASwapThatEndsLast) {
    Kiosk kiosk = voter_with(rank_three());
    kiosk.rank("n5").rank("n1").rank("n3").rank("n2");
    EXPECT_EQ(kiosk.votes(), "n1=2 n3=3 n5=1");
    expect_refused(kiosk, Reason::too_many);
    EXPECT_EQ(swaps_of(kiosk), "n1 n3 n5");
    EXPECT_EQ(kiosk.send(event::AcceptSwap{proposal_id("n5")}).votes(), "n1=1 n2=3 n3=2");
}

// What a button offers must be there to have: no fourth place of three.
TEST(Ranking, AFullRankingSaysSoOnEveryOtherProposal) {
    Kiosk kiosk = voter_with(rank_three());
    const auto button = [&kiosk] {
        kiosk.send(event::ShowDetails{proposal_id("n2")});
        const ui::Screen screen = screen_of(kiosk.state);
        kiosk.send(event::Back{});
        for (const ui::Element* part : {&screen.body, &screen.footers.front()})
            if (const auto* found = find_in(*part, "vote/n2")) return *found;
        return ui::Element{};
    };
    kiosk.rank("n5").rank("n1");
    EXPECT_NE(plain(words_of(button())).find("Make it 3"), std::string::npos);
    EXPECT_TRUE(button().enabled);
    kiosk.rank("n3");
    EXPECT_NE(plain(words_of(button())).find("3 of 3 used"), std::string::npos);
    EXPECT_FALSE(button().enabled);
    EXPECT_NE(button().reason.find("no more than"), std::string::npos) << button().reason;
}

TEST(Ranking, ARankCannotBeSetByNumber) {
    Kiosk kiosk = voter_with(rank_three());
    EXPECT_EQ(kiosk.choose("n1", 2).votes(), "");
}

TEST(Amount, StepsBetweenLeastAndCost) {
    Kiosk kiosk = voter_with(rules_of(BallotType::amount));
    kiosk.choose("n2", 75'000);
    EXPECT_EQ(kiosk.votes(), "n2=75000");
    kiosk.choose("n2", 60'000);
    EXPECT_EQ(kiosk.votes(), "n2=75000");
    EXPECT_TRUE(kiosk.state.session.notice.has_value());
}

// The three ask for £3,000, £4,000 and £5,000 of a pot of £10,000.
TEST(Amount, OfMoreThanThePotHasNothingIsLeft) {
    Kiosk kiosk = voter_with(rules_of(BallotType::amount));
    kiosk.choose("n3", 300'000).choose("n4", 400'000).choose("n5", 500'000);
    EXPECT_EQ(kiosk.votes(), "n3=300000 n4=400000 n5=500000");
    const std::string words = plain(words_of(screen_of(kiosk.state).footers.front()));
    EXPECT_NE(words.find("north: £0 left"), std::string::npos) << words;
}

BallotRules two_plus_one_minus() {
    BallotRules rules = rules_of(BallotType::plus_minus);
    rules.max_plus = 2;
    rules.max_minus = 1;
    return rules;
}

TEST(PlusMinus, AMinusNeedsAPlusFirst) {
    Kiosk kiosk = voter_with(two_plus_one_minus());
    kiosk.choose("n1", -1);
    EXPECT_EQ(kiosk.votes(), "");
    expect_refused(kiosk, Reason::minus_before_plus);
    kiosk.send(event::DismissNotice{}).choose("n2", 1).choose("n1", -1);
    EXPECT_EQ(kiosk.votes(), "n1=-1 n2=1");
}

TEST(PlusMinus, TheOnlyPlusCannotLeaveAMinusAlone) {
    Kiosk kiosk = voter_with(two_plus_one_minus());
    kiosk.choose("n2", 1).choose("n1", -1).drop("n2");
    EXPECT_EQ(kiosk.votes(), "n1=-1 n2=1");
    expect_refused(kiosk, Reason::minus_before_plus);
    EXPECT_NE(kiosk.asked_for<effect::Play>(), nullptr);
}

constexpr const char* plus_goes = "goes with it.";

TEST(PlusMinus, TheMinusIsOfferedAndThePlusGoesWithIt) {
    Kiosk kiosk = voter_with(two_plus_one_minus());
    kiosk.choose("n2", 1).choose("n1", -1).drop("n2");
    EXPECT_EQ(swaps_of(kiosk), "n1");
    const ui::Screen screen = screen_of(kiosk.state);
    ASSERT_TRUE(screen.dialog.has_value());
    const std::string words = plain(words_of(*screen.dialog));
    EXPECT_NE(words.find("Take your minus back first."), std::string::npos) << words;
    EXPECT_NE(words.find("1 minus"), std::string::npos) << words;
    EXPECT_EQ(words.find("Give a plus"), std::string::npos) << words;
    EXPECT_NE(words.find(plus_goes), std::string::npos) << words;
    EXPECT_EQ(kiosk.press("swap/n1").votes(), "");
    EXPECT_FALSE(kiosk.state.session.notice.has_value());
    EXPECT_EQ(kiosk.send(event::Undo{}).votes(), "n1=-1 n2=1") << "it was one change";
}

TEST(PlusMinus, OfTwoMinusesBothGoOneByOneBeforeThePlus) {
    BallotRules rules = two_plus_one_minus();
    rules.max_minus = 2;
    Kiosk kiosk = voter_with(rules);
    kiosk.choose("n2", 1).choose("n1", -1).choose("n3", -1).drop("n2");
    EXPECT_EQ(swaps_of(kiosk), "n1 n3");
    const auto says_so = [&] {
        return words_of(*screen_of(kiosk.state).dialog).find(plus_goes) != std::string::npos;
    };
    EXPECT_FALSE(says_so()) << "the first of two takes no plus";
    EXPECT_EQ(kiosk.press("swap/n3").votes(), "n1=-1 n2=1");
    EXPECT_TRUE(says_so());
    EXPECT_EQ(swaps_of(kiosk), "n1");
    EXPECT_EQ(kiosk.press("swap/n1").votes(), "");
}

TEST(Undo, TakesBackTheLastChangeAndOnlyThat) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    kiosk.choose("n1").choose("n2").drop("n1").send(event::Undo{});
    EXPECT_EQ(kiosk.votes(), "n1=1 n2=1");
    kiosk.send(event::Undo{}).send(event::Undo{}).send(event::Undo{});
    EXPECT_EQ(kiosk.votes(), "");
}

TEST(StartAgain, AsksFirstAndCanBeUndone) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    kiosk.choose("n1").choose("n2").send(event::StartAgainConfirm{});
    EXPECT_EQ(kiosk.votes(), "n1=1 n2=1");
    kiosk.send(event::StartAgainAsk{}).send(event::StartAgainConfirm{});
    EXPECT_EQ(kiosk.votes(), "");
    EXPECT_EQ(kiosk.send(event::Undo{}).votes(), "n1=1 n2=1");
}

TEST(StartAgain, IsPressedOnReviewAndDestroysTheEnvelope) {
    Kiosk kiosk;
    kiosk.at_review().press("start-again");
    EXPECT_EQ(kiosk.state.overlay, Overlay::confirm_restart);
    kiosk.press("confirm-restart/yes");
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
    EXPECT_EQ(kiosk.votes(), "");
    EXPECT_EQ(kiosk.state.session.code, "");
    EXPECT_NE(kiosk.asked_for<effect::DiscardSealed>(), nullptr);
    EXPECT_EQ(kiosk.press("undo").votes(), "n1=1");
}

TEST(StartAgain, IsFoundInTheSettingsWhileChoosing) {
    Kiosk kiosk;
    kiosk.at_ballot().send(event::OpenOverlay{Overlay::access});
    EXPECT_FALSE(event_of(kiosk.state, "access/start-again").has_value()) << "nothing is chosen";
    kiosk.send(event::CloseOverlay{}).choose("n1").send(event::OpenOverlay{Overlay::access});
    kiosk.press("access/start-again");
    EXPECT_EQ(kiosk.state.overlay, Overlay::confirm_restart);
    EXPECT_EQ(kiosk.press("confirm-restart/yes").votes(), "");
    EXPECT_EQ(kiosk.press("undo").votes(), "n1=1");
}

TEST(StartAgain, ThoughtBetterOfKeepsTheEnvelope) {
    Kiosk kiosk;
    kiosk.at_review().press("start-again").press("confirm-restart/no").press("cast");
    EXPECT_EQ(kiosk.times_asked<effect::CastSealed>(), 1U);
    EXPECT_EQ(kiosk.times_asked<effect::DiscardSealed>(), 0U);
}

TEST(StartAgain, IsNotTakenWhileAnEnvelopeIsOpened) {
    Kiosk kiosk;
    kiosk.at_review().check().press("start-again");
    EXPECT_EQ(kiosk.state.overlay, Overlay::none);
}

TEST(Votes, AForeignProposalIsIgnored) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    EXPECT_EQ(kiosk.choose("x1").votes(), "");
    EXPECT_FALSE(kiosk.state.session.notice.has_value());
}

TEST(Votes, NothingChangesUnderAnOverlayOrOnReview) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    kiosk.send(event::OpenOverlay{Overlay::access}).choose("n1");
    EXPECT_EQ(kiosk.votes(), "");
    kiosk.send(event::CloseOverlay{}).send(event::GoToReview{}).choose("n1");
    EXPECT_EQ(kiosk.votes(), "");
}

TEST(Votes, ChangingLanguageAndEverySettingKeepsThem) {
    Kiosk kiosk = voter_with(approval_up_to(3));
    kiosk.choose("n1").send(event::SetLanguage{"cy"}).send(event::SetTextSize{TextSize::largest});
    kiosk.send(event::SetTheme{Theme::high_dark}).send(event::ResetAccess{});
    EXPECT_EQ(kiosk.votes(), "n1=1");
    EXPECT_EQ(kiosk.state.access, Access{});
}

// Two plus and two minus marks.
ballot::BallotRules two_and_two() {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::plus_minus;
    rules.max_plus = rules.max_minus = 2;
    return rules;
}

TEST(PlusMinus, ASwapTakesOnlyThePlusThatIsNeeded) {
    Kiosk kiosk(make_round(two_and_two()));
    kiosk.at_ballot().choose("n1", 2).choose("n2", 1);
    ASSERT_TRUE(kiosk.state.session.notice.has_value());
    const std::string words = plain(words_of(*screen_of(kiosk.state).dialog));
    EXPECT_NE(words.find("At most: 2 plus."), std::string::npos) << words;
    EXPECT_NE(words.find("Take back: 1 plus"), std::string::npos) << words;
    kiosk.send(event::AcceptSwap{proposal_id("n1")});
    EXPECT_EQ(kiosk.votes(), "n1=1 n2=1");
}

TEST(PlusMinus, ASwapTakesOnlyTheMinusThatIsNeeded) {
    Kiosk kiosk(make_round(two_and_two()));
    kiosk.at_ballot().choose("n1", 1).choose("n2", -2).choose("n3", -1);
    ASSERT_TRUE(kiosk.state.session.notice.has_value());
    const std::string words = plain(words_of(*screen_of(kiosk.state).dialog));
    EXPECT_NE(words.find("At most: 2 minus."), std::string::npos) << words;
    EXPECT_NE(words.find("Take back: 1 minus"), std::string::npos) << words;
    kiosk.send(event::AcceptSwap{proposal_id("n2")});
    EXPECT_EQ(kiosk.votes(), "n1=1 n2=-1 n3=-1");
}

// There is something to take back: what is used up are the minus marks.
TEST(PlusMinus, MinusAtItsLimitSaysThatItIs) {
    Kiosk kiosk(make_round(two_and_two()));
    kiosk.at_ballot().choose("n1", 1).choose("n2", -2);
    kiosk.send(event::ShowDetails{proposal_id("n2")});
    const ui::Screen screen = screen_of(kiosk.state);
    const ui::Element* less = find_in(screen.body, "vote/n2/less");
    ASSERT_NE(less, nullptr);
    EXPECT_EQ(plain(less->reason), "At most: 2 minus.");
}

// n1 … n4 cost 1,000 to 4,000, the pot is empty then; n6 costs 6,000: two have to go.
TEST(Knapsack, WhereNoSwapMakesRoomTheOthersAreTakenOutOneByOne) {
    Kiosk kiosk = voter_with(rules_of(BallotType::knapsack));
    for (const char* id : {"n1", "n2", "n3", "n4"}) kiosk.choose(id);
    kiosk.choose("n6");
    EXPECT_EQ(swaps_of(kiosk), "n1 n2 n3 n4");
    const std::string words = plain(words_of(*screen_of(kiosk.state).dialog));
    EXPECT_NE(words.find("Remove"), std::string::npos) << words;
    EXPECT_EQ(words.find("Swap"), std::string::npos) << words;
    EXPECT_EQ(kiosk.press("swap/n4").votes(), "n1=1 n2=1 n3=1");
    EXPECT_EQ(swaps_of(kiosk), "n2 n3") << "now either makes room";
    EXPECT_EQ(kiosk.press("swap/n2").votes(), "n1=1 n3=1 n6=1");
}

TEST(Knapsack, WhatCostsMoreThanThePotTakesNothingOut) {
    ballot::Round round = make_round(rules_of(BallotType::knapsack));
    round.proposals[5].cost = ballot::Pence(1'000'001);
    Kiosk kiosk(round);
    kiosk.at_ballot().choose("n1").choose("n6");
    ASSERT_TRUE(kiosk.state.session.notice.has_value());
    EXPECT_EQ(swaps_of(kiosk), "");
}

}  // namespace
}  // namespace tallystick::app
