// SPDX-License-Identifier: GPL-3.0-or-later
// What a Stage holds and how it arranges a Screen: bars, body, pages, dialog, mirrored for
// right-to-left. Private to stage*.cpp; nothing here draws.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <ui/stage.h>

#include "enter.h"
#include "flow.h"
#include "paint.h"

namespace tallystick::ui {

inline constexpr const char* more_id = "page/more";
inline constexpr const char* back_id = "page/back";
inline constexpr const char* needed_id = "needed";
inline constexpr std::string_view dialog_prefix = "dialog/";  // of the same two in a dialog

void forget_measures(Element& e);
void forget_measures(Screen& screen);

// One region of pages with its buttons.
struct Paged {
    Page page;
    std::optional<Element> buttons;
};

// What gives way, a step at a time, until a page begins with something whole.
struct Squeeze {
    Density density = Density::usual;
    Headings headings = Headings::shown;
    enum class Footer { richest, plainest } footer = Footer::richest;
    Titles titles = Titles::whole;
    std::size_t cards = 1;
    enum class Beside { above, row } beside = Beside::above;  // where words beside the pages stand
};

struct Stage::Impl {
    Brushes brushes;
    QrCache qrs;
    std::optional<Screen> screen;
    std::optional<Layout> layout;
    std::map<std::string, PageAnchor> anchors;  // per screen and dialog

    Squeeze squeeze;
    Element* header = nullptr;
    Element* footer = nullptr;
    bool has_beside_pages = false;  // also where that footer flows at the end of the body
    Rect header_band;
    Rect footer_band;
    std::optional<Element> reach_title;
    std::optional<Element> left_out;  // of what stands beside the pages: in the header
    std::vector<std::pair<std::string, std::string>> needed_as_given;  // text, label by footer
    Paged body;
    Paged dialog;
    std::string down_id;
    float down_x = 0;
    float down_y = 0;
    bool is_down = false;

    explicit Impl(const Brushes& b) : brushes(b), qrs(b.textures) {}

    enum class At { first, anchor };  // which page
    // `form`: of what stands beside Back and More, 0 for whole. `leads` may be null.
    [[nodiscard]] Element page_row(const Page& page, const std::string& prefix,
                                   const std::string& position, std::size_t form,
                                   const Element* leads) const;
    [[nodiscard]] Element narrowed_row(const Page& page, const std::string& prefix,
                                       const Element* leads) const;
    [[nodiscard]] std::optional<Element> page_row_within(const Page& page,
                                                         const std::string& prefix, float width,
                                                         const Element* leads) const;
    [[nodiscard]] Element page_buttons(const Page& page, const std::string& prefix,
                                       float width) const;
    [[nodiscard]] Element words_above(const Page& page, float width) const;
    [[nodiscard]] bool header_has_room(Element& words, float width) const;
    [[nodiscard]] float page_bar_height(float width, At at) const;
    [[nodiscard]] At page_shown(const std::string& key) const;
    [[nodiscard]] std::size_t item_at_anchor() const;
    [[nodiscard]] Flow flow_of(Element& content, float width) const;
    [[nodiscard]] float page_room(const Rect& area, At at) const;
    void open_pages(Element& content, const Rect& area, const std::string& key,
                    const std::string& prefix, Paged& paged);
    void place_body(const Rect& area, const std::string& key);
    void place_left_out();
    void remember_needed();
    void forget_what_is_to_come();
    void say_what_is_to_come();
    void place_dialog(const Rect& region);
    [[nodiscard]] float needs(Element& bar) const;
    [[nodiscard]] bool open_dialog(Element& box, const Rect& area);
    [[nodiscard]] Element dialog_bar(const Page& page, const Element& own, float width) const;
    [[nodiscard]] float dialog_bar_height(const Element& own, float width) const;
    [[nodiscard]] bool has_tower(const Element& placed) const;
    [[nodiscard]] Element* richest(std::vector<Element>& variants, float width,
                                   float most_height) const;
    [[nodiscard]] Element* lowest(std::vector<Element>& variants, float width) const;
    void arrange(const StageSettings& settings);
    void choose_squeeze(const StageSettings& settings, const Rect& region, float margin);
    void choose_footers(const StageSettings& settings, const Rect& region, float margin);
    [[nodiscard]] bool holds_a_card(const Rect& region, float margin, Flow::Below below);
    [[nodiscard]] std::size_t cards_above_a_blank_third(const Rect& region, float margin);
    void set_layout(const StageSettings& settings);
    void limit_pictures(const StageSettings& settings, const Rect& area);
    void choose_bars(const Rect& region, float margin);
    void place_bars(const Rect& region, float margin);
    [[nodiscard]] bool leaves_too_little(const Rect& region, float margin) const;
    [[nodiscard]] Rect body_area(const Rect& region, float margin) const;
    [[nodiscard]] float bar_height(Element* bar, float margin, const Rect& region) const;
    void mirror_all(float width);
    void enter(SemanticTree& tree) const;
    [[nodiscard]] bool turn(const std::string& id);
    [[nodiscard]] std::string page_key() const { return screen->id; }
    [[nodiscard]] std::string dialog_key() const { return screen->id + "/" + screen->dialog->id; }
    [[nodiscard]] Paged& top() { return screen->dialog ? dialog : body; }
};

}  // namespace tallystick::ui
