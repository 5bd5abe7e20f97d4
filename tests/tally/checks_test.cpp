// SPDX-License-Identifier: GPL-3.0-or-later
// A fixture per check: one thing is broken, and exactly that check fails. Checks of single bundles
// have theirs in tests/ballot.
#include <algorithm>

#include <gtest/gtest.h>

#include <ballot/mirror.h>
#include <crypto/digest.h>
#include <crypto/random.h>

#include "event_fixture.h"

namespace tallystick::test {
namespace {

using Names = std::set<std::string>;
using tally::Report;

TEST(Checks, HaveNamesFamiliesAndSentences) {
    Names names;
    for (const auto& check : tally::all_checks()) {
        EXPECT_TRUE(names.insert(check.name).second) << check.name;
        EXPECT_TRUE(ballot::is_slug(check.name)) << check.name;
        EXPECT_TRUE(Names({"completeness", "authenticity", "consistency", "integrity", "evidence"})
                        .contains(check.family))
            << check.name;
        EXPECT_TRUE(check.sentence.ends_with(".")) << check.name;
    }
}

// Every check has a test here that expects it and nothing else to fail; alarms of the closing note
// ring alone. Those of one bundle have theirs in tests/ballot. Two need a second history of the
// box, for which another alarm rings.
TEST(Checks, EachHasAFixtureThatFailsItAlone) {
    std::string tests;
    for (const auto* file :
         {"checks_test.cpp", "audit_test.cpp", "histories_test.cpp", "opened_test.cpp"})
        tests += read_text(ballot::Path(TALLYSTICK_TESTS) / file);
    for (const auto& check : tally::all_checks()) {
        if (check.stage == tally::Stage::bundle) continue;
        const bool alone = check.name != "box-limits" && check.name != "event-spoiled-not-cast";
        EXPECT_NE(tests.find("Names({\"" + check.name + (alone ? "\"})" : "\", \"")), tests.npos)
            << check.name;
    }
}

class Pack : public testing::Test {
protected:
    Names read() {
        Report report;
        (void)tally::read_pack(event.path("pack"), report);
        return failures(report);
    }
    ballot::Path file(const std::string& name) { return event.path("pack") / name; }
    EventFixture event;
};

TEST_F(Pack, Good) {
    EXPECT_EQ(read(), Names());
}
TEST_F(Pack, Note) {
    write_text(file("round.note"), replaced(read_text(file("round.note")), "title", "titel"));
    EXPECT_EQ(read(), Names({"pack-note"}));
}
TEST_F(Pack, Signature) {
    write_text(file("round.note"), replaced(read_text(file("round.note")), "Small", "Large"));
    EXPECT_EQ(read(), Names({"pack-signature"}));
}
TEST_F(Pack, FileTooMany) {
    write_text(file("more.txt"), "more\n");
    EXPECT_EQ(read(), Names({"pack-files"}));
}
TEST_F(Pack, FileMissing) {
    std::filesystem::remove(file("cards.txt"));
    EXPECT_EQ(read(), Names({"pack-files"}));
}
TEST_F(Pack, Hashes) {
    write_text(file("round.json"), replaced(read_text(file("round.json")), "Proposal", "Probosal"));
    EXPECT_EQ(read(), Names({"pack-hashes"}));
}
TEST_F(Pack, Round) {
    // Signed and hashed as it should be, but the pots do not make the fund.
    const std::string json = replaced(read_text(file("round.json")), "1000000", "1000001");
    write_text(file("round.json"), json);
    auto note = ballot::read_round_note(crypto::parse_note(read_text(file("round.note")))->text);
    for (auto& entry : note->files)
        if (entry.path == "round.json") entry.hash = crypto::sha256(json);
    write_text(file("round.note"), event.sign(ballot::write_round_note(*note), false));
    EXPECT_EQ(read(), Names({"pack-round"}));
}

class Rolls : public testing::Test {
protected:
    Names read(const std::vector<std::string>& texts) {
        std::vector<tally::NamedText> files;
        for (const auto& text : texts) files.emplace_back("roll", text);
        Report report;
        (void)tally::read_rolls(*event.pack, files, report);
        return failures(report);
    }
    ballot::RollNote second() {
        ballot::RollNote note = event.roll_note;
        note.number = 2;
        note.previous = event.roll().id;
        note.reason = "a third room";
        return note;
    }
    EventFixture event;
};

TEST_F(Rolls, Good) {
    EXPECT_EQ(read({event.roll_text}), Names());
    const std::string next = event.sign(ballot::write_roll_note(second()));
    EXPECT_EQ(read({next, event.roll_text, next}), Names());
}
TEST_F(Rolls, Form) {
    EXPECT_EQ(read({replaced(event.roll_text, "number", "nummer")}), Names({"roll-form"}));
}
TEST_F(Rolls, Signature) {
    crypto::Note note = crypto::sign_note(ballot::write_roll_note(event.roll_note), *event.other);
    EXPECT_EQ(read({note.bytes()}), Names({"roll-signature"}));
}
TEST_F(Rolls, Witnesses) {
    EXPECT_EQ(read({event.sign(ballot::write_roll_note(event.roll_note), false)}),
              Names({"roll-witnesses"}));
}
TEST_F(Rolls, Round) {
    ballot::RollNote note = event.roll_note;
    note.round = crypto::sha256(std::string_view("another"));
    EXPECT_EQ(read({event.sign(ballot::write_roll_note(note))}), Names({"roll-round"}));
}
TEST_F(Rolls, Chain) {
    EXPECT_EQ(read({event.sign(ballot::write_roll_note(second()))}), Names({"roll-chain"}));
    ballot::RollNote fewer = second();
    fewer.entries.pop_back();
    EXPECT_EQ(read({event.roll_text, event.sign(ballot::write_roll_note(fewer))}),
              Names({"roll-chain"}));
}

class Bundles : public testing::Test {
protected:
    Names gather(const std::vector<ballot::Path>& folders) {
        Report report;
        tally::GatherOptions options;
        options.threads = 2;
        gathered = *tally::gather(*event.pack, event.roll(), folders, options, report);
        return failures(report);
    }
    // A bundle from a mirror of the first kiosk with the first `votes` and this checkpoint.note.
    crypto::Result<ballot::Recovered> recover(std::size_t votes,
                                              const std::optional<std::string>& checkpoint) {
        const auto& kiosk = event.kiosks[0];
        const ballot::Path folder =
            ballot::Mirror::folder_of(event.path("mirror"), event.pack->round_id, kiosk.id);
        std::filesystem::create_directories(event.path("mirror"));
        std::filesystem::create_directories(event.path("recovered"));
        const std::size_t size = ballot::slot_size(*event.pack, kiosk.id);
        TALLYSTICK_TRY(mirror, ballot::Mirror::create(
                                   folder, kiosk.certificate, size, EventFixture::most,
                                   [&](std::size_t slot) {
                                       if (slot < votes)
                                           return ballot::write_slot(
                                               {kiosk.voted[slot].line, kiosk.voted[slot].receipt});
                                       const auto noise = crypto::random_bytes(size);
                                       return std::string(noise.begin(), noise.end());
                                   },
                                   ballot::real_disk()));
        if (checkpoint) TALLYSTICK_CHECK(mirror.write_checkpoint(*checkpoint));
        return ballot::recover_bundle(folder, event.path("recovered"), *event.pack);
    }
    EventFixture event;
    tally::Gathered gathered;
};

TEST_F(Bundles, AnyOrderAndRepetitionGiveTheSameBytes) {
    const auto one = event.bundle(0), two = event.bundle(1);
    EXPECT_EQ(gather({one, two}), Names());
    const auto merged = gathered.merged;
    EXPECT_EQ(gathered.marks.size(), 48U);
    EXPECT_EQ(gather({two, one, two, one}), Names());
    EXPECT_EQ(gathered.merged, merged);
}
TEST_F(Bundles, AnExportBeforeTheFirstVoteChangesNothing) {
    EXPECT_EQ(gather({event.bundle(0), event.bundle(1)}), Names());
    const auto merged = gathered.merged;
    const Bundled early{0, 0, ballot::BundleNote::State::open, {}, {}};
    EXPECT_EQ(gather({event.bundle(0, early), event.bundle(0), event.bundle(1)}), Names());
    EXPECT_EQ(gathered.merged, merged);
}
TEST_F(Bundles, NotListed) {
    event.roll_note.entries.pop_back();
    EXPECT_EQ(gather({event.bundle(0), event.bundle(1)}), Names({"box-listed"}));
}
TEST_F(Bundles, ListedWithAnotherCertificate) {
    event.roll_note.entries[1].certificate = crypto::sha256(std::string_view("another"));
    EXPECT_EQ(gather({event.bundle(0), event.bundle(1)}), Names({"box-listed", "box-present"}));
}
TEST_F(Bundles, NotPresent) {
    EXPECT_EQ(gather({event.bundle(1)}), Names({"box-present"}));
}
TEST_F(Bundles, NotClosed) {
    Bundled open;
    open.state = ballot::BundleNote::State::open;
    EXPECT_EQ(gather({event.bundle(0, open), event.bundle(1)}), Names({"box-closed"}));
}
TEST_F(Bundles, SealedTwice) {
    Bundled copied;
    copied.extra = {event.forge(0, event.sealed_of(event.kiosks[1].voted[3]))};
    EXPECT_EQ(gather({event.bundle(0, copied), event.bundle(1)}), Names({"event-sealed-once"}));
    const auto aside = tally::set_aside(gathered.marks, event.roll(), EventFixture::dice);
    EXPECT_EQ(std::count(aside.begin(), aside.end(), true), 0);  // opening tells them apart
}
TEST_F(Bundles, MirrorKnowsMore) {
    // All 24 votes on the mirror, 20 in the closed log.
    const auto& key = event.kiosks[0].key;
    const auto recovered =
        recover(24, crypto::sign_checkpoint(event.checkpoint(0, 24), key).bytes());
    ASSERT_TRUE(recovered.ok()) << recovered.error().message;
    EXPECT_EQ(recovered->envelopes, 24U);
    EXPECT_FALSE(recovered->lack.has_value());
    Bundled fewer{0, 20, ballot::BundleNote::State::closed, {}, {}};
    EXPECT_EQ(gather({event.bundle(0, fewer), recovered->folder, event.bundle(1)}),
              Names({"log-grows", "log-holds-mirror"}));
    EXPECT_EQ(gathered.marks.size(), 48U);
    // With a log that has them all, the mirror adds nothing and the bytes are the same.
    EXPECT_EQ(gather({event.bundle(0), event.bundle(1)}), Names());
    const auto merged = gathered.merged;
    EXPECT_EQ(gather({event.bundle(1), recovered->folder, event.bundle(0)}), Names());
    EXPECT_EQ(gathered.merged, merged);
}
TEST_F(Bundles, ADamagedMirrorIsMergedWithAnAlarm) {
    // The kiosk signed a log of 8 envelopes; two can still be read.
    const auto& key = event.kiosks[0].key;
    const auto logged = crypto::sign_checkpoint({key.name(), 8, crypto::sha256("lost")}, key);
    const auto recovered = recover(2, logged.bytes());
    ASSERT_TRUE(recovered.ok()) << recovered.error().message;
    EXPECT_EQ(recovered->envelopes, 2U);
    ASSERT_TRUE(recovered->lack.has_value());
    EXPECT_NE(recovered->lack->find("at least 6 are missing"), std::string::npos);
    EXPECT_EQ(gather({recovered->folder, event.bundle(1)}), Names({"box-closed", "mirror-whole"}));
    EXPECT_EQ(gathered.marks.size(), 26U);
}
TEST_F(Bundles, AMirrorsBrokenCheckpointIsLeftOutWithAnAlarm) {
    const auto recovered = recover(2, "not a note\n");
    ASSERT_TRUE(recovered.ok()) << recovered.error().message;
    EXPECT_TRUE(recovered->no_checkpoint.has_value());
    EXPECT_TRUE(recovered->lack.has_value());
    EXPECT_EQ(gather({recovered->folder, event.bundle(1)}), Names({"box-closed", "mirror-whole"}));
}
TEST_F(Bundles, AMirrorStrippedOfItsCheckpointIsMergedWithAnAlarm) {
    // Somebody took the checkpoint away, and with it whatever told that envelopes are gone.
    const auto recovered = recover(2, {});
    ASSERT_TRUE(recovered.ok()) << recovered.error().message;
    ASSERT_TRUE(recovered->lack.has_value());
    EXPECT_NE(recovered->lack->find("no checkpoint"), std::string::npos);
    EXPECT_EQ(gather({recovered->folder, event.bundle(1)}), Names({"box-closed", "mirror-whole"}));
    EXPECT_EQ(gathered.marks.size(), 26U);
}
TEST_F(Bundles, TwoSticksAreToldApart) {
    // Two copies of one export, one of them damaged: the message says which, once.
    const auto whole = event.bundle(0);
    const auto stick = event.path("stick \x1b[2J");
    std::filesystem::create_directories(stick);
    const auto copy = stick / whole.filename();
    std::filesystem::copy(whole, copy, std::filesystem::copy_options::recursive);
    write_text(copy / "events.txt", "2026-05-09T12:00Z opened\n");
    Report report;
    const auto out = tally::gather(*event.pack, event.roll(), {whole, copy, event.bundle(1)},
                                   {1, {}, tally::Damaged::refused}, report);
    ASSERT_TRUE(out.ok());
    ASSERT_TRUE(report.failed("bundle-hashes"));
    const std::string message = report.first()->message;
    const std::string name = whole.filename().string();
    EXPECT_NE(message.find("stick \\x1b[2J/" + name + "/events.txt"), message.npos) << message;
    EXPECT_EQ(message.find('\x1b'), message.npos);
    EXPECT_EQ(message.find(name), message.rfind(name)) << message;
}
TEST_F(Bundles, OneCardOnTwoKiosksIsDecidedByTheDice) {
    std::vector<tally::EnvelopeMark> marks(3);
    marks[0].holder.fill(1);
    marks[1].holder.fill(1);
    marks[2].holder.fill(2);
    marks[1].box = 1;
    const auto rank = [&](const char* kiosk) {
        std::string hex;
        for (int at = 0; at < 32; ++at) hex += "01";
        return crypto::sha256(std::string("tallystick/pick/v1\n") + EventFixture::dice + "\n" +
                              hex + "\n" + kiosk);
    };
    const bool first_wins = rank("kiosk-1") < rank("kiosk-2");
    const auto aside = tally::set_aside(marks, event.roll(), EventFixture::dice);
    EXPECT_EQ(aside, (std::vector<bool>{!first_wins, first_wins, false}));
}
TEST_F(Bundles, OnlyACardIsOneInTwoBoxes) {
    // Card 1 on paper in the other box: nobody signed that, and the card's ballot stays. The same
    // digits of a desk are two ballots, in one box too, or a copy of them could throw the honest
    // one out; a paper ballot that was entered twice is one.
    using Kind = ballot::EnvelopeKind;
    const auto mark = [](Kind kind, std::uint32_t box, std::uint8_t leaf) {
        tally::EnvelopeMark one;
        one.kind = kind;
        one.box = box;
        one.holder.fill(1);
        one.leaf.bytes.fill(leaf);
        return one;
    };
    const auto aside = [&](const std::vector<tally::EnvelopeMark>& marks) {
        return tally::set_aside(marks, event.roll(), EventFixture::dice);
    };
    using Flags = std::vector<bool>;
    EXPECT_EQ(aside({mark(Kind::card, 0, 1), mark(Kind::paper, 1, 2)}), Flags({false, false}));
    EXPECT_EQ(aside({mark(Kind::card, 1, 1), mark(Kind::paper, 1, 2)}), Flags({false, false}));
    EXPECT_EQ(aside({mark(Kind::paper, 0, 1), mark(Kind::paper, 1, 2)}), Flags({false, false}));
    EXPECT_EQ(aside({mark(Kind::desk, 0, 1), mark(Kind::desk, 1, 2)}), Flags({false, false}));
    EXPECT_EQ(aside({mark(Kind::desk, 1, 2), mark(Kind::desk, 1, 1)}), Flags({false, false}));
    EXPECT_EQ(aside({mark(Kind::paper, 0, 1), mark(Kind::paper, 0, 2)}), Flags({false, true}));
}
TEST_F(Bundles, AMarkKnowsItsKind) {
    EXPECT_EQ(gather({event.bundle(0), event.bundle(1)}), Names());
    for (const auto& mark : gathered.marks) EXPECT_EQ(mark.kind, ballot::EnvelopeKind::card);
    std::string line = event.kiosks[0].voted[0].line;
    line[0] = 'p';
    EXPECT_EQ(tally::mark_of(line, {}, 0, event.pack->round).kind, ballot::EnvelopeKind::paper);
    EXPECT_EQ(sizeof(tally::EnvelopeMark), 104U);  // a million of them are in memory
}

}  // namespace
}  // namespace tallystick::test
