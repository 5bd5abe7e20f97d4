// SPDX-License-Identifier: GPL-3.0-or-later
// The ballot box and what is plugged into it: mirrors, sticks, and boxes put back to an earlier
// day.
#include <algorithm>
#include <cerrno>

#include "box_fixture.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;

// The real disk, but one folder is a stick with its lock switch set. (Permissions would not stop a
// test that runs as root.)
class LockedStick final : public Disk {
public:
    explicit LockedStick(Path stick) : m_stick(std::move(stick)) {}
    int read(const Path& file, std::uint64_t limit, std::string& bytes) override {
        return real_disk().read(file, limit, bytes);
    }
    int read_at(const Path& file, std::uint64_t offset, std::size_t count,
                std::string& bytes) override {
        return real_disk().read_at(file, offset, count, bytes);
    }
    int list(const Path& folder, std::vector<Entry>& entries) override {
        return real_disk().list(folder, entries);
    }
    int stat(const Path& path, Entry& entry) override { return real_disk().stat(path, entry); }
    int write_at(const Path& file, std::uint64_t offset, std::string_view bytes) override {
        return locked(file) ? EROFS : real_disk().write_at(file, offset, bytes);
    }
    int sync(const Path& file) override { return real_disk().sync(file); }
    int sync_folder(const Path& folder) override { return real_disk().sync_folder(folder); }
    int keep_private(const Path& file) override {
        return locked(file) ? EROFS : real_disk().keep_private(file);
    }
    int rename(const Path& from, const Path& to) override {
        return locked(from) || locked(to) ? EROFS : real_disk().rename(from, to);
    }
    int remove(const Path& path) override {
        return locked(path) && fs::exists(path) ? EROFS : real_disk().remove(path);
    }
    int make_folder(const Path& folder) override {
        return locked(folder) ? EROFS : real_disk().make_folder(folder);
    }

private:
    [[nodiscard]] bool locked(const Path& path) const {
        return path.string().starts_with(m_stick.string());
    }
    Path m_stick;
};

TEST_F(Box, ABoxPutBackToAnEarlierDayIsFound) {
    open();
    cast_cards(0, 8);
    m_kiosk->box.reset();
    const std::string early = read_text(m_kiosk->folder.path() / "box.db");
    ASSERT_EQ(reopen(), "accepted");
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    cast_cards(8, 9);
    Folder exports;
    ASSERT_TRUE(good(box().export_bundle(exports, noon)));
    m_kiosk->box.reset();
    std::ofstream(m_kiosk->folder.path() / "box.db", std::ios::binary) << early;
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_TRUE(says(outcome(box().check_against(exports)), "has a log of 9 ballots"));
    EXPECT_TRUE(says(outcome(box().attach_mirror(m_stick, noon)), "does not have"));
    EXPECT_EQ(box().mirror(), MirrorState::none);
    // Another history of the same length is found, too.
    cast_cards(20, 21);
    Folder fresh;
    ASSERT_TRUE(good(box().export_bundle(fresh, noon)));
    EXPECT_TRUE(says(outcome(box().check_against(exports)), "another history"));
    EXPECT_TRUE(says(outcome(box().export_bundle(exports, noon)), "another history"));
}

TEST_F(Box, MirrorHoldsEveryVoteAndGivesThemBack) {
    open();
    cast_cards(0, 3);
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    EXPECT_EQ(box().mirror(), MirrorState::good);
    cast_cards(3, 12);
    Folder target;
    const Path mirror =
        Mirror::folder_of(m_stick, s_round->pack.round_id, id<KioskId>("library-1"));
    const auto recovered = recover_bundle(mirror, target, s_round->pack);
    ASSERT_TRUE(good(recovered));
    EXPECT_EQ(recovered->envelopes, 12U);
    EXPECT_EQ(recovered->torn, 0U);
    const Bundle bundle = read(recovered->folder);
    EXPECT_EQ(bundle.state, BundleState::recovered);
    EXPECT_EQ(bundle.receipts.size(), 12U);
    // The same lines as the kiosk's own closed export.
    ASSERT_TRUE(good(box().close_polls(noon)));
    Folder exports;
    EXPECT_EQ(read(box().export_bundle(exports, noon).value()).envelopes, bundle.envelopes);
}

TEST_F(Box, WhatIsLeftOfADamagedMirrorComesBack) {
    open();
    cast_cards(0, 9);
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    ASSERT_TRUE(good(box().close_polls(noon)));
    const Path mirror =
        Mirror::folder_of(m_stick, s_round->pack.round_id, id<KioskId>("library-1"));
    // Half of the file is gone, in the middle of a slot; so is the checkpoint.
    const Path slots = mirror / "slots.bin";
    const auto size = fs::file_size(slots);
    fs::resize_file(slots, size / 2 + 100);
    std::ofstream(mirror / "checkpoint.note", std::ios::binary) << "\xff";
    Folder target;
    const auto recovered = recover_bundle(mirror, target, s_round->pack);
    ASSERT_TRUE(good(recovered));
    EXPECT_LE(recovered->envelopes, 9U);
    EXPECT_GT(recovered->unreadable, 0U);
    EXPECT_TRUE(recovered->no_checkpoint.has_value());
    EXPECT_TRUE(recovered->lack.has_value());
    const auto reading = read_bundle(recovered->folder, s_round->pack);
    ASSERT_TRUE(good(reading));
    ASSERT_EQ(reading->faults.size(), 1U);
    EXPECT_EQ(reading->faults[0].check, BundleCheck::mirror_whole);
    EXPECT_EQ(reading->bundle->size(), recovered->envelopes);
    // Nothing at all is not a bundle.
    fs::resize_file(slots, 100);
    Folder other;
    EXPECT_FALSE(recover_bundle(mirror, other, s_round->pack).ok());
    EXPECT_TRUE(fs::is_empty(other.path()));
}

TEST_F(Box, TwoMirrorsWithAsManyVotesAreRecoveredIntoOneFolder) {
    open();
    Folder first, target;
    const auto mirror_on = [](const Path& stick) {
        return Mirror::folder_of(stick, s_round->pack.round_id, id<KioskId>("library-1"));
    };
    ASSERT_TRUE(good(box().attach_mirror(first, noon)));
    cast_cards(0, 2);
    ASSERT_EQ(reopen(), "accepted");
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    // One ballot on the second cannot be read any more; then it has another two of three.
    cast_cards(2, 3);
    const std::size_t bytes = slot_size(s_round->pack, id<KioskId>("library-1"));
    const auto one = recover_bundle(mirror_on(first), target, s_round->pack);
    ASSERT_TRUE(good(one));
    const std::string lost = read(one->folder).receipts[0];
    const std::size_t at = read_text(mirror_on(m_stick) / "slots.bin").find(lost) / bytes;
    EXPECT_EQ(real_disk().write_at(mirror_on(m_stick) / "slots.bin", at * bytes,
                                   std::string(bytes, '\x6e')),
              0);
    const auto two = recover_bundle(mirror_on(m_stick), target, s_round->pack);
    ASSERT_TRUE(good(two));
    EXPECT_EQ(one->envelopes, 2U);
    EXPECT_EQ(two->envelopes, 2U);
    EXPECT_EQ(two->folder.string(), one->folder.string() + "-2");
    EXPECT_NE(read(two->folder).envelopes, read(one->folder).envelopes);
    // Once more, the first is where it was.
    const auto again = recover_bundle(mirror_on(first), target, s_round->pack);
    ASSERT_TRUE(good(again));
    EXPECT_EQ(again->folder, one->folder);
    EXPECT_TRUE(again->there_before);
    EXPECT_FALSE(two->there_before);
    EXPECT_EQ(std::distance(fs::directory_iterator(target.path()), fs::directory_iterator()), 2);
}

TEST_F(Box, NoiseIsNotCalledATornSlot) {
    open();
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    const auto kiosk = id<KioskId>("library-1");
    const Path mirror = Mirror::folder_of(m_stick, s_round->pack.round_id, kiosk);
    const auto torn_with = [&](std::size_t slot, std::string_view start) {
        const std::uint64_t at = slot * slot_size(s_round->pack, kiosk);
        EXPECT_EQ(real_disk().write_at(mirror / "slots.bin", at, start), 0);
        Folder target;
        return recover_bundle(mirror, target, s_round->pack)->torn;
    };
    EXPECT_EQ(torn_with(0, "c 01234\xff"), 0U);  // as random bytes may begin
    EXPECT_EQ(torn_with(1, "c 012345"), 1U);     // as every envelope begins
}

TEST_F(Box, ALostMirrorStopsNobody) {
    open();
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    cast_cards(0, 2);
    fs::remove_all(Mirror::folder_of(m_stick, s_round->pack.round_id, id<KioskId>("library-1")));
    const auto outcome = box().cast(seal_ballot(*s_round, box(), 2, 3), noon);
    ASSERT_TRUE(outcome.done.has_value());
    EXPECT_EQ(outcome.done->mirror, MirrorState::lost);
    // Nothing was made anew on the stick behind the steward's back.
    EXPECT_TRUE(fs::is_empty(m_stick.path()));
    cast_cards(3, 5);
    EXPECT_EQ(box().events().value().back().code, EventCode::mirror_lost);
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    EXPECT_EQ(box().mirror(), MirrorState::good);
}

TEST_F(Box, MirrorIsBroughtUpToDate) {
    open();
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    cast_cards(0, 2);
    ASSERT_EQ(reopen(), "accepted");
    cast_cards(2, 6);  // the stick was out
    ASSERT_TRUE(good(box().attach_mirror(m_stick, noon)));
    Folder target;
    EXPECT_EQ(
        recover_bundle(Mirror::folder_of(m_stick, s_round->pack.round_id, id<KioskId>("library-1")),
                       target, s_round->pack)
            ->envelopes,
        6U);
}

TEST_F(Box, MirrorOfAnotherKioskIsRefused) {
    open();
    const auto other = make_kiosk(*s_round, "library-2", 40);
    ASSERT_TRUE(good(other->box->attach_mirror(m_stick, noon)));
    // Another kiosk's mirror has another folder; one that is renamed is still not ours.
    fs::rename(Mirror::folder_of(m_stick, s_round->pack.round_id, id<KioskId>("library-2")),
               Mirror::folder_of(m_stick, s_round->pack.round_id, id<KioskId>("library-1")));
    EXPECT_TRUE(says(outcome(box().attach_mirror(m_stick, noon)), "another kiosk"));
}

TEST_F(Box, ExportsNothingToAPlaceThatCannotBeWritten) {
    open();
    cast_cards(0, 8);
    EXPECT_TRUE(says(outcome(box().export_bundle(m_stick.path() / "none", noon)), "cannot"));
    std::ofstream(m_stick.path() / "file") << "x";
    EXPECT_TRUE(says(outcome(box().export_bundle(m_stick.path() / "file", noon)), "cannot"));
    cast_cards(8, 9);
    EXPECT_TRUE(good(box().export_bundle(m_stick, noon)));
}

TEST_F(Box, AReadOnlyStickIsNamed) {
    LockedStick disk(m_stick.path());
    open();
    cast_cards(0, 8);
    m_kiosk->place.disk = &disk;
    ASSERT_EQ(reopen(), "accepted");
    const auto exported = box().export_bundle(m_stick, noon);
    ASSERT_FALSE(exported.ok());
    EXPECT_TRUE(says(exported.error().hint, "lock switch"));
    const auto mirror = box().attach_mirror(m_stick, noon);
    ASSERT_FALSE(mirror.ok());
    EXPECT_TRUE(says(mirror.error().hint, "lock switch"));
    EXPECT_EQ(box().mirror(), MirrorState::none);
    EXPECT_TRUE(fs::is_empty(m_stick.path()));
    cast_cards(8, 9);
    Folder other;
    EXPECT_TRUE(good(box().export_bundle(other, noon)));
}

TEST_F(Box, ADamagedOldExportStopsNothing) {
    open();
    cast_cards(0, 8);
    const Path bundle = box().export_bundle(m_stick, noon).value();
    std::string note = read_text(bundle / "checkpoint.note");
    note[note.size() - 10] ^= 1;
    std::ofstream(bundle / "checkpoint.note", std::ios::binary) << note;
    EXPECT_TRUE(good(box().check_against(m_stick)));
    EXPECT_TRUE(good(box().export_bundle(m_stick, noon)));
    EXPECT_TRUE(good(read_good_bundle(bundle, s_round->pack)));
}

}  // namespace
}  // namespace tallystick::ballot::test
