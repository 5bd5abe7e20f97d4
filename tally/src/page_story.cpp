// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <rules/report.h>

#include "page_parts.h"

namespace tallystick::tally {
namespace {

using rules::Action;
using rules::ProjectRecord;
using rules::Status;

bool is_funded(const ProjectRecord& record) {
    return record.status != Status::not_funded;
}

// Best first: by the exact score, then as the count took them (which is how ties were broken).
std::vector<rules::ProjectIndex> ranking_of(const Examined& examined, rules::PotIndex pot) {
    const auto& trace = examined.count.allocation.trace;
    std::vector<rules::ProjectIndex> out;
    for (std::size_t at = 0; at < trace.projects.size(); ++at)
        if (trace.projects[at].pot == pot) out.push_back(static_cast<rules::ProjectIndex>(at));
    const auto step = [&](rules::ProjectIndex project) {
        const std::uint32_t number = trace.projects[project].step;
        return number == 0 ? ~std::uint32_t{0} : number;
    };
    const bool by_votes = examined.count.spec.rule == rules::RuleName::greedy;
    std::stable_sort(out.begin(), out.end(), [&](auto a, auto b) {
        const auto& one = trace.projects[a];
        const auto& other = trace.projects[b];
        // Rules that are no ranking fund in their own order; the rest stand below by votes.
        if (!by_votes && is_funded(one) != is_funded(other)) return is_funded(one);
        if (step(a) != step(b)) return step(a) < step(b);
        return one.votes > other.votes;
    });
    return out;
}

const rules::Step* step_of(const rules::Trace& trace, std::uint32_t number) {
    for (const auto& step : trace.steps)
        if (step.number == number) return &step;
    return nullptr;
}

bool was_tied(const rules::Trace& trace, rules::ProjectIndex project) {
    return std::any_of(trace.ties.begin(), trace.ties.end(), [&](const rules::TieRecord& tie) {
        return std::find(tie.projects.begin(), tie.projects.end(), project) != tie.projects.end();
    });
}

}  // namespace

std::vector<PotStory> stories_of(const Examined& examined) {
    const auto& round = examined.pack.round;
    const auto& trace = examined.count.allocation.trace;
    std::vector<PotStory> out(round.pots.size());
    for (std::size_t at = 0; at < round.pots.size(); ++at) {
        out[at].pot = &round.pots[at];
        out[at].available = round.pots[at].limit;
        if (round.pots[at].leftover_to)
            out[at].moved_to = round.find_pot(*round.pots[at].leftover_to);
    }
    for (const auto& award : examined.count.allocation.awards)
        out[trace.projects[award.project].pot].spent += ballot::Pence(award.amount);
    for (const auto& step : trace.steps) {
        if (step.action != Action::leftover || out[step.pot].moved_to == nullptr) continue;
        out[step.pot].moved = ballot::Pence(step.paid);
        const auto to = static_cast<std::size_t>(out[step.pot].moved_to - round.pots.data());
        out[to].received += ballot::Pence(step.paid);
        out[to].available += ballot::Pence(step.paid);
    }
    for (std::size_t at = 0; at < out.size(); ++at) {
        PotStory& story = out[at];
        story.left = story.available - story.spent;
        story.ranking = ranking_of(examined, static_cast<rules::PotIndex>(at));
        for (std::size_t place = 0; place < story.ranking.size(); ++place)
            if (is_funded(trace.projects[story.ranking[place]])) story.line = place + 1;
    }
    return out;
}

std::string fate_of(const Examined& examined, rules::ProjectIndex project, const Words& words) {
    const auto& trace = examined.count.allocation.trace;
    const auto& record = trace.projects[project];
    const std::string& currency = examined.pack.round.currency;
    const auto amount = [&](rules::Money pence) {
        return words.money(ballot::Pence(pence), currency);
    };
    const rules::Step* step = step_of(trace, record.step);
    std::string out;
    switch (record.status) {
        case Status::funded:
            out = words.tr("Funded in full with {cost}.", {{"cost", amount(record.awarded)}});
            if (step != nullptr)
                out += " " + words.tr("After it, {left} was left for this part of the fund.",
                                      {{"left", amount(step->left)}});
            break;
        case Status::part_funded:
            out = words.tr("Funded in part: {amount} of {cost}, because no more was left.",
                           {{"amount", amount(record.awarded)}, {"cost", amount(record.cost)}});
            break;
        case Status::fixed:
            out =
                words.tr("Funded before the vote with {cost}.", {{"cost", amount(record.awarded)}});
            break;
        case Status::not_funded:
            if (step != nullptr && (step->action == Action::skip || step->action == Action::stop))
                out = words.tr(
                    "Not funded: it costs {cost}, and only {left} was left when its turn "
                    "came.",
                    {{"cost", amount(record.cost)}, {"left", amount(step->left)}});
            else if (step != nullptr && step->action == Action::bar)
                out = words.tr(
                    "Not funded: a condition of this round, set before the vote, stood "
                    "against it.");
            else
                out = words.tr("Not funded: the money went to others before it.");
            break;
    }
    if (rules::is_funded_without_votes(record))
        out += " " + words.tr(
                         "Nobody voted for it: it is funded because money was left, and this "
                         "round did not ask for a least number of votes.");
    if (was_tied(trace, project))
        out += " " + words.tr(
                         "It was level with another proposal, and the dice rolled in public "
                         "decided their order.");
    return out;
}

}  // namespace tallystick::tally
