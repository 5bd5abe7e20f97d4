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
    if (m_held.size() < shortest_scan || is_over(now)) return std::nullopt;
    m_last = now;
    return std::exchange(m_held, {});
}

bool ScanReader::sent_key(Milliseconds now) {
    if (is_over(now)) return false;
    m_last = now;
    return true;
}

void ScanReader::was_deaf(Milliseconds from, Milliseconds to) {
    if (m_last && *m_last >= from) m_last = to;
}

std::string ScanReader::by_hand(Milliseconds now) {
    if (m_held.empty() || !is_over(now)) return {};
    return std::exchange(m_held, {});
}

void ScanReader::keep_codes(std::vector<ui::Input>& waiting) const {
    std::vector<ui::Input> kept;
    bool in_code = !m_held.empty();
    for (ui::Input& input : waiting) {
        // A space alone is a key's.
        if (const auto* text = std::get_if<ui::TextTyped>(&input))
            in_code = in_code || text->text != " ";
        const auto* key = std::get_if<ui::KeyDown>(&input);
        if (in_code || !key) kept.push_back(std::move(input));
        if (key && key->key == ui::Key::enter) in_code = false;
    }
    waiting = std::move(kept);
}

std::optional<Milliseconds> ScanReader::deadline() const {
    if (m_held.empty()) return std::nullopt;
    return m_last.value_or(0) + longest_gap + 1;
}

bool ScanReader::is_over(Milliseconds now) const {
    return !m_last || now - *m_last > longest_gap;
}

}  // namespace tallystick::app
