// SPDX-License-Identifier: GPL-3.0-or-later
// rejected.txt: envelopes that did not become a ballot, by leaf hash and reason and nothing else,
// so that no line links an envelope with a ballot. docs/FORMAT.md "What is opened".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ballot/ids.h>
#include <crypto/digest.h>
#include <crypto/result.h>

namespace tallystick::tally {

enum class Rejected {
    unopenable,  // not sealed to the round's key, or changed
    form,        // padding, note or ballot text
    signature,   // not this kiosk's
    round,       // another round
    box,         // another kiosk than the envelope's
    style,       // another style than the envelope's
    number,      // a ballot number twice, or one that was checked and destroyed
};
[[nodiscard]] std::string_view name_of(Rejected reason);

struct RejectedEnvelope {
    ballot::KioskId kiosk;
    crypto::Digest leaf;
    Rejected reason{};
};

// The lines of rejected.txt, sorted.
[[nodiscard]] std::string write_rejected(const std::vector<RejectedEnvelope>& list);
[[nodiscard]] crypto::Result<std::vector<RejectedEnvelope>> read_rejected(std::string_view text);

}  // namespace tallystick::tally
