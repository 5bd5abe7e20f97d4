// SPDX-License-Identifier: GPL-3.0-or-later
// The steward's side, behind the PIN: open with a zero report, pause, close for good, export,
// counts, the ruler that confirms the screen's size. Operator's words: what was done, what is next.
#include "kit.h"

#include <cmath>
#include <utility>

namespace tallystick::app {
namespace {

constexpr double ruler_step_mm = 1;

std::string polls_in_words(const State& state) {
    switch (state.polls) {
        case Polls::not_open:
            return tr("Voting is not open yet.");
        case Polls::open:
            return tr("Voting is open.");
        case Polls::paused:
            return tr("Voting is paused.");
        case Polls::closed:
            return tr("Voting is closed. It cannot be opened again.");
        case Polls::refused:
            return tr("This kiosk refuses to run.");
    }
    return {};
}

std::vector<std::string> count_lines(const State& state) {
    const Counts& c = state.counts;
    std::vector<std::string> lines;
    lines.push_back(trn("{count} envelope in the box", "{count} envelopes in the box", c.cast));
    lines.push_back(trn("{count} card used", "{count} cards used", c.cast));
    lines.push_back(trn("{count} envelope was opened to test the kiosk",
                        "{count} envelopes were opened to test the kiosk", c.checked));
    lines.push_back(trn("{count} vote was started and not cast",
                        "{count} votes were started and not cast", c.uncast));
    lines.push_back(trn("{count} envelope is waiting. Saving starts at {least}.",
                        "{count} envelopes are waiting. Saving starts at {least}.", c.waiting,
                        {{"least", number(state.round().epoch)}}));
    lines.push_back(trn("There is room for {count} envelope.",
                        "There is room for {count} envelopes.", c.capacity));
    return lines;
}

Element counts_card(const State& state) {
    std::vector<Element> inside;
    inside.push_back(ui::title(polls_in_words(state)));
    if (!state.refused.empty())
        inside.push_back(ui::alarm("refused", Icon::warning, state.refused));
    for (const auto& line : count_lines(state)) inside.push_back(ui::text(line));
    switch (state.mirror) {
        case Mirror::none:
            break;
        case Mirror::ok:
            inside.push_back(ui::text(tr("The second copy is kept.")));
            break;
        case Mirror::lost:
            inside.push_back(ui::alarm(
                "mirror", Icon::usb,
                tr("The second copy is not plugged in. Voting goes on; please bring the stick.")));
            break;
    }
    if (!state.bad_recording.empty())
        inside.push_back(ui::alarm("recording", Icon::speaker_off,
                                   tr("A recording of this round cannot be played: {file}",
                                      {{"file", state.bad_recording}})));
    return ui::card("counts", polls_in_words(state), std::move(inside));
}

std::vector<Element> outcome(const State& state) {
    const Steward& s = state.steward;
    std::vector<Element> all;
    if (s.busy) all.push_back(ui::notice("busy", Icon::clock, tr("Please wait…")));
    if (!s.done.empty()) all.push_back(ui::notice("outcome", Icon::check, s.done));
    if (!s.error.empty()) {
        all.push_back(ui::alarm("error", Icon::warning, s.error));
        if (!s.hint.empty()) all.push_back(ui::text(s.hint, ui::Type::strong));
    }
    return all;
}

Element page_button(View& view, StewardPage page, Icon icon, const std::string& words,
                    const std::string& why_not) {
    Element e = act(view, "page/" + std::to_string(static_cast<int>(page)), ButtonKind::secondary,
                    {words, "", icon}, event::ShowPage{page});
    e.main = ui::Main::start;
    return why_not.empty() ? std::move(e) : ui::unavailable(std::move(e), why_not);
}

std::vector<Element> menu(View& view) {
    const State& state = view.state;
    const std::string now = polls_in_words(state);
    const auto unless = [&](bool possible) { return possible ? std::string() : now; };
    std::vector<Element> buttons;
    buttons.push_back(page_button(view, StewardPage::open_polls, Icon::play, tr("Open voting"),
                                  unless(state.polls == Polls::not_open)));
    buttons.push_back(
        page_button(view, StewardPage::pause, Icon::pause,
                    state.polls == Polls::paused ? tr("Go on voting") : tr("Pause voting"),
                    unless(state.polls == Polls::open || state.polls == Polls::paused)));
    buttons.push_back(
        page_button(view, StewardPage::export_, Icon::usb, tr("Save the envelopes to a stick"),
                    unless(state.polls != Polls::not_open && state.polls != Polls::refused)));
    buttons.push_back(
        page_button(view, StewardPage::close_polls, Icon::lock, tr("Close voting for good"),
                    unless(state.polls == Polls::open || state.polls == Polls::paused)));
    buttons.push_back(
        page_button(view, StewardPage::ruler, Icon::settings, tr("Size of the screen"), ""));
    buttons.push_back(
        page_button(view, StewardPage::leave, Icon::cross, tr("Leave the kiosk program"), ""));
    Element left = ui::column(std::move(buttons)).growing(1).at_least(14);
    Element right = ui::column(ui::elements(counts_card(state))).growing(1).at_least(16);
    return ui::elements(ui::heading(tr("Steward")),
                        ui::row(ui::elements(std::move(left), std::move(right)))
                            .spaced(Space::xl)
                            .across(ui::Cross::start));
}

// A page that asks: what is, what will be, and beside Back what does it.
struct Ask {
    std::string heading;
    Icon icon;
    std::string words;
    Element go;
};

std::vector<Element> ask(View& view, Ask one) {
    const State& state = view.state;
    if (state.steward.busy) one.go = ui::unavailable(std::move(one.go), tr("Please wait…"));
    view.screen.footers.push_back(std::move(one.go));
    std::vector<Element> body = ui::elements(ui::heading(one.heading));
    // Whatever is asked here, a voter behind the door would not come back.
    if (voter_waits(state))
        body.push_back(ui::alarm("voter-waits", Icon::warning,
                                 tr("A voter has not finished here. If you go on, their choices "
                                    "will be cleared, and nothing is counted.")));
    body.push_back(point(state, one.icon, 2, ui::text(one.words, ui::Type::title)));
    body.push_back(counts_card(state));
    return body;
}

std::vector<Element> ask_to_leave(View& view) {
    const bool stops = view.state.polls == Polls::open || view.state.polls == Polls::paused;
    return ask(view,
               {tr("Leave the kiosk program"), stops ? Icon::warning : Icon::info,
                stops ? tr("Nobody can vote at this kiosk until the program is started again.")
                      : polls_in_words(view.state),
                act(view, "program/quit", ButtonKind::danger,
                    {tr("Leave the kiosk program"), "", Icon::cross}, event::Quit{})});
}

std::vector<Element> export_page(View& view) {
    const State& state = view.state;
    std::vector<Element> body;
    body.push_back(ui::heading(tr("Save the envelopes to a stick")));
    body.push_back(ui::paragraph(tr("Plug in the stick and press “Save”.")));
    std::vector<Element> places;
    for (const auto& place : state.steward.places) {
        // Its place is said small beside it: a path says little to most.
        Element save = act(view, "export/" + place, ButtonKind::primary,
                           {tr("Save"), tr("Save") + ", " + place, Icon::usb}, event::Export{place})
                           .at_least(10);
        if (state.steward.busy) save = ui::unavailable(std::move(save), tr("Please wait…"));
        places.push_back(
            ui::row(ui::elements(std::move(save), ui::soft("\u2066" + place + "\u2069").growing(1)))
                .spaced(Space::m));
    }
    if (places.empty()) {
        body.push_back(
            ui::notice("no-stick", Icon::usb, tr("There is no stick. Plug one in and try again.")));
    }
    for (auto& place : places) body.push_back(std::move(place));
    body.push_back(counts_card(state));
    return body;
}

std::vector<Element> ruler_page(View& view) {
    const double now = view.state.steward.diagonal_mm;
    Element line = ui::row(
        ui::elements(ui::bar("ruler", {{1, 5}}, 1, tr("A line of 100 mm")).growing(0).wide(100)));
    ui::StepperText text;
    text.value = number(std::llround(now)) + "\u00A0mm";
    text.less = text.heard_less = tr("The line is too long");
    text.more = text.heard_more = tr("The line is too short");
    view.on("diagonal/less", event::SetDiagonal{now + ruler_step_mm});
    view.on("diagonal/more", event::SetDiagonal{now - ruler_step_mm});
    return ui::elements(
        ui::heading(tr("Size of the screen")),
        ui::paragraph(tr("Measure the line on the screen. It must be {length} mm long.",
                         {{"length", "100"}})),
        std::move(line), ui::paragraph(tr("The screen's diagonal:")),
        ui::stepper("diagonal", std::move(text)).at_most(34),
        ui::row(ui::elements(act(view, "diagonal/save", ButtonKind::primary,
                                 {tr("Save"), "", Icon::check}, event::SaveDiagonal{}))));
}

std::vector<Element> page_of(View& view) {
    const State& state = view.state;
    switch (state.steward.page) {
        case StewardPage::menu:
            return menu(view);
        case StewardPage::counts:
            return ui::elements(ui::heading(tr("Counts")), counts_card(state));
        case StewardPage::open_polls:
            return ask(view, {tr("Open voting"), Icon::ballot_box,
                              state.counts.cast == 0
                                  ? tr("Zero report: the box is empty. Voting can begin.")
                                  : polls_in_words(state),
                              act(view, "polls/open", ButtonKind::proceed,
                                  {tr("Open voting"), "", Icon::play}, event::OpenPolls{})});
        case StewardPage::pause:
            if (state.polls == Polls::paused) {
                return ask(view, {tr("Go on voting"), Icon::pause, polls_in_words(state),
                                  act(view, "polls/resume", ButtonKind::proceed,
                                      {tr("Go on voting"), "", Icon::play}, event::ResumePolls{})});
            }
            return ask(view, {tr("Pause voting"), Icon::play, polls_in_words(state),
                              act(view, "polls/pause", ButtonKind::primary,
                                  {tr("Pause voting"), "", Icon::pause}, event::PausePolls{})});
        case StewardPage::close_polls:
            return ask(view, {tr("Close voting for good"), Icon::warning,
                              tr("After closing, nobody can vote at this kiosk any more."),
                              act(view, "polls/close", ButtonKind::danger,
                                  {tr("Yes, close voting"), "", Icon::lock}, event::ClosePolls{})});
        case StewardPage::export_:
            return export_page(view);
        case StewardPage::ruler:
            return ruler_page(view);
        case StewardPage::leave:
            return ask_to_leave(view);
    }
    return {};
}

}  // namespace

void show_steward(View& view) {
    const bool at_menu = view.state.steward.page == StewardPage::menu;
    auto body = page_of(view);
    // Under the heading, before what it has changed.
    std::size_t place = 1;
    for (auto& one : outcome(view.state))
        body.insert(body.begin() + static_cast<std::ptrdiff_t>(place++), std::move(one));
    view.open("steward/" + std::to_string(static_cast<int>(view.state.steward.page)), tr("Steward"),
              in_the_middle(std::move(body), at_menu ? 70 : 44));
    view.screen.body_main = ui::Main::centre;
    ButtonText back{at_menu ? tr("Back to voting") : tr("Back")};
    back.icon = Icon::back;
    Event event =
        at_menu ? Event(event::LeaveSteward{}) : Event(event::ShowPage{StewardPage::menu});
    std::vector<Element> bar = ui::elements(
        act(view, "back", ButtonKind::secondary, std::move(back), std::move(event)), ui::spacer());
    for (auto& go : std::exchange(view.screen.footers, {})) bar.push_back(std::move(go));
    view.screen.footers.push_back(ui::row(std::move(bar)));
}

}  // namespace tallystick::app
