// SPDX-License-Identifier: GPL-3.0-or-later
// What a voter gets who checks a ballot: edited, it must never pass for the code that was shown.
// Edits of ignored (1), place (2), bytes removed (1), bytes inserted (1) and these bytes.
#include "fuzz.h"
#include "tiny_round.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tallystick::fuzz::Tiny tiny;
    std::string reveal = tiny.reveal;
    tallystick::fuzz::edit(crypto::ByteView(data, size),
                           [&](std::uint8_t) -> std::string& { return reveal; });
    const auto ballot = tallystick::ballot::check_reveal(*tiny.pack, tiny.key->verifier(), reveal,
                                                         tiny.revealed_leaf);
    tallystick::fuzz::check_words(ballot);
    crypto::require(ballot.ok() == (reveal == tiny.reveal), "exactly the revealed ballot is good");
    return 0;
}
