// SPDX-License-Identifier: GPL-3.0-or-later
// "Your vote is in": drawn only after the box said so. The receipt shows that the envelope is
// there, never what was chosen. And before it all: how it works.
#include "kit.h"

#include <utility>

namespace tallystick::app {
namespace {

// How much room the points of a page take: less of it, rather than a point on the next page.
enum class Room { wide, usual, least };

Element step(const State& state, Room room, Icon icon, int accent, std::vector<Element> words) {
    for (auto& one : words) one.type = room == Room::wide ? ui::Type::title : ui::Type::body;
    Element together = ui::column(std::move(words)).spaced(Space::xs);
    if (room != Room::least) return point(state, icon, accent, std::move(together));
    return ui::row(ui::elements(ui::icon(icon, ui::Type::title), std::move(together).growing(1)))
        .unbroken()
        .spaced(Space::m);
}

Element steps(const State& state, Room room) {
    std::vector<Element> all;
    const auto add = [&](Icon icon, int accent, std::vector<Element> words) {
        all.push_back(step(state, room, icon, accent, std::move(words)));
    };
    const auto words = [](const std::string& sentence) { return ui::elements(ui::text(sentence)); };
    add(Icon::eye, 5, words(tr("Look at the proposals and choose the ones you like.")));
    std::vector<Element> pots;
    for (const auto& use : pots_in_use(state)) {
        pots.push_back(ui::text(how_to(state, *use.pot)));
        if (room != Room::wide) continue;
        add(Icon::list, accent_of(use.pot->accent), std::exchange(pots, {}));
    }
    if (!pots.empty()) add(Icon::list, 0, std::move(pots));
    add(Icon::search, 3, words(tr("Then check your choices.")));
    add(Icon::ballot_box, 1,
        words(tr("Then cast your vote. It is only counted when you see “Your vote is in”.")));
    add(Icon::undo, 4, words(tr("You can change everything until then.")));
    all.insert(all.begin(), ui::heading(tr("How it works")));
    return ui::column(std::move(all)).spaced(room == Room::wide ? Space::l : Space::s).at_most(44);
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
    view.open("how", tr("How it works"),
              ui::elements(steps(state, Room::wide)
                               .or_lower(steps(state, Room::usual))
                               .or_lower(steps(state, Room::least))));
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

namespace {

Element tick(ui::Type size, Space around) {
    return ui::column(ui::elements(ui::icon(Icon::check, size)))
        .looking(ui::Look::proceed)
        .padded(around);
}

Element vote_is_in() {
    Element thanks = ui::text(tr("Thank you."), ui::Type::title).aligned(ui::Align::centre);
    Element in_one_line =
        ui::row(
            ui::elements(tick(ui::Type::title, Space::s),
                         ui::display(tr("Your vote is in")).aligned(ui::Align::start).growing(1)))
            .unbroken()
            .spaced(Space::m);
    return ui::column(ui::elements(tick(ui::Type::display, Space::l),
                                   ui::display(tr("Your vote is in")), std::move(thanks)))
        .across(ui::Cross::centre)
        .spaced(Space::m)
        .or_lower(in_one_line)
        .or_lower(in_one_line);
}

Element receipt(const Session& session, float qr_mm) {
    std::vector<Element> words;
    words.push_back(ui::title(tr("Your receipt code")));
    Element code = ui::text(in_fives(session.receipt_code), ui::Type::code);
    code.language = "en";
    words.push_back(std::move(code));
    words.push_back(ui::text(
        tr("It shows that your envelope is in the box. It does not show what you chose.")));
    words.push_back(ui::soft(tr("You can photograph it and look for it in the published list.")));
    std::vector<Element> both;
    if (!session.receipt_qr.empty())
        both.push_back(ui::qr("receipt/qr", session.receipt_qr, tr("Your receipt code"), qr_mm));
    both.push_back(ui::column(std::move(words)).spaced(Space::s).growing(1).at_least(14));
    Element card = ui::card("receipt", tr("Your receipt code"),
                            ui::elements(ui::row(std::move(both)).spaced(Space::l)));
    card.most_em = 40;
    return card;
}

}  // namespace

void show_done(View& view) {
    const Session& session = view.state.session;
    view.open(
        "done", tr("Your vote is in"),
        ui::elements(
            vote_is_in(),
            receipt(session, 56).or_lower(receipt(session, 56)).or_lower(receipt(session, 40))));
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
