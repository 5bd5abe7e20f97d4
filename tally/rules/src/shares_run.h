// SPDX-License-Identifier: GPL-3.0-or-later
// One run of the Method of Equal Shares from one start: Peters, Pierczynski and Skowron,
// "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021, arXiv 2008.13276).
//
// Fast and exact at once. A voter's money is held as a 128-bit fixed-point number with a proved
// bound on its error; every project has a lower bound on its rho, which only rises as money is
// spent, so that a round looks at few projects: the one with the least bound takes a step of
// Newton's method (on the upper 64 bits only) until the least bound is a project's rho itself.
// Whom the bounds cannot tell apart is compared by SharesExact. One thread; reused between runs.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include <rules/spec.h>

#include "availability.h"
#include "electorate.h"
#include "shares_exact.h"
#include "shares_money.h"

namespace tallystick::rules {

struct Purchase {
    std::uint32_t project = 0;
    std::vector<std::uint32_t> tied = {};    // all with the same rho, in tie order, if several
    std::optional<std::uint32_t> next = {};  // the best of the others, if asked for
    std::optional<Fraction> next_rho = {};
};

// How clear a purchase was: all others had a key of at least others_low, its own was at most
// chosen_high. Keys are rho per unit of utility_of in smallest units of money.
struct Margin {
    double chosen_high = HUGE_VAL;
    double others_low = 0;       // of those not tied with it
    bool is_same_later = false;  // a tie that more money for all leaves as it is
};

struct FilterCount {  // comparisons made, and those that needed exact fractions
    std::uint64_t decisions = 0;
    std::uint64_t fallbacks = 0;

    FilterCount& operator+=(const FilterCount& other) {
        decisions += other.decisions;
        fallbacks += other.fallbacks;
        return *this;
    }
};

struct Outcome {
    std::vector<Purchase> purchases;
    std::vector<Margin> margins;  // by purchase
    Money cost = 0;
    FilterCount filter = {};
};

// Whether every run from a start between the starts of these two makes the purchases they made.
// For, as long as purchases are the same, whoever starts with more never has less: every rho is
// then lower or the same, and so is what everybody pays. So between the two every rho lies between
// those at the ends; and the purchase is the same if its rho at the lower start, where it is the
// highest, is below that of all others at the higher start, where those are the least.
[[nodiscard]] bool is_same_between(const Outcome& lower, const Outcome& higher);

class SharesRun {
public:
    SharesRun(const Electorate& electorate, const TieOrder& ties, Arithmetic arithmetic);

    // Every voter starts with total / voters. `availability` says which conditions hold already.
    // After `lower`, of a lower start, the margins are found wide enough for is_same_between().
    Outcome run(const Fraction& total, Availability availability,
                RunnersUp runners_up = RunnersUp::unknown, const Outcome* lower = nullptr);

    // Of the last run: the exact rho (the payment where utilities are uniform) of each purchase,
    // and the numbers it follows from.
    struct Payment {
        Fraction rho;
        std::int64_t full_payers = 0;   // who pay rho * utility, weighted
        std::int64_t other_payers = 0;  // who pay all they have left
    };
    Payment payment(std::size_t step);

private:
    struct Bound {             // of a project not yet funded
        std::int64_t low = 0;  // of rho, in units of 2^64 of the fixed point; rounded down
        double key = 0;        // low / utility_of, rounded down: what the queue is ordered by
    };
    struct Interval {  // of rho, in units of the fixed point
        std::uint32_t project = 0;
        Int128 low = 0;
        Int128 high = 0;
        // Who pays in full is clear beyond the error; if not, only `low` holds, and not even that
        // the supporters can pay at all.
        bool certain = false;
        bool affordable = true;
        std::int64_t rich_utility = 0;
        std::optional<Fraction> exact = {};
    };
    struct Step {  // what the exact side needs to follow a purchase
        std::uint32_t project = 0;
        bool certain = false;
        std::int64_t rich_utility = 0;
    };
    struct Best {
        std::size_t at = 0;  // in m_close
        std::vector<std::uint32_t> tied = {};
    };
    enum class Probe { raised, settled, unaffordable };

    void start_with(const Fraction& total);
    void take_free_ones(Outcome& outcome);
    std::optional<Purchase> next_purchase(RunnersUp runners_up, std::vector<Margin>& margins);
    void gather();
    void gather_all();
    Probe probe(std::uint32_t project, double key);
    [[nodiscard]] std::int64_t at_key(std::uint32_t project, double key) const;
    struct Poor {
        Int128 money = 0;
        std::int64_t voters = 0;  // weighted, as the next
        std::int64_t utility = 0;
    };
    [[nodiscard]] Interval refine(std::uint32_t project, double key) const;
    [[nodiscard]] Interval refine_fully(std::uint32_t project) const;
    [[nodiscard]] std::optional<Interval> refine_coarsely(std::uint32_t project, double key) const;
    [[nodiscard]] bool narrow(Interval& interval, const Poor& poor) const;
    [[nodiscard]] Poor poor_below(std::uint32_t project, Int128 threshold) const;
    [[nodiscard]] bool is_certain(const Interval& interval) const;
    std::optional<Best> best_of_close();
    [[nodiscard]] Classification classification_of(const Interval& interval) const;
    void follow();  // brings the exact side up to the purchases made
    void buy(const Interval& interval);
    void charge(const Interval& interval);
    void push(std::uint32_t project);
    // Above every rho that anybody can pay, and small enough to multiply by any utility.
    [[nodiscard]] Int128 ceiling() const { return (Int128{1} << 126) / m_electorate.max_utility(); }
    [[nodiscard]] std::vector<std::uint32_t> exhausted_by(std::size_t step) const;
    // Of keys, in smallest units of money: a power of two.
    [[nodiscard]] double key_unit() const {
        return std::ldexp(1.0, static_cast<int>(m_shift) - 64);
    }
    [[nodiscard]] double highest_key(const Interval& interval) const;
    [[nodiscard]] Margin margin_of(const Interval& chosen, const Purchase& purchase) const;
    [[nodiscard]] std::strong_ordering compare(std::uint32_t left, Int128 left_rho,
                                               std::uint32_t right, Int128 right_rho) const;

    const Electorate& m_electorate;
    const TieOrder& m_ties;
    const Arithmetic m_arithmetic;
    FilterCount m_filter;
    Availability m_availability;

    bool m_is_filtered = true;
    unsigned m_shift = 0;  // fixed point: money * 2^m_shift
    Int128 m_error = 0;    // what m_money has of a voter is at most this far from the truth
    SharesMoney m_money;
    std::vector<Bound> m_bounds;         // by project
    std::vector<std::uint32_t> m_queue;  // heap by key, least first
    std::vector<Interval> m_close;
    std::size_t m_wanted = 1;
    double m_wanted_key = 0;                  // projects of lesser keys are wanted too
    std::optional<std::uint32_t> m_expected;  // to be bought next: what a lower start bought
    std::vector<Step> m_steps;
    SharesExact m_exact;
    bool m_all_certain = true;
};

}  // namespace tallystick::rules
