// SPDX-License-Identifier: GPL-3.0-or-later
// A log's size and root as a signed statement: C2SP tlog-checkpoint
// (https://c2sp.org/tlog-checkpoint) without extension lines. Safe on any thread.
// docs/FORMAT.md "Log".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <crypto/bytes.h>
#include <crypto/note.h>

namespace tallystick::crypto {

struct Checkpoint {
    std::string origin;  // also the name of the key that signs it
    std::uint64_t size = 0;
    Digest root;

    // Three lines: origin, size, base64 of the root.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static Result<Checkpoint> parse(std::string_view text);
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// `tallystick/log/v1/<round id in hex>/<kiosk>`: origin of a kiosk's log and name of its key.
[[nodiscard]] std::string log_origin(const Digest& round, std::string_view kiosk);

// Aborts unless the key's name is the checkpoint's origin.
[[nodiscard]] Note sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
// One signature, by `key`, good, over a checkpoint whose origin is the key's name.
[[nodiscard]] Result<Checkpoint> open_checkpoint(const Note& note, const VerifierKey& key);

}  // namespace tallystick::crypto
