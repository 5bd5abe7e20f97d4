// SPDX-License-Identifier: GPL-3.0-or-later
// The last step: seal, review, cast or check instead. `done` is reached by event::Stored alone.
#include <utility>

#include <app/view.h>

#include "turn.h"

namespace tallystick::app {
namespace {

void fail(Turn& turn, Trouble why) {
    State& state = turn.state;
    state.session.code.clear();
    if (std::exchange(state.session.revealing, false)) {
        --state.session.checks;  // none was opened
        why = Trouble::check_failed;
    }
    ++state.session.refusals;
    state.trouble = why == Trouble::none ? Trouble::box_failed : why;
    state.screen = Screen::trouble;
    turn.perform(effect::DiscardSealed{});
    turn.perform(effect::Play{effect::Sound::attention});
}

}  // namespace

bool has_envelope(const State& state) {
    return state.screen == Screen::review && !state.session.revealing &&
           !state.session.code.empty();
}

// What is unfinished is shown on review too, only without an envelope that could be cast.
void seal_for_review(Turn& turn) {
    State& state = turn.state;
    state.session.code.clear();
    if (is_ready(state)) turn.perform(effect::SealBallot{state.session.style, state.session.votes});
}

void leave_review(Turn& turn, Screen to) {
    turn.session().code.clear();
    turn.perform(effect::DiscardSealed{});
    turn.state.screen = to;
}

void on(Turn& turn, const event::GoToReview&) {
    State& state = turn.state;
    const bool from_here = state.screen == Screen::ballot || state.screen == Screen::details ||
                           state.screen == Screen::compare;
    if (!from_here || !uncovered(state) || state.session.notice || !state.style()) return;
    state.session.pitch.reset();
    state.session.details.reset();
    list_mine(state.session);
    state.screen = Screen::review;
    seal_for_review(turn);
}

void on(Turn& turn, const event::Cast&) {
    if (!has_envelope(turn.state) || !uncovered(turn.state)) return;
    turn.state.screen = Screen::casting;
    turn.perform(effect::CastSealed{});
}

void on(Turn& turn, const event::CheckInstead&) {
    State& state = turn.state;
    const bool asked = state.overlay == Overlay::confirm_check && !state.alert_since;
    if (!has_envelope(state) || !asked || !may_check(state)) return;
    state.overlay = Overlay::none;
    ++state.session.checks;
    state.session.revealing = true;
    turn.perform(effect::RevealSealed{});
}

void on(Turn& turn, const event::Sealed& sealed) {
    const State& state = turn.state;
    const bool awaited = state.screen == Screen::review && state.session.code.empty();
    if (!awaited) return turn.perform(effect::DiscardSealed{});
    turn.session().code = sealed.code;
}

void on(Turn& turn, const event::SealFailed& failed) {
    if (turn.state.screen == Screen::review) fail(turn, failed.why);
}

void on(Turn& turn, const event::Stored& stored) {
    State& state = turn.state;
    if (state.screen != Screen::casting) return;
    // From here on not even this kiosk's memory says what was chosen.
    Session receipt;
    receipt.style = state.session.style;
    receipt.card_mark = state.session.card_mark;
    receipt.receipt_code = stored.code;
    receipt.receipt_qr = stored.qr;
    state.session = std::move(receipt);
    state.overlay = Overlay::none;
    state.last_touch = state.now;
    state.screen = Screen::done;
    turn.perform(effect::Play{effect::Sound::stored});
    turn.perform(effect::ForgetVoter{});
}

void on(Turn& turn, const event::StoreFailed& failed) {
    if (turn.state.screen == Screen::casting) fail(turn, failed.why);
}

void on(Turn& turn, const event::Revealed& revealed) {
    State& state = turn.state;
    if (!state.session.revealing) return;
    state.session.revealing = false;
    state.session.code.clear();
    state.session.reveal = revealed.reveal;
    state.screen = Screen::checked;
}

}  // namespace tallystick::app
