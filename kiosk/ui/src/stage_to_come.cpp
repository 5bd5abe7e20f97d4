// SPDX-License-Identifier: GPL-3.0-or-later
// What the footer says while there are pages to come.
#include <tuple>

#include "stage_impl.h"

namespace tallystick::ui {
namespace {

Element* find(Element& e, const std::string& id) {
    if (e.id == id) return &e;
    for (auto& child : e.children)
        if (Element* found = find(child, id)) return found;
    return nullptr;
}

}  // namespace

void Stage::Impl::remember_needed() {
    needed_as_given.clear();
    for (Element& one : screen->footers) {
        const Element* needed = find(one, needed_id);
        needed_as_given.emplace_back();
        if (needed != nullptr) needed_as_given.back() = {needed->text, needed->label};
    }
}

// As it was given, so that each page is measured alike.
void Stage::Impl::forget_what_is_to_come() {
    if (!screen->needed_on_page) return;
    for (std::size_t i = 0; i < screen->footers.size() && i < needed_as_given.size(); ++i)
        if (Element* needed = find(screen->footers[i], needed_id)) {
            std::tie(needed->text, needed->label) = needed_as_given[i];
            forget_measures(screen->footers[i]);
        }
}

// While items are to come More is the next step, and the footer says how many they are.
void Stage::Impl::say_what_is_to_come() {
    if (footer == nullptr || !screen->needed_on_page) return;
    const Page& page = body.page;
    const std::size_t to_come = page.more ? page.items - page.last_item : 0;
    Element* next = find(*footer, screen->emphasised_last);
    if (next != nullptr && (next->look == Look::proceed || next->look == Look::secondary))
        next->look = to_come > 0 ? Look::secondary : Look::proceed;
    Element* needed = find(*footer, needed_id);
    if (needed == nullptr || to_come == 0) return;
    const Rect place = footer->laid.rect;
    const std::string before = needed->text;
    needed->text = screen->needed_on_page(to_come);
    forget_measures(*footer);
    if (layout->height(*footer, place.w) > place.h) {
        needed->text = before;
        forget_measures(*footer);
    } else {
        needed->label = needed->text;
    }
    layout->place(*footer, place);
}

}  // namespace tallystick::ui
