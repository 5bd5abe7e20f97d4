// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/scan_reader.h>

#include <algorithm>
#include <utility>

namespace tallystick::app {

void ScanReader::typed(std::string_view text, Milliseconds now) {
    m_held += text.substr(0, most_held - std::min(most_held, m_held.size()));
    m_last = now;
}

std::optional<std::string> ScanReader::enter(Milliseconds now) {
    if (m_held.size() < shortest_scan || now - m_last > longest_gap) return std::nullopt;
    return std::exchange(m_held, {});
}

std::string ScanReader::by_hand(Milliseconds now) {
    if (m_held.empty() || now - m_last <= longest_gap) return {};
    return std::exchange(m_held, {});
}

std::optional<Milliseconds> ScanReader::deadline() const {
    if (m_held.empty()) return std::nullopt;
    return m_last + longest_gap + 1;
}

}  // namespace tallystick::app
