// SPDX-License-Identifier: GPL-3.0-or-later
// Hex, base64 and Crockford base32: one text per value, in both directions.
#include <crypto/fields.h>

#include <algorithm>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    const crypto::ByteView bytes(data, size);
    if (const auto read = crypto::from_hex(text)) {
        crypto::require(crypto::to_hex(*read) == text, "hex is written as it was read");
    }
    if (const auto read = crypto::from_base64(text)) {
        crypto::require(crypto::to_base64(*read) == text, "base64 is written as it was read");
    }
    crypto::Bytes read(size * 5 / 8);
    if (crypto::read_crockford(text, read)) {
        crypto::require(crypto::to_crockford(read) == text, "base32 is written as it was read");
    }
    const auto same = [&](const auto& back) {
        crypto::require(
            back.ok() && std::equal(bytes.begin(), bytes.end(), back->begin(), back->end()),
            "bytes come back");
    };
    same(crypto::from_hex(crypto::to_hex(bytes)));
    same(crypto::from_base64(crypto::to_base64(bytes)));
    const auto integer = crypto::parse_integer(text, INT64_MIN, INT64_MAX);
    tallystick::fuzz::check_words(integer);
    if (integer) {
        crypto::require(std::to_string(*integer) == text, "an integer has one spelling");
    }
    static_cast<void>(crypto::is_path(text));
    static_cast<void>(crypto::is_slug(text));
    return 0;
}
