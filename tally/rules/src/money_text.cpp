// SPDX-License-Identifier: GPL-3.0-or-later
#include "money_text.h"

#include <string>

namespace tallystick::rules {

std::optional<Decimal> parse_decimal(std::string_view text) {
    const std::size_t point = text.find('.');
    std::string digits(text.substr(0, point));
    if (digits.empty()) return std::nullopt;
    Decimal decimal;
    if (point != std::string_view::npos) {
        std::string_view behind = text.substr(point + 1);
        if (behind.empty()) return std::nullopt;
        while (behind.ends_with('0')) behind.remove_suffix(1);
        if (behind.size() > 6) return std::nullopt;
        decimal.places = static_cast<unsigned>(behind.size());
        digits += behind;
    }
    if (digits.size() > 16) return std::nullopt;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        decimal.digits = decimal.digits * 10 + (c - '0');
    }
    if (decimal.digits > max_money) return std::nullopt;
    return decimal;
}

Money scaled(const Decimal& decimal, unsigned places) {
    Money value = decimal.digits;
    for (unsigned place = decimal.places; place < places; ++place)
        if (__builtin_mul_overflow(value, 10, &value)) return max_money + 1;
    return value;
}

}  // namespace tallystick::rules
