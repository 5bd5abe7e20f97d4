// SPDX-License-Identifier: GPL-3.0-or-later
// The Method of Equal Shares: Peters, Pierczynski and Skowron, "Proportional Participatory
// Budgeting with Additive Utilities" (NeurIPS 2021, arXiv 2008.13276); its completions: Faliszewski
// et al., "Participatory Budgeting: Data, Tools, and Analysis" (IJCAI 2023, arXiv 2305.11035),
// section 3.3.
//
// Every voter starts with an equal share of the limit. A project is rho-affordable if its
// supporters can pay its cost with nobody paying more than rho per unit of utility; the project of
// least rho is funded, and each supporter pays min(what is left, rho * utility). (SharesRun.)
// Where that leaves money that would still fund a supported project, completions go on.
#include <algorithm>
#include <string>

#include "rule_table.h"
#include "shares_raises.h"

namespace tallystick::rules {
namespace {

using crypto::Result;

class EqualShares {
public:
    explicit EqualShares(Contest& contest)
        : m_contest(contest),
          m_money(contest.ledger.left()),
          m_electorate(contest, contest.spec.utility),
          m_run(m_electorate, contest.ties, contest.spec.arithmetic) {}

    void run() {
        m_total = m_money;
        m_last_total = m_total;
        Outcome outcome = m_run.run(m_total, m_contest.ledger.availability());
        add_filter(outcome.filter);
        bool by_score = false;
        for (const Completion completion : m_contest.spec.completions) {
            if (is_exhaustive(outcome)) break;
            if (completion == Completion::utilitarian) {
                by_score = true;
                break;
            }
            outcome = raise(std::move(outcome), completion);
        }
        record(outcome);
        if (by_score) complete_by_score();
    }

private:
    void add_filter(const FilterCount& filter) {
        m_contest.ledger.allocation.decisions += filter.decisions;
        m_contest.ledger.allocation.fallbacks += filter.fallbacks;
    }

    // Whether no supported project that is still allowed fits the money left.
    [[nodiscard]] bool is_exhaustive(const Outcome& outcome) const {
        Availability availability = m_contest.ledger.availability();
        std::vector<bool> funded(m_electorate.size(), false);
        for (const Purchase& purchase : outcome.purchases) {
            funded[purchase.project] = true;
            availability.take(m_electorate.project(purchase.project),
                              m_electorate.cost(purchase.project));
        }
        for (std::uint32_t at = 0; at < m_electorate.size(); ++at)
            if (!funded[at] && m_electorate.total_utility(at) > 0 &&
                availability.allows(m_electorate.project(at)) &&
                m_electorate.cost(at) <= m_money - outcome.cost)
                return false;
        return true;
    }

    Outcome raise(Outcome outcome, Completion completion) {
        Fraction step = completion == Completion::add1
                            ? Fraction(BigInt(m_contest.instance.currency().major_unit()) *
                                       BigInt(m_electorate.voters()))
                            : Fraction(BigInt(m_money), BigInt(100));
        step.canonicalize();
        SharesRaises raises(m_contest, m_electorate, m_run, m_total, step);
        auto kept = raises.count(std::move(outcome), m_money,
                                 [this](const Outcome& next) { return is_exhaustive(next); });
        add_filter(raises.filter());
        if (raises.last_total()) m_last_total = *raises.last_total();
        m_raises += kept.raises;
        m_total = raises.total(kept.raises);
        return std::move(kept.outcome);
    }

    // The run that decided, with the exact numbers it turned on; made once more unless it was the
    // last one made.
    void record(Outcome outcome) {
        Ledger& ledger = m_contest.ledger;
        ledger.allocation.trace.measure = "rho";
        const Fraction start = m_total / BigInt(std::max<std::int64_t>(1, m_electorate.voters()));
        if (m_raises > 0) {
            Step& step = ledger.note(
                Action::raise, std::nullopt,
                "the start of every voter is raised " + std::to_string(m_raises) + " times");
            step.facts.push_back({"virtual limit in smallest units", text_of(m_total)});
        }
        const auto runners_up = m_contest.options.runners_up;
        if (runners_up == RunnersUp::named || m_last_total != m_total)
            outcome = m_run.run(m_total, ledger.availability(), runners_up);
        for (std::size_t at = 0; at < outcome.purchases.size(); ++at)
            record_purchase(outcome.purchases[at], at, start);
        m_contest.ledger.tell_ties(m_steps);
        name_the_unfunded();
    }

    void record_purchase(const Purchase& purchase, std::size_t at, const Fraction& start) {
        const ProjectIndex project = m_electorate.project(purchase.project);
        const SharesRun::Payment payment = m_run.payment(at);
        Step& step = m_contest.ledger.fund(project,
                                           "its supporters can pay for it at the least "
                                           "price per unit of utility");
        m_steps.push_back(step.number);
        const auto value = [&](std::uint32_t local, const Fraction& rho) {
            if (m_electorate.cost(local) == 0) return std::string("0");
            return text_of(rho / BigInt(m_electorate.utility_of(local)));
        };
        step.candidates.push_back({project, value(purchase.project, payment.rho)});
        for (const std::uint32_t tied : purchase.tied) {
            step.tied.push_back(m_electorate.project(tied));
            if (tied != purchase.project)
                step.candidates.push_back({m_electorate.project(tied), step.candidates[0].value});
        }
        if (purchase.next)
            step.candidates.push_back(
                {m_electorate.project(*purchase.next), value(*purchase.next, *purchase.next_rho)});
        step.facts.push_back({"start of each voter", text_of(start)});
        step.facts.push_back(
            {m_electorate.is_uniform() ? "each pays" : "each pays per unit", text_of(payment.rho)});
        step.facts.push_back({"pay in full", std::to_string(payment.full_payers)});
        step.facts.push_back({"pay all they have left", std::to_string(payment.other_payers)});
    }

    void name_the_unfunded() {
        Trace& trace = m_contest.ledger.allocation.trace;
        for (std::uint32_t at = 0; at < m_electorate.size(); ++at) {
            ProjectRecord& record = trace.projects[m_electorate.project(at)];
            if (record.status != Status::not_funded) continue;
            record.reason = m_electorate.total_utility(at) == 0
                                ? "nobody supports it"
                                : "its supporters have too little left to pay for it";
            if (!m_contest.ledger.availability().allows(m_electorate.project(at)))
                record.reason = m_contest.ledger.availability().reason(m_electorate.project(at));
        }
    }

    // What is left goes by total utility per cost, skipping what does not fit.
    void complete_by_score() {
        Ledger& ledger = m_contest.ledger;
        ledger.note(Action::complete, std::nullopt,
                    "money is left: the rest stand by total utility per cost");
        std::vector<std::uint32_t> line;
        std::vector<Ratio> keys(m_electorate.size());
        for (std::uint32_t at = 0; at < m_electorate.size(); ++at) {
            if (!ledger.is_open(m_electorate.project(at))) continue;
            line.push_back(at);
            const Int128 utility =
                Int128{m_electorate.total_utility(at)} * m_electorate.utility_of(at);
            keys[at] = {utility, std::max<Money>(m_electorate.cost(at), utility == 0 ? 1 : 0)};
        }
        std::sort(line.begin(), line.end(), [&](std::uint32_t left, std::uint32_t right) {
            const auto order = keys[left] <=> keys[right];
            if (order != 0) return order > 0;
            return m_contest.ties.before(m_electorate.project(left), m_electorate.project(right));
        });
        for (std::size_t from = 0; from < line.size();) {
            std::size_t to = from + 1;
            while (to < line.size() && keys[line[to]] == keys[line[from]]) ++to;
            offer(line, from, to, keys[line[from]].text());
            from = to;
        }
    }

    void offer(const std::vector<std::uint32_t>& line, std::size_t from, std::size_t to,
               const std::string& value) {
        Ledger& ledger = m_contest.ledger;
        std::vector<ProjectIndex> tied;
        Money together = 0;
        for (std::size_t at = from; at < to; ++at) {
            tied.push_back(m_electorate.project(line[at]));
            if (m_electorate.cost(line[at]) <= ledger.left())
                together += m_electorate.cost(line[at]);
        }
        const bool decides = tied.size() > 1 && together > ledger.left();
        for (const ProjectIndex project : tied) {
            const bool fits = m_contest.instance.project(project).cost <= ledger.left();
            Step& step =
                !ledger.availability().allows(project)
                    ? ledger.note(Action::bar, project, ledger.availability().reason(project))
                : fits ? ledger.fund(project, "fits the money that was left")
                       : ledger.note(Action::skip, project, "costs more than was left");
            step.candidates.push_back({project, value});
            if (tied.size() > 1) step.tied = tied;
            if (decides && project == tied.front()) ledger.tie(step.number, tied);
        }
    }

    Contest& m_contest;
    const Money m_money;
    Electorate m_electorate;
    SharesRun m_run;
    Fraction m_total;       // of all voters' starts in the run that counts
    Fraction m_last_total;  // ... in the last run made
    std::uint64_t m_raises = 0;
    std::vector<std::uint32_t> m_steps;  // of the trace, by purchase
};

}  // namespace

Result<void> run_equal_shares(Contest& contest) {
    TALLYSTICK_CHECK(check_utility(contest.spec.utility, contest.type()));
    for (const Completion completion : contest.spec.completions)
        if (completion == Completion::add_opt)
            return crypto::usage("--completion add-opt belongs to --rule exact-equal-shares");
    EqualShares(contest).run();
    return {};
}

}  // namespace tallystick::rules
