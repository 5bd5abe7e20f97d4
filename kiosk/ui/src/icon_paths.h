// SPDX-License-Identifier: GPL-3.0-or-later
// The icons' drawings on a 24×24 grid, as words: M x y, L x y, C x1 y1 x2 y2 x y and Z as in SVG;
// O cx cy r a circle; A cx cy r from to an arc in degrees, clockwise from the right, beginning a
// new line; R x y w h r a rounded rectangle; w n the line width (2 at first); s strokes and f fills
// what was drawn since. Line ends and corners are round.
#pragma once

#include <string_view>

#include "ui/icon.h"

namespace tallystick::ui {

enum class Mirror { never, in_right_to_left };

struct IconPath {
    Icon icon;
    Mirror mirror;
    std::string_view name;
    std::string_view path;
};

// In the order of the enumeration.
inline constexpr IconPath icon_paths[] = {
    {Icon::check, Mirror::never, "check", "w 2.6 M 5 12.5 L 10 17.5 L 19.5 7 s"},
    {Icon::plus, Mirror::never, "plus", "w 2.4 M 12 5 L 12 19 M 5 12 L 19 12 s"},
    {Icon::minus, Mirror::never, "minus", "w 2.4 M 5 12 L 19 12 s"},
    {Icon::cross, Mirror::never, "cross", "w 2.4 M 6 6 L 18 18 M 18 6 L 6 18 s"},
    {Icon::globe, Mirror::never, "globe",
     "w 1.8 O 12 12 9 M 3 12 L 21 12 M 12 3 C 7.5 7.5 7.5 16.5 12 21 C 16.5 16.5 16.5 7.5 12 3 s"},
    {Icon::speaker, Mirror::in_right_to_left, "speaker",
     "M 3 9 L 7 9 L 12 5 L 12 19 L 7 15 L 3 15 Z s M 3 9 L 7 9 L 12 5 L 12 19 L 7 15 L 3 15 Z f "
     "A 12 12 4.5 -40 40 A 12 12 8.5 -42 42 s"},
    {Icon::speaker_off, Mirror::in_right_to_left, "speaker_off",
     "M 3 9 L 7 9 L 12 5 L 12 19 L 7 15 L 3 15 Z s M 3 9 L 7 9 L 12 5 L 12 19 L 7 15 L 3 15 Z f "
     "M 16 9.5 L 21 14.5 M 21 9.5 L 16 14.5 s"},
    {Icon::contrast, Mirror::never, "contrast", "O 12 12 9 s A 12 12 9 -90 90 Z f"},
    {Icon::text_smaller, Mirror::never, "text_smaller",
     "w 2.2 M 2.5 19 L 8 5 L 13.5 19 M 4.5 14.5 L 11.5 14.5 M 16.5 12 L 22 12 s"},
    {Icon::text_larger, Mirror::never, "text_larger",
     "w 2.2 M 2.5 19 L 8 5 L 13.5 19 M 4.5 14.5 L 11.5 14.5 M 16.5 12 L 22 12 "
     "M 19.25 9.25 L 19.25 14.75 s"},
    {Icon::help, Mirror::never, "help",
     "O 12 12 9 s M 9.2 9.6 C 9.2 5.9 14.9 5.9 14.9 9.6 C 14.9 12 12 11.9 12 14 s O 12 17 1.25 f"},
    {Icon::info, Mirror::never, "info", "O 12 12 9 s M 12 11.2 L 12 16.8 s O 12 7.5 1.3 f"},
    {Icon::chevron_left, Mirror::in_right_to_left, "chevron_left", "w 2.6 M 15 5 L 8 12 L 15 19 s"},
    {Icon::chevron_right, Mirror::in_right_to_left, "chevron_right",
     "w 2.6 M 9 5 L 16 12 L 9 19 s"},
    {Icon::chevron_up, Mirror::never, "chevron_up", "w 2.6 M 5 15.5 L 12 8.5 L 19 15.5 s"},
    {Icon::chevron_down, Mirror::never, "chevron_down", "w 2.6 M 5 8.5 L 12 15.5 L 19 8.5 s"},
    {Icon::back, Mirror::in_right_to_left, "back",
     "w 2.4 M 20 12 L 4.5 12 M 11 5.5 L 4.5 12 L 11 18.5 s"},
    {Icon::forward, Mirror::in_right_to_left, "forward",
     "w 2.4 M 4 12 L 19.5 12 M 13 5.5 L 19.5 12 L 13 18.5 s"},
    {Icon::tree, Mirror::never, "tree",
     "O 12 7.3 5 f O 7.4 11.5 4 f O 16.6 11.5 4 f O 12 12 3.6 f R 10.8 12 2.4 9.5 1 f"},
    {Icon::cup, Mirror::in_right_to_left, "cup",
     "M 4.5 10 L 4.5 17 C 4.5 19 5.5 20 7.5 20 L 12.5 20 C 14.5 20 15.5 19 15.5 17 L 15.5 10 Z s "
     "M 15.5 11.5 C 21.5 10 21.5 18 15.5 16.8 s w 1.7 M 7 3 C 8.2 4.2 5.8 5.3 7 6.7 "
     "M 10.2 3 C 11.4 4.2 9 5.3 10.2 6.7 M 13.4 3 C 14.6 4.2 12.2 5.3 13.4 6.7 s"},
    {Icon::music, Mirror::never, "music",
     "O 6.3 18 2.9 f O 16.8 16 2.9 f w 2.2 M 8.2 18 L 8.2 6.3 L 18.7 4 L 18.7 16 s "
     "w 2.8 M 8.5 7 L 18.4 4.8 s"},
    {Icon::wrench, Mirror::never, "wrench",
     "w 4 M 5.2 18.8 L 12.6 11.4 s w 3.4 A 15.6 8.4 4.2 0 270 s"},
    {Icon::swing, Mirror::never, "swing",
     "M 3.5 20 L 7 4 L 17 4 L 20.5 20 s w 1.7 M 10 4 L 10 15 M 14 4 L 14 15 s "
     "w 2.8 M 9.4 15.2 L 14.6 15.2 s"},
    {Icon::crossing, Mirror::never, "crossing",
     "M 2.5 4.5 L 5.4 4.5 L 7.4 19.5 L 4.5 19.5 Z f M 7.5 4.5 L 10.4 4.5 L 12.4 19.5 L 9.5 19.5 Z "
     "f M 12.5 4.5 L 15.4 4.5 L 17.4 19.5 L 14.5 19.5 Z f "
     "M 17.5 4.5 L 20.4 4.5 L 22.4 19.5 L 19.5 19.5 Z f"},
    {Icon::bell, Mirror::never, "bell",
     "M 4 17.5 C 6 16 6 13 6 10.5 C 6 2.5 18 2.5 18 10.5 C 18 13 18 16 20 17.5 Z s "
     "M 10 20.8 L 14 20.8 s"},
    {Icon::lock, Mirror::never, "lock",
     "R 5 10.5 14 10 2.2 s M 8 10.5 L 8 8 C 8 2.6 16 2.6 16 8 L 16 10.5 s O 12 15.5 1.6 f"},
    {Icon::pause, Mirror::never, "pause", "R 6.5 5 4 14 1.2 f R 13.5 5 4 14 1.2 f"},
    {Icon::play, Mirror::in_right_to_left, "play",
     "M 8 5.5 L 18.5 12 L 8 18.5 Z s M 8 5.5 L 18.5 12 "
     "L 8 18.5 Z f"},
    {Icon::usb, Mirror::never, "usb",
     "R 6.5 9.5 11 11.5 2 s R 8.5 3 7 6.5 0.6 s O 10.8 6.2 0.8 f O 13.2 6.2 0.8 f"},
    {Icon::warning, Mirror::never, "warning",
     "M 12 3.8 L 21.5 20 L 2.5 20 Z s M 12 10 L 12 14.3 s O 12 17.1 1.25 f"},
    {Icon::person, Mirror::never, "person",
     "O 12 8 4.2 s M 4.2 20.5 C 4.2 13.2 19.8 13.2 19.8 20.5 s"},
    {Icon::people, Mirror::never, "people",
     "O 8.8 8.3 3.6 s M 2.3 19.8 C 2.3 12.8 15.3 12.8 15.3 19.8 s "
     "A 16 8.3 3.4 -100 80 s M 17.5 14.6 C 20.3 15.3 21.7 17.3 21.7 19.8 s"},
    {Icon::heart, Mirror::never, "heart",
     "M 12 20.5 C 1 13.5 2.5 4.5 7.6 4.5 C 10 4.5 11.4 6 12 7.7 C 12.6 6 14 4.5 16.4 4.5 "
     "C 21.5 4.5 23 13.5 12 20.5 Z s"},
    {Icon::bicycle, Mirror::in_right_to_left, "bicycle",
     "w 1.9 O 5.8 15.8 4 O 18.2 15.8 4 M 5.8 15.8 L 9.3 8.6 L 15.4 8.6 M 9.3 8.6 L 12 15.8 "
     "L 5.8 15.8 M 12 15.8 L 15.4 8.6 M 18.2 15.8 L 14.6 5.5 L 17.2 5.5 M 7.6 6 L 10.4 6 s"},
    {Icon::book, Mirror::never, "book",
     "M 12 6 C 9 4 5.5 4 3 5 L 3 19 C 5.5 18 9 18 12 20 C 15 18 18.5 18 21 19 L 21 5 "
     "C 18.5 4 15 4 12 6 Z M 12 6 L 12 20 s"},
    {Icon::home, Mirror::never, "home",
     "M 3 12 L 12 4 L 21 12 M 6 9.8 L 6 20 L 18 20 L 18 9.8 M 10 20 L 10 14.5 L 14 14.5 L 14 20 s"},
    {Icon::sun, Mirror::never, "sun",
     "O 12 12 4.3 s M 12 2.5 L 12 4.5 M 12 19.5 L 12 21.5 M 2.5 12 L 4.5 12 M 19.5 12 L 21.5 12 "
     "M 5.3 5.3 L 6.7 6.7 M 17.3 17.3 L 18.7 18.7 M 5.3 18.7 L 6.7 17.3 M 17.3 6.7 L 18.7 5.3 s"},
    {Icon::leaf, Mirror::never, "leaf",
     "M 6.5 17.3 C 3 9 10 4 20 4 C 20.5 14 15.5 20.5 6.5 17.3 Z M 4 20.5 C 6.5 15 10 11.5 15 9 s"},
    {Icon::ball, Mirror::never, "ball",
     "O 12 12 9 s M 12 8 L 15.8 10.8 L 14.4 15.2 L 9.6 15.2 L 8.2 10.8 Z f w 1.7 M 12 8 L 12 3.2 "
     "M 15.8 10.8 L 20.4 9.4 M 14.4 15.2 L 17.2 19 M 9.6 15.2 L 6.8 19 M 8.2 10.8 L 3.6 9.4 s"},
    {Icon::bus, Mirror::never, "bus",
     "R 4 3.5 16 14 2.6 s M 4 11 L 20 11 s O 8 14.3 1.2 f O 16 14.3 1.2 f "
     "M 7.5 17.5 L 7.5 20.5 M 16.5 17.5 L 16.5 20.5 s"},
    {Icon::card, Mirror::never, "card",
     "R 2.8 5.3 18.4 13.4 2.2 s M 6.3 10 L 17.7 10 M 6.3 14.2 L 12 14.2 s"},
    {Icon::scanner, Mirror::never, "scanner",
     "M 3 8 L 3 4 L 7 4 M 17 4 L 21 4 L 21 8 M 21 16 L 21 20 L 17 20 M 7 20 L 3 20 L 3 16 "
     "M 6 12 L 18 12 s"},
    {Icon::keypad, Mirror::never, "keypad",
     "O 6 5 1.8 O 12 5 1.8 O 18 5 1.8 O 6 12 1.8 O 12 12 1.8 O 18 12 1.8 O 6 19 1.8 O 12 19 1.8 "
     "O 18 19 1.8 f"},
    {Icon::printer, Mirror::never, "printer",
     "M 7 8.5 L 7 3.5 L 17 3.5 L 17 8.5 M 7 17 L 3.5 17 L 3.5 8.5 L 20.5 8.5 L 20.5 17 L 17 17 s "
     "R 7 13.5 10 7 0.8 s"},
    {Icon::receipt, Mirror::never, "receipt",
     "M 5.5 3 L 18.5 3 L 18.5 21 L 16.3 19.3 L 14.2 21 L 12 19.3 L 9.8 21 L 7.7 19.3 L 5.5 21 Z s "
     "M 9 8 L 15 8 M 9 12.5 L 15 12.5 s"},
    {Icon::ballot_box, Mirror::never, "ballot_box",
     "R 3.2 12.5 17.6 8 1.6 s M 7.5 12.5 L 7.5 3.5 L 16.5 3.5 L 16.5 12.5 s "
     "w 1.8 M 9.8 7.8 L 11.5 9.5 L 14.4 6.2 s"},
    {Icon::layout_low, Mirror::never, "layout_low",
     "R 4 2.8 16 18.4 2.2 s R 7 12.5 10 5.7 1 f M 12 5.5 L 12 9.5 M 10.2 7.9 L 12 9.7 L 13.8 7.9 "
     "s"},
    {Icon::easy_read, Mirror::in_right_to_left, "easy_read",
     "R 3 4 8 8 1.6 s M 14.5 5.5 L 21 5.5 M 14.5 10.5 L 21 10.5 M 3 16 L 21 16 M 3 20.5 L 14 20.5 "
     "s"},
    {Icon::settings, Mirror::never, "settings",
     "M 3.5 6.5 L 20.5 6.5 M 3.5 12 L 20.5 12 M 3.5 17.5 L 20.5 17.5 s O 9 6.5 2.6 f "
     "O 15.5 12 2.6 f O 7.5 17.5 2.6 f"},
    {Icon::clock, Mirror::never, "clock", "O 12 12 9 s M 12 6.8 L 12 12 L 15.7 14 s"},
    {Icon::eye, Mirror::never, "eye",
     "M 2.3 12 C 6.5 4.3 17.5 4.3 21.7 12 C 17.5 19.7 6.5 19.7 2.3 12 Z s O 12 12 3.1 f"},
    {Icon::eye_off, Mirror::never, "eye_off",
     "M 2.3 12 C 6.5 4.3 17.5 4.3 21.7 12 C 17.5 19.7 6.5 19.7 2.3 12 Z s O 12 12 2.4 f "
     "M 4 20.5 L 20 3.5 s"},
    {Icon::repeat, Mirror::never, "repeat",
     "A 12 12.5 7.8 -35 235 s M 18.6 3.2 L 18.6 8 L 13.8 8 s"},
    {Icon::undo, Mirror::in_right_to_left, "undo",
     "w 2.2 M 8.3 4.5 L 4 8.8 L 8.3 13.1 M 4 8.8 L 14 8.8 C 22 8.8 22 19.3 14 19.3 L 9 19.3 s"},
    {Icon::bin, Mirror::never, "bin",
     "M 4 6.5 L 20 6.5 M 9 6.5 L 9 3.5 L 15 3.5 L 15 6.5 M 6 6.5 L 7 20.5 L 17 20.5 L 18 6.5 "
     "M 10.2 10.5 L 10.4 16.5 M 13.8 10.5 L 13.6 16.5 s"},
    {Icon::star, Mirror::never, "star",
     "w 1.6 M 12 3 L 14.7 8.9 L 21.1 9.6 L 16.3 14 L 17.6 20.3 L 12 17.1 L 6.4 20.3 L 7.7 14 "
     "L 2.9 9.6 L 9.3 8.9 Z s M 12 3 L 14.7 8.9 L 21.1 9.6 L 16.3 14 L 17.6 20.3 L 12 17.1 "
     "L 6.4 20.3 L 7.7 14 L 2.9 9.6 L 9.3 8.9 Z f"},
    {Icon::money, Mirror::never, "money",
     "w 2.3 M 17 7.3 C 15.8 2.8 9 3 9 8.5 L 9 14 C 9 17 8 19 6.3 20 L 17.7 20 M 6 13 L 14 13 s"},
    {Icon::ear, Mirror::never, "ear",
     "M 6.8 9 C 6.8 2 17.7 2 17.7 9 C 17.7 13 13.6 13.4 13.6 17 C 13.6 22 7.8 21.6 7.8 17.5 "
     "M 10.4 9 C 10.4 6.3 14.1 6.3 14.1 9 C 14.1 11 12 11 12 13.5 s"},
    {Icon::search, Mirror::never, "search", "w 2.3 O 10 10 6 s M 14.6 14.6 L 20.5 20.5 s"},
    {Icon::card_scan, Mirror::never, "card_scan",
     "w 1 R 8 1.2 8 3.6 1 f M 9.3 6.3 L 7 10.6 M 12 6.3 L 12 10.6 M 14.7 6.3 L 17 10.6 s "
     "w 1.2 R 3.2 12.4 17.6 10.2 1.4 s R 9.3 13.8 2.2 2.2 0.2 f R 12.5 13.8 2.2 2.2 0.2 f "
     "R 9.3 17 2.2 2.2 0.2 f R 12.9 17.4 1.2 1.2 0.2 f w 1 M 6 21 L 18 21 s"},
    {Icon::list, Mirror::in_right_to_left, "list",
     "M 2.8 6 L 4.8 8 L 8.4 3.8 M 2.8 18 L 4.8 20 L 8.4 15.8 M 12 6 L 21 6 M 12 12 L 21 12 "
     "M 12 18 L 21 18 s O 5.6 12 1.3 f"},
    {Icon::shield, Mirror::never, "shield",
     "M 12 2.8 L 20 5.6 L 20 11.5 C 20 16.6 16.4 19.8 12 21.4 C 7.6 19.8 4 16.6 4 11.5 L 4 5.6 Z s "
     "M 8.3 11.8 L 11 14.5 L 15.7 9.3 s"},
};

static_assert(sizeof icon_paths / sizeof icon_paths[0] == static_cast<unsigned>(Icon::count_));

}  // namespace tallystick::ui
