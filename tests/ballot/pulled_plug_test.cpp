// SPDX-License-Identifier: GPL-3.0-or-later
// The plug is pulled at every write of everything a box does. Afterwards: the box opens, every vote
// that was confirmed is there, a card is used exactly if its envelope is, and mirror and exports
// are whole or absent.
#include <ballot/ballot_box.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include <crypto/random.h>

#include "fault_vfs.h"
#include "support.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;

class PulledPlug : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_round = seal_round(small_round(), 40); }
    static void TearDownTestSuite() { s_round.reset(); }
    static std::unique_ptr<Sealed> s_round;

    PulledPlug() : m_disk(m_plug) { register_fault_vfs(m_plug); }

    struct Scene {
        std::unique_ptr<Kiosk> kiosk;
        std::unique_ptr<Folder> stick = std::make_unique<Folder>();
        std::size_t confirmed = 0;  // votes of cards 0 … confirmed-1
    };
    // A box with `votes` votes cast and a mirror, everything synced.
    Scene prepare(std::size_t votes) {
        m_plug.disarm();
        Scene scene;
        scene.kiosk = make_kiosk(*s_round, "library-1", 30, {{}, fault_vfs_name, &m_disk});
        EXPECT_TRUE(good(scene.kiosk->box->open_polls(noon)));
        EXPECT_TRUE(good(scene.kiosk->box->attach_mirror(*scene.stick, noon)));
        for (std::size_t card = 0; card < votes; ++card)
            EXPECT_TRUE(cast(*s_round, *scene.kiosk->box, card));
        scene.confirmed = votes;
        crash_fault_vfs();  // nothing unsynced is left from before
        m_disk.crash();
        return scene;
    }
    // Ends the program as the power does, and starts it again on what is left.
    void restart(Scene& scene, std::uint64_t seed) {
        scene.kiosk->box.reset();
        m_plug.seed(seed);
        crash_fault_vfs();
        m_disk.crash();
        m_plug.disarm();
        auto again = BallotBox::open(scene.kiosk->place, s_round->pack, noon);
        ASSERT_TRUE(good(again));
        scene.kiosk->box = std::move(again).value();
    }
    void expect_sound(Scene& scene) {
        BallotBox& box = *scene.kiosk->box;
        ASSERT_TRUE(good(box.self_check()));
        ASSERT_GE(box.counts().stored, static_cast<std::int64_t>(scene.confirmed));
        for (std::size_t card = 0; card < scene.confirmed; ++card)
            ASSERT_EQ(box.card_status(s_round->card(card).public_key()), CardStatus::used);
        // The mirror is continued, and what comes back from it is all that was confirmed.
        ASSERT_TRUE(good(box.attach_mirror(*scene.stick, noon)));
        Folder target;
        const auto recovered = recover_bundle(
            Mirror::folder_of(*scene.stick, s_round->pack.round_id, id<KioskId>("library-1")),
            target, s_round->pack);
        ASSERT_TRUE(good(recovered));
        ASSERT_EQ(static_cast<std::int64_t>(recovered->envelopes), box.counts().stored);
    }
    // Every bundle that a stick shows under its own name is whole.
    void expect_whole_exports(const Path& stick) {
        const std::string start = s_round->pack.round_id.hex().substr(0, 8);
        for (const auto& entry : fs::directory_iterator(stick)) {
            const std::string name = entry.path().filename().string();
            if (!name.starts_with(start) || name.ends_with("-mirror")) continue;
            ASSERT_TRUE(good(read_good_bundle(entry.path(), s_round->pack))) << name;
        }
    }

    // Under its own name, or the one it has while it is replaced.
    void expect_one_whole(const Path& exported, std::int64_t at) {
        if (fs::exists(exported)) return;
        const Folder copy;
        const std::string name = exported.filename().string();
        const Path old = exported.parent_path() / ("." + name + ".old");
        ASSERT_TRUE(fs::exists(old)) << at;
        fs::copy(old, copy.path() / name, fs::copy_options::recursive);
        ASSERT_TRUE(good(read_good_bundle(copy.path() / name, s_round->pack))) << at;
    }

    // Runs `work` with the plug pulled at its first, second, … change until it gets through.
    // Returns how many places there were.
    std::int64_t at_every_change(std::size_t votes, std::uint64_t seeds,
                                 const std::function<void(Scene&)>& work,
                                 const std::function<void(Scene&)>& after) {
        for (std::int64_t at = 0;; ++at) {
            for (std::uint64_t seed = 0; seed < seeds; ++seed) {
                Scene scene = prepare(votes);
                m_plug.arm(at);
                work(scene);
                const bool through = !m_plug.pulled();
                restart(scene, seed + 31 * static_cast<std::uint64_t>(at));
                if (HasFatalFailure()) return at;
                expect_sound(scene);
                if (HasFatalFailure()) return at;
                after(scene);
                if (HasFatalFailure()) return at;
                if (through) return at;
            }
        }
    }

    Plug m_plug;
    FaultDisk m_disk;
};
std::unique_ptr<Sealed> PulledPlug::s_round;

TEST_F(PulledPlug, AtEveryWriteOfACast) {
    const std::int64_t places = at_every_change(
        2, 4, [](Scene& scene) { scene.confirmed += cast(*s_round, *scene.kiosk->box, 2) ? 1 : 0; },
        [](Scene& scene) {
            // The voter with the same card either has voted or can vote now; never both.
            const bool used =
                scene.kiosk->box->card_status(s_round->card(2).public_key()) == CardStatus::used;
            EXPECT_NE(cast(*s_round, *scene.kiosk->box, 2), used);
        });
    EXPECT_GT(places, 10);
    RecordProperty("places", static_cast<int>(places));
}

TEST_F(PulledPlug, AtEveryWriteOfACheck) {
    at_every_change(
        1, 2,
        [](Scene& scene) {
            const SealedBallot ballot = seal_ballot(*s_round, *scene.kiosk->box, 5, 9);
            (void)scene.kiosk->box->spoil(ballot);
        },
        [](Scene& scene) { EXPECT_TRUE(cast(*s_round, *scene.kiosk->box, 5)); });
}

TEST_F(PulledPlug, AtEveryWriteOfAnEpochAndItsExport) {
    const std::int64_t places = at_every_change(
        9, 2, [](Scene& scene) { (void)scene.kiosk->box->export_bundle(*scene.stick, noon); },
        [this](Scene& scene) {
            expect_whole_exports(*scene.stick);
            ASSERT_TRUE(good(scene.kiosk->box->check_against(*scene.stick)));
            ASSERT_TRUE(good(scene.kiosk->box->export_bundle(*scene.stick, noon)));
            EXPECT_EQ(scene.kiosk->box->counts().in_log, 9);
        });
    EXPECT_GT(places, 40);
}

// Twice at the same place: what the first left behind is not given up before the next is whole.
TEST_F(PulledPlug, AtEveryWriteOfAnExportThatReplacesOne) {
    for (std::int64_t at = 0;; ++at) {
        Scene scene = prepare(9);
        const auto exported = scene.kiosk->box->export_bundle(*scene.stick, noon);
        ASSERT_TRUE(good(exported));
        ASSERT_TRUE(cast(*s_round, *scene.kiosk->box, 9));  // waits: the name stays
        bool through = true;
        for (std::uint64_t time = 0; time < 2; ++time) {
            m_plug.arm(at);
            (void)scene.kiosk->box->export_bundle(*scene.stick, noon);
            through = through && !m_plug.pulled();
            restart(scene, static_cast<std::uint64_t>(at) + time);
            ASSERT_FALSE(HasFatalFailure()) << at;
            expect_whole_exports(*scene.stick);
            expect_one_whole(*exported, at);
            ASSERT_FALSE(HasFatalFailure()) << at;
        }
        if (through) break;
    }
}

TEST_F(PulledPlug, AtEveryWriteOfClosing) {
    at_every_change(
        5, 2, [](Scene& scene) { (void)scene.kiosk->box->close_polls(noon); },
        [](Scene& scene) {
            BallotBox& box = *scene.kiosk->box;
            if (box.polls() == Polls::open) {
                ASSERT_TRUE(good(box.close_polls(noon)));
            }
            const auto exported = box.export_bundle(*scene.stick, noon);
            ASSERT_TRUE(good(exported));
            EXPECT_EQ(read_good_bundle(exported.value(), s_round->pack)->size(), 5U);
        });
}

TEST_F(PulledPlug, AtEveryWriteOfTheClosedExportAndTheWipe) {
    for (std::int64_t at = 0;; ++at) {
        Scene scene = prepare(3);
        ASSERT_TRUE(good(scene.kiosk->box->close_polls(noon)));
        m_plug.arm(at);
        const bool exported = scene.kiosk->box->export_bundle(*scene.stick, noon).ok();
        const bool through = !m_plug.pulled();
        restart(scene, static_cast<std::uint64_t>(at));
        ASSERT_FALSE(HasFatalFailure()) << at;
        expect_whole_exports(*scene.stick);
        // The key is wiped only when an export was complete; otherwise a later one can be made.
        const auto again = scene.kiosk->box->export_bundle(*scene.stick, noon);
        ASSERT_TRUE(good(again)) << at;
        EXPECT_TRUE(scene.kiosk->box->key_wiped());
        if (through) {
            EXPECT_TRUE(exported);
            break;
        }
    }
}

TEST_F(PulledPlug, AtEveryWriteOfAttachingAMirror) {
    for (std::int64_t at = 0;; ++at) {
        Scene scene = prepare(3);
        scene.stick = std::make_unique<Folder>();
        m_plug.arm(at);
        (void)scene.kiosk->box->attach_mirror(*scene.stick, noon);
        const bool through = !m_plug.pulled();
        restart(scene, static_cast<std::uint64_t>(at));
        ASSERT_FALSE(HasFatalFailure()) << at;
        expect_sound(scene);
        ASSERT_FALSE(HasFatalFailure()) << at;
        if (through) break;
    }
}

TEST_F(PulledPlug, AtEveryWriteOfMakingTheBox) {
    for (std::int64_t at = 0;; ++at) {
        m_plug.disarm();
        Folder folder;
        const BoxPlace place{folder.path(), fault_vfs_name, &m_disk};
        const auto key = make_kiosk_key(folder, s_round->pack.round_id, id<KioskId>("library-1"));
        const std::string certificate =
            s_round->certificate(id<KioskId>("library-1"), key.value(), 5);
        m_plug.arm(at);
        { (void)BallotBox::create(place, s_round->pack, certificate, noon); }
        const bool through = !m_plug.pulled();
        m_plug.seed(static_cast<std::uint64_t>(at));
        crash_fault_vfs();
        m_disk.crash();
        m_plug.disarm();
        // Either there is a box and it opens, or there is none and it can be made.
        auto box = BallotBox::is_made(place)
                       ? BallotBox::open(place, s_round->pack, noon)
                       : BallotBox::create(place, s_round->pack, certificate, noon);
        ASSERT_TRUE(good(box)) << at;
        ASSERT_TRUE(good(box.value()->open_polls(noon))) << at;
        if (through) break;
    }
}

TEST_F(PulledPlug, FullDiskConfirmsNothingItDoesNotHold) {
    for (std::int64_t at = 0;; ++at) {
        Scene scene = prepare(1);
        m_plug.arm(at, Plug::Way::full);
        const auto outcome =
            scene.kiosk->box->cast(seal_ballot(*s_round, *scene.kiosk->box, 1, 2), noon);
        const bool through = !m_plug.pulled();
        m_plug.disarm();
        if (outcome.refused) {
            EXPECT_EQ(outcome.refused->why, CastRefused::Why::disk_failed);
            EXPECT_NE(outcome.refused->message.find("full"), std::string::npos)
                << outcome.refused->message;
            // Space was made: the same voter votes on the same screen, without a restart.
            EXPECT_EQ(scene.kiosk->box->card_status(s_round->card(1).public_key()),
                      CardStatus::usable);
            EXPECT_TRUE(cast(*s_round, *scene.kiosk->box, 1));
        }
        EXPECT_EQ(scene.kiosk->box->counts().stored, 2);
        EXPECT_TRUE(good(scene.kiosk->box->self_check()));
        if (through) break;
    }
}

TEST_F(PulledPlug, FullStickExportsNothingAndSaysSo) {
    std::int64_t failed = 0;
    for (std::int64_t at = 0;; ++at) {
        Scene scene = prepare(3);
        Folder stick;
        m_plug.arm(at, Plug::Way::full);
        const auto exported = scene.kiosk->box->export_bundle(stick, noon);
        const bool through = !m_plug.pulled();
        m_plug.disarm();
        if (!exported) {
            ++failed;
            EXPECT_NE(exported.error().hint.find("full"), std::string::npos)
                << exported.error().message << " / " << exported.error().hint;
        }
        expect_whole_exports(stick);
        ASSERT_TRUE(good(scene.kiosk->box->export_bundle(stick, noon)));
        if (through) break;
    }
    EXPECT_GT(failed, 5);
}

// kill -9 of a process that casts as fast as it can. It tells each confirmed card by one byte on a
// pipe, which the kernel keeps for us.
TEST(Killed, NoConfirmedVoteIsLost) {
    const auto sealed = seal_round(small_round(), 200);
    const auto kiosk = make_kiosk(*sealed, "library-1", 200);
    ASSERT_TRUE(good(kiosk->box->open_polls(noon)));
    kiosk->box.reset();
    std::size_t next = 0;
    std::size_t restarts = 0;
    std::size_t kills = 0;
    for (int round = 0; round < 40 && next < 190; ++round) {
        int pipe_ends[2];
        ASSERT_EQ(::pipe(pipe_ends), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            auto box = BallotBox::open(kiosk->place, sealed->pack, noon);
            if (!box) ::_exit(3);
            for (std::size_t card = next; card < 200; ++card) {
                if (!cast(*sealed, *box.value(), card)) ::_exit(4);
                const char byte = 'v';
                if (::write(pipe_ends[1], &byte, 1) != 1) ::_exit(5);
            }
            ::pause();
        }
        ::close(pipe_ends[1]);
        // After a few votes, somewhere inside the next one.
        const std::size_t wanted = 1 + static_cast<std::size_t>(round) % 3;
        std::size_t told = 0;
        char byte = 0;
        while (told < wanted && next + told < 200 && ::read(pipe_ends[0], &byte, 1) == 1) ++told;
        ::usleep(static_cast<useconds_t>((round * 977) % 1'500));
        ::kill(child, SIGKILL);
        ++kills;
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "exit " << WEXITSTATUS(status);
        while (::read(pipe_ends[0], &byte, 1) == 1) ++told;
        ::close(pipe_ends[0]);
        auto box = BallotBox::open(kiosk->place, sealed->pack, noon);
        ASSERT_TRUE(good(box));
        const auto stored = static_cast<std::size_t>(box.value()->counts().stored);
        ASSERT_GE(stored, next + told);
        ASSERT_LE(stored, next + told + 1);
        for (std::size_t card = 0; card < 200; ++card)
            ASSERT_EQ(box.value()->card_status(sealed->card(card).public_key()) == CardStatus::used,
                      card < stored);
        next = stored;
        const auto events = box.value()->events().value();
        restarts = static_cast<std::size_t>(
            std::count_if(events.begin(), events.end(),
                          [](const Event& event) { return event.code == EventCode::restarted; }));
    }
    EXPECT_GT(kills, 15U);
    EXPECT_EQ(restarts, kills);  // each is told once
}

}  // namespace
}  // namespace tallystick::ballot::test
