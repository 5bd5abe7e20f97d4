// SPDX-License-Identifier: GPL-3.0-or-later
// The header: who this is, and what every screen offers. Several forms, the richest that fits.
#include "kit.h"

#include <set>

namespace tallystick::app {
namespace {

Element kiosk_mark() {
    return ui::column(ui::elements(ui::icon(Icon::check, ui::Type::title)))
        .looking(ui::Look::primary)
        .padded(Space::s);
}

Element brand(const State& state) {
    std::vector<Element> lines;
    lines.push_back(ui::text(text_of(state, state.round().title), ui::Type::title));
    const std::string second =
        state.setup->demo ? tr("DEMO: nothing here is a real vote") : state.setup->kiosk.text();
    lines.push_back(ui::soft(second));
    return ui::row(ui::elements(kiosk_mark(),
                                ui::column(std::move(lines)).spaced(Space::none).growing(1)))
        .unbroken();
}

// That it is a demonstration is said as long as there is any room.
Element name_in_short(const State& state) {
    return ui::text(state.setup->demo ? tr("DEMO") : state.setup->kiosk.text(), ui::Type::strong);
}

Element smallest_brand(const State& state) {
    return ui::row(ui::elements(kiosk_mark(), name_in_short(state))).unbroken();
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

// Where its name is not in Latin letters: the block of its first letter.
unsigned script_of(const std::string& name) {
    const auto byte = [&](std::size_t i) {
        return i < name.size() ? static_cast<unsigned char>(name[i]) : 0U;
    };
    if (byte(0) < 0xD0) return 0;
    if (byte(0) < 0xE0) return (byte(0) & 0x1FU) >> 1U;
    return (byte(0) & 0x0FU) << 5U | (byte(1) & 0x3FU) >> 1U;
}

// Its own name and those of others, so that whoever reads one of them knows what to touch: first
// one in each script, as who reads none of the others finds no other way.
std::string names_of_languages(const State& state, std::size_t most) {
    std::string names = language_of(state).name;
    std::set<unsigned> scripts{script_of(names)};
    std::size_t shown = 1;
    for (const auto& language : state.setup->languages) {
        if (shown == most) break;
        if (!scripts.insert(script_of(language.name)).second) continue;
        names += " \u00B7 \u2068" + language.name + "\u2069";
        ++shown;
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

namespace {

Element joined(std::vector<Element> chips) {
    return ui::row(std::move(chips)).spaced(Space::s).across(ui::Cross::stretch);
}

// Who this is at the start, what can be touched at the end.
Element with(Element who, std::vector<Element> chips) {
    std::vector<Element> parts = ui::elements(std::move(who), ui::spacer());
    for (auto& chip : chips) parts.push_back(std::move(chip));
    return joined(std::move(parts));
}

Element at_the_end(std::vector<Element> chips) {
    chips.insert(chips.begin(), ui::spacer());
    return joined(std::move(chips));
}

Element in_two_rows(Element who, std::vector<Element> chips) {
    return ui::column(ui::elements(std::move(who), at_the_end(std::move(chips)))).spaced(Space::s);
}

std::vector<Element> all_chips(View& view, std::size_t languages) {
    return ui::elements(language_chip(view, names_of_languages(view.state, languages)),
                        read_chip(view), size_chip(view, -1), size_chip(view, 1),
                        access_chip(view, tr("Colours"), Icon::contrast), steward_chip(view),
                        about_chip(view));
}

std::vector<Element> fewer_chips(View& view) {
    return ui::elements(language_chip(view, language_of(view.state).name),
                        access_chip(view, tr("Settings"), Icon::settings), steward_chip(view),
                        about_chip(view));
}

}  // namespace

void add_header(View& view) {
    const State& state = view.state;
    auto& headers = view.screen.headers;
    for (const std::size_t languages : {7, 5, 3, 1})
        headers.push_back(with(brand(state), all_chips(view, languages)));
    headers.push_back(with(small_brand(state), all_chips(view, 1)));
    // On a tall screen in two rows.
    headers.push_back(in_two_rows(brand(state), all_chips(view, 3)));
    headers.push_back(in_two_rows(brand(state), all_chips(view, 1)));
    headers.push_back(with(small_brand(state), fewer_chips(view)));
    headers.push_back(in_two_rows(brand(state), fewer_chips(view)));
    headers.push_back(with(smallest_brand(state), fewer_chips(view)));
    headers.push_back(with(name_in_short(state), fewer_chips(view)));
    headers.push_back(at_the_end(fewer_chips(view)));
    Element pairs = ui::grid(0, fewer_chips(view)).spaced(Space::s);
    pairs.most_columns = 2;
    headers.push_back(std::move(pairs));
    // Settings lead to the languages.
    const auto three = [&] {
        return ui::elements(access_chip(view, tr("Settings"), Icon::settings), steward_chip(view),
                            about_chip(view));
    };
    headers.push_back(with(smallest_brand(state), three()));
    headers.push_back(at_the_end(three()));
    // The call leads to privacy too.
    headers.push_back(at_the_end(
        ui::elements(access_chip(view, tr("Settings"), Icon::settings), steward_chip(view))));
    headers.push_back(at_the_end(ui::elements(
        access_chip(view, tr("Settings"), Icon::settings),
        header_chip(view, "steward", Icon::help, tr("Help"),
                    tr("Help") + ", " + tr("Call a steward"), event::OpenOverlay{Overlay::help}))));
}

}  // namespace tallystick::app
