// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace tallystick::ui {
namespace {

Weight weight_of(Type type) {
    switch (type) {
        case Type::body:
        case Type::soft:
            return Weight::regular;
        case Type::strong:
        case Type::title:
        case Type::code:
            return Weight::semibold;
        case Type::heading:
        case Type::display:
        case Type::amount:
            return Weight::bold;
    }
    return Weight::regular;
}

// Scripts that break lines between any two characters have no word to be as wide as.
bool breaks_anywhere(std::string_view word) {
    for (std::size_t i = 0; i + 2 < word.size(); ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        const auto next = static_cast<unsigned char>(word[i + 1]);
        const bool beyond_symbols = byte > 0xE2 || (byte == 0xE2 && next >= 0xBA);  // U+2E80
        const bool cjk_block = byte >= 0xE3 && byte <= 0xED;
        if (beyond_symbols && cjk_block) return true;
    }
    return false;
}

std::size_t letters(std::string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

}  // namespace

Layout::Layout(TextEngine& engine, const Metrics& metrics, std::string language)
    : m_engine(engine),
      m_metrics(metrics),
      m_language(std::move(language)),
      m_direction(direction_of(m_language)) {}

TextStyle Layout::style_of(const Element& e, float width) const {
    TextStyle style;
    style.capital_px = m_metrics.cap_px(e.type);
    style.weight = weight_of(e.type);
    if (e.type == Type::code) style.role = FontRole::code;
    if (e.type == Type::amount) style.role = FontRole::figures;
    style.language = e.language.empty() ? m_language : e.language;
    style.hand = m_metrics.hand;
    if (e.most_lines > 0) {
        style.overflow = Overflow::ellipsis;
        style.max_lines = e.most_lines;
    }
    style.direction = direction_of(style.language);
    style.align = e.align;
    // Start and end are the screen's, whatever the direction of the text itself.
    if (style.direction != m_direction && e.align != Align::centre) {
        style.align = e.align == Align::start ? Align::end : Align::start;
    }
    style.width_px = static_cast<int>(std::floor(width));
    return style;
}

int Layout::missing_glyphs(const Element& e) const {
    return m_engine.measure(e.text, style_of(e, 0)).missing;
}

float Layout::text_width(const Element& e) const {
    return static_cast<float>(m_engine.measure(e.text, style_of(e, 0)).width);
}

// Where there is little room, and in the middle of a control of Nastaliq, whose words stand low in
// their lines, a text is as high as what is drawn of it.
bool Layout::is_snug(const Element& e) const {
    const std::string& language = e.language.empty() ? m_language : e.language;
    return m_metrics.density == Density::tight ||
           (e.on_control && is_nastaliq(language, m_metrics.hand));
}

Layout::TextBox Layout::text_box(const Element& e, float width) const {
    const bool one_line = text_width(e) <= width && e.text.find('\n') == std::string::npos;
    const auto m = m_engine.measure(e.text, style_of(e, one_line ? 0 : width));
    const auto height = static_cast<float>(m.height);
    TextBox box{0, height, height / static_cast<float>(std::max(1, m.lines)), 0, m.cut};
    if (!is_snug(e) || m.ink_bottom <= m.ink_top) return box;
    // Never less than a capital and what hangs below it, so that words side by side keep one line.
    const float capital = m_metrics.cap_px(e.type);
    const float top = std::min(static_cast<float>(m.ink_top),
                               std::floor(static_cast<float>(m.baseline) - capital));
    const float bottom = std::max(static_cast<float>(m.ink_bottom),
                                  std::ceil(static_cast<float>(m.last_baseline) + 0.3F * capital));
    box.above = top;
    box.height = bottom - top;
    box.trimmed = height - box.height;
    return box;
}

bool Layout::is_cut(const Element& e) const {
    return e.most_lines > 0 && text_box(e, e.laid.rect.w).cut;
}

std::vector<float> Layout::line_edges(const Element& e) const {
    const Rect& r = e.laid.rect;
    const TextBox box = text_box(e, r.w);
    const int lines = std::max(1, static_cast<int>(std::lround((r.h + box.trimmed) / box.line)));
    std::vector<float> edges{r.y};
    // A text in more room than it needs has lines as high as the room gives.
    const float each = (r.h + box.trimmed) / static_cast<float>(lines);
    for (int i = 1; i < lines; ++i) edges.push_back(r.y - box.above + each * static_cast<float>(i));
    edges.push_back(r.bottom());
    return edges;
}

float Layout::icon_side(const Element& e) const {
    if (e.width_mm > 0) return m_metrics.mm(static_cast<double>(e.width_mm));
    return std::round(e.icon_em * m_metrics.em(e.type));
}

float Layout::longest_word(const Element& e) const {
    std::string_view longest;
    std::string_view second;
    std::string_view rest = e.text;
    while (!rest.empty()) {
        const auto end = rest.find_first_of(" \n");
        const auto word = rest.substr(0, end);
        // A word of a few of them on a button is still one word.
        if (breaks_anywhere(word) && letters(word) > 6) {
            longest = longest.empty() ? word.substr(0, 3) : longest;
        } else if (letters(word) > letters(longest)) {
            second = longest;
            longest = word;
        } else if (letters(word) > letters(second)) {
            second = word;
        }
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    const TextStyle style = style_of(e, 0);
    float width = 0;
    for (const auto word : {longest, second}) {
        if (word.empty()) continue;
        width = std::max(width, static_cast<float>(m_engine.measure(word, style).width));
    }
    return width + 1;
}

float Layout::natural(Element& e) const {
    if (e.laid.natural < 0) e.laid.natural = measure_natural(e);
    return e.laid.natural;
}

float Layout::narrowest(Element& e) const {
    if (e.laid.narrowest < 0) e.laid.narrowest = std::min(measure_narrowest(e), natural(e));
    return e.laid.narrowest;
}

float Layout::least_height(const Element& e) const {
    if (e.height_mm <= 0) return 0;
    if (e.target && m_metrics.density == Density::tight) return m_metrics.target();
    return std::ceil(e.height_mm * m_metrics.px_per_mm);
}

float Layout::height(Element& e, float width) const {
    if (e.laid.height_at != width) {
        e.laid.height = std::max(measure_height(e, width), least_height(e));
        e.laid.height_at = width;
    }
    return e.laid.height;
}

float Layout::measure_natural(Element& e) const {
    float width = 0;
    switch (e.kind) {
        case Element::Kind::text:
            width = static_cast<float>(m_engine.measure(e.text, style_of(e, 0)).width) + 1;
            break;
        case Element::Kind::icon:
            width = icon_side(e);
            break;
        case Element::Kind::picture:
        case Element::Kind::qr:
            width = e.width_mm > 0 ? m_metrics.mm(static_cast<double>(e.width_mm)) : em(6);
            break;
        case Element::Kind::bar:
            width = em(6);
            break;
        case Element::Kind::spacer:
            break;
        case Element::Kind::column:
            for (auto& child : e.children) width = std::max(width, natural(child));
            break;
        case Element::Kind::row:
            for (auto& child : e.children) width += natural(child);
            if (!e.children.empty()) width += gap(e) * static_cast<float>(e.children.size() - 1);
            break;
        case Element::Kind::grid: {
            for (auto& child : e.children) width = std::max(width, natural(child));
            const auto count = std::min(e.most_columns, std::max(e.children.size(), e.made_count));
            width = std::max(width, em(e.least_em)) * static_cast<float>(count) +
                    gap(e) * static_cast<float>(std::max<std::size_t>(count, 1) - 1);
            break;
        }
    }
    width += 2 * pad_x(e);
    if (e.target) width = std::max(width, m_metrics.target());
    if (e.width_mm > 0) width = std::max(width, m_metrics.mm(static_cast<double>(e.width_mm)));
    if (e.most_em > 0) width = std::min(width, em(e.most_em));
    if (e.kind != Element::Kind::grid) width = std::max(width, em(e.least_em));
    return std::ceil(width);
}

float Layout::measure_narrowest(Element& e) const {
    float width = 0;
    switch (e.kind) {
        case Element::Kind::text:
            width = longest_word(e);
            break;
        case Element::Kind::row:
            for (auto& child : e.children) {
                width = e.wraps ? std::max(width, narrowest(child)) : width + narrowest(child);
            }
            if (!e.wraps && !e.children.empty()) {
                width += gap(e) * static_cast<float>(e.children.size() - 1);
            }
            break;
        case Element::Kind::column:
        case Element::Kind::grid:
            for (auto& child : e.children) width = std::max(width, narrowest(child));
            break;
        default:
            return natural(e);
    }
    width += 2 * pad_x(e);
    if (e.target) width = std::max(width, m_metrics.target());
    if (e.width_mm > 0) width = std::max(width, m_metrics.mm(static_cast<double>(e.width_mm)));
    if (e.kind != Element::Kind::grid) width = std::max(width, em(e.least_em));
    return std::ceil(width);
}

float Layout::measure_height(Element& e, float width) const {
    const float inner = std::max(1.0F, width - 2 * pad_x(e));
    float total = 0;
    switch (e.kind) {
        case Element::Kind::text:
            total = text_box(e, width).height;
            break;
        case Element::Kind::icon:
            total = icon_side(e);
            break;
        case Element::Kind::qr:
            total = m_metrics.mm(static_cast<double>(e.width_mm));
            break;
        case Element::Kind::picture:  // three to two, unless a height is given
            if (e.height_mm <= 0) total = std::min(std::round(width / 1.5F), m_tallest_picture);
            if (e.most_mm > 0) {
                total = std::min(total, m_metrics.mm(static_cast<double>(e.most_mm)));
            }
            break;
        case Element::Kind::bar:
        case Element::Kind::spacer:
            break;  // height_mm alone
        case Element::Kind::column:
            for (auto& child : e.children) total += height(child, child_width(child, e, inner));
            if (!e.children.empty()) total += gap(e) * static_cast<float>(e.children.size() - 1);
            break;
        case Element::Kind::row: {
            const auto lines = break_row(e, inner);
            for (const auto& line : lines.lines) total += line.height;
            if (!lines.lines.empty()) {
                total += gap(e) * static_cast<float>(lines.lines.size() - 1);
            }
            break;
        }
        case Element::Kind::grid: {
            const auto rows = row_heights(e, inner);
            for (const float row : rows) total += row;
            total += gap(e) * std::max(0.0F, static_cast<float>(rows.size()) - 1);
            break;
        }
    }
    total += 2 * pad_y(e);
    if (e.target) total = std::max(total, m_metrics.target());
    return std::ceil(total);
}

std::vector<float> Layout::row_heights(Element& e, float width) const {
    const auto count = columns(e, width);
    const float each = column_width(count, e, width);
    std::vector<float> heights;
    float tallest = 0;
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        if (i % count == 0) heights.push_back(0);
        heights.back() = std::max(heights.back(), height(e.children[i], each));
        tallest = std::max(tallest, heights.back());
    }
    if (e.even) heights.assign(heights.size(), tallest);
    return heights;
}

std::size_t Layout::columns(Element& e, float width) const {
    float least = em(e.least_em);
    for (auto& child : e.children) least = std::max(least, narrowest(child));
    const auto fit = std::floor((width + gap(e)) / std::max(1.0F, least + gap(e)));
    const auto items = std::max<std::size_t>({e.children.size(), e.made_count, 1});
    const auto most = std::clamp<std::size_t>(e.most_columns, 1, items);
    const auto count =
        std::clamp<std::size_t>(static_cast<std::size_t>(std::max(1.0F, fit)), 1, most);
    if (e.make) return count;
    // Four things stand two and two rather than three and one.
    const auto rows = (items + count - 1) / count;
    return (items + rows - 1) / rows;
}

float Layout::column_width(std::size_t count, const Element& e, float width) const {
    const auto n = static_cast<float>(count);
    return std::floor((width - gap(e) * (n - 1)) / n);
}

}  // namespace tallystick::ui
