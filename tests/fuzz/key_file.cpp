// SPDX-License-Identifier: GPL-3.0-or-later
// Key files and PIN hashes. Locked files are parsed, not unlocked: Argon2id is slow on purpose.
#include <crypto/keyfile.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    tallystick::fuzz::check_words(crypto::key_file_verifier(text));
    const auto plain = crypto::parse_plain_key(text);
    tallystick::fuzz::check_words(plain);
    if (plain) {
        crypto::require(crypto::plain_key(*plain).text() == text, "written as it was read");
    }
    static_cast<void>(crypto::is_pin_hash(text));
    return 0;
}
