// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/stage.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "stage_impl.h"

namespace tallystick::ui {
namespace {

constexpr double swipe_mm = 14;

// Whole ids: "vote/front-page/more" is a button of the proposal "front-page".
bool is_page_button(const std::string& id) {
    const std::string_view own =
        id.starts_with(dialog_prefix) ? std::string_view(id).substr(dialog_prefix.size()) : id;
    return own == more_id || own == back_id;
}

std::string other_page_button(const std::string& id) {
    const std::string_view own = id.ends_with(more_id) ? more_id : back_id;
    return id.substr(0, id.size() - own.size()) + (own == more_id ? back_id : more_id);
}

std::string dialog_of(const Screen& screen) {
    return screen.dialog ? screen.dialog->id : std::string();
}

}  // namespace

Stage::Stage(TextEngine& text, Icons& icons, Pictures& pictures, Textures& textures)
    : m_impl(std::make_unique<Impl>(Brushes{text, icons, pictures, textures})) {}

Stage::~Stage() = default;

bool Stage::Impl::turn(const std::string& id) {
    const auto& page = top().page;
    const bool more = id.ends_with(more_id);
    const auto& to = more ? page.more : page.back;
    if (!to) return false;
    anchors[screen->dialog ? dialog_key() : page_key()] = *to;
    return true;
}

void Stage::set(const StageSettings& settings) {
    if (settings == m_settings) return;
    m_settings = settings;
    if (!m_impl->screen) return;
    // Measures hang on text size and pixels; the app shows the screen anew right after this.
    forget_measures(*m_impl->screen);
    m_impl->arrange(m_settings);
    m_impl->enter(m_tree);
    m_focus.settle(m_tree);
}

void Stage::show(Screen screen) {
    const bool other = !m_impl->screen || m_impl->screen->id != screen.id;
    // A finger that came down on another dialog, or on none, presses nothing of this one.
    const std::string dialog = dialog_of(screen);
    const bool other_dialog = other || dialog_of(*m_impl->screen) != dialog;
    if (!other && m_impl->screen->list != screen.list) m_impl->anchors.erase(screen.id);
    if (other) m_focus_under.clear();
    if (other_dialog && !other) m_focus_under[dialog_of(*m_impl->screen)] = m_focus;
    m_impl->screen = std::move(screen);
    m_impl->header = m_impl->footer = nullptr;
    m_impl->remember_needed();
    m_impl->arrange(m_settings);
    m_impl->enter(m_tree);
    if (other_dialog) {
        m_pressed.clear();
        m_impl->is_down = false;
    }
    if (other && !m_focus.id().empty()) {
        const auto targets = m_tree.targets();
        m_focus.set(targets.empty() ? "" : targets.front()->id);
    }
    if (other_dialog && (other || !focus_back(dialog))) focus_in_dialog();
    m_focus.settle(m_tree);
}

// Even where it stood nowhere: the first key shows it there.
void Stage::focus_in_dialog() {
    if (!m_impl->screen->dialog || m_impl->screen->dialog_focus.empty()) return;
    for (const std::string& id :
         {m_impl->screen->dialog_focus, std::string(dialog_prefix) + more_id}) {
        const auto* node = m_tree.find(id);
        if (node == nullptr || !node->target) continue;
        m_focus.set(id);
        return;
    }
}

// To where it was before the dialogs that are gone came up; false where none are gone.
bool Stage::focus_back(const std::string& dialog) {
    const auto under = m_focus_under.find(dialog);
    if (under == m_focus_under.end()) return false;
    const bool visible = m_focus.visible();
    m_focus = under->second;
    m_focus.hide();
    if (visible) m_focus.show();
    m_focus_under.erase(under);
    if (dialog.empty()) m_focus_under.clear();
    return true;
}

const SemanticNode* Stage::focused() const {
    return m_focus.id().empty() ? nullptr : m_tree.find(m_focus.id());
}

void Stage::focus_on(const std::string& id) {
    m_focus.set(id);
    m_focus.show();
    m_focus.settle(m_tree);
}

void Stage::show_focus() {
    m_focus.show();
    if (focused() == nullptr) m_focus.move(FocusMove::first, m_tree);
}

void Stage::reset() {
    m_focus.clear();
    m_focus_under.clear();
    m_pressed.clear();
    m_impl->is_down = false;
    m_impl->anchors.clear();
    m_impl->qrs.clear();
}

void Stage::activate(const std::string& id, Outcome& outcome) {
    const auto* node = m_tree.find(id);
    if (node == nullptr || !node->target) return;
    outcome.redraw = true;
    if (is_page_button(id)) {
        outcome.page_turned = outcome.page_pressed = turn_page(id);
        return;
    }
    outcome.activated = id;
    outcome.available = node->enabled;
}

bool Stage::turn_page(const std::string& id) {
    if (!m_impl->turn(id)) return false;
    m_impl->arrange(m_settings);
    m_impl->enter(m_tree);
    // What stands in the place of a More that is gone is no button to press once too often.
    const std::string& focus = m_focus.id();
    if (is_page_button(focus) && m_tree.find(focus) == nullptr)
        m_focus.set(other_page_button(focus));
    m_focus.settle(m_tree);
    return true;
}

void Stage::lift(float x, float y, Outcome& outcome) {
    if (!m_impl->is_down) return;
    m_impl->is_down = false;
    const std::string pressed = std::exchange(m_pressed, {});
    outcome.redraw = true;
    const float dx = x - m_impl->down_x;
    const float dy = y - m_impl->down_y;
    const auto far = static_cast<float>(swipe_mm) * m_settings.px_per_mm;
    if (std::abs(dy) > far && std::abs(dy) > 2 * std::abs(dx)) {
        const bool turned = turn_page(dy < 0 ? more_id : back_id);
        outcome.page_turned = turned;
        if (turned) return;
    }
    const auto* node = m_tree.target_at(x, y);
    if (node != nullptr && !pressed.empty() && node->id == pressed) activate(pressed, outcome);
}

void Stage::key(const KeyDown& down, Outcome& outcome) {
    const auto direction = direction_of(m_impl->screen->language);
    const KeyMeaning meaning = meaning_of(down, direction, m_settings.switches);
    const bool was_visible = m_focus.visible() && focused() != nullptr;
    if (meaning.move) {
        m_focus.move(*meaning.move, m_tree);
        outcome.focus_moved = outcome.redraw = true;
    } else if (meaning.activate && was_visible) {
        const std::string id = m_focus.id();
        activate(id, outcome);
    } else if (meaning.activate) {
        show_focus();
        outcome.focus_moved = outcome.focus_shown = outcome.redraw = true;
    } else if (meaning.cancel) {
        outcome.cancelled = true;
    } else if (meaning.page_more || meaning.page_back) {
        outcome.page_turned = turn_page(meaning.page_more ? more_id : back_id);
        outcome.redraw = outcome.page_turned;
    }
}

Outcome Stage::handle(const Input& input) {
    Outcome outcome;
    if (!m_impl->screen) return outcome;
    if (const auto* down = std::get_if<PointerDown>(&input)) {
        m_impl->is_down = true;
        m_impl->down_x = down->x;
        m_impl->down_y = down->y;
        const auto* node = m_tree.target_at(down->x, down->y);
        m_pressed = node == nullptr ? "" : node->id;
        if (node != nullptr) m_focus.set(node->id);
        m_focus.hide();
        outcome.redraw = true;
    } else if (const auto* up = std::get_if<PointerUp>(&input)) {
        lift(up->x, up->y, outcome);
    } else if (std::holds_alternative<PointerAway>(input)) {
        outcome.redraw = !m_pressed.empty();
        m_pressed.clear();
        m_impl->is_down = false;
    } else if (const auto* wheel = std::get_if<Wheel>(&input)) {
        outcome.page_turned = turn_page(wheel->lines < 0 ? more_id : back_id);
        outcome.redraw = outcome.page_turned;
    } else if (const auto* pressed = std::get_if<KeyDown>(&input)) {
        key(*pressed, outcome);
    }
    return outcome;
}

void Stage::paint(ImDrawList& list) {
    if (!m_impl->screen) return;
    const Theme& colours = theme(m_settings.theme);
    Painter painter(list, m_impl->brushes, m_impl->qrs, *m_impl->layout, colours, m_pressed);
    const auto pages = [&](const Paged& paged) {
        if (paged.page.clip) {
            const Rect& c = *paged.page.clip;
            list.PushClipRect({0, c.y}, {m_settings.size.w, c.bottom()}, true);
        }
        for (const auto* e : paged.page.shown) painter.paint(*e);
        if (paged.page.clip) list.PopClipRect();
        if (paged.buttons) painter.paint(*paged.buttons);
    };
    const Rect whole{0, 0, m_settings.size.w, m_settings.size.h};
    if (m_impl->header != nullptr) painter.band(m_impl->header_band);
    if (m_impl->footer != nullptr) painter.band(m_impl->footer_band);
    if (m_impl->reach_title) painter.paint(*m_impl->reach_title);
    pages(m_impl->body);
    if (m_impl->header != nullptr) painter.paint(*m_impl->header);
    if (m_impl->left_out) painter.paint(*m_impl->left_out);
    if (m_impl->footer != nullptr) painter.paint(*m_impl->footer);
    if (m_impl->screen->dialog) {
        painter.fill(whole, colours.scrim);
        if (m_impl->dialog.buttons) painter.paint_box(*m_impl->screen->dialog);
        pages(m_impl->dialog);
    }
    if (const auto* node = focused(); node != nullptr && m_focus.visible())
        painter.ring(node->rect, m_ring);
}

}  // namespace tallystick::ui
