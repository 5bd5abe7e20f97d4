// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever presses a key on the first screen and cannot see it hears how to have everything read
// aloud.
#include "fingers.h"

namespace tallystick::robots {
namespace {

class Offer : public Fingers {
protected:
    Offer() {
        for (const char* id : {"review", "cast", "finish"}) robot->press(id);
        speech->said.clear();
    }
    void after(std::int64_t ms) {
        let_pass(ms);
        kiosk->step(0);
    }
    [[nodiscard]] std::string languages() const {
        std::string all;
        for (const auto& said : speech->said) all += said.language + " ";
        return all;
    }
};

TEST_F(Offer, IsMadeInEachLanguageAndTakenInTheOneThatIsHeard) {
    key_after(1000, SDLK_DOWN);
    EXPECT_EQ(languages(), "en ");
    speech->finish();
    after(0);
    after(1999);
    EXPECT_EQ(languages(), "en ") << "two seconds to answer";
    after(1);
    EXPECT_EQ(languages(), "en cy ");
    key_after(1000, SDLK_RETURN);
    EXPECT_TRUE(state().access.read_aloud);
    EXPECT_EQ(state().access.language, "cy");
    EXPECT_EQ(state().screen, app::Screen::welcome);
}

TEST_F(Offer, IsOverAfterTheLastLanguage) {
    key_after(1000, SDLK_F7);
    for (int i = 0; i < 6; ++i) {
        speech->finish();
        after(0);
        after(2000);
    }
    EXPECT_EQ(languages(), "en cy pl ur zh ");
    key_after(1000, SDLK_F8);
    EXPECT_FALSE(state().access.read_aloud);
}

TEST_F(Offer, IsCutOffByAnotherKey) {
    key_after(1000, SDLK_DOWN);
    key_after(1000, SDLK_DOWN);
    EXPECT_FALSE(speech->speaking());
    key_after(1000, SDLK_RETURN);
    EXPECT_FALSE(state().access.read_aloud);
    EXPECT_EQ(languages(), "en ");
}

TEST_F(Offer, IsMadeAgainAfterHalfAMinuteWithoutAKey) {
    key_after(1000, SDLK_DOWN);
    key_after(1000, SDLK_DOWN);
    key_after(29'999, SDLK_DOWN);
    EXPECT_EQ(languages(), "en ");
    key_after(30'000, SDLK_DOWN);
    EXPECT_EQ(languages(), "en en ");
}

TEST_F(Offer, IsMadeToNobodyWhoTouches) {
    robot->press("language/cy");
    EXPECT_EQ(languages(), "");
}

TEST_F(Offer, GivesWayToACard) {
    key_after(1000, SDLK_DOWN);
    robot->scan(event().cards()[1]);
    EXPECT_EQ(state().screen, app::Screen::how);
    EXPECT_FALSE(state().access.read_aloud);
    EXPECT_FALSE(speech->speaking());
}

}  // namespace
}  // namespace tallystick::robots
