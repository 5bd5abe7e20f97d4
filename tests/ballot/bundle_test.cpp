// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles: for every check one that fails it alone.
#include "bundle_forge.h"

namespace tallystick::ballot::test {
namespace {

TEST_F(BundleChecks, AGoodOnePassesAll) {
    Forge forge(*s_round);
    forge.build();
    EXPECT_EQ(failed(forge), "");
    forge.parts.state = BundleNote::State::open;
    forge.parts.waiting = 3;
    forge.build();
    EXPECT_EQ(failed(forge), "");
    const auto bundle = read_good_bundle(write(forge.files, forge.name()), s_round->pack);
    ASSERT_TRUE(good(bundle));
    EXPECT_EQ(bundle->size(), 10U);
    EXPECT_EQ(bundle->line(3, forge.parts.lines[3].size()), forge.parts.lines[3]);
    EXPECT_EQ(bundle->checkpoint->root, crypto::merkle_root(bundle->leaves));
}

TEST_F(BundleChecks, PaperHasSerialsOfItsBox) {
    // Ten ballots, at most twelve: serials 1 to 12 are good, in any order and with gaps.
    const auto with = [&](std::int64_t serial) {
        Forge forge(*s_round);
        forge.make_paper(12);
        forge.put_serial(3, serial);
        forge.build();
        return failed(forge);
    };
    EXPECT_EQ(with(4), "");
    EXPECT_EQ(with(12), "");
    EXPECT_EQ(with(13), "paper-serial");
    EXPECT_EQ(with(0), "paper-serial");
    // Another box's first serial.
    Forge forge(*s_round);
    forge.make_paper();
    Envelope changed = forge.envelope(0);
    changed.holder = paper_holder(id<KioskId>("library-2"), 1);
    forge.put(0, changed);
    forge.build();
    EXPECT_EQ(failed(forge), "paper-serial");
}

struct Row {
    BundleCheck check;
    std::function<void(Forge&)> forge;
};
std::vector<Row> rows() {
    return {
        {BundleCheck::folder,
         [](Forge& f) {
             f.build();
             f.files["extra.txt"] = "x\n";
         }},
        {BundleCheck::certificate_form,
         [](Forge& f) {
             f.parts.certificate += "x";
             f.build();
         }},
        {BundleCheck::certificate_signature,
         [](Forge& f) {
             const auto other =
                 crypto::SigningKey::from_seed("test.example/organiser", seed_of(99)).value();
             f.parts.certificate =
                 crypto::sign_note(crypto::parse_note(f.parts.certificate)->text, other).bytes();
             f.build();
         }},
        {BundleCheck::certificate_round,
         [](Forge& f) {
             f.round = crypto::sha256("another round");
             f.key = f.key.renamed(crypto::log_origin(f.round, f.kiosk.text())).value();
             const KioskNote note{f.round, f.kiosk, Role::kiosk, f.key.verifier().text(), 100};
             f.parts.certificate =
                 crypto::sign_note(write_kiosk_note(note), f.sealed->organiser).bytes();
             f.build();
         }},
        {BundleCheck::note_form,
         [](Forge& f) {
             f.build();
             f.files["bundle.note"] =
                 crypto::sign_note("tallystick/bundle/v1\nround x\n", f.key).bytes();
         }},
        {BundleCheck::note_signature,
         [](Forge& f) {
             f.build();
             const auto other = crypto::SigningKey::from_seed(f.key.name(), seed_of(98)).value();
             f.reseal({}, &other);
         }},
        {BundleCheck::note_round,
         [](Forge& f) {
             f.build();
             f.reseal([](BundleNote& note) { note.kiosk = id<KioskId>("library-2"); });
         }},
        {BundleCheck::file_hashes,
         [](Forge& f) {
             f.build();
             f.reseal([](BundleNote& note) { note.files[1].hash = crypto::sha256("x"); });
         }},
        {BundleCheck::checkpoint_form,
         [](Forge& f) {
             f.build();
             f.files["checkpoint.note"] =
                 crypto::sign_note(f.key.name() + "\n10\nroot\n", f.key).bytes();
             f.reseal();
         }},
        {BundleCheck::checkpoint_signature,
         [](Forge& f) {
             f.build();
             const auto other = crypto::SigningKey::from_seed(f.key.name(), seed_of(98)).value();
             const auto text = crypto::parse_note(f.files["checkpoint.note"])->text;
             f.files["checkpoint.note"] = crypto::sign_note(text, other).bytes();
             f.reseal();
         }},
        {BundleCheck::checkpoint_match,
         [](Forge& f) {
             f.build();
             f.reseal([](BundleNote& note) { note.checkpoint = crypto::sha256("x"); });
         }},
        {BundleCheck::envelope_form,
         [](Forge& f) {
             f.parts.lines[4][70] = '!';
             f.build();
         }},
        {BundleCheck::envelope_kind,
         [](Forge& f) {
             Envelope changed = f.envelope(4);
             changed.kind = EnvelopeKind::paper;
             changed.signature = {};
             f.put(4, changed);
             f.build();
         }},
        {BundleCheck::card_known,
         [](Forge& f) {
             const crypto::CardKey card(crypto::CardCode::generate(),
                                        f.sealed->pack.round.card_salt);
             Envelope changed = f.envelope(4);
             changed.holder = card.public_key();
             changed.signature = crypto::sign_envelope(card, f.round, f.kiosk.text(),
                                                       changed.style.text(), changed.sealed_base64);
             f.put(4, changed);
             f.build();
         }},
        {BundleCheck::card_signature,
         [](Forge& f) {
             Envelope changed = f.envelope(4);
             changed.signature.bytes[0] ^= 1;
             f.put(4, changed);
             f.build();
         }},
        {BundleCheck::paper_serial,
         [](Forge& f) {
             // As whoever holds a paper box's key could: a card's hex, which cards.txt publishes.
             const auto card = f.envelope(4).holder;
             f.make_paper();
             Envelope changed = f.envelope(4);
             changed.holder = card;
             f.put(4, changed);
             f.build();
         }},
        {BundleCheck::card_once,
         [](Forge& f) {
             f.parts.lines.push_back(f.line(4, 77));
             f.build();
         }},
        {BundleCheck::sealed_once,
         [](Forge& f) {
             const crypto::CardKey card = f.sealed->card(12);
             Envelope changed = f.envelope(4);
             changed.holder = card.public_key();
             changed.signature = crypto::sign_envelope(card, f.round, f.kiosk.text(),
                                                       changed.style.text(), changed.sealed_base64);
             f.parts.lines.push_back(write_envelope(changed, f.sealed->pack.round.style_width()));
             f.build();
         }},
        {BundleCheck::epoch_order,
         [](Forge& f) {
             f.sort();
             std::swap(f.parts.lines[2], f.parts.lines[3]);
             f.build_unsorted();
         }},
        {BundleCheck::log_root,
         [](Forge& f) {
             f.build();
             const crypto::Checkpoint other{f.key.name(), 10, crypto::sha256("another root")};
             f.files["checkpoint.note"] = crypto::sign_checkpoint(other, f.key).bytes();
             f.reseal();
         }},
        {BundleCheck::spoiled_form,
         [](Forge& f) {
             f.parts.spoiled.clear();
             f.build();
             f.files["spoiled.txt"] = "not a record\n";
             f.reseal();
         }},
        {BundleCheck::spoiled_not_cast,
         [](Forge& f) {
             f.parts.spoiled = {{crypto::leaf_hash(f.parts.lines[4]), crypto::BallotId{}}};
             f.build();
         }},
        {BundleCheck::events_form,
         [](Forge& f) {
             f.build();
             f.files["events.txt"] += "2026-05-09T12:00Z voted\n";
             f.reseal();
         }},
        {BundleCheck::events_form,
         [](Forge& f) {
             f.parts.events.pop_back();
             f.build();
         }},
        {BundleCheck::events_form,
         [](Forge& f) {
             f.parts.events.clear();
             f.build();
         }},
        {BundleCheck::counts,
         [](Forge& f) {
             f.build();
             f.reseal([](BundleNote& note) { note.spoiled = 2; });
         }},
    };
}

TEST_F(BundleChecks, EachFailsAlone) {
    std::set<BundleCheck> covered{BundleCheck::folder_name, BundleCheck::receipts_match,
                                  BundleCheck::mirror_whole};
    for (const Row& row : rows()) {
        Forge forge(*s_round);
        row.forge(forge);
        EXPECT_EQ(failed(forge), text_of(row.check).name);
        covered.insert(row.check);
    }
    EXPECT_EQ(covered.size(), bundle_checks().size());
    for (std::size_t at = 0; at < bundle_checks().size(); ++at)
        EXPECT_EQ(bundle_checks()[at].check, static_cast<BundleCheck>(at));
}

TEST_F(BundleChecks, MoreThanTheCertificateAllows) {
    Forge forge(*s_round);
    forge.parts.certificate = s_round->certificate(forge.kiosk, forge.key.verifier(), 9);
    forge.build();
    EXPECT_TRUE(says(failed(forge), "bundle-counts"));
    forge.parts.certificate = s_round->certificate(forge.kiosk, forge.key.verifier(), 12);
    forge.parts.state = BundleNote::State::open;
    forge.parts.waiting = 3;
    forge.build();
    EXPECT_EQ(failed(forge), "bundle-counts");
}

TEST_F(BundleChecks, AnEpochTooSmallForTheRound) {
    Forge forge(*s_round);
    forge.sort();
    forge.parts.state = BundleNote::State::open;
    forge.parts.lines.resize(7);
    forge.build_unsorted();
    EXPECT_EQ(failed(forge), "epoch-order");
}

TEST_F(BundleChecks, RecoveredNeedsEveryReceipt) {
    const auto kiosk = make_kiosk(*s_round, "library-1", 20);
    ASSERT_TRUE(good(kiosk->box->open_polls(noon)));
    Folder stick;
    ASSERT_TRUE(good(kiosk->box->attach_mirror(stick, noon)));
    for (std::size_t card = 0; card < 4; ++card) ASSERT_TRUE(cast(*s_round, *kiosk->box, card));
    const auto recovered =
        recover_bundle(Mirror::folder_of(stick, s_round->pack.round_id, id<KioskId>("library-1")),
                       m_folder.path(), s_round->pack);
    ASSERT_TRUE(good(recovered));
    BundleFiles files;
    for (const auto& entry : std::filesystem::directory_iterator(recovered->folder)) {
        std::ifstream stream(entry.path(), std::ios::binary);
        files[entry.path().filename()] = {std::istreambuf_iterator<char>(stream), {}};
    }
    const std::string name = recovered->folder.filename();
    EXPECT_EQ(failed(files, name), "");
    BundleFiles changed = files;
    changed["receipts.txt"][100] ^= 1;
    EXPECT_EQ(failed(changed, name), "receipts-match");
    changed = files;
    changed["receipts.txt"].resize(files["receipts.txt"].size() / 4 * 3);
    EXPECT_EQ(failed(changed, name), "receipts-match");
    changed = files;
    changed["receipts.txt"] += files["receipts.txt"].substr(0, files["receipts.txt"].size() / 4);
    EXPECT_EQ(failed(changed, name), "receipts-match");
    // Two receipts changed places: each is good, neither is of its line.
    const std::size_t one = files["receipts.txt"].size() / 4;
    changed = files;
    changed["receipts.txt"] = files["receipts.txt"].substr(one, one) +
                              files["receipts.txt"].substr(0, one) +
                              files["receipts.txt"].substr(2 * one);
    EXPECT_EQ(failed(changed, name), "receipts-match");
}

}  // namespace
}  // namespace tallystick::ballot::test
