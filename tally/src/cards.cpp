// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>

#include <crypto/fields.h>
#include <crypto/random.h>
#include <crypto/shares.h>
#include <tally/cards.h>

namespace tallystick::tally {

crypto::Result<IssuedCards> issue_cards(const ballot::Round& round) {
    const auto salt = crypto::random_fixed<crypto::CardSalt>();
    std::size_t total = 0;
    for (const auto& style : round.styles) total += static_cast<std::size_t>(style.cards);
    if (total == 0)
        return crypto::bad_data("no style of the round has cards",
                                "give each [[style]] its number: cards = 100");
    std::vector<ballot::CardTable::Card> cards;
    cards.reserve(total);
    // Sized beforehand, so that no earlier copy of the codes is left behind in freed memory.
    std::string head =
        "tallystick/card-codes/v1\ntitle " + round.title.in(round.languages[0]) + "\n";
    constexpr std::size_t line_most = 5 + crypto::CardCode::printed_size + 1 + 8 + 1 + 32 + 1;
    crypto::SecretBytes codes(head.size() + total * line_most);
    std::size_t at = 0;
    const auto put = [&](std::string_view text) {
        std::memcpy(codes.writable().data() + at, text.data(), text.size());
        at += text.size();
    };
    put(head);
    for (std::size_t style = 0; style < round.styles.size(); ++style) {
        for (std::int64_t card = 0; card < round.styles[style].cards; ++card) {
            const auto code = crypto::CardCode::generate();
            const crypto::CardKey key(code, salt);
            std::string printed = code.printed();
            put("card ");
            put(printed);
            crypto::wipe(printed);
            put(" " + crypto::card_label(key.public_key()) + " " + round.styles[style].id.text() +
                "\n");
            cards.push_back({key.public_key(), static_cast<std::uint16_t>(style)});
        }
    }
    TALLYSTICK_TRY(table, ballot::CardTable::create(std::move(cards)));
    return IssuedCards{std::move(table), salt,
                       crypto::SecretBytes::copy_of(codes.view().first(at))};
}

std::string write_salt(const crypto::CardSalt& salt) {
    return crypto::FieldWriter("tallystick/card-salt/v1").add("salt", salt).text();
}

crypto::Result<crypto::CardSalt> read_salt(std::string_view text) {
    TALLYSTICK_TRY(reader, crypto::FieldReader::open(text, "tallystick/card-salt/v1",
                                                     crypto::Found::withheld));
    TALLYSTICK_TRY(salt, reader.take_hex<crypto::CardSalt>("salt"));
    TALLYSTICK_CHECK(reader.finish());
    return salt;
}

std::string write_tally_key(const TallyKeyFile& file) {
    return crypto::FieldWriter("tallystick/tally-key/v1")
        .add("key", file.key)
        .add("shares", file.shares)
        .add("needed", file.needed)
        .text();
}

crypto::Result<TallyKeyFile> read_tally_key(std::string_view text) {
    // Public itself, but a share given in its place must not be repeated.
    TALLYSTICK_TRY(reader, crypto::FieldReader::open(text, "tallystick/tally-key/v1",
                                                     crypto::Found::withheld));
    TALLYSTICK_TRY(key, reader.take_hex<crypto::TallyPublicKey>("key"));
    TALLYSTICK_TRY(shares, reader.take_integer("shares", 1, crypto::Share::most_shares));
    TALLYSTICK_TRY(needed, reader.take_integer("needed", 1, shares));
    TALLYSTICK_CHECK(reader.finish());
    if (!crypto::is_usable(key)) return crypto::bad_data("the tally key is a point of small order");
    return TallyKeyFile{key, shares, needed};
}

}  // namespace tallystick::tally
