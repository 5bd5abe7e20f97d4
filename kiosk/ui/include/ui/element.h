// SPDX-License-Identifier: GPL-3.0-or-later
// A screen as a value: a tree of elements without coordinates. Screens build it anew for each view;
// Stage (stage.h) measures, arranges, mirrors, pages, paints and enters it in the semantic tree.
// Widths follow from the text at its size and language: a row flows on when it is full, a grid
// takes as many columns as fit, text wraps. Ids name a place, not a state ("pick/juice-bar",
// whether it says Add or Remove), so that focus survives. Values only; no drawing happens here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ui/geometry.h>
#include <ui/icon.h>
#include <ui/semantic.h>
#include <ui/theme.h>

namespace tallystick::ui {

// The box behind an element; decides the ink of what stands in it.
enum class Look {
    none,
    surface,
    card,
    chosen,
    primary,
    proceed,
    secondary,
    quiet,
    disabled,
    badge,
    notice,
    danger,
    field,
    soft_accent,
    band,
    radio,
    tick_box
};
enum class Ink { normal, soft, accent, proceed, danger };
enum class Cross { stretch, start, centre, end };  // across the direction of flow
enum class Main { start, centre, end, spread };    // along it

struct BarPart {
    double amount = 0;
    int accent = 0;
};

struct Element {
    enum class Kind { column, row, grid, text, icon, picture, qr, bar, spacer };
    Kind kind = Kind::column;

    // What it is. A group or anything with a role other than text needs an id.
    std::string id;
    std::optional<Role> role;
    std::string label;  // as heard; where empty, the text of the element
    std::string value;
    std::string reason;
    bool target = false;
    bool enabled = true;
    bool selected = false;

    // How it looks.
    Look look = Look::none;
    int accent = -1;
    Ink ink = Ink::normal;
    Type type = Type::body;
    Align align = Align::start;
    std::string text;         // of a text; path of a picture; bytes of a QR code
    std::string language;     // of the text, where it is not the screen's
    bool on_control = false;  // words of a target: they stand in its middle
    int most_lines = 0;       // of a text, 0 for any; then it ends in an ellipsis
    std::string whole_at;     // the target that leads to all of it
    Icon icon = Icon::check;
    bool stays = false;  // of an icon: it is no ornament, and has its place where others have none
    std::vector<BarPart> parts;
    double whole = 0;    // of the bar
    bool discs = false;  // instead of a bar: places for so many tokens, those that are there filled

    // How it is arranged.
    Space gap = Space::s;
    Space pad_x = Space::none;
    Space pad_y = Space::none;
    Cross cross = Cross::stretch;
    Main main = Main::start;
    float grow = 0;                // share of the spare room along its parent's flow
    float least_em = 0;            // narrowest useful width, in em of body text (grid: of a column)
    float most_em = 0;             // widest, 0 for any
    float width_mm = 0;            // of pictures, icons, QR codes; least of others
    float height_mm = 0;           // least height
    float most_mm = 0;             // greatest height that growing may reach, 0 for any
    float icon_em = 1.2F;          // icons without width_mm, in em of `type`
    std::size_t most_columns = 3;  // grid: as many of least_em as fit, at most so many
    bool even = false;             // grid: all rows as tall as the tallest
    bool wraps = true;             // row: flows on to the next line (otherwise its texts wrap)
    bool upright = false;          // row: one below the other on a screen higher than wide
    bool left_to_right = false;    // what is in it stands so in every language: digits

    std::vector<Element> children;
    // Instead of children, in a grid of the body: made only when they come into view.
    std::size_t made_count = 0;
    std::function<Element(std::size_t)> make;
    bool together = false;  // of such a grid: all of it on one page, if a lower form can be
    bool one_page = false;  // the same, but in its fullest form where there are several after all
    // In the body: other forms, each lower than the one before, that stand here where pages are
    // short.
    std::vector<Element> lower;
    std::size_t form = 0;  // 0 is the fullest
    bool cuts = false;     // of such a form: texts in it may end in an ellipsis

    // Modifiers, for building in one expression.
    Element&& with_id(std::string v) && {
        id = std::move(v);
        return std::move(*this);
    }
    Element&& as(Role v) && {
        role = v;
        return std::move(*this);
    }
    Element&& heard(std::string v) && {
        label = std::move(v);
        return std::move(*this);
    }
    Element&& valued(std::string v) && {
        value = std::move(v);
        return std::move(*this);
    }
    Element&& looking(Look v) && {
        look = v;
        return std::move(*this);
    }
    Element&& accented(int v) && {
        accent = v;
        return std::move(*this);
    }
    Element&& inked(Ink v) && {
        ink = v;
        return std::move(*this);
    }
    Element&& typed(Type v) && {
        type = v;
        return std::move(*this);
    }
    Element&& aligned(Align v) && {
        align = v;
        return std::move(*this);
    }
    Element&& in_language(std::string v) && {
        language = std::move(v);
        return std::move(*this);
    }
    Element&& spaced(Space v) && {
        gap = v;
        return std::move(*this);
    }
    Element&& padded(Space v) && {
        pad_x = pad_y = v;
        return std::move(*this);
    }
    Element&& padded(Space x, Space y) && {
        pad_x = x;
        pad_y = y;
        return std::move(*this);
    }
    Element&& across(Cross v) && {
        cross = v;
        return std::move(*this);
    }
    Element&& along(Main v) && {
        main = v;
        return std::move(*this);
    }
    Element&& growing(float v) && {
        grow = v;
        return std::move(*this);
    }
    Element&& at_least(float em) && {
        least_em = em;
        return std::move(*this);
    }
    Element&& at_most(float em) && {
        most_em = em;
        return std::move(*this);
    }
    Element&& wide(float mm) && {
        width_mm = mm;
        return std::move(*this);
    }
    Element&& high(float mm) && {
        height_mm = mm;
        return std::move(*this);
    }
    Element&& or_lower(Element v) && {
        v.form = lower.size() + 1;
        lower.push_back(std::move(v));
        return std::move(*this);
    }
    Element&& unbroken() && {
        wraps = false;
        return std::move(*this);
    }
    Element&& or_upright() && {
        upright = true;
        return std::move(*this);
    }
    Element&& chosen_if(bool v) && {
        selected = v;
        return std::move(*this);
    }

    // Filled by Stage.
    struct Laid {
        Rect rect;
        float natural = -1;
        float narrowest = -1;
        float height_at = -1;  // width for which `height` was measured
        float height = 0;
        bool shown = true;
        Rect visible;  // the part of rect on this page
    };
    Laid laid;
};

// Children are moved in, none is copied.
template <typename... E>
[[nodiscard]] std::vector<Element> elements(E&&... e) {
    std::vector<Element> all;
    all.reserve(sizeof...(e));
    (all.push_back(std::forward<E>(e)), ...);
    return all;
}
[[nodiscard]] Element column(std::vector<Element> children);
[[nodiscard]] Element row(std::vector<Element> children);
[[nodiscard]] Element grid(float least_em, std::vector<Element> children);
// A grid made as it comes into view; only as a direct part of Screen::body.
[[nodiscard]] Element grid_of(float least_em, std::size_t count,
                              std::function<Element(std::size_t)> make);
[[nodiscard]] Element text(std::string words, Type type = Type::body);
[[nodiscard]] Element icon(Icon icon, Type size = Type::body);
[[nodiscard]] Element spacer(float grow = 1);

// Everything of one screen. Header and footer stay; the body flows in pages between them, unless
// they would leave it too little room: then they flow with it.
struct Screen {
    std::string id;        // "proposals": focus and page are kept per screen
    std::string language;  // BCP 47: fonts, shapes, direction
    std::string title;     // as heard when the screen comes up
    // Richest first; the first whose parts fit side by side is used, else the last.
    std::vector<Element> headers;
    Element body;
    std::vector<Element> footers;
    std::vector<Element> paged_footers;  // in their place where the body takes more than one page
    // Where one of the last `bare_footers` stands: what it leaves out, between Back and More, in a
    // lower form where there is no room. For the page that begins with this item, counted from 1.
    std::function<std::vector<Element>(std::size_t first_item)> beside_pages;
    std::size_t bare_footers = 1;
    // What the footer's "needed" says instead while so many items are on pages to come; and the
    // next step that is not emphasised before the page with the last one. It stays possible.
    std::function<std::string(std::size_t to_come)> needed_on_page;
    std::string emphasised_last;
    // Leads to what the first page begins with, from all the others: beside Back, in a lower form
    // where there is no room.
    std::optional<Element> on_later_pages;
    std::string list;  // what the body lists: when it changes, the first page is shown again
    std::optional<Element> dialog;  // over the page, which then cannot be touched
    // The target of the dialog that focus first stands on, where it is not its first: whoever
    // presses a key too often presses it.
    std::string dialog_focus;
    Main body_main = Main::start;  // where a body shorter than its room stands
    // Words of the page buttons, and "7 to 12 of 18" for a grid.
    std::string more;
    std::string back;
    std::function<std::string(std::size_t first, std::size_t last, std::size_t of)> position;
};

}  // namespace tallystick::ui
