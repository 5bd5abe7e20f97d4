// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/scan_reader.h>

#include <algorithm>
#include <utility>

namespace tallystick::app {
namespace {

// A keyboard of another script types its own digits: each as the digit it is. In UTF-8 the ten
// digits of a script differ in their last byte alone.
std::string with_our_digits(std::string_view text) {
    constexpr std::string_view zeros[] = {"\u0660", "\u06F0", "\u0966", "\u09E6",
                                          "\u0A66", "\u0AE6", "\uFF10"};
    std::string out;
    while (!text.empty()) {
        std::size_t length = 1;
        char digit = text.front();
        for (const std::string_view zero : zeros) {
            const std::size_t last = zero.size() - 1;
            if (text.size() <= last || text.substr(0, last) != zero.substr(0, last)) continue;
            const int value =
                static_cast<unsigned char>(text[last]) - static_cast<unsigned char>(zero[last]);
            if (value < 0 || value > 9) continue;
            digit = static_cast<char>('0' + value);
            length = zero.size();
        }
        out += digit;
        text.remove_prefix(length);
    }
    return out;
}

}  // namespace

void ScanReader::typed(std::string_view text, Milliseconds now) {
    const std::string ours = with_our_digits(text);
    m_held += ours.substr(0, most_held - std::min(most_held, m_held.size()));
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
