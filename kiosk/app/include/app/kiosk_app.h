// SPDX-License-Identifier: GPL-3.0-or-later
// The kiosk put together: pack, ballot box, window, stage, speech, runner and the one State. step()
// sleeps until something happens, so an untouched kiosk costs no CPU. Nothing of what a voter does
// is written anywhere but into the box. One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <app/runner.h>
#include <app/settings.h>
#include <app/state.h>
#include <ballot/files.h>
#include <ui/semantic.h>
#include <ui/speech.h>
#include <ui/window.h>

namespace tallystick::app {

struct AppOptions {
    ballot::Path pack, data, assets;  // assets: the share tree with fonts/ and locale/
    std::optional<ballot::Path> mirror, export_to;
    ui::WindowOptions window;
    Settings settings;
    ballot::Path settings_file;
    std::optional<Demo> demo;
    enum class Closing { only_by_steward, by_window } closing = Closing::only_by_steward;
    // pixels: draws what is shown; none: only the semantic tree is kept, for robots in a hurry.
    enum class Drawing { pixels, none } drawing = Drawing::pixels;
    std::function<ballot::Seconds()> wall_clock;  // empty: the system's
};

class App {
public:
    // Loads and verifies the pack, opens the box, attaches the mirror, opens the window. `speech`
    // null: the machine's own.
    [[nodiscard]] static crypto::Result<std::unique_ptr<App>> create(
        const AppOptions& options, std::unique_ptr<ui::Speech> speech = nullptr);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // Handles what has happened; sleeps at most `most_ms` for it (negative: as long as it takes).
    void step(int most_ms);
    [[nodiscard]] bool is_over() const;

    [[nodiscard]] const State& state() const;
    [[nodiscard]] const ui::SemanticTree& tree() const;
    [[nodiscard]] ui::Window& window();
    [[nodiscard]] const std::string& focused_id() const;

private:
    friend void show_refusal(const AppOptions& options, const crypto::Error& error);
    struct Parts;
    explicit App(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

// A kiosk that cannot start says why on its own screen, for the steward who has no terminal, until
// it is switched off or its window closed. Returns at once where there is no screen.
void show_refusal(const AppOptions& options, const crypto::Error& error);

// What the round and the share tree say of this kiosk: its languages, their catalogues and voices.
[[nodiscard]] std::shared_ptr<const Setup> make_setup(const ballot::RoundPack& pack,
                                                      const ballot::KioskId& kiosk,
                                                      const AppOptions& options);

}  // namespace tallystick::app
