// SPDX-License-Identifier: GPL-3.0-or-later
// What a scanner or a person sends where a card is expected.
#include <crypto/card.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const crypto::CardReading reading = crypto::read_card(tallystick::fuzz::text_of(data, size));
    const bool good = reading.problem == crypto::CardProblem::none;
    crypto::require(good == reading.code.has_value(), "a code or a problem");
    if (!good) return 0;
    const std::string printed = reading.code->printed();
    const crypto::CardReading again = crypto::read_card(printed);
    crypto::require(again.code && again.code->printed() == printed, "a card reads back");
    return 0;
}
