// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow.h"

#include <algorithm>
#include <cmath>

namespace tallystick::ui {
namespace {

constexpr float epsilon = 0.5F;

// What must not be cut through: lines of text, and whole controls, pictures and icons; of a control
// higher than the page, what is in it too.
void collect(const Element& e, const Layout& layout, float room,
             std::vector<std::pair<float, float>>& pieces) {
    const Rect& r = e.laid.rect;
    const bool box = e.kind == Element::Kind::column || e.kind == Element::Kind::row ||
                     e.kind == Element::Kind::grid;
    if (box && (!e.target || r.h > room)) {
        for (const auto& child : e.children) collect(child, layout, room, pieces);
    }
    if (r.h < epsilon || (box && !e.target)) return;
    if (e.kind == Element::Kind::text) {
        const auto edges = layout.line_edges(e);
        for (std::size_t i = 1; i < edges.size(); ++i) pieces.emplace_back(edges[i - 1], edges[i]);
        return;
    }
    pieces.emplace_back(r.y, r.bottom());
}

void hide_outside(Element& e, const Layout& layout, float top, float bottom) {
    const Rect& r = e.laid.rect;
    const bool box = e.kind == Element::Kind::column || e.kind == Element::Kind::row ||
                     e.kind == Element::Kind::grid;
    if (e.kind == Element::Kind::text) {
        // Whole lines only.
        const auto edges = layout.line_edges(e);
        const auto first =
            std::find_if(edges.begin(), edges.end(), [&](float y) { return y >= top - epsilon; });
        auto end = std::find_if(first, edges.end(), [&](float y) { return y > bottom + epsilon; });
        e.laid.shown = end - first > 1;
        if (e.laid.shown) e.laid.visible = Rect{r.x, *first, r.w, *std::prev(end) - *first};
        return;
    }
    if (box && !e.target) {
        // A box of which nothing but its edge would be seen is left to the next page.
        bool any = e.children.empty();
        for (auto& child : e.children) {
            hide_outside(child, layout, top, bottom);
            any = any || child.laid.shown;
        }
        e.laid.shown = any && r.bottom() > top + epsilon && r.y < bottom - epsilon;
        const float y0 = std::max(r.y, top);
        e.laid.visible = Rect{r.x, y0, r.w, std::min(r.bottom(), bottom) - y0};
        return;
    }
    const bool inside = r.y >= top - epsilon && r.bottom() <= bottom + epsilon;
    const bool over_all = r.y <= top + epsilon && r.bottom() >= bottom - epsilon;
    e.laid.shown = inside || over_all;
    if (over_all) e.laid.visible = Rect{r.x, top, r.w, bottom - top};
}

// Where another form of it stands elsewhere.
bool is_nothing(const Element& child) {
    return child.kind == Element::Kind::column && child.children.empty() &&
           child.look == Look::none;
}

}  // namespace

Flow::Flow(const Layout& layout, Element& body, float width, Headings headings, Titles titles,
           std::size_t cards, Sections sections)
    : m_layout(layout),
      m_body(body),
      m_width(width),
      m_headings(headings),
      m_titles(titles),
      m_cards(cards),
      m_sections(sections) {
    take(0);
    list_blocks();
}

// All forms stay, as the next page or another text size may want another one.
void Flow::take(std::size_t form) {
    for (auto& child : m_body.children) {
        const std::size_t wanted = std::min(form, child.lower.size());
        if (child.form != wanted) {
            auto all = std::move(child.lower);
            const auto other = std::find_if(all.begin(), all.end(),
                                            [&](const Element& e) { return e.form == wanted; });
            std::swap(*other, child);
            child.lower = std::move(all);
        }
        if (child.make && child.children.empty()) child.children.resize(child.made_count);
    }
}

std::size_t Flow::forms() const {
    std::size_t most = 0;
    const auto take_in = [&](const Element& e) {
        if (!e.cuts || m_titles == Titles::cut) most = std::max(most, e.form);
    };
    for (const auto& child : m_body.children) {
        take_in(child);
        for (const auto& other : child.lower) take_in(other);
    }
    return most + 1;
}

void Flow::list_blocks() {
    m_blocks.clear();
    m_columns.assign(m_body.children.size(), 0);
    for (std::size_t i = 0; i < m_body.children.size(); ++i) {
        Element& child = m_body.children[i];
        if (is_dropped(i) || is_nothing(child)) continue;
        if (child.kind != Element::Kind::grid) {
            m_blocks.push_back({i, 0, 0});
            continue;
        }
        auto columns = m_layout.columns(child, m_width);
        if (child.make) columns = std::min(columns, m_most_columns);
        m_columns[i] = columns;
        // Rows are counted from the page's first item, so that a page with other columns than the
        // one before neither repeats an item nor leaves one out.
        const std::size_t short_row = i == m_anchor.child ? m_anchor.item % columns : 0;
        for (std::size_t item = 0; item < child.children.size();) {
            const std::size_t wide = item == 0 && short_row > 0 ? short_row : columns;
            m_blocks.push_back({i, item, std::min(wide, child.children.size() - item)});
            item += wide;
        }
    }
}

bool Flow::is_dropped(std::size_t child) const {
    const auto& all = m_body.children;
    return m_headings == Headings::dropped && child + 1 < all.size() &&
           all[child].role == Role::heading && all[child + 1].make;
}

void Flow::forget_dropped() {
    auto& all = m_body.children;
    for (std::size_t i = all.size(); i-- > 0;)
        if (is_dropped(i)) all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
    list_blocks();
}

Element& Flow::make(Element& grid, std::size_t index) {
    Element& item = grid.children[index];
    // A made item always has an id: that is how one tells it from an empty place.
    if (grid.make && item.id.empty()) item = grid.make(index);
    return item;
}

float Flow::height(const Block& block) {
    Element& child = m_body.children[block.child];
    if (block.count == 0)
        return m_layout.height(child, m_layout.child_width(child, m_body, m_width));
    const float each = m_layout.column_width(m_columns[block.child], child, m_width);
    float tallest = 0;
    for (std::size_t i = 0; i < block.count; ++i) {
        tallest = std::max(tallest, m_layout.height(make(child, block.item + i), each));
    }
    return tallest;
}

float Flow::gap_before(std::size_t index) const {
    if (index == 0) return 0;
    const Block& block = m_blocks[index];
    const bool same_grid = block.count > 0 && m_blocks[index - 1].child == block.child;
    return m_layout.gap(same_grid ? m_body.children[block.child] : m_body);
}

bool Flow::heads(const Block& block) const {
    return block.count == 0 && m_body.children[block.child].role == Role::heading;
}

std::size_t Flow::index_of(const PageAnchor& anchor) const {
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const Block& block = m_blocks[i];
        if (block.child < anchor.child) continue;
        if (block.child > anchor.child) return i;  // the heading that it named is dropped
        if (block.count == 0 || anchor.item < block.item + block.count) return i;
    }
    return 0;
}

// Whether other cards stand at `from` or between than those at `index`, or those that it heads.
bool Flow::begins_section(std::size_t from, std::size_t index) const {
    const auto cards_at = [&](std::size_t i) {
        return m_body.children[m_blocks[i].child].make != nullptr;
    };
    std::size_t own = m_blocks[index].child;
    if (!cards_at(index) && heads(m_blocks[index])) ++own;
    for (std::size_t i = from; i < index; ++i)
        if (cards_at(i) && m_blocks[i].child != own) return true;
    return false;
}

// How many blocks from `first` on fit; 0 if not even one does.
std::size_t Flow::fill(std::size_t first, float room) {
    float used = 0;
    std::size_t count = 0;
    for (std::size_t i = first; i < m_blocks.size(); ++i) {
        if (m_sections == Sections::apart && begins_section(first, i)) break;
        used += height(m_blocks[i]) + (i == first ? 0 : gap_before(i));
        if (used > room + epsilon) break;
        ++count;
    }
    // A heading goes with what it heads.
    while (count > 1 && first + count < m_blocks.size() && heads(m_blocks[first + count - 1])) {
        --count;
    }
    return count;
}

bool Flow::has_cards() const {
    return std::any_of(m_body.children.begin(), m_body.children.end(),
                       [](const Element& child) { return child.make != nullptr; });
}

bool Flow::is_together() const {
    return std::any_of(m_body.children.begin(), m_body.children.end(),
                       [](const Element& child) { return child.together; });
}

bool Flow::wants_one_page() const {
    return std::any_of(m_body.children.begin(), m_body.children.end(),
                       [](const Element& child) { return child.one_page; });
}

bool Flow::fits(float room) {
    if (has_cards() && !is_together() && !wants_one_page()) return fits_as_taken(room);
    for (std::size_t form = 0; form < forms(); ++form) {
        take(form);
        list_blocks();
        if (fits_as_taken(room)) return true;
    }
    if (wants_one_page()) {
        take(0);
        list_blocks();
    }
    return false;
}

bool Flow::fits_as_taken(float room) {
    for (int attempt = 0; attempt < 4; ++attempt) {
        float used = 0;
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            used += height(m_blocks[i]) + gap_before(i);
            if (used > room + epsilon) return false;
        }
        const auto before_columns = m_columns;
        list_blocks();
        if (m_columns == before_columns) break;
    }
    return true;
}

PageAnchor Flow::before(std::size_t index, float room) {
    const Block& last = m_blocks[index - 1];
    float used = height(last);
    if (used > room + epsilon) {
        return {last.child, last.item, cuts(last, room, room).size() - 1, 0};
    }
    std::size_t first = index - 1;
    while (first > 0) {
        if (m_sections == Sections::apart && begins_section(first - 1, index - 1)) break;
        used += height(m_blocks[first - 1]) + gap_before(first);
        if (used > room + epsilon) break;
        --first;
    }
    return start_of(first);
}

PageAnchor Flow::start_of(std::size_t index) const {
    return {m_blocks[index].child, m_blocks[index].item, 0, 0};
}

// The row of cards at or after `index`, together with what stands above it there; and the rows
// below it that make the cards enough.
bool Flow::row_fits(std::size_t index, float room) {
    std::size_t row = index;
    while (row < m_blocks.size() && !m_body.children[m_blocks[row].child].make) ++row;
    if (row == m_blocks.size()) return true;
    float used = height(m_blocks[row]);
    for (std::size_t i = row; i > index; --i) used += height(m_blocks[i - 1]) + gap_before(i);
    const Element& grid = m_body.children[m_blocks[row].child];
    const std::size_t wanted = grid.together ? grid.made_count : m_cards;
    for (std::size_t cards = m_blocks[row].count; cards < wanted; cards += m_blocks[row].count) {
        if (++row == m_blocks.size() || !m_body.children[m_blocks[row].child].make) break;
        used += gap_before(row) + height(m_blocks[row]);
    }
    return used <= room + epsilon;
}

bool Flow::choose_form(float room, Below below) {
    std::size_t first = 0;
    while (first < m_blocks.size() && !m_body.children[m_blocks[first].child].make) ++first;
    if (first == m_blocks.size()) {
        take(forms() - 1);
        list_blocks();
        return forms() == 1;
    }
    const auto most = m_columns[m_blocks[first].child];
    while (first > 0 && (below == Below::all || heads(m_blocks[first - 1]))) --first;
    for (std::size_t form = 0; form < forms(); ++form) {
        take(form);
        for (m_most_columns = most; m_most_columns > 0; --m_most_columns) {
            list_blocks();
            const std::size_t here = std::max(first, index_of(m_anchor));
            if (row_fits(first, m_first_room.value_or(room)) && row_fits(here, room)) return true;
        }
    }
    m_most_columns = most;
    list_blocks();
    return false;
}

// A heading alone on a page, with the cards it heads on the next, helps nobody, and a card that is
// cut even fewer: fewer columns make lower cards, and then so do lower forms.
bool Flow::choose_form(float room) {
    return choose_form(room, Below::all) || choose_form(room, Below::heading);
}

bool Flow::begins_whole(const PageAnchor& anchor, float room, Below below) {
    m_anchor = anchor;
    list_blocks();
    return choose_form(room, below);
}

Page Flow::open(const PageAnchor& anchor, const Rect& area) {
    if (m_blocks.empty()) return {};
    m_anchor = anchor;
    list_blocks();
    choose_form(area.h);
    std::size_t first = 0;
    std::size_t count = 0;
    // Items that have just been made may need wider columns than those seen so far.
    for (int attempt = 0; attempt < 4; ++attempt) {
        first = index_of(anchor);
        count = fill(first, area.h);
        const auto before_columns = m_columns;
        list_blocks();
        if (m_columns == before_columns) break;
    }
    Page page;
    if (count == 0 || anchor.first_room > 0) {
        page = slice(first, anchor, area);
    } else {
        page = whole_blocks(first, count, area);
        join(first + count, area, page);
    }
    if (!page.back && first > 0) page.back = before(first, area.h - anchor.first_room);
    return page;
}

float Flow::place(const Block& block, float x, float y, float extra, std::vector<Element*>& shown) {
    Element& child = m_body.children[block.child];
    const float tall = height(block) + extra;
    if (block.count == 0) {
        const float w = m_layout.child_width(child, m_body, m_width);
        if (m_body.cross == Cross::centre) x += std::floor((m_width - w) / 2);
        m_layout.place(child, {x, y, w, tall});
        shown.push_back(&child);
        return tall;
    }
    const auto columns = m_columns[block.child];
    for (std::size_t i = 0; i < block.count; ++i) {
        Element& item = make(child, block.item + i);
        m_layout.place(item, m_layout.cell(child, i, columns, {x, y, m_width, tall}));
        shown.push_back(&item);
    }
    return tall;
}

// Numbers run through all the grids that are made as they come into view.
void Flow::count_items(const Block& block, Page& page) const {
    if (!m_body.children[block.child].make) return;
    std::size_t before = 0;
    page.items = 0;
    for (std::size_t i = 0; i < m_body.children.size(); ++i) {
        if (!m_body.children[i].make) continue;
        if (i < block.child) before += m_body.children[i].children.size();
        page.items += m_body.children[i].children.size();
    }
    if (page.first_item == 0) page.first_item = before + block.item + 1;
    page.last_item = before + block.item + block.count;
}

Page Flow::whole_blocks(std::size_t first, std::size_t count, const Rect& area) {
    Page page;
    float spare = area.h;
    std::size_t rows = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        spare -= height(m_blocks[i]) + (i == first ? 0 : gap_before(i));
        if (m_blocks[i].count > 0) ++rows;
    }
    const bool more = first + count < m_blocks.size();
    float y = area.y;
    for (std::size_t i = first; i < first + count; ++i) {
        const Block& block = m_blocks[i];
        if (i > first) y += gap_before(i);
        // Full pages of cards stretch a little, so that they end where the page ends.
        float extra = 0;
        if (more && block.count > 0) {
            extra = std::floor(std::min(spare / static_cast<float>(rows), 0.15F * height(block)));
        }
        y += place(block, area.x, y, std::max(0.0F, extra), page.shown);
        count_items(block, page);
    }
    if (more) page.more = start_of(first + count);
    page.bottom = y;
    return page;
}

// A page that whole blocks leave nearly empty takes the beginning of the next one, unless that is a
// card.
void Flow::join(std::size_t next, const Rect& area, Page& page) {
    if (next >= m_blocks.size()) return;
    const Block& block = m_blocks[next];
    const float used = page.bottom - area.y;
    const bool must_be_cut = height(block) > area.h + epsilon;
    const bool is_card = m_body.children[block.child].make != nullptr;
    if (is_card || used > 0.5F * area.h || (!must_be_cut && used > 0.35F * area.h)) return;
    const float top = page.bottom + gap_before(next);
    const float room = area.bottom() - top;
    if (room < 0.25F * area.h) return;
    const auto slices = cuts(block, room, area.h);
    const auto [from, to] = slices.front();
    if (slices.size() < 2 || to - from > room + epsilon || to - from < 0.1F * room) return;
    std::vector<Element*> shown;
    place(block, area.x, top, 0, shown);
    for (auto* e : shown) {
        hide_outside(*e, m_layout, top, top + (to - from));
        page.shown.push_back(e);
    }
    page.clip = Rect{0, area.y, 1e6F, top + (to - from) - area.y};
    page.more = PageAnchor{block.child, block.item, 1, room};
    count_items(block, page);
}

std::vector<std::pair<float, float>> Flow::cuts(const Block& block, float first_room, float room) {
    std::vector<Element*> shown;
    place(block, 0, 0, 0, shown);
    std::vector<std::pair<float, float>> pieces;
    for (const auto* e : shown) collect(*e, m_layout, room, pieces);
    std::vector<std::pair<float, float>> slices;
    const float end = height(block);
    float top = 0;
    while (top < end - epsilon && slices.size() < 1000) {
        float limit = std::min(top + (slices.empty() ? first_room : room), end);
        // Of a control that is higher than the page, no sliver: its last two parts are alike.
        for (const auto& [from, to] : pieces) {
            if (from > top + epsilon || to <= limit + epsilon) continue;
            // Whole, on the page that follows what this one is joined to.
            const bool fits_next = slices.empty() && first_room < room && to - from <= room;
            if (fits_next) limit = top;
            if (to < limit + room) limit = std::min(limit, top + std::ceil((to - top) / 2));
        }
        float cut = limit;
        bool moved = true;
        while (moved) {
            moved = false;
            for (const auto& [from, to] : pieces) {
                if (from > top + epsilon && from < cut - epsilon && to > cut + epsilon) {
                    cut = from;
                    moved = true;
                }
            }
        }
        // Columns whose lines never end together are cut raggedly rather than far too early.
        if (cut - top < 0.6F * (limit - top)) cut = limit;
        slices.emplace_back(top, cut);
        float next = end;
        for (const auto& [from, to] : pieces) {
            if (to > cut + epsilon && from > top + epsilon) next = std::min(next, from);
            if (to > cut + epsilon && from <= top + epsilon) next = std::min(next, cut);
        }
        top = next;
    }
    if (slices.empty()) slices.emplace_back(0, room);
    return slices;
}

Page Flow::slice(std::size_t index, const PageAnchor& anchor, const Rect& area) {
    const Block& block = m_blocks[index];
    const bool joined = anchor.first_room > 0;
    const auto slices = cuts(block, joined ? anchor.first_room : area.h, area.h);
    const auto number =
        std::min(std::max<std::size_t>(anchor.slice, joined ? 1 : 0), slices.size() - 1);
    const auto [from, to] = slices[number];
    Page page;
    place(block, area.x, area.y - from, 0, page.shown);
    for (auto* e : page.shown) hide_outside(*e, m_layout, area.y, area.y + (to - from));
    page.clip = Rect{0, area.y, 1e6F, to - from};
    const auto at = [&](std::size_t which) {
        return PageAnchor{block.child, block.item, which, anchor.first_room};
    };
    if (number > (joined ? 1U : 0U)) page.back = at(number - 1);
    if (number + 1 < slices.size()) {
        page.more = at(number + 1);
    } else if (index + 1 < m_blocks.size()) {
        page.more = start_of(index + 1);
    }
    count_items(block, page);
    return page;
}

}  // namespace tallystick::ui
