// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_fixture.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <ballot/bundle.h>
#include <crypto/random.h>

#include "voter.h"

namespace tallystick::robots {
namespace {

template <typename T>
T must(crypto::Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "fixture: %s\n", result.error().message.c_str());
        std::abort();
    }
    return std::move(result).value();
}
void must(const crypto::Result<void>& result) {
    if (result) return;
    std::fprintf(stderr, "fixture: %s\n", result.error().message.c_str());
    std::abort();
}

ballot::Path temporary_folder() {
    must(crypto::init());
    std::string name = (std::filesystem::temp_directory_path() / "tallystick-event-XXXXXX");
    if (!mkdtemp(name.data())) std::abort();
    return name;
}

template <typename Id>
Id id(const std::string& text) {
    return must(Id::parse(text));
}

ballot::Texts both(const std::string& english, const std::string& welsh) {
    return ballot::Texts{{{"en", english}, {"cy", welsh}}};
}

ballot::BallotRules rules_of(ballot::BallotType type) {
    ballot::BallotRules rules;
    rules.type = type;
    using ballot::BallotType;
    switch (type) {
        case BallotType::approval:
        case BallotType::ranking:
            rules.max_chosen = 3;
            break;
        case BallotType::points:
            rules.total = 8;
            rules.max_each = 5;
            rules.min_chosen = 2;
            break;
        case BallotType::score:
            rules.lowest = 1;
            rules.highest = 5;
            break;
        case BallotType::plus_minus:
            rules.max_plus = 2;
            rules.max_minus = 1;
            break;
        case BallotType::knapsack:
        case BallotType::choose_one:
        case BallotType::amount:
            break;
    }
    return rules;
}

ballot::Proposal proposal_of(std::int64_t number, const ballot::Pot& pot) {
    static const char* const names[] = {"Juice bar", "Five walks", "Pocket park",
                                        "Choir",     "Warm rooms", "Repair shop"};
    ballot::Proposal proposal;
    proposal.id = id<ballot::ProposalId>("robot-proposal-" + std::to_string(number));
    proposal.number = number;
    proposal.pot = pot.id;
    proposal.cost = ballot::Pence(100'000 * ((number - 1) % 6 + 1));
    if (pot.ballot.type == ballot::BallotType::amount) {
        proposal.amount_min = ballot::Pence(50'000);
        proposal.amount_step = ballot::Pence(10'000);
    }
    const std::string name = names[(number - 1) % 6];
    const std::string where = number <= 6 ? " north" : " town";
    proposal.title = both(name + where, name + where + " (cy)");
    proposal.summary = both("About the " + name + where + ".", "Am y " + name + where + ".");
    return proposal;
}

}  // namespace

ballot::Round round_of(ballot::BallotType type) {
    ballot::Round round;
    round.title = both("Fund of the robots", "Cronfa'r robotiaid");
    round.languages = {"en", "cy", "pl", "ur", "zh"};
    round.fund = ballot::Pence(2'000'000);
    round.epoch = 8;
    round.blank_ballots = true;
    std::int64_t number = 1;
    for (const char* name : {"north", "town"}) {
        ballot::Pot pot;
        pot.id = id<ballot::PotId>(name);
        pot.name = both(name, name);
        pot.limit = ballot::Pence(1'000'000);
        pot.ballot = rules_of(round.pots.empty() ? type : ballot::BallotType::approval);
        round.pots.push_back(pot);
        for (int i = 0; i < 6; ++i) round.proposals.push_back(proposal_of(number++, pot));
    }
    ballot::Style style;
    style.id = id<ballot::StyleId>("resident");
    style.name = both("Resident", "Preswylydd");
    style.pots = {round.pots[0].id, round.pots[1].id};
    round.styles = {style};
    return round;
}

EventFolder::EventFolder(ballot::Round round, std::size_t cards, Files files, std::size_t room)
    : m_folder(temporary_folder()),
      m_organiser(must(crypto::SigningKey::generate("robots.example/organiser"))),
      m_tally(crypto::TallySecretKey::generate()) {
    make_pack(std::move(round), cards, std::move(files));
    enrol(room);
}

EventFolder::~EventFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void EventFolder::make_pack(ballot::Round round, std::size_t cards, Files files) {
    std::vector<ballot::CardTable::Card> table;
    std::ofstream secret(m_folder / "cards.secret");
    for (ballot::Style& style : round.styles) style.cards = 0;
    round.card_salt = crypto::random_fixed<crypto::CardSalt>();
    for (std::size_t i = 0; i < cards; ++i) {
        const crypto::CardCode code = crypto::CardCode::generate();
        m_cards.push_back(code.printed());
        secret << m_cards.back() << "\n";
        const std::size_t style = i % round.styles.size();
        ++round.styles[style].cards;
        table.push_back({crypto::CardKey(code, round.card_salt).public_key(),
                         static_cast<std::uint16_t>(style)});
    }
    round.has_cards = cards > 0;
    round.desk_cap = cards > 0 ? 0 : 100;
    round.block = ballot::block_size(round);
    const ballot::PackContents contents{round, m_tally.public_key(),
                                        must(ballot::CardTable::create(std::move(table))),
                                        std::move(files)};
    must(ballot::write_pack(pack(), contents, m_organiser));
}

void EventFolder::enrol(std::size_t room) {
    const ballot::RoundPack loaded = must(ballot::load_pack(pack()));
    const auto name = id<ballot::KioskId>("kiosk-1");
    std::filesystem::create_directories(exports());
    std::filesystem::create_directories(kiosk());
    const auto key = must(ballot::make_kiosk_key(kiosk(), loaded.round_id, name));
    const auto most =
        static_cast<std::int64_t>(room > 0 ? room : std::max<std::size_t>(m_cards.size(), 100));
    const ballot::KioskNote note{loaded.round_id, name, ballot::Role::kiosk, key.text(), most};
    const std::string certificate =
        crypto::sign_note(ballot::write_kiosk_note(note), m_organiser).bytes();
    const auto box =
        must(ballot::BallotBox::create({kiosk(), {}, nullptr}, loaded, certificate, 0));
    must(box->set_pin(steward_pin, 0));
}

ballot::Bundle EventFolder::bundle() const {
    const ballot::RoundPack loaded = must(ballot::load_pack(pack()));
    for (const auto& entry : std::filesystem::directory_iterator(exports()))
        if (entry.path().filename().string().find("-kiosk-1-") != std::string::npos)
            return must(ballot::read_good_bundle(entry.path(), loaded));
    std::fprintf(stderr, "fixture: nothing was exported\n");
    std::abort();
}

std::vector<std::string> EventFolder::opened() const {
    const ballot::RoundPack loaded = must(ballot::load_pack(pack()));
    std::istringstream lines(bundle().envelopes);
    std::vector<std::string> opened;
    std::string line;
    while (std::getline(lines, line)) {
        const ballot::Envelope envelope =
            must(ballot::read_envelope(line, loaded.round.style_width(), loaded.round.block));
        const crypto::Bytes sealed = must(crypto::from_base64(envelope.sealed_base64));
        const crypto::SecretBytes padded = must(crypto::open_sealed(sealed, m_tally));
        const std::string_view bytes =
            must(crypto::unpad(padded.view(), static_cast<std::size_t>(loaded.round.block)));
        const crypto::Note note = must(crypto::parse_note(bytes));
        const ballot::InnerBallot inner = must(ballot::read_inner_ballot(note.text));
        opened.push_back(meant_line(inner.style.text(), inner.votes));
    }
    return opened;
}

std::vector<std::string> EventFolder::codes() const {
    std::vector<std::string> codes;
    for (const crypto::Digest& leaf : bundle().leaves) codes.push_back(ballot::short_code(leaf));
    return codes;
}

app::AppOptions options_for(const EventFolder& event) {
    app::AppOptions options;
    options.pack = event.pack();
    options.data = event.kiosk();
    options.assets = TALLYSTICK_SHARE;
    options.export_to = event.exports();
    options.settings_file = event.kiosk() / "kiosk.toml";
    options.window.mode = ui::WindowOptions::Mode::hidden;
    options.window.clock = person_clock();
    options.drawing = app::AppOptions::Drawing::none;
    return options;
}

}  // namespace tallystick::robots
