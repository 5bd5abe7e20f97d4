// SPDX-License-Identifier: GPL-3.0-or-later
// The ballot box as a kiosk uses it, through its public door.
#include <ballot/ballot_box.h>

#include <algorithm>
#include <cerrno>

#include <filesystem>
#include <fstream>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;
using Why = CastRefused::Why;

std::string why(const BallotBox::CastOutcome& outcome) {
    static const char* names[] = {"polls_not_open", "card_unknown", "card_used",  "wrong_style",
                                  "was_checked",    "box_full",     "disk_failed"};
    return outcome.refused ? names[static_cast<int>(outcome.refused->why)] : "done";
}

std::string read_text(const Path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

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

class Box : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_round = seal_round(small_round(), 60); }
    static void TearDownTestSuite() { s_round.reset(); }
    static std::unique_ptr<Sealed> s_round;

    Box() : m_kiosk(make_kiosk(*s_round, "library-1", 40)) {}
    BallotBox& box() { return *m_kiosk->box; }
    void open() { ASSERT_TRUE(good(box().open_polls(noon))); }
    void cast_cards(std::size_t from, std::size_t to) {
        for (std::size_t card = from; card < to; ++card) ASSERT_TRUE(cast(*s_round, box(), card));
    }
    // As after a restart of the program.
    std::string reopen() {
        m_kiosk->box.reset();
        auto again = BallotBox::open(m_kiosk->place, s_round->pack, noon + 600);
        const std::string words = outcome(again);
        if (again) m_kiosk->box = std::move(again).value();
        return words;
    }
    Bundle read(const Path& folder) {
        auto bundle = read_good_bundle(folder, s_round->pack);
        EXPECT_TRUE(good(bundle));
        return std::move(bundle).value();
    }

    std::unique_ptr<Kiosk> m_kiosk;
    Folder m_stick;
};
std::unique_ptr<Sealed> Box::s_round;

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
    EXPECT_EQ(why(box().cast(checked, noon)), "was_checked");
    ASSERT_EQ(reopen(), "accepted");
    EXPECT_EQ(why(box().cast(checked, noon)), "was_checked");
    EXPECT_TRUE(cast(*s_round, box(), 0));
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
    ASSERT_TRUE(
        good(make_kiosk_key(m_kiosk->folder, s_round->pack.round_id, id<KioskId>("library-1"))));
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
