// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/focus.h>

#include <algorithm>

namespace tallystick::ui {

KeyMeaning meaning_of(const KeyDown& key, Direction direction, const SwitchKeys& switches) {
    KeyMeaning meaning;
    const bool first = key.repeat == KeyRepeat::first;
    if (key.key == switches.next) {
        if (first) meaning.move = FocusMove::next;
        return meaning;
    }
    if (key.key == switches.select) {
        meaning.activate = first;
        return meaning;
    }
    const bool mirrored = direction == Direction::right_to_left;
    switch (key.key) {
        case Key::down:
            meaning.move = FocusMove::next;
            break;
        case Key::up:
            meaning.move = FocusMove::previous;
            break;
        case Key::tab:
            meaning.move = key.shift ? FocusMove::previous : FocusMove::next;
            break;
        case Key::right:
            meaning.move = mirrored ? FocusMove::previous : FocusMove::next;
            break;
        case Key::left:
            meaning.move = mirrored ? FocusMove::next : FocusMove::previous;
            break;
        case Key::home:
            meaning.move = FocusMove::first;
            break;
        case Key::end:
            meaning.move = FocusMove::last;
            break;
        case Key::enter:
        case Key::space:
            meaning.activate = first;
            break;
        case Key::escape:
            meaning.cancel = first;
            break;
        case Key::page_down:
            meaning.page_more = first;
            break;
        case Key::page_up:
            meaning.page_back = first;
            break;
        default:
            break;
    }
    return meaning;
}

void Focus::clear() {
    *this = Focus{};
}

void Focus::move(FocusMove by, const SemanticTree& tree) {
    const auto targets = tree.targets();
    if (targets.empty()) return;
    const auto here = std::find_if(targets.begin(), targets.end(),
                                   [&](const SemanticNode* node) { return node->id == m_id; });
    const std::size_t last = targets.size() - 1;
    std::size_t at = static_cast<std::size_t>(here - targets.begin());
    const bool nowhere = here == targets.end();
    switch (by) {
        case FocusMove::next:
            at = nowhere || at == last ? 0 : at + 1;
            break;
        case FocusMove::previous:
            at = nowhere || at == 0 ? last : at - 1;
            break;
        case FocusMove::first:
            at = 0;
            break;
        case FocusMove::last:
            at = last;
            break;
    }
    m_id = targets[at]->id;
    m_index = at;
    m_visible = true;
}

void Focus::settle(const SemanticTree& tree) {
    const auto targets = tree.targets();
    const int layer = tree.top_layer();
    const bool other_layer = layer != m_layer;
    m_layer = layer;
    if (m_id.empty()) return;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (targets[i]->id != m_id) continue;
        m_index = i;
        return;
    }
    if (targets.empty()) {
        m_id.clear();
        return;
    }
    m_index = other_layer ? 0 : std::min(m_index, targets.size() - 1);
    m_id = targets[m_index]->id;
}

}  // namespace tallystick::ui
