// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256, at once or fed piece by piece. A Sha256 object belongs to one thread at a time.
// docs/FORMAT.md "Encodings".
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <crypto/bytes.h>

namespace tallystick::crypto {

[[nodiscard]] Digest sha256(ByteView bytes);
[[nodiscard]] Digest sha256(std::string_view text);

class Sha256 {
public:
    Sha256();
    Sha256& add(ByteView bytes);
    Sha256& add(std::string_view text) { return add(view_of(text)); }
    // The digest of all that was added; the object is then as new.
    [[nodiscard]] Digest finish();

private:
    alignas(16) std::array<std::byte, 128> m_state;  // libsodium's own state, kept out of headers
};

}  // namespace tallystick::crypto
