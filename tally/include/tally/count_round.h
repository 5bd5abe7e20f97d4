// SPDX-License-Identifier: GPL-3.0-or-later
// From a round and its opened ballots to who is funded: the round's own rule, exactly, over its
// pots, ties by the lot of the closing's dice. Pure; one thread. docs/RULES.md.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <ballot/pack.h>
#include <rules/count.h>
#include <tally/ballot_list.h>

namespace tallystick::tally {

// The round's options as the counting library takes them.
[[nodiscard]] crypto::Result<rules::Instance> instance_of(const ballot::Round& round);
[[nodiscard]] crypto::Result<rules::RuleSpec> spec_of(const ballot::RoundPack& pack,
                                                      std::string_view dice);

struct RoundCount {
    std::int64_t ballots = 0;  // counted: valid ones, blank ones too
    std::int64_t invalid = 0;  // well signed, but break the rules
    std::vector<std::int64_t> by_style;
    std::int64_t blank = 0;
    rules::RuleSpec spec;
    rules::Instance instance;
    rules::Allocation allocation;
};

// The same before it is counted, for asking what another rule, or another budget, would give.
struct RoundBallots {
    rules::Instance instance;
    rules::Profile profile;
    rules::RuleSpec spec;
};

// Takes ballots one by one, then counts.
class RoundCounter {
public:
    // `spec` is spec_of() the pack, or another rule for comparison. Rows are kept if it, or `keep`,
    // asks for them.
    [[nodiscard]] static crypto::Result<RoundCounter> create(
        const ballot::RoundPack& pack, rules::RuleSpec spec,
        rules::Profile::Keep keep = rules::Profile::Keep::summary);
    void add(const ListedBallot& ballot);
    [[nodiscard]] crypto::Result<RoundCount> finish() &&;
    [[nodiscard]] RoundBallots ballots() &&;

private:
    RoundCounter(const ballot::RoundPack& pack, rules::Instance instance, rules::RuleSpec spec,
                 rules::Profile::Keep keep);
    rules::Instance m_instance;
    rules::RuleSpec m_spec;
    std::unique_ptr<rules::Profile::Builder> m_builder;
    std::map<std::string, rules::ProjectIndex> m_index;
    std::vector<std::uint64_t> m_pots;  // by style
    std::int64_t m_ballots = 0, m_invalid = 0, m_blank = 0;
    std::vector<std::int64_t> m_by_style;
};

}  // namespace tallystick::tally
