// SPDX-License-Identifier: GPL-3.0-or-later
// Who may take votes: certificates of kiosks and paper boxes, and the numbered rolls that list
// them. Making them (organiser) and reading a chain of rolls back (everybody). Pure; any thread.
// docs/FORMAT.md "Kiosk note", "Roll note".
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <ballot/pack.h>

namespace tallystick::tally {

// What the organiser signs for a kiosk that asked with its verifier key; the key's name must be
// `tallystick/log/v1/<round>/<kiosk>` of this round, and from it comes the kiosk's name.
[[nodiscard]] crypto::Result<ballot::KioskNote> certify(const ballot::RoundPack& pack,
                                                        const crypto::VerifierKey& key,
                                                        ballot::Role role, std::int64_t most);

// Roll 1 of these certificates (whole signed notes), or with `previous` (a whole signed roll) the
// next one: all its entries and these. Refuses a foreign or repeated certificate and a missing
// reason.
[[nodiscard]] crypto::Result<ballot::RollNote> make_roll(const ballot::RoundPack& pack,
                                                         std::span<const std::string> certificates,
                                                         const std::optional<std::string>& previous,
                                                         const std::string& reason);

// The organiser's signature and those of the witnesses, at least the round's quorum.
[[nodiscard]] crypto::Result<std::vector<std::string>> check_witnessed(
    const ballot::RoundPack& pack, const crypto::Note& note);

}  // namespace tallystick::tally
