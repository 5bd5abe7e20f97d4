// SPDX-License-Identifier: GPL-3.0-or-later
// The ImGui context as a drawing machine: no ini file, no log, no clipboard, no own cursor, no
// navigation, a font atlas of one white dot (so nothing can be written with ImGui's font), lines
// and fills anti-aliased. One context at a time, one thread.
#pragma once

#include <imgui.h>

#include <cstdint>

#include "ui/input.h"
#include "ui/pixels.h"
#include "ui/raster.h"
#include "ui/window.h"

namespace tallystick::ui {

class Gui {
public:
    Gui();
    ~Gui();
    Gui(const Gui&) = delete;
    Gui& operator=(const Gui&) = delete;

    // Sets ImGui's mouse; keys and text are the screens' own business. Draw one frame after each
    // input, before the next is fed.
    void feed(const Input& input);

    // Opens a frame of that size. The list covers the whole screen, under all ImGui windows, and
    // is what screens draw on.
    ImDrawList& begin_frame(int width, int height, std::int64_t now_ms);
    // Closes it. The data is valid until the next begin_frame.
    const ImDrawData& end_frame();

private:
    ImGuiContext* m_context = nullptr;
    std::int64_t m_last_ms = -1;
};

}  // namespace tallystick::ui
