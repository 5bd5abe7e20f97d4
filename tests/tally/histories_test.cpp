// SPDX-License-Identifier: GPL-3.0-or-later
// Several bundles of one box: what each may only add to the one before, what nothing may follow,
// and that all of it comes out the same whatever order they are given in.
#include <algorithm>

#include <gtest/gtest.h>

#include <crypto/digest.h>
#include <crypto/random.h>

#include "event_fixture.h"

namespace tallystick::test {
namespace {

using Names = std::set<std::string>;
using State = ballot::BundleNote::State;
using ballot::EventCode;
using tally::Report;

class Histories : public testing::Test {
protected:
    explicit Histories(RoundCards cards = RoundCards::printed) : event(cards) {}
    // With the other kiosk's good bundle.
    Names gather(std::vector<ballot::Path> folders) {
        if (m_other.empty()) m_other = event.bundle(1);
        folders.push_back(m_other);
        Report report;
        tally::GatherOptions options;
        options.threads = 1;
        gathered = *tally::gather(*event.pack, event.roll(), folders, options, report);
        return failures(report);
    }
    // An open export of the first sixteen votes and a closed one of all.
    Bundled early() { return {.count = 16, .state = State::open}; }
    Bundled late() { return {.epochs = {16, 24}}; }
    ballot::Spoiled spoiled(std::uint8_t leaf, std::uint8_t id) {
        ballot::Spoiled one;
        one.leaf.bytes.fill(leaf);
        one.id.bytes.fill(id);
        return one;
    }
    void in_order_of_leaves() {
        auto& voted = event.kiosks[0].voted;
        std::sort(voted.begin(), voted.end(),
                  [](const Voted& one, const Voted& other) { return one.leaf < other.leaf; });
    }
    std::string noise() {
        return crypto::to_base64(crypto::random_bytes(
            static_cast<std::size_t>(event.pack->round.block) + crypto::sealed_overhead));
    }
    const std::optional<crypto::Checkpoint>& final() { return gathered.boxes[0].checkpoint; }
    EventFixture event;
    tally::Gathered gathered;

private:
    ballot::Path m_other;
};

TEST_F(Histories, EachExportMayAddToTheOneBefore) {
    // Made one after the other: ballots wait, then enter the log; records and events are added.
    Bundled first{.count = 0, .state = State::open, .waiting = 9, .uncast = 1};
    first.events = {{0, EventCode::made}};
    Bundled second = early();
    second.waiting = 3;
    second.uncast = 1;
    second.spoiled = {spoiled(1, 1)};
    second.events = {{0, EventCode::made}, {300, EventCode::opened}};
    Bundled third = late();
    third.uncast = 2;
    third.spoiled = {spoiled(1, 1), spoiled(2, 2)};
    third.events = second.events;
    third.events.push_back({600, EventCode::closed});
    EXPECT_EQ(gather({event.bundle(0, third), event.bundle(0, first), event.bundle(0, second)}),
              Names());
    EXPECT_EQ(final()->size, 24U);
    EXPECT_EQ(gathered.boxes[0].spoiled.size(), 2U);
}
TEST_F(Histories, Forked) {
    // The early export has the last sixteen, the closed one the first twenty.
    const Bundled other{.first = 8, .count = 16, .state = State::open};
    const Bundled closed{.count = 20};
    EXPECT_EQ(gather({event.bundle(0, other), event.bundle(0, closed)}), Names({"log-grows"}));
    EXPECT_EQ(gathered.marks.size(), 48U);  // both branches are kept
}
TEST_F(Histories, ClosedAndClosedAgainWithMore) {
    const Bundled closed{.count = 16};
    EXPECT_EQ(gather({event.bundle(0, closed), event.bundle(0, late())}), Names({"log-grows"}));
    EXPECT_EQ(final()->size, 24U);  // the last closed one
}
TEST_F(Histories, OpenBeyondClosed) {
    in_order_of_leaves();  // so that a batch of 24 begins with one of 8
    const Bundled closed{.count = 8}, open{.state = State::open};
    EXPECT_EQ(gather({event.bundle(0, closed), event.bundle(0, open)}), Names({"log-grows"}));
    EXPECT_EQ(final()->size, 8U);
    EXPECT_EQ(gathered.boxes[0].envelopes, 24U);
}
TEST_F(Histories, ClosedTwiceWithTheSameLog) {
    Bundled other = late();
    other.uncast = 1;
    other.under = "stick";
    EXPECT_EQ(gather({event.bundle(0, late()), event.bundle(0, other)}), Names({"log-grows"}));
}
TEST_F(Histories, WaitingBallotsAreNotLost) {
    Bundled before = early();
    before.waiting = 8;
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0, late())}), Names());
    before.waiting = 9;  // 25 stored, then 24
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0, late())}), Names({"log-grows"}));
}
TEST_F(Histories, RecordsOfCheckedBallotsStay) {
    Bundled before = early(), after = late();
    before.spoiled = {spoiled(1, 1), spoiled(2, 2)};
    after.spoiled = {spoiled(1, 1), spoiled(3, 3)};
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0, after)}), Names({"log-grows"}));
    // The same ballot under another number: both records are kept, sorted by leaf, then number.
    after.spoiled = {spoiled(1, 1), spoiled(2, 1)};
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0, after)}), Names({"log-grows"}));
    EXPECT_EQ(gathered.boxes[0].spoiled,
              (std::vector{spoiled(1, 1), spoiled(2, 1), spoiled(2, 2)}));
}
TEST_F(Histories, EventsStay) {
    Bundled before = early(), after = late();
    before.events = {{0, EventCode::made}, {300, EventCode::pin_wrong}};
    after.events = {{0, EventCode::made}, {600, EventCode::closed}};
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0, after)}), Names({"log-grows"}));
}
TEST_F(Histories, BatchesStay) {
    in_order_of_leaves();  // so that the lines are the same, of one batch or of two
    const Bundled before{.state = State::open};
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0)}), Names());
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0, late())}), Names({"log-grows"}));
}
TEST_F(Histories, NumbersOfUncastBallotsStay) {
    Bundled before = early();
    before.uncast = 1;
    EXPECT_EQ(gather({event.bundle(0, before), event.bundle(0, late())}), Names({"log-grows"}));
}

TEST_F(Histories, CheckpointOfAMirrorAgreesWithTheLog) {
    const auto log = event.bundle(0);
    Recovered mirror{.count = 24, .checkpoint = event.checkpoint(0, 24)};
    EXPECT_EQ(gather({log, event.recovered(0, mirror)}), Names());
    mirror.checkpoint->root = crypto::sha256(std::string_view("another history"));
    EXPECT_EQ(gather({log, event.recovered(0, mirror)}), Names({"log-grows"}));
    // One of an earlier size, which the log does not begin with.
    mirror.checkpoint->size = 8;
    EXPECT_EQ(gather({log, event.recovered(0, mirror)}), Names({"log-grows"}));
}
TEST_F(Histories, CheckpointOfAMirrorIsNotLargerThanTheClosedLog) {
    const Bundled closed{.count = 16};
    const Recovered mirror{.count = 24, .checkpoint = event.checkpoint(0, 24)};
    EXPECT_EQ(gather({event.bundle(0, closed), event.recovered(0, mirror)}),
              Names({"log-grows", "log-holds-mirror"}));
    // An open log may have grown since it was exported.
    const Bundled open{.count = 16, .state = State::open};
    EXPECT_EQ(gather({event.bundle(0, open), event.recovered(0, mirror)}), Names({"box-closed"}));
}
TEST_F(Histories, CheckpointsOfTwoMirrorsAgree) {
    const Recovered one{.count = 16, .checkpoint = event.checkpoint(0, 16)};
    Recovered other{.count = 24, .checkpoint = event.checkpoint(0, 16)};
    EXPECT_EQ(gather({event.recovered(0, one), event.recovered(0, other)}), Names({"box-closed"}));
    other.checkpoint->root = crypto::sha256(std::string_view("another history"));
    EXPECT_EQ(gather({event.recovered(0, one), event.recovered(0, other)}),
              Names({"box-closed", "log-grows"}));
}
TEST_F(Histories, SpoiledAndCast) {
    // The closed log names a destroyed ballot; the mirror has its envelope with a receipt.
    Bundled closed{.count = 20};
    closed.spoiled = {{event.kiosks[0].voted[20].leaf, event.kiosks[0].voted[20].id}};
    EXPECT_EQ(gather({event.bundle(0, closed), event.recovered(0, {.first = 20, .count = 1})}),
              Names({"event-spoiled-not-cast", "log-holds-mirror"}));
}

// Each bundle keeps to the certificate; together they do not (24 + 6 = 30, the most there may be).
TEST_F(Histories, AllBundlesTogetherKeepToTheCertificate) {
    std::vector<std::string> forged;
    for (int at = 0; at < 7; ++at) forged.push_back(event.forge(0, noise()));
    const auto log = event.bundle(0);
    const auto one = event.recovered(0, {.extra = {forged.begin(), forged.begin() + 6}});
    EXPECT_EQ(gather({log, one}), Names({"log-holds-mirror"}));
    const auto other = event.recovered(0, {.extra = {forged.begin() + 6, forged.end()}});
    EXPECT_EQ(gather({log, one, other}), Names({"box-limits", "log-holds-mirror"}));
    EXPECT_EQ(gathered.boxes[0].envelopes, 31U);  // nothing is lost before somebody decides
}
class WithoutCards : public Histories {
protected:
    WithoutCards() : Histories(RoundCards::none) {}
};
// 24 + 2 = 26, the most ballots without a card that there may be.
TEST_F(WithoutCards, AllBundlesTogetherKeepToTheRound) {
    std::vector<std::string> forged;
    for (int at = 0; at < 3; ++at) forged.push_back(event.forge(0, noise()));
    const auto log = event.bundle(0);
    const auto one = event.recovered(0, {.extra = {forged.begin(), forged.begin() + 2}});
    EXPECT_EQ(gather({log, one}), Names({"log-holds-mirror"}));
    const auto other = event.recovered(0, {.extra = {forged.begin() + 2, forged.end()}});
    EXPECT_EQ(gather({log, one, other}), Names({"box-limits", "log-holds-mirror"}));
}

// Forks, also of one size, and two mirrors, in all 120 orders: what the closing note names is the
// same.
TEST_F(Histories, AnyOrderGivesTheSame) {
    Bundled fork{.first = 4, .count = 16}, again{.count = 16};
    again.uncast = 1;
    again.under = "again";
    const Recovered one{.first = 20, .count = 2}, other{.first = 22, .count = 2, .under = "other"};
    std::vector<ballot::Path> folders = {event.bundle(0, {.count = 16}), event.bundle(0, again),
                                         event.recovered(0, one), event.recovered(0, other)};
    fork.under = "fork";
    folders.push_back(event.bundle(0, fork));
    std::sort(folders.begin(), folders.end());
    std::optional<tally::Gathered> before;
    do {
        EXPECT_EQ(gather(folders), Names({"log-grows", "log-holds-mirror"}));
        if (before) {
            EXPECT_EQ(gathered.merged, before->merged);
            EXPECT_EQ(final(), before->boxes[0].checkpoint);
            EXPECT_EQ(gathered.boxes[0].spoiled, before->boxes[0].spoiled);
        }
        before = std::move(gathered);
    } while (std::next_permutation(folders.begin(), folders.end()));
}

// Two sticks with one export, and two mirrors with as many lines: all of it can be published, and
// what is published is good.
TEST_F(Histories, BundlesOfOneNameArePublished) {
    const Recovered one{.count = 3}, other{.first = 3, .count = 3, .under = "other"};
    Bundled copy;
    copy.under = "stick";
    event.finish({event.bundle(0), event.bundle(0, copy), event.recovered(0, one), event.bundle(1),
                  event.recovered(0, other)});
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(event.path("audit/bundles")))
        names.insert(entry.path().filename().string());
    const std::string start = event.pack->round_id.hex().substr(0, 8) + "-kiosk-";
    EXPECT_EQ(names, Names({start + "1-24-closed", start + "1-3-recovered",
                            start + "1-3-recovered-2", start + "2-24-closed"}));
    Report report;
    tally::AuditInput input;
    input.folder = event.path("audit");
    input.threads = 1;
    const auto audited = tally::audit(input, report);
    EXPECT_TRUE(audited.ok());
    EXPECT_EQ(failures(report), Names());
}
TEST(BundleNames, MayHaveANumberBehindThem) {
    const auto base = [](const char* name) {
        return std::string(ballot::bundle_base(name).value_or("none"));
    };
    EXPECT_EQ(base("0123abcd-hall-1-8-closed"), "0123abcd-hall-1-8-closed");
    EXPECT_EQ(base("0123abcd-hall-1-8-closed-2"), "0123abcd-hall-1-8-closed");
    EXPECT_EQ(base("0123abcd-hall-0-recovered-10"), "0123abcd-hall-0-recovered");
    // While it is written, and while it is replaced.
    EXPECT_EQ(base(".0123abcd-hall-1-8-closed.part"), "0123abcd-hall-1-8-closed");
    EXPECT_EQ(base(".0123abcd-hall-1-8-closed.old"), "0123abcd-hall-1-8-closed");
    // A kiosk may be called so.
    EXPECT_EQ(base("0123abcd-a-1-open-2-open"), "0123abcd-a-1-open-2-open");
    for (const char* name :
         {"0123abcd-hall-8-closed-1", "0123abcd-hall-8-closed-02", "0123abcd-hall-8-closed-",
          "0123abcd-hall-8-closed-2-3", "0123abcd-hall-8", "0123abcd-hall-closed",
          "0123abcd--8-closed", "0123abc-hall-8-closed", "0123ABCD-hall-8-closed", "closed", "-",
          "", "0123abcd-hall-8-closed.old", ".0123abcd-hall-8-closed", ".old",
          ".0123abcd-hall-8-closed-2.old", ".0123abcd-hall-8-closed.new"})
        EXPECT_EQ(base(name), "none") << name;
}

}  // namespace
}  // namespace tallystick::test
