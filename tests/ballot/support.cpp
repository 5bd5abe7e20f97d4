// SPDX-License-Identifier: GPL-3.0-or-later
#include "support.h"

#include <cstdlib>
#include <filesystem>

#include <crypto/secret.h>

namespace tallystick::ballot::test {

namespace {

const bool started = crypto::init().ok();

Texts english(const std::string& text) {
    return Texts{{{"en", text}}};
}

Proposal proposal(std::string_view name, std::int64_t number, std::string_view pot,
                  std::int64_t cost) {
    Proposal one;
    one.id = id<ProposalId>(name);
    one.number = number;
    one.pot = id<PotId>(pot);
    one.cost = Pence(cost);
    one.title = english("Title of " + std::string(name));
    one.summary = english("Summary of " + std::string(name));
    return one;
}

crypto::CardCode code_of(std::size_t number) {
    std::array<std::uint8_t, crypto::CardCode::size> bytes{};
    for (std::size_t at = 0; at < 8; ++at)
        bytes[at] = static_cast<std::uint8_t>(number >> (8 * at));
    bytes[9] = 0xc3;
    return crypto::CardCode::from_bytes(bytes);
}

}  // namespace

Folder::Folder(Medium medium) {
    // In memory where there is such a place: the tests sync thousands of times.
    const Path memory = "/dev/shm";
    std::error_code none;
    const Path base = medium == Medium::memory && std::filesystem::is_directory(memory, none)
                          ? memory
                          : std::filesystem::temp_directory_path();
    std::string name = (base / "tallystick-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    m_path = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

Round small_round() {
    Round round;
    round.title = english("Fund of the test");
    round.languages = {"en"};
    round.fund = Pence(300'000);
    Pot north;
    north.id = id<PotId>("north");
    north.name = english("North");
    north.limit = Pence(100'000);
    north.ballot.type = BallotType::approval;
    north.ballot.max_chosen = 2;
    Pot town = north;
    town.id = id<PotId>("town");
    town.name = english("Town");
    town.limit = Pence(200'000);
    town.ballot.max_chosen = 1;
    round.pots = {north, town};
    Style both;
    both.id = id<StyleId>("north");
    both.name = english("North");
    both.pots = {north.id, town.id};
    Style only;
    only.id = id<StyleId>("to");
    only.name = english("Town");
    only.pots = {town.id};
    round.styles = {both, only};
    round.proposals = {proposal("bench", 1, "north", 40'000),
                       proposal("juice-bar", 2, "north", 60'000),
                       proposal("pond", 3, "north", 100'000), proposal("choir", 4, "town", 50'000),
                       proposal("ramp", 5, "town", 200'000)};
    round.epoch = 8;
    return round;
}

Round wide_round(std::size_t count) {
    Round round = small_round();
    round.fund = Pence(1'000'000'000);
    round.pots.resize(1);
    round.pots[0].limit = round.fund;
    round.pots[0].ballot.max_chosen = 0;
    round.styles.resize(1);
    round.styles[0].pots = {round.pots[0].id};
    round.proposals.clear();
    for (std::size_t at = 1; at <= count; ++at) {
        const std::string digits = std::to_string(at);
        round.proposals.push_back(proposal(std::string(32 - digits.size(), 'p') + digits,
                                           static_cast<std::int64_t>(at), "north", 1'000));
    }
    return round;
}

std::unique_ptr<Sealed> seal_round(Round round, std::size_t cards) {
    EXPECT_TRUE(started);
    auto organiser = crypto::SigningKey::from_seed("test.example/organiser", seed_of(1)).value();
    auto tally = crypto::TallySecretKey::from_bytes(seed_of(2));
    std::vector<crypto::CardCode> codes;
    std::vector<CardTable::Card> table;
    for (Style& style : round.styles) style.cards = 0;
    for (std::size_t at = 0; at < cards; ++at) {
        codes.push_back(code_of(at));
        const std::size_t style = at % round.styles.size();
        ++round.styles[style].cards;
        table.push_back({crypto::CardKey(codes.back(), round.card_salt).public_key(),
                         static_cast<std::uint16_t>(style)});
    }
    round.has_cards = cards > 0;
    round.desk_cap = cards > 0 ? 0 : 100;
    round.block = block_size(round);
    Folder folder;
    const Path place = folder.path() / "pack";
    const PackContents contents{round,
                                tally.public_key(),
                                CardTable::create(std::move(table)).value(),
                                {{"pictures/north.txt", "a picture\n"}}};
    const auto written = write_pack(place, contents, organiser);
    EXPECT_TRUE(good(written));
    auto pack = load_pack(place);
    EXPECT_TRUE(good(pack));
    // The folder is not needed again: all of the pack is in memory.
    return std::unique_ptr<Sealed>(new Sealed{Folder(), std::move(organiser), std::move(tally),
                                              std::move(codes), std::move(pack).value()});
}

std::string Sealed::certificate(const KioskId& kiosk, const crypto::VerifierKey& key,
                                std::int64_t most, Role role) const {
    const KioskNote note{pack.round_id, kiosk, role, key.text(), most};
    return crypto::sign_note(write_kiosk_note(note), organiser).bytes();
}

std::unique_ptr<Kiosk> make_kiosk(const Sealed& sealed, std::string_view name, std::int64_t most,
                                  BoxPlace place, Role role) {
    auto kiosk = std::make_unique<Kiosk>();
    kiosk->place = place;
    if (place.folder.empty()) kiosk->place.folder = kiosk->folder.path();
    const auto key = make_kiosk_key(kiosk->place.folder, sealed.pack.round_id, id<KioskId>(name));
    EXPECT_TRUE(good(key));
    kiosk->certificate = sealed.certificate(id<KioskId>(name), key.value(), most, role);
    auto box = BallotBox::create(kiosk->place, sealed.pack, kiosk->certificate, noon);
    EXPECT_TRUE(good(box));
    if (box) kiosk->box = std::move(box).value();
    return kiosk;
}

Votes first_choices(const Sealed& sealed, const Style& style) {
    Votes votes;
    for (const PotId& pot : style.pots) {
        for (const Proposal& one : sealed.pack.round.proposals) {
            if (one.pot != pot) continue;
            votes[one.id] = 1;
            break;
        }
    }
    return votes;
}

SealedBallot seal_ballot(const Sealed& sealed, const BallotBox& box, std::size_t card,
                         std::uint64_t seed) {
    const crypto::CardKey key = sealed.card(card);
    const Style* style = sealed.pack.style_of(key.public_key());
    EXPECT_NE(style, nullptr);
    auto ballot =
        box.seal(Holder::of_card(key), style->id, first_choices(sealed, *style), seed_of(seed));
    EXPECT_TRUE(good(ballot));
    return std::move(ballot).value();
}

bool cast(const Sealed& sealed, BallotBox& box, std::size_t card) {
    return box.cast(seal_ballot(sealed, box, card, 1'000 + card), noon).done.has_value();
}

}  // namespace tallystick::ballot::test
