// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <ui/widgets.h>

#include "stage_impl.h"

namespace tallystick::ui {

Element Stage::Impl::page_buttons(const Page& page, const std::string& prefix, float width) const {
    const auto build = [&](const std::string& position) {
        std::vector<Element> parts;
        if (page.back) {
            ButtonText words{screen->back};
            words.icon = Icon::chevron_up;
            parts.push_back(button(prefix + back_id, ButtonKind::secondary, std::move(words)));
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
    };
    if (page.items == 0 || !screen->position) return build("");
    Element full = build(screen->position(page.first_item, page.last_item, page.items));
    return layout->natural(full) <= width ? std::move(full) : build("");
}

// Of its buttons, which are always of one height.
float Stage::Impl::page_bar_height(float width) const {
    Page both;
    both.more = both.back = PageAnchor{};
    Element bar = page_buttons(both, "", width);
    return layout->height(bar, width);
}

void Stage::Impl::open_pages(Element& content, const Rect& area, const std::string& key,
                             const std::string& prefix, Paged& paged) {
    const float bar = page_bar_height(area.w);
    const float room = std::max(1.0F, area.h - bar - layout->metrics().space(Space::m));
    Flow flow(*layout, content, area.w);
    paged.page = flow.open(anchors[key], {area.x, area.y, area.w, room});
    paged.buttons = page_buttons(paged.page, prefix, area.w);
    layout->place(*paged.buttons, {area.x, area.bottom() - bar, area.w, bar});
}

void Stage::Impl::place_body(const Rect& area, const std::string& key) {
    Element& content = screen->body;
    Flow flow(*layout, content, area.w);
    if (!flow.fits(area.h)) {
        open_pages(content, area, key, "", body);
        return;
    }
    anchors.erase(key);
    content.main = screen->body_main;
    layout->place(content, area);
    body.page = {};
    body.page.shown = {&content};
    body.buttons.reset();
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
    open_pages(box, {all.x + px, all.y + py, all.w - 2 * px, all.h - 2 * py}, dialog_key(),
               "dialog/", dialog);
}

Element* Stage::Impl::richest(std::vector<Element>& variants, float width,
                              float most_height) const {
    for (auto& variant : variants) {
        const bool flows_on = variant.kind == Element::Kind::row && variant.wraps;
        const float needs = flows_on ? layout->natural(variant) : layout->narrowest(variant);
        if (needs > width && &variant != &variants.back()) continue;
        if (layout->height(variant, width) <= most_height) return &variant;
    }
    return variants.empty() ? nullptr : &variants.back();
}

void Stage::Impl::place_bars(const Rect& region, float margin) {
    const auto& metrics = layout->metrics();
    const float inner = region.w - 2 * margin;
    const float pad = metrics.space(Space::s);
    // A rich header is worth a tenth of the screen, a rich footer a sixth.
    header = richest(screen->headers, inner, region.h * 0.115F - 2 * pad);
    footer = richest(screen->footers, inner, region.h * 0.18F - 2 * pad);
    // Before the last form of the footer, which says less, a plainer one may take a quarter.
    if (!screen->footers.empty() && footer == &screen->footers.back()) {
        footer = richest(screen->footers, inner, region.h * 0.26F - 2 * pad);
    }
    const auto tall = [&](Element* e) {
        return e == nullptr ? 0 : layout->height(*e, inner) + 2 * pad;
    };
    float top = tall(header);
    float bottom = tall(footer);
    // What leaves too little for a page flows at the end of the body instead, the header first.
    const float bar = page_bar_height(inner);
    const auto leaves_too_little = [&] {
        return region.h - top - bottom - bar - 3 * metrics.space(Space::m) < 2 * bar;
    };
    if (header != nullptr && leaves_too_little()) {
        screen->body.children.push_back(std::move(*header));
        screen->headers.clear();
        header = nullptr;
        top = 0;
    }
    if (footer != nullptr && leaves_too_little()) {
        screen->body.children.push_back(std::move(*footer));
        screen->footers.clear();
        footer = nullptr;
        bottom = 0;
    }
    header_band = {region.x, region.y, region.w, top};
    footer_band = {region.x, region.bottom() - bottom, region.w, bottom};
    if (header != nullptr) {
        layout->place(*header, {region.x + margin, region.y + pad, inner, top - 2 * pad});
    }
    if (footer != nullptr) {
        layout->place(*footer, {region.x + margin, footer_band.y + pad, inner, bottom - 2 * pad});
    }
}

void Stage::Impl::arrange(const StageSettings& settings) {
    const Metrics metrics{settings.px_per_mm, settings.text_size};
    layout.emplace(brushes.text, metrics, screen->language);
    layout->limit_pictures(settings.size.h * 0.55F);
    Rect region{0, 0, settings.size.w, settings.size.h};
    reach_title.reset();
    // A small screen is all within reach, and half of it would hold too little.
    const float least_mm[] = {100, 110, 120, 130};
    const float half_mm = settings.size.h / 2 / settings.px_per_mm;
    const bool low = settings.reach == Reach::low &&
                     half_mm >= least_mm[static_cast<std::size_t>(settings.text_size)];
    if (low) {
        region.y = std::ceil(settings.size.h / 2);
        region.h -= region.y;
    }
    const float width_mm = region.w / settings.px_per_mm;
    const float margin = metrics.mm(std::clamp(static_cast<double>(width_mm) * 0.021, 3.0, 11.0));
    if (low && !screen->title.empty()) {
        reach_title = display(screen->title);
        const float w = region.w - 2 * margin;
        const float h = layout->height(*reach_title, w);
        layout->place(*reach_title, {margin, std::max(0.0F, (region.y - h) / 2), w, h});
    }
    place_bars(region, margin);
    const float pad = metrics.space(Space::m);
    const float top = metrics.space(region.h < 160 * settings.px_per_mm ? Space::m : Space::l);
    const Rect area{region.x + margin, header_band.bottom() + top, region.w - 2 * margin,
                    std::max(1.0F, footer_band.y - header_band.bottom() - top - pad)};
    place_body(area, page_key());
    place_dialog(region);
    if (layout->direction() == Direction::right_to_left) mirror_all(settings.size.w);
}

void Stage::Impl::mirror_all(float width) {
    if (header != nullptr) mirror(*header, width);
    if (footer != nullptr) mirror(*footer, width);
    if (reach_title) mirror(*reach_title, width);
    for (auto* paged : {&body, &dialog}) {
        for (auto* e : paged->page.shown) mirror(*e, width);
        if (paged->buttons) mirror(*paged->buttons, width);
    }
    if (screen->dialog && dialog.buttons) {
        Rect& r = screen->dialog->laid.rect;
        r.x = width - r.x - r.w;
        screen->dialog->laid.visible = r;
    }
}

// Reading order: what the screen is about first, the settings in the header last.
void Stage::Impl::enter(SemanticTree& tree) const {
    tree.clear();
    Enter page(tree, *layout, screen->id, 0);
    for (const auto* e : body.page.shown) page.enter(*e, "");
    if (body.buttons) page.enter(*body.buttons, "");
    if (footer != nullptr) page.enter(*footer, "");
    if (header != nullptr) page.enter(*header, "");
    if (!screen->dialog) return;
    Enter over(tree, *layout, screen->dialog->id, 1);
    if (dialog.buttons) {
        over.enter_box(*screen->dialog);
        for (const auto* e : dialog.page.shown) over.enter(*e, screen->dialog->id);
        over.enter(*dialog.buttons, screen->dialog->id);
    } else {
        over.enter(*screen->dialog, "");
    }
}

}  // namespace tallystick::ui
