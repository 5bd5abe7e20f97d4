// SPDX-License-Identifier: GPL-3.0-or-later
// A receipt, as the voter's QR code holds it and as it stands beside its envelope in a slot of
// kiosk and mirror: edited, it must never pass. Edits of ignored (1), place (2), bytes removed (1),
// bytes inserted (1) and these bytes.
#include <ballot/mirror.h>

#include "fuzz.h"
#include "tiny_round.h"

namespace {

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;

struct Slot {
    tallystick::fuzz::Tiny tiny;
    ballot::KioskNote kiosk;
    ballot::SlotContent content;
    std::string bytes;

    Slot() {
        kiosk = ballot::read_kiosk_note(crypto::parse_note(tiny.files["kiosk.note"])->text).value();
        const auto sealed =
            ballot::make_envelope(*tiny.pack, kiosk.kiosk, *tiny.key,
                                  ballot::Holder::of_card(tallystick::fuzz::card_of(1)),
                                  tiny.pack->round.styles[0].id,
                                  {{tiny.pack->round.proposals[0].id, 1}},
                                  tallystick::fuzz::seed_of(9))
                .value();
        content = {sealed.line, sealed.receipt};
        bytes = ballot::write_slot(content);
    }
};

// By itself, as a phone reads it: a note of the kiosk's, in its one form.
crypto::Result<ballot::ReceiptNote> read_qr(std::string_view text, const crypto::VerifierKey& key) {
    TALLYSTICK_TRY(note, crypto::parse_note(text));
    TALLYSTICK_CHECK(crypto::verify_only(note, key));
    return ballot::read_receipt_note(note.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Slot slot;
    std::string bytes = slot.bytes;
    tallystick::fuzz::edit(crypto::ByteView(data, size),
                           [&](std::uint8_t) -> std::string& { return bytes; });
    const auto read =
        ballot::read_slot(bytes, *slot.tiny.pack, slot.kiosk, slot.tiny.key->verifier());
    crypto::require(read.has_value() == (bytes == slot.bytes), "exactly the written slot is used");

    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1);
    const auto qr = read_qr(bytes.empty() ? "" : bytes.substr(end + 1), slot.tiny.key->verifier());
    tallystick::fuzz::check_words(qr);
    crypto::require(!qr || bytes.ends_with("\n" + slot.content.receipt),
                    "a receipt was accepted that no kiosk signed");
    return 0;
}
