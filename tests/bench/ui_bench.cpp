// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what drawing costs, in ms of CPU over all threads and of wall clock: whole frames and the
// redraw after one tap, at 1080p and 4K. With --png FILE, writes the 1080p screen. Not a test.
#include <sys/resource.h>

#include <ctime>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ui/gui.h"
#include "ui/image.h"
#include "ui_scene.h"

namespace {

using tallystick::bench::Scene;
namespace ui = tallystick::ui;

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double wall_ms() {
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

void measure(const char* what, double limit_cpu, int rounds, const std::function<void()>& work) {
    work();
    const double cpu = cpu_ms();
    const double wall = wall_ms();
    for (int i = 0; i < rounds; ++i) work();
    const double each = (cpu_ms() - cpu) / rounds;
    std::printf("%-34s %7.2f ms CPU %7.2f ms wall   limit %3.0f, ratio %.2f\n", what, each,
                (wall_ms() - wall) / rounds, limit_cpu, each / limit_cpu);
}

struct Screen {
    ui::Textures textures;
    ui::Gui gui;
    ui::Raster raster{textures};
    std::unique_ptr<ui::TextEngine> text;
    ui::Icons icons{textures};
    std::vector<std::uint32_t> pixels;
    ui::Canvas canvas;

    const std::vector<ui::IntRect>& frame(Scene& scene) {
        ImDrawList& list = gui.begin_frame(canvas.width, canvas.height, 0);
        scene.draw(list, static_cast<float>(canvas.width), static_cast<float>(canvas.height),
                   static_cast<float>(canvas.width) / 1920.0F);
        const auto& changed = raster.draw(gui.end_frame(), canvas, IM_COL32_WHITE);
        text->end_frame();
        return changed;
    }
};

bool measure_size(int width, int height, const char* png) {
    Screen screen;
    std::string problem;
    screen.text =
        ui::TextEngine::create({TALLYSTICK_FONTS_CONF, "", 48U << 20U}, screen.textures, problem);
    if (screen.text == nullptr) {
        std::fprintf(stderr, "error: %s\n", problem.c_str());
        return false;
    }
    screen.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    screen.canvas = {screen.pixels.data(), width, height, width};
    Scene scene(*screen.text, screen.icons);
    const double first = cpu_ms();
    screen.frame(scene);
    std::printf("%d x %d: first frame, all text new %.1f ms CPU; %zu KB of textures\n", width,
                height, cpu_ms() - first, screen.textures.bytes() / 1024);
    const double area = width > 2000 ? 4 : 1;
    measure("  whole frame", 20 * area, 40, [&] {
        screen.raster.forget();
        screen.frame(scene);
    });
    measure("  one tap (a card and the bar)", 40, 40, [&] {
        scene.chosen ^= 4;
        screen.frame(scene);
    });
    measure("  nothing changed", 40, 40, [&] { screen.frame(scene); });
    return png == nullptr || ui::write_png(png, screen.canvas);
}

// A ballot of 220 proposals, paged through once: decoding each picture, and the memory of it all.
bool measure_pictures() {
    const std::string folder =
        (std::filesystem::temp_directory_path() / "tallystick_ui_bench").string();
    std::filesystem::create_directories(folder);
    std::vector<std::uint32_t> photo(1600U * 1200U);
    for (std::size_t i = 0; i < photo.size(); ++i)
        photo[i] = static_cast<std::uint32_t>(i * 2654435761U >> 9U);
    const std::string path = folder + "/0.png";
    if (!ui::write_png(path.c_str(), {photo.data(), 1600, 1200, 1600})) return false;
    photo = {};
    ui::Textures textures;
    ui::Pictures pictures(textures);
    int index = 0;
    measure("picture of 1600 x 1200 to 560 x 315", 100, 20, [&] {
        (void)pictures.get(path, {560, 315 + index++, ui::Fit::cover, 18});
        pictures.end_frame();
    });
    for (; index < 220; ++index) {
        (void)pictures.get(path + std::to_string(index), {560, 315, ui::Fit::cover, 18});
        pictures.end_frame();
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%-34s %7ld MB most ever resident (both screens before it)   limit 200\n",
                "220 pictures", usage.ru_maxrss / 1024);
    std::filesystem::remove_all(folder);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    const bool picture = argc == 3 && std::strcmp(argv[1], "--png") == 0;
    const bool ok = measure_size(1920, 1080, picture ? argv[2] : nullptr) &&
                    measure_size(3840, 2160, nullptr) && measure_pictures();
    return ok ? 0 : 1;
}
