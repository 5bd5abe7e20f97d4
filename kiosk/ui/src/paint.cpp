// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tallystick::ui {
namespace {

ImVec2 min_of(const Rect& r) {
    return {r.x, r.y};
}
ImVec2 max_of(const Rect& r) {
    return {r.right(), r.bottom()};
}

Color mixed(Color a, Color b, int percent_b) {
    const auto mix = [&](std::uint8_t x, std::uint8_t y) {
        return static_cast<std::uint8_t>((x * (100 - percent_b) + y * percent_b) / 100);
    };
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b)};
}

}  // namespace

const QrImage* QrCache::get(const std::string& bytes, int side) {
    const auto key = std::pair{bytes, side};
    if (const auto it = m_images.find(key); it != m_images.end()) return &it->second;
    const auto code = encode_qr(bytes);
    if (!code) return nullptr;
    const auto image = make_qr(m_textures, *code, side);
    if (!image) return nullptr;
    return &m_images.emplace(key, *image).first->second;
}

void QrCache::clear() {
    for (const auto& [key, image] : m_images) m_textures.remove(image.texture);
    m_images.clear();
}

Painter::Painter(ImDrawList& list, const Brushes& brushes, QrCache& qrs, const Layout& layout,
                 const Theme& theme, const std::string& pressed)
    : m_list(list),
      m_brushes(brushes),
      m_qrs(qrs),
      m_layout(layout),
      m_theme(theme),
      m_pressed(pressed) {}

void Painter::fill(const Rect& rect, Color color) {
    m_list.AddRectFilled(min_of(rect), max_of(rect), color.packed());
}

void Painter::band(const Rect& rect) {
    fill(rect, m_theme.surface);
    const float line = std::max(1.0F, mm(0.3));
    fill({rect.x, rect.y - line, rect.w, line}, m_theme.line);
    fill({rect.x, rect.bottom(), rect.w, line}, m_theme.line);
}

void Painter::filled(const Rect& rect, const Tone& tone, float radius, float edge) {
    radius = std::min({radius, rect.w / 2, rect.h / 2});
    if (tone.edge == tone.fill || edge <= 0) {
        m_list.AddRectFilled(min_of(rect), max_of(rect), tone.fill.packed(), radius);
        return;
    }
    m_list.AddRectFilled(min_of(rect), max_of(rect), tone.edge.packed(), radius);
    const Rect inner = rect.grown(-edge);
    m_list.AddRectFilled(min_of(inner), max_of(inner), tone.fill.packed(),
                         std::max(0.0F, radius - edge));
}

// What is not available: dashes of one length that close round it.
void Painter::dashes(const Rect& rect, Color color, float radius, float width) {
    const Rect middle = rect.grown(-width / 2);
    m_list.PathRect(min_of(middle), max_of(middle), radius);
    std::vector<ImVec2> path(m_list._Path.begin(), m_list._Path.end());
    m_list.PathClear();
    if (path.empty()) return;
    path.push_back(path.front());
    std::vector<float> along{0};
    for (std::size_t i = 1; i < path.size(); ++i)
        along.push_back(along.back() +
                        std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y));
    const int count = std::max(1, static_cast<int>(along.back() / mm(3.5)));
    const float step = along.back() / static_cast<float>(count);
    std::size_t next = 1;
    const auto point = [&](float at) {
        while (next + 1 < path.size() && along[next] < at) ++next;
        const float part = (at - along[next - 1]) / std::max(0.001F, along[next] - along[next - 1]);
        return ImVec2{path[next - 1].x + part * (path[next].x - path[next - 1].x),
                      path[next - 1].y + part * (path[next].y - path[next - 1].y)};
    };
    for (int i = 0; i < count; ++i) {
        const float from = step * static_cast<float>(i);
        const float to = from + 0.6F * step;
        m_list.PathLineTo(point(from));
        for (std::size_t k = next; k < path.size() && along[k] < to; ++k)
            if (along[k] > from) m_list.PathLineTo(path[k]);
        m_list.PathLineTo(point(to));
        m_list.PathStroke(color.packed(), 0, width);
    }
}

void Painter::ring(const Rect& rect, Ring kind) {
    const float width = m_layout.metrics().ring() * (kind == Ring::wide ? 2.0F : 1.0F);
    const float away = std::max(2.0F, mm(0.5));
    const Rect middle = rect.grown(away + width / 2);
    m_list.AddRect(min_of(middle), max_of(middle), m_theme.focus.packed(), mm(4.2), 0, width);
}

void Painter::box(const Element& e, Inks& inks) {
    Rect rect = e.laid.visible;
    const auto tone = [&](const Tone& t, float radius, float edge) {
        Tone used = t;
        if (e.target && !e.id.empty() && e.id == m_pressed) {
            used.fill = mixed(t.fill, t.ink, 22);
        }
        filled(rect, used, radius, edge);
        inks = {t.ink, t.ink, used.fill == m_theme.surface};
    };
    const Tone plain{m_theme.surface, m_theme.ink, m_theme.line};
    const float thin = std::max(1.0F, std::round(mm(0.35)));
    const float thick = std::max(2.0F, mm(0.8));
    switch (e.look) {
        case Look::none:
            break;
        case Look::surface:
        case Look::band:
            tone(plain, 0, 0);
            break;
        case Look::card:
            if (m_theme.shadow.a > 0) {
                Rect under = rect;
                under.y += mm(0.4);
                m_brushes.icons.shadow(m_list, min_of(under), max_of(under), mm(4),
                                       static_cast<int>(mm(2.4)), m_theme.shadow.packed());
            }
            tone(plain, mm(4), thin);
            inks.soft = m_theme.ink_soft;
            break;
        case Look::chosen:
            tone({m_theme.surface, m_theme.ink, m_theme.proceed.fill}, e.target ? mm(3.6) : mm(4),
                 thick);
            inks.soft = m_theme.ink_soft;
            break;
        case Look::primary:
            tone(m_theme.primary, mm(3.6), 0);
            break;
        case Look::proceed:
            tone(m_theme.proceed, mm(3.6), 0);
            break;
        case Look::danger:
            tone(m_theme.danger, mm(3.6), 0);
            break;
        case Look::secondary:
            tone(m_theme.secondary, mm(3.6), thin);
            break;
        case Look::quiet:
            tone({m_theme.surface, m_theme.ink, m_theme.line}, mm(3.6), thin);
            break;
        case Look::disabled:
            tone(m_theme.disabled, mm(3.6), 0);
            dashes(rect, m_theme.disabled.edge, mm(3.6), thick / 2);
            break;
        case Look::badge:
            tone(m_theme.badge, mm(10), thin);
            break;
        case Look::notice:
            tone(m_theme.notice, mm(3), thin);
            break;
        case Look::field:
            tone(m_theme.secondary, mm(2), thick / 2);
            break;
        case Look::soft_accent: {
            const auto& a = m_theme.accents[static_cast<std::size_t>(std::max(0, e.accent)) % 8];
            tone({a.soft, a.ink, a.soft}, mm(3), 0);
            break;
        }
        case Look::radio:
        case Look::tick_box: {
            const float radius = e.look == Look::radio ? rect.h / 2 : mm(1.8);
            const Tone open{m_theme.surface, m_theme.ink, m_theme.secondary.edge};
            tone(e.selected ? m_theme.proceed : open, radius, thick / 2);
            break;
        }
    }
}

Color Painter::ink(const Element& e, const Inks& inks) const {
    switch (e.ink) {
        case Ink::normal:
            return inks.normal;
        case Ink::soft:
            return inks.soft;
        case Ink::accent:
            return m_theme.accents[static_cast<std::size_t>(std::max(0, e.accent)) % 8].ink;
        case Ink::proceed:
            return inks.on_page ? m_theme.proceed.fill : inks.normal;
        case Ink::danger:
            return inks.on_page ? m_theme.danger.fill : inks.normal;
    }
    return inks.normal;
}

void Painter::text(const Element& e, const Inks& inks) {
    const Rect& r = e.laid.rect;
    const float natural = m_layout.text_width(e);
    const bool one_line = natural <= r.w && e.text.find('\n') == std::string::npos;
    const TextStyle style = m_layout.style_of(e, one_line ? 0 : r.w);
    float x = r.x;
    if (one_line) {
        const bool mirrored = m_layout.direction() == Direction::right_to_left;
        const float spare = std::floor(r.w - natural);
        if (e.align == Align::centre) x += std::floor(spare / 2);
        if ((e.align == Align::start) == mirrored && e.align != Align::centre) x += spare;
    }
    const bool cut = e.laid.visible.h < r.h - 0.5F;
    if (cut) {
        m_list.PushClipRect({0, e.laid.visible.y}, {1e6F, e.laid.visible.bottom()}, true);
    }
    m_brushes.text.draw(m_list, x, r.y - m_layout.text_box(e, r.w).above, ink(e, inks).packed(),
                        e.text, style);
    if (cut) m_list.PopClipRect();
}

void Painter::picture(const Element& e) {
    const Rect& r = e.laid.rect;
    PictureStyle style;
    style.width = static_cast<int>(r.w);
    style.height = static_cast<int>(r.h);
    style.corner_radius = static_cast<int>(mm(2.6));
    style.accent =
        m_theme.accents[static_cast<std::size_t>(std::max(0, e.accent)) % 8].strong.packed();
    if (style.width < 1 || style.height < 1) return;
    m_brushes.pictures.draw(m_list, r.x, r.y, e.text, style);
}

void Painter::qr(const Element& e) {
    const Rect& r = e.laid.rect;
    const auto* image = m_qrs.get(e.text, static_cast<int>(std::min(r.w, r.h)));
    if (image == nullptr) return;
    const auto side = static_cast<float>(image->side);
    draw_qr(m_list, *image, r.x + std::floor((r.w - side) / 2), r.y + std::floor((r.h - side) / 2));
}

void Painter::discs(const Element& e) {
    const Rect& r = e.laid.rect;
    const int places = std::max(1, static_cast<int>(std::lround(e.whole)));
    const int there = e.parts.empty() ? 0 : static_cast<int>(std::lround(e.parts.front().amount));
    constexpr float apart = 1.35F;
    const float span = 1 + apart * static_cast<float>(places - 1);
    const float side = std::min(r.h, r.w / span);
    const float spare = e.align == Align::centre ? (r.w - side * span) / 2 : 0;
    const bool mirrored = m_layout.direction() == Direction::right_to_left;
    const float line = std::max(1.0F, mm(0.35));
    const int accent = e.parts.empty() ? 0 : std::max(0, e.parts.front().accent);
    for (int i = 0; i < places; ++i) {
        const float along = spare + side * (0.5F + apart * static_cast<float>(i));
        const ImVec2 centre{mirrored ? r.right() - along : r.x + along, r.y + r.h / 2};
        if (i < there)
            m_list.AddCircleFilled(
                centre, side / 2,
                m_theme.accents[static_cast<std::size_t>(accent) % 8].strong.packed());
        else
            m_list.AddCircle(centre, (side - line) / 2, m_theme.secondary.edge.packed(), 0, line);
    }
}

void Painter::bar(const Element& e) {
    if (e.discs) return discs(e);
    const Rect& r = e.laid.rect;
    const float radius = r.h / 2;
    const bool outlined = m_theme.track == m_theme.surface;
    filled(r, {m_theme.track, m_theme.ink, outlined ? m_theme.ink : m_theme.track}, radius,
           outlined ? std::max(1.0F, mm(0.35)) : 0);
    if (e.whole <= 0) return;
    const bool mirrored = m_layout.direction() == Direction::right_to_left;
    const float seam = std::max(2.0F, std::round(mm(0.5)));
    double sum = 0;
    for (std::size_t i = 0; i < e.parts.size(); ++i) {
        const double from = std::clamp(sum / e.whole, 0.0, 1.0);
        sum += e.parts[i].amount;
        const double to = std::clamp(sum / e.whole, 0.0, 1.0);
        float x0 = std::round(r.x + r.w * static_cast<float>(from));
        float x1 = std::round(r.x + r.w * static_cast<float>(to));
        if (to < 1 || i + 1 < e.parts.size()) x1 -= seam;
        if (x1 <= x0) continue;
        if (mirrored) {
            const float turned = r.x + r.right() - x1;
            x1 = r.x + r.right() - x0;
            x0 = turned;
        }
        const bool first = from <= 0;
        const bool last = to >= 1;
        ImDrawFlags corners = ImDrawFlags_RoundCornersNone;
        if (first && last) {
            corners = ImDrawFlags_RoundCornersAll;
        } else if (first) {
            corners = mirrored ? ImDrawFlags_RoundCornersRight : ImDrawFlags_RoundCornersLeft;
        } else if (last) {
            corners = mirrored ? ImDrawFlags_RoundCornersLeft : ImDrawFlags_RoundCornersRight;
        }
        const auto& accent =
            m_theme.accents[static_cast<std::size_t>(std::max(0, e.parts[i].accent)) % 8];
        m_list.AddRectFilled({x0, r.y}, {x1, r.bottom()}, accent.strong.packed(),
                             std::min(radius, (x1 - x0) / 2), corners);
    }
}

void Painter::paint(const Element& e) {
    paint(e, {m_theme.ink, m_theme.ink_soft, true});
}

void Painter::paint_box(const Element& e) {
    Inks inks{m_theme.ink, m_theme.ink_soft, true};
    box(e, inks);
}

void Painter::paint(const Element& e, const Inks& outer) {
    if (!e.laid.shown) return;
    Inks inks = outer;
    if (e.look != Look::none) box(e, inks);
    switch (e.kind) {
        case Element::Kind::text:
            text(e, inks);
            break;
        case Element::Kind::icon: {
            const float side = std::min(m_layout.icon_side(e), std::max(e.laid.rect.w, 1.0F));
            const float x = e.laid.rect.x + std::floor((e.laid.rect.w - side) / 2);
            const float y = e.laid.rect.y + std::floor((e.laid.rect.h - side) / 2);
            m_brushes.icons.draw(m_list, e.icon, x, y, static_cast<int>(side),
                                 ink(e, inks).packed(), m_layout.direction());
            break;
        }
        case Element::Kind::picture:
            picture(e);
            break;
        case Element::Kind::qr:
            qr(e);
            break;
        case Element::Kind::bar:
            bar(e);
            break;
        default:
            break;
    }
    for (const auto& child : e.children) paint(child, inks);
}

}  // namespace tallystick::ui
