// SPDX-License-Identifier: GPL-3.0-or-later
// Scoring: one proposal a screen, in the order of the pitches, with the keys for its score; and the
// cell that stands for it among all of them, where those without a score are marked.
#include "kit.h"

#include <algorithm>
#include <memory>

namespace tallystick::app {
namespace {

// The last cuts a long title, which is whole on its page.
enum class PitchForm { largest, large, full, whole, low, least, cut };

Element words_of(const State& state, const ballot::Proposal& proposal, PitchForm form) {
    Element cost = ui::text(cost_of(state, proposal),
                            form == PitchForm::least ? ui::Type::title : ui::Type::amount);
    Element title = ui::heading(title_of(state, proposal));
    if (form >= PitchForm::low) title.type = ui::Type::title;
    if (form == PitchForm::least)
        return ui::row(ui::elements(std::move(cost), ui::soft(number_of(proposal)),
                                    std::move(title).growing(1).at_least(6)))
            .spaced(Space::m)
            .across(ui::Cross::start);
    std::vector<Element> lines;
    lines.push_back(
        ui::row(ui::elements(std::move(cost), pot_and_number(state, proposal))).spaced(Space::m));
    lines.push_back(std::move(title));
    if (form <= PitchForm::whole)
        lines.push_back(ui::paragraph(drawn_text(state, proposal.summary)).typed(ui::Type::title));
    if (form <= PitchForm::full) lines.push_back(ui::paragraph(drawn_text(state, proposal.text)));
    return ui::column(std::move(lines));
}

Element picture_for(const State& state, const ballot::Proposal& proposal, PitchForm form) {
    const ui::Size mm = form == PitchForm::largest ? ui::Size{240, 160}
                        : form == PitchForm::large ? ui::Size{180, 120}
                        : form == PitchForm::full  ? ui::Size{135, 90}
                        : form == PitchForm::whole ? ui::Size{66, 44}
                                                   : ui::Size{22, 20};
    return ui::picture(picture_of(state, proposal), "", mm.w, mm.h, accent_of(state, proposal.pot));
}

// Which end of the keys is the good one, where they have room for it.
void name_ends(const ballot::Pot& pot, std::vector<Element>& keys) {
    const auto name = [&](Element& key, std::int64_t score) {
        const std::string end = end_of_scores(pot, score);
        if (!end.empty()) key.children.back().text += ": " + end;
    };
    name(keys.front(), pot.ballot.lowest);
    name(keys.back(), pot.ballot.highest);
}

Element pitch_card(View& view, const ballot::Proposal& proposal, PitchForm form) {
    const State& state = view.state;
    const auto* pot = state.round().find_pot(proposal.pot);
    if (form == PitchForm::cut)
        return ui::card(
            "proposal/" + proposal.id.text(), title_of(state, proposal),
            ui::elements(title_as_details(state, proposal),
                         ui::row(vote_controls(view, *pot, proposal)).across(ui::Cross::stretch)));
    std::vector<Element> top;
    if (form != PitchForm::least) top.push_back(picture_for(state, proposal, form));
    top.push_back(words_of(state, proposal, form).growing(1).at_least(12));
    ButtonText details{tr("Details")};
    details.heard = heard(state, tr("Details"), proposal);
    auto controls = vote_controls(view, *pot, proposal);
    if (form <= PitchForm::whole) name_ends(*pot, controls.front().children);
    if (form <= PitchForm::full)
        for (auto& key : controls.front().children) key.height_mm = 22;
    controls.push_back(
        ui::button("details/" + proposal.id.text(), ButtonKind::secondary, std::move(details)));
    return ui::card("proposal/" + proposal.id.text(), title_of(state, proposal),
                    ui::elements(ui::row(std::move(top)).spaced(Space::l).across(ui::Cross::start),
                                 ui::row(std::move(controls)).across(ui::Cross::stretch)))
        .spaced(form <= PitchForm::full ? Space::l : Space::m);
}

using Pitches = std::vector<ballot::ProposalId>;

// The next gap, so that one who came back for it does not leaf through the rest; else the next one.
Pitches::const_iterator next_pitch(const State& state, const Pitches& all,
                                   Pitches::const_iterator now) {
    const auto gap =
        std::find_if(now + 1, all.end(), [&](const auto& id) { return !vote_for(state, id); });
    return gap == all.end() ? now + 1 : gap;
}

}  // namespace

Element score_cell(View& view, const ballot::Proposal& proposal, CellForm form) {
    const State& state = view.state;
    const auto* pot = state.round().find_pot(proposal.pot);
    const auto vote = vote_for(state, proposal.id);
    const std::string said = vote ? vote_in_words(state, *pot, *vote) : tr("No score yet");
    const std::string place = number_of(proposal);
    std::vector<Element> lines;
    const bool whole = form.parts == CellForm::Parts::whole;
    if (whole) lines.push_back(ui::soft(place + " \u00B7 " + cost_of(state, proposal)));
    // Cut or not, the number stands in front.
    const std::string title = "\u2068" + title_of(state, proposal) + "\u2069";
    lines.push_back(ui::text(whole ? title : place + " \u00B7 " + title, ui::Type::strong));
    lines.back().most_lines = form.title_lines;
    Element words = ui::column(std::move(lines)).spaced(Space::none).growing(1).at_least(9);
    Element mark = ui::badge(vote ? Icon::check : Icon::warning, unbroken(said));
    if (!vote) mark.look = ui::Look::notice;
    Element cell =
        ui::row(ui::elements(std::move(words), std::move(mark)))
            .padded(Space::m, whole ? Space::s : Space::xs)
            .looking(vote ? ui::Look::chosen : ui::Look::secondary)
            .with_id(view.on("score/" + proposal.id.text(), event::ShowPitch{proposal.id}))
            .as(ui::Role::button)
            .heard(place + ", " + title_of(state, proposal))
            .valued(said);
    cell.target = true;
    return cell;
}

void show_pitch(View& view) {
    const State& state = view.state;
    const auto* proposal =
        state.session.pitch ? state.round().find_proposal(*state.session.pitch) : nullptr;
    const auto all = pitches(state);
    const auto now = std::find(all.begin(), all.end(), state.session.pitch);
    if (proposal == nullptr || now == all.end()) return show_ballot(view);
    add_card_events(view, *proposal);

    const std::string place =
        tr("Proposal {n} of {total}", {{"n", number(now - all.begin() + 1)},
                                       {"total", number(static_cast<std::int64_t>(all.size()))}});
    const auto* pot = state.round().find_pot(proposal->pot);
    const auto head = [&](ui::Type type) {
        return ui::row(ui::elements(ui::text(place, type).as(ui::Role::heading),
                                    ui::soft(how_to(state, *pot)).growing(1).at_least(12)))
            .spaced(Space::m)
            .as(ui::Role::heading);
    };
    // Made like the cards of the list, so that it is never cut where a lower form fits.
    const auto shown = std::make_shared<const State>(state);
    const auto card = [&](PitchForm form) {
        Element one = ui::grid_of(14, 1, [shown, proposal, form](std::size_t) {
            View of_card(*shown);
            return pitch_card(of_card, *proposal, form);
        });
        one.one_page = true;
        return one;
    };
    Element cut = card(PitchForm::cut);
    cut.cuts = true;
    const bool last = now + 1 == all.end();
    const bool all_scored = !first_gap(state);
    auto body = ui::elements(head(ui::Type::heading)
                                 .or_lower(head(ui::Type::heading))
                                 .or_lower(head(ui::Type::heading))
                                 .or_lower(head(ui::Type::heading))
                                 .or_lower(head(ui::Type::strong)),
                             card(PitchForm::largest)
                                 .or_lower(card(PitchForm::large))
                                 .or_lower(card(PitchForm::full))
                                 .or_lower(card(PitchForm::whole))
                                 .or_lower(card(PitchForm::low))
                                 .or_lower(card(PitchForm::least))
                                 .or_lower(std::move(cut)));
    if (!last && !all_scored)
        body.push_back(ui::row(ui::elements(act(view, "pitch/all", ButtonKind::secondary,
                                                {tr("All my scores")}, event::ShowScores{}))));
    view.open("pitch/" + proposal->id.text(), place, std::move(body));

    std::vector<Element> others;
    if (now != all.begin())
        others.push_back(act(view, "pitch/before", ButtonKind::secondary,
                             {tr("Previous"), tr("The previous proposal"), Icon::back},
                             event::ShowPitch{*(now - 1)}));
    ButtonText on{tr("Next proposal")};
    on.after = Icon::forward;
    const auto next = [&](ButtonKind kind) {
        return act(view, "pitch/next", kind, on, event::ShowPitch{*next_pitch(state, all, now)});
    };
    // Who came back for a gap is done with the last of them.
    const bool done = last || all_scored;
    if (done && !last) others.push_back(next(ButtonKind::secondary));
    ButtonText scores{tr("All my scores")};
    scores.after = Icon::forward;
    Element go =
        done ? act(view, "pitch/all", ButtonKind::proceed, std::move(scores), event::ShowScores{})
             : next(ButtonKind::proceed);
    add_footer(view, std::move(others), std::move(go));
}

}  // namespace tallystick::app
