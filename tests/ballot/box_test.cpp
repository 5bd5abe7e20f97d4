// SPDX-License-Identifier: GPL-3.0-or-later
// The ballot box as a kiosk uses it, through its public door.
#include <algorithm>
#include <cerrno>

#include "box_fixture.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;

TEST_F(Box, StartsEmptyAndSaysSo) {
    EXPECT_EQ(box().polls(), Polls::not_opened);
    EXPECT_EQ(why(box().cast(seal_ballot(*s_round, box(), 0, 1), noon)), "polls_not_open");
    open();
    EXPECT_EQ(box().polls(), Polls::open);
    EXPECT_EQ(box().checkpoint().size, 0U);
    EXPECT_EQ(box().counts().stored, 0);
    EXPECT_FALSE(box().open_polls(noon).ok());
    EXPECT_TRUE(good(box().self_check()));
}

TEST_F(Box, ACardVotesOnce) {
    open();
    const auto key = s_round->card(0).public_key();
    EXPECT_EQ(box().card_status(key), CardStatus::usable);
    EXPECT_TRUE(cast(*s_round, box(), 0));
    EXPECT_EQ(box().card_status(key), CardStatus::used);
    EXPECT_EQ(why(box().cast(seal_ballot(*s_round, box(), 0, 77), noon)), "card_used");
    EXPECT_EQ(box().card_status(crypto::CardPublicKey{}), CardStatus::unknown);
    EXPECT_EQ(box().counts().stored, 1);
}

TEST_F(Box, KeepsEverythingOverARestart) {
    open();
    cast_cards(0, 10);
    ASSERT_TRUE(good(box().count_uncast()));
    ASSERT_TRUE(good(box().pause(noon)));
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_EQ(box().polls(), Polls::paused);
    EXPECT_EQ(box().counts().stored, 10);
    EXPECT_EQ(box().counts().uncast, 1);
    EXPECT_EQ(box().card_status(s_round->card(9).public_key()), CardStatus::used);
    EXPECT_EQ(box().card_status(s_round->card(10).public_key()), CardStatus::usable);
    EXPECT_EQ(why(box().cast(seal_ballot(*s_round, box(), 10, 1), noon)), "polls_not_open");
    ASSERT_TRUE(good(box().resume(noon)));
    cast_cards(10, 12);
}

TEST_F(Box, RefusesACardOfAnotherStyleOrRound) {
    open();
    const crypto::CardKey card = s_round->card(0);  // style north
    auto ballot = box().seal(Holder::of_card(card), id<StyleId>("to"),
                             first_choices(*s_round, s_round->pack.round.styles[1]), seed_of(1));
    ASSERT_TRUE(good(ballot));
    EXPECT_EQ(why(box().cast(ballot.value(), noon)), "wrong_style");

    const crypto::CardKey strange(crypto::CardCode::from_bytes({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}),
                                  s_round->pack.round.card_salt);
    auto other = box().seal(Holder::of_card(strange), id<StyleId>("north"),
                            first_choices(*s_round, s_round->pack.round.styles[0]), seed_of(1));
    ASSERT_TRUE(good(other));
    EXPECT_EQ(why(box().cast(other.value(), noon)), "card_unknown");

    auto desk = box().seal(Holder::of_desk(), id<StyleId>("north"),
                           first_choices(*s_round, s_round->pack.round.styles[0]), seed_of(1));
    ASSERT_TRUE(good(desk));
    EXPECT_EQ(why(box().cast(desk.value(), noon)), "card_unknown");
}

TEST_F(Box, IsFullAtItsCertificatesNumber) {
    open();
    cast_cards(0, 40);
    EXPECT_EQ(why(box().cast(seal_ballot(*s_round, box(), 40, 1), noon)), "box_full");
    EXPECT_EQ(box().card_status(s_round->card(40).public_key()), CardStatus::usable);
}

TEST_F(Box, CheckInsteadOfCast) {
    open();
    const SealedBallot checked = seal_ballot(*s_round, box(), 0, 5);
    ASSERT_TRUE(good(box().spoil(checked)));
    EXPECT_EQ(box().card_status(s_round->card(0).public_key()), CardStatus::usable);
    EXPECT_EQ(box().counts().spoiled, 1);
    EXPECT_FALSE(box().spoil(checked).ok());
    EXPECT_EQ(why(box().cast(checked, noon)), "was_checked");
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_EQ(why(box().cast(checked, noon)), "was_checked");
    const SealedBallot next = seal_ballot(*s_round, box(), 0, 6);
    EXPECT_EQ(why(box().cast(next, noon)), "done");
    EXPECT_FALSE(box().spoil(next).ok());
    ASSERT_TRUE(good(box().close_polls(noon)));
    const Bundle bundle = read(box().export_bundle(m_stick, noon).value());
    ASSERT_EQ(bundle.spoiled.size(), 1U);
    EXPECT_EQ(bundle.spoiled[0].leaf, checked.leaf);
    EXPECT_EQ(bundle.spoiled[0].id, checked.id);
}

TEST_F(Box, FeedsTheLogOnlyInGroups) {
    open();
    EXPECT_EQ(s_round->pack.round.epoch, 8);
    cast_cards(0, 7);
    const Bundle early = read(box().export_bundle(m_stick, noon).value());
    EXPECT_EQ(early.size(), 0U);
    EXPECT_EQ(early.note->waiting, 7);
    cast_cards(7, 8);
    const Bundle first = read(box().export_bundle(m_stick, noon).value());
    EXPECT_EQ(first.size(), 8U);
    EXPECT_EQ(first.note->epochs, (std::vector<std::int64_t>{8}));
    cast_cards(8, 12);
    const Bundle same = read(box().export_bundle(m_stick, noon).value());
    EXPECT_EQ(same.size(), 8U);
    EXPECT_EQ(same.note->waiting, 4);
    EXPECT_EQ(same.checkpoint, first.checkpoint);
    cast_cards(12, 20);
    ASSERT_EQ(reopen(), "accepted");
    const Bundle second = read(box().export_bundle(m_stick, noon).value());
    EXPECT_EQ(second.size(), 20U);
    EXPECT_TRUE(extends(second, first));
    EXPECT_FALSE(extends(first, second));
    EXPECT_TRUE(good(box().self_check()));
}

TEST_F(Box, ClosedIsTerminal) {
    open();
    cast_cards(0, 5);
    ASSERT_TRUE(good(box().close_polls(noon)));
    EXPECT_EQ(why(box().cast(seal_ballot(*s_round, box(), 6, 1), noon)), "polls_not_open");
    EXPECT_FALSE(box().close_polls(noon).ok());
    EXPECT_FALSE(box().resume(noon).ok());
    EXPECT_FALSE(box().open_polls(noon).ok());
    EXPECT_FALSE(box().key_wiped());
    const Path first = box().export_bundle(m_stick, noon).value();
    EXPECT_EQ(first.filename().string(),
              s_round->pack.round_id.hex().substr(0, 8) + "-library-1-5-closed");
    EXPECT_EQ(read(first).size(), 5U);
    // The key is gone from memory and disk.
    EXPECT_TRUE(box().key_wiped());
    EXPECT_FALSE(fs::exists(m_kiosk->folder.path() / "kiosk.key"));
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_EQ(box().polls(), Polls::closed);
    // A later export has the very same bytes.
    Folder other;
    const Path second = box().export_bundle(other, noon + 9'000).value();
    for (const auto& entry : fs::directory_iterator(first))
        EXPECT_EQ(read_text(entry.path()), read_text(second / entry.path().filename()));
    EXPECT_TRUE(good(box().export_bundle(other, noon + 9'000)));
}

TEST_F(Box, ClosesEmpty) {
    open();
    ASSERT_TRUE(good(box().close_polls(noon)));
    const Bundle bundle = read(box().export_bundle(m_stick, noon).value());
    EXPECT_EQ(bundle.size(), 0U);
    EXPECT_EQ(bundle.state, BundleState::closed);
}

TEST_F(Box, OneProcessAtATime) {
    const auto second = BallotBox::open(m_kiosk->place, s_round->pack, noon);
    EXPECT_TRUE(says(outcome(second), "another program has this ballot box open"));
}

TEST_F(Box, RefusesAnotherRoundsPack) {
    m_kiosk->box.reset();
    Round round = small_round();
    round.title.by_language["en"] = "Another";
    const auto other = seal_round(round, 4);
    EXPECT_FALSE(BallotBox::open(m_kiosk->place, other->pack, noon).ok());
}

TEST_F(Box, RefusesADamagedBox) {
    open();
    cast_cards(0, 10);
    m_kiosk->box.reset();
    const Path file = m_kiosk->folder.path() / "box.db";
    const std::string sound = read_text(file);
    // A receipt's signature in a stored slot: found by its words, changed by one bit.
    std::string changed = sound;
    const std::size_t at = changed.find("tallystick/receipt/v1");
    ASSERT_NE(at, std::string::npos);
    changed[at + 40] ^= 1;
    std::ofstream(file, std::ios::binary) << changed;
    EXPECT_FALSE(BallotBox::open(m_kiosk->place, s_round->pack, noon).ok());
    std::ofstream(file, std::ios::binary) << sound.substr(0, sound.size() / 2);
    EXPECT_FALSE(BallotBox::open(m_kiosk->place, s_round->pack, noon).ok());
    std::ofstream(file, std::ios::binary) << sound;
    EXPECT_TRUE(good(BallotBox::open(m_kiosk->place, s_round->pack, noon)));
}

TEST_F(Box, RefusesAMissingOrForeignKey) {
    m_kiosk->box.reset();
    const Path file = m_kiosk->folder.path() / "kiosk.key";
    const std::string key = read_text(file);
    fs::remove(file);
    EXPECT_TRUE(says(outcome(BallotBox::open(m_kiosk->place, s_round->pack, noon)), "key"));
    // No new key beside a box that it could not open.
    EXPECT_TRUE(says(
        outcome(make_kiosk_key(m_kiosk->folder, s_round->pack.round_id, id<KioskId>("library-1"))),
        "of a kiosk whose key is gone"));
    EXPECT_FALSE(fs::exists(file));
    Folder other;
    ASSERT_TRUE(good(make_kiosk_key(other, s_round->pack.round_id, id<KioskId>("library-1"))));
    fs::copy_file(other.path() / "kiosk.key", file);
    EXPECT_TRUE(says(outcome(BallotBox::open(m_kiosk->place, s_round->pack, noon)),
                     "expected the key of the certificate"));
    std::ofstream(file, std::ios::binary) << key;
    EXPECT_TRUE(good(BallotBox::open(m_kiosk->place, s_round->pack, noon)));
}

TEST_F(Box, IsMadeOnce) {
    EXPECT_FALSE(BallotBox::create(m_kiosk->place, s_round->pack, m_kiosk->certificate, noon).ok());
    EXPECT_TRUE(BallotBox::is_made(m_kiosk->place));
    Folder empty;
    EXPECT_FALSE(BallotBox::is_made({empty.path(), {}, nullptr}));
    // A certificate for another kiosk's key makes nothing.
    ASSERT_TRUE(good(make_kiosk_key(empty, s_round->pack.round_id, id<KioskId>("library-1"))));
    EXPECT_FALSE(
        BallotBox::create({empty.path(), {}, nullptr}, s_round->pack, m_kiosk->certificate, noon)
            .ok());
    EXPECT_FALSE(fs::exists(empty.path() / "box.db"));
}

TEST_F(Box, PinTriesAndWaits) {
    EXPECT_EQ(box().check_pin("0000", noon)->kind, PinAnswer::Kind::not_set);
    ASSERT_TRUE(good(box().set_pin("4711", noon)));
    EXPECT_EQ(box().check_pin("4711", noon)->kind, PinAnswer::Kind::right);
    for (std::int64_t left = 4; left >= 1; --left) {
        const auto answer = box().check_pin("0000", noon);
        EXPECT_EQ(answer->kind, PinAnswer::Kind::wrong);
        EXPECT_EQ(answer->tries_left, left);
        EXPECT_EQ(answer->wait, 0);
    }
    EXPECT_EQ(box().check_pin("0000", noon)->wait, 60);
    // Even the right PIN waits; so it does after a restart, and after the clock was set back.
    EXPECT_EQ(box().check_pin("4711", noon + 59)->kind, PinAnswer::Kind::wait);
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_EQ(box().check_pin("4711", noon + 59)->wait, 1);
    EXPECT_EQ(box().check_pin("4711", noon - 100)->wait, 60);
    EXPECT_EQ(box().check_pin("0000", noon)->wait, 120);  // the sixth wrong one: doubled
    EXPECT_EQ(box().check_pin("4711", noon + 119)->wait, 1);
    EXPECT_EQ(box().check_pin("4711", noon + 120)->kind, PinAnswer::Kind::right);
    EXPECT_EQ(box().check_pin("0000", noon + 121)->tries_left, 4);
}

TEST_F(Box, TellsWhatHappenedAndNothingOfVoters) {
    open();
    cast_cards(0, 9);
    ASSERT_TRUE(good(box().spoil(seal_ballot(*s_round, box(), 20, 1))));
    ASSERT_TRUE(good(box().pause(noon + 299)));
    ASSERT_TRUE(good(box().resume(noon + 301)));
    const auto events = box().events().value();
    EXPECT_EQ(write_events(events),
              "2026-05-09T12:00Z made\n"
              "2026-05-09T12:00Z started\n"
              "2026-05-09T12:00Z opened\n"
              "2026-05-09T12:00Z paused\n"
              "2026-05-09T12:05Z resumed\n");
}

TEST_F(Box, AnUncleanEndIsToldOnce) {
    const auto count = [&](EventCode code) {
        const auto events = box().events().value();
        return std::count_if(events.begin(), events.end(),
                             [&](const Event& event) { return event.code == code; });
    };
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_EQ(count(EventCode::restarted), 0);
}

TEST(PaperBox, TakesEachSerialOnce) {
    const auto sealed = seal_round(small_round(), 20);
    const auto kiosk = make_kiosk(*sealed, "post", 20, {}, Role::paper);
    ASSERT_TRUE(good(kiosk->box->open_polls(noon)));
    const Style& style = sealed->pack.round.styles[0];
    const auto cast_paper = [&](std::int64_t serial, std::uint64_t seed) {
        auto ballot = kiosk->box->seal(Holder::of_paper(id<KioskId>("post"), serial), style.id,
                                       first_choices(*sealed, style), seed_of(seed));
        return why(kiosk->box->cast(ballot.value(), noon));
    };
    EXPECT_EQ(cast_paper(1, 1), "done");
    EXPECT_EQ(cast_paper(1, 2), "card_used");
    EXPECT_EQ(cast_paper(2, 3), "done");
    EXPECT_EQ(cast_paper(0, 4), "card_unknown");
    EXPECT_EQ(cast_paper(21, 5), "card_unknown");  // the certificate says 20
    EXPECT_EQ(why(kiosk->box->cast(seal_ballot(*sealed, *kiosk->box, 0, 9), noon)), "card_unknown");
    Folder stick;
    ASSERT_TRUE(good(kiosk->box->close_polls(noon)));
    const auto bundle =
        read_good_bundle(kiosk->box->export_bundle(stick, noon).value(), sealed->pack);
    ASSERT_TRUE(good(bundle));
    EXPECT_EQ(bundle->size(), 2U);
    EXPECT_EQ(bundle->certificate.role, Role::paper);
}

TEST(BoxWithoutCards, TakesDeskBallotsUpToTheCap) {
    const auto sealed = seal_round(small_round(), 0);
    const auto kiosk = make_kiosk(*sealed, "tent", 200);
    ASSERT_TRUE(good(kiosk->box->open_polls(noon)));
    const Style& style = sealed->pack.round.styles[0];
    const auto cast_one = [&](std::uint64_t seed) {
        auto ballot = kiosk->box->seal(Holder::of_desk(), style.id, first_choices(*sealed, style),
                                       seed_of(seed));
        return why(kiosk->box->cast(ballot.value(), noon));
    };
    for (std::uint64_t seed = 1; seed <= 100; ++seed) ASSERT_EQ(cast_one(seed), "done");
    EXPECT_EQ(cast_one(101), "box_full");
    Folder stick;
    ASSERT_TRUE(good(kiosk->box->close_polls(noon)));
    EXPECT_TRUE(
        good(read_good_bundle(kiosk->box->export_bundle(stick, noon).value(), sealed->pack)));
}

}  // namespace
}  // namespace tallystick::ballot::test
