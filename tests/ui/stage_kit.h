// SPDX-License-Identifier: GPL-3.0-or-later
// A stage without a window, and the taps and keys a test gives it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include <ui/stage.h>
#include <ui/widgets.h>

namespace tallystick::ui {

class StageTest : public ::testing::Test {
protected:
    StageTest()
        : m_text(make_text(m_textures)),
          m_icons(m_textures),
          m_pictures(m_textures),
          stage(*m_text, m_icons, m_pictures, m_textures) {}

    static std::unique_ptr<TextEngine> make_text(Textures& textures) {
        std::string problem;
        auto text = TextEngine::create({TALLYSTICK_FONTS_CONF, "", 8U << 20U}, textures, problem);
        EXPECT_NE(text, nullptr) << problem;
        return text;
    }

    static Screen screen_with(std::vector<Element> body) {
        Screen screen;
        screen.id = "test";
        screen.language = "en";
        screen.more = "More";
        screen.back = "Back";
        screen.body = column(std::move(body));
        return screen;
    }

    static Element plain(const std::string& id) {
        return button(id, ButtonKind::secondary, {"Button " + id});
    }

    static std::vector<Element> many(std::size_t count) {
        std::vector<Element> all;
        for (std::size_t i = 0; i < count; ++i) {
            all.push_back(button("item/" + std::to_string(i), ButtonKind::secondary,
                                 {"Item " + std::to_string(i)}));
        }
        return all;
    }

    void size(float width, float height, float px_per_mm) {
        StageSettings settings = stage.settings();
        settings.size = {width, height};
        settings.px_per_mm = px_per_mm;
        stage.set(settings);
    }

    [[nodiscard]] Rect rect_of(const std::string& id) const {
        const auto* node = stage.tree().find(id);
        EXPECT_NE(node, nullptr) << id;
        return node == nullptr ? Rect{} : node->rect;
    }

    Outcome down(const std::string& id) {
        const Rect r = rect_of(id);
        return stage.handle(PointerDown{r.x + r.w / 2, r.y + r.h / 2});
    }
    Outcome up(const std::string& id) {
        const Rect r = rect_of(id);
        return stage.handle(PointerUp{r.x + r.w / 2, r.y + r.h / 2});
    }
    Outcome tap(const std::string& id) {
        (void)down(id);
        return up(id);
    }
    Outcome press(Key key, KeyRepeat repeat = KeyRepeat::first) {
        KeyDown event;
        event.key = key;
        event.repeat = repeat;
        return stage.handle(event);
    }

    Textures m_textures;
    std::unique_ptr<TextEngine> m_text;
    Icons m_icons;
    Pictures m_pictures;
    Stage stage;
};

}  // namespace tallystick::ui
