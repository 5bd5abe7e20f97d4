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

// What is not as it should be.
std::vector<Element> said_of_the_card(const State& state) {
    const Session& session = state.session;
    std::vector<Element> all;
    if (session.card == CardStep::refused && session.fault != CardFault::none)
        all.push_back(ui::alarm("card/fault", Icon::warning, card_fault_in_words(session.fault)));
    if (session.card == CardStep::checking)
        all.push_back(ui::notice("card/checking", Icon::clock, still_needed(state)));
    return all;
}

void add_demo_card(const State& state, std::vector<Element>& all) {
    const std::string demo = demo_card(state);
    if (demo.empty()) return;
    all.push_back(ui::notice("card/demo", Icon::card,
                             tr("DEMO card to type: {code}", {{"code", in_sixes(demo)}})));
}

Element code_field(View& view) {
    const Session& session = view.state.session;
    Element field = ui::field(view.on("card/code", event::Touched{}), tr("Code so far"),
                              in_sixes(session.typed), "\u2013");
    field.height_mm = 20;
    // In the way of the focus, for who hears it alone, read by the character; pressed, it does
    // nothing.
    field.target = true;
    if (!session.typed.empty()) field.value = one_by_one(session.typed);
    return field;
}

Element keys(std::size_t columns, const std::string& erase) {
    Element keypad = ui::keypad("key", {std::string(ui::crockford), erase, ""}, columns).growing(1);
    keypad.children.front().grow = 1;
    keypad.children.front().most_mm = 125;
    return keypad;
}

// A card under a scanner, in every language: who cannot read the sentence sees what to do.
Element how_to_hold_it(float mm) {
    return ui::column(
               ui::elements(ui::icon(Icon::card_scan).wide(mm).inked(ui::Ink::accent).accented(5)))
        .across(ui::Cross::centre)
        .looking(ui::Look::soft_accent)
        .accented(5)
        .padded(Space::m);
}

enum class Picture { large, usual, small };

Element what_to_do(const State& state, Picture picture) {
    const std::string hold =
        tr("Hold the square code on your card under the scanner. Or type the 18 characters here.");
    if (picture == Picture::small)
        return point(state, Icon::card_scan, 5, ui::text(hold)).at_most(44);
    return ui::column(ui::elements(how_to_hold_it(picture == Picture::large ? 84 : 56),
                                   ui::paragraph(hold)))
        .spaced(Space::m);
}

// Beside the keys, or above them on a tall screen.
Element beside_the_keys(View& view, Picture picture) {
    const Session& session = view.state.session;
    std::vector<Element> side;
    side.push_back(ui::heading(tr("Your voting card")));
    side.push_back(what_to_do(view.state, picture));
    for (auto& one : said_of_the_card(view.state)) side.push_back(std::move(one));
    add_demo_card(view.state, side);
    side.push_back(code_field(view));
    if (session.typed.size() < card_characters) side.push_back(ui::soft(characters_to_go(session)));
    return ui::row(ui::elements(
                       ui::column(std::move(side)).spaced(Space::m).growing(2).at_least(15),
                       ui::column(ui::elements(keys(8, tr("Delete")))).growing(3).at_least(20)))
        .spaced(Space::xl)
        .across(ui::Cross::stretch)
        .growing(1)
        .or_upright();
}

// Field and keys on one page of a low screen, with what was said of the card.
Element field_and_keys(View& view, std::vector<Element> all) {
    for (auto& one : said_of_the_card(view.state)) all.push_back(std::move(one));
    Element erase = ui::button("key/erase", ButtonKind::secondary, {tr("Delete"), "", Icon::back});
    Element field = code_field(view).growing(1).at_least(14);
    field.height_mm = 0;
    all.push_back(
        ui::row(ui::elements(std::move(field), std::move(erase))).across(ui::Cross::stretch));
    all.push_back(keys(11, ""));
    add_demo_card(view.state, all);
    return ui::column(std::move(all)).spaced(Space::s);
}

}  // namespace

void show_card(View& view) {
    const Session& session = view.state.session;
    for (const char key : ui::crockford) view.on("key/" + std::string(1, key), event::CardKey{key});
    view.on("key/erase", event::CardErase{});
    view.open("card", tr("Your voting card"),
              ui::elements(beside_the_keys(view, Picture::large)
                               .or_lower(beside_the_keys(view, Picture::usual))
                               .or_lower(beside_the_keys(view, Picture::small))
                               .or_lower(field_and_keys(
                                   view, ui::elements(what_to_do(view.state, Picture::small))))
                               .or_lower(field_and_keys(view, {}))));

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
    view.open("desk", tr("Your ballot"), in_the_middle(std::move(lines), 44));
    view.screen.body_main = ui::Main::centre;
    ButtonText back{tr("Back")};
    back.icon = Icon::back;
    add_footer(
        view,
        ui::elements(act(view, "back", ButtonKind::secondary, std::move(back), event::Back{})), {});
}

}  // namespace tallystick::app
