// SPDX-License-Identifier: GPL-3.0-or-later
// Issuing voting cards: as many codes as the round's styles ask for, their public keys for the
// pack, and the secret list from which the sheets are printed. Touches no disk; one thread.
// docs/FORMAT.md "Cards".
#pragma once

#include <string>
#include <string_view>

#include <ballot/pack.h>
#include <crypto/card.h>
#include <crypto/secret.h>

namespace tallystick::tally {

struct IssuedCards {
    ballot::CardTable table;  // what the pack holds
    crypto::CardSalt salt;    // what round.json holds
    // The secret list: `tallystick/card-codes/v1`, `title`, then per card
    // `card <printed code> <label> <style>`. Whoever has it can vote.
    crypto::SecretBytes codes;
};

// Cards of one style stand together in the list, in random order.
[[nodiscard]] crypto::Result<IssuedCards> issue_cards(const ballot::Round& round);

// The folder that `cards issue` writes and `round seal` reads: cards.txt and salt.txt.
[[nodiscard]] std::string write_salt(const crypto::CardSalt& salt);
[[nodiscard]] crypto::Result<crypto::CardSalt> read_salt(std::string_view text);

// The tally key's public half as a file, `tallystick/tally-key/v1`.
struct TallyKeyFile {
    crypto::TallyPublicKey key;
    std::int64_t shares = 0, needed = 0;
};
[[nodiscard]] std::string write_tally_key(const TallyKeyFile& file);
[[nodiscard]] crypto::Result<TallyKeyFile> read_tally_key(std::string_view text);

}  // namespace tallystick::tally
