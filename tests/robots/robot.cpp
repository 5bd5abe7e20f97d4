// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot.h"

#include <SDL.h>

#include <cstdio>
#include <cstdlib>
#include <set>

#include <app/strings.h>

namespace tallystick::robots {
namespace {

std::int64_t passed_ms = 0;
constexpr std::int64_t look_ms = 1000;

constexpr int most_pages = 240;
constexpr int most_moves = 600;
constexpr int step_ms = 5, patience_steps = 2000;
constexpr const char* more = "page/more";
constexpr const char* back = "page/back";

void push(SDL_Event& event) {
    if (SDL_PushEvent(&event) < 0) std::fprintf(stderr, "robot: %s\n", SDL_GetError());
}

void push_finger(Uint32 type, float x, float y) {
    SDL_Event event;
    SDL_zero(event);
    event.type = type;
    event.tfinger.touchId = 1;
    event.tfinger.fingerId = 1;
    event.tfinger.x = x;
    event.tfinger.y = y;
    push(event);
}

void push_text(const std::string& text) {
    // SDL carries at most 31 bytes in one text event; a scanner sends one character at a time.
    for (char character : text) {
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_TEXTINPUT;
        event.text.text[0] = character;
        push(event);
    }
}

}  // namespace

ui::Clock person_clock(ui::Clock base) {
    return [base = std::move(base)] { return base() + passed_ms; };
}

void let_pass(std::int64_t ms) {
    passed_ms += ms;
}

void Robot::give_up(const std::string& why) const {
    std::fprintf(stderr, "robot: error: %s\nrobot: screen %d shows:\n", why.c_str(),
                 static_cast<int>(m_kiosk->state().screen));
    for (const ui::SemanticNode& node : m_kiosk->tree().nodes())
        if (node.target || node.role == ui::Role::status)
            std::fprintf(stderr, "  %-28s %s%s\n", node.id.c_str(), node.label.c_str(),
                         node.enabled ? "" : " (not available)");
    std::exit(1);
}

bool Robot::shows(const std::string& id) const {
    const ui::SemanticNode* node = m_kiosk->tree().find(id);
    return node && node->target;
}

void Robot::wait_for(const std::function<bool(const app::State&)>& holds, const std::string& what) {
    for (int i = 0; i < patience_steps; ++i) {
        if (holds(m_kiosk->state())) return;
        m_kiosk->step(step_ms);
    }
    give_up("waited in vain for " + what);
}

void Robot::touch(const ui::SemanticNode& node) {
    const float width = static_cast<float>(m_kiosk->window().width());
    const float height = static_cast<float>(m_kiosk->window().height());
    const float x = (node.rect.x + node.rect.w / 2) / width;
    const float y = (node.rect.y + node.rect.h / 2) / height;
    let_pass(look_ms);
    push_finger(SDL_FINGERDOWN, x, y);
    m_kiosk->step(0);
    push_finger(SDL_FINGERUP, x, y);
    m_kiosk->step(0);
}

void Robot::key(int sdl_key) {
    SDL_Event event;
    SDL_zero(event);
    event.type = SDL_KEYDOWN;
    event.key.state = SDL_PRESSED;
    event.key.keysym.sym = sdl_key;
    push(event);
    event.type = SDL_KEYUP;
    event.key.state = SDL_RELEASED;
    push(event);
    m_kiosk->step(0);
}

void Robot::press_focused(const std::string& id, int next_key, int select_key) {
    for (int moves = 0; moves < most_moves; ++moves) {
        if (m_kiosk->focused_id() == id) {
            let_pass(look_ms);
            return key(select_key);
        }
        key(next_key);
    }
    give_up("focus never came to " + id);
}

void Robot::press_here(const std::string& id) {
    const ui::SemanticNode* node = m_kiosk->tree().find(id);
    switch (m_method) {
        case InputMethod::touch:
            return touch(*node);
        case InputMethod::keyboard:
        case InputMethod::speech:
            return press_focused(id, SDLK_DOWN, SDLK_RETURN);
        case InputMethod::switches:
            return press_focused(id, SDLK_F7, SDLK_F8);
    }
}

bool Robot::find_page_of(const std::string& id) {
    for (const char* way : {more, back})
        for (int page = 0; page < most_pages && !shows(id); ++page) {
            // A dialog that is too tall for its screen turns pages of its own.
            const std::string of_dialog = std::string("dialog/") + way;
            const std::string button_id = shows(of_dialog) ? of_dialog : way;
            const ui::SemanticNode* button = m_kiosk->tree().find(button_id);
            if (!button || !button->target || !button->enabled) break;
            press_here(button_id);
        }
    return shows(id);
}

// Down, listen, down, listen: a person who cannot see the screen has nothing else to go by.
void Robot::press_heard(const std::string& heard) {
    const auto last_said = [&] {
        return m_speech->said.empty() ? std::string() : m_speech->said.back().text;
    };
    const auto matches = [&](const std::string& said) {
        const bool begins = said.compare(0, heard.size(), heard) == 0;
        const std::string rest = begins ? said.substr(heard.size(), 1) : std::string();
        return begins && (rest.empty() || rest == "," || rest == ".");
    };
    std::set<std::string> page_before;
    bool from_the_top = false;
    for (int page = 0; page < 2 * most_pages; ++page) {
        std::string first;
        std::set<std::string> all;
        for (int moves = 0; moves < most_moves; ++moves) {
            key(SDLK_DOWN);
            const std::string said = last_said();
            if (matches(said)) {
                let_pass(look_ms);
                return key(SDLK_RETURN);
            }
            if (said == first) break;  // once round
            if (moves == 0) first = said;
            all.insert(said);
        }
        if (all == page_before && from_the_top) break;
        if (all == page_before) {  // the last page: begin again with the first
            from_the_top = true;
            for (int up = 0; up < most_pages; ++up) key(SDLK_PAGEUP);
            all.clear();
        } else {
            key(SDLK_PAGEDOWN);
        }
        page_before = all;
    }
    give_up("never heard \"" + heard + "\"");
}

void Robot::press(const std::string& id, const std::string& heard) {
    ++m_presses;
    if (m_method == InputMethod::speech && !heard.empty() && m_kiosk->state().access.read_aloud)
        return press_heard(app::for_voice(heard, m_kiosk->state().round().currency));
    if (!find_page_of(id)) give_up("there is no " + id);
    if (!m_kiosk->tree().find(id)->enabled) give_up(id + " is not available");
    press_here(id);
}

void Robot::expect_heard(const std::string& words) const {
    if (m_method != InputMethod::speech || !m_kiosk->state().access.read_aloud) return;
    const std::string said = m_speech->said.empty() ? std::string() : m_speech->said.back().text;
    const std::string wanted = app::for_voice(words, m_kiosk->state().round().currency);
    if (said.find(wanted) == std::string::npos)
        give_up("\"" + wanted + "\" was not heard but \"" + said + "\"");
}

void Robot::take_offer(const std::string& language) {
    constexpr int most_languages = 30;
    key(SDLK_DOWN);
    for (int i = 0; i < most_languages; ++i) {
        if (!m_speech->said.empty() && m_speech->said.back().language == language) {
            let_pass(look_ms);
            key(SDLK_RETURN);
            if (!m_kiosk->state().access.read_aloud) give_up("the offer to read aloud was refused");
            return;
        }
        m_speech->finish();
        m_kiosk->step(0);
        let_pass(2 * look_ms);
        m_kiosk->step(0);
    }
    give_up("reading aloud was never offered in " + language);
}

void Robot::scan(const std::string& text) {
    push_text(text);
    SDL_Event event;
    SDL_zero(event);
    event.type = SDL_KEYDOWN;
    event.key.state = SDL_PRESSED;
    event.key.keysym.sym = SDLK_RETURN;
    push(event);
    m_kiosk->step(0);
    let_pass(look_ms);
}

}  // namespace tallystick::robots
