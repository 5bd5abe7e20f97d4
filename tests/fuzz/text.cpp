// SPDX-License-Identifier: GPL-3.0-or-later
// Strict text, and the typed fields of a small file: an accepted one is written back the same.
#include <crypto/fields.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;

namespace {

constexpr std::string_view type = "tallystick/sample/v1";

crypto::Result<std::string> read_and_write(std::string_view text) {
    TALLYSTICK_TRY(fields, crypto::FieldReader::open(text, type));
    TALLYSTICK_TRY(title, fields.take_text("title"));
    TALLYSTICK_TRY(kiosk, fields.take_slug("kiosk"));
    TALLYSTICK_TRY(count, fields.take_integer("count", -5));
    TALLYSTICK_TRY(sum, fields.take_hex("sum"));
    crypto::FieldWriter writer(type);
    writer.add("title", title).add("kiosk", kiosk).add("count", count).add("sum", sum);
    while (fields.next_is("sha256")) {
        TALLYSTICK_TRY(file, fields.take_file());
        writer.add(file);
    }
    TALLYSTICK_CHECK(fields.finish());
    return writer.text();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    const auto ascii = crypto::check_text(text, crypto::Charset::ascii);
    const auto unicode = crypto::check_text(text, crypto::Charset::unicode);
    tallystick::fuzz::check_words(ascii);
    tallystick::fuzz::check_words(unicode);
    crypto::require(!ascii || unicode, "ASCII is Unicode");
    const auto again = read_and_write(text);
    tallystick::fuzz::check_words(again);
    if (again) crypto::require(*again == text, "fields are written as they were read");
    return 0;
}
