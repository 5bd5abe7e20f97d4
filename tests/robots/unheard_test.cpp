// SPDX-License-Identifier: GPL-3.0-or-later
// A key that does nothing, because it came too soon or leads nowhere: that it was felt can be seen,
// and where nothing else is being said, heard.
#include <algorithm>
#include <vector>

#include "fingers.h"

namespace tallystick::robots {
namespace {

using app::Screen;

class Unheard : public Fingers {
protected:
    Unheard() : Fingers(app::AppOptions::Drawing::pixels) {}
    [[nodiscard]] std::vector<std::uint32_t> glass() const {
        const ui::Canvas canvas = kiosk->window().canvas();
        std::vector<std::uint32_t> pixels;
        for (int y = 0; y < canvas.height; ++y) {
            const std::uint32_t* row =
                canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.stride;
            pixels.insert(pixels.end(), row, row + canvas.width);
        }
        return pixels;
    }
    void after(std::int64_t ms) {
        let_pass(ms);
        kiosk->step(0);
    }
    void to_welcome() {
        robot->press("review");
        robot->press("cast");
        robot->press("finish");
    }
    void read_aloud() {
        for (const char* id : {"header/access", "read-aloud", "access/close"}) robot->press(id);
    }
};

TEST_F(Unheard, AKeyThatCameTooSoonWidensTheRingForAMoment) {
    by_keys(InputMethod::keyboard);
    robot->press("start-again");
    const auto before = glass();
    key_after(200, SDLK_RETURN);
    EXPECT_NE(glass(), before);
    after(399);
    EXPECT_NE(glass(), before);
    after(1);
    EXPECT_EQ(glass(), before);
}

// At most one change of the ring in 400 ms, however fast a hand trembles.
TEST_F(Unheard, ManyKeysKeepItWideAndDoNotFlash) {
    by_keys(InputMethod::keyboard);
    robot->press("start-again");
    key_after(10, SDLK_RETURN);
    const auto wide = glass();
    for (int i = 0; i < 6; ++i) {
        key_after(100, SDLK_RETURN);
        EXPECT_EQ(glass(), wide) << i;
    }
}

TEST_F(Unheard, EscapeThatLeadsNowhereShowsWhereTheFocusIs) {
    to_welcome();
    const auto before = glass();
    key_after(1000, SDLK_ESCAPE);
    const auto shown = glass();
    EXPECT_NE(shown, before);
    EXPECT_EQ(kiosk->focused_id(), kiosk->tree().targets().front()->id);
    // An Enter now presses what nobody has looked at yet: it is one more that does nothing.
    key_after(300, SDLK_RETURN);
    after(200);
    EXPECT_EQ(glass(), shown);
}

TEST_F(Unheard, EscapeThatLeadsNowhereSaysWhatIsInFocus) {
    to_welcome();
    read_aloud();
    key_after(1000, SDLK_TAB);
    const std::size_t before = speech->said.size();
    key_after(1000, SDLK_ESCAPE);
    ASSERT_EQ(speech->said.size(), before + 1);
    EXPECT_EQ(speech->said.back().text, speech->said[before - 1].text);
}

// The new screen is being read out.
TEST_F(Unheard, AKeyThatCameTooSoonInterruptsNothingThatIsSaid) {
    read_aloud();
    by_keys(InputMethod::keyboard);
    robot->press("cast");
    const std::size_t before = speech->said.size();
    key_after(200, SDLK_RETURN);
    EXPECT_EQ(speech->said.size(), before);
    EXPECT_EQ(state().screen, Screen::done);
}

}  // namespace
}  // namespace tallystick::robots
