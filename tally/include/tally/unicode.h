// SPDX-License-Identifier: GPL-3.0-or-later
// What authoring does to text before it is signed: composes it (NFC, Unicode 14, UAX #15) so that
// the same words are the same bytes. Pure. docs/FORMAT.md "Text".
#pragma once

#include <string>
#include <string_view>

namespace tallystick::tally {

[[nodiscard]] bool is_utf8(std::string_view text);

// The composed form. `text` must be UTF-8.
[[nodiscard]] std::string to_nfc(std::string_view text);

// Number of code points. `text` must be UTF-8.
[[nodiscard]] std::size_t length_of(std::string_view text);

}  // namespace tallystick::tally
