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

void show_welcome(View& view) {
    const State& state = view.state;
    const std::string fund = text_of(state, state.round().title);
    ButtonText start{tr("Touch to begin")};
    start.after = Icon::forward;
    Element go = act(view, "start", ButtonKind::proceed, std::move(start), event::Start{})
                     .high(20)
                     .at_least(16);
    std::vector<Element> left;
    left.push_back(ui::display(fund).aligned(ui::Align::start));
    left.push_back(ui::text(tr("Your vote decides how {fund} is spent.",
                               {{"fund", money(state.round().fund, state.round().currency)}}),
                            ui::Type::title));
    left.push_back(std::move(go));
    left.push_back(ui::row(ui::elements(ui::icon(Icon::lock), ui::soft(tr("Your vote is secret."))))
                       .unbroken());
    Element languages = ui::grid(10, language_choices(view, "language/")).spaced(Space::s);
    languages.most_columns = 2;
    languages.even = true;
    Element choose = ui::card(
        "languages", tr("Choose your language"),
        ui::elements(ui::row(ui::elements(ui::icon(Icon::globe, ui::Type::title),
                                          ui::title(tr("Choose your language")).growing(1)))
                         .unbroken(),
                     std::move(languages)));
    choose.gap = Space::m;
    choose.pad_y = Space::l;
    Element both = ui::row(ui::elements(ui::column(std::move(left))
                                            .spaced(Space::l)
                                            .across(ui::Cross::start)
                                            .growing(1)
                                            .at_least(16),
                                        std::move(choose).growing(1).at_least(22)))
                       .spaced(Space::xl);
    view.open("welcome", fund, ui::elements(std::move(both)));
    view.screen.body_main = ui::Main::centre;
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
    if (!state.refused.empty()) lines.push_back(ui::soft(state.refused));
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
