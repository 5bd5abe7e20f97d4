// SPDX-License-Identifier: GPL-3.0-or-later
// Icons as vector paths on a 24×24 grid, drawn by Cairo into an A8 texture of exactly the size
// asked for and tinted by the vertex colour. Those that point along the line of reading mirror
// for right-to-left screens; a clock or a tick does not. Also soft shadows as A8 nine-patches.
// One thread.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "ui/pixels.h"
#include "ui/text.h"

namespace tallystick::ui {

enum class Icon {
    check,
    plus,
    minus,
    cross,
    globe,
    speaker,
    speaker_off,
    contrast,
    text_smaller,
    text_larger,
    help,
    info,
    chevron_left,
    chevron_right,
    chevron_up,
    chevron_down,
    back,
    forward,
    tree,
    cup,
    music,
    wrench,
    swing,
    crossing,
    bell,
    lock,
    pause,
    play,
    usb,
    warning,
    person,
    people,
    heart,
    bicycle,
    book,
    home,
    sun,
    leaf,
    ball,
    bus,
    card,
    scanner,
    keypad,
    printer,
    receipt,
    ballot_box,
    layout_low,
    easy_read,
    settings,
    clock,
    eye,
    eye_off,
    repeat,
    undo,
    bin,
    star,
    money,
    ear,
    search,
    card_scan,
    list,
    shield,
    count_  // how many there are; not an icon
};

// "check", "chevron_left": the name in proposals files and in tests. nullopt if unknown.
[[nodiscard]] std::optional<Icon> icon_named(std::string_view name);
[[nodiscard]] std::string_view icon_name(Icon icon);
[[nodiscard]] bool icon_mirrors(Icon icon);

class Icons {
public:
    explicit Icons(Textures& textures) : m_textures(textures) {}
    ~Icons();
    Icons(const Icons&) = delete;
    Icons& operator=(const Icons&) = delete;

    // Drawn in the square with its top left corner at (x, y), snapped to whole pixels.
    void draw(ImDrawList& list, Icon icon, float x, float y, int size_px, ImU32 colour,
              Direction direction = Direction::left_to_right);

    // A soft shadow of the rounded box, left open in its middle: draw the opaque box on top, at
    // most `blur` px away.
    // `blur` px is how far it reaches; the colour's alpha is its darkest.
    void shadow(ImDrawList& list, ImVec2 min, ImVec2 max, float radius, int blur, ImU32 colour);

private:
    using Key = std::tuple<int, int, int>;  // icon (or -1), size, and what else changes it
    Textures& m_textures;
    std::map<Key, ImTextureID> m_cache;
};

}  // namespace tallystick::ui
