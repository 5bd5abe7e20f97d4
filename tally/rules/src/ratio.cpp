// SPDX-License-Identifier: GPL-3.0-or-later
#include "ratio.h"

#include <algorithm>

namespace tallystick::rules {
namespace {

Int128 floor_of(const Ratio& ratio) {
    const Int128 quotient = ratio.numerator / ratio.denominator;
    return ratio.numerator % ratio.denominator < 0 ? quotient - 1 : quotient;
}

}  // namespace

std::string to_text(Int128 value) {
    if (value == 0) return "0";
    std::string digits;
    for (Int128 rest = value; rest != 0; rest /= 10) {
        const int digit = static_cast<int>(rest % 10);
        digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    }
    if (value < 0) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::string Ratio::text() const {
    if (denominator == 0) return "inf";
    Int128 a = numerator < 0 ? -numerator : numerator;
    Int128 b = denominator;
    while (b != 0) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    if (a == denominator) return to_text(numerator / a);
    return to_text(numerator / a) + "/" + to_text(denominator / a);
}

// The continued fractions of both sides, term by term (Euclid): the first difference decides, and
// after each equal term the reciprocals of the remainders stand the other way round.
std::strong_ordering operator<=>(const Ratio& left, const Ratio& right) {
    Ratio a = left;
    Ratio b = right;
    while (a.denominator != 0 && b.denominator != 0) {
        const Int128 whole_a = floor_of(a);
        const Int128 whole_b = floor_of(b);
        if (whole_a != whole_b) return whole_a <=> whole_b;
        const Ratio rest_a{b.denominator, b.numerator - whole_b * b.denominator};
        const Ratio rest_b{a.denominator, a.numerator - whole_a * a.denominator};
        a = rest_a;
        b = rest_b;
    }
    if (a.denominator == b.denominator) return std::strong_ordering::equal;
    return a.denominator == 0 ? std::strong_ordering::greater : std::strong_ordering::less;
}

}  // namespace tallystick::rules
