// SPDX-License-Identifier: GPL-3.0-or-later
// Phragmen, maximin support and maximum welfare against their definitions, written down as plainly
// as possible with exact fractions and every subset tried, on random small elections.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include <gmpxx.h>

#include "any_election.h"

namespace tallystick::rules {
namespace {

RC_GTEST_PROP(Oracle, PhragmenByItsDefinition, ()) {
    const Plain plain = any_election();
    std::vector<mpq_class> loads(plain.ballots.size(), 0);
    std::vector<std::size_t> funded;
    std::vector<bool> done(plain.costs.size(), false);
    std::int64_t left = plain.budget;
    while (true) {
        std::vector<std::size_t> least;
        mpq_class best;
        for (std::size_t at = 0; at < plain.costs.size(); ++at) {
            if (done[at] || plain.costs[at] > plain.budget) continue;
            mpq_class sum = static_cast<long>(plain.costs[at]);
            long supporters = 0;
            for (std::size_t voter = 0; voter < loads.size(); ++voter)
                if (plain.lists(voter, at)) {
                    sum += loads[voter];
                    ++supporters;
                }
            if (supporters == 0) continue;
            const mpq_class load = sum / supporters;
            if (least.empty() || load < best) {
                best = load;
                least.clear();
            }
            if (load == best) least.push_back(at);
        }
        if (least.empty() || std::any_of(least.begin(), least.end(),
                                         [&](std::size_t at) { return plain.costs[at] > left; }))
            break;
        for (std::size_t voter = 0; voter < loads.size(); ++voter)
            if (plain.lists(voter, least.front())) loads[voter] = best;
        done[least.front()] = true;
        left -= plain.costs[least.front()];
        funded.push_back(least.front());
    }
    RC_ASSERT(small::winners(plain.election(), "phragmen --ties id") == joined(funded));
}

// The least maximal load of a set is the highest cost / supporters of any part of it.
RC_GTEST_PROP(Oracle, MaximinSupportByItsDefinition, ()) {
    const Plain plain = any_election();
    const auto load_of = [&](unsigned set) {
        mpq_class most = 0;
        for (unsigned part = set; part != 0; part = (part - 1) & set) {
            long cost = 0;
            long voters = 0;
            for (std::size_t at = 0; at < plain.costs.size(); ++at)
                if ((part >> at & 1U) != 0) cost += plain.costs[at];
            for (const auto& ballot : plain.ballots)
                voters += std::any_of(ballot.begin(), ballot.end(),
                                      [&](std::size_t at) { return (part >> at & 1U) != 0; });
            if (voters > 0) most = std::max(most, mpq_class(mpz_class(cost), mpz_class(voters)));
        }
        most.canonicalize();
        return most;
    };
    std::vector<std::size_t> funded;
    unsigned set = 0;
    std::int64_t left = plain.budget;
    while (true) {
        std::size_t best = plain.costs.size();
        mpq_class best_load;
        for (std::size_t at = 0; at < plain.costs.size(); ++at) {
            bool supported = false;
            for (std::size_t voter = 0; voter < plain.ballots.size(); ++voter)
                supported = supported || plain.lists(voter, at);
            if ((set >> at & 1U) != 0 || plain.costs[at] > left || !supported) continue;
            mpq_class load = load_of(set | 1U << at);
            if (best == plain.costs.size() || load < best_load) {
                best = at;
                best_load = load;
            }
        }
        if (best == plain.costs.size()) break;
        set |= 1U << best;
        left -= plain.costs[best];
        funded.push_back(best);
    }
    RC_ASSERT(small::winners(plain.election(), "maximin-support --ties id") == joined(funded));
}

// All subsets: the highest total, then the lexicographically first.
RC_GTEST_PROP(Oracle, MaxWelfareOverAllSubsets, ()) {
    const Plain plain = any_election();
    std::vector<long> votes(plain.costs.size(), 0);
    for (const auto& ballot : plain.ballots)
        for (const std::size_t at : ballot) ++votes[at];
    for (const bool by_cost : {false, true}) {
        long best = -1;
        std::vector<std::size_t> members;
        for (unsigned set = 0; set < 1U << plain.costs.size(); ++set) {
            std::int64_t cost = 0;
            long total = 0;
            std::vector<std::size_t> own;
            bool useful = true;
            for (std::size_t at = 0; at < plain.costs.size(); ++at) {
                if ((set >> at & 1U) == 0) continue;
                const long utility = by_cost ? votes[at] * plain.costs[at] : votes[at];
                useful = useful && utility > 0;
                cost += plain.costs[at];
                total += utility;
                own.push_back(at);
            }
            if (!useful || cost > plain.budget || total < best) continue;
            if (total == best && !(own < members)) continue;
            best = total;
            members = own;
        }
        const std::string flag = by_cost ? "cost" : "count";
        const Allocation allocation =
            small::counted(plain.election(), "max-welfare --ties id --utility " + flag);
        RC_ASSERT(allocation.objective == std::to_string(best));
        RC_ASSERT(small::winners(allocation) == joined(members));
    }
}

}  // namespace
}  // namespace tallystick::rules
