// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/inner_ballot.h>

#include <crypto/digest.h>
#include <crypto/fields.h>
#include <crypto/lines.h>

#include "note_parts.h"

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::FieldReader;
using crypto::Result;

// One string of the right size from the start: a writer that grew would leave pieces of a voter's
// choices in freed memory.
std::string inner_ballot_text(const crypto::Digest& round, const KioskId& kiosk,
                              const StyleId& style, const crypto::BallotId& id,
                              const Votes& votes) {
    constexpr std::size_t around = 256;
    constexpr std::size_t longest_vote = 64;
    crypto::require(!kiosk.empty() && !style.empty(), "ballot of no kiosk or style");
    std::string text;
    text.reserve(around + votes.size() * longest_vote);
    text.append(inner_ballot_type).append("\nround ").append(round.hex());
    text.append("\nkiosk ").append(kiosk.text());
    text.append("\nstyle ").append(style.text());
    text.append("\nid ").append(id.hex()).append("\n");
    for (const auto& [proposal, value] : votes) {
        crypto::require(!proposal.empty(), "vote for a proposal without an id");
        text.append("vote ").append(proposal.text());
        text.append(" ").append(std::to_string(value)).append("\n");
    }
    return text;
}

std::string write_inner_ballot(const InnerBallot& ballot) {
    return inner_ballot_text(ballot.round, ballot.kiosk, ballot.style, ballot.id, ballot.votes);
}

Result<InnerBallot> read_inner_ballot(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, inner_ballot_type, crypto::Found::withheld));
    InnerBallot ballot;
    TALLYSTICK_CHECK(take_round_and_kiosk(reader, ballot));
    TALLYSTICK_TRY(style, take_id<StyleId>(reader, "style"));
    ballot.style = std::move(style);
    TALLYSTICK_TRY(id, reader.take_hex<crypto::BallotId>("id"));
    ballot.id = id;
    while (!reader.at_end()) {
        TALLYSTICK_TRY(value, reader.take("vote"));
        const auto parts = split(value, 2);
        if (parts.size() != 2) return reader.expected("a proposal and a whole number", value);
        auto proposal = ProposalId::parse(parts[0]);
        if (!proposal) return reader.expected("a proposal's name, a-z, 0-9 and '-'", value);
        auto vote = crypto::parse_integer(parts[1], -Pence::max_pence, Pence::max_pence);
        if (!vote) return reader.expected("a whole number that a vote can be", value);
        if (!ballot.votes.empty() && !(ballot.votes.rbegin()->first < proposal.value()))
            return reader.expected("votes sorted by proposal, each once", value);
        ballot.votes.emplace_hint(ballot.votes.end(), std::move(proposal).value(), vote.value());
    }
    return ballot;
}

namespace {

constexpr char style_filler = '.';
constexpr std::size_t holder_digits = 2 * crypto::CardPublicKey::size;
constexpr std::size_t signature_digits = crypto::base64_size(crypto::Signature::size);

std::size_t sealed_digits(std::int64_t block) {
    return crypto::base64_size(static_cast<std::size_t>(block) + crypto::sealed_overhead);
}

}  // namespace

std::size_t envelope_line_size(std::size_t style_width, std::int64_t block) {
    return 2 + holder_digits + 1 + style_width + 1 + sealed_digits(block) + 1 + signature_digits;
}

std::string write_envelope(const Envelope& envelope, std::size_t style_width) {
    std::string style = envelope.style.text();
    crypto::require(!style.empty() && style.size() <= style_width, "style wider than the round's");
    style.append(style_width - style.size(), style_filler);
    std::string line(1, static_cast<char>(envelope.kind));
    line.append(" ").append(envelope.holder.hex());
    line.append(" ").append(style);
    line.append(" ").append(envelope.sealed_base64);
    line.append(" ").append(envelope.signature.base64());
    return line;
}

Result<Envelope> read_envelope(std::string_view line, std::size_t style_width, std::int64_t block) {
    const std::size_t size = envelope_line_size(style_width, block);
    if (line.size() != size)
        return bad_data("expected an envelope of " + std::to_string(size) + " bytes, found " +
                        std::to_string(line.size()));
    std::string_view rest = line;
    bool spaced = true;
    const auto take = [&](std::size_t count) {
        const std::string_view field = rest.substr(0, count);
        rest.remove_prefix(count);
        if (!rest.empty()) {
            spaced = spaced && rest.front() == ' ';
            rest.remove_prefix(1);
        }
        return field;
    };
    const std::string_view kind = take(1);
    const std::string_view holder = take(holder_digits);
    const std::string_view style = take(style_width);
    const std::string_view sealed = take(sealed_digits(block));
    const std::string_view signature = take(signature_digits);
    if (!spaced) return bad_data("expected one space between the five parts of an envelope");

    Envelope envelope;
    if (kind != "c" && kind != "s" && kind != "p")
        return bad_data("expected a kind c, s or p, found " + crypto::quoted(kind));
    envelope.kind = static_cast<EnvelopeKind>(kind.front());
    if (!crypto::read_hex(holder, envelope.holder.bytes))
        return bad_data("expected 64 lower-case hex digits, found " + crypto::quoted(holder));
    const std::string_view name = style.substr(0, style.find(style_filler));
    auto parsed = StyleId::parse(name);
    if (!parsed || style.substr(name.size()).find_first_not_of(style_filler) != style.npos)
        return bad_data("expected a style filled up with '.', found " + crypto::quoted(style));
    envelope.style = std::move(parsed).value();
    const auto bytes = crypto::from_base64(sealed);
    if (!bytes) return bad_data("the sealed ballot is not base64: " + bytes.error().message);
    envelope.sealed_base64 = sealed;
    if (!crypto::read_base64(signature, envelope.signature.bytes))
        return bad_data("the card's signature is not base64 of 64 bytes: " +
                        crypto::quoted(signature));
    if (envelope.kind != EnvelopeKind::card && envelope.signature != crypto::Signature{})
        return bad_data("expected a zero signature where there is no card");
    return envelope;
}

crypto::CardPublicKey paper_holder(const KioskId& box, std::int64_t serial) {
    const crypto::Digest digest = crypto::sha256(box.text() + "/" + std::to_string(serial));
    return crypto::CardPublicKey::copy_of(digest.view());
}

std::unordered_set<crypto::CardPublicKey> without_serial(
    std::unordered_set<crypto::CardPublicKey> holders, const KioskId& box, std::int64_t most) {
    for (std::int64_t serial = 1; serial <= most && !holders.empty(); ++serial)
        holders.erase(paper_holder(box, serial));
    return holders;
}

}  // namespace tallystick::ballot
