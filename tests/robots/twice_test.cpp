// SPDX-License-Identifier: GPL-3.0-or-later
// One button pressed twice at once: what it did stays done.
#include "fingers.h"

namespace tallystick::robots {
namespace {

using ballot::BallotType;

// Twenty, of which as many as one likes: the list has its filters.
ballot::Round many() {
    ballot::Round round = round_of(BallotType::approval);
    const ballot::Proposal first = round.proposals.front();
    for (ballot::Pot& pot : round.pots) pot.ballot.max_chosen = 0;
    for (std::int64_t number = 13; number <= 20; ++number) {
        ballot::Proposal more = first;
        more.id = ballot::ProposalId::parse("robot-proposal-" + std::to_string(number)).value();
        more.number = number;
        round.proposals.push_back(more);
    }
    return round;
}

class TwiceOf : public Fingers {
protected:
    explicit TwiceOf(ballot::Round round) : Fingers(std::move(round)) {}
    [[nodiscard]] std::string votes() const {
        std::string text;
        for (const auto& [id, value] : state().session.votes)
            text += (text.empty() ? "" : " ") + id.text().substr(15) + "=" + std::to_string(value);
        return text;
    }
    // On the page of the list that holds it; each card has an order of its own.
    void press_twice(const std::string& id) {
        while (robot->shows("page/back")) robot->press("page/back");
        while (!robot->shows(id)) robot->press("page/more");
        tap_twice(id, 150);
    }
    // The keys Enter, or the switch, on a focus that is shown there.
    void key_twice(const std::string& id, int key, std::int64_t apart) {
        robot->press(id);
        key_after(apart, key);
    }
};

class Twice : public TwiceOf {
protected:
    Twice() : TwiceOf(round_of(BallotType::approval)) {}
};
class TwiceOneOf : public TwiceOf {
protected:
    TwiceOneOf() : TwiceOf(round_of(BallotType::choose_one)) {}
};
class TwicePlaces : public TwiceOf {
protected:
    TwicePlaces() : TwiceOf(round_of(BallotType::ranking)) {}
};
class TwiceScores : public TwiceOf {
protected:
    TwiceScores() : TwiceOf(round_of(BallotType::score)) {}
};
class TwiceTokens : public TwiceOf {
protected:
    TwiceTokens() : TwiceOf(round_of(BallotType::points)) {}
};
class TwiceAmongMany : public TwiceOf {
protected:
    TwiceAmongMany() : TwiceOf(many()) {}
    // Above the list, or in the dialog that opens there.
    void show(const std::string& filter) {
        while (robot->shows("page/back")) robot->press("page/back");
        const bool above = robot->shows(filter);
        if (!above) robot->press("find");
        robot->press(filter);
        if (!above) robot->press("find/close");
    }
};

TEST_F(Twice, ASecondTapOnAddTakesNothingOut) {
    press_twice("vote/robot-proposal-3");
    EXPECT_EQ(votes(), "3=1");
    robot->press("vote/robot-proposal-3");
    EXPECT_EQ(votes(), "") << "and the next one, after a look, does";
}

TEST_F(Twice, ASecondTapOnRemovePutsNothingBack) {
    robot->press("vote/robot-proposal-3");
    press_twice("vote/robot-proposal-3");
    EXPECT_EQ(votes(), "");
}

TEST_F(Twice, AHandThatTremblesForLongTapsOnce) {
    press_twice("vote/robot-proposal-3");
    for (int i = 0; i < 10; ++i) {
        let_pass(150);
        push_tap(rect_of("vote/robot-proposal-3"));
        kiosk->step(0);
    }
    EXPECT_EQ(votes(), "3=1");
}

TEST_F(Twice, AnotherProposalCanBeAddedAtOnce) {
    std::vector<std::string> ids;
    for (const auto* target : kiosk->tree().targets())
        if (target->id.starts_with("vote/")) ids.push_back(target->id);
    ASSERT_GE(ids.size(), 2U);
    robot->press(ids[0]);
    let_pass(50);
    push_tap(rect_of(ids[1]));
    kiosk->step(0);
    EXPECT_EQ(chosen(), 2U);
}

TEST_F(Twice, ASecondEnterTakesNothingOut) {
    robot->set_method(InputMethod::keyboard);
    key_twice("vote/robot-proposal-3", SDLK_RETURN, 150);
    EXPECT_EQ(votes(), "3=1");
    key_after(1000, SDLK_RETURN);
    EXPECT_EQ(votes(), "");
}

TEST_F(Twice, ASecondPressOfTheSwitchTakesNothingOut) {
    robot->set_method(InputMethod::switches);
    key_twice("vote/robot-proposal-3", SDLK_F8, 150);
    EXPECT_EQ(votes(), "3=1");
}

TEST_F(TwiceOneOf, ASecondTapOnTheOneChosenKeepsIt) {
    press_twice("vote/robot-proposal-1");
    EXPECT_EQ(votes(), "1=1");
}

// Taken out, those below move up; put back, it would be the last of the three.
TEST_F(TwicePlaces, ASecondTapOnThePlaceGivesNoOther) {
    for (const char* id : {"1", "2", "3"}) robot->press("vote/robot-proposal-" + std::string(id));
    press_twice("vote/robot-proposal-1");
    EXPECT_EQ(votes(), "2=1 3=2");
}

TEST_F(TwicePlaces, UpIsPressedAsOftenAsThereArePlaces) {
    for (const char* id : {"1", "2", "3"}) robot->press("vote/robot-proposal-" + std::string(id));
    press_twice("vote/robot-proposal-3/up");
    EXPECT_EQ(votes(), "1=2 2=3 3=1");
}

TEST_F(TwiceScores, ASecondTapOnTheScoreKeepsIt) {
    press_twice("vote/robot-proposal-1/4");
    EXPECT_EQ(votes(), "1=4");
}

TEST_F(TwiceTokens, EachTapOnPlusGivesAToken) {
    press_twice("vote/robot-proposal-1/more");
    EXPECT_EQ(votes(), "1=2");
    press_twice("vote/robot-proposal-1/less");
    EXPECT_EQ(votes(), "");
}

// What is taken out keeps its place, or the next one would stand under the finger.
TEST_F(TwiceAmongMany, WhatIsTakenOutOfInYourVoteKeepsItsPlace) {
    for (const char* id : {"1", "2", "3"}) robot->press("vote/robot-proposal-" + std::string(id));
    ASSERT_EQ(chosen(), 3U);
    show("show/mine");
    const std::string first = shown_proposal();
    press_twice(first);
    EXPECT_EQ(chosen(), 2U);
    EXPECT_EQ(shown_proposal(), first);
    show("show/all");
    show("show/mine");
    EXPECT_NE(shown_proposal(), first) << "gone once the filter was left";
}

}  // namespace
}  // namespace tallystick::robots
