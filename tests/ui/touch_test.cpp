// SPDX-License-Identifier: GPL-3.0-or-later
#include <SDL.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "picture.h"
#include "ui/window.h"

namespace tallystick::ui {
namespace {

// Inputs as words, so that a failure can be read.
std::string words(const std::vector<Input>& inputs) {
    std::string result;
    const auto place = [](const char* name, float x, float y) {
        return std::string(name) + "(" + std::to_string(static_cast<int>(x)) + "," +
               std::to_string(static_cast<int>(y)) + ") ";
    };
    for (const Input& input : inputs) {
        if (const auto* a = std::get_if<PointerMove>(&input)) result += place("move", a->x, a->y);
        if (const auto* a = std::get_if<PointerDown>(&input)) result += place("down", a->x, a->y);
        if (const auto* a = std::get_if<PointerUp>(&input)) result += place("up", a->x, a->y);
        if (std::holds_alternative<PointerAway>(input)) result += "away ";
        if (const auto* a = std::get_if<KeyDown>(&input))
            result += "key" + std::to_string(static_cast<int>(a->key)) +
                      (a->repeat == KeyRepeat::held ? "held " : " ");
        if (const auto* a = std::get_if<TextTyped>(&input)) result += "text[" + a->text + "] ";
        if (std::holds_alternative<QuitAsked>(input)) result += "quit ";
        if (std::holds_alternative<Woken>(input)) result += "woken ";
    }
    return result;
}

class TouchTest : public testing::Test {
protected:
    std::int64_t now = 1000;
    std::unique_ptr<Window> window;

    void SetUp() override {
        std::string problem;
        window = Window::open(
            {WindowOptions::Mode::hidden, 1000, 500, 500, "test", [this] { return now; }}, problem);
        ASSERT_NE(window, nullptr) << problem;
        (void)pumped();
    }
    std::string pumped() {
        std::vector<Input> inputs;
        window->wait(0, inputs);
        return words(inputs);
    }
    static void finger(Uint32 type, SDL_FingerID id, float x, float y) {
        SDL_Event event;
        SDL_zero(event);
        event.type = type;
        event.tfinger.touchId = 1;
        event.tfinger.fingerId = id;
        event.tfinger.x = x;
        event.tfinger.y = y;
        SDL_PushEvent(&event);
    }
    static void key(SDL_Keycode code, Uint8 repeat = 0) {
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = code;
        event.key.repeat = repeat;
        SDL_PushEvent(&event);
    }
    static void type(const char* text) {
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_TEXTINPUT;
        SDL_strlcpy(event.text.text, text, sizeof event.text.text);
        SDL_PushEvent(&event);
    }
    static void mouse(Uint32 type, Uint32 which, int x, int y) {
        SDL_Event event;
        SDL_zero(event);
        event.type = type;
        if (type == SDL_MOUSEMOTION) {
            event.motion.which = which;
            event.motion.x = x;
            event.motion.y = y;
        } else {
            event.button.which = which;
            event.button.button = SDL_BUTTON_LEFT;
            event.button.x = x;
            event.button.y = y;
        }
        SDL_PushEvent(&event);
    }
};

TEST_F(TouchTest, ATapIsFourSteps) {
    finger(SDL_FINGERDOWN, 7, 0.5F, 0.5F);
    finger(SDL_FINGERUP, 7, 0.5F, 0.5F);
    EXPECT_EQ(pumped(), "move(500,250) down(500,250) up(500,250) away ");
}

TEST_F(TouchTest, AFingerThatMovesIsLiftedWhereItIs) {
    finger(SDL_FINGERDOWN, 7, 0.1F, 0.2F);
    finger(SDL_FINGERMOTION, 7, 0.2F, 0.2F);
    finger(SDL_FINGERMOTION, 7, 0.3F, 0.4F);
    finger(SDL_FINGERUP, 7, 0.3F, 0.4F);
    EXPECT_EQ(pumped(), "move(100,100) down(100,100) move(300,200) up(300,200) away ");
}

TEST_F(TouchTest, FurtherFingersAreIgnored) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    finger(SDL_FINGERDOWN, 2, 0.9F, 0.9F);
    finger(SDL_FINGERMOTION, 2, 0.8F, 0.9F);
    finger(SDL_FINGERUP, 2, 0.8F, 0.9F);
    finger(SDL_FINGERUP, 1, 0.1F, 0.1F);
    EXPECT_EQ(pumped(), "move(100,50) down(100,50) up(100,50) away ");
}

TEST_F(TouchTest, TenFingersAreOne) {
    for (int id = 0; id < 10; ++id)
        finger(SDL_FINGERDOWN, id, 0.05F * static_cast<float>(id), 0.5F);
    for (int id = 9; id >= 0; --id) finger(SDL_FINGERUP, id, 0.05F * static_cast<float>(id), 0.5F);
    EXPECT_EQ(pumped(), "move(0,250) down(0,250) up(0,250) away ");
    finger(SDL_FINGERDOWN, 3, 0.5F, 0.5F);
    EXPECT_EQ(pumped(), "move(500,250) down(500,250) ") << "the next tap is heard";
}

TEST_F(TouchTest, AFingerHeldWhileTheFirstLiftsDoesNotTakeOver) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    finger(SDL_FINGERDOWN, 2, 0.9F, 0.9F);
    finger(SDL_FINGERUP, 1, 0.1F, 0.1F);
    (void)pumped();
    finger(SDL_FINGERMOTION, 2, 0.5F, 0.5F);
    finger(SDL_FINGERUP, 2, 0.5F, 0.5F);
    EXPECT_EQ(pumped(), "");
}

TEST_F(TouchTest, ALostReleaseDoesNotMakeThePanelDeaf) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    (void)pumped();
    now += 9000;
    finger(SDL_FINGERDOWN, 2, 0.5F, 0.5F);
    EXPECT_EQ(pumped(), "") << "may still be held";
    now += 2000;
    finger(SDL_FINGERDOWN, 3, 0.5F, 0.5F);
    EXPECT_EQ(pumped(), "away move(500,250) down(500,250) ") << "and the lost one clicks nothing";
}

TEST_F(TouchTest, APalmIsNeverStillAndDoesNotMakeThePanelDeaf) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    (void)pumped();
    for (int i = 0; i < 11; ++i) {
        now += 1000;
        finger(SDL_FINGERMOTION, 1, 0.1F, 0.11F);
        (void)pumped();
    }
    finger(SDL_FINGERDOWN, 2, 0.5F, 0.5F);
    EXPECT_EQ(pumped(), "away move(500,250) down(500,250) ");
    finger(SDL_FINGERMOTION, 1, 0.1F, 0.1F);
    finger(SDL_FINGERUP, 2, 0.5F, 0.5F);
    EXPECT_EQ(pumped(), "up(500,250) away ") << "and the palm moves nothing any more";
}

// The right half of the glass has something to press.
TEST_F(TouchTest, AFingerTakesOverFromAPalmBesideTheButtons) {
    window->set_targets([](float x, float) { return x >= 500; });
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    (void)pumped();
    for (SDL_FingerID id = 2; id < 4; ++id) {
        finger(SDL_FINGERDOWN, id, 0.6F, 0.5F);
        finger(SDL_FINGERDOWN, 9, 0.2F, 0.5F);  // more of the hand, while the finger presses
        finger(SDL_FINGERUP, id, 0.6F, 0.5F);
        EXPECT_EQ(pumped(), id == 2 ? "away move(600,250) down(600,250) up(600,250) away "
                                    : "move(600,250) down(600,250) up(600,250) away ");
    }
}

TEST_F(TouchTest, AFingerOnAButtonIsTheOne) {
    window->set_targets([](float x, float) { return x >= 500; });
    finger(SDL_FINGERDOWN, 1, 0.6F, 0.1F);
    finger(SDL_FINGERDOWN, 2, 0.7F, 0.5F);
    finger(SDL_FINGERUP, 1, 0.6F, 0.1F);
    EXPECT_EQ(pumped(), "move(600,50) down(600,50) up(600,50) away ");
}

TEST_F(TouchTest, AMouseWorksTheSame) {
    mouse(SDL_MOUSEMOTION, 0, 10, 20);
    mouse(SDL_MOUSEBUTTONDOWN, 0, 30, 40);
    mouse(SDL_MOUSEBUTTONUP, 0, 30, 40);
    EXPECT_EQ(pumped(), "move(10,20) move(30,40) down(30,40) up(30,40) ");
}

// A panel that died with a finger on it.
TEST_F(TouchTest, ALostReleaseDoesNotMakeTheMouseDeaf) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    (void)pumped();
    now += 9000;
    mouse(SDL_MOUSEBUTTONDOWN, 0, 30, 40);
    mouse(SDL_MOUSEBUTTONUP, 0, 30, 40);
    EXPECT_EQ(pumped(), "") << "may still be held";
    now += 2000;
    mouse(SDL_MOUSEBUTTONDOWN, 0, 30, 40);
    mouse(SDL_MOUSEBUTTONUP, 0, 30, 40);
    EXPECT_EQ(pumped(), "away move(30,40) down(30,40) up(30,40) ");
}

TEST_F(TouchTest, AMouseMadeUpFromTouchIsIgnored) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    mouse(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, 100, 50);
    mouse(SDL_MOUSEBUTTONDOWN, 0, 100, 50);
    mouse(SDL_MOUSEBUTTONUP, SDL_TOUCH_MOUSEID, 100, 50);
    finger(SDL_FINGERUP, 1, 0.1F, 0.1F);
    mouse(SDL_MOUSEMOTION, SDL_TOUCH_MOUSEID, 100, 50);
    EXPECT_EQ(pumped(), "move(100,50) down(100,50) up(100,50) away ");
}

TEST_F(TouchTest, TheArrowIsThereForAMouseOnly) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    (void)pumped();
    EXPECT_EQ(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
    mouse(SDL_MOUSEMOTION, SDL_TOUCH_MOUSEID, 100, 50);
    (void)pumped();
    EXPECT_EQ(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
    mouse(SDL_MOUSEMOTION, 0, 100, 50);
    (void)pumped();
    EXPECT_EQ(SDL_ShowCursor(SDL_QUERY), SDL_ENABLE);
}

TEST_F(TouchTest, LosingTheScreenGivesThePressUp) {
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    SDL_Event event;
    SDL_zero(event);
    event.type = SDL_WINDOWEVENT;
    event.window.event = SDL_WINDOWEVENT_FOCUS_LOST;
    SDL_PushEvent(&event);
    finger(SDL_FINGERUP, 1, 0.1F, 0.1F);
    EXPECT_EQ(pumped(), "move(100,50) down(100,50) away ");
}

TEST_F(TouchTest, AScannersCodeArrivesWhole) {
    for (const char* letter : {"7", "H", "4", "K"}) {
        key(static_cast<SDL_Keycode>(letter[0]));
        type(letter);
    }
    key(SDLK_RETURN);
    EXPECT_EQ(pumped(), "text[7H4K] key" + std::to_string(static_cast<int>(Key::enter)) + " ");
}

TEST_F(TouchTest, KeysAreKnownAndHeldOnesTold) {
    key(SDLK_LEFT);
    key(SDLK_F12);
    key(SDLK_KP_ENTER, 1);
    const auto number = [](Key k) { return "key" + std::to_string(static_cast<int>(k)); };
    EXPECT_EQ(pumped(),
              number(Key::left) + " " + number(Key::f12) + " " + number(Key::enter) + "held ");
}

TEST_F(TouchTest, AnotherThreadWakesIt) {
    window->wake();
    EXPECT_EQ(pumped(), "woken ");
}

TEST_F(TouchTest, ImGuiSeesAPressOfOneStep) {
    Gui gui;
    finger(SDL_FINGERDOWN, 1, 0.1F, 0.1F);
    finger(SDL_FINGERUP, 1, 0.1F, 0.1F);
    std::vector<Input> inputs;
    window->wait(0, inputs);
    std::string seen;
    for (const Input& input : inputs) {
        gui.feed(input);
        gui.begin_frame(1000, 500, now);
        seen += ImGui::IsMousePosValid() ? 'p' : '-';
        seen += ImGui::IsMouseClicked(ImGuiMouseButton_Left)    ? 'c'
                : ImGui::IsMouseReleased(ImGuiMouseButton_Left) ? 'r'
                                                                : '-';
        gui.end_frame();
        now += 5;
    }
    EXPECT_EQ(seen, "p-pcpr--");
}

TEST_F(TouchTest, PresentsAndSavesWhatWasDrawn) {
    Textures textures;
    Gui gui;
    Raster raster(textures);
    const Canvas canvas = window->canvas();
    ASSERT_EQ(canvas.width, 1000);
    ASSERT_EQ(canvas.height, 500);
    gui.begin_frame(1000, 500, now).AddRectFilled(ImVec2(0, 0), ImVec2(500, 500), 0xff0000ffU);
    window->present(raster.draw(gui.end_frame(), canvas, IM_COL32_WHITE));
    EXPECT_EQ(window->canvas().pixels[10] & 0xffffffU, 0xff0000U);
    const std::string path =
        (std::filesystem::temp_directory_path() / "tallystick_touch_test.png").string();
    EXPECT_TRUE(window->save_png(path));
    EXPECT_GT(std::filesystem::file_size(path), 100U);
    std::filesystem::remove(path);
    EXPECT_FALSE(window->save_png("/nonexistent/x.png"));
}

TEST_F(TouchTest, KnowsHowLargeAMillimetreIs) {
    // sqrt(1000² + 500²) = 1118 px over 500 mm.
    EXPECT_NEAR(window->px_per_mm(), 2.236, 0.001);
    // A 15.6-inch 1080p screen: 12.7 mm is 71 px.
    EXPECT_NEAR(px_per_mm_of(1920, 1080, 15.6 * 25.4) * 12.7, 70.6, 0.1);
    EXPECT_EQ(px_per_mm_of(1920, 1080, 0), px_per_mm_of(1920, 1080, 15.6 * 25.4));
}

}  // namespace
}  // namespace tallystick::ui
