// SPDX-License-Identifier: GPL-3.0-or-later
// Money in whole pence, checked: a sum that would overflow is a broken invariant, because every
// amount read from outside is at most max_pence and a round holds at most a few hundred of them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <crypto/result.h>

namespace tallystick::ballot {

class Pence {
public:
    static constexpr std::int64_t max_pence = 100'000'000'000'000;  // a million million pounds

    constexpr Pence() = default;
    constexpr explicit Pence(std::int64_t value) : m_value(value) {}
    [[nodiscard]] constexpr std::int64_t value() const { return m_value; }

    friend Pence operator+(Pence a, Pence b);
    friend Pence operator-(Pence a, Pence b);
    Pence& operator+=(Pence other) { return *this = *this + other; }
    Pence& operator-=(Pence other) { return *this = *this - other; }
    friend constexpr auto operator<=>(Pence, Pence) = default;

    // "120000" -> Pence: digits only, no sign, no leading zero, at most max_pence.
    [[nodiscard]] static crypto::Result<Pence> parse(std::string_view digits);
    // "1200.50", "1,200", "£1,200.50" -> Pence, as a person writes pounds in a spreadsheet.
    [[nodiscard]] static crypto::Result<Pence> parse_pounds(std::string_view text);
    // "£1,200" or "PLN 1,200.50", for people who read English; screens have their own formatting.
    [[nodiscard]] std::string text_in(std::string_view currency) const;

private:
    std::int64_t m_value = 0;
};

}  // namespace tallystick::ballot
