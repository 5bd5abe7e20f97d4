// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle folder of a tiny round, edited as the input says. First byte: bit 0 makes the bundle's
// note and checkpoint again over the edited files and signs them, so that the edits reach what lies
// behind hashes and signatures, as a dishonest kiosk's would. Then edits of
// file (1), place (2), bytes removed (1), bytes inserted (1) and these bytes.
#include <algorithm>
#include <array>

#include <ballot/bundle.h>
#include <ballot/make_envelope.h>
#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "fuzz.h"
#include "memory_disk.h"

namespace {

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;
using Files = std::map<std::string, std::string>;

crypto::Bytes seed_of(std::uint8_t byte) {
    return crypto::Bytes(32, byte);
}

crypto::CardKey card_of(std::uint8_t number) {
    std::array<std::uint8_t, crypto::CardCode::size> code{};
    code.fill(number);
    return {crypto::CardCode::from_bytes(code), crypto::CardSalt{}};
}

// The round, the kiosk and its good bundle, made once.
struct Tiny {
    tallystick::fuzz::MemoryDisk disk;
    std::optional<ballot::RoundPack> pack;
    std::optional<crypto::SigningKey> key;
    std::string name;
    Files files;

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
            if (i == 2) parts.spoiled = {{sealed.leaf, sealed.id}};
        }
        std::sort(lines.begin(), lines.end());
        for (const auto& line : lines) parts.lines.push_back(line.second);
        parts.epochs = {2};
        parts.events = {{300, ballot::EventCode::opened}, {600, ballot::EventCode::closed}};
        files = ballot::make_bundle(pack->round_id, kiosk, parts, *key);
        name = ballot::bundle_name(pack->round_id, kiosk, 2, ballot::BundleState::closed);
    }
};

Files edited(Files files, crypto::ByteView input) {
    while (input.size() >= 5) {
        auto file = files.begin();
        std::advance(file, input[0] % files.size());
        std::string& bytes = file->second;
        const std::size_t place =
            (static_cast<std::size_t>(input[1]) << 8 | input[2]) % (bytes.size() + 1);
        const std::size_t removed = input[3];
        const std::size_t inserted = std::min<std::size_t>(input[4], input.size() - 5);
        bytes.replace(place, removed, crypto::text_of(input.subspan(5, inserted)));
        input = input.subspan(5 + inserted);
    }
    return files;
}

// Signs what the files now say, as the holder of the kiosk's key could.
void sign_again(Files& files, const Tiny& tiny) {
    std::vector<crypto::Digest> leaves;
    std::string_view rest = files["envelopes.txt"];
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        leaves.push_back(crypto::leaf_hash(line));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    const crypto::Note checkpoint = crypto::sign_checkpoint(
        {tiny.key->name(), leaves.size(), crypto::merkle_root(leaves)}, *tiny.key);
    files["checkpoint.note"] = checkpoint.bytes();
    const auto old = crypto::parse_note(files["bundle.note"]);
    if (!old) return;
    auto note = ballot::read_bundle_note(old->text);
    if (!note) return;
    note->checkpoint = checkpoint.id();
    for (auto& file : note->files) file.hash = crypto::sha256(files[file.path]);
    files["bundle.note"] = crypto::sign_note(ballot::write_bundle_note(*note), *tiny.key).bytes();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Tiny tiny;
    if (size == 0) return 0;
    Files files = edited(tiny.files, crypto::ByteView(data, size).subspan(1));
    const bool again = (data[0] & 1) != 0;
    if (again) sign_again(files, tiny);
    const std::string folder = "/bundles/" + tiny.name;
    tallystick::fuzz::MemoryDisk disk;
    for (const auto& file : files) disk.files[folder + "/" + file.first] = file.second;
    const auto reading = ballot::read_bundle(folder, *tiny.pack, {}, disk);
    tallystick::fuzz::check_words(reading);
    if (!reading) return 0;
    for (const auto& fault : reading->faults) {
        tallystick::fuzz::check_words(crypto::Result<int>(fault.error));
    }
    // Without the kiosk's key only the unchanged bundle is good; with it, only events, the number
    // of uncast ballots and spoiled records can be told otherwise: never the envelopes.
    crypto::require(reading->good() || files != tiny.files, "the good bundle was refused");
    if (!reading->good()) return 0;
    crypto::require(again || files == tiny.files, "a changed bundle was accepted");
    crypto::require(
        files["envelopes.txt"] == tiny.files["envelopes.txt"] || reading->bundle->size() < 2,
        "changed envelopes were accepted");
    return 0;
}
