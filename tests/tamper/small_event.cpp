// SPDX-License-Identifier: GPL-3.0-or-later
#include "small_event.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <ballot/bundle.h>
#include <ballot/make_envelope.h>
#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/shares.h>
#include <crypto/tally_note.h>
#include <tally/audit.h>
#include <tally/check_list.h>
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
            const auto cast = [&](int serial, const std::string& what) {
                const crypto::CardKey key_of_card = card(serial);
                const auto holder = box.role == ballot::Role::kiosk
                                        ? ballot::Holder::of_card(key_of_card)
                                        : ballot::Holder::of_paper(kiosk, serial);
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
        auto published = tally::publish(*examined, target, organiser());
        if (!published) return published.error();
        const Path file = m_folder / "audit/result.note";
        TALLYSTICK_TRY(bytes, ballot::read_file(file, 1'000'000));
        TALLYSTICK_TRY(note, crypto::parse_note(bytes));
        TALLYSTICK_CHECK(crypto::add_witness_signature(note, witness()));
        return ballot::write_file(file, note.bytes());
    }

public:
    // The list of `list` against pack, rolls and bundles of `event`.
    static Result<tally::ExamineInput> examine_input(const Path& list, const Path& event) {
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

private:
    Path m_folder;
    std::string m_which;
    std::vector<std::string> m_certificates;
};

struct Prepared {
    ballot::RoundPack pack;
    tally::Roll roll;
};

crypto::Error first_of(const tally::Report& report) {
    const auto first = report.first();
    return first ? *first : crypto::bad_data("");
}

// Pack and rolls as `verify` and its sisters are given them: every file of the folder.
Result<Prepared> prepare(const Path& folder, tally::Report& report) {
    auto pack = tally::read_pack(folder / "pack", report);
    if (!pack) return first_of(report);
    TALLYSTICK_TRY(entries, ballot::list_folder(folder / "rolls"));
    std::vector<tally::NamedText> files;
    for (const auto& entry : entries) {
        TALLYSTICK_TRY(text, ballot::read_file(folder / "rolls" / entry.name, 1'000'000));
        files.emplace_back(entry.name, std::move(text));
    }
    auto roll = tally::read_rolls(*pack, std::move(files), report);
    if (!roll) return first_of(report);
    return Prepared{std::move(*pack), std::move(*roll)};
}

// The organiser's key as everybody knows it from the posters. A program has one event, and this is
// asked a million times.
const Result<crypto::VerifierKey>& organiser_of(const Path& event) {
    static const auto organiser = [&]() -> Result<crypto::VerifierKey> {
        TALLYSTICK_TRY(pack, ballot::load_pack(event / "verify/pack"));
        return pack.organiser;
    }();
    return organiser;
}

Result<std::string> judge_verify(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(prepared, prepare(folder, report));
    TALLYSTICK_TRY(organiser, organiser_of(event));
    if (!(organiser == prepared.pack.organiser)) return crypto::bad_data("another organiser");
    TALLYSTICK_TRY(entries, ballot::list_folder(folder / "bundles"));
    std::vector<Path> bundles;
    for (const auto& entry : entries) bundles.push_back(folder / "bundles" / entry.name);
    tally::GatherOptions options;
    options.threads = 1;
    TALLYSTICK_TRY(
        gathered, tally::gather(prepared.pack, prepared.roll, std::move(bundles), options, report));
    if (!report.good()) return first_of(report);
    std::string all = gathered.merged.hex() + prepared.roll.id.hex();
    for (const auto& box : gathered.boxes) {
        all += box.kiosk.text() + std::string(tally::name_of(box.state));
        for (const auto& spoiled : box.spoiled) all += spoiled.leaf.hex() + spoiled.id.hex();
    }
    return crypto::sha256(all).hex();
}

Result<std::string> digest_of_tree(const Path& folder) {
    TALLYSTICK_TRY(files, ballot::list_tree(folder));
    crypto::Sha256 all;
    for (const auto& file : files) {
        TALLYSTICK_TRY(bytes, ballot::read_file(folder / file, 100'000'000));
        all.add(file).add("\n").add(crypto::sha256(bytes).view());
    }
    return all.finish().hex();
}

Result<crypto::TallySecretKey> tally_key_of(const Path& share_file) {
    TALLYSTICK_TRY(file, ballot::read_file(share_file, 1'000'000));
    TALLYSTICK_TRY(share, crypto::parse_share_file(file));
    std::vector<crypto::Share> shares;
    shares.push_back(std::move(share));
    return crypto::combine(shares);
}

Result<std::string> judge_open(const Path& folder, const Path& event, const Path& scratch) {
    tally::Report report;
    TALLYSTICK_TRY(prepared, prepare(event / "verify", report));
    TALLYSTICK_TRY(merged, tally::read_merged(folder / "merged", prepared.pack, prepared.roll, 1));
    TALLYSTICK_TRY(closing, ballot::read_file(folder / "closing.note", 1'000'000));
    const auto fixed = tally::read_closing(prepared.pack, prepared.roll, merged,
                                           {"closing.note", std::move(closing)}, report);
    if (!fixed || !report.good()) return first_of(report);
    TALLYSTICK_TRY(key, tally_key_of(folder / "share-1.txt"));
    if (key.public_key() != prepared.pack.tally_key) return crypto::bad_data("another round's key");
    const Path target = scratch / "opened";
    TALLYSTICK_TRY(opened, tally::open_envelopes(prepared.pack, prepared.roll, merged, *fixed,
                                                 folder / "merged/envelopes.txt", key, target, 1));
    TALLYSTICK_TRY(digest, digest_of_tree(target));
    TALLYSTICK_CHECK(ballot::remove_tree(target));
    return digest + std::to_string(opened.envelopes);
}

// opened.note as share holders would sign it who did not look: what the other checks see without
// it.
Result<std::string> sign_opened(const tally::ExamineInput& input, const Path& event) {
    TALLYSTICK_TRY(key, tally_key_of(event / "open/share-1.txt"));
    TALLYSTICK_TRY(as_opened, crypto::parse_note(input.opened.second));
    TALLYSTICK_TRY(note, ballot::read_opened_note(as_opened.text));
    const auto closing = crypto::parse_note(input.closing.second);
    if (closing) note.closing = closing->id();
    TALLYSTICK_TRY(list, tally::hash_file(input.list));
    TALLYSTICK_TRY(rejected, tally::hash_file(input.rejected));
    note.files = {{list, "ballots.txt"},
                  {crypto::sha256(input.closing.second), "closing.note"},
                  {rejected, "rejected.txt"}};
    TALLYSTICK_TRY(form, crypto::VerifierKey::parse(note.key));
    return crypto::sign_with_tally_key(ballot::write_opened_note(note), key, form).bytes();
}

Result<std::string> judge_list(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(input, Maker::examine_input(folder, event));
    TALLYSTICK_TRY(opened, sign_opened(input, event));
    input.opened.second = std::move(opened);
    TALLYSTICK_TRY(examined, tally::examine(input, report));
    if (!examined || !report.good()) return first_of(report);
    return crypto::sha256(ballot::write_result_note(tally::result_of(*examined))).hex();
}

// As `tallystick count` reads it: the ballots in their order, whatever else stands there.
Result<std::string> judge_count(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(prepared, prepare(event / "verify", report));
    TALLYSTICK_TRY(bytes, ballot::read_file(folder / "closing.note", 1'000'000));
    TALLYSTICK_TRY(closing, crypto::parse_note(bytes));
    TALLYSTICK_CHECK(crypto::verify(closing, prepared.pack.organiser));
    crypto::Sha256 all;
    TALLYSTICK_TRY(good, tally::read_checked_list(
                             folder, prepared.pack, closing, report, [&](const auto& ballot) {
                                 for (const auto& [proposal, value] : *ballot.votes)
                                     all.add(proposal.text() + " " + std::to_string(value) + " ");
                                 all.add(std::to_string(ballot.style) + "\n");
                             }));
    if (!good) return first_of(report);
    return all.finish().hex();
}

Result<std::string> judge_audit(const Path& folder, const Path& event, const Path&) {
    tally::Report report;
    TALLYSTICK_TRY(organiser, organiser_of(event));
    tally::AuditInput input;
    input.folder = folder;
    input.organiser = organiser;
    input.threads = 1;
    TALLYSTICK_TRY(audited, tally::audit(input, report));
    if (!audited || !report.good()) return first_of(report);
    std::string all = audited->id.hex();
    for (const auto& name : audited->witnesses) all += "\n" + name;
    return crypto::sha256(all).hex();
}

}  // namespace

Result<void> make_small_event(const Path& folder, std::string_view which) {
    return Maker(folder, which).make();
}

std::span<const Stage> stages() {
    static const Stage all[] = {
        {"verify", "pack, rolls and bundles before anything is opened", judge_verify},
        {"open", "merged envelopes, closing note and key share", judge_open},
        {"list", "closing note and opened list, signed as they are", judge_list},
        {"count", "what open wrote, when it is counted", judge_count},
        {"audit", "the published folder", judge_audit},
    };
    return all;
}

}  // namespace tallystick::tamper
