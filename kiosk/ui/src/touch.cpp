// SPDX-License-Identifier: GPL-3.0-or-later
#include "touch.h"

namespace tallystick::ui {

namespace {

// A panel that lost a finger's release (unplugged, reset) must not stay deaf for ever, nor one that
// a palm rests on, which is never quite still: so this counts from when it came down.
constexpr std::int64_t stale_after_ms = 10000;

void move_to(float x, float y, std::vector<Input>& inputs) {
    if (!inputs.empty()) {
        if (auto* last = std::get_if<PointerMove>(&inputs.back())) {
            *last = {x, y};
            return;
        }
    }
    inputs.emplace_back(PointerMove{x, y});
}

std::optional<Key> key_of(SDL_Keycode code) {
    if (code >= SDLK_F1 && code <= SDLK_F12)
        return static_cast<Key>(static_cast<int>(Key::f1) + (code - SDLK_F1));
    switch (code) {
        case SDLK_LEFT:
            return Key::left;
        case SDLK_RIGHT:
            return Key::right;
        case SDLK_UP:
            return Key::up;
        case SDLK_DOWN:
            return Key::down;
        case SDLK_TAB:
            return Key::tab;
        case SDLK_RETURN:
        case SDLK_RETURN2:
        case SDLK_KP_ENTER:
            return Key::enter;
        case SDLK_SPACE:
            return Key::space;
        case SDLK_ESCAPE:
            return Key::escape;
        case SDLK_BACKSPACE:
            return Key::backspace;
        case SDLK_DELETE:
            return Key::del;
        case SDLK_HOME:
            return Key::home;
        case SDLK_END:
            return Key::end;
        case SDLK_PAGEUP:
            return Key::page_up;
        case SDLK_PAGEDOWN:
            return Key::page_down;
        default:
            return std::nullopt;  // what it types comes as text
    }
}

}  // namespace

bool Touch::is_idle(std::int64_t now_ms) const {
    return !m_on_target || now_ms - m_down_ms >= stale_after_ms;
}

void Touch::finger(const SDL_TouchFingerEvent& event, int width, int height, std::int64_t now_ms,
                   std::vector<Input>& inputs) {
    const Finger finger{event.touchId, event.fingerId};
    const float x = event.x * static_cast<float>(width);
    const float y = event.y * static_cast<float>(height);
    if (event.type == SDL_FINGERDOWN) {
        if (m_finger && *m_finger != finger && !is_idle(now_ms)) return;
        if (m_finger) give_up(inputs);
        m_finger = finger;
        m_on_target = !m_target_at || m_target_at(x, y);
        m_down_ms = now_ms;
        inputs.emplace_back(PointerMove{x, y});
        inputs.emplace_back(PointerDown{x, y});
        return;
    }
    if (m_finger != finger) return;
    if (event.type == SDL_FINGERMOTION) {
        move_to(x, y, inputs);
        return;
    }
    m_finger.reset();
    inputs.emplace_back(PointerUp{x, y});
    inputs.emplace_back(PointerAway{});
}

void Touch::mouse(const SDL_Event& event, std::int64_t now_ms, std::vector<Input>& inputs) {
    if (m_finger && !is_idle(now_ms)) return;
    switch (event.type) {
        case SDL_MOUSEMOTION:
            if (event.motion.which != SDL_TOUCH_MOUSEID)
                move_to(static_cast<float>(event.motion.x), static_cast<float>(event.motion.y),
                        inputs);
            break;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP: {
            if (event.button.button != SDL_BUTTON_LEFT || event.button.which == SDL_TOUCH_MOUSEID)
                break;
            const auto x = static_cast<float>(event.button.x);
            const auto y = static_cast<float>(event.button.y);
            if (event.type == SDL_MOUSEBUTTONDOWN) {
                if (m_finger) give_up(inputs);
                inputs.emplace_back(PointerMove{x, y});
                inputs.emplace_back(PointerDown{x, y});
            } else if (!m_finger) {
                inputs.emplace_back(PointerUp{x, y});
            }
            break;
        }
        case SDL_MOUSEWHEEL:
            inputs.emplace_back(Wheel{event.wheel.preciseY});
            break;
        default:
            break;
    }
}

void Touch::give_up(std::vector<Input>& inputs) {
    m_finger.reset();
    inputs.emplace_back(PointerAway{});
}

void take_key(const SDL_KeyboardEvent& event, std::vector<Input>& inputs) {
    const unsigned mod = event.keysym.mod;
    // Asks like a closed window; whether it is obeyed is the program's to say.
    if (event.keysym.sym == SDLK_q && (mod & KMOD_CTRL) != 0) inputs.emplace_back(QuitAsked{});
    const std::optional<Key> key = key_of(event.keysym.sym);
    if (!key) return;
    inputs.emplace_back(KeyDown{*key, (mod & KMOD_SHIFT) != 0, (mod & KMOD_CTRL) != 0,
                                (mod & KMOD_ALT) != 0,
                                event.repeat != 0 ? KeyRepeat::held : KeyRepeat::first});
}

void take_text(std::string_view text, std::vector<Input>& inputs) {
    if (!inputs.empty()) {
        if (auto* last = std::get_if<TextTyped>(&inputs.back())) {
            last->text += text;
            return;
        }
    }
    inputs.emplace_back(TextTyped{std::string(text)});
}

}  // namespace tallystick::ui
