// SPDX-License-Identifier: GPL-3.0-or-later
// The screen at work: takes a Screen (element.h), arranges it for the real size, text size and
// direction, keeps the semantic tree, turns a person's input into activations, and paints into
// ImGui draw lists. Main loop: handle(input) -> map the activation to an event, update the state,
// build the Screen, show() it, paint(). show() and handle() draw nothing and need no ImGui frame,
// so robots and tests can run without pixels. One thread.
//
// Activation: finger down and up inside the same target; a held finger or key never repeats; a
// swipe up or down turns the page besides More and Back, and is never the only way.
#pragma once

#include <imgui.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ui/element.h>
#include <ui/focus.h>
#include <ui/image.h>
#include <ui/input.h>
#include <ui/qr.h>
#include <ui/text.h>

namespace tallystick::ui {

enum class Reach { whole, low };  // low: every control in the lower half of the screen

struct StageSettings {
    Size size{1920, 1080};
    float px_per_mm = 3.6F;
    TextSize text_size = TextSize::normal;
    ThemeName theme = ThemeName::standard;
    Reach reach = Reach::whole;
    SwitchKeys switches;
    friend bool operator==(const StageSettings&, const StageSettings&) = default;
};

// What an input led to. `activated` is the id of a target; if `available` is false it is one that
// is not available, and the screen should explain why.
struct Outcome {
    std::optional<std::string> activated;
    bool available = true;
    bool cancelled = false;    // Esc
    bool focus_moved = false;  // speak focused()
    bool focus_shown = false;  // as well: a key was to press, and nobody had seen what
    bool page_turned = false;
    bool page_pressed = false;  // turned by its button, no swipe, wheel or key of its own
    bool redraw = false;
};

class Stage {
public:
    Stage(TextEngine& text, Icons& icons, Pictures& pictures, Textures& textures);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    void set(const StageSettings& settings);
    [[nodiscard]] const StageSettings& settings() const { return m_settings; }
    void show(Screen screen);
    [[nodiscard]] Outcome handle(const Input& input);
    void paint(ImDrawList& list);
    [[nodiscard]] Color background() const { return theme(m_settings.theme).ground; }

    [[nodiscard]] const SemanticTree& tree() const { return m_tree; }
    [[nodiscard]] const SemanticNode* focused() const;
    [[nodiscard]] const Focus& focus() const { return m_focus; }
    [[nodiscard]] const std::string& pressed() const { return m_pressed; }
    [[nodiscard]] Metrics metrics() const { return {m_settings.px_per_mm, m_settings.text_size}; }
    // Moves focus as a key would (a speech-only robot, a screen that wants its error heard).
    void focus_on(const std::string& id);
    // Shows where focus is, as the first press of a key does.
    void show_focus();
    void set_ring(Ring ring) { m_ring = ring; }
    // Everything a voter leaves behind: focus, pages, QR codes.
    void reset();

private:
    struct Impl;
    void activate(const std::string& id, Outcome& outcome);
    void lift(float x, float y, Outcome& outcome);
    void key(const KeyDown& down, Outcome& outcome);
    bool turn_page(const std::string& id);
    void focus_in_dialog();
    bool focus_back(const std::string& dialog);
    std::unique_ptr<Impl> m_impl;
    StageSettings m_settings;
    SemanticTree m_tree;
    Focus m_focus;
    std::map<std::string, Focus> m_focus_under;  // by dialog, "" the page: what others now cover
    Ring m_ring = Ring::usual;
    std::string m_pressed;
};

}  // namespace tallystick::ui
