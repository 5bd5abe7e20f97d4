// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in from touch, keys, scanner and devices, one input at a time.
#include <algorithm>
#include <utility>

#include <app/view.h>

#include "app_parts.h"

namespace tallystick::app {
namespace {

constexpr Milliseconds two_touches_ms = 1500;
constexpr Milliseconds wide_ms = 400;  // long enough that it never flashes three times a second

bool is_pointer(const ui::Input& input) {
    return std::holds_alternative<ui::PointerMove>(input) ||
           std::holds_alternative<ui::PointerDown>(input) ||
           std::holds_alternative<ui::PointerUp>(input) ||
           std::holds_alternative<ui::PointerAway>(input) ||
           std::holds_alternative<ui::Wheel>(input);
}

bool is_person(const ui::Input& input) {
    return std::holds_alternative<ui::PointerDown>(input) ||
           std::holds_alternative<ui::PointerUp>(input) ||
           std::holds_alternative<ui::KeyDown>(input) ||
           std::holds_alternative<ui::TextTyped>(input) || std::holds_alternative<ui::Wheel>(input);
}

}  // namespace

// What was typed long enough ago to be a person's. A space bar alone presses the button in focus.
void App::Parts::type_by_hand(Milliseconds now) {
    const std::string typed = scanner.by_hand(now);
    if (typed == " ") return press(ui::KeyDown{ui::Key::space});
    type(typed);
}

// A number typed at the list, or where it is searched, is searched for. What is more than digits
// was not meant for it: a code from a scanner that sends no Enter.
void App::Parts::type_number(const std::string& characters) {
    const bool searches = state.screen == Screen::ballot && offers_filters(state);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool meant = characters.size() <= most_number_digits &&
                       std::all_of(characters.begin(), characters.end(), is_digit);
    if (!searches || !meant) return;
    Browse typed = state.session.browse;
    typed.number += characters;
    send(event::SetBrowse{typed});
}

void App::Parts::type(const std::string& characters) {
    if (!characters.empty()) type_number(characters);
    for (char character : characters) {
        if (state.screen == Screen::card) send(event::CardKey{character});
        if (state.screen == Screen::pin) send(event::PinDigit{character});
    }
    // A typed code is complete at its last character; nobody should have to look for a button.
    if (state.screen == Screen::card && state.session.typed.size() == card_characters &&
        state.session.card == CardStep::entering)
        send(event::CardSubmit{});
}

// Typing, before focus and buttons see it. True when the input is used up.
bool App::Parts::take_text_key(const ui::Input& input) {
    const Milliseconds now = window->now_ms();
    if (const auto* text_typed = std::get_if<ui::TextTyped>(&input)) {
        // A space bar has come as a key already.
        if (text_typed->text != " ") scanner.typed(text_typed->text, now);
        return true;
    }
    const auto* key = std::get_if<ui::KeyDown>(&input);
    if (!key) return false;
    if (key->key == ui::Key::space && key->repeat == ui::KeyRepeat::first) {
        type_by_hand(now);
        scanner.typed(" ", now);
        return true;
    }
    if (key->key == ui::Key::enter)
        if (const auto scan = scanner.enter(now)) {
            send(event::CardScanned{*scan});
            return true;
        }
    if (scanner.sent_key(now)) return true;
    type_by_hand(now);
    if (key->key == ui::Key::enter) {
        if (state.screen != Screen::pin || state.steward.pin.empty() || stage->focus().visible())
            return false;
        send(event::PinSubmit{});
        return true;
    }
    if (key->key != ui::Key::backspace) return false;
    if (state.screen == Screen::card) send(event::CardErase{});
    if (state.screen == Screen::pin) send(event::PinErase{});
    if (state.screen == Screen::ballot && !state.session.browse.number.empty()) {
        Browse erased = state.session.browse;
        erased.number.pop_back();
        send(event::SetBrowse{erased});
    }
    return true;
}

bool App::Parts::take_device_news(const ui::Input& input) {
    if (std::holds_alternative<ui::QuitAsked>(input)) {
        closed = closed || options.closing == AppOptions::Closing::by_window;
        return true;
    }
    if (std::holds_alternative<ui::Woken>(input)) {
        dirty = true;  // a picture has come
        return true;
    }
    if (std::holds_alternative<ui::Resized>(input)) {
        if (raster) raster->forget();
        stale = true;
        return true;
    }
    if (std::holds_alternative<ui::SoundDevicesChanged>(input)) {
        speech->devices_changed();
        send(event::SpeechReport{speech->device_present()});
        return true;
    }
    return false;
}

// Nobody may press what nobody can see: a touch on the hidden screen does nothing, and a second one
// soon after shows it again.
bool App::Parts::take_blank_touch(const ui::Input& input) {
    if (!state.access.blanked || !is_pointer(input)) return false;
    if (!std::holds_alternative<ui::PointerDown>(input)) return true;
    const Milliseconds now = window->now_ms();
    if (now - blank_touched <= two_touches_ms) send(event::SetBlank{event::Switch::off});
    blank_touched = now;
    return true;
}

bool App::Parts::take_early_touch(const ui::Input& input) {
    const auto* down = std::get_if<ui::PointerDown>(&input);
    if (down == nullptr) return false;
    const double mm = 1 / px_per_mm();
    return !guard.allows({down->x * mm, down->y * mm}, window->now_ms());
}

// A key that presses, or goes back, before anybody can have looked at what it would press.
bool App::Parts::is_early_key(const ui::KeyMeaning& meaning) {
    return (meaning.activate || meaning.cancel) && !guard.allows_key(window->now_ms());
}

// Any key ends what is being offered, and the one that presses takes it, in the language that it
// was offered in.
bool App::Parts::take_offer(const ui::KeyMeaning& meaning) {
    const auto language = offer->language();
    offer->end();
    if (!language || !meaning.activate) return false;
    send(event::SetLanguage{*language});
    send(event::SetReadAloud{event::Switch::on});
    show(Speaker::Cause::shown);
    return true;
}

// Who touched or pressed something while the kiosk was at work has not seen what stands there now.
void App::Parts::drop_presses() {
    if (!std::exchange(was_at_work, false)) return;
    window->wait(0, later);
    std::erase_if(later, is_pointer);
    scanner.keep_codes(later);
    (void)stage->handle(ui::PointerAway{});
}

// The least sign that a key was felt which does nothing. No hidden focus is shown for one that came
// too soon: it would be read out, over the new screen.
void App::Parts::widen_ring() {
    if (!stage->focus().visible()) return;
    stage->set_ring(ui::Ring::wide);
    wide_until = window->now_ms() + wide_ms;
    dirty = true;
}

void App::Parts::narrow_ring(Milliseconds now) {
    if (!wide_until || now < *wide_until) return;
    stage->set_ring(ui::Ring::usual);
    wide_until.reset();
    dirty = true;
}

// False where there is nothing to go back from: then where the focus is, is shown and said.
bool App::Parts::go_back() {
    const std::string before = view_name(state);
    send(event::Back{});
    if (view_name(state) != before) return true;
    if (!stage->focus().visible()) {
        stage->show_focus();
        guard.showed_focus();
    }
    widen_ring();
    return false;
}

void App::Parts::activate(const std::string& id) {
    const auto event = event_of(state, id);
    if (!event) return;
    if (undoes_itself(state, *event) && !guard.allows_toggle(id, window->now_ms()))
        return widen_ring();
    send(*event);
}

// What goes to what is on the screen.
void App::Parts::press(const ui::Input& input) {
    ui::KeyMeaning meaning;
    if (const auto* key = std::get_if<ui::KeyDown>(&input))
        meaning = ui::meaning_of(*key, ui::Direction::left_to_right, options.settings.switches);
    if (is_early_key(meaning)) return widen_ring();
    if (!std::holds_alternative<ui::PointerMove>(input) && take_offer(meaning)) return;
    const ui::Outcome outcome = stage->handle(input);
    if (outcome.focus_shown)
        guard.showed_focus();
    else if (outcome.focus_moved)
        guard.moved_focus();
    if (outcome.page_pressed) guard.turned();
    dirty = dirty || outcome.redraw || outcome.focus_moved || outcome.page_turned;
    const bool leads_nowhere = outcome.cancelled && !go_back();
    if (outcome.activated) activate(*outcome.activated);
    perform_effects();
    Speaker::Cause cause = Speaker::Cause::shown;
    if (outcome.page_turned) cause = Speaker::Cause::page_turned;
    if (outcome.focus_moved || leads_nowhere) cause = Speaker::Cause::focus_moved;
    show(cause);
    if (outcome.focus_moved) offer->key_pressed(state);
}

void App::Parts::handle(const ui::Input& input) {
    if (was_at_work) return later.push_back(input);
    if (take_device_news(input)) return;
    if (is_person(input)) send_quietly(event::Touched{});
    if (take_blank_touch(input) || take_early_touch(input) || take_text_key(input)) return;
    press(input);
}

}  // namespace tallystick::app
