// SPDX-License-Identifier: GPL-3.0-or-later
// What is on the screen, as a person who cannot see it would be told: every widget that is drawn
// enters its role, label, value, state and rectangle. The one source for keyboard and switch
// focus, for speech, for the automatic checks of size and overlap, and for the robots that vote.
// A value, rebuilt with each view, in reading order. Not thread-safe, nothing shared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ui/geometry.h>

namespace tallystick::ui {

enum class Role {
    group,
    dialog,
    heading,
    text,
    button,
    toggle,
    choice,
    tab,
    key,
    field,
    status,
    progress,
    image
};
[[nodiscard]] std::string_view role_name(Role role);

struct SemanticNode {
    std::string id;      // stable over redraws, languages and text sizes; unique in the tree
    std::string parent;  // id of the enclosing group, empty at the top
    Role role = Role::text;
    std::string label;      // as heard: "Add, Juice bar, £2,500"
    std::string value;      // "2 of 5", the typed code; empty where there is none
    std::string reason;     // why it is not available, or what it will do
    Rect rect;              // px, as drawn (already mirrored)
    bool target = false;    // can be touched, focused and activated
    bool enabled = true;    // a target that is not: touching it explains
    bool selected = false;  // chosen, pressed in, current tab
    bool focused = false;
    bool fits = true;      // its text was drawn whole, with a glyph for every character
    std::string whole_at;  // where it ends in an ellipsis: the target that leads to all of it
    int layer = 0;         // 0 the page, 1 a dialog over it (the page below is then no target)
};

class SemanticTree {
public:
    void clear() { m_nodes.clear(); }
    void add(SemanticNode node) { m_nodes.push_back(std::move(node)); }

    [[nodiscard]] const std::vector<SemanticNode>& nodes() const { return m_nodes; }
    [[nodiscard]] const SemanticNode* find(std::string_view id) const;
    // The first target of that role whose label is `label` or begins with "label," (so "Add" and
    // "Add, Juice bar" both find "Add, Juice bar, £2,500"), inside the group of that label if one
    // is given. Null where there is none.
    [[nodiscard]] const SemanticNode* find(Role role, std::string_view label,
                                           std::string_view group_label = {}) const;
    [[nodiscard]] bool within(const SemanticNode& node, std::string_view group_label) const;
    // Targets in reading order: what focus goes through.
    [[nodiscard]] std::vector<const SemanticNode*> targets() const;
    [[nodiscard]] const SemanticNode* target_at(float x, float y) const;
    [[nodiscard]] int top_layer() const;

private:
    std::vector<SemanticNode> m_nodes;
};

// As labels stand in the tree: without marks of direction, with ordinary spaces.
[[nodiscard]] std::string plain(const std::string& words);

// Words that speech adds, in the voter's language: said after the label.
struct SpeechWords {
    std::string selected;     // "selected"
    std::string unavailable;  // "not available"
    std::string button;       // empty in languages and modes that do without
};
// What is said of one item: label, value, state, reason, in that order.
[[nodiscard]] std::string spoken(const SemanticNode& node, const SpeechWords& words);
// The whole screen (the top layer), a sentence per item, for reading aloud from the start.
[[nodiscard]] std::vector<std::string> reading(const SemanticTree& tree, const SpeechWords& words);

}  // namespace tallystick::ui
