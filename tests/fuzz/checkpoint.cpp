// SPDX-License-Identifier: GPL-3.0-or-later
// The three lines of a checkpoint.
#include <crypto/checkpoint.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    const auto checkpoint = crypto::Checkpoint::parse(text);
    tallystick::fuzz::check_words(checkpoint);
    if (checkpoint) {
        crypto::require(checkpoint->text() == text, "a checkpoint is written as it was read");
    }
    return 0;
}
