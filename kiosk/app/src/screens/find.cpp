// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a proposal among many: by pot, by theme, by its number, or those already chosen. Above
// the list where it has room; else a button there that opens the same as a dialog.
#include "kit.h"

namespace tallystick::app {
namespace {

std::vector<Element> pot_tabs(View& view) {
    const Browse& now = view.state.session.browse;
    std::vector<Element> tabs;
    Browse all = now;
    all.pot.reset();
    all.chosen_only = false;
    tabs.push_back(ui::tab(view.on("show/all", event::SetBrowse{all}), tr("All proposals"), "",
                           !now.pot && !now.chosen_only));
    for (const auto& use : pots_in_use(view.state)) {
        Browse one = all;
        one.pot = use.pot->id;
        tabs.push_back(ui::tab(view.on("show/pot/" + use.pot->id.text(), event::SetBrowse{one}),
                               text_of(view.state, use.pot->name), "", now.pot == use.pot->id));
    }
    Browse mine = now;
    mine.pot.reset();
    mine.chosen_only = true;
    tabs.push_back(ui::tab(view.on("show/mine", event::SetBrowse{mine}), tr("In your vote"), "",
                           now.chosen_only));
    return tabs;
}

Element theme_row(View& view) {
    const Browse& now = view.state.session.browse;
    std::vector<Element> tabs;
    Browse all = now;
    all.theme.clear();
    tabs.push_back(ui::tab(view.on("show/themes", event::SetBrowse{all}), tr("All themes"), "",
                           now.theme.empty()));
    for (const auto& theme : view.state.round().themes) {
        Browse one = now;
        one.theme = theme.id.text();
        tabs.push_back(ui::tab(view.on("show/theme/" + theme.id.text(), event::SetBrowse{one}),
                               text_of(view.state, theme.name), "", now.theme == theme.id.text()));
    }
    return ui::row(std::move(tabs)).across(ui::Cross::stretch);
}

std::vector<Element> number_keys(View& view) {
    const Browse& now = view.state.session.browse;
    std::vector<Element> all, keys;
    all.push_back(ui::field("number", tr("Search by number"), now.number, tr("Search by number"))
                      .at_least(9));
    for (const char digit : ui::digits) {
        Browse typed = now;
        typed.number += digit;
        const std::string words(1, digit);
        ButtonText text{words};
        Element key = act(view, "number/" + words, ButtonKind::secondary, std::move(text),
                          event::SetBrowse{typed});
        key.role = ui::Role::key;
        keys.push_back(std::move(key));
    }
    Element pad = ui::grid(0, std::move(keys));
    pad.most_columns = ui::digits.size();
    pad.left_to_right = true;
    all.push_back(std::move(pad));
    if (!now.number.empty()) {
        Browse none = now;
        none.number.clear();
        all.push_back(act(view, "number/clear", ButtonKind::secondary, {tr("Clear")},
                          event::SetBrowse{none}));
    }
    return all;
}

// "Crewe North · Food and drink · 12"
std::string filters_in_words(const State& state) {
    const Browse& now = state.session.browse;
    std::vector<std::string> parts;
    if (now.chosen_only) parts.push_back(tr("In your vote"));
    if (now.pot) parts.push_back(text_of(state, state.round().find_pot(*now.pot)->name));
    for (const auto& theme : state.round().themes)
        if (theme.id.text() == now.theme) parts.push_back(text_of(state, theme.name));
    if (!now.number.empty()) parts.push_back(tr("No. {number}", {{"number", now.number}}));
    if (parts.empty()) return tr("All proposals");
    std::string words;
    for (const auto& part : parts)
        words += (words.empty() ? "\u2068" : " \u00B7 \u2068") + part + "\u2069";
    return words;
}

}  // namespace

Element filters(View& view) {
    auto finding = pot_tabs(view);
    for (auto& key : number_keys(view)) finding.push_back(std::move(key));
    std::vector<Element> rows;
    rows.push_back(ui::row(std::move(finding)).across(ui::Cross::stretch));
    if (!view.state.round().themes.empty()) rows.push_back(theme_row(view));
    ButtonText find{tr("Find a proposal")};
    find.icon = Icon::search;
    Element open = act(view, "find", ButtonKind::secondary, std::move(find),
                       event::OpenOverlay{Overlay::find});
    Element one_line = ui::row(ui::elements(
        std::move(open), ui::soft(filters_in_words(view.state)).growing(1).at_least(6)));
    // Where not even that has room, the button itself names what is shown, if it is not all.
    const std::string shown = filters_in_words(view.state);
    const bool all = shown == tr("All proposals");
    ButtonText either{all ? tr("Find a proposal") : shown, tr("Find a proposal") + ", " + shown,
                      Icon::search};
    Element least = ui::button("find", ButtonKind::secondary, std::move(either));
    least.children.back().most_lines = 1;
    // One line while the cards become lower, the button alone with the low ones, and its words
    // alone with the lowest.
    one_line.wraps = false;
    Element row_of_least = ui::row(ui::elements(least));
    return ui::column(std::move(rows))
        .or_lower(one_line)
        .or_lower(one_line)
        .or_lower(one_line)
        .or_lower(row_of_least)
        .or_lower(row_of_least)
        .or_lower(ui::row(ui::elements(ui::without_icons(std::move(least)))));
}

Element find_again(View& view) {
    const auto saying = [&](std::string words) {
        ButtonText find{std::move(words), tr("Find a proposal"), Icon::search};
        return act(view, "find", ButtonKind::secondary, std::move(find),
                   event::OpenOverlay{Overlay::find});
    };
    return saying(tr("Find a proposal")).or_lower(saying(tr("Find")));
}

Element find_panel(View& view) {
    std::vector<Element> panel;
    panel.push_back(ui::row(pot_tabs(view)).across(ui::Cross::stretch));
    panel.push_back(ui::row(number_keys(view)).across(ui::Cross::stretch));
    if (!view.state.round().themes.empty()) panel.push_back(theme_row(view));
    Element box =
        ui::dialog("find", tr("Find a proposal"), std::move(panel),
                   ui::elements(act(view, "find/close", ButtonKind::primary,
                                    {tr("Show me the proposals")}, event::CloseOverlay{})));
    box.most_em = 48;
    return box;
}

}  // namespace tallystick::app
