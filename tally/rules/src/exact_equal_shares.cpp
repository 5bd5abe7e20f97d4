// SPDX-License-Identifier: GPL-3.0-or-later
// Exact Equal Shares and its completion add-opt: Kraiczy, Robinson and Elkind, "Streamlining Equal
// Shares" (arXiv 2502.11797). Every voter starts with an equal share of the limit; all who pay for
// a project pay the same; the project whose payers pay least is funded next (ExactSharesRun).
//
// add-opt raises every start by the least amount that makes the outcome unstable and counts again,
// until no raise changes anything. Of all outcomes within the limit the first of the highest cost
// is kept.
#include <algorithm>
#include <string>

#include "exact_shares_run.h"
#include "rule_table.h"

namespace tallystick::rules {
namespace {

class ExactEqualShares {
public:
    explicit ExactEqualShares(Contest& contest)
        : m_contest(contest),
          m_money(contest.ledger.left()),
          m_electorate(contest, Utility::count),
          m_run(m_electorate, contest.ties, contest.spec.arithmetic) {}

    void run() {
        m_start =
            Fraction(BigInt(m_money), BigInt(std::max<std::int64_t>(1, m_electorate.voters())));
        m_start.canonicalize();
        if (!m_contest.spec.completions.empty()) raise();
        record();
        m_contest.ledger.allocation.decisions += m_run.decisions();
        m_contest.ledger.allocation.fallbacks += m_run.fallbacks();
    }

private:
    [[nodiscard]] Money cost_of(const std::vector<ExactPurchase>& purchases) const {
        Money cost = 0;
        for (const ExactPurchase& purchase : purchases) cost += m_electorate.cost(purchase.project);
        return cost;
    }

    void raise() {
        Fraction start = m_start;
        Money best = -1;
        for (std::uint64_t number = 0;; ++number) {
            if (m_contest.options.progress && number % 256 == 255)
                m_contest.options.progress("raise " + std::to_string(number) +
                                           " of the voters' start");
            const Money cost = cost_of(m_run.run(start, m_contest.ledger.availability()));
            if (cost <= m_money && cost > best) {
                best = cost;
                m_start = start;
                m_raises = number;
            }
            if (best == m_money) return;  // no outcome can cost more
            const auto raise = m_run.least_raise();
            if (!raise) return;
            start += *raise;
        }
    }

    void record() {
        Ledger& ledger = m_contest.ledger;
        ledger.allocation.trace.measure = "each payer pays";
        if (m_raises > 0)
            ledger
                .note(Action::raise, std::nullopt,
                      "the start of every voter is raised " + std::to_string(m_raises) + " times")
                .facts.push_back({"start of each voter", text_of(m_start)});
        const auto purchases =
            m_run.run(m_start, ledger.availability(), m_contest.options.runners_up);
        for (const ExactPurchase& purchase : purchases) record_purchase(purchase);
        m_contest.ledger.tell_ties(m_steps);
        for (std::uint32_t at = 0; at < m_electorate.size(); ++at) {
            const ProjectIndex project = m_electorate.project(at);
            ProjectRecord& record = ledger.allocation.trace.projects[project];
            if (record.status != Status::not_funded) continue;
            record.reason = m_electorate.total_utility(at) == 0
                                ? "nobody supports it"
                                : "too few of its supporters have an equal part of its cost left";
            if (!ledger.availability().allows(project))
                record.reason = ledger.availability().reason(project);
        }
    }

    void record_purchase(const ExactPurchase& purchase) {
        const auto price = [&](std::uint32_t at, std::int64_t payers) {
            return Ratio{m_electorate.cost(at), payers}.text();
        };
        const ProjectIndex project = m_electorate.project(purchase.project);
        Step& step = m_contest.ledger.fund(project, "its payers pay the least");
        step.candidates.push_back({project, price(purchase.project, purchase.payers)});
        for (const std::uint32_t tied : purchase.tied) {
            step.tied.push_back(m_electorate.project(tied));
            if (tied != purchase.project)
                step.candidates.push_back({m_electorate.project(tied), step.candidates[0].value});
        }
        if (purchase.next)
            step.candidates.push_back({m_electorate.project(*purchase.next),
                                       price(*purchase.next, purchase.next_payers)});
        step.facts.push_back({"start of each voter", text_of(m_start)});
        step.facts.push_back({"payers", std::to_string(purchase.payers)});
        step.facts.push_back(
            {"supporters", std::to_string(m_electorate.supporting_voters(purchase.project))});
        m_steps.push_back(step.number);
    }

    Contest& m_contest;
    const Money m_money;
    Electorate m_electorate;
    ExactSharesRun m_run;
    Fraction m_start;
    std::uint64_t m_raises = 0;
    std::vector<std::uint32_t> m_steps;
};

}  // namespace

crypto::Result<void> run_exact_equal_shares(Contest& contest) {
    const BallotType type = contest.type();
    if (type != BallotType::approval && type != BallotType::knapsack &&
        type != BallotType::choose_one)
        return crypto::usage("--rule exact-equal-shares needs approval ballots, these are " +
                                 std::string(name_of(type)),
                             "use --rule equal-shares");
    for (const Completion completion : contest.spec.completions)
        if (completion != Completion::add_opt)
            return crypto::usage("--rule exact-equal-shares has the completion add-opt only");
    ExactEqualShares(contest).run();
    return {};
}

}  // namespace tallystick::rules
