// SPDX-License-Identifier: GPL-3.0-or-later
// Exact Equal Shares against its definition: every set of payers tried.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include <gmpxx.h>

#include "any_election.h"

namespace tallystick::rules {
namespace {

// Exact Equal Shares: who pays what, from one start.
struct PlainPayments {
    std::vector<std::size_t> funded;
    std::vector<mpq_class> prices;        // by project
    std::vector<std::vector<bool>> pays;  // by voter and project
    std::vector<mpq_class> left;          // by voter
};

PlainPayments plain_exact_shares(const Plain& plain, const mpq_class& start) {
    const std::size_t projects = plain.costs.size();
    const std::size_t voters = plain.ballots.size();
    PlainPayments all{{},
                      std::vector<mpq_class>(projects),
                      std::vector(voters, std::vector<bool>(projects, false)),
                      std::vector<mpq_class>(voters, start)};
    std::vector<bool> done(projects, false);
    while (true) {
        std::size_t best = projects;
        mpq_class best_price;
        for (std::size_t at = 0; at < projects; ++at) {
            if (done[at]) continue;
            for (std::size_t size = voters; size > 0; --size) {
                const mpq_class price =
                    mpq_class(static_cast<long>(plain.costs[at])) / static_cast<long>(size);
                std::size_t able = 0;
                for (std::size_t voter = 0; voter < voters; ++voter)
                    able += plain.lists(voter, at) && all.left[voter] >= price;
                if (able < size) continue;
                if (best == projects || price < best_price) {
                    best = at;
                    best_price = price;
                }
                break;
            }
        }
        if (best == projects) return all;
        for (std::size_t voter = 0; voter < voters; ++voter)
            if (plain.lists(voter, best) && all.left[voter] >= best_price) {
                all.left[voter] -= best_price;
                all.pays[voter][best] = true;
            }
        all.prices[best] = best_price;
        done[best] = true;
        all.funded.push_back(best);
    }
}

// For every project and every larger set of payers: what the poorest of those lacks who would not
// drop a dearer payment for it. The least of all is add-opt's raise; negative: there is none.
mpq_class plain_raise(const Plain& plain, const PlainPayments& all) {
    const std::size_t voters = plain.ballots.size();
    mpq_class least = -1;
    for (std::size_t at = 0; at < plain.costs.size(); ++at) {
        unsigned outside = 0;
        long payers = 0;
        for (std::size_t voter = 0; voter < voters; ++voter) {
            payers += all.pays[voter][at];
            if (plain.lists(voter, at) && !all.pays[voter][at]) outside |= 1U << voter;
        }
        for (unsigned joining = outside; joining != 0; joining = (joining - 1) & outside) {
            const long size = payers + __builtin_popcount(joining);
            const mpq_class price = mpq_class(static_cast<long>(plain.costs[at])) / size;
            mpq_class raise = 0;
            for (std::size_t voter = 0; voter < voters; ++voter) {
                if ((joining >> voter & 1U) == 0) continue;
                bool would_drop = false;
                std::size_t top = plain.costs.size();
                for (std::size_t other = 0; other < plain.costs.size(); ++other)
                    if (all.pays[voter][other] &&
                        (top == plain.costs.size() || all.prices[other] > all.prices[top]))
                        top = other;
                if (top < plain.costs.size())
                    would_drop = all.prices[top] > price || (all.prices[top] == price && top > at);
                const mpq_class lacks = price - all.left[voter];
                if (!would_drop && lacks > raise) raise = lacks;
            }
            if (least < 0 || raise < least) least = raise;
        }
    }
    return least;
}

RC_GTEST_PROP(Oracle, AddOptByItsDefinition, ()) {
    const Plain plain = any_election();
    mpq_class start =
        mpq_class(static_cast<long>(plain.budget)) / static_cast<long>(plain.ballots.size());
    std::int64_t best = -1;
    std::vector<std::size_t> kept;
    while (true) {
        const PlainPayments all = plain_exact_shares(plain, start);
        std::int64_t cost = 0;
        for (const std::size_t at : all.funded) cost += plain.costs[at];
        if (best < 0)
            RC_ASSERT(small::winners(plain.election(), "exact-equal-shares --ties id") ==
                      joined(all.funded));
        if (cost <= plain.budget && cost > best) {
            best = cost;
            kept = all.funded;
        }
        const mpq_class raise = plain_raise(plain, all);
        if (raise < 0) break;
        RC_ASSERT(raise > 0);  // an outcome is stable at its own start
        start += raise;
    }
    RC_ASSERT(small::winners(plain.election(),
                             "exact-equal-shares --completion add-opt --ties id") == joined(kept));
}

}  // namespace
}  // namespace tallystick::rules
