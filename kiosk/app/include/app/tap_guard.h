// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a touch or a key that was meant for one view from pressing what has come in its place: the
// buttons that lead on share one corner, so a double tap would cast what nobody has seen, or take
// the receipt away. Pure; places in mm, time in ms.
// docs/decisions/2026-11-22-a-double-tap-is-one.md
#pragma once

#include <optional>
#include <string>

#include <app/state.h>

namespace tallystick::app {

struct Place {
    double x = 0, y = 0;  // mm
};

class TapGuard {
public:
    static constexpr Milliseconds length = 700;
    static constexpr Milliseconds length_of_page = 400;
    static constexpr Milliseconds length_of_toggle = 400;
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
    // What the next press of itself would undo is pressed: whether it may be. Not soon after its
    // last press, and never before what that did is on the glass.
    [[nodiscard]] bool allows_toggle(const std::string& id, Milliseconds now);
    // A key has shown where the focus is, which pressed nothing yet.
    void showed_focus();

private:
    // What has come up: for how long it is new to who looks at it.
    class News {
    public:
        void come(Milliseconds length_after_seen);
        void seen(Milliseconds now);
        void grow_old(Milliseconds now);
        [[nodiscard]] bool is_unseen() const { return m_age == Age::unseen; }
        [[nodiscard]] bool is_fresh() const { return m_age == Age::fresh; }
        [[nodiscard]] bool is_known() const { return m_age == Age::known; }

    private:
        enum class Age { known, unseen, fresh };  // fresh: seen since m_seen
        Age m_age = Age::known;
        Milliseconds m_seen = 0, m_length = 0;
    };
    News m_view, m_focus, m_toggle;
    std::string m_toggled;  // the last one pressed
    bool m_looked = false;  // the focus was moved on this view
    std::optional<Place> m_last;
};

}  // namespace tallystick::app
