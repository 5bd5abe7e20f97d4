// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/tap_guard.h>

#include <cmath>

namespace tallystick::app {

void TapGuard::changed() {
    m_view = View::unseen;
}

void TapGuard::seen(Milliseconds now) {
    if (m_view != View::unseen) return;
    m_view = View::fresh;
    m_seen = now;
}

bool TapGuard::allows(Place place, Milliseconds now) {
    if (m_view == View::unseen) return false;
    if (m_view == View::fresh && now - m_seen >= length) m_view = View::known;
    if (m_view == View::fresh && m_last &&
        std::hypot(place.x - m_last->x, place.y - m_last->y) <= reach_mm)
        return false;
    m_last = place;
    return true;
}

}  // namespace tallystick::app
