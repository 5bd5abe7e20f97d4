// SPDX-License-Identifier: GPL-3.0-or-later
#include "small_event.h"

#include <algorithm>
#include <array>
#include <vector>

#include <ballot/bundle.h>
#include <ballot/make_envelope.h>
#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/shares.h>
#include <tally/closing.h>
#include <tally/open.h>
#include <tally/publish.h>
#include <tally/roll.h>

namespace tallystick::tamper {
namespace {

using ballot::KioskId;
using ballot::ProposalId;
using crypto::Digest;
using crypto::SigningKey;

constexpr std::string_view dice = "314261535653141653214362";
constexpr std::int64_t cards_printed = 50;
struct BoxPlan {
    const char* name;
    ballot::Role role;
    int ballots;
};
constexpr BoxPlan boxes[] = {{"kiosk-1", ballot::Role::kiosk, 16},
                             {"kiosk-2", ballot::Role::kiosk, 17},
                             {"kiosk-3", ballot::Role::kiosk, 15},
                             {"paper-1", ballot::Role::paper, 12}};

template <typename Id>
Id id_of(std::string_view text) {
    return Id::parse(text).value();
}

// Makes the event's parts in the order in which people would.
class Maker {
public:
    Maker(Path folder, std::string_view which) : m_folder(std::move(folder)), m_which(which) {}

    Result<void> make() {
        TALLYSTICK_CHECK(make_folders());
        TALLYSTICK_CHECK(seal_round());
        TALLYSTICK_TRY(pack, ballot::load_pack(m_folder / "verify/pack"));
        TALLYSTICK_CHECK(post_roll(pack));
        TALLYSTICK_CHECK(vote(pack));
        TALLYSTICK_CHECK(close_and_open());
        return publish();
    }

private:
    Digest seed(const std::string& what) const { return crypto::sha256(m_which + "/" + what); }
    SigningKey key(std::string_view name, const std::string& what) const {
        return SigningKey::from_seed(name, seed(what).view()).value();
    }
    SigningKey organiser() const { return key("greenfield-council", "organiser"); }
    SigningKey witness() const { return key("ann", "witness"); }
    crypto::TallySecretKey tally_key() const {
        return crypto::TallySecretKey::from_bytes(seed("tally").view());
    }
    crypto::CardKey card(int number) const {
        std::array<std::uint8_t, crypto::CardCode::size> code{};
        std::copy_n(seed("card " + std::to_string(number)).bytes.begin(), code.size(),
                    code.begin());
        return {crypto::CardCode::from_bytes(code), crypto::CardSalt::copy_of(seed("salt").view())};
    }
    Result<void> write(const char* file, std::string_view bytes) const {
        return ballot::write_file(m_folder / file, bytes);
    }

    Result<void> make_folders() const {
        for (const char* name : {"", "verify", "verify/rolls", "verify/bundles", "open", "list"}) {
            if (const int code = ballot::real_disk().make_folder(m_folder / name)) {
                return ballot::disk_error(code, "make", m_folder / name);
            }
        }
        return {};
    }

    ballot::Round round() const {
        ballot::Round round;
        round.title.by_language["en"] = "Greenfield " + m_which;
        round.fund = ballot::Pence(300'000);
        round.languages = {"en"};
        round.pots.resize(1);
        round.pots[0].id = id_of<ballot::PotId>("main");
        round.pots[0].name.by_language["en"] = "Main";
        round.pots[0].limit = round.fund;
        round.pots[0].ballot.max_chosen = 2;
        round.styles.resize(1);
        round.styles[0].id = id_of<ballot::StyleId>("all");
        round.styles[0].name.by_language["en"] = "Everybody";
        round.styles[0].pots = {round.pots[0].id};
        round.styles[0].cards = cards_printed;
        for (int number = 1; number <= 3; ++number) {
            ballot::Proposal proposal;
            proposal.id = id_of<ProposalId>("p" + std::to_string(number));
            proposal.number = number;
            proposal.pot = round.pots[0].id;
            proposal.cost = ballot::Pence(100'000 + 30'000 * number);
            proposal.title.by_language["en"] = "Proposal " + std::to_string(number);
            proposal.summary.by_language["en"] = "A short text.";
            round.proposals.push_back(proposal);
        }
        round.proposals[0].picture = "pictures/p1.jpg";
        round.proposals[0].picture_alt.by_language["en"] = "A bar";
        round.card_salt = crypto::CardSalt::copy_of(seed("salt").view());
        round.epoch = 8;
        round.witness_quorum = 1;
        round.witnesses = {witness().verifier().text()};
        round.block = ballot::block_size(round);
        return round;
    }

    Result<void> seal_round() const {
        std::vector<ballot::CardTable::Card> cards;
        for (int i = 0; i < cards_printed; ++i) cards.push_back({card(i).public_key(), 0});
        TALLYSTICK_TRY(table, ballot::CardTable::create(std::move(cards)));
        const ballot::PackContents contents{round(),
                                            tally_key().public_key(),
                                            std::move(table),
                                            {{"pictures/p1.jpg", "not a real picture " + m_which}}};
        auto sealed = ballot::write_pack(m_folder / "verify/pack", contents, organiser());
        if (!sealed) return sealed.error();
        return {};
    }

    SigningKey box_key(const ballot::RoundPack& pack, const BoxPlan& box) const {
        return key(crypto::log_origin(pack.round_id, box.name), box.name);
    }

    Result<void> post_roll(const ballot::RoundPack& pack) {
        for (const BoxPlan& box : boxes) {
            TALLYSTICK_TRY(note,
                           tally::certify(pack, box_key(pack, box).verifier(), box.role, 100));
            m_certificates.push_back(
                crypto::sign_note(ballot::write_kiosk_note(note), organiser()).bytes());
        }
        TALLYSTICK_TRY(roll, tally::make_roll(pack, m_certificates, std::nullopt, ""));
        return write("verify/rolls/roll-1.note", witnessed(ballot::write_roll_note(roll)));
    }

    std::string witnessed(const std::string& text) const {
        crypto::Note note = crypto::sign_note(text, organiser());
        crypto::require(crypto::add_witness_signature(note, witness()).ok(), "witness signs once");
        return note.bytes();
    }

    // One ballot for p1, p2 or both, by its number; the third proposal gets one in five.
    static ballot::Votes votes_of(int number) {
        ballot::Votes votes{{id_of<ProposalId>(number % 2 == 0 ? "p1" : "p2"), 1}};
        if (number % 5 == 0) votes[id_of<ProposalId>("p3")] = 1;
        return votes;
    }

    Result<void> vote(const ballot::RoundPack& pack) {
        int number = 0;
        for (std::size_t i = 0; i < std::size(boxes); ++i) {
            const BoxPlan& box = boxes[i];
            const auto kiosk = id_of<KioskId>(box.name);
            const SigningKey signer = box_key(pack, box);
            const int first = number;
            const auto cast = [&](int serial, const std::string& what) {
                const crypto::CardKey key_of_card = card(serial);
                const auto holder = box.role == ballot::Role::kiosk
                                        ? ballot::Holder::of_card(key_of_card)
                                        : ballot::Holder::of_paper(kiosk, serial - first + 1);
                return ballot::make_envelope(pack, kiosk, signer, holder, pack.round.styles[0].id,
                                             votes_of(serial),
                                             seed(what + std::to_string(serial)).view());
            };
            std::vector<std::pair<Digest, std::string>> lines;
            ballot::BundleParts parts;
            for (int n = 0; n < box.ballots; ++n, ++number) {
                TALLYSTICK_TRY(sealed, cast(number, "ballot "));
                lines.emplace_back(sealed.leaf, sealed.line);
            }
            if (box.role == ballot::Role::kiosk) {
                TALLYSTICK_TRY(spoiled, cast(number - 1, "spoiled "));
                parts.spoiled = {{spoiled.leaf, spoiled.id}};
                // Two epochs: the first eight envelopes, then the rest, each sorted by leaf.
                std::sort(lines.begin(), lines.begin() + 8);
                std::sort(lines.begin() + 8, lines.end());
                parts.epochs = {8, box.ballots};
            } else {
                std::sort(lines.begin(), lines.end());
                parts.epochs = {box.ballots};
            }
            parts.certificate = m_certificates[i];
            for (const auto& line : lines) parts.lines.push_back(line.second);
            parts.events = {{1'778'313'600, ballot::EventCode::made},
                            {1'778'317'200, ballot::EventCode::opened},
                            {1'778'346'000, ballot::EventCode::closed}};
            const auto files = ballot::make_bundle(pack.round_id, kiosk, parts, signer);
            const std::string name = ballot::bundle_name(pack.round_id, kiosk, lines.size(),
                                                         ballot::BundleState::closed);
            TALLYSTICK_CHECK(ballot::write_folder(m_folder / "verify/bundles" / name, files));
        }
        return {};
    }

    Result<void> close_and_open() const {
        tally::Report report;
        const auto failed = [&](const char* where) -> crypto::Error {
            const auto first = report.first();
            return first ? first->in(where) : crypto::bad_data(std::string(where) + ": refused");
        };
        const auto pack = tally::read_pack(m_folder / "verify/pack", report);
        if (!pack) return failed("pack");
        TALLYSTICK_TRY(text, ballot::read_file(m_folder / "verify/rolls/roll-1.note", 1'000'000));
        const auto roll = tally::read_rolls(*pack, {{"roll-1.note", text}}, report);
        if (!roll) return failed("roll");
        std::vector<Path> bundles;
        TALLYSTICK_TRY(entries, ballot::list_folder(m_folder / "verify/bundles"));
        for (const auto& entry : entries)
            bundles.push_back(m_folder / "verify/bundles" / entry.name);
        TALLYSTICK_TRY(merged,
                       tally::merge(*pack, *roll, bundles, m_folder / "open/merged", 1, report));
        if (!merged || !report.good()) return failed("merge");
        tally::ClosingInput input;
        input.dice = dice;
        input.cards = {{pack->round.styles[0].id, cards_printed, 48, 1, 1}};
        const auto closing = tally::make_closing(*pack, *roll, *merged, input, report);
        if (!closing) return failed("closing");
        const std::string signed_closing = witnessed(ballot::write_closing_note(*closing));
        TALLYSTICK_CHECK(write("open/closing.note", signed_closing));
        TALLYSTICK_CHECK(write("list/closing.note", signed_closing));
        // Shares of the fixed key, 1 of 1, so that the event is the same every time.
        TALLYSTICK_TRY(shares, crypto::split(tally_key(), 1, 1));
        TALLYSTICK_CHECK(write("open/share-1.txt", crypto::share_file(shares[0]).text()));
        const auto fixed =
            tally::read_closing(*pack, *roll, *merged, {"closing.note", signed_closing}, report);
        if (!fixed) return failed("closing note");
        TALLYSTICK_TRY(opened, tally::open_envelopes(*pack, *roll, *merged, *fixed,
                                                     m_folder / "open/merged/envelopes.txt",
                                                     tally_key(), m_folder / "opened", 1));
        if (!opened.rejected.empty() || !opened.labels_kept) return failed("open");
        for (const char* name : {"ballots.txt", "rejected.txt"}) {
            TALLYSTICK_TRY(bytes, ballot::read_file(m_folder / "opened" / name, 100'000'000));
            TALLYSTICK_CHECK(ballot::write_file(m_folder / "list" / name, bytes));
        }
        std::error_code wrong;
        std::filesystem::rename(m_folder / "opened", m_folder / "count", wrong);
        if (wrong) return failed("opened folder");
        return {};
    }

    Result<void> publish() const {
        tally::Report report;
        TALLYSTICK_TRY(input, examine_input(m_folder / "list", m_folder));
        TALLYSTICK_TRY(examined, tally::examine(input, report));
        if (!examined) return report.first()->in("examine");
        tally::PublishInput target;
        target.target = m_folder / "audit";
        target.pack = input.pack;
        target.list = input.list;
        target.rejected = input.rejected;
        target.version = pages_version;
        auto published = tally::publish(*examined, target, organiser());
        if (!published) return published.error();
        const Path file = m_folder / "audit/result.note";
        TALLYSTICK_TRY(bytes, ballot::read_file(file, 1'000'000));
        TALLYSTICK_TRY(note, crypto::parse_note(bytes));
        TALLYSTICK_CHECK(crypto::add_witness_signature(note, witness()));
        return ballot::write_file(file, note.bytes());
    }

    Path m_folder;
    std::string m_which;
    std::vector<std::string> m_certificates;
};

}  // namespace

Result<void> make_small_event(const Path& folder, std::string_view which) {
    return Maker(folder, which).make();
}

Result<tally::ExamineInput> examine_input(const Path& list, const Path& event) {
    tally::ExamineInput input;
    input.pack = event / "verify/pack";
    input.threads = 1;
    TALLYSTICK_TRY(roll, ballot::read_file(event / "verify/rolls/roll-1.note", 1'000'000));
    input.rolls = {{"roll-1.note", std::move(roll)}};
    TALLYSTICK_TRY(entries, ballot::list_folder(event / "verify/bundles"));
    for (const auto& entry : entries)
        input.bundles.push_back(event / "verify/bundles" / entry.name);
    TALLYSTICK_TRY(closing, ballot::read_file(list / "closing.note", 1'000'000));
    input.closing = {"closing.note", std::move(closing)};
    TALLYSTICK_TRY(opened, ballot::read_file(event / "count/opened.note", 1'000'000));
    input.opened = {"opened.note", std::move(opened)};
    input.list = list / "ballots.txt";
    input.rejected = list / "rejected.txt";
    return input;
}

}  // namespace tallystick::tamper
