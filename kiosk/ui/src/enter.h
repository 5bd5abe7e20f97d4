// SPDX-License-Identifier: GPL-3.0-or-later
// Enters placed elements in the semantic tree: groups, targets and what stands between them. What
// is inside a target is heard as the target, not by itself.
#pragma once

#include <string>

#include <ui/semantic.h>

#include "layout.h"

namespace tallystick::ui {

class Enter {
public:
    Enter(SemanticTree& tree, const Layout& layout, std::string scope, int layer)
        : m_tree(tree), m_layout(layout), m_scope(std::move(scope)), m_layer(layer) {}

    void enter(const Element& e, const std::string& parent);
    void enter_box(const Element& e);  // the element alone, without its children

private:
    [[nodiscard]] SemanticNode node(const Element& e, const std::string& parent) const;
    [[nodiscard]] bool fits(const Element& e) const;

    SemanticTree& m_tree;
    const Layout& m_layout;
    std::string m_scope;
    int m_layer;
    int m_texts = 0;
};

}  // namespace tallystick::ui
