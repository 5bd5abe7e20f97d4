// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <tally/count_round.h>

namespace tallystick::tally {
namespace {

rules::Conditions conditions_of(const ballot::Round& round, const auto& index_of) {
    rules::Conditions out;
    for (const auto& limit : round.count.categories) {
        rules::CategoryLimit category;
        category.category = limit.theme;
        category.most_projects = limit.most_count;
        category.least_projects = limit.least_count;
        if (limit.most_money) category.most_money = limit.most_money->value();
        if (limit.least_money) category.least_money = limit.least_money->value();
        out.categories.push_back(std::move(category));
    }
    for (const auto& set : round.count.exclusive) {
        std::vector<rules::ProjectIndex> members;
        for (const auto& id : set) members.push_back(index_of(id));
        out.exclusive.push_back(std::move(members));
    }
    for (const auto& id : round.count.funded_already) out.fixed.push_back(index_of(id));
    out.threshold.votes = round.count.threshold_votes;
    if (round.count.threshold_permille)
        out.threshold.ballots = {*round.count.threshold_permille, 1000};
    return out;
}

}  // namespace

crypto::Result<rules::Instance> instance_of(const ballot::Round& round) {
    std::map<ballot::PotId, rules::PotIndex> pot_index;
    for (std::size_t at = 0; at < round.pots.size(); ++at)
        pot_index[round.pots[at].id] = static_cast<rules::PotIndex>(at);
    std::vector<rules::Pot> pots;
    for (const auto& pot : round.pots) {
        rules::Pot out{pot.id.text(), pot.limit.value(), {}};
        if (pot.leftover_to) {
            const auto found = pot_index.find(*pot.leftover_to);
            if (found == pot_index.end())
                return crypto::bad_data("pot " + pot.id.text() + " leaves money to an unknown pot");
            out.leftover_to = found->second;
        }
        pots.push_back(std::move(out));
    }
    std::vector<rules::Project> projects;
    std::map<ballot::ProposalId, rules::ProjectIndex> projects_by_id;
    for (const auto& proposal : round.proposals) {
        projects_by_id[proposal.id] = static_cast<rules::ProjectIndex>(projects.size());
        rules::Project out;
        out.id = proposal.id.text();
        out.name = proposal.title.in(round.languages.empty() ? "en" : round.languages[0]);
        out.cost = proposal.cost.value();
        out.pot = pot_index[proposal.pot];
        if (!proposal.theme.empty()) out.categories.push_back(proposal.theme);
        if (round.count.on_misfit == "part-fund" && proposal.amount_min.value() > 0)
            out.partial = {proposal.amount_min.value(),
                           std::max<std::int64_t>(proposal.amount_step.value(), 1)};
        projects.push_back(std::move(out));
    }
    bool known = true;
    const auto index_of = [&](const ballot::ProposalId& id) {
        const auto found = projects_by_id.find(id);
        known = known && found != projects_by_id.end();
        return found == projects_by_id.end() ? rules::ProjectIndex{0} : found->second;
    };
    auto conditions = conditions_of(round, index_of);
    if (!known) return crypto::bad_data("an option of the count names an unknown proposal");
    return rules::Instance::create(std::move(projects), std::move(pots), {round.currency, 2},
                                   std::move(conditions));
}

crypto::Result<rules::RuleSpec> spec_of(const ballot::RoundPack& pack, std::string_view dice) {
    const auto& count = pack.round.count;
    rules::RuleSpec spec;
    TALLYSTICK_CHECK(spec.set("--rule", count.rule));
    if (!count.score.empty()) TALLYSTICK_CHECK(spec.set("--score", count.score));
    if (!count.on_misfit.empty()) TALLYSTICK_CHECK(spec.set("--on-misfit", count.on_misfit));
    if (count.per_cost) TALLYSTICK_CHECK(spec.set("--per-cost", ""));
    if (!count.utility.empty()) TALLYSTICK_CHECK(spec.set("--utility", count.utility));
    if (!count.completion.empty()) TALLYSTICK_CHECK(spec.set("--completion", count.completion));
    TALLYSTICK_CHECK(
        spec.set("--ties", count.ties == "lot" ? "lot:" + std::string(dice) : count.ties));
    spec.round_id = pack.round_id.hex();
    return spec;
}

crypto::Result<RoundCounter> RoundCounter::create(const ballot::RoundPack& pack,
                                                  rules::RuleSpec spec, rules::Profile::Keep keep) {
    TALLYSTICK_TRY(instance, instance_of(pack.round));
    return RoundCounter(pack, std::move(instance), std::move(spec), keep);
}

RoundCounter::RoundCounter(const ballot::RoundPack& pack, rules::Instance instance,
                           rules::RuleSpec spec, rules::Profile::Keep keep)
    : m_instance(std::move(instance)), m_spec(std::move(spec)) {
    std::vector<rules::BallotType> types;
    for (const auto& pot : pack.round.pots) types.push_back(pot.ballot.type);
    if (rules::needs_rows(m_spec)) keep = rules::Profile::Keep::rows;
    m_builder = std::make_unique<rules::Profile::Builder>(m_instance, std::move(types), keep);
    for (std::size_t at = 0; at < m_instance.size(); ++at)
        m_index[m_instance.project(static_cast<rules::ProjectIndex>(at)).id] =
            static_cast<rules::ProjectIndex>(at);
    for (const auto& style : pack.round.styles) {
        std::uint64_t bits = 0;
        for (std::size_t pot = 0; pot < pack.round.pots.size(); ++pot)
            if (std::find(style.pots.begin(), style.pots.end(), pack.round.pots[pot].id) !=
                style.pots.end())
                bits |= std::uint64_t{1} << pot;
        m_pots.push_back(bits);
    }
    m_by_style.resize(pack.round.styles.size(), 0);
}

void RoundCounter::add(const ListedBallot& ballot) {
    if (!ballot.valid) {
        ++m_invalid;
        return;
    }
    ++m_ballots;
    ++m_by_style[ballot.style];
    m_blank += ballot.votes->empty() ? 1 : 0;
    thread_local std::vector<rules::Entry> entries;
    entries.clear();
    for (const auto& [proposal, value] : *ballot.votes)
        entries.push_back({m_index.at(proposal.text()), value});
    m_builder->add(entries, 1, m_pots[ballot.style]);
}

crypto::Result<RoundCount> RoundCounter::finish() && {
    const rules::Profile profile = std::move(*m_builder).build();
    TALLYSTICK_TRY(allocation, rules::count(m_instance, profile, m_spec));
    return RoundCount{m_ballots, m_invalid,  std::move(m_by_style), m_blank,
                      m_spec,    m_instance, std::move(allocation)};
}

RoundBallots RoundCounter::ballots() && {
    return {std::move(m_instance), std::move(*m_builder).build(), std::move(m_spec)};
}

}  // namespace tallystick::tally
