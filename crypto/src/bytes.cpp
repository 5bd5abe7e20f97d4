// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/bytes.h>

namespace tallystick::crypto {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_symbols =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_value = 0xff;

constexpr std::array<std::uint8_t, 256> values_of(std::string_view symbols) {
    std::array<std::uint8_t, 256> values{};
    for (auto& value : values) value = no_value;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        values[static_cast<unsigned char>(symbols[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}

constexpr auto hex_values = values_of(hex_digits);
constexpr auto base64_values = values_of(base64_symbols);
constexpr auto crockford_values = values_of(crockford_symbols);

std::uint8_t value_in(const std::array<std::uint8_t, 256>& values, char symbol) {
    return values[static_cast<unsigned char>(symbol)];
}

std::uint8_t low_byte(std::uint32_t bits) {
    return static_cast<std::uint8_t>(bits & 0xff);
}

// Bytes that a padded base64 text of this form holds; nullopt when no text of that form exists.
std::optional<std::size_t> base64_payload(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    if (text.ends_with("==")) {
        padding = 2;
    } else if (text.ends_with('=')) {
        padding = 1;
    }
    return text.size() / 4 * 3 - padding;
}

}  // namespace

ByteView view_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteView bytes) {
    std::string hex;
    hex.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        hex += hex_digits[byte >> 4];
        hex += hex_digits[byte & 0x0f];
    }
    return hex;
}

bool read_hex(std::string_view hex, std::span<std::uint8_t> out) {
    if (hex.size() != 2 * out.size()) return false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint8_t high = value_in(hex_values, hex[2 * i]);
        const std::uint8_t low = value_in(hex_values, hex[2 * i + 1]);
        if ((high | low) > 0x0f) return false;
        out[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return true;
}

Result<Bytes> from_hex(std::string_view hex) {
    Bytes bytes(hex.size() / 2);
    if (hex.size() % 2 == 0 && read_hex(hex, bytes)) return bytes;
    return bad_data("expected an even number of lower-case hex digits");
}

std::string to_base64(ByteView bytes) {
    std::string text;
    text.reserve(base64_size(bytes.size()));
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3) {
        const std::uint32_t bits = static_cast<std::uint32_t>(bytes[i]) << 16 |
                                   static_cast<std::uint32_t>(bytes[i + 1]) << 8 | bytes[i + 2];
        text += base64_symbols[bits >> 18];
        text += base64_symbols[bits >> 12 & 63];
        text += base64_symbols[bits >> 6 & 63];
        text += base64_symbols[bits & 63];
    }
    if (i == bytes.size()) return text;
    const bool two = i + 2 == bytes.size();
    const std::uint32_t bits = static_cast<std::uint32_t>(bytes[i]) << 16 |
                               (two ? static_cast<std::uint32_t>(bytes[i + 1]) << 8 : 0);
    text += base64_symbols[bits >> 18];
    text += base64_symbols[bits >> 12 & 63];
    text += two ? base64_symbols[bits >> 6 & 63] : '=';
    text += '=';
    return text;
}

bool read_base64(std::string_view text, std::span<std::uint8_t> out) {
    if (base64_payload(text) != out.size()) return false;
    std::size_t at = 0;
    std::size_t i = 0;
    for (; at + 3 <= out.size(); at += 3, i += 4) {
        const std::uint8_t a = value_in(base64_values, text[i]);
        const std::uint8_t b = value_in(base64_values, text[i + 1]);
        const std::uint8_t c = value_in(base64_values, text[i + 2]);
        const std::uint8_t d = value_in(base64_values, text[i + 3]);
        if ((a | b | c | d) > 63) return false;
        const auto bits = static_cast<std::uint32_t>(a << 18 | b << 12 | c << 6 | d);
        out[at] = low_byte(bits >> 16);
        out[at + 1] = low_byte(bits >> 8);
        out[at + 2] = low_byte(bits);
    }
    if (at == out.size()) return true;
    const bool two = at + 2 == out.size();
    const std::uint8_t a = value_in(base64_values, text[i]);
    const std::uint8_t b = value_in(base64_values, text[i + 1]);
    const std::uint8_t c = two ? value_in(base64_values, text[i + 2]) : std::uint8_t{0};
    if ((a | b | c) > 63) return false;
    const auto bits = static_cast<std::uint32_t>(a << 18 | b << 12 | c << 6);
    // The bits behind the last byte carry nothing: one value has one text only if they are zero.
    if ((bits & (two ? 0xffU : 0xffffU)) != 0) return false;
    out[at] = low_byte(bits >> 16);
    if (two) out[at + 1] = low_byte(bits >> 8);
    return true;
}

Result<Bytes> from_base64(std::string_view text) {
    Bytes bytes(base64_payload(text).value_or(0));
    if (read_base64(text, bytes)) return bytes;
    return bad_data("expected padded base64 with zero spare bits");
}

std::string to_crockford(ByteView bytes) {
    std::string symbols;
    std::uint32_t bits = 0;
    int waiting = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8 | byte) & 0xffff;
        for (waiting += 8; waiting >= 5; waiting -= 5) {
            symbols += crockford_symbols[bits >> (waiting - 5) & 31];
        }
    }
    if (waiting > 0) symbols += crockford_symbols[bits << (5 - waiting) & 31];
    return symbols;
}

std::optional<std::uint8_t> crockford_value(char typed) {
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'I' || typed == 'L') typed = '1';
    if (typed == 'O') typed = '0';
    const std::uint8_t value = value_in(crockford_values, typed);
    if (value == no_value) return std::nullopt;
    return value;
}

bool read_crockford(std::string_view symbols, std::span<std::uint8_t> out) {
    if (symbols.size() != (out.size() * 8 + 4) / 5) return false;
    std::uint32_t bits = 0;
    int waiting = 0;
    std::size_t at = 0;
    for (const char symbol : symbols) {
        const std::uint8_t value = value_in(crockford_values, symbol);
        if (value == no_value) return false;
        bits = (bits << 5 | value) & 0xffff;
        waiting += 5;
        if (waiting < 8) continue;
        waiting -= 8;
        out[at++] = low_byte(bits >> waiting);
    }
    return (bits & ((1U << waiting) - 1)) == 0;
}

}  // namespace tallystick::crypto
