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

// What is asked before the event lists what is published after it.
TEST_F(Published, TheShortestResultIsKnownBeforeTheEvent) {
    const auto published = ballot::read_file(event.path("audit") / "result.note", 1'000'000);
    ASSERT_TRUE(published.ok());
    const auto note = *ballot::read_result_note(crypto::parse_note(*published)->text);
    const auto roll = event.roll();
    const auto room = tally::result_room(*event.pack, roll.note);
    EXPECT_LE(room.one_each, published->size());
    EXPECT_GE(room.likely, published->size());
    // Without what is not known before: parameters, and digits behind the first of every number.
    std::size_t more = 2;  // ballots.txt, where the shortest has votes.txt
    for (const auto& one : note.parameters) more += 12 + one.name.size() + one.value.size();
    for (const auto& one : note.counts) more += std::to_string(one.value).size() - 1;
    for (const auto& one : note.funded)
        more += 9 + one.proposal.text().size() + std::to_string(one.amount.value()).size();
    more += std::to_string(note.left.value()).size() - 1;
    ASSERT_EQ(note.rule, event.pack->round.count.rule);
    for (const auto& file : note.files)
        if (file.path.starts_with("bundles/"))
            more +=
                file.path.find("-closed") - file.path.rfind('-', file.path.find("-closed") - 1) - 2;
    EXPECT_EQ(room.one_each + more, published->size());
}

// Another language: `sha256`, a space, 64 digits, two spaces and an LF are 74 bytes.
TEST_F(Published, APageOfEasyReadHasAName) {
    ballot::RoundPack pack = *event.pack;
    const std::size_t before = tally::result_room(pack, event.roll().note).least;
    pack.round.languages.push_back("en@easy");
    EXPECT_EQ(tally::result_room(pack, event.roll().note).least - before,
              74 + std::string("results/en-easy.html").size());
}

// 120 kiosks and 200 styles make 24,000 lines `count envelopes/hall-100/style-100 0`, of 37 bytes
// with LF, 888,000 bytes, and 720 lines of about 120 for the files of their exports.
TEST_F(Published, ARollIsRefusedWhoseResultNobodyCouldRead) {
    ballot::RoundPack pack = *event.pack;
    ballot::RollNote roll = event.roll().note;
    pack.round.styles.clear();
    roll.entries.clear();
    for (int at = 100; at < 300; ++at) {
        pack.round.styles.push_back(event.pack->round.styles[0]);
        pack.round.styles.back().id = *ballot::StyleId::parse("style-" + std::to_string(at));
    }
    const auto add_box = [&](int number) {
        roll.entries.push_back({*ballot::KioskId::parse("hall-" + std::to_string(number)),
                                ballot::Role::kiosk, crypto::Digest()});
    };
    for (int at = 100; at < 150; ++at) add_box(at);
    EXPECT_EQ(tally::check_result_room(pack, roll).value(), std::nullopt);
    // Another box: 200 lines of 37 bytes, and six files under `bundles/01234567-hall-150-0-closed/`
    // of 35 bytes, each behind `sha256`, a space, 64 digits, two spaces and before an LF: 74.
    // bundle.note, checkpoint.note, envelopes.txt, events.txt, kiosk.note, spoiled.txt: 70 letters.
    const std::size_t before = tally::result_room(pack, roll).one_each;
    const std::size_t without = tally::result_room(pack, roll).least;
    add_box(150);
    // One that never comes back has the 200 lines.
    EXPECT_EQ(tally::result_room(pack, roll).least - without, 200U * 37);
    EXPECT_EQ(tally::result_room(pack, roll).one_each - before, 200U * 37 + 6 * (35 + 74) + 70);
    // 120 boxes would just do while every number has one digit, and one export is handed in.
    for (int at = 151; at < 220; ++at) add_box(at);
    const auto tight = tally::check_result_room(pack, roll);
    ASSERT_TRUE(tight.ok()) << tight.error().message;
    ASSERT_TRUE(tight->has_value());
    EXPECT_NE((*tight)->find("120 boxes and each of 200 ballot styles"), std::string::npos);
    for (int at = 220; at < 230; ++at) add_box(at);
    const auto refused = tally::check_result_room(pack, roll);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().message.find("130 boxes and each of 200 ballot styles"),
              std::string::npos);
    EXPECT_NE(refused.error().message.find("with one export from each box"), std::string::npos);
    // In a further roll some of the 130 are the dead ones' replacements; but 136 boxes have 136 *
    // 200 * 37 = 1,006,400 bytes of such lines, whatever comes back.
    roll.number = 2;
    const auto replaced = tally::check_result_room(pack, roll);
    ASSERT_TRUE(replaced.ok()) << replaced.error().message;
    EXPECT_NE(replaced->value_or("").find("hand in nothing"), std::string::npos);
    for (int at = 230; at < 236; ++at) add_box(at);
    const auto never = tally::check_result_room(pack, roll);
    ASSERT_FALSE(never.ok());
    EXPECT_NE(never.error().message.find("without any export"), std::string::npos);
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
