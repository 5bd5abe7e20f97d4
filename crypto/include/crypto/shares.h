// SPDX-License-Identifier: GPL-3.0-or-later
// Shares of the tally key: Shamir's scheme over GF(256), byte by byte, any `needed` of `total`
// rebuild it and fewer say nothing. Rebuilt is right iff its public key is the round's. Shares are
// secrets and move-only; functions are safe on any thread. docs/FORMAT.md "Shares".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <crypto/sealing.h>
#include <crypto/secret.h>

namespace tallystick::crypto {

struct Share {
    static constexpr int most_shares = 16;
    int index = 0;  // 1..total: the x at which the polynomials were taken
    int needed = 0;
    int total = 0;
    TallyPublicKey tally_key;
    SecretBytes value;  // 32 bytes

    [[nodiscard]] Share clone() const;
};

// 1 <= needed <= total <= 16. A single key is needed = total = 1.
[[nodiscard]] Result<std::vector<Share>> split(const TallySecretKey& key, int needed, int total);
// Refuses too few, twice the same, shares of different keys or splits, and a result whose public
// key is not theirs. More than needed are all checked against each other.
[[nodiscard]] Result<TallySecretKey> combine(std::span<const Share> shares);

// The code for printing and typing: twelve groups of six Crockford characters, joined by '-'; each
// group's last character checks that group, so a mistake is found group by group.
[[nodiscard]] SecretBytes share_code(const Share& share);
// As a person types it (case, spaces, dashes free; I, L as 1, O as 0). Names the wrong group.
[[nodiscard]] Result<Share> parse_share_code(std::string_view typed, const TallyPublicKey& key);

// The text of a share's file, `tallystick/share/v1`, and back; strict.
[[nodiscard]] SecretBytes share_file(const Share& share);
[[nodiscard]] Result<Share> parse_share_file(std::string_view text);

}  // namespace tallystick::crypto
