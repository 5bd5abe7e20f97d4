// SPDX-License-Identifier: GPL-3.0-or-later
// A4 pages drawn with Cairo and Pango: sheets of voting cards to cut, and posters. All measures in
// millimetres. One thread.
#pragma once

#include <string>

#include <crypto/result.h>

#include "card_list.h"

namespace tallystick::print {

// The whole PDF, in memory.
[[nodiscard]] crypto::Result<std::string> draw_cards(const CardList& list);

struct Poster {
    std::string title;
    std::string heading;  // "The organiser's key"
    std::string text;     // what is in the QR, and below it in full
};
[[nodiscard]] crypto::Result<std::string> draw_poster(const Poster& poster);

}  // namespace tallystick::print
