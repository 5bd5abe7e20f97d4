// SPDX-License-Identifier: GPL-3.0-or-later
// Equal Shares against its definition, written down as plainly as possible with exact fractions, on
// random small elections.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include <gmpxx.h>

#include "any_election.h"

namespace tallystick::rules {
namespace {

enum class Unit { cost, count };

// The textbook: rho by trying, for supporters in order of money per utility, who is poor.
std::vector<std::size_t> plain_shares(const Plain& plain, const mpq_class& total, Unit unit) {
    const auto voters = static_cast<long>(plain.ballots.size());
    std::vector<mpq_class> money(plain.ballots.size(), total / voters);
    std::vector<std::size_t> funded;
    std::vector<bool> done(plain.costs.size(), false);
    for (std::size_t at = 0; at < plain.costs.size(); ++at) {
        bool supported = false;
        for (std::size_t voter = 0; voter < money.size(); ++voter)
            supported = supported || plain.lists(voter, at);
        if (plain.costs[at] != 0 || !supported) continue;
        done[at] = true;
        funded.push_back(at);
    }
    while (true) {
        std::size_t best = plain.costs.size();
        mpq_class best_rho;
        for (std::size_t at = 0; at < plain.costs.size(); ++at) {
            if (done[at]) continue;
            std::vector<mpq_class> own;
            for (std::size_t voter = 0; voter < money.size(); ++voter)
                if (plain.lists(voter, at)) own.push_back(money[voter]);
            std::sort(own.begin(), own.end());
            mpq_class missing = static_cast<long>(plain.costs[at]);
            const mpq_class utility = unit == Unit::cost ? static_cast<long>(plain.costs[at]) : 1L;
            for (std::size_t poor = 0; poor < own.size(); ++poor) {
                const mpq_class share = missing / static_cast<long>(own.size() - poor);
                if (own[poor] >= share) {
                    const mpq_class rho = share / utility;
                    if (best == plain.costs.size() || rho < best_rho) {
                        best = at;
                        best_rho = rho;
                    }
                    break;
                }
                missing -= own[poor];
            }
        }
        if (best == plain.costs.size()) return funded;
        const mpq_class utility = unit == Unit::cost ? static_cast<long>(plain.costs[best]) : 1L;
        for (std::size_t voter = 0; voter < money.size(); ++voter)
            if (plain.lists(voter, best)) {
                const mpq_class share = best_rho * utility;
                money[voter] -= money[voter] < share ? money[voter] : share;
            }
        done[best] = true;
        funded.push_back(best);
    }
}

RC_GTEST_PROP(Oracle, EqualSharesByItsDefinition, ()) {
    const Plain plain = any_election();
    const auto here = plain.election();
    const mpq_class total = static_cast<long>(plain.budget);
    RC_ASSERT(small::winners(here, "equal-shares --utility cost --ties id") ==
              joined(plain_shares(plain, total, Unit::cost)));
    RC_ASSERT(small::winners(here, "equal-shares --utility count --ties id") ==
              joined(plain_shares(plain, total, Unit::count)));
}

RC_GTEST_PROP(Oracle, Add1ByItsDefinition, ()) {
    const Plain plain = any_election();
    const auto cost_of = [&](const std::vector<std::size_t>& funded) {
        std::int64_t cost = 0;
        for (const std::size_t at : funded) cost += plain.costs[at];
        return cost;
    };
    const auto exhaustive = [&](const std::vector<std::size_t>& funded) {
        for (std::size_t at = 0; at < plain.costs.size(); ++at) {
            bool supported = false;
            for (std::size_t voter = 0; voter < plain.ballots.size(); ++voter)
                supported = supported || plain.lists(voter, at);
            if (supported && std::find(funded.begin(), funded.end(), at) == funded.end() &&
                cost_of(funded) + plain.costs[at] <= plain.budget)
                return false;
        }
        return true;
    };
    mpq_class total = static_cast<long>(plain.budget);
    std::vector<std::size_t> outcome = plain_shares(plain, total, Unit::cost);
    while (!exhaustive(outcome)) {
        total += static_cast<long>(plain.ballots.size());
        const auto next = plain_shares(plain, total, Unit::cost);
        if (cost_of(next) > plain.budget) break;
        outcome = next;
    }
    RC_ASSERT(small::winners(plain.election(), "equal-shares --completion add1 --ties id") ==
              joined(outcome));
}

// No p that is not funded has supporters S of whom each has at most |S| / n of the money, less p's
// cost, in funded choices: EJR+ up to any project, which Equal Shares by cost keeps.
RC_GTEST_PROP(Oracle, EqualSharesIsFair, ()) {
    const Plain plain = any_election();
    const Allocation allocation =
        small::counted(plain.election(), "equal-shares --utility cost --ties id");
    std::vector<bool> funded(plain.costs.size(), false);
    for (const Award& award : allocation.awards) funded[award.project] = true;
    const auto voters = static_cast<std::int64_t>(plain.ballots.size());
    for (std::size_t at = 0; at < plain.costs.size(); ++at) {
        if (funded[at]) continue;
        std::vector<std::int64_t> got;
        for (std::size_t voter = 0; voter < plain.ballots.size(); ++voter) {
            if (!plain.lists(voter, at)) continue;
            std::int64_t money = 0;
            for (const std::size_t other : plain.ballots[voter])
                if (funded[other]) money += plain.costs[other];
            got.push_back(money);
        }
        std::sort(got.begin(), got.end());
        for (std::size_t size = 1; size <= got.size(); ++size)
            RC_ASSERT((got[size - 1] + plain.costs[at]) * voters >
                      static_cast<std::int64_t>(size) * plain.budget);
    }
}

}  // namespace
}  // namespace tallystick::rules
