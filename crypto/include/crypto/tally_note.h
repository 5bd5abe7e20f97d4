// SPDX-License-Identifier: GPL-3.0-or-later
// Notes that the round's tally key itself signs: who could open the ballots says what came out. The
// X25519 secret also is the scalar of an Ed25519 key, whose signatures are Ed25519's own; anybody
// can turn that key back into the tally key of the round. Safe on any thread. docs/FORMAT.md
// "Opened note", docs/decisions/2026-11-22-the-tally-key-signs-what-it-opened.md.
#pragma once

#include <string_view>

#include <crypto/note.h>
#include <crypto/sealing.h>

namespace tallystick::crypto {

// The Ed25519 form of the tally key. Refuses what is no key's name.
[[nodiscard]] Result<VerifierKey> tally_verifier(const TallySecretKey& key, std::string_view name);
// Aborts if `text` is not a text a reader would accept; the same text gives the same signature.
[[nodiscard]] Note sign_with_tally_key(std::string_view text, const TallySecretKey& key,
                                       const VerifierKey& verifier);
// Whether `verifier` is an Ed25519 form of this tally key.
[[nodiscard]] bool is_form_of(const VerifierKey& verifier, const TallyPublicKey& key);

}  // namespace tallystick::crypto
