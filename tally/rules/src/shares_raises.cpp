// SPDX-License-Identifier: GPL-3.0-or-later
#include "shares_raises.h"

#include <string>
#include <thread>
#include <utility>

namespace tallystick::rules {
namespace {

// Lines of all ballots from which a run takes many times what a thread costs.
constexpr std::size_t large = 200'000;

unsigned threads_of(const CountOptions& options) {
    return options.threads > 0 ? options.threads : std::thread::hardware_concurrency();
}

}  // namespace

SharesRaises::SharesRaises(const Contest& contest, const Electorate& electorate, SharesRun& run,
                           Fraction total, Fraction step)
    : m_contest(contest), m_run(run), m_total(std::move(total)), m_step(std::move(step)) {
    if (electorate.entries() >= large)
        m_other.emplace(electorate, contest.ties, contest.spec.arithmetic);
}

Fraction SharesRaises::total(std::uint64_t raises) const {
    return m_total + m_step * Fraction(BigInt(static_cast<unsigned long>(raises)));
}

SharesRaises::Counted SharesRaises::count(
    Outcome first, Money money, const std::function<bool(const Outcome&)>& is_exhaustive) {
    Counted kept{0, std::move(first)};
    for (std::uint64_t width = 1;;) {
        if (m_ahead.empty()) look_at(kept.raises + width, kept.raises + 2 * width, kept.outcome);
        const Counted& next = m_ahead.back();
        const std::uint64_t apart = next.raises - kept.raises;
        const bool same = is_same_between(kept.outcome, next.outcome);
        if (!same && apart > 1) {
            const std::uint64_t part = m_other && apart > 2 ? apart / 3 : apart / 2;
            look_at(kept.raises + part, kept.raises + 2 * part, kept.outcome);
            continue;
        }
        if (!same && next.outcome.cost > money) break;
        kept = std::move(m_ahead.back());
        m_ahead.pop_back();
        if (!same && is_exhaustive(kept.outcome)) break;
        width = same ? width * 2 : 1;
    }
    m_ahead.clear();
    return kept;
}

// Counts the nearer start, and of a large election the further one unless it was counted.
void SharesRaises::look_at(std::uint64_t raises, std::uint64_t further, const Outcome& kept) {
    if (m_contest.options.progress)
        m_contest.options.progress("increase " + std::to_string(raises) + " of the voters' start");
    Outcome outcome;
    const auto run = [&] {
        m_last_total = total(raises);
        outcome =
            m_run.run(*m_last_total, m_contest.ledger.availability(), RunnersUp::unknown, &kept);
    };
    if (m_other && (m_ahead.empty() || m_ahead.back().raises != further)) {
        Outcome other;
        const auto run_other = [&] {
            other = m_other->run(total(further), m_contest.ledger.availability(),
                                 RunnersUp::unknown, &kept);
        };
        if (threads_of(m_contest.options) > 1) {
            std::thread thread(run_other);
            run();
            thread.join();
        } else {
            run();
            run_other();
        }
        m_filter += other.filter;
        m_ahead.push_back({further, std::move(other)});
    } else {
        run();
    }
    m_filter += outcome.filter;
    m_ahead.push_back({raises, std::move(outcome)});
}

}  // namespace tallystick::rules
