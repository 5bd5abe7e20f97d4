// SPDX-License-Identifier: GPL-3.0-or-later
// What a person who only listens hears of a press that leaves the view as it is.
#include <gtest/gtest.h>

#include <app/speaker.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

ballot::BallotRules of_type(ballot::BallotType type) {
    ballot::BallotRules rules;
    rules.type = type;
    rules.max_chosen = type == ballot::BallotType::approval ? 3 : 0;
    if (type == ballot::BallotType::ranking) rules.max_chosen = 4;
    rules.total = 10;
    rules.highest = 5;
    rules.max_plus = rules.max_minus = 2;
    return rules;
}

// The proposals' ids follow a seeded order, and so do two changes at once.
class Listener {
public:
    explicit Listener(const ballot::BallotRules& rules) : kiosk(make_round(rules)) {
        button("control", "Some button");
        kiosk.at_ballot().choose("b1");
        kiosk.state.access.read_aloud = true;
        hear(Speaker::Cause::shown);
    }
    explicit Listener(ballot::BallotType type) : Listener(of_type(type)) {}

    ui::SemanticNode& button(const std::string& id, const std::string& label) {
        ui::SemanticNode node;
        node.id = id;
        node.role = ui::Role::button;
        node.label = label;
        node.target = true;
        nodes.push_back(node);
        return nodes.back();
    }
    std::string hear(Speaker::Cause cause) {
        speech.said.clear();
        ui::SemanticTree tree;
        for (const auto& node : nodes) tree.add(node);
        speaker.update({kiosk.state, tree, "Title", focused ? tree.find("control") : nullptr},
                       cause);
        return speech.said.empty() ? std::string() : plain(speech.said.back().text);
    }
    std::string after(const Event& event) {
        kiosk.send(event);
        return hear(Speaker::Cause::shown);
    }
    std::string after_vote(const std::string& proposal, std::optional<std::int64_t> value) {
        return after(event::SetVote{proposal_id(proposal), value});
    }

    Kiosk kiosk;
    std::vector<ui::SemanticNode> nodes;
    bool focused = true;
    std::vector<std::string> recorded;  // sentences that have a recording
    ui::RecordedSpeech speech;

private:
    Speaker speaker{speech, [this](std::string_view, std::string_view words) {
                        const bool has =
                            std::find(recorded.begin(), recorded.end(), words) != recorded.end();
                        return has ? std::string(words) + ".wav" : std::string();
                    }};
};

using ballot::BallotType;

TEST(Hearing, ATokenGivenSaysHowManyItHasAndHowManyAreUsed) {
    Listener listener(BallotType::points);
    EXPECT_EQ(listener.after_vote("n1", 1), "Title of n1, 1 token. north: 1 of 10 tokens given");
    EXPECT_EQ(listener.after_vote("n1", 2), "Title of n1, 2 tokens. north: 2 of 10 tokens given");
}

TEST(Hearing, TheLastTokenTakenBackSaysThatNothingIsLeft) {
    Listener listener(BallotType::points);
    (void)listener.after_vote("n1", 1);
    EXPECT_EQ(listener.after_vote("n1", std::nullopt),
              "Title of n1, Not in your vote. north: 0 of 10 tokens given");
}

TEST(Hearing, AMinusIsCounted) {
    Listener listener(BallotType::plus_minus);
    EXPECT_EQ(listener.after_vote("n1", 1), "Title of n1, 1 plus. north: 1 plus, 0 minus");
    EXPECT_EQ(listener.after_vote("n2", -1), "Title of n2, 1 minus. north: 1 plus, 1 minus");
}

// The pot holds 10,000 pounds.
// The question that follows is another one: heard, and of another name, so that the second press of
// a double one does not answer it.
TEST(Hearing, TheSecondOfTwoMinusesIsAskedForAnew) {
    Listener listener(BallotType::plus_minus);
    for (const auto& [proposal, value] : {std::pair{"n1", 1}, {"n2", -1}, {"n3", -1}})
        listener.after_vote(proposal, value);
    listener.after_vote("n1", std::nullopt);
    const auto first = screen_of(listener.kiosk.state).dialog;
    EXPECT_EQ(listener.after(event::AcceptSwap{proposal_id("n2")}), "Title. Some button, button");
    const auto second = screen_of(listener.kiosk.state).dialog;
    ASSERT_TRUE(first && second);
    EXPECT_NE(first->id, second->id);
}

TEST(Hearing, MoreMoneySaysWhatIsLeft) {
    Listener listener(BallotType::amount);
    EXPECT_EQ(listener.after_vote("n1", 75'000),
              "Title of n1, 750 pounds. north: 9250 pounds left");
}

// Recorded as it stands on the screen, without the marks of direction around its values.
TEST(Hearing, WhatAPressChangedIsPlayedFromItsRecording) {
    Listener listener(BallotType::points);
    listener.recorded = {"north: 1 of 10 tokens given"};
    (void)listener.after_vote("n1", 1);
    EXPECT_EQ(listener.speech.pieces.back().recording, "north: 1 of 10 tokens given.wav");
}

// Or as it is heard: the amount in words.
TEST(Hearing, ARecordedAmountIsPlayedWhereverItIsAPartOfItsOwn) {
    Listener listener(BallotType::amount);
    listener.recorded = {"750 pounds"};
    (void)listener.after_vote("n1", 75'000);
    const auto& pieces = listener.speech.pieces;
    EXPECT_TRUE(std::any_of(pieces.begin(), pieces.end(), [](const ui::Spoken& piece) {
        return piece.recording == "750 pounds.wav";
    }));
}

// Six of ten; without speech too, since a vote that is in is heard by everybody.
TEST(Hearing, TheVolumeIsTheVotersOwn) {
    Listener listener(BallotType::approval);
    (void)listener.after(event::SetVolume{1});
    EXPECT_EQ(listener.speech.volume_percent, 10);
    listener.kiosk.state = for_next_voter(listener.kiosk.state);
    (void)listener.hear(Speaker::Cause::shown);
    EXPECT_FALSE(listener.kiosk.state.access.read_aloud);
    EXPECT_EQ(listener.speech.volume_percent, 60);
}

// A panel that was closed again, an alert that was answered.
TEST(Hearing, AViewThatWasReadIsNotReadAgainWhenItComesBack) {
    Listener listener(BallotType::approval);
    listener.speech.finish();
    EXPECT_EQ(listener.after(event::OpenOverlay{Overlay::access}), "Title. Some button, button");
    EXPECT_EQ(listener.after(event::CloseOverlay{}), "Some button, button");
    listener.kiosk.tick(180'000);
    EXPECT_EQ(listener.hear(Speaker::Cause::shown), "Title. Some button, button");
    EXPECT_EQ(listener.after(event::StillHere{}), "Some button, button");
}

TEST(Hearing, AReadingThatWasCutOffBeginsAgain) {
    Listener listener(BallotType::approval);
    (void)listener.after(event::OpenOverlay{Overlay::access});
    EXPECT_EQ(listener.after(event::CloseOverlay{}), "Title. Some button, button");
}

TEST(Hearing, WhatADialogDidIsHeardBeforeWhereTheFocusIs) {
    Listener listener(BallotType::approval);
    for (const char* id : {"n1", "n2", "n3", "n4"}) (void)listener.after_vote(id, 1);
    EXPECT_EQ(listener.after(event::AcceptSwap{proposal_id("n3")}),
              "Title of n3, Not in your vote. Title of n4, In your vote. "
              "north: 3 of 3 chosen. Some button, button");
}

TEST(Hearing, AddInAKnapsackSaysWhatTheButtonBecameAndWhatIsLeft) {
    Listener listener(BallotType::knapsack);
    listener.nodes[0].label = "Remove, Title of n2, 2000 pounds";
    EXPECT_EQ(listener.after_vote("n2", 1),
              "Remove, Title of n2, 2000 pounds, button. north: 8000 pounds left");
}

TEST(Hearing, AScoreIsSaidOnceAndThenHowManyAreMissing) {
    Listener listener(BallotType::score);
    listener.nodes[0].label = "Score 1, Title of n2";
    EXPECT_EQ(listener.after_vote("n2", 1),
              "Score 1, Title of n2, button. north: 1 of 6 scored. "
              "north: score 5 more proposals.");
}

TEST(Hearing, ARankThatMovesNamesThePlace) {
    Listener listener(BallotType::ranking);
    listener.kiosk.rank("n5").rank("n1");
    (void)listener.hear(Speaker::Cause::shown);
    const std::string said =
        listener.after(event::RankMove{proposal_id("n1"), event::Direction::up});
    EXPECT_NE(said.find("Title of n1, Place 1"), std::string::npos) << said;
    EXPECT_NE(said.find("Title of n5, Place 2"), std::string::npos) << said;
}

// 4 3 2 1 without its first: three move up. Two sentences and the pot, not four.
TEST(Hearing, OfManyPlacesThatMoveTwoAreNamed) {
    Listener listener(BallotType::ranking);
    listener.kiosk.rank("n4").rank("n3").rank("n2").rank("n1");
    (void)listener.hear(Speaker::Cause::shown);
    const std::string said = listener.after(event::RankTap{proposal_id("n4")});
    const auto sentences = std::count(said.begin(), said.end(), '.') + 1;
    EXPECT_EQ(sentences, 3) << said;
}

TEST(Hearing, UndoSaysWhatItTookBack) {
    Listener listener(BallotType::approval);
    (void)listener.after_vote("n2", 1);
    EXPECT_EQ(listener.after(event::Undo{}), "Title of n2, Not in your vote. north: 0 of 3 chosen");
}

TEST(Hearing, AVoteByTouchIsHeardWithoutFocus) {
    Listener listener(BallotType::approval);
    listener.focused = false;
    EXPECT_EQ(listener.after_vote("n2", 1), "Title of n2, In your vote. north: 1 of 3 chosen");
}

TEST(Hearing, APageThatIsTurnedIsReadWithoutWhatStoodThereBefore) {
    Listener listener(BallotType::approval);
    listener.button("vote/n1", "Add, Title of n1");
    (void)listener.hear(Speaker::Cause::shown);
    listener.nodes.back().label = "Add, Title of n2";
    EXPECT_EQ(listener.hear(Speaker::Cause::page_turned), "Add, Title of n2, button");
}

// On the last page: what stood there before is not read, and yet where the focus went is.
TEST(Hearing, WhereTheFocusWentWithThePageIsHeard) {
    Listener listener(BallotType::approval);
    listener.button("page/back", "Back");
    listener.nodes.front().label = "More";
    (void)listener.hear(Speaker::Cause::shown);
    listener.nodes.front().label = "Back";
    EXPECT_EQ(listener.hear(Speaker::Cause::page_turned), "Back, button");
}

TEST(Hearing, ASearchByNumberSaysHowManyFit) {
    Listener listener(BallotType::approval);
    Browse browse;
    browse.number = "1";  // 1, 10, 11, 12
    EXPECT_EQ(listener.after(event::SetBrowse{browse}), "1. 4 proposals fit. No. 1, Title of n1");
}

TEST(Hearing, ASearchThatFindsItsProposalNamesIt) {
    Listener listener(BallotType::approval);
    Browse browse;
    browse.number = "12";
    EXPECT_EQ(listener.after(event::SetBrowse{browse}), "12. 1 proposal fits. No. 12, Title of b6");
}

TEST(Hearing, ASearchInVainSaysSo) {
    Listener listener(BallotType::approval);
    Browse browse;
    browse.number = "99";
    EXPECT_EQ(listener.after(event::SetBrowse{browse}),
              "99. No proposal fits what you chose above.");
}

class CardListener : public ::testing::Test {
protected:
    CardListener() {
        listener.kiosk.state = for_next_voter(listener.kiosk.state);
        listener.kiosk.open().send(event::Start{});
        listener.kiosk.state.access.read_aloud = true;
        (void)listener.hear(Speaker::Cause::shown);
    }
    Listener listener{ballot::BallotType::approval};
};

TEST_F(CardListener, ACharacterIsEchoedWithWhatIsToGo) {
    EXPECT_EQ(listener.after(event::CardKey{'8'}), "8, 17 characters to go");
    EXPECT_EQ(listener.after(event::CardKey{'q'}), "Q, 16 characters to go");
}

TEST_F(CardListener, ACharacterThatIsDeletedIsToGoAgain) {
    (void)listener.after(event::CardKey{'8'});
    EXPECT_EQ(listener.after(event::CardErase{}), "18 characters to go");
}

}  // namespace
}  // namespace tallystick::app
