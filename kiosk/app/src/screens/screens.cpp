// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/screens.h>

#include "kit.h"

namespace tallystick::app {
namespace {

// A steward who comes to help, or whoever finds the kiosk left alone, sees no choices.
void cover_choices(View& view) {
    const bool help_comes = view.state.steward_called && view.state.overlay == Overlay::help;
    const bool help_leaves = view.state.overlay == Overlay::returned;
    if (!help_comes && !help_leaves && !view.state.alert_since) return;
    view.screen.id += "/covered";
    view.screen.body = ui::column({});
    view.screen.footers.clear();
    view.screen.paged_footers.clear();
}

View view_of(const State& state) {
    View view(state);
    switch (state.screen) {
        case Screen::waiting:
            show_waiting(view);
            break;
        case Screen::welcome:
            show_welcome(view);
            break;
        case Screen::card:
            show_card(view);
            break;
        case Screen::desk:
            show_desk(view);
            break;
        case Screen::how:
            show_how(view);
            break;
        case Screen::pitch:
            show_pitch(view);
            break;
        case Screen::ballot:
            show_ballot(view);
            break;
        case Screen::details:
            show_details(view);
            break;
        case Screen::compare:
            show_compare(view);
            break;
        case Screen::review:
            show_review(view);
            break;
        case Screen::casting:
            show_casting(view);
            break;
        case Screen::checked:
            show_checked(view);
            break;
        case Screen::done:
            show_done(view);
            break;
        case Screen::trouble:
            show_trouble(view);
            break;
        case Screen::pin:
            show_pin(view);
            break;
        case Screen::steward:
            show_steward(view);
            break;
    }
    add_header(view);
    add_dialog(view);
    cover_choices(view);
    view.screen.language = state.access.language.substr(0, state.access.language.find('@'));
    view.screen.more = tr("More");
    view.screen.back = tr("Back");
    view.screen.position = [](std::size_t first, std::size_t last, std::size_t of) {
        if (first == last)
            return tr("{first} of {total}",
                      {{"first", std::to_string(first)}, {"total", std::to_string(of)}});
        return tr("{first} to {last} of {total}", {{"first", std::to_string(first)},
                                                   {"last", std::to_string(last)},
                                                   {"total", std::to_string(of)}});
    };
    return view;
}

}  // namespace

ui::Screen screen_of(const State& state) {
    return std::move(view_of(state).screen);
}

std::optional<Event> event_of(const State& state, const std::string& id) {
    View view = view_of(state);
    const auto known = view.events.find(id);
    if (known != view.events.end()) return known->second;
    if (state.screen != Screen::ballot) return std::nullopt;
    // "vote/juice-bar/more": a card of the list.
    const auto from = id.find('/');
    if (from == std::string::npos) return std::nullopt;
    const std::string name = id.substr(from + 1, id.find('/', from + 1) - from - 1);
    for (const auto* proposal : visible_proposals(state)) {
        if (proposal->id.text() == name) add_card_events(view, *proposal);
    }
    const auto found = view.events.find(id);
    if (found == view.events.end()) return std::nullopt;
    return found->second;
}

ui::StageSettings stage_settings(const State& state, ui::Size size, float px_per_mm) {
    ui::StageSettings settings;
    settings.size = size;
    settings.px_per_mm = px_per_mm;
    switch (state.access.text_size) {
        case TextSize::small:
            settings.text_size = ui::TextSize::small;
            break;
        case TextSize::medium:
            settings.text_size = ui::TextSize::normal;
            break;
        case TextSize::large:
            settings.text_size = ui::TextSize::large;
            break;
        case TextSize::largest:
            settings.text_size = ui::TextSize::largest;
            break;
    }
    switch (state.access.theme) {
        case Theme::standard:
            settings.theme = ui::ThemeName::standard;
            break;
        case Theme::high_light:
            settings.theme = ui::ThemeName::dark_on_light;
            break;
        case Theme::high_dark:
            settings.theme = ui::ThemeName::light_on_dark;
            break;
        case Theme::low:
            settings.theme = ui::ThemeName::low;
            break;
    }
    settings.reach = state.access.low_reach ? ui::Reach::low : ui::Reach::whole;
    return settings;
}

}  // namespace tallystick::app
