// SPDX-License-Identifier: GPL-3.0-or-later
// The inner ballot note (`tallystick/ballot/v1`), signed by the kiosk and sealed; and the outer
// envelope line that the public log holds. Plain values, safe on any thread.
// docs/FORMAT.md "Inner ballot", "Envelope line".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include <ballot/validate.h>
#include <crypto/card.h>
#include <crypto/sealing.h>

namespace tallystick::ballot {

inline constexpr std::string_view inner_ballot_type = "tallystick/ballot/v1";

struct InnerBallot {
    crypto::Digest round;
    KioskId kiosk;
    StyleId style;
    crypto::BallotId id;  // from the ballot's seed
    Votes votes;
    friend bool operator==(const InnerBallot&, const InnerBallot&) = default;
};

// The note's text (without signature), and back: strict, one form only. Whether the votes keep the
// round's rules is validate()'s question.
[[nodiscard]] std::string write_inner_ballot(const InnerBallot& ballot);
// The same without a copy of the choices; the caller wipes what it gets.
[[nodiscard]] std::string inner_ballot_text(const crypto::Digest& round, const KioskId& kiosk,
                                            const StyleId& style, const crypto::BallotId& id,
                                            const Votes& votes);
// Its messages say what was expected and where, never what stood there: that may be a vote.
[[nodiscard]] crypto::Result<InnerBallot> read_inner_ballot(std::string_view text);

enum class EnvelopeKind : char { card = 'c', desk = 's', paper = 'p' };

// One line of envelopes.txt. All lines of a round have the same length.
struct Envelope {
    EnvelopeKind kind = EnvelopeKind::card;
    // The card's public key; random (desk); SHA-256 of "<box>/<serial>" (paper).
    crypto::CardPublicKey holder;
    StyleId style;
    std::string sealed_base64;
    crypto::Signature signature;  // the card's; 64 zero bytes for desk and paper
    friend bool operator==(const Envelope&, const Envelope&) = default;
};

// Without the final LF. `style_width` is Round::style_width().
[[nodiscard]] std::string write_envelope(const Envelope& envelope, std::size_t style_width);
// Strict: field widths, base64 without spare bits, sealed size = block + 48, zero signature where
// there is no card. Checks no signature and no card table.
[[nodiscard]] crypto::Result<Envelope> read_envelope(std::string_view line, std::size_t style_width,
                                                     std::int64_t block);
// Bytes of every envelope line of such a round, without LF.
[[nodiscard]] std::size_t envelope_line_size(std::size_t style_width, std::int64_t block);
[[nodiscard]] crypto::CardPublicKey paper_holder(const KioskId& box, std::int64_t serial);
// Those of `holders` that are of no serial of the box, 1 to `most`: whoever holds its key could
// otherwise write the hex of somebody's card there.
[[nodiscard]] std::unordered_set<crypto::CardPublicKey> without_serial(
    std::unordered_set<crypto::CardPublicKey> holders, const KioskId& box, std::int64_t most);

}  // namespace tallystick::ballot
