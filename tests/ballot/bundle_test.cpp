// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles: for every check one that fails it alone, and every byte of a good one changed.
#include <ballot/bundle.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

// A kiosk's log made by hand, so that everything in it can be forged, well signed or not.
struct Forge {
    const Sealed* sealed;
    crypto::Digest round;
    KioskId kiosk = id<KioskId>("library-1");
    crypto::SigningKey key;
    BundleParts parts;
    Files files;  // after build()

    explicit Forge(const Sealed& from)
        : sealed(&from),
          round(from.pack.round_id),
          key(crypto::SigningKey::from_seed(crypto::log_origin(round, "library-1"), seed_of(5))
                  .value()) {
        parts.certificate = from.certificate(kiosk, key.verifier(), 100);
        for (std::size_t card = 0; card < 10; ++card) parts.lines.push_back(line(card, card));
        parts.spoiled = {{crypto::sha256("a"), crypto::BallotId{}}};
        parts.events = {{noon, EventCode::opened}, {noon, EventCode::closed}};
    }

    [[nodiscard]] std::string line(std::size_t card, std::uint64_t seed) const {
        const crypto::CardKey owner = sealed->card(card);
        const Style& style = *sealed->pack.style_of(owner.public_key());
        const auto maker = crypto::SigningKey::from_seed(
                               crypto::log_origin(sealed->pack.round_id, kiosk.text()), seed_of(5))
                               .value();
        return make_envelope(sealed->pack, kiosk, maker, Holder::of_card(owner), style.id,
                             first_choices(*sealed, style), seed_of(seed))
            .value()
            .line;
    }
    [[nodiscard]] Envelope envelope(std::size_t at) const {
        const Round& rules = sealed->pack.round;
        return read_envelope(parts.lines[at], rules.style_width(), rules.block).value();
    }
    void put(std::size_t at, const Envelope& changed) {
        parts.lines[at] = write_envelope(changed, sealed->pack.round.style_width());
    }
    // The same ballots on paper: serials 1, 2 and so on.
    void make_paper(std::int64_t most = 100) {
        parts.certificate = sealed->certificate(kiosk, key.verifier(), most, Role::paper);
        for (std::size_t at = 0; at < parts.lines.size(); ++at)
            put_serial(at, static_cast<std::int64_t>(at) + 1);
    }
    void put_serial(std::size_t at, std::int64_t serial) {
        Envelope changed = envelope(at);
        changed.kind = EnvelopeKind::paper;
        changed.holder = paper_holder(kiosk, serial);
        changed.signature = {};
        put(at, changed);
    }
    void sort() {
        std::sort(parts.lines.begin(), parts.lines.end(),
                  [](const std::string& a, const std::string& b) {
                      return crypto::leaf_hash(a) < crypto::leaf_hash(b);
                  });
    }
    void build() {
        sort();
        build_unsorted();
    }
    void build_unsorted() {
        parts.epochs = {static_cast<std::int64_t>(parts.lines.size())};
        files = make_bundle(round, kiosk, parts, key);
    }
    // The note again for the files as they are now, changed by `edit`, signed by `with`.
    void reseal(const std::function<void(BundleNote&)>& edit = {},
                const crypto::SigningKey* with = nullptr) {
        auto note = read_bundle_note(crypto::parse_note(files["bundle.note"]).value().text).value();
        note.files.clear();
        for (const auto& [path, bytes] : files)
            if (path != "bundle.note") note.files.push_back({crypto::sha256(bytes), path});
        if (const auto point = crypto::parse_note(files["checkpoint.note"]); point.ok())
            note.checkpoint = point->id();
        if (edit) edit(note);
        files["bundle.note"] =
            crypto::sign_note(write_bundle_note(note), with != nullptr ? *with : key).bytes();
    }
    [[nodiscard]] std::string name() const {
        return bundle_name(
            round, kiosk, parts.lines.size(),
            parts.state == BundleNote::State::open ? BundleState::open : BundleState::closed);
    }
};

class BundleChecks : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_round = seal_round(small_round(), 20); }
    static void TearDownTestSuite() { s_round.reset(); }
    static std::unique_ptr<Sealed> s_round;

    Path write(const Files& files, const std::string& name) {
        const Path place = m_folder.path() / name;
        fs::remove_all(place);
        for (const auto& [file, bytes] : files) {
            fs::create_directories((place / file).parent_path());
            std::ofstream(place / file, std::ios::binary) << bytes;
        }
        return place;
    }
    // The names of all checks that fail, once each.
    std::string failed(const Files& files, const std::string& name) {
        const Path folder = write(files, name);
        const auto reading = read_bundle(folder, s_round->pack, {2});
        if (!reading) return "unreadable: " + reading.error().message;
        std::set<std::string> names;
        for (const BundleFault& fault : reading->faults) {
            names.emplace(text_of(fault.check).name);
            EXPECT_FALSE(fault.error.hint.empty()) << fault.error.message;
            EXPECT_TRUE(fault.error.message.starts_with(folder.string())) << fault.error.message;
        }
        std::string all;
        for (const std::string& one : names) all += (all.empty() ? "" : " ") + one;
        return all;
    }
    std::string failed(const Forge& forge) { return failed(forge.files, forge.name()); }

    Folder m_folder;
};
std::unique_ptr<Sealed> BundleChecks::s_round;

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

TEST_F(BundleChecks, AnotherFolderName) {
    Forge forge(*s_round);
    forge.build();
    EXPECT_EQ(failed(forge.files, "stick"), "bundle-name");
    EXPECT_EQ(failed(forge.files, forge.name() + "-2"), "");  // the second of its name
    EXPECT_EQ(failed(forge.files, forge.name() + "-1"), "bundle-name");
    EXPECT_EQ(failed(forge.files, forge.name() + "-02"), "bundle-name");
}

// What was damaged on its way is the fault, not the folder's name that no longer fits it.
TEST_F(BundleChecks, ADamagedFileIsNamedFirst) {
    Forge forge(*s_round);
    forge.build();
    const auto first = [&](const std::string& envelopes) {
        Files files = forge.files;
        files["envelopes.txt"] = envelopes;
        EXPECT_EQ(failed(files, forge.name()).find("bundle-name"), std::string::npos);
        const auto reading = read_bundle(write(files, forge.name()), s_round->pack);
        return reading->faults.front().error;
    };
    const std::string& whole = forge.files["envelopes.txt"];
    const auto cut = first(whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1));
    EXPECT_TRUE(says(cut.message, "envelopes.txt: expected SHA-256")) << cut.message;
    EXPECT_TRUE(says(cut.hint, "copy the stick again, or export again"));
    EXPECT_TRUE(says(first("").message, "envelopes.txt: expected SHA-256"));
    // A certificate of 100 ballots; nothing of more is read.
    const std::size_t most = 100 * (whole.size() / 10);
    const auto large = first(std::string(most + 1, 'x'));
    EXPECT_TRUE(says(large.message, "expected at most " + std::to_string(most) + " bytes"));
    EXPECT_TRUE(says(large.message, "found " + std::to_string(most + 1)));
    EXPECT_TRUE(says(large.hint, "copy the stick again, or export again"));
    // Whoever renamed it is told so as long as the files are whole.
    EXPECT_EQ(failed(forge.files, "stick"), "bundle-name");
}

TEST_F(BundleChecks, AFileLargerThanAnyIsNotRead) {
    Forge forge(*s_round);
    forge.build();
    forge.files["kiosk.note"] = std::string(1'000'001, 'x');
    const auto reading = read_bundle(write(forge.files, forge.name()), s_round->pack);
    ASSERT_TRUE(good(reading));
    ASSERT_EQ(reading->faults.size(), 1U);
    EXPECT_EQ(reading->faults[0].check, BundleCheck::folder);
    EXPECT_TRUE(says(reading->faults[0].error.message,
                     "kiosk.note: expected at most 1000000 bytes, found 1000001"));
}

TEST_F(BundleChecks, AFoldersNameIsShownAndNotObeyed) {
    Forge forge(*s_round);
    forge.build();
    const auto reading = read_bundle(write(forge.files, "st\x1b[31mick"), s_round->pack);
    ASSERT_EQ(reading->faults.size(), 1U);
    const std::string& message = reading->faults[0].error.message;
    EXPECT_TRUE(message.starts_with(m_folder.path().string() + "/st\\x1b[31mick: ")) << message;
    EXPECT_EQ(message.find('\x1b'), std::string::npos);
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

TEST_F(BundleChecks, EveryFileMissing) {
    Forge forge(*s_round);
    forge.build();
    for (const auto& [name, bytes] : forge.files) {
        Files fewer = forge.files;
        fewer.erase(name);
        EXPECT_EQ(failed(fewer, forge.name()), "bundle-files") << name;
    }
}

TEST_F(BundleChecks, EveryByteCounts) {
    Forge forge(*s_round);
    forge.build();
    std::size_t cases = 0;
    for (const auto& [name, bytes] : forge.files) {
        // Every byte of the small files, a sample of the long one: its lines are alike.
        const std::size_t step = name == "envelopes.txt" ? 97 : 11;
        for (std::size_t at = 0; at < bytes.size(); at += step, ++cases) {
            Files changed = forge.files;
            switch (cases % 3) {
                case 0:
                    changed[name][at] ^= 1;
                    break;
                case 1:
                    changed[name].erase(at, 1);
                    break;
                default:
                    changed[name].insert(at, 1, changed[name][at]);
                    break;
            }
            EXPECT_NE(failed(changed, forge.name()), "") << name << " " << at;
        }
    }
    EXPECT_GT(cases, 200U);
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
    Files files;
    for (const auto& entry : fs::directory_iterator(recovered->folder)) {
        std::ifstream stream(entry.path(), std::ios::binary);
        files[entry.path().filename()] = {std::istreambuf_iterator<char>(stream), {}};
    }
    const std::string name = recovered->folder.filename();
    EXPECT_EQ(failed(files, name), "");
    Files changed = files;
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
