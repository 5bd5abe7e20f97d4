// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout.h"

#include <algorithm>
#include <cmath>

namespace tallystick::ui {

float Layout::child_width(Element& child, const Element& column, float inner) const {
    float width = inner;
    if (column.cross != Cross::stretch && child.grow <= 0) width = std::min(inner, natural(child));
    const bool fixed = child.kind == Element::Kind::icon || child.kind == Element::Kind::qr ||
                       (child.kind == Element::Kind::picture && child.width_mm > 0);
    if (fixed) width = std::min(inner, natural(child));
    // No wider than it can be high, or little more than a band of it would be seen.
    if (child.kind == Element::Kind::picture && child.height_mm <= 0)
        width = std::min(width, std::round(1.5F * m_tallest_picture));
    if (child.most_em > 0) width = std::min(width, em(child.most_em));
    return width;
}

float Layout::basis(Element& child, const Element& row, float inner) const {
    if (child.kind == Element::Kind::spacer) return 0;
    float want = natural(child);
    const bool gives = child.grow > 0 || !row.wraps;
    if (!gives) return std::min(want, inner);
    float least = std::max(narrowest(child), em(child.least_em));
    // A button of more than three lines is a tower: better the next row. Where there is little room
    // three lines are higher than two rows.
    const float most_lines = m_metrics.density == Density::tight ? 2 : 3;
    if (child.target && row.wraps) least = std::max(least, want / most_lines);
    return std::min({want, least, inner});
}

Layout::Lines Layout::break_row(Element& e, float inner) const {
    Lines result;
    result.widths.resize(e.children.size());
    const float between = gap(e);
    float used = 0;
    Line line{0, 0, 0};
    const auto close = [&](std::size_t end) {
        line.last = end;
        share(e, line, inner, result.widths);
        for (auto i = line.first; i < line.last; ++i) {
            line.height = std::max(line.height, height(e.children[i], result.widths[i]));
        }
        result.lines.push_back(line);
        line = {end, end, 0};
        used = 0;
    };
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        const float want = basis(e.children[i], e, inner);
        const float with_gap = i == line.first ? want : want + between;
        // A row that should not flow on still does before it would leave the screen. What only
        // keeps two things apart never begins a line.
        const bool apart = e.children[i].kind == Element::Kind::spacer;
        const bool full = (e.upright && m_upright) || used + with_gap > inner;
        if (i > line.first && full && !apart) close(i);
        result.widths[i] = want;
        used += i == line.first ? want : want + between;
    }
    if (line.first < e.children.size()) close(e.children.size());
    return result;
}

// Hands the line's spare room out: first up to each one's natural width, then by `grow`.
void Layout::share(Element& e, const Line& line, float inner, std::vector<float>& widths) const {
    float spare = inner - gap(e) * static_cast<float>(line.last - line.first - 1);
    float needed = 0;
    float weights = 0;
    for (auto i = line.first; i < line.last; ++i) {
        spare -= widths[i];
        needed += std::max(0.0F, std::min(natural(e.children[i]), inner) - widths[i]);
        weights += e.children[i].grow;
    }
    if (spare <= 0) return;
    const float part = needed > 0 ? std::min(1.0F, spare / needed) : 0;
    for (auto i = line.first; i < line.last; ++i) {
        const float wish =
            std::max(0.0F, std::min(natural(e.children[i]), inner) - widths[i]) * part;
        widths[i] += std::floor(wish);
        spare -= std::floor(wish);
    }
    if (weights <= 0 || spare <= 0) return;
    const float unit = spare / weights;
    for (auto i = line.first; i < line.last; ++i) {
        auto& child = e.children[i];
        if (child.grow <= 0) continue;
        widths[i] += std::floor(unit * child.grow);
        if (child.most_em > 0) widths[i] = std::min(widths[i], em(child.most_em));
    }
}

void Layout::place(Element& e, const Rect& rect) const {
    e.laid.rect = rect;
    e.laid.visible = rect;
    e.laid.shown = true;
    const Rect inner{rect.x + pad_x(e), rect.y + pad_y(e), std::max(1.0F, rect.w - 2 * pad_x(e)),
                     std::max(0.0F, rect.h - 2 * pad_y(e))};
    switch (e.kind) {
        case Element::Kind::column:
            place_column(e, inner);
            break;
        case Element::Kind::row:
            place_row(e, inner);
            break;
        case Element::Kind::grid:
            place_grid(e, inner);
            break;
        default:
            break;
    }
}

void Layout::place_column(Element& e, const Rect& inner) const {
    if (e.children.empty()) return;
    float spare = inner.h - gap(e) * static_cast<float>(e.children.size() - 1);
    float weights = 0;
    for (auto& child : e.children) {
        spare -= height(child, child_width(child, e, inner.w));
        weights += child.grow;
    }
    spare = std::max(0.0F, spare);
    float y = inner.y;
    float between = gap(e);
    if (weights <= 0) {
        if (e.main == Main::centre) y += std::floor(spare / 2);
        if (e.main == Main::end) y += spare;
        if (e.main == Main::spread && e.children.size() > 1) {
            between += std::floor(spare / static_cast<float>(e.children.size() - 1));
        }
    }
    for (auto& child : e.children) {
        const float w = child_width(child, e, inner.w);
        float h = height(child, w);
        if (weights > 0 && child.grow > 0) {
            float grown = h + std::floor(spare * child.grow / weights);
            if (child.most_mm > 0) {
                grown = std::min(grown, m_metrics.mm(static_cast<double>(child.most_mm)));
            }
            h = std::max(h, grown);
        }
        float x = inner.x;
        if (e.cross == Cross::centre) x += std::floor((inner.w - w) / 2);
        if (e.cross == Cross::end) x += inner.w - w;
        place(child, {x, y, w, h});
        y += h + between;
    }
}

void Layout::place_row(Element& e, const Rect& inner) const {
    const auto broken = break_row(e, inner.w);
    float natural_height = 0;
    for (const auto& line : broken.lines) natural_height += line.height;
    const auto count = static_cast<float>(broken.lines.size());
    if (count < 1) return;
    natural_height += gap(e) * (count - 1);
    const float spare_height = std::max(0.0F, inner.h - natural_height);
    float y = inner.y + (e.cross == Cross::centre ? std::floor(spare_height / 2) : 0);
    for (const auto& line : broken.lines) {
        // Spare height goes to the first line: what follows stays at the bottom. Of parts that
        // stand upright the last one grows.
        const bool last = line.last == e.children.size();
        const bool takes_spare =
            e.cross == Cross::stretch && (e.upright && m_upright ? last : line.first == 0);
        const float high = line.height + (takes_spare ? spare_height : 0);
        float used = gap(e) * static_cast<float>(line.last - line.first - 1);
        for (auto i = line.first; i < line.last; ++i) used += broken.widths[i];
        const float spare = std::max(0.0F, inner.w - used);
        float x = inner.x;
        float between = gap(e);
        if (e.main == Main::centre) x += std::floor(spare / 2);
        if (e.main == Main::end) x += spare;
        if (e.main == Main::spread && line.last - line.first > 1) {
            between += std::floor(spare / static_cast<float>(line.last - line.first - 1));
        }
        // Buttons side by side are of one height.
        float of_targets = 0;
        for (auto i = line.first; i < line.last; ++i)
            if (e.children[i].target)
                of_targets = std::max(of_targets, height(e.children[i], broken.widths[i]));
        for (auto i = line.first; i < line.last; ++i) {
            auto& child = e.children[i];
            const float own = child.target ? of_targets : height(child, broken.widths[i]);
            const float h = e.cross == Cross::stretch ? high : own;
            float top = y;
            if (e.cross == Cross::centre) top += std::floor((high - h) / 2);
            if (e.cross == Cross::end) top += high - h;
            place(child, {x, top, broken.widths[i], h});
            x += broken.widths[i] + between;
        }
        y += high + gap(e);
    }
}

// Columns share the width to the pixel, so that the last one ends where the grid ends.
Rect Layout::cell(const Element& grid, std::size_t column, std::size_t count,
                  const Rect& inner) const {
    const float step = (inner.w + gap(grid)) / static_cast<float>(count);
    const float from = std::round(step * static_cast<float>(column));
    const float to = std::round(step * static_cast<float>(column + 1)) - gap(grid);
    return {inner.x + from, inner.y, to - from, inner.h};
}

void Layout::place_grid(Element& e, const Rect& inner) const {
    if (e.children.empty()) return;
    const auto count = columns(e, inner.w);
    const auto heights = row_heights(e, inner.w);
    float spare = inner.h - gap(e) * static_cast<float>(heights.size() - 1);
    for (const float one : heights) spare -= one;
    const float extra = std::max(0.0F, std::floor(spare / static_cast<float>(heights.size())));
    float y = inner.y;
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        const float tall = heights[i / count] + extra;
        place(e.children[i], cell(e, i % count, count, {inner.x, y, inner.w, tall}));
        if ((i + 1) % count == 0) y += tall + gap(e);
    }
}

namespace {

void move(Element& e, float by) {
    e.laid.rect.x += by;
    e.laid.visible.x += by;
    for (auto& child : e.children) move(child, by);
}

}  // namespace

void mirror(Element& e, float width) {
    if (e.left_to_right) return move(e, width - 2 * e.laid.rect.x - e.laid.rect.w);
    e.laid.rect.x = width - e.laid.rect.x - e.laid.rect.w;
    e.laid.visible.x = width - e.laid.visible.x - e.laid.visible.w;
    for (auto& child : e.children) mirror(child, width);
}

}  // namespace tallystick::ui
