// SPDX-License-Identifier: GPL-3.0-or-later
// The vectors of Ed25519 at its edges, where two libraries may disagree: docs/FORMAT.md "Notes".
#include <sodium.h>

#include <array>
#include <string>

#include <crypto/note.h>

#include "make_vectors.h"

namespace tallystick::vectors {
namespace {

using Point = std::array<std::uint8_t, 32>;
using Scalar = std::array<std::uint8_t, 32>;

const std::string message = "signed at the edges of Ed25519\n";

Scalar small(std::uint8_t value) {
    Scalar scalar{};
    scalar[0] = value;
    return scalar;
}

Point times_base(const Scalar& scalar) {
    Point point;
    crypto::require(crypto_scalarmult_ed25519_base_noclamp(point.data(), scalar.data()) == 0,
                    "a multiple of the base");
    return point;
}

Point plus(const Point& left, const Point& right) {
    Point sum;
    crypto::require(crypto_core_ed25519_add(sum.data(), left.data(), right.data()) == 0, "points");
    return sum;
}

// The point (0, -1), of order 2.
Point order_two() {
    Point point;
    point.fill(0xff);
    point.front() = 0xec;
    point.back() = 0x7f;
    return point;
}

// k of RFC 8032: SHA-512(R, A, message) modulo the order.
Scalar challenge(const Point& r, const Point& key) {
    std::string text(reinterpret_cast<const char*>(r.data()), r.size());
    text.append(reinterpret_cast<const char*>(key.data()), key.size()).append(message);
    std::array<std::uint8_t, crypto_hash_sha512_BYTES> hash{};
    crypto_hash_sha512(hash.data(), crypto::view_of(text).data(), text.size());
    Scalar k;
    crypto_core_ed25519_scalar_reduce(k.data(), hash.data());
    return k;
}

// S = r + k a, where R may be another point than r B.
Scalar response(const Scalar& r, const Point& point, const Scalar& secret, const Point& key) {
    const Scalar k = challenge(point, key);
    Scalar product, sum;
    crypto_core_ed25519_scalar_mul(product.data(), k.data(), secret.data());
    crypto_core_ed25519_scalar_add(sum.data(), product.data(), r.data());
    return sum;
}

// S + L, which gives the same point.
Scalar plus_order(const Scalar& scalar) {
    constexpr Scalar order{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                           0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                           0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    Scalar sum{};
    unsigned carry = 0;
    for (std::size_t at = 0; at < sum.size(); ++at) {
        carry += unsigned{scalar[at]} + order[at];
        sum[at] = static_cast<std::uint8_t>(carry & 0xff);
        carry >>= 8;
    }
    return sum;
}

void write(const char* name, const char* because, const Point& key, const Point& r,
           const Scalar& s) {
    write_vector(
        "signature", name, because,
        {{"key", crypto::to_hex(key)}, {"signature", crypto::to_hex(r) + crypto::to_hex(s)}},
        message);
}

}  // namespace

void write_signature_vectors() {
    const Scalar secret = small(7), nonce = small(5);
    const Point key = times_base(secret), r = times_base(nonce);
    const Scalar s = response(nonce, r, secret, key);
    const char* const why = "does not match";
    write("good", "", key, r, s);
    write("s-not-canonical", why, key, r, plus_order(s));
    // With a key that is the neutral element, R = S B is a signature of every text.
    write("key-of-order-one", why, small(1), times_base(small(1)), small(1));
    // R of order 2 and S = k a: right with the cofactor, wrong without.
    write("r-of-order-two", why, key, order_two(), response(small(0), order_two(), secret, key));
    // R is a good point plus (0, -1): right with the cofactor, wrong without.
    const Point mixed_r = plus(r, order_two());
    write("r-of-mixed-order", why, key, mixed_r, response(nonce, mixed_r, secret, key));
}

}  // namespace tallystick::vectors
