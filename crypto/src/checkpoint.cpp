// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/checkpoint.h>

#include <limits>

#include <crypto/fields.h>
#include <crypto/lines.h>
#include <crypto/merkle.h>

namespace tallystick::crypto {

std::string Checkpoint::text() const {
    return origin + "\n" + std::to_string(size) + "\n" + root.base64() + "\n";
}

Result<Checkpoint> Checkpoint::parse(std::string_view text) {
    LineReader lines(text, Charset::ascii);
    Checkpoint checkpoint;
    TALLYSTICK_TRY(origin, lines.next());
    if (!is_key_name(origin)) return lines.expected("the log's origin", origin);
    checkpoint.origin = origin;
    TALLYSTICK_TRY(size, lines.next());
    auto number = parse_integer(size, 0, std::numeric_limits<std::int64_t>::max());
    if (!number) return number.error().in("line 2");
    checkpoint.size = static_cast<std::uint64_t>(number.value());
    TALLYSTICK_TRY(root, lines.next());
    auto digest = Digest::from_base64(root);
    if (!digest) return digest.error().in("line 3");
    checkpoint.root = digest.value();
    if (!lines.at_end()) return bad_data("line 4: expected the end of the checkpoint");
    if (checkpoint.size == 0 && checkpoint.root != empty_root()) {
        return lines.expected("the root of the empty log", root);
    }
    return checkpoint;
}

std::string log_origin(const Digest& round, std::string_view kiosk) {
    return "tallystick/log/v1/" + round.hex() + "/" + std::string(kiosk);
}

Note sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    require(key.name() == checkpoint.origin, "sign_checkpoint: another log's key");
    return sign_note(checkpoint.text(), key);
}

Result<Checkpoint> open_checkpoint(const Note& note, const VerifierKey& key) {
    TALLYSTICK_CHECK(verify_only(note, key));
    TALLYSTICK_TRY(checkpoint, Checkpoint::parse(note.text));
    if (checkpoint.origin == key.name()) return checkpoint;
    return bad_data("line 1: expected the log \"" + key.name() + "\", found \"" +
                    checkpoint.origin + "\"");
}

}  // namespace tallystick::crypto
