// SPDX-License-Identifier: GPL-3.0-or-later
// "Your vote is in": drawn only after the box said so. The receipt shows that the envelope is
// there, never what was chosen. And before it all: how it works.
#include "kit.h"

namespace tallystick::app {
namespace {

Element step(int n, Icon icon, const std::string& words) {
    return ui::row(ui::elements(ui::emblem(icon, n), ui::text(words, ui::Type::title).growing(1)))
        .unbroken()
        .spaced(Space::l);
}

// Groups of five, as the code is looked up by eye.
std::string in_fives(const std::string& code) {
    if (code.find(' ') != std::string::npos || code.find('-') != std::string::npos) return code;
    std::string out;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 5 == 0) out += ' ';
        out += code[i];
    }
    return out;
}

}  // namespace

void show_how(View& view) {
    const State& state = view.state;
    std::vector<Element> steps;
    steps.push_back(ui::heading(tr("How it works")));
    steps.push_back(
        step(5, Icon::heart, tr("Look at the proposals and choose the ones you like.")));
    for (const auto& use : pots_in_use(state)) {
        steps.push_back(step(accent_of(use.pot->accent), Icon::people, how_to(state, *use.pot)));
    }
    steps.push_back(step(3, Icon::eye, tr("Then check your choices.")));
    steps.push_back(
        step(1, Icon::ballot_box,
             tr("Then cast your vote. It is only counted when you see “Your vote is in”.")));
    steps.push_back(ui::text(tr("You can change everything until then.")));
    Element panel = ui::column(std::move(steps)).spaced(Space::l).at_most(44);
    view.open("how", tr("How it works"), ui::elements(std::move(panel)));
    view.screen.body.cross = ui::Cross::centre;
    view.screen.body_main = ui::Main::centre;

    ButtonText leave{tr("Leave without voting")};
    ButtonText next{tr("Show me the proposals")};
    next.after = Icon::forward;
    add_footer(view,
               ui::elements(
                   act(view, "leave", ButtonKind::secondary, std::move(leave), event::LeaveAsk{})),
               act(view, "proposals", ButtonKind::proceed, std::move(next), event::Continue{}));
}

void show_done(View& view) {
    const Session& session = view.state.session;
    Element tick = ui::column(ui::elements(ui::icon(Icon::check, ui::Type::display)))
                       .looking(ui::Look::proceed)
                       .padded(Space::l);
    std::vector<Element> words;
    words.push_back(std::move(tick));
    words.push_back(ui::display(tr("Your vote is in")));
    words.push_back(ui::text(tr("Thank you."), ui::Type::title).aligned(ui::Align::centre));
    Element top = ui::column(std::move(words)).across(ui::Cross::centre).spaced(Space::m);

    std::vector<Element> receipt;
    receipt.push_back(ui::title(tr("Your receipt code")));
    Element code = ui::text(in_fives(session.receipt_code), ui::Type::code);
    code.language = "en";
    receipt.push_back(std::move(code));
    receipt.push_back(ui::text(
        tr("It shows that your envelope is in the box. It does not show what you chose.")));
    receipt.push_back(ui::soft(tr("You can photograph it and look for it in the published list.")));
    std::vector<Element> both;
    if (!session.receipt_qr.empty()) {
        both.push_back(ui::qr("receipt/qr", session.receipt_qr, tr("Your receipt code"), 56));
    }
    both.push_back(ui::column(std::move(receipt)).spaced(Space::s).growing(1).at_least(14));
    Element card = ui::card("receipt", tr("Your receipt code"),
                            ui::elements(ui::row(std::move(both)).spaced(Space::l)));
    card.most_em = 40;
    view.open("done", tr("Your vote is in"), ui::elements(std::move(top), std::move(card)));
    view.screen.body.cross = ui::Cross::centre;
    view.screen.body.gap = Space::xl;
    view.screen.body_main = ui::Main::centre;
    ButtonText finish{tr("Finish")};
    finish.after = Icon::check;
    view.screen.footers.push_back(
        ui::row(ui::elements(ui::spacer(), act(view, "finish", ButtonKind::proceed,
                                               std::move(finish), event::Continue{}))));
}

}  // namespace tallystick::app
