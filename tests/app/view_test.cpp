// SPDX-License-Identifier: GPL-3.0-or-later
// What screens are told: visible proposals, use of the pots, the sentence of what is still needed.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

std::size_t visible(Kiosk& kiosk, const Browse& browse) {
    return visible_proposals(kiosk.send(event::SetBrowse{browse}).state).size();
}

TEST(Browse, FiltersByPotThemeNumberAndChosen) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1");
    EXPECT_EQ(visible(kiosk, {}), 12U);
    Browse pot;
    pot.pot = pot_id("north");
    EXPECT_EQ(visible(kiosk, pot), 6U);
    Browse theme;
    theme.theme = "even";
    EXPECT_EQ(visible(kiosk, theme), 6U);
    Browse number;
    number.number = "1";  // 1, 10, 11, 12
    EXPECT_EQ(visible(kiosk, number), 4U);
    Browse chosen;
    chosen.chosen_only = true;
    EXPECT_EQ(visible(kiosk, chosen), 1U);
}

TEST(Browse, WhatIsTakenOutOfTheVoteStaysInItsListUntilThatIsLeft) {
    Kiosk kiosk;
    Browse chosen;
    chosen.chosen_only = true;
    kiosk.at_ballot().choose("n1").choose("n2");
    EXPECT_EQ(visible(kiosk, chosen), 2U);
    kiosk.drop("n1");
    EXPECT_EQ(visible_proposals(kiosk.state).size(), 2U);
    Browse even = chosen;
    even.theme = "even";
    EXPECT_EQ(visible(kiosk, even), 1U) << "n2 alone";
    EXPECT_EQ(visible(kiosk, {}), 12U);
    EXPECT_EQ(visible(kiosk, chosen), 1U);
    kiosk.drop("n2").send(event::GoToReview{}).send(event::Back{});
    EXPECT_EQ(visible_proposals(kiosk.state).size(), 0U);
}

TEST(Browse, WhatIsNoDigitIsNotSearchedFor) {
    Kiosk kiosk;
    Browse browse;
    browse.number = "a1b2c3d4e5f6";
    kiosk.at_ballot().send(event::SetBrowse{browse});
    EXPECT_EQ(kiosk.state.session.browse.number, "12345");
}

TEST(Browse, DetailsComeBackToTheSameSpot) {
    Kiosk kiosk;
    Browse browse;
    browse.theme = "odd";
    browse.first = 3;
    kiosk.at_ballot().send(event::SetBrowse{browse});
    kiosk.send(event::ShowDetails{proposal_id("n3")});
    EXPECT_EQ(kiosk.state.screen, Screen::details);
    kiosk.send(event::Back{});
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
    EXPECT_EQ(kiosk.state.session.browse, browse);
}

TEST(Browse, CompareTakesTwoAndAThirdReplacesTheFirst) {
    Kiosk kiosk;
    kiosk.at_ballot().send(event::ToggleCompare{proposal_id("n1")}).send(event::ShowCompare{});
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
    kiosk.send(event::ToggleCompare{proposal_id("n2")});
    kiosk.send(event::ToggleCompare{proposal_id("n3")}).send(event::ShowCompare{});
    EXPECT_EQ(kiosk.state.screen, Screen::compare);
    EXPECT_EQ(kiosk.state.session.compare.front(), proposal_id("n2"));
}

TEST(Browse, FiltersAreOfferedFromSixteenProposals) {
    Kiosk kiosk;
    EXPECT_FALSE(offers_filters(kiosk.at_ballot().state));
}

TEST(Pots, UseIsCountedPotByPot) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").choose("n3").choose("b2");
    const std::vector<PotUse> uses = pots_in_use(kiosk.state);
    ASSERT_EQ(uses.size(), 2U);
    EXPECT_EQ(uses[0].chosen, 2);
    EXPECT_EQ(uses[0].money.value(), 400'000);
    EXPECT_EQ(uses[0].proposals, 6);
    EXPECT_EQ(uses[1].chosen, 1);
}

TEST(Pots, ARankingIsListedByRank) {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::ranking;
    rules.max_chosen = 3;
    Kiosk kiosk(make_round(rules));
    kiosk.at_ballot().rank("n5").rank("n1");
    const std::vector<PotUse> uses = pots_in_use(kiosk.state);
    ASSERT_EQ(uses[0].in_order.size(), 2U);
    EXPECT_EQ(uses[0].in_order[0], proposal_id("n5"));
}

std::string how_to_vote(const ballot::BallotRules& rules) {
    Kiosk kiosk(make_round(rules));
    return plain(how_to(kiosk.state, kiosk.state.round().pots.front()));
}

TEST(HowTo, SaysHowManyMarksThereAre) {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::plus_minus;
    rules.max_plus = 3;
    rules.max_minus = 1;
    EXPECT_EQ(how_to_vote(rules),
              "north: give a plus to what you want. Then you can give a minus. "
              "At most: 3 plus, 1 minus.");
}

TEST(HowTo, SaysNothingOfAMinusWhereThereIsNone) {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::plus_minus;
    rules.max_plus = 3;
    EXPECT_EQ(how_to_vote(rules), "north: give a plus to what you want. At most: 3 plus.");
    Kiosk kiosk(make_round(rules));
    kiosk.at_ballot().choose("n1", 2).send(event::ShowDetails{proposal_id("n1")});
    EXPECT_EQ(plain(pot_line(kiosk.state, pots_in_use(kiosk.state).front())), "north: 2 of 3 plus");
    const ui::Screen screen = screen_of(kiosk.state);
    for (const ui::Element* part : {&screen.body, &screen.footers.front()})
        EXPECT_EQ(words_of(*part).find("inus"), std::string::npos) << words_of(*part);
}

TEST(HowTo, SaysHowManyAreRequired) {
    ballot::BallotRules rules = approval_up_to(3);
    rules.min_chosen = 2;
    EXPECT_EQ(how_to_vote(rules), "north: choose up to 3 proposals. At least 2 proposals.");
    rules.min_chosen = 3;
    EXPECT_EQ(how_to_vote(rules), "north: choose exactly 3 proposals.");
}

TEST(HowTo, SaysHowManyAKnapsackTakes) {
    ballot::BallotRules rules = approval_up_to(4);
    rules.type = ballot::BallotType::knapsack;
    EXPECT_EQ(how_to_vote(rules),
              "north: choose proposals that cost no more than £10,000 together. "
              "At most 4 proposals.");
}

TEST(HowTo, SaysHowManyTokensOneProposalTakes) {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::points;
    rules.total = 10;
    rules.max_each = 4;
    EXPECT_EQ(how_to_vote(rules),
              "north: share out 10 tokens among the proposals you like. "
              "You can give one proposal no more than 4 tokens.");
}

TEST(HowTo, SaysThatEveryPlaceIsToBeFilled) {
    ballot::BallotRules rules = approval_up_to(3);
    rules.type = ballot::BallotType::ranking;
    rules.exactly_all = true;
    EXPECT_EQ(how_to_vote(rules),
              "north: touch up to 3 proposals, the one you like best first. "
              "At least 3 proposals.");
}

TEST(StillNeeded, EveryScreenOfASessionHasASentence) {
    Kiosk kiosk;
    kiosk.open();
    EXPECT_FALSE(still_needed(kiosk.state).empty());
    kiosk.send(event::Start{});
    EXPECT_FALSE(still_needed(kiosk.state).empty());
    kiosk.send(event::CardScanned{"card"});
    kiosk.send(event::CardAccepted{style_id("north"), "0123abcd", 7});
    EXPECT_NE(still_needed(kiosk.state).find("not cast yet"), std::string::npos);
    kiosk.send(event::Continue{});
    EXPECT_EQ(still_needed(kiosk.state), "Choose a proposal first, or go on.");
    kiosk.choose("n1");
    EXPECT_NE(still_needed(kiosk.state).find("not cast yet"), std::string::npos);
    // "Go on to check your choices" where no button does is no help.
    State beside = kiosk.state;
    for (const auto screen : {Screen::details, Screen::compare, Screen::pitch}) {
        beside.screen = screen;
        EXPECT_EQ(still_needed(beside), "Your vote is not cast yet.");
    }
    kiosk.send(event::GoToReview{}).send(event::Sealed{"CODE"});
    EXPECT_NE(still_needed(kiosk.state).find("Yes, cast my vote"), std::string::npos);
    kiosk.send(event::Cast{});
    EXPECT_FALSE(still_needed(kiosk.state).empty());
    kiosk.send(event::Stored{"CODE", "receipt"});
    EXPECT_EQ(still_needed(kiosk.state), "Your vote is in");
}

// Three of three is full, whatever they cost of the pot: there is no limit of money here.
TEST(Gauge, CountsInPartsOfOneSizeWhereMoneyHasNoLimit) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").choose("n6").choose("n2");
    const ui::Screen screen = screen_of(kiosk.state);
    const ui::Element* bar = find_in(screen.footers.front(), "meter/north");
    ASSERT_NE(bar, nullptr);
    EXPECT_EQ(bar->whole, 3);
    ASSERT_EQ(bar->parts.size(), 3U);
    for (const auto& part : bar->parts) EXPECT_EQ(part.amount, 1);
    EXPECT_EQ(plain(bar->label), "north: 3 of 3 chosen");
    EXPECT_EQ(plain(words_of(screen.footers.front())).find("£"), std::string::npos);
}

// What is left of the tokens comes first, as their discs show it.
TEST(Gauge, SaysWhatIsLeftOfTheTokensFirst) {
    ballot::BallotRules tokens;
    tokens.type = ballot::BallotType::points;
    tokens.total = 10;
    tokens.max_each = 6;
    Kiosk kiosk(make_round(tokens));
    kiosk.at_ballot().choose("n1", 3);
    const std::string words = plain(words_of(screen_of(kiosk.state).footers.front()));
    const auto left = words.find("north: 7 tokens left");
    const auto given = words.find("3 given");
    EXPECT_NE(left, std::string::npos) << words;
    EXPECT_NE(given, std::string::npos) << words;
    EXPECT_LT(left, given);
}

}  // namespace
}  // namespace tallystick::app
