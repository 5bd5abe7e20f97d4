// SPDX-License-Identifier: GPL-3.0-or-later
// Signed notes, alone and one behind the other.
#include <crypto/note.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key =
        crypto::VerifierKey::parse(
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
            .value();
    const std::string_view bytes = tallystick::fuzz::text_of(data, size);
    const auto note = crypto::parse_note(bytes);
    tallystick::fuzz::check_words(note);
    if (note) {
        crypto::require(note->bytes() == bytes, "a note is written as it was read");
        tallystick::fuzz::check_words(crypto::verify(*note, key));
        tallystick::fuzz::check_words(crypto::verify_with_witnesses(*note, key, {}));
    }
    std::string_view rest = bytes;
    std::string written;
    for (;;) {
        const std::size_t before = rest.size();
        const auto next = crypto::take_note(rest);
        if (!next) {
            crypto::require(rest.size() == before, "a failed take moves nothing");
            break;
        }
        written += next->bytes();
    }
    crypto::require(bytes.starts_with(written), "notes are written as they were read");
    crypto::require(written.size() + rest.size() == bytes.size(), "no byte is lost");
    return 0;
}
