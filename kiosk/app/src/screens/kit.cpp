// SPDX-License-Identifier: GPL-3.0-or-later
#include "kit.h"

#include <algorithm>
#include <array>

#include <ballot/languages.h>

namespace tallystick::app {

void View::open(std::string id, std::string title, std::vector<Element> body) {
    screen.id = std::move(id);
    screen.title = std::move(title);
    screen.body = ui::column(std::move(body)).spaced(Space::m);
}

std::vector<Element> in_the_middle(std::vector<Element> parts, float most_em) {
    std::vector<Element> all;
    Element whole = ui::column(parts).spaced(Space::m).at_most(most_em);
    all.push_back(
        ui::row(ui::elements(std::move(whole))).along(ui::Main::centre).or_lower(ui::column({})));
    for (auto& one : parts) all.push_back(ui::column({}).or_lower(std::move(one)));
    return all;
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

std::string unbroken(std::string words) {
    for (std::size_t at = 0; (at = words.find(' ', at)) != std::string::npos;)
        words.replace(at, 1, "\u00A0");
    return words;
}

std::string number_of(const ballot::Proposal& proposal) {
    return unbroken(tr("No. {number}", {{"number", std::to_string(proposal.number)}}));
}

std::string drawn_text(const State& state, const ballot::Texts& texts) {
    const std::string& text = text_of(state, texts);
    if (!ballot::is_right_to_left(state.access.language)) return text;
    const auto is_sum = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; };
    std::string drawn;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        for (const std::string_view sign : {"£", "€", "$"})
            if (std::string_view(text).substr(at).starts_with(sign)) end = at + sign.size();
        const std::size_t digits = end;
        while (end > at && end < text.size() && is_sum(text[end])) ++end;
        if (end == digits) {
            drawn += text[at++];
            continue;
        }
        // What ends the sentence is no part of the sum.
        while (text[end - 1] == '.' || text[end - 1] == ',') --end;
        drawn.append("\u2066").append(text, at, end - at).append("\u2069");
        at = end;
    }
    return drawn;
}

Element pot_and_number(const State& state, const ballot::Proposal& proposal) {
    const auto* pot = state.round().find_pot(proposal.pot);
    const std::string words =
        (pot == nullptr ? std::string() : "\u2068" + text_of(state, pot->name) + "\u2069 \u00B7 ") +
        number_of(proposal);
    return ui::text(words, ui::Type::soft)
        .inked(ui::Ink::accent)
        .accented(accent_of(state, proposal.pot));
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
    return what + ", " + title_of(state, proposal) + ", " + number_of(proposal) + ", " +
           spoken_cost_of(state, proposal);
}

Element title_as_details(const State& state, const ballot::Proposal& proposal) {
    // The number is in the title's line: beside it, it would wrap and make the button higher.
    std::string words =
        std::to_string(proposal.number) + " \u00B7 \u2068" + title_of(state, proposal) + "\u2069";
    const auto* pot = state.round().find_pot(proposal.pot);
    const auto vote = vote_for(state, proposal.id);
    if (vote && pot->ballot.type == ballot::BallotType::ranking)
        words = unbroken(vote_in_words(state, *pot, *vote)) + " \u00B7 " + words;
    Element title = ui::title(words).growing(1).at_least(6);
    title.most_lines = 1;
    Element all = ui::row(ui::elements(ui::text(cost_of(state, proposal), ui::Type::title),
                                       std::move(title), ui::icon(Icon::forward)))
                      .unbroken()
                      .spaced(Space::m)
                      .looking(ui::Look::secondary)
                      .padded(Space::m, Space::s)
                      .with_id("details/" + proposal.id.text())
                      .as(ui::Role::button)
                      .heard(heard(state, tr("Details"), proposal));
    all.target = true;
    return all;
}

bool in_easy_read(const State& state) {
    return state.access.language.ends_with("@easy");
}

Element point(const State& state, Icon icon, int accent, Element words) {
    Element picture = ui::emblem(icon, accent);
    if (in_easy_read(state)) picture.children.front().icon_em = 2.2F;
    words.grow = 1;
    return ui::row(ui::elements(std::move(picture), std::move(words))).unbroken().spaced(Space::m);
}

Element told(const State& state, Icon icon, int accent, Element words) {
    return in_easy_read(state) ? point(state, icon, accent, std::move(words)) : words;
}

Element with_sentence(const State& state, std::string drawn, Element under) {
    Element words = ui::text(std::move(drawn), ui::Type::strong)
                        .with_id("needed")
                        .as(ui::Role::status)
                        .heard(still_needed(state));
    return ui::column(ui::elements(std::move(words), std::move(under))).spaced(Space::s);
}

namespace {

// Richest first: with a sentence, in its short form where there is little room, or with none.
struct Sentence {
    std::string whole, in_short;
};

std::vector<Element> footers_with(const State& state, const Sentence& needed,
                                  std::vector<Element> others, std::optional<Element> next) {
    std::vector<Element> all, wide;
    if (!needed.whole.empty()) {
        wide.push_back(ui::text(needed.whole, ui::Type::strong)
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
    all.push_back(ui::row(std::move(wide)).spaced(Space::m).unbroken());
    if (buttons.empty()) return all;
    const auto under_words = [&](const std::string& words, Element under) {
        return words.empty() ? std::move(under) : with_sentence(state, words, std::move(under));
    };
    // On small screens the sentence stands above; then the icons go too.
    const Element under = ui::row(buttons).spaced(Space::s);
    for (auto& button : buttons) button = ui::without_icons(std::move(button));
    const Element bare = ui::row(buttons).spaced(Space::s);
    all.push_back(under_words(needed.whole, under));
    all.push_back(under_words(needed.in_short, under));
    all.push_back(under_words(needed.in_short, bare));
    if (!next || buttons.size() == 1) return all;
    // Two low rows rather than a button of three lines.
    Element last = std::move(buttons.back());
    buttons.pop_back();
    Element rows =
        ui::column(ui::elements(ui::row(std::move(buttons)).spaced(Space::s), std::move(last)));
    all.push_back(under_words(needed.in_short, std::move(rows)));
    return all;
}

}  // namespace

void add_footer(View& view, std::vector<Element> others, std::optional<Element> next) {
    const State& state = view.state;
    const std::string in_short = still_needed_in_short(state);
    if (state.screen != Screen::trouble) {
        view.screen.footers = footers_with(state, {still_needed(state), in_short},
                                           std::move(others), std::move(next));
        return;
    }
    // What went wrong is said once, large, on the page, if all of it stands there.
    view.screen.footers = footers_with(state, {}, others, next);
    view.screen.paged_footers =
        footers_with(state, {in_short, in_short}, std::move(others), std::move(next));
}

}  // namespace tallystick::app
