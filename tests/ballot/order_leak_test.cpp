// SPDX-License-Identifier: GPL-3.0-or-later
// A thief with the disk, the mirror and the exports tries to read the order of casting: from where
// each envelope lies in every file and on the disk below it, and from names and times of the files.
// A random order of n ballots has a Kendall tau of mean 0 and standard deviation sqrt(2(2n+5) /
// (9n(n-1))): 0.19 at 15 ballots, so one box proves nothing. Each reader's tau is averaged over as
// many boxes as make 0.1 five deviations or more.
#include <ballot/ballot_box.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <unordered_map>

#include "disk_traces.h"
#include "support.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;

std::string read_bytes(const Path& file) {
    return read_file(file, 4'000'000'000).value();
}

// Where each ballot is found, by the order of casting; none if a reader cannot see all of them.
using Places = std::vector<std::size_t>;

// Kendall's tau between 0, 1, 2, … and the places; two in one place tell nothing.
double kendall_tau(const Places& places) {
    std::int64_t score = 0;
    for (std::size_t a = 0; a < places.size(); ++a)
        for (std::size_t b = a + 1; b < places.size(); ++b)
            score += places[a] < places[b] ? 1 : places[a] > places[b] ? -1 : 0;
    const auto count = static_cast<double>(places.size());
    return static_cast<double>(score) / (count * (count - 1) / 2);
}

// Offset of each needle in `bytes`, which must hold each exactly once: a second copy anywhere (a
// freed page, a journal) would be a second witness. All have one length and begin with `start`.
Places find_all(const std::string& bytes, std::string_view start,
                const std::vector<std::string>& needles) {
    std::unordered_map<std::string_view, std::size_t> wanted;
    for (std::size_t at = 0; at < needles.size(); ++at) wanted[needles[at]] = at;
    Places places(needles.size(), std::string::npos);
    const std::string_view all = bytes;
    for (std::size_t at = all.find(start); at != all.npos; at = all.find(start, at + 1)) {
        const auto found = wanted.find(all.substr(at, needles.front().size()));
        if (found == wanted.end()) continue;
        EXPECT_EQ(places[found->second], std::string::npos) << "twice";
        places[found->second] = at;
    }
    EXPECT_EQ(std::count(places.begin(), places.end(), std::string::npos), 0);
    return places;
}

// The same places, on the disk; none where the file system does not tell.
std::optional<Places> on_disk(const Path& file, const Places& places) {
    const auto map = DiskMap::of(file);
    if (!map) return std::nullopt;
    Places moved;
    for (const std::size_t place : places) moved.push_back(map->place_of(place));
    return moved;
}

// Files of a fixed number and name, whatever was cast: no name and no time of a file can be one
// ballot's. What a time tells is when a whole file was last written.
void expect_fixed_names(const Path& kiosk, const Path& mirror, const Path& bundle) {
    using Names = std::vector<std::string>;
    const std::string closed = bundle.filename().string() + "/";
    Names in_kiosk{".", "box.db", "box.db-journal", "box.lock", "closed/", "kiosk.note"};
    Names in_bundle{"."};
    in_kiosk.push_back("closed/" + closed);
    for (const char* file : {"bundle.note", "checkpoint.note", "envelopes.txt", "events.txt",
                             "kiosk.note", "spoiled.txt"}) {
        in_kiosk.push_back("closed/" + closed + file);
        in_bundle.emplace_back(file);
    }
    std::sort(in_kiosk.begin(), in_kiosk.end());
    EXPECT_EQ(names_below(kiosk), in_kiosk);
    EXPECT_EQ(names_below(bundle), in_bundle);
    EXPECT_EQ(names_below(mirror), Names({".", "checkpoint.note", "kiosk.note", "slots.bin"}));
}

// Every file that holds envelopes: each was made before the first cast (box and mirror) or written
// after the last one (bundles), whole.
void expect_times_of_no_ballot(const Path& kiosk, const Path& mirror, const Path& bundle,
                               std::int64_t before_first, std::int64_t after_last) {
    for (const auto& [place, file] : {std::pair{kiosk, "box.db"}, {mirror, "slots.bin"}}) {
        FileTimes times = times_below(place)[file];
        EXPECT_LE(times["made"], before_first) << file;
    }
    for (const Path& place : {bundle, kiosk / "closed"})
        for (auto& [file, times] : times_below(place))
            for (const char* when : {"written", "changed"})
                EXPECT_GE(times[when], after_last) << place / file << " " << when;
}

// The file system's own clock, by writing a file; its steps are coarser than the machine's clock.
std::int64_t file_clock(const Path& folder) {
    const Path file = folder / "clock";
    EXPECT_TRUE(good(write_file(file, "now", real_disk())));
    const std::int64_t now = times_below(folder)["clock"]["written"];
    fs::remove(file);
    return now;
}

struct Size {
    const char* name;
    std::size_t ballots;
    std::size_t proposals;  // 0: the small round
    std::size_t boxes;      // so many are averaged
    Folder::Medium medium = Folder::Medium::memory;
};

class OrderLeak : public ::testing::TestWithParam<Size> {};

TEST_P(OrderLeak, KendallTauIsSmall) {
    const Size& size = GetParam();
    const auto sealed =
        seal_round(size.proposals == 0 ? small_round() : wide_round(size.proposals), size.ballots);
    std::map<std::string, double> sums;
    for (std::size_t box = 0; box < size.boxes; ++box) {
        const Folder own(size.medium);
        const Folder stick(size.medium);
        const auto kiosk = make_kiosk(*sealed, "library-1",
                                      static_cast<std::int64_t>(size.ballots + size.ballots / 2),
                                      {own.path(), {}, nullptr});
        ASSERT_TRUE(good(kiosk->box->open_polls(noon)));
        ASSERT_TRUE(good(kiosk->box->attach_mirror(stick, noon)));
        const std::int64_t before_first = file_clock(stick);
        std::vector<std::string> holders;  // in the order of casting
        std::vector<std::string> receipts;
        for (std::size_t card = 0; card < size.ballots; ++card) {
            const SealedBallot ballot =
                seal_ballot(*sealed, *kiosk->box, card, box * size.ballots + card);
            ASSERT_TRUE(kiosk->box->cast(ballot, noon).done.has_value());
            holders.push_back("c " + ballot.holder.hex());
            receipts.push_back("leaf " + ballot.leaf.hex());
        }
        const Path folder = own.path();
        const Path mirror =
            Mirror::folder_of(stick, sealed->pack.round_id, id<KioskId>("library-1"));
        const auto look = [&](const std::string& reader, const Places& places) {
            sums[reader] += kendall_tau(places);
        };
        // While the kiosk runs, as a thief pulls it from the wall.
        const std::string running = read_bytes(folder / "box.db");
        look("box.db, envelopes", find_all(running, "c ", holders));
        look("box.db, receipts", find_all(running, "leaf ", receipts));
        const Places mirrored = find_all(read_bytes(mirror / "slots.bin"), "c ", holders);
        look("mirror, envelopes", mirrored);
        const auto look_below = [&](const std::string& reader, const Path& file,
                                    const Places& places) {
            if (const auto moved = on_disk(file, places)) look(reader + ", on the disk", *moved);
        };
        look_below("box.db", folder / "box.db", find_all(running, "c ", holders));
        look_below("mirror", mirror / "slots.bin", mirrored);
        // The place inside a page tells as little as the page.
        Places in_page = find_all(running, "c ", holders);
        for (std::size_t at = 0; at < in_page.size(); ++at)
            in_page[at] = in_page[at] % 4096 * in_page.size() + in_page[at] / 4096 % in_page.size();
        look("box.db, place in page", in_page);
        for (const auto& entry : fs::directory_iterator(folder)) {
            const std::string name = entry.path().filename();
            if (name == "box.db-journal") {
                EXPECT_EQ(entry.file_size(), 0U);
            } else {
                EXPECT_TRUE(name == "box.db" || name == "kiosk.key" || name == "kiosk.note" ||
                            name == "box.lock")
                    << name;
            }
        }
        const std::int64_t after_last = file_clock(stick);
        ASSERT_TRUE(good(kiosk->box->close_polls(noon)));
        const auto exported = kiosk->box->export_bundle(stick, noon);
        ASSERT_TRUE(good(exported));
        const Path envelopes = exported.value() / "envelopes.txt";
        const Places bundled = find_all(read_bytes(envelopes), "c ", holders);
        look("bundle, envelopes", bundled);
        look_below("bundle", envelopes, bundled);
        expect_fixed_names(folder, mirror, exported.value());
        expect_times_of_no_ballot(folder, mirror, exported.value(), before_first, after_last);
        kiosk->box.reset();
        look("closed box.db", find_all(read_bytes(folder / "box.db"), "c ", holders));
    }
    // What holds them: the box, its mirror, the bundle.
    if (size.medium == Folder::Medium::disk && sums.size() < 9)
        GTEST_SKIP() << "this file system does not say where on the disk a file lies";
    for (const auto& [reader, sum] : sums) {
        const double tau = sum / static_cast<double>(size.boxes);
        std::printf("  %-24s %5zu ballots, %3zu boxes: tau %+.3f\n", reader.c_str(), size.ballots,
                    size.boxes, tau);
        EXPECT_LE(std::abs(tau), 0.1) << reader;
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, OrderLeak,
    ::testing::Values(Size{"smallest_15", 15, 0, 100}, Size{"smallest_60", 60, 0, 20},
                      Size{"smallest_400", 400, 0, 3}, Size{"largest_15", 15, 220, 100},
                      Size{"largest_60", 60, 220, 20}, Size{"largest_400", 400, 220, 3},
                      Size{"smallest_60_on_disk", 60, 0, 20, Folder::Medium::disk}),
    [](const auto& tested) { return tested.param.name; });

// For scripts/soak: --gtest_also_run_disabled_tests.
INSTANTIATE_TEST_SUITE_P(DISABLED_Soak, OrderLeak,
                         ::testing::Values(Size{"smallest_2000", 2000, 0, 2},
                                           Size{"largest_2000", 2000, 220, 2}),
                         [](const auto& tested) { return tested.param.name; });

// The test itself must see an order where there is one.
TEST(KendallTau, SeesOrder) {
    EXPECT_DOUBLE_EQ(kendall_tau({1, 2, 3, 4}), 1.0);
    EXPECT_DOUBLE_EQ(kendall_tau({4, 3, 2, 1}), -1.0);
    // Of the six pairs of 2 1 4 3 two are turned round: (4 - 2) / 6.
    EXPECT_DOUBLE_EQ(kendall_tau({2, 1, 4, 3}), 2.0 / 6.0);
}

}  // namespace
}  // namespace tallystick::ballot::test
