// SPDX-License-Identifier: GPL-3.0-or-later
// Voting cards: 80 random bits a person can type, the Ed25519 key that follows from them, and the
// card's signature on an envelope, without which not even the kiosk can make one. Codes and keys
// are secrets, move-only and wiped; functions are safe on any thread. docs/FORMAT.md "Cards".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <crypto/bytes.h>
#include <crypto/note.h>
#include <crypto/secret.h>

namespace tallystick::crypto {

using CardPublicKey = FixedBytes<struct CardPublicKeyTag, 32>;  // Ed25519
using CardSalt = FixedBytes<struct CardSaltTag, 32>;            // the round's, in round.json

class CardCode {
public:
    static constexpr std::size_t size = 10;
    // XXXXXX-XXXXXX-XXXXCC, C the check characters: what is printed, and what its QR holds.
    static constexpr std::size_t printed_size = 20;

    [[nodiscard]] static CardCode generate();
    [[nodiscard]] static CardCode from_bytes(const std::array<std::uint8_t, size>& bytes);
    CardCode(CardCode&& other) noexcept;
    CardCode& operator=(CardCode&& other) noexcept;
    CardCode(const CardCode&) = delete;
    CardCode& operator=(const CardCode&) = delete;
    ~CardCode();

    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    // The caller wipes it (crypto::wipe) as soon as it is on paper.
    [[nodiscard]] std::string printed() const;

private:
    CardCode() = default;
    std::array<std::uint8_t, size> m_bytes{};
};

// incomplete: fewer than 18 symbols so far; malformed: not a card's text at all (too long, a
// foreign character); mistyped: 18 symbols whose check characters do not fit.
enum class CardProblem { none, incomplete, malformed, mistyped };

struct CardReading {
    std::optional<CardCode> code;
    CardProblem problem = CardProblem::none;
};

// What a person typed or a scanner sent: case, spaces and dashes are free, I and L mean 1, O means
// 0; one CR, LF or CR LF at the end is a scanner's and ignored.
[[nodiscard]] CardReading read_card(std::string_view typed);

// The card's key pair: seed = BLAKE2b-256(key = salt, the 10 bytes).
class CardKey {
public:
    CardKey(const CardCode& code, const CardSalt& salt);
    [[nodiscard]] const CardPublicKey& public_key() const { return m_public; }
    [[nodiscard]] Signature sign(std::string_view text) const;

private:
    CardPublicKey m_public;
    SecretBytes m_secret;
};

// The eight hex digits a card shows and a receipt repeats.
[[nodiscard]] std::string card_label(const CardPublicKey& key);

// tallystick/envelope/v1 LF round LF kiosk LF style LF base64 of the sealed bytes LF. `style` is
// the style's own name, without padding dots.
[[nodiscard]] std::string envelope_text(const Digest& round, std::string_view kiosk,
                                        std::string_view style, std::string_view sealed_base64);
[[nodiscard]] Signature sign_envelope(const CardKey& card, const Digest& round,
                                      std::string_view kiosk, std::string_view style,
                                      std::string_view sealed_base64);
[[nodiscard]] bool verify_envelope(const CardPublicKey& card, const Digest& round,
                                   std::string_view kiosk, std::string_view style,
                                   std::string_view sealed_base64, const Signature& signature);

}  // namespace tallystick::crypto
