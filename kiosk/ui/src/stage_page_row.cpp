// SPDX-License-Identifier: GPL-3.0-or-later
// The row beneath a page: Back, More, what stands beside them, and where that goes without room.
#include <algorithm>
#include <cmath>
#include <utility>

#include <ui/widgets.h>

#include "stage_impl.h"

namespace tallystick::ui {
namespace {

constexpr std::size_t page_row_forms = 3;

bool holds(const Element& e, const std::string& id) {
    return e.id == id || std::any_of(e.children.begin(), e.children.end(),
                                     [&](const Element& child) { return holds(child, id); });
}

void forget_narrow_spacers(Element& row) {
    std::erase_if(row.children, [](const Element& part) {
        return part.kind == Element::Kind::spacer && part.grow <= 0;
    });
}

// Words alone, with less room beside them.
Element narrowed(Element button) {
    if (button.target) button.pad_x = Space::s;
    return without_icons(std::move(button));
}

}  // namespace

Element Stage::Impl::page_row(const Page& page, const std::string& prefix,
                              const std::string& position, std::size_t form,
                              const Element* leads) const {
    std::vector<Element> parts;
    if (page.back) {
        ButtonText words{screen->back};
        words.icon = Icon::chevron_up;
        parts.push_back(button(prefix + back_id, ButtonKind::secondary, std::move(words)));
    }
    if (leads != nullptr) {
        const std::size_t lower = std::min(form, leads->lower.size());
        parts.push_back(lower > 0 ? leads->lower[lower - 1] : *leads);
    }
    if (prefix.empty() && has_beside_pages) {
        for (auto& one : screen->beside_pages(page.first_item)) {
            // The ink of Nastaliq reaches over where its line begins.
            if (!one.target) parts.push_back(spacer(0));
            const std::size_t lower = std::min(form, one.lower.size());
            parts.push_back(lower > 0 ? std::move(one.lower[lower - 1]) : std::move(one));
        }
    }
    parts.push_back(spacer());
    if (!position.empty()) {
        parts.push_back(soft(position));
        parts.push_back(spacer());
    }
    if (page.more) {
        ButtonText words{screen->more};
        words.icon = Icon::chevron_down;
        parts.push_back(button(prefix + more_id, ButtonKind::primary, std::move(words)));
    }
    return row(std::move(parts)).unbroken().spaced(Space::m);
}

// The position goes where it has no room, then words that have a shorter form, then the icons,
// which never say more than the words, then the room inside buttons; at last what has shorter forms
// stands above.
Element Stage::Impl::page_buttons(const Page& page, const std::string& prefix, float width) const {
    // What leads to the first page stands where it takes no height from the cards.
    if (prefix.empty() && page.back && screen->on_later_pages)
        if (auto all = page_row_within(page, prefix, width, &*screen->on_later_pages)) return *all;
    if (auto all = page_row_within(page, prefix, width, nullptr)) return *all;
    if (prefix.empty() && squeeze.beside == Squeeze::Beside::above) return words_above(page, width);
    return narrowed_row(page, prefix, nullptr);
}

Element Stage::Impl::narrowed_row(const Page& page, const std::string& prefix,
                                  const Element* leads) const {
    Element bare = page_row(page, prefix, "", page_row_forms - 1, leads).spaced(Space::s);
    forget_narrow_spacers(bare);
    for (auto& part : bare.children) part = narrowed(std::move(part));
    return bare;
}

std::optional<Element> Stage::Impl::page_row_within(const Page& page, const std::string& prefix,
                                                    float width, const Element* leads) const {
    const bool several = page.more || page.back;
    if (several && page.items > 1 && screen->position) {
        const auto position = screen->position(page.first_item, page.last_item, page.items);
        Element full = page_row(page, prefix, position, 0, leads);
        if (layout->natural(full) <= width) return full;
    }
    Element bare;
    for (std::size_t form = 0; form < page_row_forms; ++form) {
        bare = page_row(page, prefix, "", form, leads);
        if (layout->natural(bare) <= width) return bare;
    }
    for (std::size_t form = 1; form < page_row_forms; ++form) {
        bare = page_row(page, prefix, "", form, leads).spaced(Space::s);
        forget_narrow_spacers(bare);
        for (auto& part : bare.children) part = without_icons(std::move(part));
        if (layout->natural(bare) <= width) return bare;
    }
    bare = narrowed_row(page, prefix, leads);
    if (layout->natural(bare) <= width) return bare;
    return std::nullopt;
}

// What has shorter forms in a line of its own above the buttons, in the fullest that fits; mere
// words only where the header has no room for them.
Element Stage::Impl::words_above(const Page& page, float width) const {
    // Measured before its icons go it would keep that width.
    const auto bar_of = [&](const auto& as) {
        Element bar = page_row(page, "", "", 0, nullptr).spaced(Space::s);
        std::erase_if(bar.children, [](const Element& part) { return !part.lower.empty(); });
        forget_narrow_spacers(bar);
        for (auto& part : bar.children) part = as(std::move(part));
        return bar;
    };
    Element bar = bar_of([](Element part) { return part; });
    if (layout->natural(bar) > width) bar = bar_of(without_icons);
    if (layout->natural(bar) > width) bar = bar_of(narrowed);
    if (!has_beside_pages) return bar;
    std::vector<Element> lines;
    for (auto& one : screen->beside_pages(page.first_item)) {
        if (one.lower.empty() || (!one.target && header_has_room(one.lower.back(), width)))
            continue;
        const auto has_room = [&](Element& form) { return layout->natural(form) <= width; };
        auto lower = std::find_if(one.lower.begin(), one.lower.end(), has_room);
        const bool whole = has_room(one) || lower == one.lower.end();
        lines.push_back(whole ? std::move(one) : std::move(*lower));
    }
    if (lines.empty()) return bar;
    const Space gap = lines.front().target ? Space::s : Space::xs;
    lines.push_back(std::move(bar));
    return column(std::move(lines)).spaced(gap);
}

// Of its buttons, which are higher with icons than without: the last page, with one button fewer,
// may have room for them. The first has no Back. In Nastaliq the position is higher than they are.
float Stage::Impl::page_bar_height(float width, At at) const {
    Page both, first, last;
    both.more = both.back = first.more = last.back = PageAnchor{};
    float highest = 0;
    std::size_t items = 0;
    for (const Element& child : screen->body.children) items += child.made_count;
    const auto pages = at == At::first ? std::vector{&first} : std::vector{&both, &last};
    for (Page* page : pages) {
        page->first_item = at == At::first ? 1 : item_at_anchor();
        page->last_item = page->items = items;
        Element bar = page_buttons(*page, "", width);
        highest = std::max(highest, layout->height(bar, width));
    }
    return highest;
}

bool Stage::Impl::header_has_room(Element& words, float width) const {
    if (header == nullptr || header->kind == Element::Kind::column) return false;
    const float w = layout->natural(words);
    return layout->natural(*header) + layout->metrics().space(Space::m) + w <= width &&
           layout->height(words, w) <= layout->height(*header, width);
}

// Words that have no room beside the pages stand in the header, where it has some.
void Stage::Impl::place_left_out() {
    left_out.reset();
    if (!has_beside_pages || header == nullptr || !body.buttons) return;
    for (auto& one : screen->beside_pages(body.page.first_item)) {
        if (holds(*body.buttons, one.id)) continue;
        left_out = one.lower.empty() ? std::move(one) : std::move(one.lower.back());
    }
    if (!left_out) return;
    const Rect& all = header->laid.rect;
    const float w = layout->natural(*left_out);
    const float h = layout->height(*left_out, w);
    // Where the header has kept its parts apart, else after them.
    float x = all.right() - w;
    for (const auto& part : header->children)
        if (part.kind == Element::Kind::spacer) x = part.laid.rect.x;
    layout->place(*left_out, {x, all.y + std::floor((all.h - h) / 2), w, h});
}

}  // namespace tallystick::ui
