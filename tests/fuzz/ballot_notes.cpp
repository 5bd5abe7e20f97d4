// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of all typed notes: an accepted one is written back the same, and is of one type only.
#include <ballot/inner_ballot.h>
#include <ballot/notes.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;

namespace {

template <typename Read, typename Write>
int accepted(std::string_view text, Read read, Write write) {
    const auto note = read(text);
    tallystick::fuzz::check_words(note);
    if (!note) return 0;
    crypto::require(write(*note) == text, "a note's text is written as it was read");
    return 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = tallystick::fuzz::text_of(data, size);
    const int types = accepted(text, ballot::read_round_note, ballot::write_round_note) +
                      accepted(text, ballot::read_kiosk_note, ballot::write_kiosk_note) +
                      accepted(text, ballot::read_roll_note, ballot::write_roll_note) +
                      accepted(text, ballot::read_receipt_note, ballot::write_receipt_note) +
                      accepted(text, ballot::read_bundle_note, ballot::write_bundle_note) +
                      accepted(text, ballot::read_closing_note, ballot::write_closing_note) +
                      accepted(text, ballot::read_opened_note, ballot::write_opened_note) +
                      accepted(text, ballot::read_result_note, ballot::write_result_note) +
                      accepted(text, ballot::read_inner_ballot, ballot::write_inner_ballot);
    crypto::require(types <= 1, "no text of one type parses as another");
    return 0;
}
