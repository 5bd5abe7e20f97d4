// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, and the opened list as it is published: one thing is broken, and exactly that check
// fails.
#include <algorithm>
#include <functional>

#include <crypto/digest.h>
#include <crypto/merkle.h>
#include <crypto/random.h>
#include <tally/ballot_list.h>

#include "published.h"

namespace tallystick::test {
namespace {

using tally::Report;

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

// Whether `message` repeats eight characters of `secret` in a row.
bool repeats(const std::string& message, std::string_view secret) {
    constexpr std::size_t piece = 8;
    for (std::size_t at = 0; at + piece <= secret.size(); ++at)
        if (message.find(secret.substr(at, piece)) != std::string::npos) return true;
    return false;
}

// Each byte of `good` changed in four ways, doubled or lost, and all cut off from there on: what
// `read` says of it may hold nothing of `secrets`. Returns how many were refused.
std::size_t refusals(const std::string& good, const std::vector<std::string>& secrets,
                     const std::function<std::string(const std::string&)>& read) {
    std::size_t refused = 0;
    const auto look = [&](const std::string& damaged) {
        const std::string message = read(damaged);
        refused += message.empty() ? 0 : 1;
        for (const auto& secret : secrets)
            if (repeats(message, secret)) {
                ADD_FAILURE() << secret << " in: " << message;
                return;
            }
    };
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char byte : {'\n', ' ', '~', '\xff'}) {
            std::string damaged = good;
            damaged[at] = byte;
            look(damaged);
        }
        look(good.substr(0, at) + good.substr(at + 1));
        look(good.substr(0, at + 1) + good.substr(at));
        look(good.substr(0, at));
    }
    return refused;
}

// An id or a vote in a message would tell everybody who reads it over a shoulder, or in a report,
// what the list is published without.
TEST_F(Published, NoMessageRepeatsABallot) {
    const std::string text = read_text(event.path("opened") / "ballots.txt");
    std::string_view rest = text;
    std::vector<std::string> secrets;
    std::string votes;
    for (int i = 0; i < 3; ++i) {
        const auto ballot = *ballot::read_inner_ballot(crypto::take_note(rest)->text);
        secrets.push_back(ballot.id.hex());
        votes += ballot.style.text();
        for (const auto& [proposal, value] : ballot.votes) {
            secrets.push_back("vote " + proposal.text() + " " + std::to_string(value));
            secrets.push_back(proposal.text() + "=" + std::to_string(value));
            votes += " " + secrets.back();
        }
        votes += "\n";
    }
    const std::string three = text.substr(0, text.size() - rest.size());
    const auto file = event.path("damaged.txt");
    const auto said = [&](const auto& reader) {
        return [&, reader](const std::string& damaged) {
            write_text(file, damaged);
            Report report;
            const auto good = reader(file, *event.pack, report, [](const auto&) {});
            if (!good) return good.error().message;
            const auto first = report.first();
            return !first ? std::string() : first->message + " " + first->hint;
        };
    };
    EXPECT_GT(refusals(three, secrets, said(tally::read_unchecked_ballots)), 4 * three.size());
    EXPECT_GT(refusals(votes, secrets, said(tally::read_votes)), votes.size());
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
