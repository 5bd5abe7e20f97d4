// SPDX-License-Identifier: GPL-3.0-or-later
// A dialog over the page. One that is too tall is paged like a body, but its own buttons stay: the
// way out is on each page.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "stage_impl.h"

namespace tallystick::ui {
namespace {

bool is_button_row(const Element& e) {
    return e.kind == Element::Kind::row && !e.children.empty() &&
           std::all_of(e.children.begin(), e.children.end(),
                       [](const Element& child) { return child.target; });
}

}  // namespace

// One row where there is room, between Back and More; else the buttons stand below these.
Element Stage::Impl::dialog_bar(const Page& page, const Element& own, float width) const {
    Element one = page_row(page, "dialog/", "", 0, nullptr);
    std::vector<Element> buttons = own.children;
    for (auto& button : buttons) button.grow = 0;
    one.children.insert(one.children.begin() + (page.back ? 1 : 0),
                        std::make_move_iterator(buttons.begin()),
                        std::make_move_iterator(buttons.end()));
    one.cross = Cross::stretch;
    if (layout->natural(one) <= width) return one;
    Element below = own;
    return column(elements(page_buttons(page, "dialog/", width), std::move(below)))
        .spaced(Space::s);
}

// Of any page, the first and the last among them.
float Stage::Impl::dialog_bar_height(const Element& own, float width) const {
    Page both, first, last;
    both.more = both.back = first.more = last.back = PageAnchor{};
    float highest = 0;
    for (const Page* page : {&both, &first, &last}) {
        Element bar = dialog_bar(*page, own, width);
        highest = std::max(highest, layout->height(bar, width));
    }
    return highest;
}

// False where the buttons would leave too little: then they are paged with the rest.
bool Stage::Impl::open_dialog(Element& box, const Rect& area) {
    if (box.children.size() < 2 || !is_button_row(box.children.back())) return false;
    const float bar = dialog_bar_height(box.children.back(), area.w);
    const float room = area.h - bar - layout->metrics().pad(Space::m);
    if (room < 0.35F * area.h) return false;
    // What the page points to stays where it is: taking the last one out moves none of the others.
    Element own = std::move(box.children.back());
    box.children.pop_back();
    Flow flow = flow_of(box, area.w);
    dialog.page = flow.open(anchors[dialog_key()], {area.x, area.y, area.w, room});
    dialog.buttons = dialog_bar(dialog.page, own, area.w);
    layout->place(*dialog.buttons, {area.x, area.bottom() - bar, area.w, bar});
    box.children.push_back(std::move(own));
    return true;
}

void Stage::Impl::place_dialog(const Rect& region) {
    dialog = {};
    if (!screen->dialog) return;
    Element& box = *screen->dialog;
    const float margin = layout->metrics().space(Space::m);
    const float widest = region.w - 2 * margin;
    float w = std::min(widest, std::max(layout->natural(box), 0.0F));
    if (box.most_em > 0) {
        w = std::min(widest, box.most_em * layout->metrics().em(Type::body));
    }
    const float h = layout->height(box, w);
    const float room = region.h - 2 * margin;
    if (h <= room) {
        layout->place(box, {region.x + std::floor((region.w - w) / 2),
                            region.y + std::floor((region.h - h) / 2), w, h});
        dialog.page.shown = {&box};
        return;
    }
    // Too tall: the box takes the whole region and its contents are paged inside it.
    const Rect all{region.x + margin, region.y + margin, widest, room};
    box.laid.rect = box.laid.visible = all;
    const float px = layout->pad_x(box);
    const float py = layout->pad_y(box);
    const Rect inside{all.x + px, all.y + py, all.w - 2 * px, all.h - 2 * py};
    if (!open_dialog(box, inside)) open_pages(box, inside, dialog_key(), "dialog/", dialog);
}

}  // namespace tallystick::ui
