// SPDX-License-Identifier: GPL-3.0-or-later
// round.json: an accepted one is written back byte for byte, and its faults can be told.
#include <ballot/round.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = tallystick::fuzz::text_of(data, size);
    const auto round = ballot::read_round_json(bytes);
    tallystick::fuzz::check_words(round);
    if (!round) return 0;
    crypto::require(ballot::write_round_json(*round) == bytes, "a round is written as it was read");
    for (const std::string& fault : ballot::faults_of(*round)) {
        crypto::require(!fault.empty(), "a fault without words");
    }
    if (ballot::faults_of(*round).empty()) {
        crypto::require(ballot::block_size(*round) <= round->block, "the block is large enough");
    }
    return 0;
}
