// SPDX-License-Identifier: GPL-3.0-or-later
// The only door to randomness in the whole program: libsodium's randombytes (getrandom(2)
// underneath). Safe on any thread after crypto::init(). A test looks at our objects' symbols and
// fails where another source is linked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <crypto/bytes.h>

namespace tallystick::crypto {

void fill_random(std::span<std::uint8_t> out);
[[nodiscard]] Bytes random_bytes(std::size_t count);
// Uniform in [0, bound), bound >= 1, without modulo bias.
[[nodiscard]] std::uint32_t random_below(std::uint32_t bound);

template <typename Fixed>
[[nodiscard]] Fixed random_fixed() {
    Fixed value;
    fill_random(value.bytes);
    return value;
}

// Fisher-Yates; the range must have fewer than 2^32 elements.
template <typename Container>
void shuffle_randomly(Container& items) {
    for (std::size_t left = items.size(); left > 1; --left) {
        const std::size_t pick = random_below(static_cast<std::uint32_t>(left));
        using std::swap;
        swap(items[left - 1], items[pick]);
    }
}

}  // namespace tallystick::crypto
