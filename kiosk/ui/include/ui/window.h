// SPDX-License-Identifier: GPL-3.0-or-later
// The narrow seam to the platform: one screen with pixels in memory, what the person does to it,
// and a clock. SDL2 stays behind it. Touch is our own layer: SDL's made-up mouse events are off,
// the first finger is the pointer and further fingers are ignored until it is lifted, unless it
// came down where there is nothing to press (a resting palm) or rests too long; a mouse works the
// same. Pushed SDL events are obeyed like real ones, so robots come in by the same door. wait()
// sleeps in the kernel, so an untouched kiosk costs no CPU. One thread, except wake().
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ui/input.h"
#include "ui/pixels.h"

namespace tallystick::ui {

// Milliseconds, only differences mean anything; injected so that tests need not wait.
using Clock = std::function<std::int64_t()>;
[[nodiscard]] Clock steady_clock();

// Whether there is something to press at that place (pixels).
using TargetAt = std::function<bool(float x, float y)>;

struct WindowOptions {
    enum class Mode {
        fullscreen,
        windowed,
        hidden,  // no video driver at all: width × height pixels in memory, events by SDL_PushEvent
    };
    Mode mode = Mode::fullscreen;
    int width = 1280;  // not for fullscreen
    int height = 800;
    double diagonal_mm = 0;  // of the whole screen, from the kiosk's settings; 0: assume 15.6"
    std::string title = "Tallystick";
    Clock clock = {};  // empty: steady_clock()
};

class Window {
public:
    // nullptr, and why in `problem`, if SDL finds no screen.
    [[nodiscard]] static std::unique_ptr<Window> open(const WindowOptions& options,
                                                      std::string& problem);
    virtual ~Window() = default;

    [[nodiscard]] virtual int width() const = 0;
    [[nodiscard]] virtual int height() const = 0;
    [[nodiscard]] virtual double px_per_mm() const = 0;
    [[nodiscard]] virtual std::int64_t now_ms() const = 0;

    // Sleeps until something happens or the time is over (0: do not sleep); appends to `inputs`.
    virtual void wait(int timeout_ms, std::vector<Input>& inputs) = 0;
    virtual void set_targets(TargetAt there) = 0;
    // From any thread: ends wait() with a Woken.
    virtual void wake() = 0;

    // The pixels to draw into, and their way to the glass. The canvas may move after a Resized.
    [[nodiscard]] virtual Canvas canvas() = 0;
    virtual void present(std::span<const IntRect> changed) = 0;
    [[nodiscard]] virtual bool save_png(const std::string& path) = 0;
};

// Pixels of one millimetre on a screen of that diagonal (mm) and resolution.
[[nodiscard]] double px_per_mm_of(int width, int height, double diagonal_mm);

}  // namespace tallystick::ui
