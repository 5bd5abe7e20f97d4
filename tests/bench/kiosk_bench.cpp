// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what the real screens cost without a GPU: every screen drawn whole, and every target of
// the proposals screen tapped, from the input to the finished pixels, in CPU ms of both threads
// (finger down: the pressed look; finger up: update, layout and the new screen). Not a test.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <app/screens.h>
#include <app/strings.h>
#include <app/update.h>
#include <ui/gui.h>
#include <ui/raster.h>
#include <ui/stage.h>

#include "scenes.h"

namespace {

namespace app = tallystick::app;
namespace ui = tallystick::ui;
using tallystick::screens::Glass;
using tallystick::screens::Scene;

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double wall_ms() {
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

// What the kiosk has between a State and the pixels, without its window.
class Kiosk {
public:
    Kiosk(std::unique_ptr<ui::TextEngine> text, ui::Textures& textures, const Glass& glass)
        : m_text(std::move(text)),
          m_icons(textures),
          m_pictures(textures),
          m_raster(textures),
          m_stage(*m_text, m_icons, m_pictures, textures),
          m_glass(glass),
          m_pixels(static_cast<std::size_t>(glass.width) * static_cast<std::size_t>(glass.height)) {
    }

    void show(const app::State& state) {
        m_stage.set(app::stage_settings(
            state, {static_cast<float>(m_glass.width), static_cast<float>(m_glass.height)},
            m_glass.px_per_mm()));
        m_stage.show(app::screen_of(state));
    }
    void draw() {
        m_stage.paint(m_gui.begin_frame(m_glass.width, m_glass.height, 0));
        const ui::Canvas canvas{m_pixels.data(), m_glass.width, m_glass.height, m_glass.width};
        m_raster.draw(m_gui.end_frame(), canvas, m_stage.background().packed());
        m_text->end_frame();
        m_pictures.end_frame();
    }
    void forget() { m_raster.forget(); }
    ui::Stage& stage() { return m_stage; }

private:
    std::unique_ptr<ui::TextEngine> m_text;
    ui::Gui m_gui;
    ui::Icons m_icons;
    ui::Pictures m_pictures;
    ui::Raster m_raster;
    ui::Stage m_stage;
    Glass m_glass;
    std::vector<std::uint32_t> m_pixels;
};

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(last * part + 0.5)];
}

void print(const char* what, const std::vector<double>& ms, double limit) {
    std::printf(
        "  %-40s %6zu times  p50 %6.2f  p99 %6.2f  most %6.2f ms  limit %3.0f, ratio %.2f\n", what,
        ms.size(), percentile(ms, 0.5), percentile(ms, 0.99), percentile(ms, 1), limit,
        percentile(ms, 0.99) / limit);
}

void measure_screens(Kiosk& kiosk, const std::vector<Scene>& scenes, double limit) {
    std::vector<double> first;
    std::vector<double> again;
    for (const Scene& scene : scenes) {
        double from = wall_ms();
        kiosk.show(scene.state);
        kiosk.draw();
        first.push_back(wall_ms() - from);
        from = cpu_ms();
        kiosk.show(scene.state);
        kiosk.forget();
        kiosk.draw();
        again.push_back(cpu_ms() - from);
    }
    print("each screen for the first time, wall", first, 200);
    print("each screen again, whole frame, CPU", again, limit);
}

// Each target of the proposals screen, from the same state.
void measure_taps(Kiosk& kiosk, const Scene& scene) {
    std::vector<double> down;
    std::vector<double> up;
    kiosk.show(scene.state);
    kiosk.draw();
    std::vector<ui::Rect> targets;
    for (const ui::SemanticNode* node : kiosk.stage().tree().targets())
        targets.push_back(node->rect);
    for (int round = 0; round < 5; ++round) {
        for (const ui::Rect& target : targets) {
            const float x = target.x + target.w / 2;
            const float y = target.y + target.h / 2;
            (void)kiosk.stage().handle(ui::PointerMove{x, y});
            double from = cpu_ms();
            (void)kiosk.stage().handle(ui::PointerDown{x, y});
            kiosk.draw();
            down.push_back(cpu_ms() - from);
            from = cpu_ms();
            const ui::Outcome outcome = kiosk.stage().handle(ui::PointerUp{x, y});
            if (outcome.activated) {
                if (const auto event = app::event_of(scene.state, *outcome.activated))
                    kiosk.show(app::update(scene.state, *event).state);
            }
            kiosk.draw();
            up.push_back(cpu_ms() - from);
            (void)kiosk.stage().handle(ui::PointerAway{});
            kiosk.show(scene.state);
            kiosk.draw();
        }
    }
    print("finger down to pressed look, CPU", down, 33);
    print("finger up to the new screen, CPU", up, 33);
}

}  // namespace

int main() {
    app::open_catalogues(TALLYSTICK_LOCALES);
    app::set_language("en");
    const std::vector<Scene> scenes = tallystick::screens::all_scenes();
    for (const Glass& glass : tallystick::screens::all_glasses()) {
        ui::Textures textures;
        std::string problem;
        auto text = ui::TextEngine::create({TALLYSTICK_ASSETS "/fonts/fonts.conf", "", 48U << 20U},
                                           textures, problem);
        if (text == nullptr) {
            std::fprintf(stderr, "error: %s\n", problem.c_str());
            return 1;
        }
        std::printf("%s: %d x %d, %.1f inches\n", glass.name.c_str(), glass.width, glass.height,
                    glass.inches);
        Kiosk kiosk(std::move(text), textures, glass);
        const double area = glass.width * glass.height / (1920.0 * 1080.0);
        measure_screens(kiosk, scenes, 20 * std::max(1.0, area));
        const auto ballot = std::find_if(scenes.begin(), scenes.end(),
                                         [](const Scene& s) { return s.name == "ballot"; });
        if (ballot != scenes.end()) measure_taps(kiosk, *ballot);
    }
    return 0;
}
