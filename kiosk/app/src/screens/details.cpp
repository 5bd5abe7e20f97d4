// SPDX-License-Identifier: GPL-3.0-or-later
// One proposal whole: picture, text, cost, place, who proposes it. And two side by side.
#include "kit.h"

#include <algorithm>
#include <memory>

namespace tallystick::app {
namespace {

Element fact(const std::string& name, const std::string& value) {
    return ui::column(ui::elements(ui::soft(name), ui::text(value, ui::Type::strong)))
        .spaced(Space::none)
        .growing(1)
        .at_least(9);
}

std::vector<Element> facts_of(const State& state, const ballot::Proposal& proposal) {
    std::vector<Element> facts;
    facts.push_back(fact(tr("Cost"), cost_of(state, proposal)));
    const std::string& place = text_of(state, proposal.place);
    if (!place.empty()) facts.push_back(fact(tr("Where"), place));
    if (!proposal.proposer.empty()) facts.push_back(fact(tr("Proposed by"), proposal.proposer));
    return facts;
}

std::string picture_in_words(const State& state, const ballot::Proposal& proposal) {
    if (proposal.picture.empty()) return tr("This proposal has no picture.");
    return tr("Picture: {description}", {{"description", text_of(state, proposal.picture_alt)}});
}

// As wide as its column.
Element large_picture(const State& state, const ballot::Proposal& proposal) {
    return ui::picture(picture_of(state, proposal), picture_in_words(state, proposal), 0, 0,
                       accent_of(state, proposal.pot))
        .with_id("picture/" + proposal.id.text());
}

using Elements = std::vector<Element>;

Element beside_picture(const State& state, const ballot::Proposal& proposal, Elements head,
                       const Elements& rest) {
    head.insert(head.end(), rest.begin(), rest.end());
    Element both =
        ui::grid(17, ui::elements(ui::column(ui::elements(large_picture(state, proposal))),
                                  ui::column(std::move(head)).spaced(Space::m)))
            .spaced(Space::xl);
    both.most_columns = 2;
    return both;
}

// Where that is more than a page: what it is called stands first, and a smaller picture beside the
// rest of the head.
Element under_title(const State& state, const ballot::Proposal& proposal, Element title,
                    Elements head, const Elements& rest) {
    Element picture = ui::picture(picture_of(state, proposal), picture_in_words(state, proposal),
                                  66, 44, accent_of(state, proposal.pot))
                          .with_id("picture/" + proposal.id.text());
    Elements all = ui::elements(
        std::move(title), ui::row(ui::elements(std::move(picture),
                                               ui::column(std::move(head)).growing(1).at_least(11)))
                              .spaced(Space::l)
                              .across(ui::Cross::start));
    all.insert(all.end(), rest.begin(), rest.end());
    return ui::column(std::move(all)).spaced(Space::m);
}

Element back_to_list(View& view) {
    ButtonText back{tr("All proposals")};
    back.heard = tr("Back to the proposals");
    back.icon = Icon::back;
    return act(view, "back", ButtonKind::secondary, std::move(back), event::Back{});
}

}  // namespace

void show_details(View& view) {
    const State& state = view.state;
    const auto* proposal =
        state.session.details ? state.round().find_proposal(*state.session.details) : nullptr;
    if (proposal == nullptr) return show_ballot(view);
    const auto* pot = state.round().find_pot(proposal->pot);
    const std::string title = title_of(state, *proposal);

    std::vector<Element> top;
    top.push_back(pot_and_number(state, *proposal).growing(1));
    if (const auto vote = vote_for(state, proposal->id)) {
        top.push_back(ui::badge(Icon::check, unbroken(vote_in_words(state, *pot, *vote))));
    }
    const Element where = ui::row(std::move(top));
    const Element what = ui::paragraph(drawn_text(state, proposal->summary)).typed(ui::Type::title);
    auto rest =
        ui::elements(ui::paragraph(drawn_text(state, proposal->text)),
                     ui::row(facts_of(state, *proposal)).spaced(Space::l).across(ui::Cross::start));

    // One plain button goes below; what needs more room stands with the text.
    auto controls = vote_controls(view, *pot, *proposal);
    const bool voting_below = controls.size() == 1 && controls.front().target;
    std::optional<Element> below;
    if (voting_below) {
        below = std::move(controls.front());
        below->grow = 0;
        below->least_em = 8;
    } else {
        rest.push_back(ui::row(std::move(controls)).across(ui::Cross::stretch).at_most(26));
    }
    view.open("details/" + proposal->id.text(), title,
              ui::elements(beside_picture(state, *proposal,
                                          ui::elements(where, ui::heading(title), what), rest)
                               .or_lower(under_title(state, *proposal, ui::heading(title),
                                                     ui::elements(where, what), rest))));

    std::vector<Element> others;
    others.push_back(back_to_list(view));
    const bool marked = std::find(state.session.compare.begin(), state.session.compare.end(),
                                  proposal->id) != state.session.compare.end();
    others.push_back(
        ui::toggle(view.on("compare", event::ToggleCompare{proposal->id}), tr("Compare"), marked));
    if (state.session.compare.size() == 2) {
        others.push_back(act(view, "compare/show", ButtonKind::secondary,
                             {tr("Show the two"), "", Icon::eye}, event::ShowCompare{}));
    }
    add_footer(view, std::move(others), std::move(below));
}

namespace {

// The picture gives way first, then what is also on Details; at last the title leads there.
enum class CompareForm { full, whole, low, least, bare };

Element pot_number_and_cost(const State& state, const ballot::Proposal& proposal) {
    return ui::column(ui::elements(pot_and_number(state, proposal),
                                   ui::text(cost_of(state, proposal), ui::Type::amount)))
        .spaced(Space::none)
        .growing(1)
        .at_least(6);
}

std::vector<Element> compared_words(const State& state, const ballot::Proposal& proposal,
                                    CompareForm form) {
    if (form == CompareForm::bare) return ui::elements(title_as_details(state, proposal));
    Element title = ui::title(title_of(state, proposal));
    if (form == CompareForm::least) {
        Element line = ui::row(ui::elements(ui::text(cost_of(state, proposal), ui::Type::title),
                                            ui::soft(number_of(proposal))))
                           .spaced(Space::m);
        return ui::elements(std::move(line), std::move(title));
    }
    const ui::Size mm = form == CompareForm::full    ? ui::Size{120, 80}
                        : form == CompareForm::whole ? ui::Size{63, 42}
                                                     : ui::Size{22, 20};
    Element picture = ui::picture(picture_of(state, proposal), picture_in_words(state, proposal),
                                  mm.w, mm.h, accent_of(state, proposal.pot))
                          .with_id("picture/" + proposal.id.text());
    auto words =
        ui::elements(ui::row(ui::elements(std::move(picture), pot_number_and_cost(state, proposal)))
                         .spaced(Space::m),
                     std::move(title), ui::text(drawn_text(state, proposal.summary)));
    if (form == CompareForm::low) return words;
    if (form == CompareForm::full) words.push_back(ui::paragraph(drawn_text(state, proposal.text)));
    auto facts = facts_of(state, proposal);
    facts.erase(facts.begin());  // the cost
    for (auto& one : facts) {
        one.grow = 0;
        words.push_back(std::move(one));
    }
    return words;
}

Element compare_card(View& view, const ballot::Proposal& proposal, CompareForm form) {
    const State& state = view.state;
    auto inside = compared_words(state, proposal, form);
    const Keys keys = form == CompareForm::bare ? Keys::figures : Keys::words;
    auto controls = vote_controls(view, *state.round().find_pot(proposal.pot), proposal, keys);
    if (form == CompareForm::bare)
        for (auto& control : controls) control = ui::without_icons(std::move(control));
    inside.push_back(ui::spacer());
    inside.push_back(ui::row(std::move(controls)).across(ui::Cross::stretch));
    Element card =
        ui::card("proposal/" + proposal.id.text(), title_of(state, proposal), std::move(inside));
    if (vote_for(state, proposal.id)) card.look = ui::Look::chosen;
    return card;
}

}  // namespace

void show_compare(View& view) {
    const State& state = view.state;
    std::vector<const ballot::Proposal*> both;
    for (const auto& id : state.session.compare)
        if (const auto* proposal = state.round().find_proposal(id)) both.push_back(proposal);
    // The cards are made when it is known how much room there is; what touching them means is now.
    for (const auto* proposal : both) {
        view.on("details/" + proposal->id.text(), event::ShowDetails{proposal->id});
        (void)vote_controls(view, *state.round().find_pot(proposal->pot), *proposal);
    }
    const auto shown = std::make_shared<const State>(state);
    const auto pair_of = [&](CompareForm form) {
        // Side by side rather than on two pages.
        const float least_em = form == CompareForm::least ? 8 : 11;
        Element pair = ui::grid_of(least_em, both.size(), [shown, both, form](std::size_t i) {
            View of_card(*shown);
            return compare_card(of_card, *both[i], form);
        });
        pair.most_columns = 2;
        pair.together = true;
        return pair;
    };
    Element low_heading =
        ui::row(ui::elements(ui::text(tr("Compare two proposals"), ui::Type::strong)))
            .as(ui::Role::heading);
    Element bare = pair_of(CompareForm::bare);
    bare.cuts = true;
    view.open(
        "compare", tr("Compare"),
        ui::elements(ui::heading(tr("Compare two proposals")).or_lower(std::move(low_heading)),
                     pair_of(CompareForm::full)
                         .or_lower(pair_of(CompareForm::whole))
                         .or_lower(pair_of(CompareForm::low))
                         .or_lower(pair_of(CompareForm::least))
                         .or_lower(std::move(bare))));
    add_footer(view, {}, back_to_list(view));
}

}  // namespace tallystick::app
