// SPDX-License-Identifier: GPL-3.0-or-later
#include <SDL.h>

#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include "touch.h"
#include "ui/window.h"

namespace tallystick::ui {

namespace {

// Xorg without a GPU would otherwise present through OpenGL on llvmpipe, at three times the cost;
// and SDL's own translation of touch to mouse and back would give every tap twice.
void set_hints() {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "Tallystick");
}

class SdlWindow final : public Window {
public:
    SdlWindow(SDL_Window* window, const WindowOptions& options)
        : m_window(window),
          m_clock(options.clock ? options.clock : steady_clock()),
          m_diagonal_mm(options.diagonal_mm),
          m_whole_screen(options.mode != WindowOptions::Mode::windowed) {
        m_wake_event = SDL_RegisterEvents(1);
        SDL_StartTextInput();
        // On a kiosk nobody should wonder what the arrow in the middle is; a mouse brings it back.
        SDL_ShowCursor(options.mode == WindowOptions::Mode::fullscreen ? SDL_DISABLE : SDL_ENABLE);
        take_surface();
    }
    ~SdlWindow() override {
        SDL_FreeSurface(m_shadow);
        SDL_DestroyWindow(m_window);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    SdlWindow(const SdlWindow&) = delete;
    SdlWindow& operator=(const SdlWindow&) = delete;

    [[nodiscard]] bool usable() const { return m_canvas.pixels != nullptr; }
    [[nodiscard]] int width() const override { return m_canvas.width; }
    [[nodiscard]] int height() const override { return m_canvas.height; }
    [[nodiscard]] double px_per_mm() const override;
    [[nodiscard]] std::int64_t now_ms() const override { return m_clock(); }
    void wait(int timeout_ms, std::vector<Input>& inputs) override;
    void set_targets(TargetAt there) override { m_touch.set_targets(std::move(there)); }
    void wake() override;
    [[nodiscard]] Canvas canvas() override { return m_canvas; }
    void present(std::span<const IntRect> changed) override;
    [[nodiscard]] bool save_png(const std::string& path) override {
        return write_png(path.c_str(), m_canvas);
    }

private:
    void take_surface();
    void take(const SDL_Event& event, std::vector<Input>& inputs);
    void take_window_event(const SDL_WindowEvent& event, std::vector<Input>& inputs);

    SDL_Window* m_window;
    Clock m_clock;
    double m_diagonal_mm;
    bool m_whole_screen;
    Uint32 m_wake_event = 0;
    SDL_Surface* m_shadow = nullptr;  // where the screen's own pixels are not XRGB8888
    Canvas m_canvas;
    Touch m_touch;
};

void SdlWindow::take_surface() {
    SDL_FreeSurface(std::exchange(m_shadow, nullptr));
    SDL_Surface* surface = SDL_GetWindowSurface(m_window);
    m_canvas = {};
    if (surface == nullptr) return;
    const SDL_PixelFormat& format = *surface->format;
    if (format.BytesPerPixel != 4 || format.Rmask != 0xff0000U || format.Gmask != 0xff00U ||
        format.Bmask != 0xffU) {
        m_shadow =
            SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_XRGB8888);
        if (m_shadow == nullptr) return;
        surface = m_shadow;
    }
    m_canvas = {static_cast<std::uint32_t*>(surface->pixels), surface->w, surface->h,
                surface->pitch / 4};
}

double SdlWindow::px_per_mm() const {
    int width = m_canvas.width;
    int height = m_canvas.height;
    SDL_DisplayMode mode;
    // The diagonal is the screen's, of which a window is a part.
    if (!m_whole_screen && SDL_GetDesktopDisplayMode(0, &mode) == 0 && m_diagonal_mm > 0) {
        width = mode.w;
        height = mode.h;
    }
    return px_per_mm_of(width, height, m_diagonal_mm);
}

void SdlWindow::wait(int timeout_ms, std::vector<Input>& inputs) {
    SDL_Event event;
    if (SDL_WaitEventTimeout(&event, timeout_ms) == 0) return;
    do {
        take(event, inputs);
    } while (SDL_PollEvent(&event) != 0);
}

void SdlWindow::wake() {
    SDL_Event event;
    SDL_zero(event);
    event.type = m_wake_event;
    SDL_PushEvent(&event);
}

void SdlWindow::take_window_event(const SDL_WindowEvent& event, std::vector<Input>& inputs) {
    switch (event.event) {
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            take_surface();
            inputs.emplace_back(Resized{m_canvas.width, m_canvas.height});
            break;
        case SDL_WINDOWEVENT_EXPOSED: {
            const IntRect all{0, 0, m_canvas.width, m_canvas.height};
            present({&all, 1});
            break;
        }
        case SDL_WINDOWEVENT_LEAVE:
        case SDL_WINDOWEVENT_FOCUS_LOST:
            m_touch.give_up(inputs);
            break;
        default:
            break;
    }
}

void SdlWindow::take(const SDL_Event& event, std::vector<Input>& inputs) {
    switch (event.type) {
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
        case SDL_FINGERUP:
            SDL_ShowCursor(SDL_DISABLE);
            m_touch.finger(event.tfinger, m_canvas.width, m_canvas.height, m_clock(), inputs);
            break;
        case SDL_MOUSEMOTION:
            if (event.motion.which != SDL_TOUCH_MOUSEID) SDL_ShowCursor(SDL_ENABLE);
            m_touch.mouse(event, m_clock(), inputs);
            break;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
        case SDL_MOUSEWHEEL:
            m_touch.mouse(event, m_clock(), inputs);
            break;
        case SDL_KEYDOWN:
            take_key(event.key, inputs);
            break;
        case SDL_TEXTINPUT:
            take_text(event.text.text, inputs);
            break;
        case SDL_WINDOWEVENT:
            take_window_event(event.window, inputs);
            break;
        case SDL_QUIT:
            inputs.emplace_back(QuitAsked{});
            break;
        case SDL_AUDIODEVICEADDED:
        case SDL_AUDIODEVICEREMOVED:
            if (event.adevice.iscapture == 0) inputs.emplace_back(SoundDevicesChanged{});
            break;
        default:
            if (event.type == m_wake_event) inputs.emplace_back(Woken{});
            break;
    }
}

void SdlWindow::present(std::span<const IntRect> changed) {
    SDL_Surface* surface = SDL_GetWindowSurface(m_window);
    if (surface == nullptr || changed.empty()) return;
    std::vector<SDL_Rect> rects;
    rects.reserve(changed.size());
    for (const IntRect& r : changed) {
        SDL_Rect rect{r.x0, r.y0, r.width(), r.height()};
        if (m_shadow != nullptr) SDL_BlitSurface(m_shadow, &rect, surface, &rect);
        rects.push_back(SDL_Rect{r.x0, r.y0, r.width(), r.height()});
    }
    SDL_UpdateWindowSurfaceRects(m_window, rects.data(), static_cast<int>(rects.size()));
}

// Without a display SDL falls back on a driver that shows nothing to anybody; that is for who asks
// for it by name only.
bool is_nobodys_screen() {
    const char* driver = SDL_GetCurrentVideoDriver();
    const std::string name = driver != nullptr ? driver : "";
    return SDL_getenv("SDL_VIDEODRIVER") == nullptr && (name == "offscreen" || name == "dummy");
}

}  // namespace

Clock steady_clock() {
    return [] {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
    };
}

double px_per_mm_of(int width, int height, double diagonal_mm) {
    constexpr double laptop_mm = 15.6 * 25.4;
    const double diagonal = diagonal_mm > 0 ? diagonal_mm : laptop_mm;
    return std::hypot(static_cast<double>(width), static_cast<double>(height)) / diagonal;
}

std::unique_ptr<Window> Window::open(const WindowOptions& options, std::string& problem) {
    set_hints();
    const bool hidden = options.mode == WindowOptions::Mode::hidden;
    if (hidden) SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "dummy", SDL_HINT_OVERRIDE);
    const int started = SDL_InitSubSystem(SDL_INIT_VIDEO);
    if (hidden) SDL_ResetHint(SDL_HINT_VIDEODRIVER);
    if (started != 0) {
        problem = std::string("no screen: ") + SDL_GetError();
        return nullptr;
    }
    if (!hidden && is_nobodys_screen()) {
        problem = "no screen: there is neither X nor Wayland here";
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return nullptr;
    }
    Uint32 flags = 0;
    SDL_Rect place{SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width, options.height};
    if (options.mode == WindowOptions::Mode::windowed) flags = SDL_WINDOW_RESIZABLE;
    if (options.mode == WindowOptions::Mode::fullscreen) {
        flags = SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS;
        // A kiosk's bare X server has no window manager that would put the window in its place.
        SDL_GetDisplayBounds(0, &place);
    }
    SDL_Window* window =
        SDL_CreateWindow(options.title.c_str(), place.x, place.y, place.w, place.h, flags);
    if (window == nullptr) {
        problem = std::string("no window: ") + SDL_GetError();
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return nullptr;
    }
    auto result = std::make_unique<SdlWindow>(window, options);
    if (result->usable()) return result;
    problem = std::string("the window has no pixels: ") + SDL_GetError();
    return nullptr;
}

}  // namespace tallystick::ui
