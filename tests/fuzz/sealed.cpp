// SPDX-License-Identifier: GPL-3.0-or-later
// Opening what was not sealed by us, and padding: the first byte chooses the block.
#include <crypto/sealing.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key = crypto::TallySecretKey::from_bytes(crypto::Bytes(32, 0x33));
    const crypto::ByteView bytes(data, size);
    const auto opened = crypto::open_sealed(bytes, key);
    tallystick::fuzz::check_words(opened);
    if (size == 0) return 0;
    const std::size_t block = (data[0] % 8U + 1) * crypto::block_unit;
    const auto text = crypto::unpad(bytes.subspan(1), block);
    tallystick::fuzz::check_words(text);
    if (text) {
        const auto again = crypto::pad(*text, block);
        crypto::require(again && again->equals(bytes.subspan(1)), "one padding per text");
    }
    const auto padded = crypto::pad(crypto::text_of(bytes), block);
    crypto::require(padded.ok() == (size < block), "what fits is padded");
    if (padded) {
        crypto::require(crypto::unpad(padded->view(), block).value() == crypto::text_of(bytes),
                        "a text comes back");
    }
    return 0;
}
