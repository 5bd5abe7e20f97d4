// SPDX-License-Identifier: GPL-3.0-or-later
// Where the keyboard, keypad or two switches stand on the screen, by stable id, so that it survives
// every redraw. Next and previous go through the targets in reading order and round again; in
// right-to-left screens the left arrow goes on. Pure; one thread.
#pragma once

#include <optional>
#include <string>

#include <ui/input.h>
#include <ui/semantic.h>
#include <ui/text.h>

namespace tallystick::ui {

// Which keys the two switches send (settable in the kiosk's devices).
struct SwitchKeys {
    Key next = Key::f7;
    Key select = Key::f8;
    friend bool operator==(const SwitchKeys&, const SwitchKeys&) = default;
};

enum class FocusMove { next, previous, first, last };

// What a key asks for, before anything is known of the screen.
struct KeyMeaning {
    std::optional<FocusMove> move;
    bool activate = false;
    bool cancel = false;
    bool page_more = false;
    bool page_back = false;
};
[[nodiscard]] KeyMeaning meaning_of(const KeyDown& key, Direction direction,
                                    const SwitchKeys& switches);

enum class Ring { usual, wide };  // wide: a key was felt that does nothing

class Focus {
public:
    [[nodiscard]] const std::string& id() const { return m_id; }
    // The ring is drawn only after a key was used, and until the screen is touched.
    [[nodiscard]] bool visible() const { return m_visible; }
    void hide() { m_visible = false; }
    void show() { m_visible = true; }
    void set(std::string id) { m_id = std::move(id); }
    void clear();

    void move(FocusMove by, const SemanticTree& tree);
    // After a redraw: keeps the id if it is still a target; otherwise the target that now stands
    // at its place in reading order, or the first of a dialog that has come up.
    void settle(const SemanticTree& tree);

private:
    std::string m_id;
    std::size_t m_index = 0;
    int m_layer = 0;
    bool m_visible = false;
};

}  // namespace tallystick::ui
