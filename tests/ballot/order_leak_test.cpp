// SPDX-License-Identifier: GPL-3.0-or-later
// A thief with the disk, the mirror and the exports tries to read the order of casting: from where
// each envelope lies in every file, byte by byte. A random order of n ballots has a Kendall tau of
// mean 0 and standard deviation sqrt(2(2n+5) / (9n(n-1))): 0.19 at 15 ballots, so one box proves
// nothing. Each reader's tau is averaged over as many boxes as make 0.1 five deviations or more.
#include <ballot/ballot_box.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <unordered_map>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;

std::string read_bytes(const Path& file) {
    return read_file(file, 4'000'000'000).value();
}

// Where each ballot is found, by the order of casting; none if a reader cannot see all of them.
using Places = std::vector<std::size_t>;

// Kendall's tau between 0, 1, 2, … and the places.
double kendall_tau(const Places& places) {
    std::int64_t score = 0;
    for (std::size_t a = 0; a < places.size(); ++a)
        for (std::size_t b = a + 1; b < places.size(); ++b) score += places[a] < places[b] ? 1 : -1;
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

struct Size {
    const char* name;
    std::size_t ballots;
    std::size_t proposals;  // 0: the small round
    std::size_t boxes;      // so many are averaged
};

class OrderLeak : public ::testing::TestWithParam<Size> {};

TEST_P(OrderLeak, KendallTauIsSmall) {
    const Size& size = GetParam();
    const auto sealed =
        seal_round(size.proposals == 0 ? small_round() : wide_round(size.proposals), size.ballots);
    std::map<std::string, double> sums;
    for (std::size_t box = 0; box < size.boxes; ++box) {
        const auto kiosk = make_kiosk(*sealed, "library-1",
                                      static_cast<std::int64_t>(size.ballots + size.ballots / 2));
        Folder stick;
        ASSERT_TRUE(good(kiosk->box->open_polls(noon)));
        ASSERT_TRUE(good(kiosk->box->attach_mirror(stick, noon)));
        std::vector<std::string> holders;  // in the order of casting
        std::vector<std::string> receipts;
        for (std::size_t card = 0; card < size.ballots; ++card) {
            const SealedBallot ballot =
                seal_ballot(*sealed, *kiosk->box, card, box * size.ballots + card);
            ASSERT_TRUE(kiosk->box->cast(ballot, noon).done.has_value());
            holders.push_back("c " + ballot.holder.hex());
            receipts.push_back("leaf " + ballot.leaf.hex());
        }
        const Path folder = kiosk->folder.path();
        const Path mirror =
            Mirror::folder_of(stick, sealed->pack.round_id, id<KioskId>("library-1"));
        const auto look = [&](const std::string& reader, const Places& places) {
            sums[reader] += kendall_tau(places);
        };
        // While the kiosk runs, as a thief pulls it from the wall.
        const std::string running = read_bytes(folder / "box.db");
        look("box.db, envelopes", find_all(running, "c ", holders));
        look("box.db, receipts", find_all(running, "leaf ", receipts));
        look("mirror, envelopes", find_all(read_bytes(mirror / "slots.bin"), "c ", holders));
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
        ASSERT_TRUE(good(kiosk->box->close_polls(noon)));
        const auto exported = kiosk->box->export_bundle(stick, noon);
        ASSERT_TRUE(good(exported));
        look("bundle, envelopes",
             find_all(read_bytes(exported.value() / "envelopes.txt"), "c ", holders));
        kiosk->box.reset();
        look("closed box.db", find_all(read_bytes(folder / "box.db"), "c ", holders));
    }
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
                      Size{"largest_60", 60, 220, 20}, Size{"largest_400", 400, 220, 3}),
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
