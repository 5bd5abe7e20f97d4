// SPDX-License-Identifier: GPL-3.0-or-later
// Pages: a column of blocks (its children, and the rows of grids among them) is cut where whole
// blocks end, so that nothing is ever cut through and everything can be reached with More and
// Back. A block taller than the page is cut between its lines and controls. The anchor names the
// first thing on the page, so the page survives other text sizes, languages and resolutions.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "layout.h"

namespace tallystick::ui {

struct PageAnchor {
    std::size_t child = 0;
    std::size_t item = 0;   // in a grid
    std::size_t slice = 0;  // of a block taller than a page
    float first_room = 0;   // px that its first slice had, under other blocks; 0: a whole page
    friend bool operator==(const PageAnchor&, const PageAnchor&) = default;
};

struct Page {
    std::vector<Element*> shown;  // placed
    std::optional<Rect> clip;     // of a slice
    float bottom = 0;             // of what is shown, when whole blocks are
    std::optional<PageAnchor> more;
    std::optional<PageAnchor> back;
    std::size_t first_item = 0;  // of the grid on the page, counted from 1; 0 if there is none
    std::size_t last_item = 0;
    std::size_t items = 0;
};

// Whether a heading stands above the cards that it heads, or is left out to make room for them.
enum class Headings { shown, dropped };
// Whether forms may be taken that show less than all of a text.
enum class Titles { whole, cut };
// Whether the cards of one grid and of the next may stand on one page.
enum class Sections { joined, apart };

class Flow {
public:
    // `cards`: how many a page should hold, where there are as many.
    Flow(const Layout& layout, Element& body, float width, Headings headings, Titles titles,
         std::size_t cards, Sections sections);

    // All of it, made and measured, for a body that may fit on one page; in the fullest form that
    // does, unless it has cards that may be on several.
    [[nodiscard]] bool fits(float room);
    // For a body that is placed whole: the headings that were not counted are gone from it.
    void forget_dropped();
    // The first page and the one at `anchor` hold whole cards; where there are none, true unless
    // there are lower forms, of which the lowest stands then. `below`: after everything that stands
    // above them, or only after what heads them.
    enum class Below { all, heading };
    [[nodiscard]] bool begins_whole(const PageAnchor& anchor, float room, Below below);
    // Of the first page, where it has other room than the one that is asked for.
    void set_first_room(float room) { m_first_room = room; }
    [[nodiscard]] Page open(const PageAnchor& anchor, const Rect& area);

private:
    struct Block {
        std::size_t child;
        std::size_t item;
        std::size_t count;  // 0: the child itself
    };
    void take(std::size_t form);
    [[nodiscard]] std::size_t forms() const;
    [[nodiscard]] bool has_cards() const;
    [[nodiscard]] bool is_together() const;
    [[nodiscard]] bool wants_one_page() const;
    [[nodiscard]] bool fits_as_taken(float room);
    void list_blocks();
    [[nodiscard]] bool is_dropped(std::size_t child) const;
    [[nodiscard]] bool row_fits(std::size_t index, float room);
    [[nodiscard]] Element& make(Element& grid, std::size_t index);
    [[nodiscard]] float height(const Block& block);
    [[nodiscard]] float gap_before(std::size_t index) const;
    [[nodiscard]] bool heads(const Block& block) const;
    [[nodiscard]] bool begins_section(std::size_t from, std::size_t index) const;
    [[nodiscard]] std::size_t index_of(const PageAnchor& anchor) const;
    bool choose_form(float room, Below below);
    bool choose_form(float room);
    void count_items(const Block& block, Page& page) const;
    [[nodiscard]] std::size_t fill(std::size_t first, float room);
    [[nodiscard]] PageAnchor before(std::size_t index, float room);
    [[nodiscard]] Page whole_blocks(std::size_t first, std::size_t count, const Rect& area);
    void join(std::size_t next, const Rect& area, Page& page);
    [[nodiscard]] Page slice(std::size_t index, const PageAnchor& anchor, const Rect& area);
    [[nodiscard]] PageAnchor start_of(std::size_t index) const;
    // From-to of each slice, the first one in `first_room`.
    [[nodiscard]] std::vector<std::pair<float, float>> cuts(const Block& block, float first_room,
                                                            float room);
    float place(const Block& block, float x, float y, float extra, std::vector<Element*>& shown);

    const Layout& m_layout;
    Element& m_body;
    float m_width;
    Headings m_headings;
    Titles m_titles;
    std::size_t m_cards;
    Sections m_sections;
    std::optional<float> m_first_room;
    PageAnchor m_anchor;
    std::size_t m_most_columns = 64;
    std::vector<Block> m_blocks;
    std::vector<std::size_t> m_columns;  // per child, 0 where it is no grid
};

}  // namespace tallystick::ui
