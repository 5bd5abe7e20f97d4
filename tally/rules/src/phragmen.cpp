// SPDX-License-Identifier: GPL-3.0-or-later
// Sequential Phragmen: Los, Christoff and Grossi, "Proportional Budget Allocations: Towards a
// Systematization" (IJCAI 2022, arXiv 2203.12324), section 3; Brill et al., "Phragmen's Voting
// Methods and Justified Representation" (Mathematical Programming 2023).
//
// Each step funds the project that leaves its supporters with the least load if they share its
// cost so that all of them bear the same: (cost + sum of their loads) / number of them. That
// becomes the load of each. The count stops when a project that attains the minimum does not fit.
//
// A voter's load is the load of the last step that funded a choice of theirs, so the sum over a
// project's supporters is a sum over steps: (how many stand at the step) * (load of the step).
// Those numbers are whole and kept up to date; the loads are 128-bit fixed point with a proved
// error, and exact fractions where that cannot decide.
#include <algorithm>
#include <string>
#include <vector>

#include "electorate.h"
#include "exact.h"
#include "rule_table.h"

namespace tallystick::rules {
namespace {

class Phragmen {
public:
    explicit Phragmen(Contest& contest)
        : m_contest(contest),
          m_electorate(contest, Utility::count),
          m_standing(m_electorate.size()),
          m_last(m_electorate.rows(), -1) {
        Int128 most = 1;
        for (std::uint32_t at = 0; at < m_electorate.size(); ++at) {
            if (m_electorate.supporting_voters(at) == 0 || !fits_at_all(at)) continue;
            m_open.push_back(at);
            most += m_electorate.cost(at);
        }
        // Loads are at most the cost of everything, and sums of loads that times the voters.
        const BigInt room = big(most) * (m_electorate.voters() + 1);
        m_shift = 126 - static_cast<unsigned>(mpz_sizeinbase(room.get_mpz_t(), 2));
    }

    void run() {
        m_contest.ledger.allocation.trace.measure = "load";
        while (!m_open.empty()) {
            const std::vector<std::uint32_t> least = least_loaded();
            if (!record(least)) break;
            const std::uint32_t chosen = least.front();
            stand(chosen);
            std::erase_if(m_open, [&](std::uint32_t at) {
                return at == chosen ||
                       !m_contest.ledger.availability().allows(m_electorate.project(at));
            });
        }
        m_contest.ledger.tell_ties(m_steps);
    }

private:
    struct Bounds {
        Int128 low = 0;
        Int128 high = 0;
    };

    [[nodiscard]] bool fits_at_all(std::uint32_t at) const {
        return m_electorate.cost(at) <= m_contest.ledger.left() &&
               m_contest.ledger.availability().allows(m_electorate.project(at));
    }

    // The load the project would bring. Steps' loads are off by at most m_error each, and a mean of
    // them by no more; the division adds one.
    [[nodiscard]] Bounds bounds(std::uint32_t project) const {
        Int128 sum = static_cast<Int128>(m_electorate.cost(project)) << m_shift;
        const auto& standing = m_standing[project];
        for (std::size_t step = 0; step < standing.size(); ++step)
            sum += m_loads[step] * standing[step];
        const Int128 load = sum / m_electorate.supporting_voters(project);
        return {load - m_error, load + m_error + 1};
    }

    [[nodiscard]] Fraction exact_load(std::uint32_t project) const {
        BigInt sum = m_denominator * m_electorate.cost(project);
        const auto& standing = m_standing[project];
        for (std::size_t step = 0; step < standing.size(); ++step)
            if (standing[step] != 0) sum += m_exact[step] * standing[step];
        Fraction load(sum, m_denominator * m_electorate.supporting_voters(project));
        load.canonicalize();
        return load;
    }

    // All that attain the minimum, in tie order.
    std::vector<std::uint32_t> least_loaded() {
        std::vector<Bounds> all;
        const Bounds* lowest = nullptr;
        for (const std::uint32_t at : m_open) all.push_back(bounds(at));
        for (const Bounds& one : all)
            if (lowest == nullptr || one.high < lowest->high) lowest = &one;
        std::vector<std::uint32_t> close;
        for (std::size_t at = 0; at < all.size(); ++at)
            if (all[at].low <= lowest->high || m_contest.spec.arithmetic == Arithmetic::exact_only)
                close.push_back(m_open[at]);
        ++m_contest.ledger.allocation.decisions;
        if (close.size() == 1) return close;
        ++m_contest.ledger.allocation.fallbacks;
        std::vector<std::uint32_t> least;
        Fraction load;
        for (const std::uint32_t at : close) {
            const Fraction own = exact_load(at);
            if (least.empty() || own < load) {
                load = own;
                least.clear();
            }
            if (own == load) least.push_back(at);
        }
        std::sort(least.begin(), least.end(), [this](std::uint32_t left, std::uint32_t right) {
            return m_contest.ties.before(m_electorate.project(left), m_electorate.project(right));
        });
        return least;
    }

    // Enters the step; false if the count ends with it.
    bool record(const std::vector<std::uint32_t>& least) {
        Ledger& ledger = m_contest.ledger;
        const Fraction load = exact_load(least.front());
        std::vector<Candidate> candidates;
        std::vector<ProjectIndex> tied;
        std::uint32_t misfit = m_electorate.size();
        for (const std::uint32_t at : least) {
            candidates.push_back({m_electorate.project(at), text_of(load)});
            tied.push_back(m_electorate.project(at));
            if (m_electorate.cost(at) > ledger.left() && misfit == m_electorate.size()) misfit = at;
        }
        const bool fits = misfit == m_electorate.size();
        const ProjectIndex project = m_electorate.project(fits ? least.front() : misfit);
        Step& step = fits ? ledger.fund(project, "its supporters bear the least load with it")
                          : ledger.note(Action::stop, project,
                                        "it has the least load and costs more than was left, "
                                        "which ends the count");
        step.candidates = std::move(candidates);
        if (tied.size() > 1) step.tied = std::move(tied);
        step.facts.push_back(
            {"supporters", std::to_string(m_electorate.supporting_voters(least.front()))});
        m_steps.push_back(step.number);
        return fits;
    }

    // All supporters of the project now stand at a new step with its load.
    void stand(std::uint32_t project) {
        const Fraction load = exact_load(project);
        const auto step = static_cast<std::int32_t>(m_loads.size());
        m_loads.push_back(small(BigInt((load.get_num() << m_shift) / load.get_den())));
        BigInt common;
        mpz_lcm(common.get_mpz_t(), m_denominator.get_mpz_t(), load.get_den_mpz_t());
        const BigInt factor = common / m_denominator;
        if (factor != 1)
            for (BigInt& value : m_exact) value *= factor;
        m_denominator = common;
        m_exact.push_back(load.get_num() * (common / load.get_den()));
        for (auto& standing : m_standing) standing.push_back(0);
        for (const Supporter& supporter : m_electorate.supporters(project)) {
            const std::int32_t before = m_last[supporter.voter];
            m_last[supporter.voter] = step;
            for (const std::uint16_t other : m_electorate.row(supporter.voter)) {
                std::vector<std::int64_t>& standing = m_standing[other];
                if (before >= 0) standing[static_cast<std::size_t>(before)] -= supporter.weight;
                standing.back() += supporter.weight;
            }
        }
    }

    Contest& m_contest;
    Electorate m_electorate;
    std::vector<std::uint32_t> m_open;
    std::vector<std::vector<std::int64_t>> m_standing;  // by project: supporters at each step
    std::vector<std::int32_t> m_last;                   // by voter: the step they stand at, or -1
    unsigned m_shift = 0;
    Int128 m_error = 1;  // each load is rounded down from its exact value
    std::vector<Int128> m_loads;
    std::vector<BigInt> m_exact;  // the same, times m_denominator
    BigInt m_denominator = 1;
    std::vector<std::uint32_t> m_steps;  // of the trace
};

}  // namespace

crypto::Result<void> run_phragmen(Contest& contest) {
    Phragmen(contest).run();
    return {};
}

}  // namespace tallystick::rules
