// SPDX-License-Identifier: GPL-3.0-or-later
// What every fuzz target shares. A target is one function over one input; it must return, and it
// aborts where a promise is broken: a text that is accepted is written back byte for byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <crypto/bytes.h>
#include <crypto/result.h>

// The whole target; libFuzzer's entry point, or the replay program's, calls it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tallystick::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Every failure a reader gives must have words, and none may carry a control character to a
// terminal.
template <typename T>
void check_words(const crypto::Result<T>& result) {
    if (result) return;
    crypto::require(!result.error().message.empty(), "an error without words");
    for (const char c : result.error().message) {
        crypto::require(c == '\n' || static_cast<unsigned char>(c) >= 0x20,
                        "an error that carries a control character");
    }
}

}  // namespace tallystick::fuzz
