// SPDX-License-Identifier: GPL-3.0-or-later
// Rules against their definitions, written down as plainly as possible with exact fractions and
// every subset tried, on random small elections.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include <gmpxx.h>

#include "any_election.h"

namespace tallystick::rules {
namespace {

std::string joined(const std::vector<std::size_t>& projects) {
    std::string text;
    for (const std::size_t at : projects) text += (text.empty() ? "" : " ") + Plain::name(at);
    return text;
}

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
    for (const Unit unit : {Unit::count, Unit::cost}) {
        long best = -1;
        std::vector<std::size_t> members;
        for (unsigned set = 0; set < 1U << plain.costs.size(); ++set) {
            std::int64_t cost = 0;
            long total = 0;
            std::vector<std::size_t> own;
            bool useful = true;
            for (std::size_t at = 0; at < plain.costs.size(); ++at) {
                if ((set >> at & 1U) == 0) continue;
                const long utility = unit == Unit::count ? votes[at] : votes[at] * plain.costs[at];
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
        const std::string flag = unit == Unit::count ? "count" : "cost";
        const Allocation allocation =
            small::counted(plain.election(), "max-welfare --ties id --utility " + flag);
        RC_ASSERT(allocation.objective == std::to_string(best));
        RC_ASSERT(small::winners(allocation) == joined(members));
    }
}

}  // namespace
}  // namespace tallystick::rules
