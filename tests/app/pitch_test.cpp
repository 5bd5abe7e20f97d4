// SPDX-License-Identifier: GPL-3.0-or-later
// Scoring one proposal a screen, and all of them with the gaps marked.
#include <gtest/gtest.h>

#include <app/screens.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

ballot::BallotRules one_to_five(ballot::ScoreGap gap) {
    ballot::BallotRules rules;
    rules.type = ballot::BallotType::score;
    rules.lowest = 1;
    rules.highest = 5;
    rules.gap = gap;
    return rules;
}

Kiosk at_pitches(ballot::ScoreGap gap = ballot::ScoreGap::refused) {
    Kiosk kiosk(make_round(one_to_five(gap)));
    kiosk.at_ballot();
    return kiosk;
}

// The target `id` is on the screen and is pressed.
void press(Kiosk& kiosk, const std::string& id) {
    const auto event = event_of(kiosk.state, id);
    ASSERT_TRUE(event.has_value()) << id;
    kiosk.send(*event);
}

std::string shown(const Kiosk& kiosk) {
    if (kiosk.state.screen != Screen::pitch) return "";
    return kiosk.state.session.pitch->text();
}

// Without the marks that keep a text's direction.
std::string bare(std::string text) {
    for (const char* mark : {"\u2066", "\u2067", "\u2068", "\u2069"})
        for (std::size_t at = 0; (at = text.find(mark)) != std::string::npos;) text.erase(at, 3);
    return text;
}

// Whether anything in the tree of elements says `words`.
bool says(const ui::Element& e, const std::string& words) {
    if (bare(e.text) == words || bare(e.value) == words) return true;
    return std::any_of(e.children.begin(), e.children.end(),
                       [&](const ui::Element& child) { return says(child, words); });
}

TEST(Pitch, ProposalsComeOneAtATimeInTheOrderOfTheirNumbers) {
    Kiosk kiosk = at_pitches();
    for (const char* id : {"n1", "n2", "n3", "n4", "n5"}) {
        EXPECT_EQ(shown(kiosk), id);
        press(kiosk, std::string("vote/") + id + "/4");
        press(kiosk, "pitch/next");
    }
    EXPECT_EQ(shown(kiosk), "n6");
    EXPECT_FALSE(event_of(kiosk.state, "pitch/next").has_value());
    press(kiosk, "pitch/all");
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
    EXPECT_EQ(kiosk.votes(), "n1=4 n2=4 n3=4 n4=4 n5=4");
}

TEST(Pitch, EscGoesBackOneProposalAndFromTheFirstToHowItWorks) {
    Kiosk kiosk = at_pitches();
    press(kiosk, "pitch/next");
    press(kiosk, "pitch/before");
    EXPECT_EQ(shown(kiosk), "n1");
    press(kiosk, "pitch/next");
    kiosk.send(event::Back{});
    EXPECT_EQ(shown(kiosk), "n1");
    kiosk.send(event::Back{});
    EXPECT_EQ(kiosk.state.screen, Screen::how);
}

TEST(Pitch, HowItWorksLeadsToTheFirstGapAndWithoutOneToAllScores) {
    Kiosk kiosk = at_pitches();
    kiosk.choose("n1", 2).choose("n2", 3).send(event::ShowScores{}).send(event::Back{});
    kiosk.send(event::Continue{});
    EXPECT_EQ(shown(kiosk), "n3");
    for (const char* id : {"n3", "n4", "n5", "n6"}) kiosk.choose(id, 1);
    kiosk.send(event::ShowScores{}).send(event::Back{}).send(event::Continue{});
    EXPECT_EQ(kiosk.state.screen, Screen::ballot);
}

TEST(Pitch, DetailsLeadBackToTheSamePitch) {
    Kiosk kiosk = at_pitches();
    press(kiosk, "pitch/next");
    press(kiosk, "details/n2");
    EXPECT_EQ(kiosk.state.screen, Screen::details);
    kiosk.send(event::Back{});
    EXPECT_EQ(shown(kiosk), "n2");
}

TEST(Scores, TheGapsAreMarkedAndLeadToTheirPages) {
    Kiosk kiosk = at_pitches();
    kiosk.choose("n1", 5).send(event::ShowScores{});
    const ui::Screen screen = screen_of(kiosk.state);
    const auto grid = std::find_if(screen.body.children.begin(), screen.body.children.end(),
                                   [](const ui::Element& e) { return e.make != nullptr; });
    ASSERT_NE(grid, screen.body.children.end());
    ASSERT_EQ(grid->made_count, 6U);
    EXPECT_TRUE(says(grid->make(0), "Score 5 of 5"));
    EXPECT_TRUE(says(grid->make(1), "No score yet"));
    press(kiosk, "score/n4");
    EXPECT_EQ(shown(kiosk), "n4");
}

// Somebody who means "first" would give a 1.
TEST(Scores, SayWhichEndIsGood) {
    const Kiosk kiosk = at_pitches();
    const ballot::Pot& pot = *kiosk.state.round().find_pot(pot_id("north"));
    EXPECT_EQ(bare(how_to(kiosk.state, pot)),
              "north: give each proposal a score from 1 to 5. 5 means you like it most.");
    const ui::Screen screen = screen_of(kiosk.state);
    const auto card = std::find_if(screen.body.children.begin(), screen.body.children.end(),
                                   [](const ui::Element& e) { return e.make != nullptr; });
    ASSERT_NE(card, screen.body.children.end());
    const ui::Element made = card->make(0);
    const auto key = [&](const std::string& score) {
        const ui::Element* found = find_in(made, "vote/n1/" + score);
        return found == nullptr ? std::pair<std::string, std::string>()
                                : std::pair(bare(words_of(*found)), bare(found->label));
    };
    EXPECT_EQ(key("1").first, " 1: least");
    EXPECT_EQ(key("1").second.substr(0, 16), "Score 1, least, ");
    EXPECT_EQ(key("3").first, " 3");
    EXPECT_EQ(key("5").first, " 5: most");
    EXPECT_EQ(key("5").second.substr(0, 15), "Score 5, most, ");
}

// Five of six scored in north, borough as it may be.
TEST(Scores, ReviewListsWhatIsMissingFirstAndLeadsThere) {
    Kiosk kiosk = at_pitches();
    for (const char* id : {"n1", "n2", "n4", "n5"}) kiosk.choose(id, 3);
    kiosk.send(event::ShowScores{}).send(event::GoToReview{});
    const ui::Screen screen = screen_of(kiosk.state);
    const auto grid = std::find_if(screen.body.children.begin(), screen.body.children.end(),
                                   [](const ui::Element& e) { return e.make != nullptr; });
    ASSERT_NE(grid, screen.body.children.end());
    ASSERT_EQ(grid->made_count, 2U);
    EXPECT_EQ(grid->make(0).id, "score/n3");
    EXPECT_EQ(grid->make(1).id, "score/n6");
    EXPECT_TRUE(says(grid->make(1), "No score yet"));
    const ui::Element* go = find_in(screen.footers.front(), "score-missing");
    ASSERT_NE(go, nullptr);
    EXPECT_EQ(bare(go->label), "Score the other 2");
    EXPECT_EQ(find_in(screen.footers.front(), "cast"), nullptr);
    press(kiosk, "score/n6");
    EXPECT_EQ(shown(kiosk), "n6");
}

// n3 and n6 are the gaps: from the one to the other, and then to all scores.
TEST(Scores, FromOneGapToTheNextAndThenToAll) {
    Kiosk kiosk = at_pitches();
    for (const char* id : {"n1", "n2", "n4", "n5"}) kiosk.choose(id, 3);
    kiosk.send(event::ShowScores{}).send(event::GoToReview{});
    press(kiosk, "score-missing");
    EXPECT_EQ(shown(kiosk), "n3");
    press(kiosk, "vote/n3/2");
    press(kiosk, "pitch/next");
    EXPECT_EQ(shown(kiosk), "n6");
    press(kiosk, "pitch/before");
    EXPECT_EQ(shown(kiosk), "n5");
    kiosk.choose("n6", 2);
    const ui::Screen screen = screen_of(kiosk.state);
    const ui::Element* all = find_in(screen.footers.front(), "pitch/all");
    ASSERT_NE(all, nullptr);
    EXPECT_EQ(all->look, ui::Look::proceed);
    press(kiosk, "pitch/next");
    EXPECT_EQ(shown(kiosk), "n6");
}

// Of six proposals one has a score: five gaps, which the round refuses, counts as 0 or leaves out.
TEST(Scores, ReviewSaysWhatAGapMeans) {
    const auto review = [](ballot::ScoreGap gap) {
        Kiosk kiosk = at_pitches(gap);
        kiosk.choose("n1", 5).send(event::ShowScores{}).send(event::GoToReview{});
        return kiosk;
    };
    const std::string zero = "north: you gave no score to 5 proposals. They count as 0.";
    const std::string ignored = "north: you gave no score to 5 proposals. That is allowed.";
    EXPECT_TRUE(says(screen_of(review(ballot::ScoreGap::zero).state).body, zero));
    EXPECT_TRUE(says(screen_of(review(ballot::ScoreGap::ignored).state).body, ignored));
    const Kiosk refused = review(ballot::ScoreGap::refused);
    EXPECT_FALSE(says(screen_of(refused.state).body, zero));
    EXPECT_FALSE(is_ready(refused.state));
    EXPECT_EQ(bare(still_needed(refused.state)), "north: score 5 more proposals.");
}

}  // namespace
}  // namespace tallystick::app
