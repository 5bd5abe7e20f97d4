// SPDX-License-Identifier: GPL-3.0-or-later
// Exact Equal Shares from one start, and the least raise that changes it: Kraiczy, Robinson and
// Elkind, "Streamlining Equal Shares" (arXiv 2502.11797), Algorithms 1 to 3.
//
// All who pay for a project pay the same. For each project the largest set V of supporters who can
// each pay cost / |V|; the least price is funded by its V. Money is 62-bit fixed point with a
// proved error; a voter who stands within it of a price is compared exactly. One thread; reused.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <rules/count.h>

#include "electorate.h"
#include "exact.h"

namespace tallystick::rules {

struct ExactPurchase {
    std::uint32_t project = 0;
    std::int64_t payers = 0;                 // |V|, weighted
    std::vector<std::uint32_t> tied = {};    // in tie order, if several had the least price
    std::optional<std::uint32_t> next = {};  // the best of the others, with its payers
    std::int64_t next_payers = 0;
};

class ExactSharesRun {
public:
    ExactSharesRun(const Electorate& electorate, const TieOrder& ties, Arithmetic arithmetic);

    std::vector<ExactPurchase> run(const Fraction& start, Availability availability,
                                   RunnersUp runners_up = RunnersUp::unknown);

    // By how much every start must grow for the last outcome to become unstable; none if no growth
    // does that.
    [[nodiscard]] std::optional<Fraction> least_raise();

    [[nodiscard]] std::uint64_t decisions() const { return m_decisions; }
    [[nodiscard]] std::uint64_t fallbacks() const { return m_fallbacks; }

private:
    struct Price {  // cost / payers of a project
        std::uint32_t project = 0;
        std::int64_t payers = 1;
    };
    struct Payment {  // of one voter, newest first
        std::int32_t purchase = -1;
        std::int32_t before = -1;
    };
    struct Raise {  // price - what the voter has left, to be compared with others
        Price price;
        std::uint32_t voter = 0;
        Int128 about = 0;
    };

    void restart(const Fraction& start);
    std::optional<std::uint32_t> best_open(std::vector<std::uint32_t>& unsettled);
    void settle(std::uint32_t project);
    std::int64_t count_payers(std::uint32_t project, std::int64_t payers);
    bool can_pay(std::uint32_t voter, const Price& price, std::int64_t share);
    bool can_pay_exactly(std::uint32_t voter, const Price& price);
    void buy(const Price& price);
    [[nodiscard]] std::int64_t fixed(const Price& price) const;
    [[nodiscard]] std::strong_ordering compare(const Price& left, const Price& right) const;
    [[nodiscard]] bool before(std::uint32_t left, std::uint32_t right) const;
    void follow();
    [[nodiscard]] BigInt exact_left(std::uint32_t voter);
    void list_outsiders();
    void scan(std::uint32_t project, std::vector<Raise>& raises);
    [[nodiscard]] std::optional<Fraction> least_of(std::vector<Raise>& raises);

    const Electorate& m_electorate;
    const TieOrder& m_ties;
    const Arithmetic m_arithmetic;
    std::uint64_t m_decisions = 0;
    std::uint64_t m_fallbacks = 0;

    Fraction m_start;
    unsigned m_shift = 0;
    std::int64_t m_error = 1;
    std::vector<std::int64_t> m_money;  // by voter, fixed point
    std::vector<std::int32_t> m_last;   // by voter: newest in m_payments, or -1
    std::vector<std::int32_t> m_top;    // by voter: the dearest purchase, or -1
    std::vector<Payment> m_payments;
    std::vector<Price> m_bought;         // by purchase
    std::vector<BigInt> m_exact_prices;  // the same, times m_denominator
    BigInt m_exact_start;
    BigInt m_denominator = 1;
    std::vector<std::int32_t> m_purchase_of;  // by project, or -1
    std::vector<std::int64_t> m_bounds;       // by project: no more than so many can pay
    std::vector<std::uint32_t> m_open;
    std::vector<std::uint8_t> m_barred;                   // by project: a condition forbids it
    std::vector<std::vector<std::uint32_t>> m_outsiders;  // by project, poorest first
};

}  // namespace tallystick::rules
