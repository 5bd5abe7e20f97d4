// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/tap_guard.h>

#include <cmath>

namespace tallystick::app {

void TapGuard::News::come(Milliseconds length_after_seen) {
    m_age = Age::unseen;
    m_length = length_after_seen;
}

void TapGuard::News::seen(Milliseconds now) {
    if (m_age != Age::unseen) return;
    m_age = Age::fresh;
    m_seen = now;
}

void TapGuard::News::grow_old(Milliseconds now) {
    if (m_age == Age::fresh && now - m_seen >= m_length) m_age = Age::known;
}

void TapGuard::changed() {
    m_view.come(length);
    m_looked = false;
}

void TapGuard::turned() {
    m_view.come(length_of_page);
    m_looked = false;
}

void TapGuard::showed_focus() {
    m_focus.come(length);
    m_looked = false;
}

void TapGuard::seen(Milliseconds now) {
    m_view.seen(now);
    m_focus.seen(now);
    m_toggle.seen(now);
}

bool TapGuard::allows_toggle(const std::string& id, Milliseconds now) {
    m_toggle.grow_old(now);
    const bool again = id == m_toggled && !m_toggle.is_known();
    m_toggled = id;
    m_toggle.come(length_of_toggle);
    return !again;
}

bool TapGuard::allows_key(Milliseconds now) {
    m_view.grow_old(now);
    m_focus.grow_old(now);
    return m_looked || (m_view.is_known() && m_focus.is_known());
}

void TapGuard::moved_focus() {
    m_looked = !m_view.is_unseen() && !m_focus.is_unseen();
}

bool TapGuard::allows(Place place, Milliseconds now) {
    if (m_view.is_unseen()) return false;
    m_view.grow_old(now);
    if (m_view.is_fresh() && m_last &&
        std::hypot(place.x - m_last->x, place.y - m_last->y) <= reach_mm)
        return false;
    m_last = place;
    return true;
}

}  // namespace tallystick::app
