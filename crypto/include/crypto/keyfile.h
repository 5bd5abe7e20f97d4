// SPDX-License-Identifier: GPL-3.0-or-later
// Signing keys as text for a file: locked by a passphrase (organiser, witnesses) or plain (a
// kiosk, whose box must be able to sign unattended). Also the steward's PIN. Texts in, texts out;
// safe on any thread, slow on purpose. docs/FORMAT.md "Key files".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <crypto/note.h>
#include <crypto/secret.h>

namespace tallystick::crypto {

// Argon2id's cost. A reader accepts 1..16 passes and 8 KiB..1 GiB, so that a hostile file cannot
// take the machine.
struct LockCost {
    std::uint32_t passes = 3;
    std::uint32_t memory_kib = 262'144;  // libsodium's "moderate": about a second

    // For the PIN, asked while people wait: two passes over 64 MiB.
    [[nodiscard]] static constexpr LockCost interactive() { return {2, 65'536}; }
    // For tests only: no protection at all.
    [[nodiscard]] static constexpr LockCost least() { return {1, 8}; }
};

// `tallystick/locked-key/v1`: the verifier key in clear, the seed in a secretbox whose key is
// Argon2id of the passphrase. Refuses an empty passphrase.
[[nodiscard]] Result<std::string> lock_key(const SigningKey& key, std::string_view passphrase,
                                           const LockCost& cost = {});
// Wrong passphrase and damaged file are told apart as far as that can be known.
[[nodiscard]] Result<SigningKey> unlock_key(std::string_view file, std::string_view passphrase);
// The verifier key that a key file of either kind holds, without unlocking it.
[[nodiscard]] Result<VerifierKey> key_file_verifier(std::string_view file);

// `tallystick/plain-key/v1`.
[[nodiscard]] SecretBytes plain_key(const SigningKey& key);
[[nodiscard]] Result<SigningKey> parse_plain_key(std::string_view file);

// Argon2id in its usual text ($argon2id$v=19$...), as libsodium and others write it.
[[nodiscard]] Result<std::string> hash_pin(std::string_view pin,
                                           const LockCost& cost = LockCost::interactive());
[[nodiscard]] bool pin_matches(std::string_view pin, std::string_view hash);
// Whether `hash` is such a text: refused at sealing rather than at the kiosk.
[[nodiscard]] bool is_pin_hash(std::string_view hash);

}  // namespace tallystick::crypto
