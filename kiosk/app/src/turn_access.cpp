// SPDX-License-Identifier: GPL-3.0-or-later
// The access panel. Nothing here touches a choice, and everything goes back after each voter.
#include <algorithm>

#include <app/view.h>

#include "turn.h"

namespace tallystick::app {

bool can_be_heard(const State& state) {
    return state.speech_works && language_of(state).has_voice;
}

void on(Turn& turn, const event::SetTextSize& change) {
    turn.state.access.text_size = change.size;
}

void on(Turn& turn, const event::SetTheme& change) {
    turn.state.access.theme = change.theme;
}

void on(Turn& turn, const event::SetVolume& change) {
    turn.state.access.volume = std::clamp(change.volume, 1, Access::volumes);
}

void on(Turn& turn, const event::SetSpeed& change) {
    turn.state.access.speed = std::clamp(change.speed, 0, Access::speeds - 1);
}

void on(Turn& turn, const event::SetReadAloud& change) {
    turn.state.access.read_aloud = change.to == event::Switch::on;
    if (change.to == event::Switch::off) turn.state.access.blanked = false;
}

void on(Turn& turn, const event::SetLowReach& change) {
    turn.state.access.low_reach = change.to == event::Switch::on;
}

void on(Turn& turn, const event::SetBlank& change) {
    turn.state.access.blanked =
        change.to == event::Switch::on && turn.state.access.read_aloud && can_be_heard(turn.state);
}

void on(Turn& turn, const event::ResetAccess&) {
    turn.state.access = initial_state(turn.state.setup).access;
}

void on(Turn& turn, const event::RecordingFailed& failed) {
    turn.state.bad_recording = failed.file;
}

void on(Turn& turn, const event::SpeechReport& report) {
    turn.state.speech_works = report.works;
    if (!report.works) turn.state.access.blanked = false;
}

}  // namespace tallystick::app
