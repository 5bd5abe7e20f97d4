// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of make_vectors share.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tallystick::vectors {

using Header = std::vector<std::pair<std::string, std::string>>;

// KIND/NAME.txt in the folder that main() was given. `because` empty: accepted.
void write_vector(const std::string& kind, const std::string& name, std::string_view because,
                  const Header& header, std::string_view payload);
// The first `from` replaced; aborts where there is none.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);

void write_crypto_vectors();
void write_signature_vectors();
void write_ballot_vectors();

}  // namespace tallystick::vectors
