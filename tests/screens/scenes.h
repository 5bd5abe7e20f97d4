// SPDX-License-Identifier: GPL-3.0-or-later
// Every screen of the kiosk as a State of the demonstration round, and a headless stage to show it
// on: for the tests of size and overlap, and for the contact sheet. One thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <app/screens.h>
#include <ballot/round.h>
#include <ui/gui.h>
#include <ui/stage.h>

namespace tallystick::screens {

// The demonstration round; other ballot types put in place of approval where asked for.
[[nodiscard]] std::shared_ptr<const app::Setup> demo_setup();
[[nodiscard]] std::shared_ptr<const app::Setup> demo_setup(ballot::BallotType type);
// 220 proposals, one with an absurd title, one whose picture is missing.
[[nodiscard]] std::shared_ptr<const app::Setup> large_setup();

struct Scene {
    std::string name;
    app::State state;
};
[[nodiscard]] std::vector<Scene> all_scenes();
// Who reads the screens: each language of the demonstration round at each size of text, 0 to 3.
struct Reader {
    std::string language;
    int size = 1;
};
[[nodiscard]] std::vector<Reader> all_readers();
// The same, read in that language at that size, 0 to 3.
[[nodiscard]] app::State read_in(app::State state, const std::string& language, int text_size);
// One in so many of all combinations: TALLYSTICK_SCREENS where it is set, 1 being all.
[[nodiscard]] std::size_t share_of_all(std::size_t usual);
// Aborts where there is none.
[[nodiscard]] const Scene& scene_named(const std::vector<Scene>& scenes, const std::string& name);

// A screen of `inches` diagonal.
struct Glass {
    std::string name;
    int width = 1920;
    int height = 1080;
    double inches = 24;
    [[nodiscard]] float px_per_mm() const;
};
[[nodiscard]] const std::vector<Glass>& all_glasses();
// "ballot wxga10 ur size 3", for what a test says.
[[nodiscard]] std::string name_of(const Scene& scene, const Glass& glass, const app::State& state);

// Whether a heading of these words stands on the page that is shown, and nothing of it on the next,
// to which the stage is turned.
[[nodiscard]] bool is_headed_whole(ui::Stage& stage, const std::string& words);

// Text, icons, pictures and a rasteriser without any window.
class Headless {
public:
    Headless();
    // Arranges; draws nothing.
    ui::Stage& show(const app::State& state, const Glass& glass);
    // The picture of what was shown last.
    const ui::Canvas& draw(const Glass& glass);
    [[nodiscard]] ui::Stage& stage() { return m_stage; }
    [[nodiscard]] ui::TextEngine& text() { return *m_text; }

private:
    ui::Textures m_textures;
    ui::Gui m_gui;
    std::unique_ptr<ui::TextEngine> m_text;
    ui::Icons m_icons;
    ui::Pictures m_pictures;
    ui::Raster m_raster;
    ui::Stage m_stage;
    std::vector<std::uint32_t> m_pixels;
    ui::Canvas m_canvas;
};

}  // namespace tallystick::screens
