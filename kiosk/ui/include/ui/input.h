// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does to the kiosk, one at a time and in order. The rule for the main loop is: give
// each Input to ImGui (Gui::feed) and to the screen, then draw one frame, then take the next.
// A tap therefore is four inputs and four frames: pointer move, down, up, away ("set position,
// step, press, step, release, step, park"). Values only.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tallystick::ui {

struct PointerMove {
    float x = 0;
    float y = 0;
};
struct PointerDown {
    float x = 0;
    float y = 0;
};
// Where it was lifted; only a control that was pressed there may act (down and up inside).
struct PointerUp {
    float x = 0;
    float y = 0;
};
// The finger has left the glass: nothing is hovered any more.
struct PointerAway {};
struct Wheel {
    float lines = 0;  // up is positive
};

enum class Key {
    left,
    right,
    up,
    down,
    tab,
    enter,
    space,
    escape,
    backspace,
    del,
    home,
    end,
    page_up,
    page_down,
    f1,
    f2,
    f3,
    f4,
    f5,
    f6,
    f7,
    f8,
    f9,
    f10,
    f11,
    f12,
};
enum class KeyRepeat { first, held };  // a held key never activates anything twice

struct KeyDown {
    Key key = Key::enter;
    bool shift = false;
    bool control = false;
    bool alt = false;
    KeyRepeat repeat = KeyRepeat::first;
};

// UTF-8 as typed. A USB scanner types its whole code within some milliseconds; what arrives
// together is given together.
struct TextTyped {
    std::string text;
};
struct Resized {
    int width = 0;
    int height = 0;
};
struct QuitAsked {};
struct SoundDevicesChanged {};
// Something asked for a frame through Window::wake (another thread finished its work).
struct Woken {};

using Input = std::variant<PointerMove, PointerDown, PointerUp, PointerAway, Wheel, KeyDown,
                           TextTyped, Resized, QuitAsked, SoundDevicesChanged, Woken>;

}  // namespace tallystick::ui
