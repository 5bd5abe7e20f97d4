// SPDX-License-Identifier: GPL-3.0-or-later
// Exports that are no longer whole beside a good closed one of their box: passed over with a word,
// unless something in them that was signed speaks against it. And copies under a file manager's
// names.
#include <unistd.h>

#include <gtest/gtest.h>

#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/random.h>

#include "event_fixture.h"

namespace tallystick::test {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;
using State = ballot::BundleNote::State;
using tally::Report;

class Damaged : public testing::Test {
protected:
    explicit Damaged(RoundCards cards = RoundCards::printed) : event(cards) {}

    // With the other kiosk's good bundle.
    Names gather(std::vector<ballot::Path> folders,
                 tally::Damaged damaged = tally::Damaged::passed_over) {
        folders.push_back(event.bundle(1));
        report = Report();
        tally::GatherOptions options;
        options.threads = 1;
        options.damaged = damaged;
        gathered = *tally::gather(*event.pack, event.roll(), folders, options, report);
        return failures(report);
    }
    // An open export of the first sixteen votes, on another stick; of one box before closed().
    ballot::Path early(Bundled what = {}) {
        what.count = 16;
        what.state = State::open;
        what.under = "stick";
        return event.bundle(0, what);
    }
    ballot::Path closed() { return event.bundle(0, {.epochs = {16, 24}}); }
    static void cut(const ballot::Path& file, std::uintmax_t lost) {
        fs::resize_file(file, fs::file_size(file) - lost);
    }
    bool warned(const std::string& what) const {
        return report.warnings().size() == 1 &&
               report.warnings()[0].find(what) != std::string::npos;
    }
    std::string detail(std::string_view check) const {
        for (const auto& line : report.lines())
            if (line.info->name == check && !line.details.empty()) return line.details[0].message;
        return {};
    }
    EventFixture event;
    Report report;
    tally::Gathered gathered;
};

TEST_F(Damaged, AnyFileOfAnEarlyExportMayBeTornOrGone) {
    for (const char* name : {"bundle.note", "checkpoint.note", "envelopes.txt", "events.txt",
                             "kiosk.note", "spoiled.txt"}) {
        const auto torn = early();
        if (const auto file = torn / name; fs::file_size(file) > 0) {
            cut(file, 5);
            EXPECT_EQ(gather({torn, closed()}), Names()) << name;
            EXPECT_TRUE(warned(torn.string())) << name;
        }
        fs::remove(torn / name);
        EXPECT_EQ(gather({torn, closed()}), Names()) << name;
        EXPECT_TRUE(warned(torn.string())) << name;
        EXPECT_EQ(gathered.marks.size(), 48U);
        EXPECT_EQ(gathered.used.size(), 2U);
    }
}
TEST_F(Damaged, OnlyAClosedExportCovers) {
    const auto torn = early();
    cut(torn / "envelopes.txt", 5);
    EXPECT_TRUE(gather({torn, event.bundle(0, {.state = State::open})}).contains("bundle-hashes"));
    EXPECT_TRUE(gather({torn}).contains("bundle-hashes"));
    EXPECT_EQ(report.warnings().size(), 0U);
}
TEST_F(Damaged, NothingDamagedIsPublished) {
    const auto torn = early();
    cut(torn / "envelopes.txt", 5);
    EXPECT_TRUE(gather({torn, closed()}, tally::Damaged::refused).contains("bundle-hashes"));
}
// A whole closed fork of the other kiosk that only lost its certificate to this one's: held against
// this one's key, nothing in it would be signed. Any name that is left shows that it is not its.
TEST_F(Damaged, AForkUnderAnotherKiosksCertificate) {
    const auto swapped = [&](const Names& left, const char* name) {
        auto fork = event.bundle(1, {.count = 16, .under = "stick"});
        fs::copy_file(closed() / "kiosk.note", fork / "kiosk.note",
                      fs::copy_options::overwrite_existing);
        for (const char* file : {"bundle.note", "checkpoint.note"})
            if (!left.contains(file)) fs::remove(fork / file);
        const auto to = fork.parent_path() / name;
        if (to != fork) {
            fs::remove_all(to);
            fs::rename(fork, to);
        }
        return gather({closed(), to});
    };
    const std::string start = event.pack->round_id.hex().substr(0, 8) + "-kiosk-";
    EXPECT_EQ(swapped({}, (start + "2-16-closed").c_str()), Names({"bundle-name"}));
    EXPECT_NE(detail("bundle-name").find("kiosk-2"), std::string::npos);
    EXPECT_TRUE(report.fatal());
    EXPECT_EQ(swapped({"bundle.note"}, "x"), Names({"bundle-note-round"}));
    EXPECT_EQ(swapped({"checkpoint.note"}, "x"), Names({"checkpoint-signature"}));
    EXPECT_EQ(report.warnings().size(), 0U);
    // All of it says this box, and nothing that it signed is left.
    EXPECT_EQ(swapped({}, (start + "1-16-closed").c_str()), Names({}));
}
// A torn note still says whose it is.
TEST_F(Damaged, ATornNoteOfAnotherKiosk) {
    const auto fork = event.bundle(1, {.count = 16, .under = "stick"});
    fs::copy_file(closed() / "kiosk.note", fork / "kiosk.note",
                  fs::copy_options::overwrite_existing);
    cut(fork / "bundle.note", 5);
    fs::remove(fork / "checkpoint.note");
    fs::rename(fork, event.path("stick/x"));
    EXPECT_EQ(gather({closed(), event.path("stick/x")}), Names({"bundle-note-round"}));
}
// Last year's stick: no word about this box, whatever its organiser signed.
TEST_F(Damaged, AnExportOfAnotherRound) {
    EventFixture last_year;
    const auto old = last_year.bundle(0);
    EXPECT_EQ(gather({old, closed()}), Names({"certificate-round"}));
    fs::remove(old / "kiosk.note");
    EXPECT_EQ(gather({old, closed()}), Names({"certificate-round"}));
    EXPECT_NE(detail("certificate-round").find(last_year.pack->round_id.hex()), std::string::npos);
    // With this round's note in it, it is nothing to throw away.
    fs::copy_file(early() / "bundle.note", old / "bundle.note",
                  fs::copy_options::overwrite_existing);
    EXPECT_EQ(gather({old, closed()}), Names({"bundle-name"}));
}
// What the kiosk signed in them is held against the closed export.
TEST_F(Damaged, ASignedNoteOfAnotherLog) {
    const auto torn = early({.first = 8});
    cut(torn / "envelopes.txt", fs::file_size(torn / "envelopes.txt"));
    EXPECT_TRUE(gather({torn, closed()}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("begins with others"), std::string::npos);
    EXPECT_TRUE(report.fatal());
}
TEST_F(Damaged, ASignedNoteOfMoreEnvelopes) {
    const auto torn = event.bundle(0, {.state = State::open, .under = "stick"});
    cut(torn / "envelopes.txt", fs::file_size(torn / "envelopes.txt"));
    EXPECT_TRUE(gather({torn, event.bundle(0, {.count = 16})}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("was closed with 16"), std::string::npos);
}
TEST_F(Damaged, ASignedNoteWithNumbersThatFell) {
    const auto torn = early({.uncast = 1});
    fs::remove(torn / "events.txt");
    EXPECT_TRUE(gather({torn, closed()}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("fell from 1 to 0"), std::string::npos);
}
TEST_F(Damaged, ASignedNoteWithOtherEvents) {
    const auto torn = early({.events = {{0, ballot::EventCode::pin_wrong}}});
    fs::remove(torn / "events.txt");
    EXPECT_TRUE(gather({torn, closed()}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("events"), std::string::npos);
}
// Whoever can write into the folder can write below a note, too.
TEST_F(Damaged, ASignatureCountsWhateverStandsBesideIt) {
    const auto below = [&](const char* name, auto change) {
        const auto torn = early({.first = 8});
        for (const char* file : {"bundle.note", "checkpoint.note", "envelopes.txt"})
            if (file != std::string(name)) fs::remove(torn / file);
        const std::string text = read_text(torn / name);
        write_text(torn / name, change(text));
        return gather({torn, closed()});
    };
    const std::string junk = " " + crypto::to_base64(crypto::random_bytes(68)) + "\n";
    const std::string other = "\xe2\x80\x94 somebody" + junk;
    const std::string same = "\xe2\x80\x94 " + event.kiosks[0].key.name() + junk;
    for (const char* name : {"bundle.note", "checkpoint.note"}) {
        for (const auto& line : {other, same, std::string("junk")})
            EXPECT_TRUE(below(name, [&](const std::string& text) { return text + line; })
                            .contains("log-grows"))
                << name << line;
        EXPECT_TRUE(
            below(name,
                  [&](const std::string& text) { return replaced(text, "\n\n", "\n\n" + same); })
                .contains("log-grows"))
            << name;
    }
    EXPECT_NE(detail("log-grows").find("begins with others"), std::string::npos);
}
// The kiosk signed it, as something else: no second history.
TEST_F(Damaged, OneSignedNoteInPlaceOfAnother) {
    const auto torn = early();
    fs::rename(torn / "checkpoint.note", torn / "bundle.note");
    EXPECT_EQ(gather({torn, closed()}), Names());
    early();
    fs::rename(torn / "bundle.note", torn / "checkpoint.note");
    EXPECT_EQ(gather({torn, closed()}), Names());
    early();
    write_text(torn / "kiosk.note", event.roll_text);
    EXPECT_EQ(gather({torn, closed()}), Names());
}
TEST_F(Damaged, RecordsOfCheckedBallots) {
    ballot::Spoiled one, other;
    one.leaf.bytes.fill(1);
    other.leaf.bytes.fill(2);
    // Signed is their number, ...
    auto torn = early({.spoiled = {one}});
    fs::remove(torn / "spoiled.txt");
    EXPECT_TRUE(gather({torn, closed()}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("1 checked ballots"), std::string::npos);
    // ... which ones, where there are as many, ...
    const auto last = event.bundle(0, {.spoiled = {other}, .epochs = {16, 24}});
    EXPECT_TRUE(gather({torn, last}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("not the same"), std::string::npos);
    // ... and which ones, where the list is whole.
    torn = early({.spoiled = {one}});
    fs::remove(torn / "events.txt");
    EXPECT_TRUE(gather({torn, event.bundle(0, {.spoiled = {other, {}}, .epochs = {16, 24}})})
                    .contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("the checked ballot 0101"), std::string::npos);
    torn = early({.spoiled = {other}});
    fs::remove(torn / "spoiled.txt");
    EXPECT_EQ(gather({torn, last}), Names());
}
// Anybody can write such a line: it stops nothing, and accuses nobody.
TEST_F(Damaged, ARecordThatNobodySigned) {
    const auto torn = early();
    const std::string line = std::string(64, 'a') + " " + std::string(32, 'b') + "\n";
    write_text(torn / "spoiled.txt", line);
    EXPECT_EQ(gather({torn, closed()}), Names());
    fs::remove(torn / "bundle.note");
    EXPECT_EQ(gather({torn, closed()}), Names());
}
// Unlike what was signed, it says nothing about the kiosk.
TEST_F(Damaged, AFileThatCannotBeRead) {
    const auto torn = early();
    fs::remove(torn / "checkpoint.note");
    fs::create_directory(torn / "checkpoint.note");
    EXPECT_EQ(gather({torn, closed()}), Names({"bundle-files"}));
}
// No longer than the file of a box that is full, 30 ballots, whatever follows.
TEST_F(Damaged, EnvelopesAreLookedForWhereAKioskWritesThem) {
    const auto torn = early({.first = 8});
    for (const char* name : {"bundle.note", "checkpoint.note"}) fs::remove(torn / name);
    const auto& line = event.kiosks[0].voted[23].line;
    write_text(torn / "envelopes.txt", std::string(29 * (line.size() + 1), '\n') + line + "\n");
    const auto log = event.bundle(0, {.count = 16});
    EXPECT_TRUE(gather({torn, log}).contains("log-grows"));
    write_text(torn / "envelopes.txt", std::string(30 * (line.size() + 1), '\n') + line + "\n");
    EXPECT_FALSE(gather({torn, log}).contains("log-grows"));
}
TEST_F(Damaged, ACheckpointOfAnotherLog) {
    const auto torn = early({.first = 8});
    for (const char* name : {"bundle.note", "envelopes.txt"}) fs::remove(torn / name);
    EXPECT_TRUE(gather({torn, closed()}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("begins with others"), std::string::npos);
}
TEST_F(Damaged, AnEnvelopeThatACardSigned) {
    const auto torn = early({.first = 8});
    for (const char* name : {"bundle.note", "checkpoint.note"}) fs::remove(torn / name);
    cut(torn / "envelopes.txt", 5);
    EXPECT_TRUE(gather({torn, event.bundle(0, {.count = 16})}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("an envelope that the closed log"), std::string::npos);
}
// Each alone can come before the closed one; not both: of 16 and 18 stored ballots one begun and
// lost became none.
TEST_F(Damaged, AnotherDamagedOne) {
    Bundled closing{.epochs = {16, 24}}, first{.count = 16, .state = State::open, .uncast = 1},
        second{.count = 16, .state = State::open, .waiting = 2};
    closing.uncast = 1;
    first.under = "stick";
    second.under = "stick-2";
    const auto one = event.bundle(0, first), other = event.bundle(0, second),
               last = event.bundle(0, closing);
    for (const auto& folder : {one, other}) fs::remove(folder / "events.txt");
    EXPECT_EQ(gather({one, last}), Names());
    EXPECT_EQ(gather({other, last}), Names());
    EXPECT_TRUE(gather({one, other, last}).contains("log-grows"));
    EXPECT_NE(detail("log-grows").find("fell from 1 to 0"), std::string::npos);
}

class DamagedWithoutCards : public Damaged {
protected:
    DamagedWithoutCards() : Damaged(RoundCards::none) {}
};
// Nobody signs a desk's line: it is told, and stops nothing, unless the kiosk's note denies it.
TEST_F(DamagedWithoutCards, EnvelopesThatNobodySigned) {
    auto torn = early({.first = 8});
    for (const char* name : {"bundle.note", "checkpoint.note"}) fs::remove(torn / name);
    EXPECT_EQ(gather({torn, event.bundle(0, {.count = 16})}), Names());
    EXPECT_TRUE(warned("8 envelopes in it, which nobody signed,"));
    torn = early();
    std::string text = read_text(torn / "envelopes.txt");
    text[3] = text[3] == '0' ? '1' : '0';  // of 64 random digits
    write_text(torn / "envelopes.txt", text);
    EXPECT_EQ(gather({torn, closed()}), Names());
    EXPECT_TRUE(warned("envelopes.txt"));
    EXPECT_FALSE(warned("nobody signed"));
}

TEST_F(Damaged, IsNotInTheAuditFolder) {
    const auto torn = early();
    cut(torn / "envelopes.txt", 5);
    // One name: the whole one has it, whichever hash is the smaller.
    const auto half = event.bundle(0, {.epochs = {16, 24}, .under = "half"});
    cut(half / "events.txt", 1);
    event.finish({torn, half, closed(), event.bundle(1)});
    Names names;
    for (const auto& entry : fs::directory_iterator(event.path("audit/bundles")))
        names.insert(entry.path().filename().string());
    const std::string start = event.pack->round_id.hex().substr(0, 8) + "-kiosk-";
    EXPECT_EQ(names, Names({start + "1-24-closed", start + "2-24-closed"}));
    tally::AuditInput input;
    input.folder = event.path("audit");
    input.threads = 1;
    Report audited;
    EXPECT_TRUE(tally::audit(input, audited).ok());
    EXPECT_EQ(failures(audited), Names());
}

// It needs its name, and is not called damaged for that; a whole fork is judged when it has it.
TEST_F(Damaged, AWholeOneUnderAnotherName) {
    for (const char* behind : {"(1)", ".bak"}) {
        const auto whole = early();
        const auto other = whole.string() + behind;
        fs::rename(whole, other);
        EXPECT_EQ(gather({other, closed()}), Names());
        EXPECT_TRUE(warned("give the folder its name back"));
        EXPECT_FALSE(warned("damaged"));
        fs::remove_all(other);
        fs::rename(early({.first = 8}), other);
        EXPECT_EQ(gather({other, closed()}), Names({"bundle-name"}));
        fs::rename(other, whole);
        EXPECT_EQ(gather({whole, closed()}), Names({"log-grows"}));
        EXPECT_FALSE(report.fatal());
    }
    const auto whole = early();
    const auto other = whole.parent_path() / event.bundle(1).filename();
    fs::rename(whole, other);
    EXPECT_EQ(gather({other, closed()}), Names({"bundle-name"}));
    EXPECT_NE(detail("bundle-name").find("expected a folder named"), std::string::npos);
}

// A stick that fails says nothing of what is on it: everything stops, with what to do about it.
TEST_F(Damaged, AFileThatCannotBeReadStopsAll) {
    if (geteuid() == 0) GTEST_SKIP() << "nothing is kept from root";
    const auto file = early() / "envelopes.txt";
    fs::permissions(file, fs::perms::none);
    Report stopped;
    for (const auto damaged : {tally::Damaged::passed_over, tally::Damaged::refused}) {
        tally::GatherOptions options;
        options.threads = 1;
        options.damaged = damaged;
        const auto done =
            tally::gather(*event.pack, event.roll(),
                          {file.parent_path(), closed(), event.bundle(1)}, options, stopped);
        ASSERT_FALSE(done.ok());
        EXPECT_EQ(done.error().message, file.string() + ": cannot read: Permission denied");
        EXPECT_EQ(done.error().hint.find("take this folder away") != std::string::npos,
                  damaged == tally::Damaged::passed_over)
            << done.error().hint;
    }
}

// "X (copy)" beside X: the same counts once, another is a history of the box like any.
TEST_F(Damaged, CopiesOfAFileManager) {
    const auto log = closed();
    const auto copied = [&](const ballot::Path& from, const std::string& behind) {
        const ballot::Path to = event.path("bundles") / (log.filename().string() + behind);
        fs::remove_all(to);
        fs::copy(from, to);
        return to;
    };
    for (const char* behind : {" (copy)", " (2)", " - Copy", " copy 2"}) {
        EXPECT_EQ(gather({log, copied(log, behind)}), Names()) << behind;
        EXPECT_EQ(gathered.used.size(), 2U) << behind;
        EXPECT_EQ(gather({copied(log, behind)}), Names()) << behind;
        EXPECT_EQ(gathered.used[0].name, log.filename()) << behind;
    }
    Bundled other{.epochs = {16, 24}};
    other.uncast = 1;
    other.under = "stick";
    EXPECT_EQ(gather({log, copied(event.bundle(0, other), " (copy)")}), Names({"log-grows"}));
    EXPECT_EQ(gathered.used.size(), 3U);
}

}  // namespace
}  // namespace tallystick::test
