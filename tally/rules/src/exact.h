// SPDX-License-Identifier: GPL-3.0-or-later
// GMP's integers and fractions, and the two conversions it lacks. The exact path of every rule.
#pragma once

#include <string>

#include <gmpxx.h>

#include "wide.h"

namespace tallystick::rules {

using BigInt = mpz_class;
using Fraction = mpq_class;

[[nodiscard]] inline BigInt big(Int128 value) {
    const bool negative = value < 0;
    const UInt128 bits = negative ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
    BigInt result = static_cast<unsigned long>(bits >> 64);
    result <<= 64;
    result += static_cast<unsigned long>(static_cast<std::uint64_t>(bits));
    return negative ? BigInt(-result) : result;
}

// The value must be at least zero and below 2^127.
[[nodiscard]] inline Int128 small(const BigInt& value) {
    const BigInt high = value >> 64;
    const BigInt low = value - (high << 64);
    return static_cast<Int128>(UInt128{high.get_ui()} << 64 | low.get_ui());
}

// "p/q" in lowest terms, "p" where q is 1.
[[nodiscard]] inline std::string text_of(Fraction value) {
    value.canonicalize();
    return value.get_str();
}

}  // namespace tallystick::rules
