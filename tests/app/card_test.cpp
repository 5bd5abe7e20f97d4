// SPDX-License-Identifier: GPL-3.0-or-later
// From welcome to the proposals: the card, typed and scanned, refused and accepted.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

Kiosk at_card() {
    Kiosk kiosk;
    kiosk.open().send(event::Start{});
    return kiosk;
}

void type(Kiosk& kiosk, const std::string& text) {
    for (char c : text) kiosk.send(event::CardKey{c});
}

TEST(Card, NothingBeginsBeforeThePollsAreOpen) {
    Kiosk kiosk;
    kiosk.send(event::Start{});
    EXPECT_EQ(kiosk.state.screen, Screen::waiting);
}

TEST(Card, StartAsksForTheCard) {
    EXPECT_EQ(at_card().state.screen, Screen::card);
}

TEST(Card, EighteenTypedCharactersAreCheckedInCapitals) {
    Kiosk kiosk = at_card();
    type(kiosk, "0123456789abcdefgh");
    kiosk.send(event::CardSubmit{});
    ASSERT_NE(kiosk.asked_for<effect::CheckCard>(), nullptr);
    EXPECT_EQ(kiosk.asked_for<effect::CheckCard>()->code, "0123456789ABCDEFGH");
}

TEST(Card, SeventeenCharactersAreMistypedAndStay) {
    Kiosk kiosk = at_card();
    type(kiosk, "0123456789ABCDEFG");
    kiosk.send(event::CardSubmit{});
    EXPECT_EQ(kiosk.asked_for<effect::CheckCard>(), nullptr);
    EXPECT_EQ(kiosk.state.session.fault, CardFault::mistyped);
    EXPECT_EQ(kiosk.state.session.typed, "0123456789ABCDEFG");
}

TEST(Card, ANineteenthCharacterIsNotTaken) {
    Kiosk kiosk = at_card();
    type(kiosk, "0123456789ABCDEFGHJ");
    EXPECT_EQ(kiosk.state.session.typed.size(), 18U);
}

TEST(Card, DashesAndSpacesAreNotCounted) {
    Kiosk kiosk = at_card();
    type(kiosk, "012-34 5");
    EXPECT_EQ(kiosk.state.session.typed, "012345");
}

TEST(Card, EraseAndClear) {
    Kiosk kiosk = at_card();
    type(kiosk, "ABC");
    EXPECT_EQ(kiosk.send(event::CardErase{}).state.session.typed, "AB");
    EXPECT_EQ(kiosk.send(event::CardClear{}).state.session.typed, "");
}

TEST(Card, TheCodeSoFarCanBeListenedTo) {
    Kiosk kiosk = at_card();
    type(kiosk, "7ac");
    const ui::Screen screen = screen_of(kiosk.state);
    const ui::Element* field = find_in(screen.body, "card/code");
    ASSERT_NE(field, nullptr);
    EXPECT_TRUE(field->target);
    EXPECT_EQ(field->label, "Code so far");
    EXPECT_EQ(field->value, "7, A, C");
    EXPECT_EQ(kiosk.press("card/code").state.session.typed, "7AC");
}

TEST(Card, ScanAtTheWelcomeScreenBeginsASession) {
    Kiosk kiosk;
    kiosk.open().send(event::CardScanned{"0123456789ABCDEFGH"});
    EXPECT_EQ(kiosk.state.screen, Screen::card);
    EXPECT_NE(kiosk.asked_for<effect::CheckCard>(), nullptr);
}

TEST(Card, GarbageFromAScannerIsNotChecked) {
    Kiosk kiosk = at_card();
    kiosk.send(event::CardScanned{std::string(5000, 'X')});
    EXPECT_EQ(kiosk.asked_for<effect::CheckCard>(), nullptr);
    EXPECT_EQ(kiosk.state.session.fault, CardFault::unreadable);
}

TEST(Card, AScanWhileVotingIsIgnored) {
    Kiosk kiosk;
    kiosk.at_ballot().choose("n1").send(event::CardScanned{"another"});
    EXPECT_EQ(kiosk.votes(), "n1=1");
    EXPECT_EQ(kiosk.times_asked<effect::CheckCard>(), 1U);
}

TEST(Card, EveryRefusalStaysAtTheCardAndSaysWhy) {
    for (CardFault fault : {CardFault::mistyped, CardFault::unknown, CardFault::used,
                            CardFault::unreadable, CardFault::box_failed}) {
        Kiosk kiosk = at_card();
        kiosk.send(event::CardScanned{"some card"}).send(event::CardRefused{fault});
        EXPECT_EQ(kiosk.state.screen, Screen::card);
        EXPECT_EQ(kiosk.state.session.fault, fault);
        EXPECT_FALSE(card_fault_in_words(fault).empty());
    }
}

TEST(Card, EveryRefusalIsHeard) {
    Kiosk kiosk = at_card();
    kiosk.send(event::CardScanned{"some card"}).send(event::CardRefused{CardFault::unknown});
    EXPECT_NE(kiosk.asked_for<effect::Play>(), nullptr);
    kiosk.send(event::CardScanned{std::string(5000, 'X')});
    EXPECT_NE(kiosk.asked_for<effect::Play>(), nullptr);
    type(kiosk, "AB");
    EXPECT_NE(kiosk.send(event::CardSubmit{}).asked_for<effect::Play>(), nullptr);
}

TEST(Card, ARefusedCardCanBeFollowedByAGoodOne) {
    Kiosk kiosk = at_card();
    kiosk.send(event::CardScanned{"bad"}).send(event::CardRefused{CardFault::used});
    kiosk.send(event::CardScanned{"good"});
    kiosk.send(event::CardAccepted{style_id("north"), "0123abcd", 1});
    EXPECT_EQ(kiosk.state.screen, Screen::how);
}

TEST(Card, AnAnswerThatComesAfterTheVoterLeftIsForgotten) {
    Kiosk kiosk = at_card();
    kiosk.send(event::CardScanned{"card"}).send(event::Back{});
    kiosk.send(event::CardAccepted{style_id("north"), "0123abcd", 1});
    EXPECT_EQ(kiosk.state.screen, Screen::welcome);
    EXPECT_TRUE(kiosk.state.session.style.empty());
    EXPECT_NE(kiosk.asked_for<effect::ForgetVoter>(), nullptr);
}

TEST(Card, TheCodeIsGoneFromTheStateOnceAccepted) {
    Kiosk kiosk = at_card();
    type(kiosk, "0123456789ABCDEFGH");
    kiosk.send(event::CardSubmit{}).send(event::CardAccepted{style_id("north"), "0123abcd", 1});
    EXPECT_EQ(kiosk.state.session.typed, "");
}

std::vector<std::string> order_of(std::uint64_t seed) {
    Kiosk kiosk = at_card();
    kiosk.send(event::CardScanned{"card"})
        .send(event::CardAccepted{style_id("north"), "0123abcd", seed});
    std::vector<std::string> order;
    for (const auto& id : kiosk.state.session.order) order.push_back(id.text());
    return order;
}

TEST(FairOrder, HoldsEveryProposalOncePotByPot) {
    const std::vector<std::string> order = order_of(42);
    ASSERT_EQ(order.size(), 12U);
    EXPECT_EQ(std::set<std::string>(order.begin(), order.end()).size(), 12U);
    for (std::size_t i = 0; i < 12; ++i) EXPECT_EQ(order[i][0], i < 6 ? 'n' : 'b');
}

TEST(FairOrder, SameSeedSameOrder) {
    EXPECT_EQ(order_of(42), order_of(42));
}

// 6,000 voters, 6 places: a fair order puts n1 at the first place 1,000 times, standard deviation
// sqrt(6000 · 1/6 · 5/6) = 28.9; six of them are 173.
TEST(FairOrder, EveryProposalStandsAtEveryPlaceEquallyOften) {
    std::map<std::pair<std::string, std::size_t>, int> seen;
    for (std::uint64_t seed = 0; seed < 6000; ++seed) {
        const auto order = order_of(seed);
        for (std::size_t place = 0; place < 6; ++place) ++seen[{order[place], place}];
    }
    ASSERT_EQ(seen.size(), 36U);
    for (const auto& entry : seen) EXPECT_NEAR(entry.second, 1000, 173);
}

TEST(Desk, ARoundWithoutCardsAsksTheStewardForEachBallot) {
    ballot::Round round = make_round(approval_up_to(3));
    round.has_cards = false;
    Kiosk kiosk(round);
    kiosk.open().send(event::Start{});
    EXPECT_EQ(kiosk.state.screen, Screen::pin);
    kiosk.send(event::PinDigit{'1'}).send(event::PinSubmit{}).send(event::PinAnswer{true, 5, 0});
    EXPECT_EQ(kiosk.state.screen, Screen::desk);
    EXPECT_FALSE(kiosk.state.steward.inside);
    kiosk.send(event::DeskStyle{style_id("north")});
    ASSERT_NE(kiosk.asked_for<effect::TakeDesk>(), nullptr);
    kiosk.send(event::CardAccepted{style_id("north"), "", 1});
    EXPECT_EQ(kiosk.state.screen, Screen::how);
}

TEST(NextVoter, AGoodCardScannedAtTheEndBeginsTheNextSession) {
    Kiosk kiosk;
    kiosk.at_done().send(event::SetLanguage{"cy"}).send(event::CardScanned{"the next card"});
    ASSERT_TRUE(kiosk.asked_for<effect::CheckCard>());
    EXPECT_TRUE(kiosk.asked_for<effect::ForgetVoter>());
    EXPECT_EQ(kiosk.state.screen, Screen::done);  // until the card proves good
    kiosk.send(event::CardAccepted{style_id("north"), "89abcdef", 3});
    EXPECT_EQ(kiosk.state.screen, Screen::how);
    EXPECT_EQ(kiosk.state.session.card_mark, "89abcdef");
    EXPECT_EQ(kiosk.state.session.receipt_code, "");
    EXPECT_EQ(kiosk.state.access.language, "en");
    EXPECT_EQ(kiosk.times_asked<effect::CountUncast>(), 0U);
    // And its own ballot can be cast.
    kiosk.send(event::Continue{}).choose("n2").send(event::GoToReview{});
    kiosk.send(event::Sealed{"C2"}).send(event::Cast{}).send(event::Stored{"C2", "q"});
    EXPECT_EQ(kiosk.state.session.receipt_code, "C2");
}

TEST(NextVoter, TheOwnCardReadAgainTakesNoReceiptAway) {
    Kiosk kiosk;
    kiosk.at_done().send(event::CardScanned{"a card"}).send(event::CardRefused{CardFault::used});
    EXPECT_EQ(kiosk.state.screen, Screen::done);
    EXPECT_EQ(kiosk.state.session.receipt_code, "CODE");
    kiosk.send(event::CardScanned{"the next card"});
    kiosk.send(event::CardAccepted{style_id("north"), "89abcdef", 3});
    EXPECT_EQ(kiosk.state.screen, Screen::how);
}

TEST(NextVoter, TheOwnCardReadAgainIsToldThatItsVoteIsIn) {
    Kiosk kiosk;
    kiosk.at_done().send(event::CardScanned{"a card"});
    kiosk.send(event::CardRefused{CardFault::used, "0123abcd"});
    ASSERT_NE(kiosk.asked_for<effect::Play>(), nullptr);
    EXPECT_EQ(kiosk.asked_for<effect::Play>()->sound, effect::Sound::tap);
    const ui::Screen screen = screen_of(kiosk.state);
    ASSERT_TRUE(screen.dialog.has_value());
    const std::string words = words_of(*screen.dialog);
    EXPECT_NE(words.find("You have already voted with this card."), std::string::npos) << words;
    EXPECT_EQ(words.find("steward"), std::string::npos) << words;
    kiosk.press("next-card/close");
    EXPECT_EQ(kiosk.state.screen, Screen::done);
    EXPECT_EQ(kiosk.state.session.receipt_code, "CODE");
}

TEST(NextVoter, AnotherUsedCardIsSentToASteward) {
    Kiosk kiosk;
    kiosk.at_done().send(event::CardScanned{"another"});
    kiosk.send(event::CardRefused{CardFault::used, "89abcdef"});
    EXPECT_EQ(kiosk.state.session.fault, CardFault::used);
    EXPECT_EQ(kiosk.asked_for<effect::Play>()->sound, effect::Sound::attention);
}

// Its receipt is gone: who holds it now may be anybody.
TEST(Card, AUsedCardAtTheWelcomeScreenIsSentToASteward) {
    Kiosk kiosk;
    kiosk.at_done().send(event::Continue{}).send(event::CardScanned{"a card"});
    kiosk.send(event::CardRefused{CardFault::used, "0123abcd"});
    EXPECT_EQ(kiosk.state.session.fault, CardFault::used);
}

TEST(NextVoter, ARefusedCardSaysWhyOverTheReceipt) {
    Kiosk kiosk;
    kiosk.at_done().send(event::CardScanned{"foreign"});
    kiosk.send(event::CardRefused{CardFault::unknown});
    EXPECT_EQ(kiosk.state.overlay, Overlay::next_card);
    EXPECT_NE(kiosk.asked_for<effect::Play>(), nullptr);
    const ui::Screen screen = screen_of(kiosk.state);
    ASSERT_TRUE(screen.dialog.has_value());
    EXPECT_NE(words_of(*screen.dialog).find(card_fault_in_words(CardFault::unknown)),
              std::string::npos);
    kiosk.press("next-card/close");
    EXPECT_EQ(kiosk.state.overlay, Overlay::none);
    EXPECT_EQ(kiosk.state.session.receipt_code, "CODE");
}

TEST(NextVoter, GarbageSaysWhyOverTheReceiptAndAGoodCardAnswersIt) {
    Kiosk kiosk;
    kiosk.at_done().send(event::CardScanned{std::string(5000, 'X')});
    EXPECT_EQ(kiosk.state.session.fault, CardFault::unreadable);
    EXPECT_EQ(kiosk.state.overlay, Overlay::next_card);
    kiosk.send(event::CardScanned{"good"});
    kiosk.send(event::CardAccepted{style_id("north"), "89abcdef", 3});
    EXPECT_EQ(kiosk.state.screen, Screen::how);
    EXPECT_EQ(kiosk.state.overlay, Overlay::none);
}

constexpr Overlay informing[] = {Overlay::access, Overlay::languages, Overlay::help,
                                 Overlay::about};

TEST(Card, AScanUnderAnOpenPanelIsTakenAtTheWelcomeScreen) {
    for (const Overlay overlay : informing) {
        Kiosk kiosk;
        kiosk.open().send(event::OpenOverlay{overlay}).send(event::CardScanned{"card"});
        EXPECT_NE(kiosk.asked_for<effect::CheckCard>(), nullptr);
        EXPECT_EQ(kiosk.state.overlay, Overlay::none);
        EXPECT_EQ(kiosk.state.screen, Screen::card);
    }
}

TEST(Card, AScanUnderAnOpenPanelIsTakenAtTheCardScreen) {
    for (const Overlay overlay : informing) {
        Kiosk kiosk = at_card();
        kiosk.send(event::OpenOverlay{overlay}).send(event::CardScanned{"card"});
        EXPECT_NE(kiosk.asked_for<effect::CheckCard>(), nullptr);
        EXPECT_EQ(kiosk.state.overlay, Overlay::none);
    }
}

TEST(Card, AScanUnderAnOpenPanelIsTakenOverTheReceipt) {
    for (const Overlay overlay : informing) {
        Kiosk kiosk;
        kiosk.at_done().send(event::OpenOverlay{overlay}).send(event::CardScanned{"card"});
        EXPECT_NE(kiosk.asked_for<effect::CheckCard>(), nullptr);
    }
}

TEST(Card, AScanAnswersTheQuestionWhetherAnybodyIsThere) {
    Kiosk kiosk = at_card();
    kiosk.tick(180'000);
    ASSERT_TRUE(kiosk.state.alert_since.has_value());
    kiosk.send(event::CardScanned{"card"});
    EXPECT_NE(kiosk.asked_for<effect::CheckCard>(), nullptr);
    EXPECT_FALSE(kiosk.tick(180'001).state.alert_since.has_value());
}

TEST(Card, AScanClosesNoPanelWhileVoting) {
    Kiosk kiosk;
    kiosk.at_ballot().send(event::OpenOverlay{Overlay::help}).send(event::CardScanned{"card"});
    EXPECT_EQ(kiosk.state.overlay, Overlay::help);
    EXPECT_EQ(kiosk.times_asked<effect::CheckCard>(), 1U);
}

TEST(NextVoter, AnAnswerThatComesAfterFinishBeginsNothing) {
    Kiosk kiosk;
    kiosk.at_done().send(event::CardScanned{"the next card"}).send(event::Continue{});
    kiosk.send(event::CardAccepted{style_id("north"), "89abcdef", 3});
    EXPECT_EQ(kiosk.state.screen, Screen::welcome);
    EXPECT_TRUE(kiosk.state.session.style.empty());
    EXPECT_TRUE(kiosk.asked_for<effect::ForgetVoter>());
}

TEST(Card, AFullKioskSaysSoBeforeAnythingIsChosen) {
    Kiosk kiosk;
    kiosk.open().send(event::Start{}).send(event::CardScanned{"a card"});
    kiosk.send(event::CardRefused{CardFault::full});
    EXPECT_EQ(kiosk.state.screen, Screen::card);
    EXPECT_NE(card_fault_in_words(kiosk.state.session.fault).find("ask a steward"),
              std::string::npos);
}

}  // namespace
}  // namespace tallystick::app
