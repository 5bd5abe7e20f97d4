// SPDX-License-Identifier: GPL-3.0-or-later
// How far the voter is in each pot: a line of words and a bar with a part for each choice.
#include "kit.h"

namespace tallystick::app {
namespace {

using ballot::BallotType;
using ui::Element;
using ui::Space;

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
    int accent = accent_of(use.pot->accent);
    const auto type = use.pot->ballot.type;
    const bool in_tokens = type == BallotType::points;
    gauge.whole = static_cast<double>(in_tokens ? use.pot->ballot.total : use.pot->limit.value());
    const bool counted = type == BallotType::score || type == BallotType::ranking ||
                         type == BallotType::plus_minus || type == BallotType::choose_one;
    if (counted) gauge.whole = static_cast<double>(use.proposals);
    if (type == BallotType::ranking) gauge.whole = static_cast<double>(use.pot->ballot.max_chosen);
    if (type == BallotType::choose_one) gauge.whole = 1;
    for (const auto& id : use.in_order) {
        const auto* proposal = state.round().find_proposal(id);
        const auto vote = vote_for(state, id);
        if (proposal == nullptr || !vote) continue;
        double amount = static_cast<double>(proposal->cost.value());
        if (in_tokens || type == BallotType::amount) amount = static_cast<double>(*vote);
        if (counted) amount = 1;
        gauge.parts.push_back({amount, accent});
        accent = (accent + 1) % 8;
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
            return tr("{pot}: {plus} plus, {minus} minus",
                      {{"pot", pot}, {"plus", number(use.points)}, {"minus", number(use.minus)}});
        case BallotType::knapsack:
        case BallotType::amount:
            return tr("{pot}: {left} left",
                      {{"pot", pot},
                       {"left", money(use.pot->limit - use.money, state.round().currency)}});
    }
    return pot;
}

std::vector<Element> pot_meters(View& view) {
    std::vector<Element> meters;
    for (const auto& use : pots_in_use(view.state)) {
        Gauge gauge = gauge_of(view.state, use);
        const std::string line = pot_line(view.state, use);
        const bool priced = use.pot->ballot.type == BallotType::approval ||
                            use.pot->ballot.type == BallotType::knapsack ||
                            use.pot->ballot.type == BallotType::amount;
        std::vector<Element> top;
        top.push_back(ui::text(line, ui::Type::strong));
        top.push_back(ui::spacer());
        const auto left = use.pot->limit - use.money;
        const bool says_left = use.pot->ballot.type == BallotType::approval;
        if (says_left && left.value() >= 0) {
            top.push_back(
                ui::soft(tr("{left} left", {{"left", money(left, view.state.round().currency)}})));
        }
        std::vector<Element> lines;
        lines.push_back(ui::row(std::move(top)).spaced(Space::s));
        lines.push_back(ui::bar("meter/" + use.pot->id.text(), std::move(gauge.parts), gauge.whole,
                                priced ? line + ", " + money_line(view.state, use) : line)
                            .growing(0));
        meters.push_back(ui::column(std::move(lines)).spaced(Space::xs).growing(1).at_least(12));
    }
    return meters;
}

}  // namespace tallystick::app
