// SPDX-License-Identifier: GPL-3.0-or-later
// A kiosk with a box of 40 slots in a round of 60 cards, and a stick, for the tests of the box.
#pragma once

#include <filesystem>
#include <fstream>

#include "support.h"

namespace tallystick::ballot::test {

inline std::string why(const BallotBox::CastOutcome& outcome) {
    static const char* names[] = {"polls_not_open", "card_unknown", "card_used",  "wrong_style",
                                  "was_checked",    "box_full",     "disk_failed"};
    return outcome.refused ? names[static_cast<int>(outcome.refused->why)] : "done";
}

inline std::string read_text(const Path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Box : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_round = seal_round(small_round(), 60); }
    static void TearDownTestSuite() { s_round.reset(); }
    inline static std::unique_ptr<Sealed> s_round;

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

}  // namespace tallystick::ballot::test
