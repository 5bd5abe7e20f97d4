// SPDX-License-Identifier: GPL-3.0-or-later
// What `open` wrote, when it is counted: one thing is forged, and the list is refused for it.
#include <gtest/gtest.h>

#include <functional>

#include <crypto/digest.h>
#include <tally/check_list.h>

#include "event_fixture.h"

namespace tallystick::test {
namespace {

class OpenedFolder : public testing::Test {
protected:
    OpenedFolder() { event.finish({event.bundle(0), event.bundle(1)}); }

    // How many ballots are counted, or why none.
    std::string count(const char* folder = "opened") {
        tally::Report report;
        const auto closing = *crypto::parse_note(read_text(event.path(folder) / "closing.note"));
        int ballots = 0;
        const auto good = tally::read_checked_list(event.path(folder), *event.pack, closing, report,
                                                   [&](const auto&) { ++ballots; });
        if (!good) return good.error().message;
        return *good ? std::to_string(ballots) : report.first()->message;
    }
    ballot::Path file(const std::string& name) const { return event.path("opened") / name; }
    ballot::OpenedNote note() const {
        return *ballot::read_opened_note(crypto::parse_note(read_text(file("opened.note")))->text);
    }
    // Signed as `open` signs it.
    void sign(const ballot::OpenedNote& changed) const { sign(changed, *event.tally_key); }
    void sign(const ballot::OpenedNote& changed, const crypto::TallySecretKey& key) const {
        write_text(file("opened.note"), event.sign_opened(changed, key));
    }
    static testing::AssertionResult says(const std::string& found, const char* words) {
        if (found.find(words) != std::string::npos) return testing::AssertionSuccess();
        return testing::AssertionFailure() << "expected \"" << words << "\" in: " << found;
    }
    EventFixture event;
};

TEST_F(OpenedFolder, Good) {
    EXPECT_EQ(count(), "48");
    sign(note());
    EXPECT_EQ(count(), "48");
}
TEST_F(OpenedFolder, AnotherKeySignedIt) {
    sign(note(), crypto::TallySecretKey::generate());
    EXPECT_TRUE(says(count(), "its key is not the tally key"));
}
TEST_F(OpenedFolder, ItsKeyDidNotSignIt) {
    auto signed_note = *crypto::parse_note(read_text(file("opened.note")));
    signed_note.text = ballot::write_opened_note({event.pack->round_id, {}, note().key, {}});
    write_text(file("opened.note"), signed_note.bytes());
    EXPECT_TRUE(says(count(), "does not match the text"));
}
TEST_F(OpenedFolder, AnotherClosingNote) {
    auto changed = note();
    changed.closing = crypto::sha256(std::string_view("another"));
    sign(changed);
    EXPECT_TRUE(says(count(), "closing note: expected"));
}
TEST_F(OpenedFolder, ClosingNoteWithoutWitnesses) {
    const auto closing = *crypto::parse_note(read_text(file("closing.note")));
    write_text(file("closing.note"), event.sign(closing.text, false));
    EXPECT_TRUE(says(count(), "closing-witnesses"));
}
TEST_F(OpenedFolder, ABallotLeftOut) {
    const std::string text = read_text(file("ballots.txt"));
    std::string_view rest = text;
    (void)crypto::take_note(rest);
    write_text(file("ballots.txt"), rest);
    EXPECT_TRUE(says(count(), "ballots.txt: expected SHA-256"));
}
TEST_F(OpenedFolder, TheListIsNotAmongItsFiles) {
    auto changed = note();
    changed.files.erase(changed.files.begin());
    sign(changed);
    EXPECT_TRUE(says(count(), "expected a line for ballots.txt"));
}

TEST_F(OpenedFolder, MoreThanWasOpenedIsAmongItsFiles) {
    auto changed = note();
    changed.files.push_back({crypto::sha256(std::string_view("")), "zeal.txt"});
    write_text(file("zeal.txt"), "");
    sign(changed);
    EXPECT_TRUE(says(count(), "for what is here alone, found one for zeal.txt"));
}
TEST_F(OpenedFolder, PublishedAsItIsNot) {
    EXPECT_EQ(count("audit"), "48");
    write_text(event.path("audit") / "rejected.txt",
               "kiosk-1 " + std::string(64, 'a') + " unopenable\n");
    event.sign_result();
    EXPECT_TRUE(says(count("audit"), "opened-files: "));
    EXPECT_TRUE(says(count("audit"), "audit/rejected.txt: expected SHA-256 e3b0c442"));
}
TEST_F(OpenedFolder, PublishedWithAnotherKeysNote) {
    sign(note(), crypto::TallySecretKey::generate());
    std::filesystem::copy_file(file("opened.note"), event.path("audit") / "opened.note",
                               std::filesystem::copy_options::overwrite_existing);
    event.sign_result();
    EXPECT_TRUE(says(count("audit"), "opened-note: "));
    EXPECT_TRUE(says(count("audit"), "audit/opened.note: its key is not the tally key"));
}

// envelopes.txt is read twice, and somebody changes it in between.
class ReadTwice : public OpenedFolder {
protected:
    // What opening says of `changed`, after the whole file was read.
    std::string open_after(const std::function<void(std::string&)>& change) {
        const auto merged = *tally::read_merged(event.path("merged"), *event.pack, event.roll(), 1);
        tally::Report report;
        const auto closing = tally::read_closing(*event.pack, event.roll(), merged,
                                                 {"closing.note", event.closing_text}, report);
        const auto envelopes = event.path("merged") / "envelopes.txt";
        std::string text = read_text(envelopes);
        change(text);
        write_text(envelopes, text);
        const auto opened =
            tally::open_envelopes(*event.pack, event.roll(), merged, *closing, envelopes,
                                  *event.tally_key, event.path("again"), 1);
        EXPECT_FALSE(ballot::exists(event.path("again")));
        return opened ? "opened" : opened.error().message;
    }
};
TEST_F(ReadTwice, EnvelopesLoseTheirLastLineFeed) {
    EXPECT_EQ(open_after([](std::string& text) { text.pop_back(); }),
              "envelopes.txt was changed while it was read");
}
TEST_F(ReadTwice, EnvelopesLoseWholeLines) {
    EXPECT_EQ(open_after([](std::string& text) {
                  text.pop_back();
                  text.erase(text.rfind('\n') + 1);
              }),
              "envelopes.txt was changed while it was read");
}

}  // namespace
}  // namespace tallystick::test
