// SPDX-License-Identifier: GPL-3.0-or-later
// The inner ballot note (`tallystick/ballot/v1`), signed by the kiosk and sealed; and the outer
// envelope line that the public log holds. docs/FORMAT.md "Inner ballot", "Envelope line".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <ballot/validate.h>

namespace tallystick::ballot {

struct InnerBallot {
    std::string round_id;  // 64 hex
    KioskId kiosk;
    StyleId style;
    std::string id;  // 32 hex, from the ballot's seed
    Votes votes;
};

// The note's text (without signature), and back: strict, one form only.
[[nodiscard]] std::string write_inner_ballot(const InnerBallot& ballot);
[[nodiscard]] crypto::Result<InnerBallot> read_inner_ballot(std::string_view text);

enum class EnvelopeKind : char { card = 'c', desk = 's', paper = 'p' };

// One line of envelopes.txt. All lines of a round have the same length.
struct Envelope {
    EnvelopeKind kind = EnvelopeKind::card;
    std::string
        holder;  // 64 hex: the card's public key, or random (desk), or SHA-256 of box/serial
    StyleId style;
    std::string sealed_base64;
    std::string signature_base64;  // the card's signature; 64 zero bytes for desk and paper
};

// Without the final LF. `style_width` is Round::style_width().
[[nodiscard]] std::string write_envelope(const Envelope& envelope, std::size_t style_width);
// Strict: field widths, base64 without spare bits, sealed size = block + 48.
[[nodiscard]] crypto::Result<Envelope> read_envelope(std::string_view line, std::size_t style_width,
                                                     std::int64_t block);
// The text that the card's key signs (docs/FORMAT.md "Card signature").
[[nodiscard]] std::string card_message(std::string_view round_id, const KioskId& kiosk,
                                       const StyleId& style, std::string_view sealed_base64);

}  // namespace tallystick::ballot
