// SPDX-License-Identifier: GPL-3.0-or-later
// Pabulib `.pb` files, kept with and without what a count does not need.
#include <rules/pabulib.h>

#include "fuzz.h"

namespace rules = tallystick::rules;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = tallystick::fuzz::text_of(data, size);
    const auto file = rules::read_pb(bytes, rules::Profile::Keep::rows);
    tallystick::fuzz::check_words(file);
    const auto summary = rules::read_pb(bytes, rules::Profile::Keep::summary);
    tallystick::crypto::require(file.ok() == summary.ok(), "what is kept changes no verdict");
    return 0;
}
