// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <ui/widgets.h>

#include "stage_impl.h"

namespace tallystick::ui {
namespace {

// A low screen for the size of its text: Nastaliq needs lines of 2.5 em.
Hand hand_for(const StageSettings& settings) {
    constexpr float line_em = 2.5F;
    constexpr float least_lines = 7;
    const Metrics metrics{settings.px_per_mm, settings.text_size};
    const float lines = settings.size.h / (line_em * metrics.em(Type::body));
    return lines < least_lines ? Hand::low : Hand::usual;
}

}  // namespace

void forget_measures(Element& e) {
    e.laid = {};
    for (auto& child : e.children) forget_measures(child);
    for (auto& other : e.lower) forget_measures(other);
}

// Widths and heights are measured anew; what was made stays.
void forget_measures(Screen& screen) {
    forget_measures(screen.body);
    for (auto& e : screen.headers) forget_measures(e);
    for (auto& e : screen.footers) forget_measures(e);
    if (screen.dialog) forget_measures(*screen.dialog);
}

// Of all the cards, counted from 1, the first at the page's anchor or after it.
std::size_t Stage::Impl::item_at_anchor() const {
    const auto anchor = anchors.find(page_key());
    if (anchor == anchors.end()) return 1;
    std::size_t item = anchor->second.item + 1;
    for (std::size_t i = 0; i < anchor->second.child && i < screen->body.children.size(); ++i)
        item += screen->body.children[i].made_count;
    return item;
}

Flow Stage::Impl::flow_of(Element& content, float width) const {
    // What stands beside a page is said of all the cards on it.
    const bool apart = &content == &screen->body && has_beside_pages;
    return {*layout,
            content,
            width,
            squeeze.headings,
            squeeze.titles,
            squeeze.cards,
            apart ? Sections::apart : Sections::joined};
}

// Above the page's buttons.
float Stage::Impl::page_room(const Rect& area, At at) const {
    return area.h - page_bar_height(area.w, at) - layout->metrics().pad(Space::m);
}

Stage::Impl::At Stage::Impl::page_shown(const std::string& key) const {
    const auto anchor = anchors.find(key);
    return anchor == anchors.end() || anchor->second == PageAnchor{} ? At::first : At::anchor;
}

void Stage::Impl::open_pages(Element& content, const Rect& area, const std::string& key,
                             const std::string& prefix, Paged& paged) {
    const At at = page_shown(key);
    const float bar = page_bar_height(area.w, at);
    const float room = std::max(1.0F, page_room(area, at));
    Flow flow = flow_of(content, area.w);
    flow.set_first_room(std::max(1.0F, page_room(area, At::first)));
    paged.page = flow.open(anchors[key], {area.x, area.y, area.w, room});
    paged.buttons = page_buttons(paged.page, prefix, area.w);
    layout->place(*paged.buttons, {area.x, area.bottom() - bar, area.w, bar});
}

void Stage::Impl::place_body(const Rect& area, const std::string& key) {
    Element& content = screen->body;
    Flow flow = flow_of(content, area.w);
    if (!flow.fits(area.h) || has_beside_pages) {
        open_pages(content, area, key, "", body);
        return;
    }
    anchors.erase(key);
    flow.forget_dropped();
    content.main = screen->body_main;
    layout->place(content, area);
    body.page = {};
    body.page.shown = {&content};
    body.buttons.reset();
}

// Words of a control on more than two lines: a tower beside what it stands with.
bool Stage::Impl::has_tower(const Element& e) const {
    if (e.kind == Element::Kind::text && e.on_control) {
        const auto box = layout->text_box(e, e.laid.rect.w);
        return box.height + box.trimmed > 2.5F * box.line;
    }
    return std::any_of(e.children.begin(), e.children.end(),
                       [&](const Element& child) { return has_tower(child); });
}

// The width of a bar whose rows flow on, or whose rows of a header stand one below the other, is
// that of a whole row.
float Stage::Impl::needs(Element& bar) const {
    if (bar.kind == Element::Kind::row && bar.wraps) return layout->natural(bar);
    if (bar.kind != Element::Kind::column) return layout->narrowest(bar);
    float most = 0;
    for (auto& part : bar.children) most = std::max(most, needs(part));
    return most;
}

Element* Stage::Impl::richest(std::vector<Element>& variants, float width,
                              float most_height) const {
    for (auto& variant : variants) {
        const bool is_header = variants.data() == screen->headers.data();
        const bool flows_on = variant.kind == Element::Kind::row && variant.wraps;
        const float least = is_header || flows_on ? needs(variant) : layout->narrowest(variant);
        const float high = layout->height(variant, width);
        if (least > width || high > most_height) continue;
        layout->place(variant, {0, 0, width, high});
        if (!has_tower(variant)) return &variant;
    }
    return nullptr;
}

Element* Stage::Impl::lowest(std::vector<Element>& variants, float width) const {
    Element* found = nullptr;
    for (auto& variant : variants) {
        if (layout->narrowest(variant) > width && &variant != &variants.back()) continue;
        if (found == nullptr || layout->height(variant, width) < layout->height(*found, width))
            found = &variant;
    }
    return found;
}

// Richest first, and each within its share of the height; but never lower than it can be.
void Stage::Impl::choose_bars(const Rect& region, float margin) {
    const float inner = region.w - 2 * margin;
    const float pads = 2 * layout->metrics().pad(Space::s);
    const float least_header =
        screen->headers.empty() ? 0 : layout->height(screen->headers.back(), inner);
    const auto share = [&](float part) { return region.h * part - pads; };
    // A rich header is worth a tenth of the screen, of a tall one more, for two rows; a rich footer
    // a sixth, and a plainer one a quarter, unless the list needs it.
    const float tenth = region.h > region.w ? 0.14F : 0.115F;
    // Words in Nastaliq are of many heights, and the lowest are not the ones to keep for that.
    const bool nastaliq = is_nastaliq(screen->language, layout->metrics().hand);
    const float most_header = std::max(share(tenth), least_header) * (nastaliq ? 1.3F : 1.0F);
    header = richest(screen->headers, inner, most_header);
    if (header == nullptr) header = lowest(screen->headers, inner);
    footer = richest(screen->footers, inner, share(0.18F));
    if (footer == nullptr && squeeze.footer == Squeeze::Footer::richest)
        footer = richest(screen->footers, inner, share(0.26F));
    if (footer == nullptr) footer = lowest(screen->footers, inner);
    const auto bare = static_cast<std::ptrdiff_t>(screen->bare_footers);
    has_beside_pages = footer != nullptr && screen->beside_pages != nullptr &&
                       screen->footers.data() + screen->footers.size() - footer <= bare;
}

float Stage::Impl::bar_height(Element* bar, float margin, const Rect& region) const {
    if (bar == nullptr) return 0;
    return layout->height(*bar, region.w - 2 * margin) + 2 * layout->metrics().pad(Space::s);
}

bool Stage::Impl::leaves_too_little(const Rect& region, float margin) const {
    const float buttons = page_bar_height(region.w - 2 * margin, page_shown(page_key()));
    const float used =
        bar_height(header, margin, region) + bar_height(footer, margin, region) + buttons;
    // Little text, but with the call of a steward above it, rather than more without.
    const float least = layout->metrics().density == Density::tight ? 1 : 2;
    return region.h - used - 3 * layout->metrics().pad(Space::m) < least * buttons;
}

void Stage::Impl::place_bars(const Rect& region, float margin) {
    const float pad = layout->metrics().pad(Space::s);
    // What leaves too little for a page flows at the end of the body instead, the header first.
    if (header != nullptr && leaves_too_little(region, margin)) {
        screen->body.children.push_back(std::move(*header));
        screen->headers.clear();
        header = nullptr;
    }
    if (footer != nullptr && leaves_too_little(region, margin)) {
        screen->body.children.push_back(std::move(*footer));
        screen->footers.clear();
        footer = nullptr;
    }
    const float top = bar_height(header, margin, region);
    const float bottom = bar_height(footer, margin, region);
    const float inner = region.w - 2 * margin;
    header_band = {region.x, region.y, region.w, top};
    footer_band = {region.x, region.bottom() - bottom, region.w, bottom};
    if (header != nullptr) {
        layout->place(*header, {region.x + margin, region.y + pad, inner, top - 2 * pad});
    }
    if (footer != nullptr) {
        layout->place(*footer, {region.x + margin, footer_band.y + pad, inner, bottom - 2 * pad});
    }
}

Rect Stage::Impl::body_area(const Rect& region, float margin) const {
    const auto& metrics = layout->metrics();
    const float from = region.y + bar_height(header, margin, region) +
                       metrics.pad(region.h < 160 * metrics.px_per_mm ? Space::m : Space::l);
    const float to = region.bottom() - bar_height(footer, margin, region) - metrics.pad(Space::m);
    return {region.x + margin, from, region.w - 2 * margin, std::max(1.0F, to - from)};
}

// The calm form where it holds a whole card; else the lowest step down that does.
void Stage::Impl::choose_squeeze(const StageSettings& settings, const Rect& region, float margin) {
    using Footer = Squeeze::Footer;
    constexpr Squeeze steps[] = {
        {Density::usual, Headings::shown, Footer::richest},
        {Density::tight, Headings::shown, Footer::richest},
        {Density::tight, Headings::dropped, Footer::richest},
        {Density::tight, Headings::shown, Footer::plainest},
        {Density::tight, Headings::dropped, Footer::plainest},
        {Density::tight, Headings::dropped, Footer::plainest, Titles::cut},
    };
    const auto holds = [&](const Squeeze& step, Flow::Below below) {
        squeeze = step;
        if (layout->metrics().density != step.density) forget_measures(*screen);
        set_layout(settings);
        choose_bars(region, margin);
        return holds_a_card(region, margin, below);
    };
    // Text that is not large leaves room for two, which can be held against each other.
    if (settings.text_size <= TextSize::normal) {
        for (Squeeze step : {steps[0], steps[1]}) {
            step.cards = 2;
            if (!holds(step, Flow::Below::all)) continue;
            const std::size_t few = cards_above_a_blank_third(region, margin);
            // A second row misses by little: lower cards, if that makes twice as many.
            Squeeze fuller = step;
            fuller.cards = 2 * few;
            if (few > 0 && !holds(fuller, Flow::Below::all)) (void)holds(step, Flow::Below::all);
            return;
        }
    }
    Squeeze last = steps[std::size(steps) - 1];
    last.beside = Squeeze::Beside::row;
    for (const auto below : {Flow::Below::all, Flow::Below::heading}) {
        for (const Squeeze& step : steps)
            if (holds(step, below)) return;
        if (holds(last, below)) return;
    }
}

// What is on the page already is not said again beneath it, unless it goes on on another page.
void Stage::Impl::choose_footers(const StageSettings& settings, const Rect& region, float margin) {
    if (screen->paged_footers.empty()) return;
    const Rect area = body_area(region, margin);
    Flow flow = flow_of(screen->body, area.w);
    if (flow.fits(area.h) && !leaves_too_little(region, margin)) return;
    screen->footers = std::exchange(screen->paged_footers, {});
    remember_needed();
    choose_squeeze(settings, region, margin);
}

bool Stage::Impl::holds_a_card(const Rect& region, float margin, Flow::Below below) {
    if (leaves_too_little(region, margin)) return false;
    const Rect area = body_area(region, margin);
    Flow flow = flow_of(screen->body, area.w);
    const float room = page_room(area, page_shown(page_key()));
    flow.set_first_room(page_room(area, At::first));
    return (flow.fits(area.h) && !has_beside_pages) ||
           flow.begins_whole(anchors[page_key()], room, below);
}

// How many; none where less is blank. Of the first page, so that all pages of a list have cards of
// one form.
std::size_t Stage::Impl::cards_above_a_blank_third(const Rect& region, float margin) {
    const Rect area = body_area(region, margin);
    const float room = page_room(area, At::first);
    Flow flow = flow_of(screen->body, area.w);
    const Page page = flow.open({}, {area.x, area.y, area.w, room});
    const bool blank = page.more && !page.clip && area.y + room - page.bottom > room / 3;
    return blank && page.first_item > 0 ? page.last_item - page.first_item + 1 : 0;
}

void Stage::Impl::set_layout(const StageSettings& settings) {
    const Metrics metrics{settings.px_per_mm, settings.text_size, squeeze.density,
                          hand_for(settings)};
    layout.emplace(brushes.text, metrics, screen->language);
    layout->limit_pictures(settings.size.h * 0.55F);
    layout->set_upright(settings.size.h > settings.size.w);
}

// A picture is seen whole on one page.
void Stage::Impl::limit_pictures(const StageSettings& settings, const Rect& area) {
    const float room = page_room(area, page_shown(page_key()));
    const float usual = settings.size.h * 0.55F;
    if (room >= usual) return;
    layout->limit_pictures(std::max(room, 1.0F));
    forget_measures(screen->body);
}

void Stage::Impl::arrange(const StageSettings& settings) {
    forget_what_is_to_come();
    if (squeeze.density != Density::usual) forget_measures(*screen);
    squeeze = {};
    set_layout(settings);
    const Metrics metrics = layout->metrics();
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
    choose_squeeze(settings, region, margin);
    choose_footers(settings, region, margin);
    place_bars(region, margin);
    const Rect area = body_area(region, margin);
    limit_pictures(settings, area);
    place_body(area, page_key());
    say_what_is_to_come();
    place_left_out();
    place_dialog(region);
    if (layout->direction() == Direction::right_to_left) mirror_all(settings.size.w);
}

void Stage::Impl::mirror_all(float width) {
    if (header != nullptr) mirror(*header, width);
    if (footer != nullptr) mirror(*footer, width);
    if (reach_title) mirror(*reach_title, width);
    if (left_out) mirror(*left_out, width);
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
    if (left_out) page.enter(*left_out, "");
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
