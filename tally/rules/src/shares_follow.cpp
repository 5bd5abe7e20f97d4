// SPDX-License-Identifier: GPL-3.0-or-later
// How a run of equal shares tells its exact side what it has bought.
#include "shares_run.h"

namespace tallystick::rules {

Classification SharesRun::classification_of(const Interval& interval) const {
    Classification classification;
    classification.certain = interval.certain && m_all_certain;
    if (!classification.certain) return classification;
    classification.rich_utility = interval.rich_utility;
    const auto supporters = m_electorate.supporters(interval.project);
    const bool uniform = m_electorate.is_uniform();
    const auto utilities =
        uniform ? std::span<const std::int64_t>() : m_electorate.utilities(interval.project);
    for (std::uint32_t at = 0; at < supporters.size(); ++at) {
        const std::uint32_t voter = supporters[at].voter;
        if (m_money.exhausted_by(voter) < 0 &&
            m_money.of(voter) < interval.low * (uniform ? 1 : utilities[at]))
            classification.exhausted.push_back(at);
    }
    return classification;
}

std::vector<std::uint32_t> SharesRun::exhausted_by(std::size_t step) const {
    std::vector<std::uint32_t> positions;
    const auto supporters = m_electorate.supporters(m_steps[step].project);
    for (std::uint32_t at = 0; at < supporters.size(); ++at)
        if (m_money.exhausted_by(supporters[at].voter) == static_cast<std::int32_t>(step))
            positions.push_back(at);
    return positions;
}

void SharesRun::follow() {
    while (m_exact.funded() < m_steps.size()) {
        const Step& step = m_steps[m_exact.funded()];
        Classification classification;
        classification.certain = step.certain;
        classification.rich_utility = step.rich_utility;
        if (step.certain) classification.exhausted = exhausted_by(m_exact.funded());
        const auto rho = m_electorate.cost(step.project) == 0
                             ? std::optional<Fraction>(0)
                             : m_exact.rho(step.project, classification);
        crypto::require(rho.has_value(), "what was bought could be paid for");
        m_exact.fund(step.project, *rho);
    }
}

void SharesRun::buy(const Interval& interval) {
    if (m_is_filtered) charge(interval);
    m_all_certain = interval.certain && m_all_certain;
    m_steps.push_back({interval.project, m_all_certain, interval.rich_utility});
    if (!interval.exact) return;
    crypto::require(m_exact.funded() + 1 == m_steps.size(), "the exact side is up to date");
    m_exact.fund(interval.project, *interval.exact);
}

SharesRun::Payment SharesRun::payment(std::size_t step) {
    follow();
    Payment payment;
    const std::uint32_t project = m_steps[step].project;
    payment.rho = m_exact.rho_of(step);
    if (!m_steps[step].certain) {
        const SharesExact::Payers payers = m_exact.payers(step);
        return {payment.rho, payers.full, payers.other};
    }
    for (const Supporter& supporter : m_electorate.supporters(project)) {
        const std::int32_t exhausted = m_money.exhausted_by(supporter.voter);
        if (exhausted < 0 || exhausted > static_cast<std::int32_t>(step))
            payment.full_payers += supporter.weight;
        if (exhausted == static_cast<std::int32_t>(step)) payment.other_payers += supporter.weight;
    }
    return payment;
}

}  // namespace tallystick::rules
