// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/validate.h>

#include <algorithm>

namespace tallystick::ballot {

namespace {

struct Given {
    const Proposal* proposal = nullptr;
    std::int64_t value = 0;
};

// Judges the votes of one pot. A value whose size alone is absurd is reported once and not summed,
// so that no sum can overflow.
class PotJudge {
public:
    PotJudge(const Pot& pot, const std::vector<const Proposal*>& proposals,
             const std::vector<Given>& given, std::vector<Finding>& findings)
        : m_pot(pot), m_proposals(proposals), m_findings(findings) {
        for (const Given& vote : given) {
            if (vote.value > Pence::max_pence || vote.value < -Pence::max_pence)
                add(Reason::bad_value, vote, 0, vote.value);
            else
                m_given.push_back(vote);
        }
    }

    void judge() {
        const BallotRules& rules = m_pot.ballot;
        switch (rules.type) {
            case BallotType::approval:
                ones();
                at_most(rules.max_chosen);
                at_least(rules.min_chosen);
                break;
            case BallotType::choose_one:
                ones();
                at_most(1);
                at_least(1);
                break;
            case BallotType::knapsack:
                ones();
                cost();
                at_most(rules.max_chosen);
                at_least(rules.min_chosen);
                break;
            case BallotType::points:
                points();
                break;
            case BallotType::score:
                scores();
                break;
            case BallotType::ranking:
                ranks();
                break;
            case BallotType::amount:
                amounts();
                break;
            case BallotType::plus_minus:
                plus_minus();
                break;
        }
    }

private:
    void add(Reason reason, const Given& vote, std::int64_t limit, std::int64_t found) {
        m_findings.push_back({reason, m_pot.id, vote.proposal->id, limit, found});
    }
    void add(Reason reason, std::int64_t limit, std::int64_t found) {
        m_findings.push_back({reason, m_pot.id, std::nullopt, limit, found});
    }
    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_given.size()); }

    void ones() {
        for (const Given& vote : m_given)
            if (vote.value != 1) add(Reason::bad_value, vote, 1, vote.value);
    }
    void at_most(std::int64_t limit) {
        if (limit > 0 && count() > limit) add(Reason::too_many, limit, count());
    }
    void at_least(std::int64_t limit) {
        if (count() < limit) add(Reason::too_few, limit, count());
    }
    void cost() {
        Pence sum;
        for (const Given& vote : m_given) sum += vote.proposal->cost;
        if (sum > m_pot.limit) add(Reason::over_pot, m_pot.limit.value(), sum.value());
    }

    void points() {
        const BallotRules& rules = m_pot.ballot;
        std::int64_t sum = 0;
        for (const Given& vote : m_given) {
            if (vote.value < 1) {
                add(Reason::bad_value, vote, 1, vote.value);
                continue;
            }
            sum += vote.value;
            if (rules.max_each > 0 && vote.value > rules.max_each)
                add(Reason::too_many_on_one, vote, rules.max_each, vote.value);
        }
        if (sum > rules.total) add(Reason::too_many_points, rules.total, sum);
        if (rules.exactly_all && sum < rules.total) add(Reason::points_left, rules.total, sum);
        at_least(rules.min_chosen);
    }

    void scores() {
        const BallotRules& rules = m_pot.ballot;
        for (const Given& vote : m_given) {
            if (vote.value < rules.lowest)
                add(Reason::out_of_range, vote, rules.lowest, vote.value);
            else if (vote.value > rules.highest)
                add(Reason::out_of_range, vote, rules.highest, vote.value);
        }
        if (rules.gap != ScoreGap::refused) return;
        for (const Proposal* proposal : m_proposals) {
            const bool scored = std::any_of(m_given.begin(), m_given.end(), [&](const Given& vote) {
                return vote.proposal == proposal;
            });
            if (!scored)
                add(Reason::missing_score, {proposal, 0},
                    static_cast<std::int64_t>(m_proposals.size()), count());
        }
    }

    void ranks() {
        const BallotRules& rules = m_pot.ballot;
        // 1..k, each once: a rank outside that range or taken twice leaves a gap somewhere.
        std::vector<std::uint8_t> taken(m_given.size(), 0);
        for (const Given& vote : m_given) {
            const bool inside = vote.value >= 1 && vote.value <= count();
            if (!inside || taken[static_cast<std::size_t>(vote.value - 1)] != 0)
                add(Reason::bad_value, vote, count(), vote.value);
            else
                taken[static_cast<std::size_t>(vote.value - 1)] = 1;
        }
        at_most(rules.max_chosen);
        if (rules.exactly_all) at_least(rules.max_chosen);
    }

    void amounts() {
        for (const Given& vote : m_given) {
            const std::int64_t least = vote.proposal->amount_min.value();
            const std::int64_t most = vote.proposal->cost.value();
            const std::int64_t step = vote.proposal->amount_step.value();
            if (vote.value < least)
                add(Reason::out_of_range, vote, least, vote.value);
            else if (vote.value > most)
                add(Reason::out_of_range, vote, most, vote.value);
            else if (step > 0 && (vote.value - least) % step != 0)
                add(Reason::bad_value, vote, step, vote.value);
        }
    }

    void plus_minus() {
        const BallotRules& rules = m_pot.ballot;
        std::int64_t plus = 0;
        std::int64_t minus = 0;
        for (const Given& vote : m_given) {
            if (vote.value == 0) add(Reason::bad_value, vote, 1, 0);
            (vote.value > 0 ? plus : minus) += vote.value;
        }
        if (plus > rules.max_plus) add(Reason::too_many, rules.max_plus, plus);
        if (minus < -rules.max_minus) add(Reason::too_many, -rules.max_minus, minus);
        if (minus < 0 && plus == 0) add(Reason::minus_before_plus, 1, 0);
    }

    const Pot& m_pot;
    const std::vector<const Proposal*>& m_proposals;
    std::vector<Given> m_given;
    std::vector<Finding>& m_findings;
};

}  // namespace

Validator::Validator(const Round& round) : m_round(&round), m_in(round.pots.size()) {
    for (const Proposal& proposal : round.proposals) {
        for (std::size_t pot = 0; pot < round.pots.size(); ++pot) {
            if (round.pots[pot].id != proposal.pot) continue;
            m_known.push_back({&proposal, pot});
            m_in[pot].push_back(&proposal);
        }
    }
    std::sort(m_known.begin(), m_known.end(),
              [](const Known& a, const Known& b) { return a.proposal->id < b.proposal->id; });
}

const Validator::Known* Validator::find(const ProposalId& id) const {
    const auto at = std::lower_bound(
        m_known.begin(), m_known.end(), id,
        [](const Known& known, const ProposalId& wanted) { return known.proposal->id < wanted; });
    return at != m_known.end() && at->proposal->id == id ? &*at : nullptr;
}

std::vector<Finding> Validator::check(const Style& style, const Votes& votes) const {
    std::vector<Finding> findings;
    if (votes.empty() && m_round->blank_ballots) return findings;

    std::vector<std::vector<Given>> given(m_round->pots.size());
    for (const auto& [id, value] : votes) {
        const Known* known = find(id);
        if (known == nullptr) {
            findings.push_back({Reason::unknown_proposal, PotId(), id, 0, value});
            continue;
        }
        const PotId& pot = known->proposal->pot;
        if (std::find(style.pots.begin(), style.pots.end(), pot) == style.pots.end())
            findings.push_back({Reason::not_on_ballot, pot, id, 0, value});
        else
            given[known->pot].push_back({known->proposal, value});
    }
    for (const PotId& id : style.pots) {
        for (std::size_t pot = 0; pot < m_round->pots.size(); ++pot)
            if (m_round->pots[pot].id == id)
                PotJudge(m_round->pots[pot], m_in[pot], given[pot], findings).judge();
    }
    if (votes.empty()) findings.push_back({Reason::blank, PotId(), std::nullopt, 1, 0});
    return findings;
}

std::vector<Finding> validate(const Round& round, const Style& style, const Votes& votes) {
    return Validator(round).check(style, votes);
}

bool is_unfinished(Reason reason) {
    return reason == Reason::too_few || reason == Reason::points_left ||
           reason == Reason::missing_score || reason == Reason::blank;
}

std::optional<Finding> refuses(const Round& round, const Style& style, const Votes& votes,
                               const ProposalId& proposal, std::int64_t value) {
    Votes changed = votes;
    changed[proposal] = value;
    for (const Finding& finding : validate(round, style, changed))
        if (!is_unfinished(finding.reason)) return finding;
    return std::nullopt;
}

}  // namespace tallystick::ballot
