// SPDX-License-Identifier: GPL-3.0-or-later
#include "card_list.h"

#include <crypto/card.h>
#include <crypto/fields.h>
#include <crypto/secret.h>

namespace tallystick::print {

CardList::~CardList() {
    for (auto& card : cards) crypto::wipe(card.code);
}

crypto::Result<CardList> read_card_list(std::string_view text) {
    TALLYSTICK_TRY(reader, crypto::FieldReader::open(text, "tallystick/card-codes/v1",
                                                     crypto::Found::withheld));
    CardList list;
    TALLYSTICK_TRY(title, reader.take_text("title"));
    list.title = std::string(title);
    while (!reader.at_end()) {
        TALLYSTICK_TRY(value, reader.take("card"));
        constexpr std::size_t code = crypto::CardCode::printed_size, label = 8;
        // The message says nothing of the code itself.
        const auto fault = [&] {
            return crypto::bad_data("line " + std::to_string(reader.line()) +
                                        ": expected `card <code> <label> <style>`",
                                    "print the list that `tallystick cards issue` wrote");
        };
        if (value.size() < code + label + 3 || value[code] != ' ' || value[code + label + 1] != ' ')
            return fault();
        PrintedCard card{std::string(value.substr(0, code)),
                         std::string(value.substr(code + 1, label)),
                         std::string(value.substr(code + label + 2))};
        if (!crypto::read_card(card.code).code || !crypto::is_slug(card.style)) return fault();
        list.cards.push_back(std::move(card));
    }
    return list;
}

}  // namespace tallystick::print
