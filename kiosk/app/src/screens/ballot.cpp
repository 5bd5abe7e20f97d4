// SPDX-License-Identifier: GPL-3.0-or-later
// The proposals: a section per pot, a card per proposal, and below how far the voter is.
#include "kit.h"

#include <algorithm>
#include <memory>

namespace tallystick::app {
namespace {

Element head_of(View& view, const ballot::Pot& pot, const ballot::Proposal& proposal) {
    const State& state = view.state;
    const int accent = accent_of(pot.accent);
    std::vector<Element> lines;
    lines.push_back(pot_and_number(state, proposal));
    // Beside what the voter gives of it, a sum says what it is.
    const bool asks = pot.ballot.type == ballot::BallotType::amount;
    lines.push_back(asks ? ui::text(tr("Asks for {amount}", {{"amount", cost_of(state, proposal)}}),
                                    ui::Type::title)
                         : ui::text(cost_of(state, proposal), ui::Type::amount));
    std::vector<Element> parts;
    parts.push_back(ui::picture(picture_of(state, proposal), "", 22, 20, accent));
    parts.push_back(ui::column(std::move(lines)).spaced(Space::none).growing(1).at_least(8));
    if (const auto vote = vote_for(state, proposal.id); vote && !asks)
        parts.push_back(ui::badge(Icon::check, unbroken(vote_in_words(state, pot, *vote))));
    return ui::row(std::move(parts)).spaced(Space::m);
}

// Picture, cost, pot and title in as few lines as they need: for a page too short for the whole
// card. What the proposal is about is on Details.
Element low_head_of(View& view, const ballot::Proposal& proposal) {
    const State& state = view.state;
    const int accent = accent_of(state, proposal.pot);
    const auto* pot = state.round().find_pot(proposal.pot);
    const auto vote = vote_for(state, proposal.id);
    const bool ranked = vote && pot->ballot.type == ballot::BallotType::ranking;
    // The pot is in the heading above: its place has the room.
    Element line =
        ui::row(ui::elements(
                    ui::text(cost_of(state, proposal), ui::Type::amount),
                    ranked ? ui::soft(number_of(proposal)).inked(ui::Ink::accent).accented(accent)
                           : pot_and_number(state, proposal)))
            .spaced(Space::m);
    if (ranked)
        line.children.push_back(
            ui::badge(Icon::check, unbroken(vote_in_words(state, *pot, *vote))));
    Element lines = ui::column(ui::elements(std::move(line), ui::title(title_of(state, proposal))))
                        .spaced(Space::none)
                        .growing(1)
                        .at_least(9);
    Element picture = ui::picture(picture_of(state, proposal), "", 22, 20, accent);
    return ui::row(ui::elements(std::move(picture), std::move(lines))).spaced(Space::m);
}

Element words_of(View& view, const ballot::Pot& pot, const ballot::Proposal& proposal) {
    const State& state = view.state;
    return ui::column(ui::elements(head_of(view, pot, proposal),
                                   ui::title(title_of(state, proposal)),
                                   ui::soft(drawn_text(state, proposal.summary))));
}

struct CardForm {
    enum class Parts { whole, low, least, words, bare } parts;
    int title_lines = 0;  // 0 for all; the rest is then behind Details
};

// "No. 1", and of a ranked one "No. 1 · Place 2": its buttons do not say it.
std::string number_and_place(const State& state, const ballot::Proposal& proposal) {
    const auto* pot = state.round().find_pot(proposal.pot);
    const auto vote = vote_for(state, proposal.id);
    if (!vote || pot->ballot.type != ballot::BallotType::ranking) return number_of(proposal);
    return number_of(proposal) + " \u00B7 " + unbroken(vote_in_words(state, *pot, *vote));
}

// Title, cost and number alone.
Element least_head_of(const State& state, const ballot::Proposal& proposal, int title_lines) {
    Element title = ui::title(title_of(state, proposal)).growing(1).at_least(6);
    title.most_lines = title_lines;
    title.whole_at = "details/" + proposal.id.text();
    Element cost = ui::text(cost_of(state, proposal), ui::Type::title);
    return ui::row(ui::elements(std::move(cost), ui::soft(number_and_place(state, proposal)),
                                std::move(title)))
        .spaced(Space::m)
        .across(ui::Cross::start);
}

// Beside the words in a wide card, which is lower so; under them in a narrow one.
Element words_and_buttons(Element words, std::vector<Element> buttons, float least_em) {
    Element below = ui::column(ui::elements(ui::row(std::move(buttons)).across(ui::Cross::stretch)))
                        .along(ui::Main::end)
                        .growing(2)
                        .at_least(least_em);
    words.grow = 3;
    return ui::row(ui::elements(std::move(words), std::move(below)))
        .across(ui::Cross::stretch)
        .growing(1);
}

// Beside the words they would be in two rows, and the card higher than with them below.
bool has_several_keys(ballot::BallotType type) {
    return type == ballot::BallotType::points || type == ballot::BallotType::plus_minus ||
           type == ballot::BallotType::amount || type == ballot::BallotType::ranking;
}

Element proposal_card(View& view, const ballot::Proposal& proposal, CardForm form) {
    using Parts = CardForm::Parts;
    const State& state = view.state;
    const auto* pot = state.round().find_pot(proposal.pot);
    const std::string id = proposal.id.text();
    ButtonText details{tr("Details")};
    details.heard = heard(state, tr("Details"), proposal);
    std::vector<Element> buttons;
    if (form.parts != Parts::bare)
        buttons.push_back(
            ui::button("details/" + id, ButtonKind::secondary, std::move(details)).growing(1));
    const Keys keys = form.parts == Parts::bare ? Keys::figures : Keys::words;
    for (auto& control : vote_controls(view, *pot, proposal, keys))
        buttons.push_back(std::move(control));
    std::vector<Element> inside;
    if (form.parts >= Parts::words)
        for (auto& button : buttons) button = ui::without_icons(std::move(button));
    if (form.parts == Parts::bare) {
        inside.push_back(title_as_details(state, proposal));
        inside.push_back(ui::row(std::move(buttons)).across(ui::Cross::stretch));
    } else if (form.parts >= Parts::least) {
        inside.push_back(words_and_buttons(
            least_head_of(state, proposal, form.title_lines).at_least(12), std::move(buttons), 11));
    } else {
        Element words = form.parts == Parts::low
                            ? ui::column(ui::elements(low_head_of(view, proposal)))
                            : words_of(view, *pot, proposal);
        const bool wide = form.parts == Parts::whole && has_several_keys(pot->ballot.type);
        inside.push_back(
            words_and_buttons(std::move(words).at_least(22), std::move(buttons), wide ? 22 : 13));
    }
    Element card = ui::card("proposal/" + id, title_of(state, proposal), std::move(inside));
    if (vote_for(state, proposal.id)) card.look = ui::Look::chosen;
    return card;
}

// Lower and lower forms of the same grid. The filters above give way first: whole cards stand with
// all forms of them. The last forms cut a long title, which is whole on its page.
template <typename Form, typename Make>
Element forms_of_list(float least_em, std::size_t count, const std::vector<Form>& forms,
                      const Make& make) {
    Element list = ui::grid_of(least_em, count, make(forms.front()));
    for (std::size_t i = 1; i < forms.size(); ++i) {
        Element lower = ui::grid_of(least_em, count, make(forms[i]));
        lower.cuts = forms[i].title_lines > 0;
        (void)std::move(list).or_lower(std::move(lower));
    }
    return list;
}

// Of so many the voter first wants to find the right ones: what each is about is on Details.
constexpr std::size_t long_list = 24;

Element list_of(const std::shared_ptr<const State>& shown,
                const std::vector<const ballot::Proposal*>& section, const ballot::Pot& pot,
                std::size_t of) {
    if (pot.ballot.type == ballot::BallotType::score) {
        using Parts = CellForm::Parts;
        const std::vector<CellForm> forms{
            {Parts::whole}, {Parts::low}, {Parts::low, 3}, {Parts::low, 2}, {Parts::low, 1}};
        return forms_of_list(11, section.size(), forms, [&](CellForm form) {
            return [shown, section, form](std::size_t i) {
                View of_cell(*shown);
                return score_cell(of_cell, *section[i], form);
            };
        });
    }
    using Parts = CardForm::Parts;
    const CardForm fullest{of > long_list ? Parts::low : Parts::whole};
    const std::vector<CardForm> forms{fullest,           fullest,           fullest,
                                      {Parts::low},      {Parts::least},    {Parts::least, 3},
                                      {Parts::least, 2}, {Parts::least, 1}, {Parts::words, 1},
                                      {Parts::bare, 1}};
    return forms_of_list(14, section.size(), forms, [&](CardForm form) {
        return [shown, section, form](std::size_t i) {
            View of_card(*shown);
            return proposal_card(of_card, *section[i], form);
        };
    });
}

// Undo, and how the pot stands that the page begins with.
std::vector<Element> beside_pages(const State& state, const Element& undo, std::size_t first_item) {
    std::vector<Element> beside;
    if (!state.session.undo.empty()) beside.push_back(undo);
    const auto visible = visible_proposals(state);
    if (visible.empty()) return beside;
    const auto& pot = visible[std::clamp<std::size_t>(first_item, 1, visible.size()) - 1]->pot;
    View of_line(state);
    for (const auto& use : pots_in_use(state))
        if (use.pot->id == pot) beside.push_back(pot_meter_line(of_line, use));
    return beside;
}

}  // namespace

void add_card_events(View& view, const ballot::Proposal& proposal) {
    view.on("details/" + proposal.id.text(), event::ShowDetails{proposal.id});
    const auto* pot = view.state.round().find_pot(proposal.pot);
    if (pot != nullptr) (void)vote_controls(view, *pot, proposal);
    (void)score_cell(view, proposal, {CellForm::Parts::whole});
}

void show_ballot(View& view) {
    const State& state = view.state;
    std::vector<Element> body;
    if (offers_filters(state)) body.push_back(filters(view));
    const auto visible = visible_proposals(state);
    // Cards are made when their page is opened, from the state that was shown.
    const auto shown = std::make_shared<const State>(state);
    std::size_t first = 0;
    while (first < visible.size()) {
        const auto pot_id = visible[first]->pot;
        const auto end =
            std::find_if(visible.begin() + static_cast<std::ptrdiff_t>(first), visible.end(),
                         [&](const auto* p) { return p->pot != pot_id; });
        const std::vector<const ballot::Proposal*> section(
            visible.begin() + static_cast<std::ptrdiff_t>(first), end);
        const auto* pot = state.round().find_pot(pot_id);
        std::vector<Element> head;
        head.push_back(ui::heading(how_to(state, *pot)));
        if (first == 0) {
            head.push_back(ui::spacer());
            head.push_back(ui::soft(tr("You can change your choices until you cast your vote.")));
        }
        const auto low_head = [&](ui::Type type) {
            return ui::row(ui::elements(ui::text(how_to(state, *pot), type))).as(ui::Role::heading);
        };
        body.push_back(ui::row(std::move(head))
                           .spaced(Space::m)
                           .as(ui::Role::heading)
                           .or_lower(low_head(ui::Type::title))
                           .or_lower(low_head(ui::Type::strong)));
        const std::size_t count = section.size();
        first += count;
        body.push_back(list_of(shown, section, *pot, visible.size()));
    }
    if (visible.empty()) {
        body.push_back(
            ui::notice("none", Icon::info, tr("No proposal fits what you chose above.")));
    }
    view.open("ballot", tr("Choose the proposals you want"), std::move(body));
    const Browse& browse = state.session.browse;
    view.screen.list = (browse.chosen_only ? "mine"
                        : browse.pot       ? browse.pot->text() + "/"
                                           : "") +
                       " " + browse.theme + " " + browse.number;
    if (offers_filters(state)) view.screen.on_later_pages = find_again(view);

    ButtonText next{tr("Check my choices")};
    next.after = Icon::forward;
    Element go = act(view, "review", ButtonKind::proceed, std::move(next), event::GoToReview{});
    Element undo =
        act(view, "undo", ButtonKind::secondary, {tr("Undo"), "", Icon::undo}, event::Undo{});
    // The bars as they are where there is no room for them as targets.
    for (const Bars bars : {Bars::touched, Bars::inert}) {
        std::vector<Element> full;
        full.push_back(
            ui::column(ui::elements(
                           ui::row(pot_meters(view, bars)).spaced(Space::l).across(ui::Cross::end),
                           ui::soft(still_needed(state)).with_id("needed").as(ui::Role::status)))
                .spaced(Space::s)
                .growing(1)
                .at_least(26));
        if (!state.session.undo.empty()) full.push_back(undo);
        full.push_back(go);
        view.screen.footers.push_back(ui::row(std::move(full)).spaced(Space::m).unbroken());
    }
    // Else what is left of the pot in view stands in one line beside the pages.
    Element words =
        ui::text(still_needed(state), ui::Type::strong).with_id("needed").as(ui::Role::status);
    view.screen.footers.push_back(ui::row(ui::elements(std::move(words).growing(1).at_least(9), go))
                                      .spaced(Space::m)
                                      .unbroken());
    go.grow = 1;
    view.screen.footers.push_back(with_sentence(state, still_needed(state), go));
    view.screen.footers.push_back(
        with_sentence(state, still_needed_in_short(state), std::move(go)));
    view.screen.bare_footers = 3;
    if (visible.empty() && state.session.undo.empty()) return;
    view.screen.beside_pages = [shown, undo](std::size_t first_item) {
        return beside_pages(*shown, undo, first_item);
    };
    for (const auto& use : pots_in_use(state)) (void)pot_meter_line(view, use);
}

}  // namespace tallystick::app
