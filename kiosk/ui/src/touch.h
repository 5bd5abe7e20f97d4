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
#include "ui/window.h"

namespace tallystick::ui {

class Touch {
public:
    // Where there is something to press; without it, everywhere is.
    void set_targets(TargetAt there) { m_target_at = std::move(there); }
    void finger(const SDL_TouchFingerEvent& event, int width, int height, std::int64_t now_ms,
                std::vector<Input>& inputs);
    void mouse(const SDL_Event& event, std::int64_t now_ms, std::vector<Input>& inputs);
    // The pointer is gone without having been lifted: nothing that is pressed may act.
    void give_up(std::vector<Input>& inputs);

private:
    using Finger = std::pair<SDL_TouchID, SDL_FingerID>;
    // What came down first is no finger that presses: a palm beside the buttons, or nobody's any
    // more. The next one takes over.
    [[nodiscard]] bool is_idle(std::int64_t now_ms) const;

    TargetAt m_target_at;
    std::optional<Finger> m_finger;
    bool m_on_target = true;  // came down on something to press
    std::int64_t m_down_ms = 0;
};

void take_key(const SDL_KeyboardEvent& event, std::vector<Input>& inputs);
void take_text(std::string_view text, std::vector<Input>& inputs);

}  // namespace tallystick::ui
