// SPDX-License-Identifier: GPL-3.0-or-later
// From SDL's fingers, mouse and keys to inputs. The stock ImGui backend reads the global mouse, so
// pushed finger events would click nothing; here the event itself is obeyed. One thread.
#pragma once

#include <SDL.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/input.h"

namespace tallystick::ui {

class Touch {
public:
    void finger(const SDL_TouchFingerEvent& event, int width, int height, std::int64_t now_ms,
                std::vector<Input>& inputs);
    void mouse(const SDL_Event& event, std::vector<Input>& inputs);
    // The pointer is gone without having been lifted: nothing that is pressed may act.
    void give_up(std::vector<Input>& inputs);

private:
    using Finger = std::pair<SDL_TouchID, SDL_FingerID>;
    std::optional<Finger> m_finger;
    std::int64_t m_last_ms = 0;
};

void take_key(const SDL_KeyboardEvent& event, std::vector<Input>& inputs);
void take_text(std::string_view text, std::vector<Input>& inputs);

}  // namespace tallystick::ui
