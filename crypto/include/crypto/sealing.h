// SPDX-License-Identifier: GPL-3.0-or-later
// Sealed ballots: one 32-byte seed decides the envelope's bytes and the ballot's id, so that
// anybody given the seed can seal again and compare; libsodium's crypto_box_seal_open opens them.
// Safe on any thread; opening allocates nothing. docs/FORMAT.md "Sealed envelopes".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <crypto/bytes.h>
#include <crypto/secret.h>

namespace tallystick::crypto {

using TallyPublicKey = FixedBytes<struct TallyPublicKeyTag, 32>;  // X25519
using BallotId = FixedBytes<struct BallotIdTag, 16>;

inline constexpr std::size_t ballot_seed_size = 32;
inline constexpr std::size_t sealed_overhead = 48;  // ephemeral key 32, authenticator 16
inline constexpr std::size_t block_unit = 64;

// The round's secret key. Wiped when it goes.
class TallySecretKey {
public:
    static constexpr std::size_t size = 32;
    [[nodiscard]] static TallySecretKey generate();
    // Takes any 32 bytes; aborts on another size.
    [[nodiscard]] static TallySecretKey from_bytes(ByteView secret);

    [[nodiscard]] const TallyPublicKey& public_key() const { return m_public; }
    [[nodiscard]] ByteView bytes() const { return m_secret.view(); }

private:
    TallySecretKey(SecretBytes secret, const TallyPublicKey& key)
        : m_public(key), m_secret(std::move(secret)) {}
    TallyPublicKey m_public;
    SecretBytes m_secret;
};

// False for the few points of small order, with which no box can be made: refuse such a round.
[[nodiscard]] bool is_usable(const TallyPublicKey& key);

// The smallest multiple of 64 strictly greater than the largest text that must fit.
[[nodiscard]] constexpr std::size_t block_size_for(std::size_t largest_text) {
    return (largest_text / block_unit + 1) * block_unit;
}
// `text`, one byte 0x80, zeros up to exactly `block` bytes. Refuses text of `block` or more bytes.
[[nodiscard]] Result<SecretBytes> pad(std::string_view text, std::size_t block);
// The text inside exactly `block` padded bytes; a view into `padded`.
[[nodiscard]] Result<std::string_view> unpad(ByteView padded, std::size_t block);

// BLAKE2b(key = seed, "tallystick/id/v1"), 16 bytes. The seed has 32 bytes (else abort).
[[nodiscard]] BallotId ballot_id(ByteView seed);
// Ephemeral public key, then the box: plaintext.size() + 48 bytes. Refuses an unusable key.
[[nodiscard]] Result<Bytes> seal(ByteView seed, ByteView plaintext, const TallyPublicKey& key);

// Opens `sealed` into `plaintext`, which must have sealed.size() - 48 bytes (else abort). False if
// it was not sealed to this key or was changed; `plaintext` is then zeros.
[[nodiscard]] bool open_sealed(ByteView sealed, const TallySecretKey& key,
                               std::span<std::uint8_t> plaintext);
[[nodiscard]] Result<SecretBytes> open_sealed(ByteView sealed, const TallySecretKey& key);

}  // namespace tallystick::crypto
