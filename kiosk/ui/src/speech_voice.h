// SPDX-License-Identifier: GPL-3.0-or-later
// espeak-ng behind one function. It is one machine per process, so texts wait for each other; any
// thread may call.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "ui/speech.h"

namespace tallystick::ui {

enum class Go { on, no_more };

// Gives the sound to `sink` piece by piece until the text is over or the sink wants no more.
// Nothing is given where there is no voice.
void synthesise_to(std::string_view text, std::string_view language, int speed_percent,
                   const std::function<Go(std::span<const std::int16_t>)>& sink);

// Samples a second; 0 if espeak-ng's data is not installed.
[[nodiscard]] int voice_sample_rate();

}  // namespace tallystick::ui
