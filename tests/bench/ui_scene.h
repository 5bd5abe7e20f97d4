// SPDX-License-Identifier: GPL-3.0-or-later
// A whole screen of proposals drawn with nothing but the drawing core, as heavy as a real one: for
// measuring the rasteriser, and for looking at.
#pragma once

#include <imgui.h>

#include <string>

#include "ui/icon.h"
#include "ui/text.h"

namespace tallystick::bench {

class Scene {
public:
    Scene(ui::TextEngine& text, ui::Icons& icons) : m_text(text), m_icons(icons) {}

    int chosen = 0b010011;  // a bit per proposal

    // `scale` 1 is 1920×1080.
    void draw(ImDrawList& list, float width, float height, float scale);

private:
    void header(float width);
    void card(int index, float x, float y, float w, float h);
    void footer(float width, float height);
    float put(float x, float y, float capital, ui::Weight weight, ImU32 colour,
              const std::string& words, int width = 0, const char* language = "en");

    ui::TextEngine& m_text;
    ui::Icons& m_icons;
    ImDrawList* m_list = nullptr;
    float m_scale = 1;
};

}  // namespace tallystick::bench
