// SPDX-License-Identifier: GPL-3.0-or-later
// What the last screen says of each pot: what is missing where something is, and "that is allowed"
// only where it is.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

using ballot::BallotType;

// What review says is open in that pot, or "".
std::string open_in(const Kiosk& kiosk, const std::string& pot) {
    EXPECT_EQ(kiosk.state.screen, Screen::review);
    const ui::Screen screen = screen_of(kiosk.state);
    const ui::Element* open = find_in(screen.body, "open/" + pot);
    return open ? plain(open->label) : "";
}

Kiosk at_review_with(const ballot::BallotRules& north, const std::vector<std::string>& chosen) {
    Kiosk kiosk(make_round(north));
    kiosk.at_ballot();
    for (const std::string& id : chosen) kiosk.choose(id);
    return kiosk.send(event::ShowScores{}).send(event::GoToReview{});
}

ballot::BallotRules exactly(std::int64_t count) {
    ballot::BallotRules rules = approval_up_to(count);
    rules.min_chosen = count;
    return rules;
}

TEST(LeftOpen, AnEmptyPotThatNeedsThreeIsNotCalledAllowed) {
    const Kiosk kiosk = at_review_with(exactly(3), {"b1", "b2", "b3"});
    EXPECT_EQ(open_in(kiosk, "north"), "north: choose 3 more proposals.");
    EXPECT_EQ(open_in(kiosk, "borough"), "");
}

TEST(LeftOpen, BelowTheLeastItSaysWhatIsNeededNotWhatIsPossible) {
    const Kiosk kiosk = at_review_with(exactly(3), {"n1", "b1"});
    EXPECT_EQ(open_in(kiosk, "north"), "north: choose 2 more proposals.");
    EXPECT_EQ(open_in(kiosk, "borough"), "borough: you can still choose 2 proposals.");
}

TEST(LeftOpen, TokensThatMustAllGoAreAskedFor) {
    ballot::BallotRules tokens;
    tokens.type = BallotType::points;
    tokens.total = 10;
    tokens.max_each = 6;
    tokens.exactly_all = true;
    EXPECT_EQ(open_in(at_review_with(tokens, {"b1"}), "north"), "north: give away 10 more tokens.");
}

// One of six proposals has a score.
TEST(LeftOpen, ScoresThatMustNotMissAreAskedFor) {
    ballot::BallotRules scores;
    scores.type = BallotType::score;
    scores.lowest = 1;
    scores.highest = 5;
    scores.gap = ballot::ScoreGap::refused;
    const auto missing = [&](const std::vector<std::string>& chosen) {
        const Kiosk kiosk = at_review_with(scores, chosen);
        EXPECT_EQ(open_in(kiosk, "north"), "");  // they are listed, once
        const ui::Screen screen = screen_of(kiosk.state);
        const ui::Element* all = find_in(screen.body, "missing");
        return all ? plain(all->label) : "";
    };
    EXPECT_EQ(missing({"n1", "b1"}), "north: score 5 more proposals.");
    EXPECT_EQ(missing({"b1"}), "north: score 6 more proposals.");
}

TEST(LeftOpen, WhatMayBeEmptyIsSaidToBe) {
    const Kiosk kiosk = at_review_with(approval_up_to(3), {"n1"});
    EXPECT_EQ(open_in(kiosk, "borough"), "borough: you chose nothing. That is allowed.");
    EXPECT_EQ(open_in(kiosk, "north"), "north: you can still choose 2 proposals.");
}

// Nothing at all is allowed here although three in each are asked of whoever chooses.
TEST(LeftOpen, AnEmptyVoteIsAllowedWhereTheRoundSaysSo) {
    EXPECT_EQ(open_in(at_review_with(exactly(3), {}), "north"),
              "north: you chose nothing. That is allowed.");
}

TEST(LeftOpen, WhereNothingAtAllIsRefusedNoPotIsCalledAllowed) {
    ballot::Round round = make_round(approval_up_to(3));
    round.blank_ballots = false;
    Kiosk kiosk(round);
    kiosk.at_ballot().send(event::GoToReview{});
    EXPECT_EQ(open_in(kiosk, "north"), "");
    EXPECT_EQ(open_in(kiosk, "borough"), "");
    EXPECT_FALSE(is_ready(kiosk.state));
}

}  // namespace
}  // namespace tallystick::app
