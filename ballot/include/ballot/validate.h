// SPDX-License-Identifier: GPL-3.0-or-later
// The one validator of votes: kiosk, paper station and tally all ask here whether a ballot keeps
// the rules, and the screens put its reasons in words. Pure; the definitions are docs/RULES.md
// "Ballots".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <ballot/round.h>

namespace tallystick::ballot {

// proposal -> value exactly as in a `vote` line (docs/FORMAT.md "Inner ballot"): approval, knapsack
// and choose-1 have 1; ranks count from 1; score 0 is written; amounts are pence; plus-minus is a
// signed count.
using Votes = std::map<ProposalId, std::int64_t>;

enum class Reason {
    unknown_proposal,  // not in this round
    not_on_ballot,     // in a pot that the voter's style does not have
    bad_value,  // a value this type never has (approval other than 1, rank gap, bad step …)
    // found > limit: proposals or marks; for minus marks both numbers are negative
    too_many,
    too_few,            // found < limit
    over_pot,           // knapsack: found pence > limit pence
    too_many_points,    // sum > T
    points_left,        // sum must equal T
    too_many_on_one,    // more than M points on one proposal
    out_of_range,       // score outside [lo, hi], amount outside {min, …, cost}
    missing_score,      // a gap where the round refuses gaps
    minus_before_plus,  // minus given without any plus
    blank,              // nothing chosen where the round forbids blank ballots
};

// Why a ballot is not (yet) valid, with the numbers a screen needs to say so.
struct Finding {
    Reason reason{};
    PotId pot;
    std::optional<ProposalId> proposal;
    std::int64_t limit = 0;
    std::int64_t found = 0;
};

// The rules of one round, prepared once: for a tally that asks a million times. Immutable, so safe
// to share; `round` must outlive it.
class Validator {
public:
    explicit Validator(const Round& round);
    // All findings, pots in the style's order; empty iff the ballot may be cast and counted. An
    // entirely blank ballot is valid iff the round says so; else its last finding is `blank`.
    [[nodiscard]] std::vector<Finding> check(const Style& style, const Votes& votes) const;

private:
    struct Known {
        const Proposal* proposal = nullptr;
        std::size_t pot = 0;  // index into Round::pots
    };
    [[nodiscard]] const Known* find(const ProposalId& id) const;

    const Round* m_round;
    std::vector<Known> m_known;                      // by id
    std::vector<std::vector<const Proposal*>> m_in;  // of each pot, by number
};

// The same for one ballot.
[[nodiscard]] std::vector<Finding> validate(const Round& round, const Style& style,
                                            const Votes& votes);

// Findings that only *adding* can mend (too_few, points_left, missing_score, blank) mean "not
// finished yet", everything else is over a limit and may never appear on a kiosk.
[[nodiscard]] bool is_unfinished(Reason reason);

// What stops `votes` from becoming `votes` with `proposal` set to `value`: the first over-the-limit
// finding of the changed ballot, or none when the change is allowed.
[[nodiscard]] std::optional<Finding> refuses(const Round& round, const Style& style,
                                             const Votes& votes, const ProposalId& proposal,
                                             std::int64_t value);

}  // namespace tallystick::ballot
