// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a touch or a key that was meant for one view from pressing what has come in its place: the
// buttons that lead on share one corner, so a double tap would cast what nobody has seen, or take
// the receipt away. Pure; places in mm, time in ms.
// docs/decisions/2026-11-22-a-double-tap-is-one.md
#pragma once

#include <optional>

#include <app/state.h>

namespace tallystick::app {

struct Place {
    double x = 0, y = 0;  // mm
};

class TapGuard {
public:
    static constexpr Milliseconds length = 700;
    static constexpr Milliseconds length_of_page = 400;
    static constexpr double reach_mm = 20;  // taps this near each other are in one place

    // Another view has taken the place of the last one; it is not on the glass yet.
    void changed();
    // Another page of the same view has come, by its button.
    void turned();
    // What is to be seen is on the glass.
    void seen(Milliseconds now);
    // A finger comes down: whether it may press anything. One that may is where the next tap of a
    // double tap is awaited.
    [[nodiscard]] bool allows(Place place, Milliseconds now);
    // A key that presses or goes back: whether it may. Who has moved the focus has looked.
    [[nodiscard]] bool allows_key(Milliseconds now);
    void moved_focus();

private:
    void cover(Milliseconds length_after_seen);
    void grow_known(Milliseconds now);

    enum class View { known, unseen, fresh };  // fresh: seen since m_seen
    View m_view = View::known;
    Milliseconds m_seen = 0, m_length = length;
    bool m_looked = false;  // the focus was moved on this view
    std::optional<Place> m_last;
};

}  // namespace tallystick::app
