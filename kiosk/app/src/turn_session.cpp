// SPDX-License-Identifier: GPL-3.0-or-later
// Beginning, leaving and the time in between: welcome, overlays, one step back, the inactivity
// alert and the wipe that follows when nobody answers.
#include <algorithm>

#include <app/view.h>

#include "turn.h"

namespace tallystick::app {
namespace {

bool is_session_screen(Screen screen) {
    switch (screen) {
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
            return true;
        case Screen::waiting:
        case Screen::welcome:
        case Screen::casting:
        case Screen::done:
        case Screen::pin:
        case Screen::steward:
            return false;
    }
    return false;
}

void step_back_from_pitch(State& state) {
    const auto all = pitches(state);
    const auto now = std::find(all.begin(), all.end(), state.session.pitch);
    if (now != all.begin() && now != all.end()) {
        state.session.pitch = *(now - 1);
        return;
    }
    state.session.pitch.reset();
    state.screen = Screen::how;
}

void step_back_from_trouble(Turn& turn) {
    State& state = turn.state;
    const bool leads_on = state.trouble == Trouble::check_failed || state.session.style.empty();
    if (leads_on) return on(turn, event::Continue{});
    state.overlay = Overlay::confirm_leave;
}

void step_back(Turn& turn) {
    State& state = turn.state;
    switch (state.screen) {
        case Screen::card:
        case Screen::desk:
            return end_session(turn);
        case Screen::how:
            state.overlay = Overlay::confirm_leave;
            return;
        case Screen::trouble:
            return step_back_from_trouble(turn);
        case Screen::pitch:
            return step_back_from_pitch(state);
        case Screen::ballot:
            state.screen = Screen::how;
            return;
        case Screen::details:
            state.session.details.reset();
            state.screen = state.session.pitch ? Screen::pitch : Screen::ballot;
            return;
        case Screen::compare:
            state.screen = Screen::ballot;
            return;
        case Screen::review:
            if (!state.session.revealing) leave_review(turn, Screen::ballot);
            return;
        case Screen::checked:
        case Screen::done:
            return on(turn, event::Continue{});
        case Screen::pin:
            wipe_text(state.steward.pin);
            if (state.steward.for_desk) return end_session(turn);
            state.access = state.steward.voters;
            state.screen = state.behind_pin;
            return;
        case Screen::steward:
            if (state.steward.page != StewardPage::menu)
                return on(turn, event::ShowPage{StewardPage::menu});
            return on(turn, event::LeaveSteward{});
        case Screen::waiting:
        case Screen::welcome:
        case Screen::casting:
            return;
    }
}

}  // namespace

void on(Turn& turn, const event::Start&) {
    State& state = turn.state;
    if (state.screen != Screen::welcome || state.alert_since) return;
    state.overlay = Overlay::none;
    if (state.round().has_cards) {
        state.screen = Screen::card;
        return;
    }
    state.steward.for_desk = true;
    state.behind_pin = Screen::welcome;
    state.screen = Screen::pin;
}

void on(Turn& turn, const event::SetLanguage& change) {
    const auto& known = turn.state.setup->languages;
    if (std::any_of(known.begin(), known.end(),
                    [&](const Language& language) { return language.code == change.code; }))
        turn.state.access.language = change.code;
    if (!can_be_heard(turn.state)) turn.state.access.blanked = false;
}

void on(Turn& turn, const event::Continue&) {
    State& state = turn.state;
    if (!uncovered(state)) return;
    switch (state.screen) {
        case Screen::how:
            state.session.pitch = first_gap(state);
            state.screen = state.session.pitch ? Screen::pitch : Screen::ballot;
            return;
        case Screen::checked:
            state.session.reveal.reset();
            state.screen = Screen::review;
            return seal_for_review(turn);
        case Screen::done:
            return end_session(turn);
        case Screen::trouble:
            if (state.session.style.empty()) return end_session(turn);
            state.trouble = Trouble::none;
            state.screen = Screen::review;
            return seal_for_review(turn);
        default:
            return;
    }
}

void on(Turn& turn, const event::Back&) {
    State& state = turn.state;
    if (state.alert_since) return;
    if (state.overlay != Overlay::none) return on(turn, event::CloseOverlay{});
    if (state.session.notice) return on(turn, event::DismissNotice{});
    step_back(turn);
}

void on(Turn& turn, const event::LeaveAsk&) {
    State& state = turn.state;
    if (state.alert_since || !is_session_screen(state.screen)) return;
    state.session.notice.reset();
    state.overlay = Overlay::confirm_leave;
}

void on(Turn& turn, const event::LeaveConfirm&) {
    // The alert asks the same question.
    if (turn.state.overlay == Overlay::confirm_leave || turn.state.alert_since) end_session(turn);
}

void on(Turn& turn, const event::StillHere&) {
    turn.state.alert_since.reset();
    turn.state.last_touch = turn.state.now;
}

void on(Turn& turn, const event::OpenOverlay& open) {
    State& state = turn.state;
    if (state.alert_since || state.screen == Screen::casting) return;
    switch (open.overlay) {
        case Overlay::access:
        case Overlay::languages:
        case Overlay::help:
        case Overlay::about:
            state.overlay = open.overlay;
            return;
        case Overlay::find:
            if (state.screen == Screen::ballot && uncovered(state) && !state.session.notice)
                state.overlay = open.overlay;
            return;
        case Overlay::confirm_check:
            if (has_envelope(state) && uncovered(state) && may_check(state))
                state.overlay = open.overlay;
            return;
        case Overlay::none:
        case Overlay::chosen:
        case Overlay::next_card:
        case Overlay::returned:
        case Overlay::confirm_restart:
        case Overlay::confirm_leave:
            return;  // those have events of their own
    }
}

void on(Turn& turn, const event::CloseOverlay&) {
    if (turn.state.alert_since) return;
    turn.state.overlay = Overlay::none;
    turn.state.steward_called = false;
}

void on(Turn& turn, const event::CallSteward&) {
    State& state = turn.state;
    if (state.alert_since || state.screen == Screen::casting) return;
    state.overlay = Overlay::help;
    state.steward_called = true;
    turn.perform(effect::Play{effect::Sound::attention});
}

void on(Turn& turn, const event::Tick& tick) {
    State& state = turn.state;
    state.now = std::max(state.now, tick.now);
    const ballot::Round& round = state.round();
    if (state.alert_since) {
        if (state.now - *state.alert_since >= round.answer_seconds * 1000) end_session(turn);
        return;
    }
    const auto deadline = next_deadline(state);
    if (!deadline || state.now < *deadline) return;
    if (!is_attended(state)) return end_session(turn);  // done, or settings left behind
    if (state.now - away_since(state) < round.inactivity_seconds * 1000) return;  // the PIN's wait
    state.alert_since = state.now;
    turn.perform(effect::Play{effect::Sound::attention});
}

void on(Turn& turn, const event::Touched&) {
    if (!turn.state.alert_since) turn.state.last_touch = turn.state.now;
}

void on(Turn& turn, const event::Listening& listening) {
    turn.state.last_heard = listening.now;
}

}  // namespace tallystick::app
