// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/tap_guard.h>

#include <cmath>

namespace tallystick::app {

void TapGuard::cover(Milliseconds length_after_seen) {
    m_view = View::unseen;
    m_length = length_after_seen;
    m_looked = false;
}

void TapGuard::changed() {
    cover(length);
}

void TapGuard::turned() {
    cover(length_of_page);
}

void TapGuard::seen(Milliseconds now) {
    if (m_view != View::unseen) return;
    m_view = View::fresh;
    m_seen = now;
}

void TapGuard::grow_known(Milliseconds now) {
    if (m_view == View::fresh && now - m_seen >= m_length) m_view = View::known;
}

bool TapGuard::allows_key(Milliseconds now) {
    grow_known(now);
    return m_view == View::known || m_looked;
}

void TapGuard::moved_focus() {
    m_looked = m_view != View::unseen;
}

bool TapGuard::allows(Place place, Milliseconds now) {
    if (m_view == View::unseen) return false;
    grow_known(now);
    if (m_view == View::fresh && m_last &&
        std::hypot(place.x - m_last->x, place.y - m_last->y) <= reach_mm)
        return false;
    m_last = place;
    return true;
}

}  // namespace tallystick::app
