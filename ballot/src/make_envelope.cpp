// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/make_envelope.h>

#include <crypto/checkpoint.h>
#include <crypto/fields.h>
#include <crypto/merkle.h>
#include <crypto/random.h>

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Result;

namespace {

constexpr std::string_view reveal_type = "tallystick/reveal/v1";
constexpr std::size_t short_code_symbols = 20;

// Copies of choices must not stay behind in freed memory.
struct Wiped {
    std::string text;
    Wiped() = default;
    explicit Wiped(std::string from) : text(std::move(from)) {}
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { crypto::wipe(text); }
};

Result<std::string> seal_text(const RoundPack& pack, std::string_view inner,
                              crypto::ByteView seed) {
    TALLYSTICK_TRY(padded, crypto::pad(inner, static_cast<std::size_t>(pack.round.block)));
    TALLYSTICK_TRY(sealed, crypto::seal(seed, padded.view(), pack.tally_key));
    return crypto::to_base64(sealed);
}

// Grows once: the seed and the choices must not stay behind in freed memory.
crypto::SecretBytes write_reveal(const Envelope& envelope, const crypto::Digest& leaf,
                                 crypto::ByteView seed, std::string_view inner) {
    constexpr std::size_t around = 512;
    const Wiped seed_hex(crypto::to_hex(seed));
    Wiped all;
    all.text.reserve(around + inner.size());
    all.text.append(reveal_type).append("\nleaf ").append(leaf.hex());
    all.text.append("\nkind ").append(1, static_cast<char>(envelope.kind));
    all.text.append("\nholder ").append(envelope.holder.hex());
    all.text.append("\nsignature ").append(envelope.signature.base64());
    all.text.append("\nseed ").append(seed_hex.text).append("\n").append(inner);
    crypto::require(all.text.size() <= around + inner.size(), "reveal larger than reserved");
    return crypto::SecretBytes::copy_of(all.text);
}

}  // namespace

Holder Holder::of_card(const crypto::CardKey& key) {
    Holder holder;
    holder.card = &key;
    return holder;
}

Holder Holder::of_desk() {
    Holder holder;
    holder.kind = EnvelopeKind::desk;
    holder.other = crypto::random_fixed<crypto::CardPublicKey>();
    return holder;
}

Holder Holder::of_paper(const KioskId& box, std::int64_t serial) {
    Holder holder;
    holder.kind = EnvelopeKind::paper;
    holder.other = paper_holder(box, serial);
    return holder;
}

Result<SealedBallot> make_envelope(const RoundPack& pack, const KioskId& kiosk,
                                   const crypto::SigningKey& kiosk_key, const Holder& holder,
                                   const StyleId& style, const Votes& votes,
                                   crypto::ByteView seed) {
    const Style* known = pack.round.find_style(style);
    if (known == nullptr) return bad_data("no style named " + style.text());
    // No number and no name of a choice in this message: it may end in a log.
    if (!validate(pack.round, *known, votes).empty())
        return bad_data("the ballot does not keep the round's rules");
    crypto::require(kiosk_key.name() == crypto::log_origin(pack.round_id, kiosk.text()),
                    "make_envelope: another kiosk's key");

    SealedBallot ballot;
    ballot.kind = holder.kind;
    ballot.style = style;
    ballot.id = crypto::ballot_id(seed);
    ballot.holder = holder.card != nullptr ? holder.card->public_key() : holder.other;
    Wiped text(inner_ballot_text(pack.round_id, kiosk, style, ballot.id, votes));
    crypto::Note note = crypto::sign_note(text.text, kiosk_key);
    Wiped inner(note.bytes());
    crypto::wipe(note.text);
    TALLYSTICK_TRY(sealed, seal_text(pack, inner.text, seed));

    Envelope envelope{holder.kind, ballot.holder, style, std::move(sealed), {}};
    if (holder.card != nullptr)
        envelope.signature = crypto::sign_envelope(*holder.card, pack.round_id, kiosk.text(),
                                                   style.text(), envelope.sealed_base64);
    ballot.line = write_envelope(envelope, pack.round.style_width());
    ballot.leaf = crypto::leaf_hash(ballot.line);
    const ReceiptNote receipt{pack.round_id, kiosk, ballot.leaf, crypto::card_label(ballot.holder)};
    ballot.receipt = crypto::sign_note(write_receipt_note(receipt), kiosk_key).bytes();
    ballot.reveal = write_reveal(envelope, ballot.leaf, seed, inner.text);
    return ballot;
}

namespace {

struct Revealed {
    Envelope envelope;  // without style and sealed bytes, which follow from the rest
    crypto::Digest leaf;
    std::array<std::uint8_t, crypto::ballot_seed_size> seed{};
    std::string_view inner;
};

Result<Revealed> read_reveal(std::string_view reveal) {
    const std::string start = "\n" + std::string(inner_ballot_type) + "\n";
    const std::size_t at = reveal.find(start);
    if (at == std::string_view::npos) return bad_data("the reveal holds no inner ballot");
    TALLYSTICK_TRY(reader, crypto::FieldReader::open(reveal.substr(0, at + 1), reveal_type));
    Revealed revealed;
    revealed.inner = reveal.substr(at + 1);
    TALLYSTICK_TRY(leaf, reader.take_hex("leaf"));
    revealed.leaf = leaf;
    TALLYSTICK_TRY(kind, reader.take("kind"));
    if (kind != "c" && kind != "s" && kind != "p") return reader.expected("c, s or p", kind);
    revealed.envelope.kind = static_cast<EnvelopeKind>(kind.front());
    TALLYSTICK_TRY(holder, reader.take_hex<crypto::CardPublicKey>("holder"));
    revealed.envelope.holder = holder;
    TALLYSTICK_TRY(signature, reader.take("signature"));
    if (!crypto::read_base64(signature, revealed.envelope.signature.bytes))
        return reader.expected("64 bytes as base64", signature);
    TALLYSTICK_TRY(seed, reader.take("seed"));
    if (!crypto::read_hex(seed, revealed.seed))
        return reader.expected("64 lower-case hex digits", seed);
    TALLYSTICK_CHECK(reader.finish());
    return revealed;
}

}  // namespace

Result<InnerBallot> check_reveal(const RoundPack& pack, const crypto::VerifierKey& kiosk_key,
                                 std::string_view reveal, const crypto::Digest& leaf) {
    TALLYSTICK_TRY(revealed, read_reveal(reveal));
    TALLYSTICK_TRY(note, crypto::parse_note(revealed.inner));
    TALLYSTICK_CHECK(crypto::verify_only(note, kiosk_key));
    TALLYSTICK_TRY(inner, read_inner_ballot(note.text));
    if (inner.round != pack.round_id ||
        kiosk_key.name() != crypto::log_origin(inner.round, inner.kiosk.text()))
        return bad_data("the inner ballot is of another round or kiosk");
    if (inner.id != crypto::ballot_id(revealed.seed))
        return bad_data("the inner ballot's id does not follow from the seed");
    const Style* style = pack.round.find_style(inner.style);
    if (style == nullptr) return bad_data("no style named " + inner.style.text());
    TALLYSTICK_TRY(sealed, seal_text(pack, revealed.inner, revealed.seed));
    Envelope envelope = revealed.envelope;
    envelope.style = inner.style;
    envelope.sealed_base64 = std::move(sealed);
    if (envelope.kind == EnvelopeKind::card &&
        !crypto::verify_envelope(envelope.holder, pack.round_id, inner.kiosk.text(),
                                 inner.style.text(), envelope.sealed_base64, envelope.signature))
        return bad_data("the card's signature does not fit the sealed bytes");
    const crypto::Digest found =
        crypto::leaf_hash(write_envelope(envelope, pack.round.style_width()));
    if (found != leaf || revealed.leaf != leaf)
        return bad_data("expected the code " + leaf.hex() + ", found " + found.hex(),
                        "the kiosk sealed something else than it showed: tell the organiser");
    if (!validate(pack.round, *style, inner.votes).empty())
        return bad_data("the ballot does not keep the round's rules");
    return inner;
}

std::string short_code(const crypto::Digest& leaf) {
    const std::string symbols = crypto::to_crockford(leaf.view()).substr(0, short_code_symbols);
    std::string text;
    for (std::size_t at = 0; at < symbols.size(); at += 5)
        text += (text.empty() ? "" : "-") + symbols.substr(at, 5);
    return text;
}

}  // namespace tallystick::ballot
