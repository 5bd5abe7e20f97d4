// SPDX-License-Identifier: GPL-3.0-or-later
// The exact side of the Method of Equal Shares. What voter i has left is
//     b_i = max(0, start - sum over the funded projects c that i supports of rho_c * u_i(c)),
// so the whole state is the list of the rhos: fractions over one common denominator, found one
// after the other, and only when a decision (or the trace) needs them.
// Where the utilities are uniform, "rho" here is the payment rho * u(c). One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "electorate.h"
#include "exact.h"

namespace tallystick::rules {

// Who pays less than the rest for a project, as far as the filter could tell.
struct Classification {
    bool certain = false;
    // Supporters who are exhausted by it, with money before and none after. Positions in
    // supporters(); those who had nothing before are in `broke`.
    std::vector<std::uint32_t> exhausted = {};
    std::int64_t rich_utility = 0;  // of those who pay in full, weighted
};

class SharesExact {
public:
    explicit SharesExact(const Electorate& electorate);

    void restart(const Fraction& start);
    [[nodiscard]] std::size_t funded() const { return m_rhos.size(); }
    // The least rho at which the supporters can pay for the project after what is funded; none if
    // they cannot. A certain classification spares the search for who pays in full.
    [[nodiscard]] std::optional<Fraction> rho(std::uint32_t project,
                                              const Classification& known) const;
    void fund(std::uint32_t project, const Fraction& rho);
    [[nodiscard]] Fraction rho_of(std::size_t step) const;
    struct Payers {
        std::int64_t full = 0;   // weighted, who paid rho * utility
        std::int64_t other = 0;  // who paid all they had left, and had any
    };
    [[nodiscard]] Payers payers(std::size_t step) const;

private:
    [[nodiscard]] Fraction rho_known(std::uint32_t project, const Classification& known) const;
    [[nodiscard]] std::optional<Fraction> rho_searched(std::uint32_t project) const;
    // Before the step, times the denominator.
    [[nodiscard]] BigInt money_of(std::uint32_t voter, std::size_t step) const;

    const Electorate& m_electorate;
    BigInt m_denominator;
    BigInt m_start;                         // times the denominator
    std::vector<BigInt> m_rhos;             // by step, times the denominator
    std::vector<std::uint32_t> m_projects;  // by step
    std::vector<std::int32_t> m_steps;      // by project; -1 not funded
};

}  // namespace tallystick::rules
