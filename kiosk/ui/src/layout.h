// SPDX-License-Identifier: GPL-3.0-or-later
// Measures and places elements: natural and narrowest widths from the text, height for a width,
// then rectangles. Coordinates here run from the start side; mirror() turns them round for
// right-to-left languages, in this one place. Distances are whole pixels.
#pragma once

#include <string>
#include <vector>

#include <ui/element.h>

namespace tallystick::ui {

class Layout {
public:
    Layout(TextEngine& engine, const Metrics& metrics, std::string language);

    // Pictures without a height of their own are never higher than this, so that a page holds one.
    void limit_pictures(float tallest) { m_tallest_picture = tallest; }
    void set_upright(bool higher_than_wide) { m_upright = higher_than_wide; }
    [[nodiscard]] float natural(Element& e) const;    // width it would like
    [[nodiscard]] float narrowest(Element& e) const;  // least width without broken words
    [[nodiscard]] float height(Element& e, float width) const;
    void place(Element& e, const Rect& rect) const;
    [[nodiscard]] std::vector<float> row_heights(Element& grid, float width) const;
    // How many columns a grid has in that width, and the width of each.
    [[nodiscard]] std::size_t columns(Element& grid, float width) const;
    [[nodiscard]] float column_width(std::size_t columns, const Element& grid, float width) const;

    [[nodiscard]] TextStyle style_of(const Element& text, float width) const;
    [[nodiscard]] int missing_glyphs(const Element& text) const;
    [[nodiscard]] float longest_word(const Element& e) const;
    [[nodiscard]] float text_width(const Element& text) const;  // on one line
    // Where each line of a placed text ends: one more than it has lines.
    [[nodiscard]] std::vector<float> line_edges(const Element& text) const;
    // What a text leaves out above its first line, and the height of what it keeps.
    struct TextBox {
        float above = 0;
        float height = 0;
        float line = 0;     // of one of its lines
        float trimmed = 0;  // above and below
        bool cut = false;
    };
    [[nodiscard]] TextBox text_box(const Element& text, float width) const;
    [[nodiscard]] bool is_cut(const Element& e) const;
    [[nodiscard]] float child_width(Element& child, const Element& column, float inner) const;
    [[nodiscard]] float icon_side(const Element& icon) const;
    [[nodiscard]] float gap(const Element& e) const { return m_metrics.between(e.gap); }
    [[nodiscard]] float pad_x(const Element& e) const { return m_metrics.space(e.pad_x); }
    [[nodiscard]] float pad_y(const Element& e) const { return m_metrics.pad(e.pad_y); }
    [[nodiscard]] const Metrics& metrics() const { return m_metrics; }
    [[nodiscard]] Direction direction() const { return m_direction; }
    [[nodiscard]] const std::string& language() const { return m_language; }

    [[nodiscard]] Rect cell(const Element& grid, std::size_t column, std::size_t count,
                            const Rect& inner) const;

private:
    struct Line {
        std::size_t first;
        std::size_t last;  // one past
        float height;
    };
    struct Lines {
        std::vector<float> widths;  // of the children
        std::vector<Line> lines;
    };
    [[nodiscard]] bool is_snug(const Element& text) const;
    [[nodiscard]] float least_height(const Element& e) const;
    [[nodiscard]] float em(float count) const { return count * m_metrics.em(Type::body); }
    [[nodiscard]] float measure_natural(Element& e) const;
    [[nodiscard]] float measure_narrowest(Element& e) const;
    [[nodiscard]] float measure_height(Element& e, float width) const;
    [[nodiscard]] float basis(Element& child, const Element& row, float inner) const;
    [[nodiscard]] Lines break_row(Element& row, float inner) const;
    void share(Element& row, const Line& line, float inner, std::vector<float>& widths) const;
    void place_column(Element& e, const Rect& inner) const;
    void place_row(Element& e, const Rect& inner) const;
    void place_grid(Element& e, const Rect& inner) const;

    TextEngine& m_engine;
    Metrics m_metrics;
    std::string m_language;
    Direction m_direction;
    float m_tallest_picture = 1e6F;
    bool m_upright = false;
};

// The one place where a screen is turned round: x becomes width - x - w, for e and all within, but
// for what stands left to right in every language.
void mirror(Element& e, float width);

}  // namespace tallystick::ui
