// SPDX-License-Identifier: GPL-3.0-or-later
// Closing, opened list and result: one thing is broken, and exactly that check fails.
#include <algorithm>

#include <gtest/gtest.h>

#include <crypto/digest.h>
#include <crypto/merkle.h>
#include <crypto/random.h>
#include <tally/ballot_list.h>

#include "event_fixture.h"

namespace tallystick::test {
namespace {

using Names = std::set<std::string>;
using tally::Report;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class Published : public testing::Test {
protected:
    Published() { event.finish({event.bundle(0), event.bundle(1)}); }

    Names examine(const tally::ExamineInput& input) {
        Report report;
        auto done = tally::examine(input, report);
        EXPECT_TRUE(done.ok()) << done.error().message;
        alarms = report.alarms();
        return failures(report);
    }
    // Opened by people who sign what they are given: what is left to the other checks.
    Names examine_opened(tally::ExamineInput input) {
        input.opened.second = event.sign_opened(input);
        return examine(input);
    }
    Names audit() {
        Report report;
        tally::AuditInput input;
        input.folder = event.path("audit");
        input.threads = 1;
        auto done = tally::audit(input, report);
        EXPECT_TRUE(done.ok()) << done.error().message;
        return failures(report);
    }
    Names close(const ballot::ClosingNote& note) {
        auto input = event.examine_input();
        input.closing.second = event.sign(ballot::write_closing_note(note));
        return examine_opened(input);
    }
    ballot::ClosingNote closing() {
        return *ballot::read_closing_note(crypto::parse_note(event.closing_text)->text);
    }
    // The list of ballots changed by `change`.
    Names list(const std::function<std::string(std::string)>& change) {
        auto input = event.examine_input();
        input.list = event.path("ballots.txt");
        write_text(input.list, change(read_text(event.path("opened") / "ballots.txt")));
        return examine_opened(input);
    }
    Names result(const std::function<void(ballot::ResultNote&)>& change) {
        event.sign_result(change);
        return audit();
    }
    EventFixture event;
    Names alarms;  // those that rang in the last examination, explained or not
};

TEST_F(Published, Good) {
    EXPECT_EQ(examine(event.examine_input()), Names());
    EXPECT_EQ(audit(), Names());
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

TEST_F(Published, OpenedNoteOfAnotherKey) {
    auto input = event.examine_input();
    const auto note = *ballot::read_opened_note(crypto::parse_note(input.opened.second)->text);
    input.opened.second = event.sign_opened(note, crypto::TallySecretKey::generate());
    EXPECT_EQ(examine(input), Names({"opened-note"}));
}
TEST_F(Published, OpenedNoteOfAnotherClosing) {
    auto input = event.examine_input();
    auto note = *ballot::read_opened_note(crypto::parse_note(input.opened.second)->text);
    note.closing = crypto::sha256(std::string_view("another"));
    input.opened.second = event.sign_opened(note, *event.tally_key);
    EXPECT_EQ(examine(input), Names({"opened-note"}));
}
TEST_F(Published, OpenedNoteMissing) {
    std::filesystem::remove(event.path("audit") / "opened.note");
    event.sign_result();
    EXPECT_EQ(audit(), Names({"opened-note"}));
}
// A ballot is taken out of the list, and its envelope called one that did not open. Every number
// fits. Only who opened can say so; all of them together can lie.
TEST_F(Published, OpenedFiles) {
    auto input = event.examine_input();
    const std::string text = read_text(input.list);
    std::string_view rest = text;
    const auto id = ballot::read_inner_ballot(crypto::take_note(rest)->text)->id;
    std::string rejected;
    for (const auto& kiosk : event.kiosks)
        for (const auto& voted : kiosk.voted)
            if (voted.id == id)
                rejected = kiosk.id.text() + " " + voted.leaf.hex() + " unopenable\n";
    input.list = event.path("ballots.txt");
    input.rejected = event.path("rejected.txt");
    write_text(input.list, rest);
    write_text(input.rejected, rejected);
    EXPECT_EQ(examine(input), Names({"opened-files"}));
    EXPECT_EQ(examine_opened(input), Names());
}
TEST_F(Published, OpenedFilesOfAClosingNoteThatWasSignedLater) {
    auto input = event.examine_input();
    auto note = *ballot::read_opened_note(crypto::parse_note(input.opened.second)->text);
    note.files[1].hash = crypto::sha256(std::string_view("the same text, one witness less"));
    input.opened.second = event.sign_opened(note, *event.tally_key);
    Report report;
    EXPECT_FALSE(tally::examine(input, report)->has_value());
    EXPECT_EQ(failures(report), Names({"opened-files"}));
    EXPECT_NE(report.first()->hint.find("as it was when the envelopes were opened"),
              std::string::npos);
}
TEST_F(Published, OpenedFilesWithVotesThatWereWithheldFromNobody) {
    auto input = event.examine_input();
    auto note = *ballot::read_opened_note(crypto::parse_note(input.opened.second)->text);
    note.files.push_back({crypto::sha256(std::string_view("votes")), "votes.txt"});
    input.opened.second = event.sign_opened(note, *event.tally_key);
    EXPECT_EQ(examine(input), Names({"opened-files"}));
}

TEST_F(Published, OpenedForm) {
    EXPECT_EQ(list([](auto text) { return replaced(text, "\nstyle ", "\nstile "); }),
              Names({"opened-form"}));
}
TEST_F(Published, OpenedOrder) {
    EXPECT_EQ(list([](const std::string& text) {
                  std::string_view rest = text;
                  const auto first = crypto::take_note(rest)->bytes();
                  const auto second = crypto::take_note(rest)->bytes();
                  return second + first + std::string(rest);
              }),
              Names({"opened-order"}));
}
TEST_F(Published, OpenedSignature) {
    EXPECT_EQ(list([](auto text) {
                  // One vote less.
                  const std::size_t at = text.find("vote ");
                  text.erase(at, text.find('\n', at) + 1 - at);
                  return text;
              }),
              Names({"opened-signature"}));
}
TEST_F(Published, OpenedRound) {
    EXPECT_EQ(list([](auto text) { return replaced(text, "\nstyle a", "\nstyle o"); }),
              Names({"opened-round"}));
}
TEST_F(Published, OpenedSpoiled) {
    // A ballot number that the kiosk says it destroyed stands in the list.
    auto boxes = *tally::read_merged(event.path("merged"), *event.pack, event.roll(), 1);
    boxes.boxes[0].spoiled = {{crypto::sha256(std::string_view("x")), event.kiosks[0].voted[0].id}};
    Report report;
    auto good = tally::read_ballots(event.path("opened") / "ballots.txt", *event.pack, event.roll(),
                                    boxes.boxes, 1, report, [](const auto&) {});
    EXPECT_FALSE(*good);
    EXPECT_EQ(failures(report), Names({"opened-spoiled"}));
}
TEST_F(Published, OpenedRejected) {
    auto input = event.examine_input();
    input.rejected = event.path("rejected.txt");
    write_text(input.rejected, "kiosk-1 " + std::string(64, 'a') + " unopenable\n");
    EXPECT_EQ(examine_opened(input), Names({"opened-rejected"}));
}
TEST_F(Published, OpenedCounts) {
    EXPECT_EQ(list([](const std::string& text) {
                  std::string_view rest = text;
                  (void)crypto::take_note(rest);
                  return std::string(rest);
              }),
              Names({"opened-counts"}));
}
TEST_F(Published, OpenedGroups) {
    // Votes without labels although every group is large enough.
    std::vector<std::string> lines;
    const std::string text = read_text(event.path("opened") / "ballots.txt");
    for (std::string_view rest = text; !rest.empty();) {
        const auto ballot = *ballot::read_inner_ballot(crypto::take_note(rest)->text);
        std::string line = ballot.style.text();
        for (const auto& [proposal, value] : ballot.votes)
            line += " " + proposal.text() + "=" + std::to_string(value);
        lines.push_back(line + "\n");
    }
    std::sort(lines.begin(), lines.end());
    auto input = event.examine_input();
    input.list = event.path("votes.txt");
    std::string votes;
    for (const auto& line : lines) votes += line;
    write_text(input.list, votes);
    EXPECT_EQ(examine_opened(input), Names({"opened-groups"}));
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

TEST(Opening, RejectsByLeafAndCountsTheRest) {
    EventFixture event;
    // Rubbish of the right size, signed by a card: the card's holder has only himself to blame.
    const auto noise = crypto::random_bytes(static_cast<std::size_t>(event.pack->round.block) +
                                            crypto::sealed_overhead);
    Bundled with;
    with.extra = {event.forge(0, crypto::to_base64(noise))};
    event.finish({event.bundle(0, with), event.bundle(1)});
    const auto rejected = *tally::read_rejected(read_text(event.path("opened") / "rejected.txt"));
    ASSERT_EQ(rejected.size(), 1U);
    EXPECT_EQ(rejected[0].reason, tally::Rejected::unopenable);
    const std::string list = read_text(event.path("opened") / "ballots.txt");
    std::size_t notes = 0;
    for (std::string_view rest = list; !rest.empty(); ++notes) (void)crypto::take_note(rest);
    EXPECT_EQ(notes, 48U);
}

// A dishonest kiosk and a card copy what an honest kiosk has exported, again and again until their
// leaf hash is the smaller one.
class Copied : public testing::Test {
protected:
    Copied() {
        const auto& honest = event.kiosks[1].voted;
        victim = *std::max_element(
            honest.begin(), honest.end(),
            [](const Voted& one, const Voted& other) { return one.leaf < other.leaf; });
    }
    // What became of the copy; the victim's ballot must be there.
    std::vector<tally::Rejected> open_with(const std::string& sealed) {
        std::string line;
        do line = event.forge(0, sealed);
        while (!(crypto::leaf_hash(line) < victim.leaf) && !event.cards.empty());
        EXPECT_LT(crypto::leaf_hash(line), victim.leaf);
        Bundled with;
        with.extra = {line};
        event.finish({event.bundle(0, with), event.bundle(1)},
                     {{"event-sealed-once", "one of them is a copy"}});
        const std::string list = read_text(event.path("opened") / "ballots.txt");
        EXPECT_NE(list.find("\nid " + victim.id.hex() + "\n"), std::string::npos);
        std::vector<tally::Rejected> reasons;
        const auto rejected =
            *tally::read_rejected(read_text(event.path("opened") / "rejected.txt"));
        for (const auto& one : rejected) reasons.push_back(one.reason);
        return reasons;
    }
    EventFixture event;
    Voted victim;
};
TEST_F(Copied, WholeDropsNoHonestBallot) {
    EXPECT_EQ(open_with(event.sealed_of(victim)), std::vector{tally::Rejected::box});
}
TEST_F(Copied, EphemeralKeyDropsNoHonestBallot) {
    std::string sealed = event.sealed_of(victim);
    sealed.replace(48, 4, sealed.substr(48, 4) == "AAAA" ? "BBBB" : "AAAA");
    EXPECT_EQ(open_with(sealed), std::vector{tally::Rejected::unopenable});
}

TEST(Opening, AnotherKeyOpensNothing) {
    EventFixture event;
    event.tally_key = crypto::TallySecretKey::generate();
    tally::Report report;
    const auto merged = tally::merge(*event.pack, event.roll(), {event.bundle(0), event.bundle(1)},
                                     event.path("merged"), 1, report);
    ASSERT_TRUE(merged.ok() && merged->has_value());
    tally::Closing closing;
    closing.note.dice = EventFixture::dice;
    auto opened = tally::open_envelopes(*event.pack, event.roll(), **merged, closing,
                                        event.path("merged") / "envelopes.txt", *event.tally_key,
                                        event.path("opened"), 1);
    EXPECT_FALSE(opened.ok());
    EXPECT_FALSE(ballot::exists(event.path("opened")));
}

}  // namespace
}  // namespace tallystick::test
