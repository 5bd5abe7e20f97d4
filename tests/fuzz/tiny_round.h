// SPDX-License-Identifier: GPL-3.0-or-later
// A tiny round from fixed seeds, its kiosk, a good bundle of two ballots and the reveal of a third:
// what the targets edit. Made once per program.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <ballot/bundle.h>
#include <ballot/make_envelope.h>
#include <crypto/checkpoint.h>

#include "memory_disk.h"

namespace tallystick::fuzz {

using Files = std::map<std::string, std::string>;

inline crypto::Bytes seed_of(std::uint8_t byte) {
    return crypto::Bytes(32, byte);
}

inline crypto::CardKey card_of(std::uint8_t number) {
    std::array<std::uint8_t, crypto::CardCode::size> code{};
    code.fill(number);
    return {crypto::CardCode::from_bytes(code), crypto::CardSalt{}};
}

// The round, the kiosk and its good bundle, made once.
struct Tiny {
    MemoryDisk disk;
    std::optional<ballot::RoundPack> pack;
    std::optional<crypto::SigningKey> key;
    std::string name;
    Files files;
    std::string reveal;
    crypto::Digest revealed_leaf;

    Tiny() {
        const auto organiser = crypto::SigningKey::from_seed("council", seed_of(1)).value();
        ballot::Round round;
        round.title.by_language["en"] = "Tiny";
        round.fund = ballot::Pence(1000);
        round.languages = {"en"};
        round.pots.resize(1);
        round.pots[0].id = ballot::PotId::parse("main").value();
        round.pots[0].name.by_language["en"] = "Main";
        round.pots[0].limit = round.fund;
        round.pots[0].ballot.max_chosen = 1;
        round.styles.resize(1);
        round.styles[0].id = ballot::StyleId::parse("all").value();
        round.styles[0].name.by_language["en"] = "All";
        round.styles[0].pots = {round.pots[0].id};
        round.styles[0].cards = 3;
        round.proposals.resize(1);
        round.proposals[0].id = ballot::ProposalId::parse("p1").value();
        round.proposals[0].number = 1;
        round.proposals[0].pot = round.pots[0].id;
        round.proposals[0].cost = ballot::Pence(500);
        round.proposals[0].title.by_language["en"] = "Pond";
        round.proposals[0].summary.by_language["en"] = "A pond";
        round.block = ballot::block_size(round);
        std::vector<ballot::CardTable::Card> cards;
        for (std::uint8_t i = 0; i < 3; ++i) cards.push_back({card_of(i).public_key(), 0});
        const ballot::PackContents contents{
            std::move(round),
            crypto::TallySecretKey::from_bytes(seed_of(2)).public_key(),
            ballot::CardTable::create(std::move(cards)).value(),
            {}};
        crypto::require(ballot::write_pack("/pack", contents, organiser, disk).ok(), "tiny pack");
        pack.emplace(ballot::load_pack("/pack", nullptr, disk).value());
        make_bundle(organiser);
    }

    void make_bundle(const crypto::SigningKey& organiser) {
        const auto kiosk = ballot::KioskId::parse("k").value();
        key.emplace(
            crypto::SigningKey::from_seed(crypto::log_origin(pack->round_id, "k"), seed_of(3))
                .value());
        ballot::KioskNote certificate;
        certificate.round = pack->round_id;
        certificate.kiosk = kiosk;
        certificate.key = key->verifier().text();
        certificate.most = 10;
        ballot::BundleParts parts;
        parts.certificate =
            crypto::sign_note(ballot::write_kiosk_note(certificate), organiser).bytes();
        std::vector<std::pair<crypto::Digest, std::string>> lines;
        const ballot::Votes votes{{pack->round.proposals[0].id, 1}};
        for (std::uint8_t i = 0; i < 3; ++i) {
            const auto card = card_of(i);
            const auto sealed =
                ballot::make_envelope(*pack, kiosk, *key, ballot::Holder::of_card(card),
                                      pack->round.styles[0].id, votes, seed_of(i))
                    .value();
            if (i < 2) lines.emplace_back(sealed.leaf, sealed.line);
            if (i < 2) continue;
            parts.spoiled = {{sealed.leaf, sealed.id}};
            reveal = sealed.reveal.text();
            revealed_leaf = sealed.leaf;
        }
        std::sort(lines.begin(), lines.end());
        for (const auto& line : lines) parts.lines.push_back(line.second);
        parts.epochs = {2};
        parts.events = {{300, ballot::EventCode::opened}, {600, ballot::EventCode::closed}};
        files = ballot::make_bundle(pack->round_id, kiosk, parts, *key);
        name = ballot::bundle_name(pack->round_id, kiosk, 2, ballot::BundleState::closed);
    }
};

// Edits of place (2), bytes removed (1), bytes inserted (1) and these bytes; `choose` says in which
// text, from one byte more before each.
template <typename Choose>
void edit(crypto::ByteView input, const Choose& choose) {
    while (input.size() >= 5) {
        std::string& bytes = choose(input[0]);
        const std::size_t place =
            (static_cast<std::size_t>(input[1]) << 8 | input[2]) % (bytes.size() + 1);
        const std::size_t inserted = std::min<std::size_t>(input[4], input.size() - 5);
        bytes.replace(place, input[3], crypto::text_of(input.subspan(5, inserted)));
        input = input.subspan(5 + inserted);
    }
}

}  // namespace tallystick::fuzz
