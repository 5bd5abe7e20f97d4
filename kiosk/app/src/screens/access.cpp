// SPDX-License-Identifier: GPL-3.0-or-later
// "Make this screen suit you": text size, colours, reading aloud, low reach, movement, reset. The
// choices of the vote stay as they are.
#include <ui/speech.h>

#include "kit.h"

namespace tallystick::app {
namespace {

event::Switch flip(bool on) {
    return on ? event::Switch::off : event::Switch::on;
}

Element one_of(std::vector<Element> choices, float least_em) {
    Element all = ui::grid(least_em, std::move(choices)).spaced(Space::s);
    all.most_columns = 4;
    return all;
}

Element text_sizes(View& view) {
    std::vector<Element> choices;
    for (int i = 0; i < 4; ++i) {
        const auto size = static_cast<TextSize>(i);
        choices.push_back(ui::choice(
            view.on("text-size/" + std::to_string(i), event::SetTextSize{size}), ui::Mark::one_of,
            text_size_name(size), "", view.state.access.text_size == size));
    }
    return one_of(std::move(choices), 7);
}

Element themes(View& view) {
    const std::string names[] = {tr("Standard colours"), tr("Dark on light, high contrast"),
                                 tr("Light on dark, high contrast"), tr("Soft colours")};
    std::vector<Element> choices;
    for (int i = 0; i < 4; ++i) {
        const auto theme = static_cast<Theme>(i);
        choices.push_back(ui::choice(view.on("theme/" + std::to_string(i), event::SetTheme{theme}),
                                     ui::Mark::one_of, names[i], "",
                                     view.state.access.theme == theme));
    }
    return one_of(std::move(choices), 10);
}

// "Volume  − 6 +"
Element dial(View& view, const std::string& id, const std::string& name, const std::string& value,
             const std::string& less, const std::string& more, Event down, Event up, bool least,
             bool most) {
    ui::StepperText text;
    text.value = value;
    text.less = text.heard_less = less;
    text.more = text.heard_more = more;
    if (least) text.why_not_less = tr("It is at the end already.");
    if (most) text.why_not_more = tr("It is at the end already.");
    view.on(id + "/less", std::move(down));
    view.on(id + "/more", std::move(up));
    return ui::row(ui::elements(ui::text(name).growing(1).at_least(5),
                                ui::stepper(id, std::move(text)).at_least(9)))
        .growing(1)
        .at_least(15);
}

void add_speech(View& view, std::vector<Element>& panel) {
    const State& state = view.state;
    const Access& access = state.access;
    panel.push_back(ui::choice(view.on("read-aloud", event::SetReadAloud{flip(access.read_aloud)}),
                               ui::Mark::any_of, tr("Read the screen aloud"),
                               access.read_aloud ? tr("On") : tr("Off"), access.read_aloud));
    const Language& language = language_of(state);
    const bool silent = !state.speech_works || (!language.has_voice && !language.has_recordings);
    if (silent || !language.has_voice)
        panel.push_back(ui::notice(
            silent ? "no-voice" : "some-voice", Icon::speaker_off,
            silent ? tr("This language cannot be read aloud on this kiosk. Please ask a steward.")
                   : tr("Not everything can be read aloud in this language. Please ask a "
                        "steward.")));
    if (!access.read_aloud) return;
    panel.push_back(
        ui::row(ui::elements(dial(view, "speed", tr("Speed"),
                                  std::to_string(ui::speech_speeds[access.speed]) + "\u00A0%",
                                  tr("Slower"), tr("Faster"), event::SetSpeed{access.speed - 1},
                                  event::SetSpeed{access.speed + 1}, access.speed == 0,
                                  access.speed == Access::speeds - 1),
                             dial(view, "volume", tr("Volume"), number(access.volume),
                                  tr("Quieter"), tr("Louder"), event::SetVolume{access.volume - 1},
                                  event::SetVolume{access.volume + 1}, access.volume == 1,
                                  access.volume == Access::volumes)))
            .spaced(Space::l));
    if (silent || !language.has_voice) return;  // nobody could tell what a hidden screen says
    panel.push_back(ui::choice(view.on("blank", event::SetBlank{flip(access.blanked)}),
                               ui::Mark::any_of, tr("Hide the screen while it is read aloud"),
                               tr("Touch the screen twice to show it again."), access.blanked));
}

}  // namespace

std::string text_size_name(TextSize size) {
    const std::string names[] = {tr("Small"), tr("Medium"), tr("Large"), tr("Largest")};
    return names[static_cast<std::size_t>(size)];
}

Element access_panel(View& view) {
    const Access& access = view.state.access;
    std::vector<Element> panel;
    panel.push_back(ui::paragraph(tr("Your choices stay as they are.")));
    panel.push_back(ui::title(tr("Text size")));
    panel.push_back(text_sizes(view));
    panel.push_back(ui::title(tr("Colours")));
    panel.push_back(themes(view));
    panel.push_back(ui::title(tr("Read aloud")));
    add_speech(view, panel);
    panel.push_back(ui::choice(view.on("low-reach", event::SetLowReach{flip(access.low_reach)}),
                               ui::Mark::any_of, tr("Low reach"),
                               tr("Everything moves to the lower half of the screen."),
                               access.low_reach));
    // Review has a button of its own; the list has no room for one. The only thing here that
    // changes choices says so.
    if (is_choosing(view.state) && !view.state.session.votes.empty()) {
        panel.push_back(act(view, "access/start-again", ButtonKind::secondary,
                            {tr("Take back all my choices and start again"), "", Icon::repeat},
                            event::StartAgainAsk{}));
    }
    std::vector<Element> buttons;
    buttons.push_back(act(view, "access/reset", ButtonKind::secondary,
                          {tr("Back to the usual settings"), "", Icon::undo},
                          event::ResetAccess{}));
    buttons.push_back(act(view, "access/language", ButtonKind::secondary,
                          {tr("Language"), "", Icon::globe},
                          event::OpenOverlay{Overlay::languages}));
    buttons.push_back(
        act(view, "access/close", ButtonKind::primary, {tr("Close")}, event::CloseOverlay{}));
    Element box =
        ui::dialog("access", tr("Make this screen suit you"), std::move(panel), std::move(buttons));
    box.most_em = 48;
    return box;
}

}  // namespace tallystick::app
