// SPDX-License-Identifier: GPL-3.0-or-later
// How a proposal is voted for, by ballot type: one control a card. What does not fit stays
// readable; touching it explains. The value a control sets is the value of the vote line.
#include "kit.h"

#include <algorithm>

namespace tallystick::app {
namespace {

using ballot::BallotType;

std::string vote_id(const ballot::Proposal& proposal) {
    return "vote/" + proposal.id.text();
}

Event set(const ballot::Proposal& proposal, std::optional<std::int64_t> value) {
    return event::SetVote{proposal.id, value};
}

// Says why in the voter's words, or nothing when it would fit.
std::string reason_against(const State& state, const ballot::Proposal& proposal,
                           std::int64_t value) {
    const auto finding = why_not(state, proposal.id, value);
    return finding ? reason_in_words(state, *finding) : std::string();
}

Element unless(const std::string& reason, Element button) {
    return reason.empty() ? std::move(button) : ui::unavailable(std::move(button), reason);
}

enum class BelowNothing { never, minus };

// − n +: tokens, and plus-minus, where 0 takes the vote away.
Element steps(View& view, const ballot::Pot& pot, const ballot::Proposal& proposal,
              BelowNothing below, const std::string& shown, ui::StepperText text) {
    const State& state = view.state;
    constexpr std::int64_t step = 1;
    const std::int64_t now = vote_for(state, proposal.id).value_or(0);
    const auto value_of = [](std::int64_t value) {
        return value == 0 ? std::optional<std::int64_t>() : std::optional<std::int64_t>(value);
    };
    text.value = shown;
    text.heard_value = now == 0 ? tr("Nothing") : vote_in_words(state, pot, now);
    text.heard_less = heard(state, text.heard_less, proposal);
    text.heard_more = heard(state, text.heard_more, proposal);
    if (now == 0 && below == BelowNothing::never)
        text.why_not_less = tr("There is nothing to take back.");
    else if (now - step != 0)
        text.why_not_less = reason_against(state, proposal, now - step);
    if (now + step != 0) text.why_not_more = reason_against(state, proposal, now + step);
    view.on(vote_id(proposal) + "/less", set(proposal, value_of(now - step)));
    view.on(vote_id(proposal) + "/more", set(proposal, value_of(now + step)));
    return ui::stepper(vote_id(proposal), std::move(text));
}

Element tokens(View& view, const ballot::Pot& pot, const ballot::Proposal& proposal) {
    const std::int64_t now = vote_for(view.state, proposal.id).value_or(0);
    ui::StepperText text{"", tr("Take back"), tr("Give"), tr("One token less"),
                         tr("One token more")};
    const auto& rules = pot.ballot;
    const std::int64_t places = rules.max_each > 0 ? rules.max_each : rules.total;
    if (places <= ui::most_tokens_drawn / 2)
        text.under = ui::tokens(now, places, accent_of(pot.accent))
                         .aligned(ui::Align::centre)
                         .high(3.5F)
                         .at_most(3);
    return steps(view, pot, proposal, BelowNothing::never, number(now), std::move(text));
}

Element plus_minus(View& view, const ballot::Pot& pot, const ballot::Proposal& proposal) {
    const std::int64_t now = vote_for(view.state, proposal.id).value_or(0);
    // Isolated left to right, or an Arabic line would write "1+".
    const std::string shown = "\u2066" + (now > 0 ? "+" : std::string()) + number(now) + "\u2069";
    const bool no_minus = pot.ballot.max_minus == 0;
    Element all =
        steps(view, pot, proposal, no_minus ? BelowNothing::never : BelowNothing::minus, shown,
              {"", no_minus ? tr("Take back") : tr("Minus"), tr("Plus"),
               no_minus ? tr("Take back") : tr("Give a minus"), tr("Give a plus")});
    // Neither mark is nudged.
    if (!no_minus && all.children.back().enabled) all.children.back().look = ui::Look::secondary;
    return all;
}

// "+ £250": what a press changes, where there is no room for "More money".
std::string change_in_figures(const State& state, const char* sign, std::int64_t pence) {
    return "\u2066" + std::string(sign) + "\u00A0" +
           money(ballot::Pence(pence), state.round().currency) + "\u2069";
}

// min, min + step, … cost; below min there is no vote.
Element amounts(View& view, const ballot::Proposal& proposal, Keys keys) {
    const State& state = view.state;
    const std::int64_t least = proposal.amount_min.value();
    const std::int64_t step = std::max<std::int64_t>(1, proposal.amount_step.value());
    const auto vote = vote_for(state, proposal.id);
    const std::int64_t up = !vote ? least : std::min(*vote + step, proposal.cost.value());
    std::optional<std::int64_t> down;
    if (vote && *vote > least)
        down = *vote - ((*vote - least) % step == 0 ? step : (*vote - least) % step);
    ui::StepperText text;
    const std::string given = vote ? money(ballot::Pence(*vote), state.round().currency) : "";
    text.value = vote ? tr("You give {amount}", {{"amount", given}}) : tr("Nothing");
    // Not "More", which turns the page.
    text.less = tr("Lower");
    text.more = tr("Higher");
    if (keys == Keys::figures) {
        const std::int64_t less = vote.value_or(least) - down.value_or(0);
        const std::int64_t more = up - vote.value_or(0);
        if (vote) text.value = given;
        text.less = change_in_figures(state, "\u2212", less);
        text.more = change_in_figures(state, "+", more > 0 ? more : step);
    }
    text.heard_less = heard(state, tr("Less money"), proposal);
    text.heard_more = heard(state, tr("More money"), proposal);
    if (!vote) text.why_not_less = tr("There is nothing to take back.");
    if (vote && *vote >= proposal.cost.value()) {
        text.why_not_more = tr("This is all that the proposal asks for.");
    } else {
        text.why_not_more = reason_against(state, proposal, up);
    }
    view.on(vote_id(proposal) + "/less", set(proposal, down));
    view.on(vote_id(proposal) + "/more", set(proposal, up));
    return ui::stepper(vote_id(proposal), std::move(text));
}

// A key for each score; touching the one that is set takes it away.
Element scores(View& view, const ballot::Pot& pot, const ballot::Proposal& proposal) {
    const State& state = view.state;
    const auto vote = vote_for(state, proposal.id);
    std::vector<Element> keys;
    for (std::int64_t score = pot.ballot.lowest; score <= pot.ballot.highest; ++score) {
        const bool set_now = vote == score;
        const std::string id = vote_id(proposal) + "/" + std::to_string(score);
        ButtonText text{number(score)};
        if (set_now) text.icon = Icon::check;
        std::string said = tr("Score {score}", {{"score", number(score)}});
        if (const auto end = end_of_scores(pot, score); !end.empty()) said += ", " + end;
        text.heard = heard(state, said, proposal);
        Element key = act(view, id, ButtonKind::secondary, std::move(text),
                          set(proposal, set_now ? std::nullopt : std::optional(score)));
        key.role = ui::Role::choice;
        key.pad_x = Space::s;
        key.selected = set_now;
        if (set_now) key.look = ui::Look::proceed;
        keys.push_back(std::move(key));
    }
    Element all = ui::grid(0, std::move(keys)).spaced(Space::s);
    all.most_columns = static_cast<std::size_t>(pot.ballot.highest - pot.ballot.lowest + 1);
    if (all.most_columns > 6) all.most_columns = (all.most_columns + 1) / 2;
    return all;
}

// What is blocked says why, in as few words as the button has room for.
std::string used_up(std::int64_t used, std::int64_t limit) {
    return tr("{used} of {limit} used", {{"used", number(used)}, {"limit", number(limit)}});
}

Element removing(Element button) {
    button.look = ui::Look::chosen;
    for (auto& part : button.children) part.ink = ui::Ink::proceed;
    return button;
}

// Touched in order: 1, 2, 3 …; with ↑ and ↓ once it stands in the list.
std::vector<Element> ranks(View& view, const ballot::Pot& pot, const ballot::Proposal& proposal) {
    const State& state = view.state;
    const auto vote = vote_for(state, proposal.id);
    std::int64_t next = 1;
    for (const auto& use : pots_in_use(state)) {
        if (use.pot->id == pot.id) next = use.chosen + 1;
    }
    const auto finding = vote ? std::nullopt : why_not(state, proposal.id, next);
    const bool full = finding && finding->reason == ballot::Reason::too_many;
    ButtonText text;
    text.text = vote   ? tr("Remove")
                : full ? used_up(next - 1, finding->limit)
                       : tr("Make it {rank}", {{"rank", number(next)}});
    text.heard = heard(state, text.text, proposal);
    if (vote) text.icon = Icon::minus;
    if (full) text.icon = Icon::lock;
    Element tap = act(view, vote_id(proposal), vote ? ButtonKind::secondary : ButtonKind::primary,
                      std::move(text), event::RankTap{proposal.id})
                      .growing(2);
    if (vote) tap = removing(std::move(tap));
    if (finding) tap = ui::unavailable(std::move(tap), reason_in_words(state, *finding));
    std::vector<Element> all;
    all.push_back(std::move(tap));
    if (!vote) return all;
    const auto move = [&](const char* which, Icon icon, std::string drawn, const std::string& words,
                          event::Direction to, bool possible) {
        ButtonText arrow;
        arrow.text = std::move(drawn);
        arrow.icon = icon;
        arrow.heard = heard(state, words, proposal);
        Element e = act(view, vote_id(proposal) + which, ButtonKind::secondary, std::move(arrow),
                        event::RankMove{proposal.id, to})
                        .valued(tr("Place {rank}", {{"rank", number(*vote)}}));
        all.push_back(possible ? std::move(e)
                               : ui::unavailable(std::move(e), tr("It is at the end already.")));
    };
    move("/up", Icon::chevron_up, tr("Up"), tr("Move up"), event::Direction::up, *vote > 1);
    move("/down", Icon::chevron_down, tr("Down"), tr("Move down"), event::Direction::down,
         *vote < next - 1);
    return all;
}

}  // namespace

std::string end_of_scores(const ballot::Pot& pot, std::int64_t score) {
    if (pot.ballot.lowest == pot.ballot.highest) return {};
    // Translators: stands at the lowest and at the highest score: how much the voter likes it.
    if (score == pot.ballot.lowest) return tr("least");
    return score == pot.ballot.highest ? tr("most") : std::string();
}

Element add_or_remove(View& view, const std::string& id, const ballot::Proposal& proposal) {
    const State& state = view.state;
    if (vote_for(state, proposal.id)) {
        ButtonText text{tr("Remove")};
        text.heard = heard(state, tr("Remove"), proposal);
        text.icon = Icon::minus;
        return removing(
            act(view, id, ButtonKind::secondary, std::move(text), set(proposal, std::nullopt)));
    }
    const auto finding = why_not(state, proposal.id, 1);
    const std::string reason = finding ? reason_in_words(state, *finding) : std::string();
    ButtonText text{tr("Add")};
    text.heard = heard(state, tr("Add"), proposal);
    text.icon = Icon::plus;
    if (finding && finding->reason == ballot::Reason::over_pot) text.text = tr("Over budget");
    if (finding && finding->reason == ballot::Reason::too_many)
        text.text = used_up(std::min(finding->found - 1, finding->limit), finding->limit);
    return unless(reason, act(view, id, ButtonKind::primary, std::move(text), set(proposal, 1)));
}

std::vector<Element> vote_controls(View& view, const ballot::Pot& pot,
                                   const ballot::Proposal& proposal, Keys keys) {
    std::vector<Element> controls;
    switch (pot.ballot.type) {
        case BallotType::approval:
        case BallotType::knapsack:
        case BallotType::choose_one:
            controls.push_back(add_or_remove(view, vote_id(proposal), proposal).growing(2));
            break;
        case BallotType::points:
            controls.push_back(tokens(view, pot, proposal).growing(2));
            break;
        case BallotType::plus_minus:
            controls.push_back(plus_minus(view, pot, proposal).growing(2));
            break;
        case BallotType::amount:
            controls.push_back(amounts(view, proposal, keys).growing(2));
            break;
        case BallotType::score:
            controls.push_back(scores(view, pot, proposal).growing(2));
            break;
        case BallotType::ranking:
            return ranks(view, pot, proposal);
    }
    return controls;
}

}  // namespace tallystick::app
