// SPDX-License-Identifier: GPL-3.0-or-later
// The screens: a State is shown, and what a person touched comes back as an Event. Pure functions
// of the State and of the language app/strings.h is set to; each screen is one small file in
// src/screens/. Ids name what is acted on ("vote/juice-bar"), so that one target keeps its id in
// every language and whatever it says.
#pragma once

#include <optional>
#include <string>

#include <app/event.h>
#include <app/state.h>
#include <ui/element.h>
#include <ui/stage.h>

namespace tallystick::app {

// The whole view: screen, overlay or notice as its dialog, the alert above both.
[[nodiscard]] ui::Screen screen_of(const State& state);
// What activating the target `id` of that view means; none where it only explains itself.
[[nodiscard]] std::optional<Event> event_of(const State& state, const std::string& id);

// How the stage is to look: what the voter set, on this screen.
[[nodiscard]] ui::StageSettings stage_settings(const State& state, ui::Size size, float px_per_mm);

}  // namespace tallystick::app
