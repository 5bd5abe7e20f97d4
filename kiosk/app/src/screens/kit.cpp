// SPDX-License-Identifier: GPL-3.0-or-later
#include "kit.h"

#include <algorithm>
#include <array>

namespace tallystick::app {

void View::open(std::string id, std::string title, std::vector<Element> body) {
    screen.id = std::move(id);
    screen.title = std::move(title);
    screen.body = ui::column(std::move(body)).spaced(Space::m);
}

Element act(View& view, const std::string& id, ButtonKind kind, ButtonText text, Event event) {
    return ui::button(view.on(id, std::move(event)), kind, std::move(text));
}

int accent_of(const std::string& name) {
    // Order of ui::Theme::accents.
    constexpr std::array names{"teal", "green", "red", "orange", "purple", "blue", "pink", "olive"};
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? 5 : static_cast<int>(found - names.begin());
}

int accent_of(const State& state, const ballot::PotId& id) {
    const auto* pot = state.round().find_pot(id);
    return pot == nullptr ? 5 : accent_of(pot->accent);
}

std::string title_of(const State& state, const ballot::Proposal& proposal) {
    return text_of(state, proposal.title);
}

std::string cost_of(const State& state, const ballot::Proposal& proposal) {
    return money(proposal.cost, state.round().currency);
}

std::string spoken_cost_of(const State& state, const ballot::Proposal& proposal) {
    return spoken_money(proposal.cost, state.round().currency);
}

std::string picture_of(const State& state, const ballot::Proposal& proposal) {
    if (proposal.picture.empty()) return {};
    return state.setup->pack_folder + "/" + proposal.picture;
}

std::string heard(const State& state, const std::string& what, const ballot::Proposal& proposal) {
    return what + ", " + title_of(state, proposal) + ", " + spoken_cost_of(state, proposal);
}

void add_footer(View& view, std::vector<Element> others, std::optional<Element> next) {
    const std::string needed = still_needed(view.state);
    std::vector<Element> wide;
    if (!needed.empty()) {
        wide.push_back(ui::text(needed, ui::Type::strong)
                           .with_id("needed")
                           .as(ui::Role::status)
                           .growing(1)
                           .at_least(9));
    } else {
        wide.push_back(ui::spacer());
    }
    std::vector<Element> buttons;
    for (auto& other : others) {
        buttons.push_back(other);
        wide.push_back(std::move(other));
    }
    if (next) {
        buttons.push_back(*next);
        buttons.back().grow = 1;
        wide.push_back(std::move(*next));
    }
    view.screen.footers.push_back(ui::row(std::move(wide)).spaced(Space::m).unbroken());
    if (buttons.empty() || needed.empty()) return;
    Element under = ui::row(std::move(buttons)).spaced(Space::s);
    Element words = ui::text(needed, ui::Type::strong).with_id("needed").as(ui::Role::status);
    view.screen.footers.push_back(
        ui::column(ui::elements(std::move(words), under)).spaced(Space::s));
    // For the largest text on the smallest screens: the sentence is then only heard.
    under.children.back().reason = needed;
    view.screen.footers.push_back(std::move(under));
}

}  // namespace tallystick::app
