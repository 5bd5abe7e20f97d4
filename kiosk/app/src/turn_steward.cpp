// SPDX-License-Identifier: GPL-3.0-or-later
// The steward's door and what is behind it. A voter's session may wait behind the door; it comes
// back unchanged unless the polls are paused or closed.
#include <algorithm>

#include <app/view.h>

#include "turn.h"

namespace tallystick::app {
namespace {

constexpr std::size_t longest_pin = 12;

bool may_act(const State& state, StewardPage page) {
    return state.screen == Screen::steward && state.steward.inside && uncovered(state) &&
           !state.steward.busy && state.steward.page == page;
}

template <typename E>
void act(Turn& turn, E effect) {
    Steward& steward = turn.state.steward;
    steward.busy = true;
    steward.done.clear();
    steward.error.clear();
    steward.hint.clear();
    turn.perform(std::move(effect));
}

bool takes_pin(const State& state) {
    return state.screen == Screen::pin && uncovered(state) && !state.steward.checking &&
           state.now >= state.steward.wait_until;
}

}  // namespace

void on(Turn& turn, const event::OpenDoor&) {
    State& state = turn.state;
    const bool closed_door = state.screen == Screen::casting || state.screen == Screen::pin ||
                             state.screen == Screen::steward;
    if (closed_door || state.alert_since) return;
    // What is being revealed or sealed for this voter is not the steward's to see.
    if (state.screen == Screen::checked || state.screen == Screen::review) return;
    state.overlay = Overlay::none;
    state.session.notice.reset();
    state.steward.for_desk = false;
    state.steward.wrong = false;
    state.steward.voters = state.access;
    state.behind_pin = state.screen;
    state.screen = Screen::pin;
}

void on(Turn& turn, const event::PinDigit& digit) {
    Steward& steward = turn.state.steward;
    const bool ok = digit.digit >= '0' && digit.digit <= '9' && steward.pin.size() < longest_pin;
    if (!takes_pin(turn.state) || !ok) return;
    steward.wrong = false;
    steward.pin += digit.digit;
}

void on(Turn& turn, const event::PinErase&) {
    Steward& steward = turn.state.steward;
    if (takes_pin(turn.state) && !steward.pin.empty()) steward.pin.pop_back();
}

void on(Turn& turn, const event::PinSubmit&) {
    Steward& steward = turn.state.steward;
    if (!takes_pin(turn.state) || steward.pin.empty()) return;
    steward.checking = true;
    turn.perform(effect::CheckPin{steward.pin});
    wipe_text(steward.pin);
}

void on(Turn& turn, const event::PinAnswer& answer) {
    State& state = turn.state;
    Steward& steward = state.steward;
    steward.tries_left = answer.tries_left;
    steward.wait_until = state.now + answer.wait;
    if (!steward.checking) return;
    steward.checking = false;
    steward.wrong = !answer.right;
    if (!answer.right || state.screen != Screen::pin) return;
    if (steward.for_desk) {
        state.screen = Screen::desk;
        return;
    }
    steward.inside = true;
    steward.page = StewardPage::menu;
    steward.done.clear();
    steward.error.clear();
    steward.hint.clear();
    state.screen = Screen::steward;
}

void on(Turn& turn, const event::DeskStyle& desk) {
    State& state = turn.state;
    const bool ok = state.screen == Screen::desk && uncovered(state) &&
                    state.session.card != CardStep::checking &&
                    state.round().find_style(desk.style) != nullptr;
    if (!ok) return;
    state.session.card = CardStep::checking;
    turn.perform(effect::TakeDesk{desk.style});
}

void on(Turn& turn, const event::ShowPage& show) {
    State& state = turn.state;
    if (state.screen != Screen::steward || !uncovered(state) || state.steward.busy) return;
    state.steward.page = show.page;
    if (show.page == StewardPage::export_) turn.perform(effect::FindPlaces{});
    state.steward.done.clear();
    state.steward.error.clear();
    state.steward.hint.clear();
}

void on(Turn& turn, const event::OpenPolls&) {
    if (may_act(turn.state, StewardPage::open_polls) && turn.state.polls == Polls::not_open)
        act(turn, effect::OpenPolls{});
}

void on(Turn& turn, const event::PausePolls&) {
    if (may_act(turn.state, StewardPage::pause) && turn.state.polls == Polls::open)
        act(turn, effect::PausePolls{});
}

void on(Turn& turn, const event::ResumePolls&) {
    if (may_act(turn.state, StewardPage::pause) && turn.state.polls == Polls::paused)
        act(turn, effect::ResumePolls{});
}

void on(Turn& turn, const event::ClosePolls&) {
    const Polls polls = turn.state.polls;
    if (may_act(turn.state, StewardPage::close_polls) &&
        (polls == Polls::open || polls == Polls::paused))
        act(turn, effect::ClosePolls{});
}

void on(Turn& turn, const event::Export& where) {
    const auto& places = turn.state.steward.places;
    const bool known = std::find(places.begin(), places.end(), where.place) != places.end();
    if (known && may_act(turn.state, StewardPage::export_)) act(turn, effect::Export{where.place});
}

void on(Turn& turn, const event::SetDiagonal& change) {
    if (may_act(turn.state, StewardPage::ruler))
        turn.state.steward.diagonal_mm = std::clamp(change.mm, 150.0, 3000.0);
}

void on(Turn& turn, const event::SaveDiagonal&) {
    if (may_act(turn.state, StewardPage::ruler))
        act(turn, effect::SaveDiagonal{turn.state.steward.diagonal_mm});
}

void on(Turn& turn, const event::LeaveSteward&) {
    State& state = turn.state;
    if (state.screen != Screen::steward || state.steward.busy || state.alert_since) return;
    state.steward.inside = false;
    state.overlay = Overlay::none;
    if (state.polls != Polls::open || !voter_waits(state)) return end_session(turn);
    state.access = state.steward.voters;
    state.overlay = Overlay::returned;
    state.screen = state.behind_pin;
}

void on(Turn& turn, const event::Quit&) {
    if (!may_act(turn.state, StewardPage::leave)) return;
    end_session(turn);
    turn.perform(effect::Quit{});
}

void on(Turn& turn, const event::BoxReport& report) {
    State& state = turn.state;
    state.counts = report.counts;
    state.mirror = report.mirror;
    state.steward.busy = false;
    // Refused is for the rest of this run: no later good news makes a forked history good.
    if (state.polls == report.polls || state.polls == Polls::refused) return;
    state.polls = report.polls;
    if (state.screen == Screen::steward || state.screen == Screen::pin) {
        if (report.polls == Polls::open) return;
        // The session that waited behind the door ends with the polls.
        forget_voter(turn);
        wipe_text(state.session.typed);
        state.session = Session{};
        state.behind_pin = Screen::waiting;
        return;
    }
    end_session(turn);
}

void on(Turn& turn, const event::BoxRefused& refused) {
    turn.state.polls = Polls::refused;
    turn.state.refused = refused.why;
    end_session(turn);
}

void on(Turn& turn, const event::PlacesFound& found) {
    turn.state.steward.places = found.places;
}

void on(Turn& turn, const event::StewardDone& done) {
    turn.state.steward.busy = false;
    turn.state.steward.done = done.what;
    turn.state.steward.error.clear();
    turn.state.steward.hint.clear();
}

void on(Turn& turn, const event::StewardFailed& failed) {
    turn.state.steward.busy = false;
    turn.state.steward.done.clear();
    turn.state.steward.error = failed.error;
    turn.state.steward.hint = failed.hint;
}

}  // namespace tallystick::app
