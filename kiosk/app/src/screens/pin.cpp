// SPDX-License-Identifier: GPL-3.0-or-later
// The steward's door: the PIN, typed on keys as a telephone has them.
#include "kit.h"

namespace tallystick::app {

void show_pin(View& view) {
    const State& state = view.state;
    const Steward& s = state.steward;
    std::vector<Element> side;
    side.push_back(ui::heading(tr("Steward")));
    side.push_back(ui::paragraph(tr("Enter the steward's PIN")));
    if (state.setup->demo) {
        side.push_back(ui::notice("pin/demo", Icon::lock,
                                  tr("DEMO PIN: {pin}", {{"pin", state.setup->demo->pin}})));
    }
    if (s.wait_until > state.now) {
        const auto seconds = (s.wait_until - state.now + 999) / 1000;
        side.push_back(ui::alarm("pin/wait", Icon::clock,
                                 trn("Please wait {seconds} second, then try again.",
                                     "Please wait {seconds} seconds, then try again.", seconds,
                                     {{"seconds", number(seconds)}})));
    } else if (s.wrong) {
        side.push_back(ui::alarm(
            "pin/wrong", Icon::warning,
            trn("Wrong PIN. {count} try left.", "Wrong PIN. {count} tries left.", s.tries_left)));
    }
    std::string dots;
    for (std::size_t i = 0; i < s.pin.size(); ++i) dots += "\u25CF ";
    Element field = ui::field("pin/field", tr("Enter the steward's PIN"), dots, "\u2013");
    field.value = number(static_cast<std::int64_t>(s.pin.size()));
    side.push_back(std::move(field));

    ui::KeypadText text;
    text.keys = std::string(ui::digits);
    text.erase = tr("Delete");
    for (const char digit : ui::digits) {
        view.on("pin/" + std::string(1, digit), event::PinDigit{digit});
    }
    view.on("pin/erase", event::PinErase{});
    Element keys = ui::keypad("pin", text, 3);
    Element left = ui::column(std::move(side)).spaced(Space::m).growing(2).at_least(14);
    Element both =
        ui::row(ui::elements(
                    std::move(left),
                    ui::column(ui::elements(std::move(keys))).growing(1).at_least(12).at_most(18)))
            .spaced(Space::xl)
            .across(ui::Cross::start);
    view.open("pin", tr("Steward"), ui::elements(std::move(both)));
    view.screen.body_main = ui::Main::centre;
    ButtonText back{tr("Back")};
    back.icon = Icon::back;
    Element go = act(view, "pin/submit", ButtonKind::proceed,
                     {tr("Continue"), "", {}, Icon::forward}, event::PinSubmit{});
    if (s.pin.empty() || s.checking)
        go = ui::unavailable(std::move(go), tr("Enter the steward's PIN"));
    view.screen.footers.push_back(ui::row(
        ui::elements(act(view, "back", ButtonKind::secondary, std::move(back), event::Back{}),
                     ui::spacer(), std::move(go))));
}

}  // namespace tallystick::app
