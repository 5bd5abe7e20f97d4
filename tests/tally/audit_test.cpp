// SPDX-License-Identifier: GPL-3.0-or-later
// Closing note and result: one thing is broken, and exactly that check fails.
#include <crypto/digest.h>
#include <tally/note_room.h>

#include "published.h"

namespace tallystick::test {
namespace {

TEST_F(Published, Good) {
    EXPECT_EQ(examine(event.examine_input()), Names());
    EXPECT_EQ(audit(), Names());
}

// The same roll under another name is found by no reader that looks for roll-1.note.
TEST_F(Published, ResultFilesOfARollWithAnotherName) {
    const auto rolls = event.path("audit") / "rolls";
    for (const char* name : {"zzz.note", "roll-2.note", "roll-01.note"}) {
        std::filesystem::rename(rolls / "roll-1.note", rolls / name);
        event.sign_result();
        EXPECT_EQ(audit(), Names({"result-files"})) << name;
        std::filesystem::rename(rolls / name, rolls / "roll-1.note");
    }
}

// 1,000,000 bytes with the signatures of both witnesses are read, one more is not.
TEST_F(Published, ANoteLeavesRoomForItsWitnesses) {
    const auto& pack = *event.pack;
    const auto signed_text = [&](std::size_t size) {
        return crypto::sign_note(std::string(size - 1, 'x') + "\n", *event.organiser);
    };
    std::size_t around = signed_text(2).bytes().size() - 2;
    for (const auto& witness : pack.witnesses)
        around += crypto::signature_line_size(witness.name().size());
    const std::size_t most = crypto::Note::most_bytes - around;
    EXPECT_TRUE(tally::check_note_room(signed_text(most), pack, "9 files").ok());
    const auto refused = tally::check_note_room(signed_text(most + 1), pack, "9 files");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().message,
              "the note would list 9 files and have 1000001 bytes with its witnesses' signatures, "
              "expected at most 1000000");
}

TEST_F(Published, ClosingForm) {
    auto input = event.examine_input();
    input.closing.second = replaced(input.closing.second, "dice", "dise");
    EXPECT_EQ(examine(input), Names({"closing-form"}));
}
TEST_F(Published, ClosingSignature) {
    auto input = event.examine_input();
    input.closing.second =
        crypto::sign_note(ballot::write_closing_note(closing()), *event.other).bytes();
    EXPECT_EQ(examine(input), Names({"closing-signature"}));
}
TEST_F(Published, ClosingWitnesses) {
    auto input = event.examine_input();
    input.closing.second = event.sign(ballot::write_closing_note(closing()), false);
    EXPECT_EQ(examine(input), Names({"closing-witnesses"}));
}
TEST_F(Published, ClosingRound) {
    auto note = closing();
    note.roll = crypto::sha256(std::string_view("another"));
    EXPECT_EQ(close(note), Names({"closing-round"}));
}
TEST_F(Published, ClosingBoxes) {
    auto note = closing();
    note.boxes[1].last->root = crypto::sha256(std::string_view("another"));
    EXPECT_EQ(close(note), Names({"closing-boxes"}));
}
TEST_F(Published, ClosingEnvelopes) {
    auto note = closing();
    note.merged = crypto::sha256(std::string_view("another"));
    EXPECT_EQ(close(note), Names({"closing-envelopes"}));
}
TEST_F(Published, ClosingSpoiled) {
    auto note = closing();
    note.spoiled_list = crypto::sha256(std::string_view("another"));
    EXPECT_EQ(close(note), Names({"closing-spoiled"}));
}
TEST_F(Published, ClosingPrinted) {
    auto note = closing();
    note.cards[0].printed = 31;
    note.cards[0].issued = 31;
    EXPECT_EQ(close(note), Names({"closing-printed"}));
}
TEST_F(Published, ClosingPrintedForAStyleThatIsNot) {
    auto note = closing();
    note.cards.back() = {*ballot::StyleId::parse("zz"), 0, 0, 0, 0};
    EXPECT_EQ(close(note), Names({"closing-printed"}));
}
// An alarm of the closing note cannot be the only thing that fails: as long as it fails there is no
// reason for it, and that is what alarms-explained is about. With a reason it is the only alarm.
TEST_F(Published, CardsBalance) {
    auto note = closing();
    note.cards[0].returned = 1;
    EXPECT_EQ(close(note), Names({"cards-balance", "alarms-explained"}));
    note.explanations = {{"cards-balance", "one card was found under a chair"}};
    EXPECT_EQ(close(note), Names());
    EXPECT_EQ(alarms, Names({"cards-balance"}));
}
TEST_F(Published, CardsEnvelopes) {
    auto note = closing();
    note.cards[0].issued = 20;  // 24 envelopes
    note.cards[0].returned = 10;
    EXPECT_EQ(close(note), Names({"cards-envelopes", "alarms-explained"}));
    note.explanations = {{"cards-envelopes", "four cards were handed out without being noted"}};
    EXPECT_EQ(close(note), Names());
    EXPECT_EQ(alarms, Names({"cards-envelopes"}));
}
TEST_F(Published, AlarmsExplained) {
    auto note = closing();
    note.explanations = {{"box-present", "a kiosk is missing, it says; both are here"}};
    EXPECT_EQ(close(note), Names({"alarms-explained"}));
}

TEST_F(Published, ResultForm) {
    const auto file = event.path("audit") / "result.note";
    write_text(file, replaced(read_text(file), "\nrule", "\nrole"));
    EXPECT_EQ(audit(), Names({"result-form"}));
}
TEST_F(Published, ResultSignature) {
    const auto file = event.path("audit") / "result.note";
    crypto::Note note = *crypto::parse_note(read_text(file));
    note.signatures[0] = crypto::sign_note(note.text, *event.other).signatures[0];
    write_text(file, note.bytes());
    EXPECT_EQ(audit(), Names({"result-signature"}));
}
TEST_F(Published, ResultWitnesses) {
    const auto file = event.path("audit") / "result.note";
    write_text(file, event.sign(crypto::parse_note(read_text(file))->text, false));
    EXPECT_EQ(audit(), Names({"result-witnesses"}));
}
TEST_F(Published, ResultFiles) {
    write_text(event.path("audit") / "more.txt", "more\n");
    EXPECT_EQ(audit(), Names({"result-files"}));
}
TEST_F(Published, ResultFilesHaveTheirPlace) {
    write_text(event.path("audit") / "winners.txt", "somebody else\n");
    event.sign_result();
    EXPECT_EQ(audit(), Names({"result-files"}));
}
// The organiser signs over what people read, and it does not say what was counted.
TEST_F(Published, ResultPagesSayAnotherWinner) {
    const auto page = event.path("audit") / "results" / "en.html";
    write_text(page, replaced(read_text(page), "Small fund", "Large fund"));
    event.sign_result();
    EXPECT_EQ(audit(), Names({"result-pages"}));
}
TEST_F(Published, ResultPagesOfAnotherCount) {
    const auto file = event.path("audit") / "count.json";
    write_text(file, replaced(read_text(file), "1", "2"));
    event.sign_result();
    EXPECT_EQ(audit(), Names({"result-pages"}));
}
TEST_F(Published, ResultPagesLackOne) {
    std::filesystem::remove(event.path("audit") / "results" / "index.html");
    event.sign_result();
    EXPECT_EQ(audit(), Names({"result-pages"}));
}
TEST_F(Published, ResultPagesHaveOneMore) {
    write_text(event.path("audit") / "results" / "xx.html", "<p>Another result</p>\n");
    event.sign_result();
    EXPECT_EQ(audit(), Names({"result-pages"}));
}
TEST_F(Published, PagesOfAnotherVersionAreNotCheckedAndItSaysSo) {
    version = "9.9.9";
    EXPECT_EQ(audit(), Names());
    EXPECT_TRUE(std::any_of(notes.begin(), notes.end(), [](const std::string& note) {
        return note.find("PAGES NOT CHECKED: tallystick 1.2.3") != std::string::npos;
    }));
}
TEST_F(Published, NamesTheOrganiserToCompare) {
    EXPECT_EQ(audit(), Names());
    EXPECT_TRUE(std::any_of(notes.begin(), notes.end(), [&](const std::string& note) {
        return note.find(event.organiser->verifier().text()) != std::string::npos;
    }));
}
TEST_F(Published, ResultHashes) {
    const auto page = event.path("audit") / "results" / "en.html";
    write_text(page, replaced(read_text(page), "Small fund", "Large fund"));
    EXPECT_EQ(audit(), Names({"result-hashes"}));
}
TEST_F(Published, ResultClosing) {
    EXPECT_EQ(result([](auto& note) { note.closing = crypto::sha256(std::string_view("x")); }),
              Names({"result-closing"}));
}
TEST_F(Published, ResultRule) {
    EXPECT_EQ(result([](auto& note) {
                  for (auto& parameter : note.parameters)
                      if (parameter.name == "on-misfit") parameter.value = "stop";
              }),
              Names({"result-rule"}));
}
TEST_F(Published, ResultNumbers) {
    EXPECT_EQ(result([](auto& note) { ++note.counts.front().value; }), Names({"result-numbers"}));
}
TEST_F(Published, ResultCount) {
    EXPECT_EQ(result([](auto& note) { std::swap(note.funded[0], note.funded[1]); }),
              Names({"result-count"}));
}

}  // namespace
}  // namespace tallystick::test
