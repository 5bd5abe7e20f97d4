// SPDX-License-Identifier: GPL-3.0-or-later
// How far the voter is in each pot: a line of words and a bar with a part for each choice.
#include "kit.h"

#include <algorithm>

namespace tallystick::app {
namespace {

using ballot::BallotType;

// Amounts may come to more than the pot has: then nothing of it is left.
ballot::Pence left_in(const PotUse& use) {
    return std::max(use.pot->limit - use.money, ballot::Pence(0));
}

std::string money_line(const State& state, const PotUse& use) {
    const auto& currency = state.round().currency;
    return tr("Your choices cost {used} of {limit}.",
              {{"used", money(use.money, currency)}, {"limit", money(use.pot->limit, currency)}});
}

struct Gauge {
    std::vector<ui::BarPart> parts;
    double whole = 0;
};

Gauge gauge_of(const State& state, const PotUse& use) {
    Gauge gauge;
    const auto type = use.pot->ballot.type;
    const bool in_tokens = type == BallotType::points;
    gauge.whole = static_cast<double>(in_tokens ? use.pot->ballot.total : use.pot->limit.value());
    const bool counted = type == BallotType::approval || type == BallotType::score ||
                         type == BallotType::ranking || type == BallotType::plus_minus ||
                         type == BallotType::choose_one;
    if (counted) gauge.whole = static_cast<double>(use.proposals);
    const bool up_to = type == BallotType::ranking || type == BallotType::approval;
    if (up_to && use.pot->ballot.max_chosen > 0)
        gauge.whole = static_cast<double>(use.pot->ballot.max_chosen);
    if (type == BallotType::choose_one) gauge.whole = 1;
    for (const auto& id : use.in_order) {
        const auto* proposal = state.round().find_proposal(id);
        const auto vote = vote_for(state, id);
        if (proposal == nullptr || !vote) continue;
        double amount = static_cast<double>(proposal->cost.value());
        if (in_tokens || type == BallotType::amount) amount = static_cast<double>(*vote);
        if (counted) amount = 1;
        gauge.parts.push_back({amount, accent_of_part(use, gauge.parts.size())});
    }
    return gauge;
}

}  // namespace

std::string pot_line(const State& state, const PotUse& use) {
    const auto& rules = use.pot->ballot;
    std::string pot = text_of(state, use.pot->name);
    switch (rules.type) {
        case BallotType::approval:
        case BallotType::ranking:
            if (rules.max_chosen > 0) {
                return tr("{pot}: {chosen} of {max} chosen", {{"pot", pot},
                                                              {"chosen", number(use.chosen)},
                                                              {"max", number(rules.max_chosen)}});
            }
            return tr("{pot}: {chosen} chosen", {{"pot", pot}, {"chosen", number(use.chosen)}});
        case BallotType::choose_one:
            return tr("{pot}: {chosen} of {max} chosen",
                      {{"pot", pot}, {"chosen", number(use.chosen)}, {"max", number(1)}});
        case BallotType::points:
            return tr("{pot}: {used} of {total} tokens given",
                      {{"pot", pot}, {"used", number(use.points)}, {"total", number(rules.total)}});
        case BallotType::score:
            return tr(
                "{pot}: {chosen} of {max} scored",
                {{"pot", pot}, {"chosen", number(use.chosen)}, {"max", number(use.proposals)}});
        case BallotType::plus_minus:
            if (rules.max_minus == 0)
                return tr(
                    "{pot}: {plus} of {max} plus",
                    {{"pot", pot}, {"plus", number(use.points)}, {"max", number(rules.max_plus)}});
            return tr("{pot}: {plus} plus, {minus} minus",
                      {{"pot", pot}, {"plus", number(use.points)}, {"minus", number(use.minus)}});
        case BallotType::knapsack:
        case BallotType::amount:
            return tr("{pot}: {left} left",
                      {{"pot", pot}, {"left", money(left_in(use), state.round().currency)}});
    }
    return pot;
}

int accent_of_part(const PotUse& use, std::size_t n) {
    return (accent_of(use.pot->accent) + static_cast<int>(n % 8)) % 8;
}

Element pot_bar(const State& state, const PotUse& use, const std::string& id) {
    Gauge gauge = gauge_of(state, use);
    const std::string line = pot_line(state, use);
    // Other ballots have no limit of money: what is left of the pot would guide nobody.
    const bool priced =
        use.pot->ballot.type == BallotType::knapsack || use.pot->ballot.type == BallotType::amount;
    Element bar = ui::bar(id, std::move(gauge.parts), gauge.whole,
                          priced ? line + ", " + money_line(state, use) : line)
                      .growing(0);
    const std::int64_t total = use.pot->ballot.total;
    if (use.pot->ballot.type == BallotType::points && total <= ui::most_tokens_drawn) {
        // Those still to be given; each is seen to go to its card.
        bar.discs = true;
        bar.parts = {{static_cast<double>(total - use.points), accent_of(use.pot->accent)}};
    }
    return bar;
}

namespace {

// What stands above the bar: first what is still to be done with it, then the rest.
struct Words {
    std::string first, then;
};

// Of tokens those that are left, as the discs show them.
Words words_of(const State& state, const PotUse& use) {
    const std::int64_t left = use.pot->ballot.total - use.points;
    if (use.pot->ballot.type != BallotType::points || left < 0) return {pot_line(state, use), ""};
    const std::string tokens = trn("{count} token", "{count} tokens", left);
    return {tr("{pot}: {left} left", {{"pot", text_of(state, use.pot->name)}, {"left", tokens}}),
            tr("{count} given", {{"count", number(use.points)}})};
}

bool opens_its_parts(const PotUse& use) {
    return use.pot->ballot.type == BallotType::knapsack && !use.in_order.empty();
}

// A mark beside the bar, as high as it: more words, or a button's frame, would make the footer
// higher and the list shorter.
Element with_opening_mark(Element bar) {
    const int accent = accent_of("blue");
    Element mark = ui::icon(Icon::chevron_up).inked(ui::Ink::accent).accented(accent).wide(6);
    return ui::row(ui::elements(std::move(bar).growing(1), std::move(mark)))
        .unbroken()
        .spaced(Space::s)
        .across(ui::Cross::centre);
}

Element pot_meter(View& view, const PotUse& use, Bars bars) {
    const State& state = view.state;
    const std::string id = "meter/" + use.pot->id.text();
    const bool opens = bars == Bars::touched && opens_its_parts(use);
    Element bar = pot_bar(state, use, opens ? id + "/bar" : id);
    const std::string heard = bar.label;
    Words words = words_of(state, use);
    Element line = ui::text(std::move(words.first), ui::Type::strong);
    if (opens) {
        line.ink = ui::Ink::accent;
        line.accent = accent_of("blue");
    }
    std::vector<Element> top;
    top.push_back(std::move(line));
    top.push_back(ui::spacer());
    if (!words.then.empty()) top.push_back(ui::soft(std::move(words.then)));
    if (opens) bar = with_opening_mark(std::move(bar));
    Element meter =
        ui::column(ui::elements(ui::row(std::move(top)).spaced(Space::s), std::move(bar)))
            .spaced(Space::xs)
            .growing(1)
            .at_least(12);
    if (!opens) return meter;
    meter.id = view.on(id, event::ShowChosen{use.pot->id});
    meter.role = ui::Role::button;
    meter.label = tr("In your vote") + ", " + heard;
    meter.target = true;
    return meter;
}

// What is in the vote, for the least room: "2 / 3", "+2 −1", isolated as they are read; empty for
// money, of which the words say what is left.
std::string used_in_figures(const PotUse& use) {
    const auto& rules = use.pot->ballot;
    const auto of = [](std::int64_t used, std::int64_t total) {
        return "\u2066" + number(used) + " / " + number(total) + "\u2069";
    };
    switch (rules.type) {
        case BallotType::approval:
        case BallotType::ranking:
            return rules.max_chosen > 0 ? of(use.chosen, rules.max_chosen) : number(use.chosen);
        case BallotType::choose_one:
            return of(use.chosen, 1);
        case BallotType::points:
            return of(use.points, rules.total);
        case BallotType::score:
            return of(use.chosen, use.proposals);
        case BallotType::plus_minus:
            return "\u2066+" + number(use.points) + " \u2212" + number(use.minus) + "\u2069";
        case BallotType::knapsack:
        case BallotType::amount:
            return {};
    }
    return {};
}

// Beside More, "3 / 3" alone would be the third page of three.
Element with_tick(std::string figures) {
    Element tick = ui::icon(Icon::check, ui::Type::strong);
    tick.stays = true;
    return ui::row(ui::elements(std::move(tick), ui::text(std::move(figures), ui::Type::strong)))
        .unbroken()
        .spaced(Space::xs);
}

}  // namespace

Element pot_meter_line(View& view, const PotUse& use) {
    const State& state = view.state;
    const std::string id = "meter/" + use.pot->id.text();
    const bool opens = opens_its_parts(use);
    const std::string heard = pot_bar(state, use, id).label;
    const auto meter = [&](Element e) {
        return std::move(e).with_id(id).as(ui::Role::progress).heard(heard);
    };
    const auto saying = [&](std::string words) {
        if (!opens) return meter(ui::text(std::move(words), ui::Type::strong));
        ButtonText text{std::move(words)};
        text.heard = tr("In your vote") + ", " + heard;
        text.after = Icon::chevron_up;
        return act(view, id, ButtonKind::secondary, std::move(text),
                   event::ShowChosen{use.pot->id});
    };
    Element line = saying(words_of(state, use).first);
    const std::string figures = used_in_figures(use);
    if (!figures.empty()) return std::move(line).or_lower(meter(with_tick(figures)));
    const std::string left = money(left_in(use), state.round().currency);
    return std::move(line).or_lower(saying(tr("{left} left", {{"left", left}})));
}

std::vector<Element> pot_meters(View& view, Bars bars) {
    std::vector<Element> meters;
    for (const auto& use : pots_in_use(view.state)) meters.push_back(pot_meter(view, use, bars));
    return meters;
}

}  // namespace tallystick::app
