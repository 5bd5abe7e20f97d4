// SPDX-License-Identifier: GPL-3.0-or-later
// The header: who this is, and what every screen offers. Several forms, the richest that fits.
#include "kit.h"

namespace tallystick::app {
namespace {

Element brand(const State& state) {
    std::vector<Element> lines;
    lines.push_back(ui::text(text_of(state, state.round().title), ui::Type::title));
    const std::string second =
        state.setup->demo ? tr("DEMO: nothing here is a real vote") : state.setup->kiosk.text();
    lines.push_back(ui::soft(second));
    Element mark = ui::column(ui::elements(ui::icon(Icon::check, ui::Type::title)))
                       .looking(ui::Look::primary)
                       .padded(Space::s);
    return ui::row(ui::elements(std::move(mark),
                                ui::column(std::move(lines)).spaced(Space::none).growing(1)))
        .unbroken();
}

Element small_brand(const State& state) {
    Element words = ui::text(state.setup->demo ? tr("DEMO: nothing here is a real vote")
                                               : text_of(state, state.round().title),
                             ui::Type::strong);
    return ui::row(ui::elements(std::move(words))).unbroken().growing(1);
}

Element header_chip(View& view, const std::string& id, std::optional<Icon> icon, std::string words,
                    std::string heard, Event event) {
    ButtonText text;
    text.text = std::move(words);
    text.heard = std::move(heard);
    text.icon = icon;
    return ui::chip(view.on("header/" + id, std::move(event)), std::move(text));
}

Element language_chip(View& view, const std::string& words) {
    return header_chip(view, "language", Icon::globe, words,
                       tr("Language") + ", " + language_of(view.state).name,
                       event::OpenOverlay{Overlay::languages});
}

// The names of the others, so that whoever reads one of them knows what to touch.
std::string all_languages(const State& state) {
    std::string names = language_of(state).name;
    std::size_t shown = 1;
    for (const auto& language : state.setup->languages) {
        if (language.code == state.access.language) continue;
        if (++shown > 5) break;
        names += " \u00B7 \u2068" + language.name + "\u2069";
    }
    return names;
}

Element read_chip(View& view) {
    const bool on = view.state.access.read_aloud;
    Element chip =
        header_chip(view, "read-aloud", on ? Icon::speaker : Icon::speaker_off, tr("Read aloud"),
                    "", event::SetReadAloud{on ? event::Switch::off : event::Switch::on});
    if (on) chip.look = ui::Look::chosen;
    chip.role = ui::Role::toggle;
    chip.selected = on;
    return chip;
}

Element size_chip(View& view, int by) {
    const int now = static_cast<int>(view.state.access.text_size);
    const int to = now + by;
    const bool possible = to >= 0 && to <= static_cast<int>(TextSize::largest);
    Element chip = header_chip(
        view, by < 0 ? "smaller" : "larger", {}, by < 0 ? "\u2066A\u2212\u2069" : "\u2066A+\u2069",
        by < 0 ? tr("Smaller text") : tr("Larger text"),
        event::SetTextSize{possible ? static_cast<TextSize>(to) : view.state.access.text_size});
    chip.value = text_size_name(view.state.access.text_size);
    if (by > 0) chip.children.front().type = ui::Type::strong;
    return possible ? std::move(chip) : ui::unavailable(std::move(chip), "");
}

Element access_chip(View& view, const std::string& words, Icon icon) {
    return header_chip(view, "access", icon, words, tr("Make this screen suit you"),
                       event::OpenOverlay{Overlay::access});
}

Element steward_chip(View& view) {
    return header_chip(view, "steward", Icon::bell, tr("Call a steward"), "",
                       event::OpenOverlay{Overlay::help});
}

Element about_chip(View& view) {
    return header_chip(view, "about", Icon::info, tr("Privacy"),
                       tr("About this kiosk and your privacy"), event::OpenOverlay{Overlay::about});
}

}  // namespace

void add_header(View& view) {
    const State& state = view.state;
    const auto joined = [](std::vector<Element> chips) {
        return ui::row(std::move(chips)).spaced(Space::s).across(ui::Cross::stretch);
    };
    view.screen.headers.push_back(joined(ui::elements(
        brand(state), ui::spacer(), language_chip(view, all_languages(state)), read_chip(view),
        size_chip(view, -1), size_chip(view, 1), access_chip(view, tr("Colours"), Icon::contrast),
        steward_chip(view), about_chip(view))));
    view.screen.headers.push_back(joined(ui::elements(
        brand(state), ui::spacer(), language_chip(view, language_of(state).name), read_chip(view),
        size_chip(view, -1), size_chip(view, 1), access_chip(view, tr("Colours"), Icon::contrast),
        steward_chip(view), about_chip(view))));
    view.screen.headers.push_back(joined(ui::elements(
        small_brand(state), ui::spacer(), language_chip(view, language_of(state).name),
        read_chip(view), size_chip(view, -1), size_chip(view, 1),
        access_chip(view, tr("Colours"), Icon::contrast), steward_chip(view), about_chip(view))));
    view.screen.headers.push_back(joined(ui::elements(
        small_brand(state), ui::spacer(), language_chip(view, language_of(state).name),
        access_chip(view, tr("Settings"), Icon::settings), steward_chip(view), about_chip(view))));
    view.screen.headers.push_back(joined(ui::elements(
        language_chip(view, language_of(state).name),
        access_chip(view, tr("Settings"), Icon::settings), steward_chip(view), about_chip(view))));
    // On a tall screen in two rows.
    Element pairs = ui::grid(0, ui::elements(language_chip(view, language_of(state).name),
                                             access_chip(view, tr("Settings"), Icon::settings),
                                             steward_chip(view), about_chip(view)))
                        .spaced(Space::s);
    pairs.most_columns = 2;
    view.screen.headers.push_back(std::move(pairs));
    // Settings lead to the languages.
    view.screen.headers.push_back(joined(ui::elements(
        access_chip(view, tr("Settings"), Icon::settings), steward_chip(view), about_chip(view))));
    // The call leads to privacy too.
    view.screen.headers.push_back(joined(
        ui::elements(access_chip(view, tr("Settings"), Icon::settings), steward_chip(view))));
    view.screen.headers.push_back(joined(ui::elements(
        access_chip(view, tr("Settings"), Icon::settings),
        header_chip(view, "steward", Icon::help, tr("Help"),
                    tr("Help") + ", " + tr("Call a steward"), event::OpenOverlay{Overlay::help}))));
}

}  // namespace tallystick::app
