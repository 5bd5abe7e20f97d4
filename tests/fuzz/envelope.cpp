// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of envelopes.txt, of a round with the smallest block, and of events.txt.
#include <ballot/events.h>
#include <ballot/inner_ballot.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    constexpr std::size_t width = 8;
    constexpr std::int64_t block = 64;
    const auto envelope = ballot::read_envelope(text, width, block);
    tallystick::fuzz::check_words(envelope);
    if (envelope) {
        crypto::require(ballot::write_envelope(*envelope, width) == text, "written as read");
        crypto::require(text.size() == ballot::envelope_line_size(width, block), "one size");
    }
    const auto events = ballot::read_events(text);
    tallystick::fuzz::check_words(events);
    if (events) crypto::require(ballot::write_events(*events) == text, "written as read");
    return 0;
}
