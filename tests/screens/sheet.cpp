// SPDX-License-Identifier: GPL-3.0-or-later
// tallystick-screens: draws the kiosk's screens to PNG files without any display, and all of them
// small on one sheet, for people to look at.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include <app/strings.h>
#include <ballot/languages.h>
#include <ui/check.h>

#include "scenes.h"

namespace {

namespace app = tallystick::app;
namespace ui = tallystick::ui;
using tallystick::screens::Glass;
using tallystick::screens::Headless;

struct Thumb {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;
};

// Box-filtered to a width of `to` pixels.
Thumb shrink(const ui::Canvas& from, int to) {
    Thumb thumb;
    thumb.width = to;
    thumb.height = std::max(1, from.height * to / from.width);
    thumb.pixels.resize(static_cast<std::size_t>(thumb.width * thumb.height));
    for (int y = 0; y < thumb.height; ++y) {
        for (int x = 0; x < thumb.width; ++x) {
            const int x0 = x * from.width / thumb.width;
            const int x1 = std::max(x0 + 1, (x + 1) * from.width / thumb.width);
            const int y0 = y * from.height / thumb.height;
            const int y1 = std::max(y0 + 1, (y + 1) * from.height / thumb.height);
            std::uint32_t sum[3] = {0, 0, 0};
            for (int v = y0; v < y1; ++v) {
                for (int u = x0; u < x1; ++u) {
                    const auto p = from.pixels[static_cast<std::size_t>(v * from.stride + u)];
                    for (int c = 0; c < 3; ++c) sum[c] += p >> (8 * c) & 255U;
                }
            }
            const auto n = static_cast<std::uint32_t>((x1 - x0) * (y1 - y0));
            thumb.pixels[static_cast<std::size_t>(y * thumb.width + x)] =
                sum[0] / n | (sum[1] / n) << 8 | (sum[2] / n) << 16;
        }
    }
    return thumb;
}

bool write_sheet(const std::string& file, const std::vector<Thumb>& thumbs, int columns) {
    if (thumbs.empty()) return true;
    constexpr int gap = 12;
    int tallest = 0;
    for (const auto& thumb : thumbs) tallest = std::max(tallest, thumb.height);
    const int wide = thumbs.front().width;
    const int rows = (static_cast<int>(thumbs.size()) + columns - 1) / columns;
    const int width = columns * (wide + gap) + gap;
    const int height = rows * (tallest + gap) + gap;
    std::vector<std::uint32_t> pixels(
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0x404040);
    for (std::size_t i = 0; i < thumbs.size(); ++i) {
        const int left = gap + static_cast<int>(i) % columns * (wide + gap);
        const int top = gap + static_cast<int>(i) / columns * (tallest + gap);
        for (int y = 0; y < thumbs[i].height; ++y) {
            std::copy_n(&thumbs[i].pixels[static_cast<std::size_t>(y * thumbs[i].width)],
                        std::min(wide, thumbs[i].width),
                        &pixels[static_cast<std::size_t>((top + y) * width + left)]);
        }
    }
    return ui::write_png(file.c_str(), {pixels.data(), width, height, width});
}

struct Options {
    std::string out;
    std::vector<std::string> screens, languages{"en"}, glasses{"1080p24"};
    std::vector<int> sizes{1}, themes{0};
    bool low = false;
    bool sheet_only = false;
    int pages = 0;
    int tabs = 0;
    bool time = false;
};

double now_ms() {
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

// How long one view takes from state to pixels, all caches warm.
void print_time(Headless& headless, const app::State& state, const Glass& glass,
                const std::string& name) {
    constexpr int rounds = 20;
    const double start = now_ms();
    for (int i = 0; i < rounds; ++i) headless.show(state, glass);
    const double shown = now_ms();
    for (int i = 0; i < rounds; ++i) headless.draw(glass);
    const double drawn = now_ms();
    std::printf("%s: %.2f ms to arrange, %.2f ms to draw whole\n", name.c_str(),
                (shown - start) / rounds, (drawn - shown) / rounds);
}

bool asked_for(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Every combination that was asked for, as a state on a glass, with its name.
template <class Visit>
bool each_picture(const Options& options, const Visit& visit) {
    for (const auto& scene : tallystick::screens::all_scenes()) {
        if (!options.screens.empty() && !asked_for(options.screens, scene.name)) continue;
        for (const auto& glass : tallystick::screens::all_glasses()) {
            if (!asked_for(options.glasses, glass.name)) continue;
            for (const auto& language : options.languages) {
                for (const int size : options.sizes) {
                    for (const int theme : options.themes) {
                        app::State state =
                            tallystick::screens::read_in(scene.state, language, size);
                        state.access.theme = static_cast<app::Theme>(theme);
                        state.access.low_reach = options.low;
                        if (!visit(state, glass,
                                   scene.name + "-" + glass.name + "-" + language + "-" +
                                       std::to_string(size) + "-" + std::to_string(theme))) {
                            return false;
                        }
                    }
                }
            }
        }
    }
    return true;
}

int run(const Options& options) {
    std::filesystem::create_directories(options.out);
    Headless headless;
    std::vector<Thumb> thumbs;
    int faults = 0;
    const auto draw = [&](const app::State& state, const Glass& glass, const std::string& name) {
        headless.stage().reset();
        auto& stage = headless.show(state, glass);
        for (int i = 0; i < options.pages; ++i) (void)stage.handle(ui::Wheel{-1});
        ui::KeyDown tab;
        tab.key = ui::Key::tab;
        for (int i = 0; i < options.tabs; ++i) (void)stage.handle(tab);
        const auto& canvas = headless.draw(glass);
        const auto check = ui::check_screen(stage.tree(), stage.metrics(), stage.settings().size);
        for (const auto& fault : check.faults) {
            ++faults;
            std::printf("%s: %s\n", name.c_str(), fault.c_str());
        }
        const std::string file = options.out + "/" + name + ".png";
        if (!options.sheet_only && !ui::write_png(file.c_str(), canvas)) {
            std::fprintf(stderr, "error: %s: could not be written; is the disk full?\n",
                         file.c_str());
            return false;
        }
        thumbs.push_back(shrink(canvas, 480));
        if (options.time) print_time(headless, state, glass, name);
        return true;
    };
    if (!each_picture(options, draw)) return 2;
    const std::string sheet = options.out + "/sheet.png";
    if (!write_sheet(sheet, thumbs, 5)) {
        std::fprintf(stderr, "error: %s: could not be written; is the disk full?\n", sheet.c_str());
        return 2;
    }
    std::printf("%zu screens drawn to %s, %d faults\n", thumbs.size(), options.out.c_str(), faults);
    return faults == 0 ? 0 : 1;
}

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& all) {
    std::vector<std::string> names;
    for (const auto& one : all) names.push_back(one.name);
    return names;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App cli("Draws the kiosk's screens to PNG files.");
    cli.add_option("out", options.out, "folder to write to")->required();
    cli.add_option("--screen", options.screens, "only these screens")
        ->check(CLI::IsMember(names_of(tallystick::screens::all_scenes())));
    cli.add_option("--language", options.languages, "codes: en cy en@easy …")
        ->check([](const std::string& code) -> std::string {
            return tallystick::ballot::own_name(code) == code ? "no language of the kiosk: " + code
                                                              : "";
        });
    cli.add_option("--text-size", options.sizes, "0 to 3")->check(CLI::Range(0, 3));
    cli.add_option("--theme", options.themes, "0 to 3")->check(CLI::Range(0, 3));
    cli.add_option("--glass", options.glasses, "only these glasses")
        ->check(CLI::IsMember(names_of(tallystick::screens::all_glasses())));
    cli.add_option("--pages", options.pages, "press More so many times");
    cli.add_option("--tabs", options.tabs, "press Tab so many times");
    cli.add_flag("--time", options.time, "also print how long each takes");
    cli.add_flag("--low-reach", options.low, "with every control in the lower half");
    cli.add_flag("--sheet-only", options.sheet_only, "only the contact sheet");
    CLI11_PARSE(cli, argc, argv);
    return run(options);
}
