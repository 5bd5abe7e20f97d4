// SPDX-License-Identifier: GPL-3.0-or-later
#include "enter.h"

#include <algorithm>

namespace tallystick::ui {

bool Enter::fits(const Element& e) const {
    if (!e.laid.shown) return true;
    if (e.kind == Element::Kind::text) {
        const bool one_line = m_layout.text_width(e) <= e.laid.rect.w;
        const bool wide_enough = one_line || m_layout.longest_word(e) <= e.laid.rect.w + 2;
        return wide_enough && m_layout.missing_glyphs(e) == 0;
    }
    return std::all_of(e.children.begin(), e.children.end(),
                       [&](const Element& child) { return fits(child); });
}

SemanticNode Enter::node(const Element& e, const std::string& parent) const {
    SemanticNode n;
    n.id = e.id;
    n.parent = parent;
    n.role = e.role.value_or(Role::text);
    n.label = plain(e.label.empty() ? e.text : e.label);
    n.value = plain(e.value);
    n.reason = plain(e.reason);
    n.rect = e.laid.visible;
    if (m_layout.is_cut(e)) n.whole_at = e.whole_at;
    n.target = e.target;
    n.enabled = e.enabled;
    n.selected = e.selected;
    n.layer = m_layer;
    return n;
}

void Enter::enter_box(const Element& e) {
    m_tree.add(node(e, ""));
}

void Enter::enter(const Element& e, const std::string& parent) {
    if (!e.laid.shown) return;
    if (e.kind == Element::Kind::text || (e.role && !e.id.empty()) || e.role == Role::image) {
        SemanticNode n = node(e, parent);
        if (n.id.empty()) n.id = m_scope + "#" + std::to_string(++m_texts);
        const bool holds_others =
            e.role == Role::group || e.role == Role::dialog || (!e.role && !e.children.empty());
        n.fits = holds_others || fits(e);
        const std::string id = n.id;
        m_tree.add(std::move(n));
        if (holds_others) {
            for (const auto& child : e.children) enter(child, id);
        }
        return;
    }
    for (const auto& child : e.children) enter(child, parent);
}

}  // namespace tallystick::ui
