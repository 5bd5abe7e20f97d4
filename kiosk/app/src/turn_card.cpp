// SPDX-License-Identifier: GPL-3.0-or-later
// The voting card: typed or scanned, checked by the runner, and the fair order that an accepted
// card's voter sees the proposals in.
#include <algorithm>

#include "turn.h"

namespace tallystick::app {
namespace {

constexpr std::size_t longest_scan = 64;  // a scanner typing garbage is cut, not stored

bool is_card_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool takes_card(const State& state) {
    return state.screen == Screen::card && uncovered(state) &&
           state.session.card != CardStep::checking;
}

// The next voter's card may come while the last one's "Your vote is in" is still up.
bool awaits_scan(const State& state) {
    const bool here = state.screen == Screen::welcome || state.screen == Screen::card ||
                      (state.screen == Screen::done && state.polls == Polls::open);
    return here && state.session.card != CardStep::checking && state.round().has_cards;
}

// On these screens nothing is chosen yet, or all is cast: a card held under the scanner answers
// whatever is asked or shown over them.
void uncover(State& state) {
    state.overlay = Overlay::none;
    state.steward_called = false;
    state.alert_since.reset();
    state.last_touch = state.now;
}

void submit(Turn& turn, std::string code) {
    turn.session().card = CardStep::checking;
    turn.session().fault = CardFault::none;
    turn.perform(effect::CheckCard{std::move(code)});
}

// The receipt stays until a card proves good, so that one's own card, read again, takes nothing
// away.
void refuse(Turn& turn, CardFault fault) {
    State& state = turn.state;
    const bool over_receipt = state.screen == Screen::done;
    state.session.card = over_receipt ? CardStep::entering : CardStep::refused;
    state.session.fault = fault;
    ++state.session.refusals;
    if (over_receipt) state.overlay = Overlay::next_card;
    const bool all_is_well = fault == CardFault::own;
    turn.perform(effect::Play{all_is_well ? effect::Sound::tap : effect::Sound::attention});
}

// splitmix64 (Steele, Lea, Flood 2014): small, the same everywhere, fair enough for an order.
std::uint64_t next_random(std::uint64_t& seed) {
    std::uint64_t z = seed += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

// 0 … bound - 1 without bias: what does not divide evenly is drawn again.
std::uint64_t below(std::uint64_t bound, std::uint64_t& seed) {
    const std::uint64_t even = UINT64_MAX - UINT64_MAX % bound;
    std::uint64_t drawn = next_random(seed);
    while (drawn >= even) drawn = next_random(seed);
    return drawn % bound;
}

}  // namespace

std::vector<ballot::ProposalId> fair_order(const ballot::Round& round, const ballot::Style& style,
                                           std::uint64_t seed) {
    std::vector<ballot::ProposalId> order;
    for (const ballot::PotId& pot : style.pots) {
        const std::size_t begin = order.size();
        for (const ballot::Proposal& proposal : round.proposals)
            if (proposal.pot == pot) order.push_back(proposal.id);
        // What is scored goes by its numbers: voters follow the pitches in the room, and as each
        // one is asked about, none is overlooked for standing late.
        const ballot::Pot* found = round.find_pot(pot);
        if (found && found->ballot.type == ballot::BallotType::score) continue;
        for (std::size_t last = order.size(); last > begin + 1; --last)
            std::swap(order[last - 1],
                      order[begin + static_cast<std::size_t>(below(last - begin, seed))]);
    }
    return order;
}

void on(Turn& turn, const event::CardKey& key) {
    const char c = upper(key.character);
    if (!takes_card(turn.state) || !is_card_character(c)) return;
    Session& session = turn.session();
    if (session.typed.size() >= card_characters) return;
    session.card = CardStep::entering;
    session.fault = CardFault::none;
    session.typed += c;
}

void on(Turn& turn, const event::CardErase&) {
    if (!takes_card(turn.state) || turn.session().typed.empty()) return;
    turn.session().typed.pop_back();
    turn.session().card = CardStep::entering;
}

void on(Turn& turn, const event::CardClear&) {
    if (!takes_card(turn.state)) return;
    wipe_text(turn.session().typed);
    turn.session().card = CardStep::entering;
    turn.session().fault = CardFault::none;
}

void on(Turn& turn, const event::CardSubmit&) {
    if (!takes_card(turn.state)) return;
    Session& session = turn.session();
    if (session.typed.size() != card_characters) return refuse(turn, CardFault::mistyped);
    submit(turn, session.typed);
}

void on(Turn& turn, const event::CardScanned& scan) {
    State& state = turn.state;
    if (!awaits_scan(state)) return;
    uncover(state);
    // A card scanned at the welcome screen is a voter in a hurry.
    if (state.screen == Screen::welcome) state.screen = Screen::card;
    wipe_text(state.session.typed);
    if (scan.text.size() > longest_scan) return refuse(turn, CardFault::unreadable);
    if (state.screen == Screen::done) turn.perform(effect::ForgetVoter{});
    submit(turn, scan.text);
}

void on(Turn& turn, const event::CardAccepted& card) {
    State& state = turn.state;
    const ballot::Style* style = state.round().find_style(card.style);
    if (state.screen == Screen::done && state.session.card == CardStep::checking && style) {
        state = for_next_voter(state);
        state.session.card = CardStep::checking;
        state.screen = Screen::card;
    }
    Session& session = state.session;
    const bool awaited = session.card == CardStep::checking &&
                         (state.screen == Screen::card || state.screen == Screen::desk);
    if (!awaited || !style) return turn.perform(effect::ForgetVoter{});
    wipe_text(session.typed);
    session.card = CardStep::entering;
    session.style = card.style;
    session.card_mark = card.card_mark;
    session.order = fair_order(state.round(), *style, card.order_seed);
    state.screen = Screen::how;
}

void on(Turn& turn, const event::CardRefused& refused) {
    State& state = turn.state;
    if (state.session.card != CardStep::checking) return;
    const bool own = state.screen == Screen::done && refused.fault == CardFault::used &&
                     refused.card_mark == state.session.card_mark;
    refuse(turn, own ? CardFault::own : refused.fault);
    if (state.screen != Screen::desk) return;
    state.trouble = Trouble::no_room;
    state.screen = Screen::trouble;
}

}  // namespace tallystick::app
