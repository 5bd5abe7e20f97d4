// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/stage.h>

#include <algorithm>
#include <cmath>
#include <map>

#include <ui/widgets.h>

#include "enter.h"
#include "flow.h"
#include "paint.h"

namespace tallystick::ui {
namespace {

constexpr const char* more_id = "page/more";
constexpr const char* back_id = "page/back";
constexpr double swipe_mm = 14;

// Widths and heights are measured anew; what was made stays.
void forget_measures(Element& e) {
    e.laid = {};
    for (auto& child : e.children) forget_measures(child);
}

}  // namespace

// One region of pages with its buttons.
struct Paged {
    Page page;
    std::optional<Element> buttons;
};

struct Stage::Impl {
    Brushes brushes;
    QrCache qrs;
    std::optional<Screen> screen;
    std::optional<Layout> layout;
    std::map<std::string, PageAnchor> anchors;  // per screen and dialog

    Element* header = nullptr;
    Element* footer = nullptr;
    Rect header_band;
    Rect footer_band;
    std::optional<Element> reach_title;
    Paged body;
    Paged dialog;
    std::string down_id;
    float down_x = 0;
    float down_y = 0;
    bool is_down = false;

    explicit Impl(const Brushes& b) : brushes(b), qrs(b.textures) {}

    [[nodiscard]] Element page_buttons(const Page& page, const std::string& prefix,
                                       float width) const;
    [[nodiscard]] float page_bar_height(float width) const;
    void open_pages(Element& content, const Rect& area, const std::string& key,
                    const std::string& prefix, Paged& paged);
    void place_body(const Rect& area, const std::string& key);
    void place_dialog(const Rect& region);
    [[nodiscard]] Element* richest(std::vector<Element>& variants, float width,
                                   float most_height) const;
    void arrange(const StageSettings& settings);
    void place_bars(const Rect& region, float margin);
    void mirror_all(float width);
    void enter(SemanticTree& tree) const;
    [[nodiscard]] bool turn(const std::string& id);
    [[nodiscard]] std::string page_key() const { return screen->id; }
    [[nodiscard]] std::string dialog_key() const { return screen->id + "/" + screen->dialog->id; }
    [[nodiscard]] Paged& top() { return screen->dialog ? dialog : body; }
};

Stage::Stage(TextEngine& text, Icons& icons, Pictures& pictures, Textures& textures)
    : m_impl(std::make_unique<Impl>(Brushes{text, icons, pictures, textures})) {}

Stage::~Stage() = default;

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
    layout->limit_pictures(settings.size.h * 0.45F);
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

bool Stage::Impl::turn(const std::string& id) {
    const auto& page = top().page;
    const bool more = id.ends_with(more_id);
    const auto& to = more ? page.more : page.back;
    if (!to) return false;
    anchors[screen->dialog ? dialog_key() : page_key()] = *to;
    return true;
}

void Stage::set(const StageSettings& settings) {
    if (settings == m_settings) return;
    m_settings = settings;
    if (!m_impl->screen) return;
    // Measures hang on text size and pixels; the app shows the screen anew right after this.
    forget_measures(m_impl->screen->body);
    for (auto& e : m_impl->screen->headers) forget_measures(e);
    for (auto& e : m_impl->screen->footers) forget_measures(e);
    if (m_impl->screen->dialog) forget_measures(*m_impl->screen->dialog);
    m_impl->arrange(m_settings);
    m_impl->enter(m_tree);
    m_focus.settle(m_tree);
}

void Stage::show(Screen screen) {
    const bool other = !m_impl->screen || m_impl->screen->id != screen.id;
    m_impl->screen = std::move(screen);
    m_impl->header = m_impl->footer = nullptr;
    m_impl->arrange(m_settings);
    m_impl->enter(m_tree);
    if (other) {
        m_pressed.clear();
        m_impl->is_down = false;
    }
    if (other && !m_focus.id().empty()) {
        const auto targets = m_tree.targets();
        m_focus.set(targets.empty() ? "" : targets.front()->id);
    }
    m_focus.settle(m_tree);
}

const SemanticNode* Stage::focused() const {
    return m_focus.id().empty() ? nullptr : m_tree.find(m_focus.id());
}

void Stage::focus_on(const std::string& id) {
    m_focus.set(id);
    m_focus.show();
    m_focus.settle(m_tree);
}

void Stage::reset() {
    m_focus.clear();
    m_pressed.clear();
    m_impl->is_down = false;
    m_impl->anchors.clear();
    m_impl->qrs.clear();
}

void Stage::activate(const std::string& id, Outcome& outcome) {
    const auto* node = m_tree.find(id);
    if (node == nullptr || !node->target) return;
    outcome.redraw = true;
    if (id.ends_with(more_id) || id.ends_with(back_id)) {
        outcome.page_turned = turn_page(id);
        return;
    }
    outcome.activated = id;
    outcome.available = node->enabled;
}

bool Stage::turn_page(const std::string& id) {
    if (!m_impl->turn(id)) return false;
    m_impl->arrange(m_settings);
    m_impl->enter(m_tree);
    m_focus.settle(m_tree);
    return true;
}

void Stage::lift(float x, float y, Outcome& outcome) {
    if (!m_impl->is_down) return;
    m_impl->is_down = false;
    const std::string pressed = std::exchange(m_pressed, {});
    outcome.redraw = true;
    const float dx = x - m_impl->down_x;
    const float dy = y - m_impl->down_y;
    const auto far = static_cast<float>(swipe_mm) * m_settings.px_per_mm;
    if (std::abs(dy) > far && std::abs(dy) > 2 * std::abs(dx)) {
        const bool turned = turn_page(dy < 0 ? more_id : back_id);
        outcome.page_turned = turned;
        if (turned) return;
    }
    const auto* node = m_tree.target_at(x, y);
    if (node != nullptr && !pressed.empty() && node->id == pressed) activate(pressed, outcome);
}

void Stage::key(const KeyDown& down, Outcome& outcome) {
    const auto direction = direction_of(m_impl->screen->language);
    const KeyMeaning meaning = meaning_of(down, direction, m_settings.switches);
    const bool was_visible = m_focus.visible() && focused() != nullptr;
    if (meaning.move) {
        m_focus.move(*meaning.move, m_tree);
        outcome.focus_moved = outcome.redraw = true;
    } else if (meaning.activate && was_visible) {
        const std::string id = m_focus.id();
        activate(id, outcome);
    } else if (meaning.activate) {
        m_focus.show();
        if (focused() == nullptr) m_focus.move(FocusMove::first, m_tree);
        outcome.focus_moved = outcome.redraw = true;
    } else if (meaning.cancel) {
        outcome.cancelled = true;
    } else if (meaning.page_more || meaning.page_back) {
        outcome.page_turned = turn_page(meaning.page_more ? more_id : back_id);
        outcome.redraw = outcome.page_turned;
    }
}

Outcome Stage::handle(const Input& input) {
    Outcome outcome;
    if (!m_impl->screen) return outcome;
    if (const auto* down = std::get_if<PointerDown>(&input)) {
        m_impl->is_down = true;
        m_impl->down_x = down->x;
        m_impl->down_y = down->y;
        const auto* node = m_tree.target_at(down->x, down->y);
        m_pressed = node == nullptr ? "" : node->id;
        if (node != nullptr) m_focus.set(node->id);
        m_focus.hide();
        outcome.redraw = true;
    } else if (const auto* up = std::get_if<PointerUp>(&input)) {
        lift(up->x, up->y, outcome);
    } else if (std::holds_alternative<PointerAway>(input)) {
        outcome.redraw = !m_pressed.empty();
        m_pressed.clear();
        m_impl->is_down = false;
    } else if (const auto* wheel = std::get_if<Wheel>(&input)) {
        outcome.page_turned = turn_page(wheel->lines < 0 ? more_id : back_id);
        outcome.redraw = outcome.page_turned;
    } else if (const auto* pressed = std::get_if<KeyDown>(&input)) {
        key(*pressed, outcome);
    }
    return outcome;
}

void Stage::paint(ImDrawList& list) {
    if (!m_impl->screen) return;
    const Theme& colours = theme(m_settings.theme);
    Painter painter(list, m_impl->brushes, m_impl->qrs, *m_impl->layout, colours, m_pressed);
    const auto pages = [&](const Paged& paged) {
        if (paged.page.clip) {
            const Rect& c = *paged.page.clip;
            list.PushClipRect({0, c.y}, {m_settings.size.w, c.bottom()}, true);
        }
        for (const auto* e : paged.page.shown) painter.paint(*e);
        if (paged.page.clip) list.PopClipRect();
        if (paged.buttons) painter.paint(*paged.buttons);
    };
    const Rect whole{0, 0, m_settings.size.w, m_settings.size.h};
    if (m_impl->header != nullptr) painter.band(m_impl->header_band);
    if (m_impl->footer != nullptr) painter.band(m_impl->footer_band);
    if (m_impl->reach_title) painter.paint(*m_impl->reach_title);
    pages(m_impl->body);
    if (m_impl->header != nullptr) painter.paint(*m_impl->header);
    if (m_impl->footer != nullptr) painter.paint(*m_impl->footer);
    if (m_impl->screen->dialog) {
        painter.fill(whole, colours.scrim);
        if (m_impl->dialog.buttons) painter.paint_box(*m_impl->screen->dialog);
        pages(m_impl->dialog);
    }
    if (const auto* node = focused(); node != nullptr && m_focus.visible())
        painter.ring(node->rect);
}

}  // namespace tallystick::ui
