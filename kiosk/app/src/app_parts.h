// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of App: what kiosk_app.cpp puts together and app_input.cpp feeds.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <app/kiosk_app.h>
#include <app/scan_reader.h>
#include <app/screens.h>
#include <app/speaker.h>
#include <app/tap_guard.h>
#include <ui/gui.h>
#include <ui/image.h>
#include <ui/raster.h>
#include <ui/stage.h>
#include <ui/text.h>

#include "speech_offer.h"

namespace tallystick::app {

struct App::Parts {
    AppOptions options;
    std::unique_ptr<ballot::RoundPack> pack;
    std::unique_ptr<ballot::BallotBox> box;
    std::unique_ptr<ui::Window> window;
    ui::Textures textures;
    std::unique_ptr<ui::TextEngine> text;
    std::unique_ptr<ui::Icons> icons;
    std::unique_ptr<ui::Pictures> pictures;
    std::unique_ptr<ui::Gui> gui;
    std::unique_ptr<ui::Raster> raster;
    std::unique_ptr<ui::Stage> stage;
    std::unique_ptr<ui::Speech> speech;
    std::unique_ptr<Speaker> speaker;
    std::unique_ptr<SpeechOffer> offer;
    std::unique_ptr<Runner> runner;
    ScanReader scanner;
    TapGuard guard;
    State state;
    std::deque<Effect> effects;
    std::vector<ui::Input> inputs, later;     // later: came in while the kiosk was at work
    std::string title, view;                  // view: the names of screen and dialog
    std::optional<Milliseconds> wide_until;   // the ring, after a key that did nothing
    Milliseconds blank_touched = -1'000'000;  // when the hidden screen was last touched
    bool stale = true;                        // the view shown is not the state's
    bool dirty = true;                        // the pixels are not the view's
    bool was_at_work = false;                 // in this step, when it heard nothing
    bool closed = false;

    crypto::Result<void> open_drawing();
    void open_runner();
    void attach_mirror();
    void send(const Event& event);
    // An event that changes nothing of what is shown.
    void send_quietly(const Event& event);
    void perform_effects();
    void show(Speaker::Cause cause);
    void draw();
    void drop_presses();
    void handle(const ui::Input& input);
    void press(const ui::Input& input);
    [[nodiscard]] bool go_back();
    void widen_ring();
    void narrow_ring(Milliseconds now);
    void activate(const std::string& id);
    bool take_device_news(const ui::Input& input);
    bool take_blank_touch(const ui::Input& input);
    bool take_early_touch(const ui::Input& input);
    bool take_text_key(const ui::Input& input);
    bool take_offer(const ui::KeyMeaning& meaning);
    bool is_early_key(const ui::KeyMeaning& meaning);
    void type(const std::string& characters);
    void type_number(const std::string& characters);
    void type_by_hand(Milliseconds now);
    [[nodiscard]] int sleep_ms(int most_ms) const;
    [[nodiscard]] double px_per_mm() const;
};

}  // namespace tallystick::app
