// SPDX-License-Identifier: GPL-3.0-or-later
// Shares of the tally key: their files, and codes as typed.
#include <crypto/shares.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    auto file = crypto::parse_share_file(text);
    tallystick::fuzz::check_words(file);
    if (file) {
        crypto::require(crypto::share_file(*file).text() == text, "written as it was read");
        std::vector<crypto::Share> shares;
        shares.push_back(std::move(file).value());
        tallystick::fuzz::check_words(crypto::combine(shares));
    }
    static const auto key =
        crypto::TallySecretKey::from_bytes(crypto::Bytes(32, 0x33)).public_key();
    const auto typed = crypto::parse_share_code(text, key);
    tallystick::fuzz::check_words(typed);
    if (typed) {
        const auto code = crypto::share_code(*typed);
        const auto again = crypto::parse_share_code(code.text(), key);
        crypto::require(again && again->value.equals(typed->value.view()), "a code reads back");
    }
    return 0;
}
