// SPDX-License-Identifier: GPL-3.0-or-later
// The first screen: the languages, each in itself, and one large way in. Also what a kiosk that is
// not open says.
#include "kit.h"

namespace tallystick::app {

std::vector<Element> language_choices(View& view, const std::string& prefix) {
    std::vector<Element> choices;
    for (const auto& language : view.state.setup->languages) {
        const bool now = language.code == view.state.access.language;
        Element choice =
            ui::choice(view.on(prefix + language.code, event::SetLanguage{language.code}),
                       ui::Mark::one_of, language.name, "", now);
        // Its own name in its own script and direction.
        choice.children.back().children.front().language =
            language.code.substr(0, language.code.find('@'));
        choices.push_back(std::move(choice));
    }
    return choices;
}

namespace {

Element languages_of(View& view, std::size_t most_columns) {
    Element languages = ui::grid(0, language_choices(view, "language/")).spaced(Space::s);
    languages.most_columns = most_columns;
    return languages;
}

Element choose_your_language() {
    return ui::row(ui::elements(ui::icon(Icon::globe, ui::Type::title),
                                ui::title(tr("Choose your language")).growing(1)))
        .unbroken()
        .as(ui::Role::heading);
}

Element languages_card(View& view, std::size_t most_columns) {
    Element languages = languages_of(view, most_columns);
    languages.even = true;
    Element card = ui::card("languages", tr("Choose your language"),
                            ui::elements(choose_your_language(), std::move(languages)));
    card.gap = Space::m;
    card.pad_y = Space::l;
    return card;
}

Element about_the_fund(const State& state) {
    const std::string fund = text_of(state, state.round().title);
    const std::string decides = tr("Your vote decides how {fund} is spent.",
                                   {{"fund", money(state.round().fund, state.round().currency)}});
    return ui::column(ui::elements(ui::display(fund).aligned(ui::Align::start),
                                   point(state, Icon::money, 5, ui::text(decides, ui::Type::title)),
                                   point(state, Icon::lock, 1,
                                         ui::text(tr("Your vote is secret."), ui::Type::title))))
        .spaced(Space::m);
}

}  // namespace

// Side by side, one above the other, and in pages, where a card would be cut. The way in stands
// below it all, so that no list of languages is ever in front of it.
void show_welcome(View& view) {
    const State& state = view.state;
    const Element nothing = ui::column({});
    Element about = about_the_fund(state).growing(1).at_least(18);
    about.main = ui::Main::centre;
    Element both =
        ui::row(ui::elements(std::move(about), languages_card(view, 2).growing(1).at_least(20)))
            .spaced(Space::xl)
            .or_upright();
    view.open("welcome", text_of(state, state.round().title),
              ui::elements(
                  std::move(both).or_lower(about_the_fund(state)).or_lower(about_the_fund(state)),
                  ui::column({}).or_lower(languages_card(view, 3)).or_lower(choose_your_language()),
                  ui::column({}).or_lower(nothing).or_lower(languages_of(view, 3))));
    view.screen.body_main = ui::Main::centre;
    ButtonText start{tr("Touch to begin")};
    start.after = Icon::forward;
    Element go = act(view, "start", ButtonKind::proceed, std::move(start), event::Start{})
                     .high(20)
                     .at_least(16);
    view.screen.footers.push_back(
        ui::row(ui::elements(ui::spacer(), std::move(go))).across(ui::Cross::stretch));
}

namespace {

std::string why_waiting(const State& state) {
    switch (state.polls) {
        case Polls::not_open:
            return tr("This kiosk is not open yet. A steward will open it soon.");
        case Polls::open:
            return {};
        case Polls::paused:
            return tr("Voting is paused for a moment. Please wait or ask a steward.");
        case Polls::closed:
            return tr("Voting has ended at this kiosk. Thank you.");
        case Polls::refused:
            return tr("This kiosk cannot take votes now. Please ask a steward for another one.");
    }
    return {};
}

}  // namespace

void show_waiting(View& view) {
    const State& state = view.state;
    const std::string fund = text_of(state, state.round().title);
    const Icon icon = state.polls == Polls::paused ? Icon::pause : Icon::lock;
    std::vector<Element> lines;
    lines.push_back(ui::icon(icon, ui::Type::display));
    lines.push_back(ui::display(fund));
    lines.push_back(ui::text(why_waiting(state), ui::Type::title).aligned(ui::Align::centre));
    ButtonText door{tr("Steward")};
    door.icon = Icon::lock;
    Element enter =
        act(view, "steward/door", ButtonKind::secondary, std::move(door), event::OpenDoor{});
    Element panel =
        ui::column(std::move(lines)).across(ui::Cross::centre).spaced(Space::l).at_most(40);
    view.open("waiting", fund, ui::elements(std::move(panel)));
    view.screen.body.cross = ui::Cross::centre;
    view.screen.body_main = ui::Main::centre;
    view.screen.footers.push_back(ui::row(ui::elements(ui::spacer(), std::move(enter))));
}

}  // namespace tallystick::app
