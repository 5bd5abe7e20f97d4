// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/random.h>

#include <sodium.h>

namespace tallystick::crypto {

void fill_random(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

Bytes random_bytes(std::size_t count) {
    Bytes bytes(count);
    fill_random(bytes);
    return bytes;
}

std::uint32_t random_below(std::uint32_t bound) {
    require(bound >= 1, "random_below(0)");
    return randombytes_uniform(bound);
}

}  // namespace tallystick::crypto
