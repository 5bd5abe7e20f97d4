// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/semantic.h>

#include <algorithm>

namespace tallystick::ui {
namespace {

bool names(std::string_view label, std::string_view wanted) {
    return label == wanted || (label.size() > wanted.size() && label.starts_with(wanted) &&
                               label[wanted.size()] == ',');
}

void append(std::string& sentence, std::string_view part) {
    if (part.empty()) return;
    if (!sentence.empty()) sentence += ", ";
    sentence += part;
}

}  // namespace

std::string plain(const std::string& words) {
    std::string out;
    out.reserve(words.size());
    for (std::size_t i = 0; i < words.size();) {
        const std::string_view rest = std::string_view(words).substr(i);
        // U+2066 … U+2069, U+200E and U+200F
        const bool isolate = rest.starts_with("\xE2\x81") && rest.size() > 2 &&
                             static_cast<unsigned char>(rest[2]) >= 0xA6 &&
                             static_cast<unsigned char>(rest[2]) <= 0xA9;
        if (isolate || rest.starts_with("\xE2\x80\x8E") || rest.starts_with("\xE2\x80\x8F")) {
            i += 3;
        } else if (rest.starts_with("\xC2\xA0")) {  // no-break space
            out += ' ';
            i += 2;
        } else if (rest.starts_with("\xE2\x80\xAF")) {  // narrow no-break space
            out += ' ';
            i += 3;
        } else {
            out += words[i++];
        }
    }
    return out;
}

std::string_view role_name(Role role) {
    constexpr std::string_view names[] = {"group",  "dialog",   "heading", "text", "button",
                                          "toggle", "choice",   "tab",     "key",  "field",
                                          "status", "progress", "image"};
    return names[static_cast<std::size_t>(role)];
}

const SemanticNode* SemanticTree::find(std::string_view id) const {
    const auto it = std::find_if(m_nodes.begin(), m_nodes.end(),
                                 [&](const SemanticNode& node) { return node.id == id; });
    return it == m_nodes.end() ? nullptr : &*it;
}

bool SemanticTree::within(const SemanticNode& node, std::string_view group_label) const {
    for (const auto* up = find(node.parent); up != nullptr; up = find(up->parent)) {
        if (names(up->label, group_label)) return true;
        if (up->parent.empty() || up->parent == up->id) break;
    }
    return false;
}

const SemanticNode* SemanticTree::find(Role role, std::string_view label,
                                       std::string_view group_label) const {
    for (const auto& node : m_nodes) {
        if (node.role != role || !names(node.label, label)) continue;
        if (group_label.empty() || within(node, group_label)) return &node;
    }
    return nullptr;
}

int SemanticTree::top_layer() const {
    int top = 0;
    for (const auto& node : m_nodes) top = std::max(top, node.layer);
    return top;
}

std::vector<const SemanticNode*> SemanticTree::targets() const {
    const int top = top_layer();
    std::vector<const SemanticNode*> found;
    for (const auto& node : m_nodes) {
        if (node.target && node.layer == top) found.push_back(&node);
    }
    return found;
}

const SemanticNode* SemanticTree::target_at(float x, float y) const {
    for (const auto* node : targets()) {
        if (node->rect.contains(x, y)) return node;
    }
    return nullptr;
}

std::string spoken(const SemanticNode& node, const SpeechWords& words) {
    std::string sentence = node.label;
    append(sentence, node.value);
    if (node.role == Role::button) append(sentence, words.button);
    if (node.selected) append(sentence, words.selected);
    if (node.target && !node.enabled) append(sentence, words.unavailable);
    append(sentence, node.reason);
    return sentence;
}

std::vector<std::string> reading(const SemanticTree& tree, const SpeechWords& words) {
    const int top = tree.top_layer();
    std::vector<std::string> sentences;
    for (const auto& node : tree.nodes()) {
        if (node.layer != top || node.label.empty()) continue;
        // A group's name is said by the heading or the buttons inside it.
        if (node.role == Role::group || node.role == Role::dialog) continue;
        sentences.push_back(spoken(node, words));
    }
    return sentences;
}

}  // namespace tallystick::ui
