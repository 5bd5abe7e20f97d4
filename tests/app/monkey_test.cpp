// SPDX-License-Identifier: GPL-3.0-or-later
// Random events by the thousand, answers of the box included, in every ballot type: nothing
// crashes, nothing is cast but from the review screen, no ballot ever breaks a limit, and nothing
// of one voter is there for the next.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

using ballot::BallotType;

ballot::BallotRules rules_for(BallotType type) {
    ballot::BallotRules rules;
    rules.type = type;
    rules.max_chosen = type == BallotType::knapsack ? 0 : 3;
    rules.total = 10;
    rules.max_each = 5;
    rules.lowest = 1;
    rules.highest = 5;
    rules.gap = ballot::ScoreGap::ignored;
    rules.max_plus = 3;
    rules.max_minus = 2;
    return rules;
}

class Monkey {
public:
    Monkey(const Kiosk& kiosk, std::uint32_t seed) : m_kiosk(kiosk), m_random(seed) {}

    // Half of the time any event at all, half of the time what leads on, or few voters would ever
    // come to the last screen.
    Event next() {
        if (below(2) == 0) return make(std::make_index_sequence<std::variant_size_v<Event::Any>>());
        return lead_on();
    }

private:
    Event lead_on() {
        switch (m_kiosk.state.screen) {
            case Screen::welcome:
                return one<event::CardScanned>();
            case Screen::card:
                return one<event::CardAccepted>();
            case Screen::ballot:
                if (below(6) == 0) return event::GoToReview{};
                return below(2) == 0 ? Event(one<event::SetVote>()) : one<event::RankTap>();
            case Screen::review:
                return below(3) == 0 ? one<event::Sealed>() : Event(event::Cast{});
            case Screen::casting:
                return below(3) == 0 ? Event(event::StoreFailed{}) : one<event::Stored>();
            default:
                return event::Continue{};
        }
    }

    int below(int bound) { return static_cast<int>(m_random() % static_cast<unsigned>(bound)); }

    template <std::size_t... I>
    Event make(std::index_sequence<I...>) {
        using Make = Event (Monkey::*)();
        static constexpr Make makers[] = {
            &Monkey::one<std::variant_alternative_t<I, Event::Any>>...};
        return (this->*makers[below(static_cast<int>(sizeof...(I)))])();
    }

    template <typename E>
    Event one() {
        E event{};
        fill(event);
        return event;
    }

    template <typename E>
    void fill(E&) {}  // nothing to say
    void fill(event::SetLanguage& e) { e.code = below(2) == 0 ? "cy" : "en"; }
    void fill(event::CardKey& e) { e.character = static_cast<char>(below(256)); }
    void fill(event::CardScanned& e) {
        e.text = std::string(static_cast<std::size_t>(below(90)), 'A');
    }
    void fill(event::OpenOverlay& e) { e.overlay = static_cast<Overlay>(below(9)); }
    void fill(event::SetTextSize& e) { e.size = static_cast<TextSize>(below(4)); }
    void fill(event::SetVolume& e) { e.volume = below(40) - 20; }
    void fill(event::SetVote& e) {
        e.proposal = proposal();
        if (below(4) > 0) e.value = below(3) == 0 ? 25'000 * below(30) : below(9) - 2;
    }
    void fill(event::RankTap& e) { e.proposal = proposal(); }
    void fill(event::RankMove& e) {
        e.proposal = proposal();
        e.direction = static_cast<event::Direction>(below(2));
    }
    void fill(event::AcceptSwap& e) { e.give_up = proposal(); }
    void fill(event::SetBrowse& e) { e.browse.number = std::to_string(below(99)); }
    void fill(event::ShowPitch& e) { e.proposal = proposal(); }
    void fill(event::ShowDetails& e) { e.proposal = proposal(); }
    void fill(event::ToggleCompare& e) { e.proposal = proposal(); }
    void fill(event::PinDigit& e) { e.digit = static_cast<char>('0' + below(12)); }
    void fill(event::ShowPage& e) { e.page = static_cast<StewardPage>(below(8)); }
    void fill(event::Export& e) { e.place = "/media/stick"; }
    void fill(event::PlacesFound& e) { e.places = {"/media/stick"}; }
    void fill(event::Tick& e) { e.now = m_kiosk.state.now + below(10) * below(10'000); }
    void fill(event::CardAccepted& e) {
        e.style = style_id("north");
        e.order_seed = m_random();
    }
    void fill(event::CardRefused& e) {
        e.fault = static_cast<CardFault>(below(6));
        if (below(2) == 0) e.card_mark = m_kiosk.state.session.card_mark;
    }
    void fill(event::Sealed& e) { e.code = "CODE"; }
    void fill(event::Stored& e) { e.code = e.qr = "RECEIPT"; }
    void fill(event::PinAnswer& e) { e.right = below(2) == 0; }
    // Mostly open, or the voters would never get far.
    void fill(event::BoxReport& e) {
        e.polls = below(20) == 0 ? Polls::paused : Polls::open;
        e.counts.capacity = 10;
    }
    void fill(event::BoxRefused& e) { e.why = "refused"; }

    ballot::ProposalId proposal() {
        return proposal_id((below(2) == 0 ? "n" : "b") + std::to_string(1 + below(7)));
    }

    const Kiosk& m_kiosk;
    std::mt19937 m_random;
};

bool is_for_no_voter(Screen screen) {
    return screen == Screen::welcome || screen == Screen::waiting || screen == Screen::card;
}

void expect_sound(const Kiosk& kiosk, const State& before, const Event& event) {
    const State& now = kiosk.state;
    if (kiosk.asked_for<effect::CastSealed>()) {
        ASSERT_TRUE(std::holds_alternative<event::Cast>(event.any()));
        ASSERT_EQ(before.screen, Screen::review);
        ASSERT_FALSE(before.session.code.empty());
        ASSERT_FALSE(before.alert_since.has_value());
    }
    const bool behind_the_door = before.screen == Screen::pin && before.behind_pin == Screen::done;
    if (now.screen == Screen::done && before.screen != Screen::done && !behind_the_door) {
        ASSERT_TRUE(std::holds_alternative<event::Stored>(event.any()));
        ASSERT_EQ(before.screen, Screen::casting);
    }
    if (is_for_no_voter(now.screen)) {
        ASSERT_TRUE(now.session.votes.empty());
        ASSERT_TRUE(now.session.undo.empty());
        ASSERT_TRUE(now.session.code.empty());
        ASSERT_TRUE(now.session.receipt_code.empty());
        ASSERT_TRUE(now.session.style.empty());
    }
    ASSERT_TRUE(now.screen != Screen::done || now.session.votes.empty());
    ASSERT_TRUE(now.screen != Screen::steward || now.steward.inside);
    ASSERT_TRUE(!kiosk.asked_for<effect::Quit>() || before.steward.page == StewardPage::leave);
    const ballot::Style* style = now.style();
    if (!style) return;
    for (const ballot::Finding& finding : validate(now.round(), *style, now.session.votes))
        ASSERT_TRUE(ballot::is_unfinished(finding.reason));
}

// 10,000 here; TALLYSTICK_MONKEY asks for more (scripts/soak).
int events_wanted() {
    const char* text = std::getenv("TALLYSTICK_MONKEY");
    return text ? std::atoi(text) : 10'000;
}

class MonkeyTest : public ::testing::TestWithParam<BallotType> {};

TEST_P(MonkeyTest, NothingIsCastOrLeftThatMustNotBe) {
    Kiosk kiosk(make_round(rules_for(GetParam())));
    kiosk.open();
    Monkey monkey(kiosk, 20'261'122U + static_cast<std::uint32_t>(GetParam()));
    std::size_t ballots = 0, sessions = 0;
    for (int i = 0; i < events_wanted(); ++i) {
        const Event event = monkey.next();
        // A refused box stays refused and a paused one paused: begin again.
        if (kiosk.state.polls == Polls::refused) kiosk.state.polls = Polls::paused;
        if (kiosk.state.polls == Polls::paused) kiosk.open();
        const State before = kiosk.state;
        kiosk.all.clear();
        kiosk.send(event);
        expect_sound(kiosk, before, event);
        if (HasFatalFailure()) return;
        (void)still_needed(kiosk.state);
        (void)pots_in_use(kiosk.state);
        (void)next_deadline(kiosk.state);
        ballots += kiosk.state.screen == Screen::done && before.screen == Screen::casting ? 1 : 0;
        sessions += kiosk.state.screen == Screen::how && before.screen == Screen::card ? 1 : 0;
    }
    // Or it would have tried nothing.
    EXPECT_GT(sessions, 50U);
    EXPECT_GT(ballots, 2U);
}

INSTANTIATE_TEST_SUITE_P(AllTypes, MonkeyTest,
                         ::testing::Values(BallotType::approval, BallotType::knapsack,
                                           BallotType::points, BallotType::score,
                                           BallotType::ranking, BallotType::choose_one,
                                           BallotType::amount, BallotType::plus_minus),
                         [](const auto& type) {
                             return "type" + std::to_string(static_cast<int>(type.param));
                         });

}  // namespace
}  // namespace tallystick::app
