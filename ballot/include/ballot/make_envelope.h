// SPDX-License-Identifier: GPL-3.0-or-later
// From a voter's choices to the envelope: signed inner note, padded, sealed, signed by the card.
// Everything follows from the inputs and one 32-byte seed, so that a ballot that is checked instead
// of cast can be sealed again by anybody and compared byte for byte. Pure.
// docs/FORMAT.md "Inner ballot", "Envelope line", "Reveal".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <ballot/inner_ballot.h>
#include <ballot/notes.h>
#include <ballot/pack.h>
#include <crypto/secret.h>

namespace tallystick::ballot {

// What review shows, cast stores, and check reveals: the same bytes for all three.
struct SealedBallot {
    std::string line;     // the envelope, without LF
    crypto::Digest leaf;  // its code
    crypto::CardPublicKey holder;
    EnvelopeKind kind = EnvelopeKind::card;
    StyleId style;
    crypto::BallotId id;
    std::string receipt;  // the whole signed receipt note
    // `tallystick/reveal/v1`: seed, holder, signature and inner note. Shown only after a check was
    // recorded; otherwise wiped with the ballot (it holds the choices).
    crypto::SecretBytes reveal;
};

// Who hands the ballot in.
struct Holder {
    EnvelopeKind kind = EnvelopeKind::card;
    const crypto::CardKey* card = nullptr;  // kind card
    crypto::CardPublicKey other;            // kinds desk and paper

    [[nodiscard]] static Holder of_card(const crypto::CardKey& key);
    [[nodiscard]] static Holder of_desk();  // random
    [[nodiscard]] static Holder of_paper(const KioskId& box, std::int64_t serial);
};

// Refuses votes that validate() refuses. `kiosk_key` is named log_origin(round, kiosk).
[[nodiscard]] crypto::Result<SealedBallot> make_envelope(const RoundPack& pack,
                                                         const KioskId& kiosk,
                                                         const crypto::SigningKey& kiosk_key,
                                                         const Holder& holder, const StyleId& style,
                                                         const Votes& votes, crypto::ByteView seed);

// What a stranger does with a revealed ballot: checks the kiosk's signature, derives the id, seals
// again, checks the card's signature and compares the leaf hash with `leaf`, the code that was
// shown. Returns what the ballot says.
[[nodiscard]] crypto::Result<InnerBallot> check_reveal(const RoundPack& pack,
                                                       const crypto::VerifierKey& kiosk_key,
                                                       std::string_view reveal,
                                                       const crypto::Digest& leaf);

// The kiosk's code in 20 base32 characters, in groups of five: for looking up only.
[[nodiscard]] std::string short_code(const crypto::Digest& leaf);

}  // namespace tallystick::ballot
