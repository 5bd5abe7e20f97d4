// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/update.h>

#include <algorithm>

#include "turn.h"

namespace tallystick::app {
namespace {

constexpr Milliseconds second = 1000;
// Eleven minutes are a long page at half speed; a sound device that stands still would read for
// ever.
constexpr Milliseconds longest_reading = 20 * 60 * second;

bool has_steps(ballot::BallotType type) {
    switch (type) {
        case ballot::BallotType::points:
        case ballot::BallotType::amount:
        case ballot::BallotType::plus_minus:
            return true;
        case ballot::BallotType::approval:
        case ballot::BallotType::knapsack:
        case ballot::BallotType::choose_one:
        case ballot::BallotType::score:
        case ballot::BallotType::ranking:
            return false;
    }
    return false;
}

bool has_changed_settings(const State& state) {
    return state.access != initial_state(state.setup).access || state.overlay != Overlay::none;
}

}  // namespace

State initial_state(std::shared_ptr<const Setup> setup) {
    State state;
    state.setup = std::move(setup);
    if (!state.setup->languages.empty()) state.access.language = state.setup->languages[0].code;
    return state;
}

State for_next_voter(const State& state) {
    State fresh = initial_state(state.setup);
    fresh.polls = state.polls;
    fresh.refused = state.refused;
    fresh.counts = state.counts;
    fresh.mirror = state.mirror;
    fresh.now = state.now;
    fresh.last_touch = state.now;
    fresh.bad_recording = state.bad_recording;
    fresh.speech_works = state.speech_works;
    // The wait after wrong PINs is the kiosk's, not the voter's.
    fresh.steward.tries_left = state.steward.tries_left;
    fresh.steward.wait_until = state.steward.wait_until;
    fresh.steward.diagonal_mm = state.steward.diagonal_mm;
    fresh.screen = state.polls == Polls::open ? Screen::welcome : Screen::waiting;
    return fresh;
}

void wipe_text(std::string& text) {
    volatile char* byte = text.data();
    for (std::size_t i = 0; i < text.size(); ++i) byte[i] = '\0';
    text.clear();
}

void go_home(Turn& turn) {
    wipe_text(turn.session().typed);
    wipe_text(turn.state.steward.pin);
    turn.state = for_next_voter(turn.state);
}

void forget_voter(Turn& turn) {
    const Session& session = turn.session();
    // A receipt says that this card's vote is in; a style without one, that it is not.
    if (!session.style.empty() && session.receipt_code.empty()) turn.perform(effect::CountUncast{});
    turn.perform(effect::ForgetVoter{});
}

void end_session(Turn& turn) {
    forget_voter(turn);
    go_home(turn);
}

bool uncovered(const State& state) {
    return state.overlay == Overlay::none && !state.alert_since;
}

bool is_attended(const State& state) {
    switch (state.screen) {
        case Screen::waiting:
        case Screen::welcome:
        case Screen::casting:
        case Screen::done:
            return false;
        case Screen::card:
        case Screen::desk:
        case Screen::how:
        case Screen::pitch:
        case Screen::ballot:
        case Screen::details:
        case Screen::compare:
        case Screen::review:
        case Screen::checked:
        case Screen::trouble:
        case Screen::pin:
        case Screen::steward:
            return true;
    }
    return false;
}

Milliseconds away_since(const State& state) {
    return std::clamp(state.last_heard, state.last_touch, state.last_touch + longest_reading);
}

std::optional<Milliseconds> next_deadline(const State& state) {
    const ballot::Round& round = state.round();
    if (state.alert_since) {
        // The seconds left are shown, so the screen changes every second.
        const Milliseconds shown = (state.now - *state.alert_since) / second + 1;
        return *state.alert_since + std::min(shown, round.answer_seconds) * second;
    }
    if (state.screen == Screen::done)
        return away_since(state) +
               round.inactivity_seconds * second / (state.access.read_aloud ? 1 : 3);
    if (is_attended(state)) {
        const Milliseconds quiet = away_since(state) + round.inactivity_seconds * second;
        if (state.screen == Screen::pin && state.steward.wait_until > state.now)
            return std::min(quiet, state.now + second);
        return quiet;
    }
    if (state.screen != Screen::casting && has_changed_settings(state))
        return away_since(state) + round.inactivity_seconds * second;
    return std::nullopt;
}

bool undoes_itself(const State& state, const Event& event) {
    using namespace event;
    const auto& what = event.any();
    if (const auto* vote = std::get_if<SetVote>(&what)) {
        const ballot::Proposal* proposal = state.round().find_proposal(vote->proposal);
        const ballot::Pot* pot = proposal ? state.round().find_pot(proposal->pot) : nullptr;
        return pot && !has_steps(pot->ballot.type);
    }
    return std::holds_alternative<RankTap>(what) || std::holds_alternative<ToggleCompare>(what) ||
           std::holds_alternative<SetReadAloud>(what) ||
           std::holds_alternative<SetLowReach>(what) || std::holds_alternative<SetBlank>(what);
}

Updated update(State state, const Event& event) {
    Updated result{std::move(state), {}};
    Turn turn{result.state, result.effects};
    std::visit([&turn](const auto& what) { on(turn, what); }, event.any());
    return result;
}

}  // namespace tallystick::app
