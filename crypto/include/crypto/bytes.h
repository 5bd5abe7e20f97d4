// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes, strong fixed-size byte types, and the three encodings of the formats: lower-case hex,
// padded base64 and Crockford base32. Every decoder accepts exactly what its encoder writes.
// Values only, safe on any thread. docs/FORMAT.md "Encodings".
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/result.h>

namespace tallystick::crypto {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] ByteView view_of(std::string_view text);
[[nodiscard]] std::string_view text_of(ByteView bytes);

// Two lower-case digits a byte.
[[nodiscard]] std::string to_hex(ByteView bytes);
[[nodiscard]] Result<Bytes> from_hex(std::string_view hex);
// False, with `out` in any state, unless `hex` is exactly 2 * out.size() lower-case digits.
[[nodiscard]] bool read_hex(std::string_view hex, std::span<std::uint8_t> out);

// RFC 4648 §4, padded.
[[nodiscard]] std::string to_base64(ByteView bytes);
// Refuses missing padding, spare bits that are not zero, and any other character.
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);
// As from_base64 into memory of the exact size; false if malformed or of any other size.
[[nodiscard]] bool read_base64(std::string_view text, std::span<std::uint8_t> out);
// Characters that `bytes` bytes take in base64.
[[nodiscard]] constexpr std::size_t base64_size(std::size_t bytes) {
    return (bytes + 2) / 3 * 4;
}

// The 32 symbols of Crockford's base32: digits and capitals without I, L, O and U.
inline constexpr std::string_view crockford_symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
// Five bits a symbol, most significant first, the last symbol filled up with zero bits.
[[nodiscard]] std::string to_crockford(ByteView bytes);
// 0..31 for one character as a person types it (lower case; I and L as 1; O as 0).
[[nodiscard]] std::optional<std::uint8_t> crockford_value(char typed);
// Strict: `symbols` as to_crockford writes it for out.size() bytes.
[[nodiscard]] bool read_crockford(std::string_view symbols, std::span<std::uint8_t> out);

// N bytes with a meaning: two Tags never compare or convert.
template <typename Tag, std::size_t N>
struct FixedBytes {
    static constexpr std::size_t size = N;
    std::array<std::uint8_t, N> bytes{};

    [[nodiscard]] ByteView view() const { return bytes; }
    [[nodiscard]] std::string hex() const { return to_hex(bytes); }
    [[nodiscard]] std::string base64() const { return to_base64(bytes); }

    [[nodiscard]] static Result<FixedBytes> from_hex(std::string_view hex) {
        FixedBytes value;
        if (read_hex(hex, value.bytes)) return value;
        return bad_data("expected " + std::to_string(2 * N) + " lower-case hex digits, found \"" +
                        std::string(hex.substr(0, 2 * N + 8)) + "\"");
    }
    [[nodiscard]] static Result<FixedBytes> from_base64(std::string_view text) {
        FixedBytes value;
        if (read_base64(text, value.bytes)) return value;
        return bad_data("expected " + std::to_string(N) + " bytes as padded base64, found \"" +
                        std::string(text.substr(0, base64_size(N) + 8)) + "\"");
    }
    // Aborts unless `from` has exactly N bytes.
    [[nodiscard]] static FixedBytes copy_of(ByteView from) {
        require(from.size() == N, "FixedBytes::copy_of another size");
        FixedBytes value;
        std::memcpy(value.bytes.data(), from.data(), N);
        return value;
    }

    friend auto operator<=>(const FixedBytes&, const FixedBytes&) = default;
};

// A SHA-256 value: of a text, a file, a leaf, a node.
using Digest = FixedBytes<struct DigestTag, 32>;
// An Ed25519 signature (RFC 8032).
using Signature = FixedBytes<struct SignatureTag, 64>;

}  // namespace tallystick::crypto

// For unordered containers of digests and keys, whose bytes are uniform unless an attacker chose
// them; never use where an attacker gains by collisions in the first eight bytes.
template <typename Tag, std::size_t N>
struct std::hash<tallystick::crypto::FixedBytes<Tag, N>> {
    std::size_t operator()(const tallystick::crypto::FixedBytes<Tag, N>& value) const noexcept {
        static_assert(N >= sizeof(std::size_t));
        std::size_t first = 0;
        std::memcpy(&first, value.bytes.data(), sizeof first);
        return first;
    }
};
