// SPDX-License-Identifier: GPL-3.0-or-later
// The secret list of card codes as `tallystick cards issue` writes it, read back to be printed.
// docs/FORMAT.md "Cards".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <crypto/result.h>

namespace tallystick::print {

struct PrintedCard {
    std::string code;   // XXXXXX-XXXXXX-XXXXCC
    std::string label;  // first 8 hex digits of its public key
    std::string style;
};

struct CardList {
    std::string title;
    std::vector<PrintedCard> cards;
    ~CardList();  // wipes the codes
    CardList() = default;
    CardList(CardList&&) = default;
    CardList& operator=(CardList&&) = default;
};

// Strict; every code's check characters are checked again before ink is spent on it.
[[nodiscard]] crypto::Result<CardList> read_card_list(std::string_view text);

}  // namespace tallystick::print
