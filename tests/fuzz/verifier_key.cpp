// SPDX-License-Identifier: GPL-3.0-or-later
// Verifier keys, as posters and notes carry them.
#include <crypto/note.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    const auto key = crypto::VerifierKey::parse(text);
    tallystick::fuzz::check_words(key);
    if (key) crypto::require(key->text() == text, "a key is written as it was read");
    return 0;
}
