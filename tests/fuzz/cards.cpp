// SPDX-License-Identifier: GPL-3.0-or-later
// cards.txt of a round with two styles.
#include <ballot/pack.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;

namespace {

ballot::Round two_styles() {
    ballot::Round round;
    for (const char* name : {"all", "north"}) {
        round.styles.emplace_back();
        round.styles.back().id = ballot::StyleId::parse(name).value();
        round.styles.back().cards = 1000;
    }
    return round;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ballot::Round round = two_styles();
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    const auto cards = ballot::CardTable::parse(text, round);
    tallystick::fuzz::check_words(cards);
    if (!cards) return 0;
    crypto::require(cards->text(round) == text, "the table is written as it was read");
    for (std::size_t i = 0; i < cards->size(); ++i) {
        crypto::require(cards->find((*cards)[i].key) == i, "every card is found");
    }
    return 0;
}
