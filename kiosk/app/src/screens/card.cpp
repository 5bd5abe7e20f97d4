// SPDX-License-Identifier: GPL-3.0-or-later
// The voting card: scanned, or its 18 characters typed on the screen's keys. A wrong card says what
// to do, and nothing is lost.
#include <app/changes.h>

#include "kit.h"

namespace tallystick::app {
namespace {

// As printed: 6-6-6.
std::string in_sixes(const std::string& typed) {
    std::string out;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (i > 0 && i % 6 == 0) out += ' ';
        out += typed[i];
    }
    return out;
}

// "A, 7, C"
std::string one_by_one(const std::string& typed) {
    std::string out;
    for (const char c : typed) out += (out.empty() ? "" : ", ") + std::string(1, c);
    return out;
}

}  // namespace

void show_card(View& view) {
    const Session& session = view.state.session;
    std::vector<Element> side;
    side.push_back(ui::heading(tr("Your voting card")));
    side.push_back(ui::paragraph(tr(
        "Hold the square code on your card under the scanner. Or type the 18 characters here.")));
    if (session.card == CardStep::refused && session.fault != CardFault::none) {
        side.push_back(ui::alarm("card/fault", Icon::warning, card_fault_in_words(session.fault)));
    }
    if (session.card == CardStep::checking) {
        side.push_back(ui::notice("card/checking", Icon::clock, still_needed(view.state)));
    }
    if (const std::string demo = demo_card(view.state); !demo.empty()) {
        side.push_back(ui::notice("card/demo", Icon::card,
                                  tr("DEMO card to type: {code}", {{"code", in_sixes(demo)}})));
    }
    Element field = ui::field(view.on("card/code", event::Touched{}), tr("Code so far"),
                              in_sixes(session.typed), "\u2013");
    field.height_mm = 20;
    // In the way of the focus, for who hears it alone, read by the character; pressed, it does
    // nothing.
    field.target = true;
    if (!session.typed.empty()) field.value = one_by_one(session.typed);
    side.push_back(std::move(field));
    if (session.typed.size() < card_characters) side.push_back(ui::soft(characters_to_go(session)));

    std::vector<Element> keys;
    ui::KeypadText text;
    text.keys = std::string(ui::crockford);
    text.erase = tr("Delete");
    Element keypad = ui::keypad("key", text, 8).growing(1);
    keypad.children.front().grow = 1;
    keypad.children.front().most_mm = 100;
    keys.push_back(std::move(keypad));
    for (const char key : ui::crockford) {
        view.on("key/" + std::string(1, key), event::CardKey{key});
    }
    view.on("key/erase", event::CardErase{});
    Element left = ui::column(std::move(side)).spaced(Space::m).growing(2).at_least(15);
    Element right = ui::column(std::move(keys)).growing(3).at_least(20);
    Element both = ui::row(ui::elements(std::move(left), std::move(right)))
                       .spaced(Space::xl)
                       .across(ui::Cross::stretch)
                       .growing(1);
    view.open("card", tr("Your voting card"), ui::elements(std::move(both)));

    std::vector<Element> others;
    ButtonText clear{tr("Clear")};
    ButtonText back{tr("Back")};
    back.icon = Icon::back;
    others.push_back(act(view, "back", ButtonKind::secondary, std::move(back), event::Back{}));
    if (!session.typed.empty()) {
        others.push_back(
            act(view, "card/clear", ButtonKind::secondary, std::move(clear), event::CardClear{}));
    }
    ButtonText next{tr("Continue")};
    next.after = Icon::forward;
    Element go =
        act(view, "card/submit", ButtonKind::proceed, std::move(next), event::CardSubmit{});
    if (session.typed.size() < card_characters)
        go = ui::unavailable(std::move(go), characters_to_go(session));
    add_footer(view, std::move(others), std::move(go));
}

void show_desk(View& view) {
    const State& state = view.state;
    std::vector<Element> lines;
    lines.push_back(ui::heading(tr("Your ballot")));
    lines.push_back(ui::paragraph(tr("The steward chooses your ballot.")));
    std::vector<Element> styles;
    for (const auto& style : state.round().styles) {
        styles.push_back(ui::choice(view.on("desk/" + style.id.text(), event::DeskStyle{style.id}),
                                    ui::Mark::one_of, text_of(state, style.name), "",
                                    style.id == state.session.style));
    }
    lines.push_back(ui::grid(16, std::move(styles)).spaced(Space::s));
    view.open("desk", tr("Your ballot"), std::move(lines));
    ButtonText back{tr("Back")};
    back.icon = Icon::back;
    add_footer(
        view,
        ui::elements(act(view, "back", ButtonKind::secondary, std::move(back), event::Back{})), {});
}

}  // namespace tallystick::app
