// SPDX-License-Identifier: GPL-3.0-or-later
// A box that was put back to an earlier copy, and the export that tells: it is not written over.
#include <functional>

#include "box_fixture.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;

class RestoredBox : public Box {
protected:
    // Eight ballots are in the log, a copy of the box is made, something happens and is exported,
    // and the copy is put back. Gives the export.
    Path export_and_put_back(const std::function<void()>& happens) {
        open();
        cast_cards(0, 8);
        EXPECT_TRUE(good(box().export_bundle(m_stick, noon)));
        m_kiosk->box.reset();
        const Path file = m_kiosk->folder.path() / "box.db";
        const Path key = m_kiosk->folder.path() / "kiosk.key";  // a closed export wipes it
        const std::string early = read_text(file), signing = read_text(key);
        EXPECT_EQ(reopen(), "accepted");
        happens();
        const Path exported = box().export_bundle(m_stick, noon).value();
        m_kiosk->box.reset();
        std::ofstream(file, std::ios::binary) << early;
        std::ofstream(key, std::ios::binary) << signing;
        EXPECT_EQ(reopen(), "accepted");
        return exported;
    }
    // The box is refused for that reason, the export stays, and another stick takes what there is.
    void expect_refused(const Path& exported, const std::string& reason) {
        const std::string note = read_text(exported / "bundle.note");
        EXPECT_TRUE(says(outcome(box().check_against(m_stick)), reason));
        const auto again = box().export_bundle(m_stick, noon);
        ASSERT_FALSE(again.ok());
        EXPECT_TRUE(says(again.error().message, reason)) << again.error().message;
        EXPECT_TRUE(says(again.error().hint, "an empty stick"));
        EXPECT_EQ(read_text(exported / "bundle.note"), note);
        Folder empty;
        EXPECT_TRUE(good(box().export_bundle(empty, noon)));
    }
};

TEST_F(RestoredBox, LeavesWhatHasMoreWaiting) {
    // The log is the same: ballots 9 and 10 wait for their epoch of 8.
    const Path exported = export_and_put_back([&] { cast_cards(8, 10); });
    expect_refused(exported, "ballots in the log or waiting fell from 10 to 8");
}

TEST_F(RestoredBox, LeavesWhatHasMoreEvents) {
    const Path exported = export_and_put_back([&] {
        EXPECT_TRUE(good(box().pause(noon)));
        EXPECT_TRUE(good(box().resume(noon)));
    });
    expect_refused(exported, "its events do not begin with the earlier ones");
}

TEST_F(RestoredBox, LeavesWhatHasMoreChecked) {
    const Path exported = export_and_put_back(
        [&] { EXPECT_TRUE(good(box().spoil(seal_ballot(*s_round, box(), 9, 1)))); });
    expect_refused(exported, "a record of a checked ballot is gone");
}

TEST_F(RestoredBox, LeavesWhatHasMoreUncast) {
    const Path exported = export_and_put_back([&] { EXPECT_TRUE(good(box().count_uncast())); });
    expect_refused(exported, "ballots begun and not cast fell from 1 to 0");
}

TEST_F(RestoredBox, DoesNotOpenAgainWhatWasClosed) {
    const Path exported = export_and_put_back([&] { EXPECT_TRUE(good(box().close_polls(noon))); });
    expect_refused(exported, "this kiosk signed that voting had ended");
}

TEST_F(RestoredBox, LeavesWhatAPulledPlugLeftBehind) {
    const Path exported = export_and_put_back([&] { cast_cards(8, 10); });
    const Path behind = m_stick.path() / ("." + exported.filename().string() + ".old");
    fs::rename(exported, behind);
    expect_refused(behind, "ballots in the log or waiting fell from 10 to 8");
}

// What to do then: start it without stick and mirror, close voting, save to an empty stick.
TEST_F(RestoredBox, GivesAllItHasToAnEmptyStickOnceVotingIsClosed) {
    const Path file = m_kiosk->folder.path() / "box.db";
    Folder mirror, empty;
    open();
    ASSERT_TRUE(good(box().attach_mirror(mirror, noon)));
    cast_cards(0, 8);
    ASSERT_TRUE(good(box().export_bundle(m_stick, noon)));
    cast_cards(8, 9);
    m_kiosk->box.reset();
    const std::string early = read_text(file);
    // Two more on the mirror, of which the stick has the first among those that wait.
    ASSERT_EQ(reopen(), "accepted");
    ASSERT_TRUE(good(box().attach_mirror(mirror, noon)));
    cast_cards(9, 10);
    ASSERT_TRUE(good(box().export_bundle(m_stick, noon)));
    cast_cards(10, 11);
    m_kiosk->box.reset();
    std::ofstream(file, std::ios::binary) << early;
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_FALSE(box().check_against(m_stick).ok());
    EXPECT_FALSE(box().attach_mirror(mirror, noon).ok());
    ASSERT_EQ(reopen(), "accepted") << "without either";
    // Eight make an epoch; the ninth waits for seven more.
    EXPECT_EQ(read(box().export_bundle(empty, noon).value()).size(), 8U);
    ASSERT_TRUE(good(box().close_polls(noon)));
    const Bundle closed = read(box().export_bundle(empty, noon).value());
    EXPECT_EQ(closed.state, BundleState::closed);
    EXPECT_EQ(closed.size(), 9U);
    // And the mirror was left as it was: all eleven.
    const Path of_kiosk =
        Mirror::folder_of(mirror, s_round->pack.round_id, id<KioskId>("library-1"));
    const auto recovered = recover_bundle(of_kiosk, empty, s_round->pack);
    ASSERT_TRUE(good(recovered));
    EXPECT_EQ(recovered->envelopes, 11U);
}

TEST_F(RestoredBox, ListsThatAreNotAsTheyWereSignedSayNothing) {
    const Path exported = export_and_put_back([&] {});
    std::ofstream(exported / "events.txt", std::ios::binary) << "2026-05-09T12:00Z paused\n";
    EXPECT_TRUE(good(box().check_against(m_stick)));
    EXPECT_TRUE(good(box().export_bundle(m_stick, noon)));
    EXPECT_TRUE(good(read_good_bundle(exported, s_round->pack)));
}

}  // namespace
}  // namespace tallystick::ballot::test
