// SPDX-License-Identifier: GPL-3.0-or-later
// The ballots of a count: equal ballots merged into one row with a weight, rows compressed (one
// array of entries, one of offsets), and what the scores need summed while they are added, so that
// ten million ballots can be counted without keeping a row.
// A Builder belongs to one thread; a Profile is immutable and may be read from any.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <ballot/round.h>
#include <rules/instance.h>

namespace tallystick::rules {

using ballot::BallotType;

[[nodiscard]] std::string_view name_of(BallotType type);

// One line of a ballot. The value is 1 for approval, knapsack and choose-1, the points or score,
// the rank from 1, the amount in minor units, or a signed count of plus or minus.
struct Entry {
    ProjectIndex project = 0;
    std::int64_t value = 1;
    friend bool operator==(const Entry&, const Entry&) = default;
};

// What the scores need of one project.
struct Support {
    std::int64_t ballots = 0;   // that list it
    std::int64_t points = 0;    // the sum of its values (of the ranks for a ranking: unused)
    std::int64_t dislikes = 0;  // the sum of those below zero
    std::int64_t borda = 0;     // for a ballot that ranks k: k - rank, the last gets nothing
};

class Profile {
public:
    enum class Keep { rows, summary };  // summary: only what the scores need

    class Builder;

    [[nodiscard]] BallotType type_of(PotIndex pot) const { return m_types[pot]; }
    [[nodiscard]] bool has_rows() const { return m_keep == Keep::rows; }
    // Every ballot, the blank ones too.
    [[nodiscard]] std::int64_t ballots() const { return m_ballots; }
    // Ballots whose style has this pot.
    [[nodiscard]] std::int64_t ballots_of(PotIndex pot) const { return m_pot_ballots[pot]; }
    [[nodiscard]] const std::vector<Support>& support() const { return m_support; }

    [[nodiscard]] std::size_t entries() const { return m_projects.size(); }  // of all rows
    // Distinct ballots, in the order in which each was first added; some may stand twice where
    // ballots were chosen so as to make merging slow.
    [[nodiscard]] std::size_t rows() const { return m_weights.size(); }
    [[nodiscard]] std::int64_t weight(std::size_t row) const { return m_weights[row]; }
    // The projects a row lists, in the order of the instance, and their values: aligned, or empty
    // where every value is 1.
    [[nodiscard]] std::span<const std::uint16_t> row_projects(std::size_t row) const {
        return {m_projects.data() + m_offsets[row], m_projects.data() + m_offsets[row + 1]};
    }
    [[nodiscard]] std::span<const std::int64_t> row_values(std::size_t row) const {
        if (m_values.empty()) return {};
        return {m_values.data() + m_offsets[row], m_values.data() + m_offsets[row + 1]};
    }
    // Which pots the row's voters have: one bit per pot.
    [[nodiscard]] std::uint64_t row_pots(std::size_t row) const { return m_row_pots[row]; }

private:
    std::vector<BallotType> m_types;  // by pot
    Keep m_keep = Keep::rows;
    std::int64_t m_ballots = 0;
    std::vector<std::int64_t> m_pot_ballots;
    std::vector<Support> m_support;
    std::vector<std::int64_t> m_weights;
    std::vector<std::uint64_t> m_row_pots;
    std::vector<std::uint32_t> m_offsets = {0};
    std::vector<std::uint16_t> m_projects;  // of all rows; max_projects is below 2^16
    std::vector<std::int64_t> m_values;     // aligned, or empty
};

class Profile::Builder {
public:
    static constexpr std::size_t max_pots = ballot::most_pots;

    // `types` has one type per pot of the instance, which has 1 to max_pots of them.
    Builder(const Instance& instance, std::vector<BallotType> types, Keep keep);

    // `entries` must be distinct projects of the instance (and ranks 1..k within a pot of
    // rankings), in any order: the validator's work. `pots` has one bit per pot of the voter's
    // style.
    void add(std::span<const Entry> entries, std::int64_t weight = 1,
             std::uint64_t pots = ~std::uint64_t{0});
    // The same for who has them sorted by project: no values means that all are 1.
    void add_sorted(std::span<const std::uint16_t> projects, std::span<const std::int64_t> values,
                    std::int64_t weight = 1, std::uint64_t pots = ~std::uint64_t{0});
    // Room for so many different ballots and lines, to spare the copies of growing.
    void reserve(std::size_t rows, std::size_t entries);

    [[nodiscard]] Profile build() &&;

private:
    void add_row(std::span<const std::uint16_t> projects, std::span<const std::int64_t> values,
                 std::int64_t weight, std::uint64_t pots);
    void add_ranks(std::span<const std::uint16_t> projects, std::span<const std::int64_t> values,
                   std::int64_t weight);
    // Equal ballots are sought a few at a time, so that their places in a table larger than the
    // cache are fetched together. What waits stands behind the rows in their arrays.
    struct Waiting {
        std::size_t end = 0;  // of its projects
        std::int64_t weight = 1;
        std::uint64_t pots = 0;
        std::uint32_t hash = 0;
    };
    struct Slot {
        std::uint32_t row = 0;  // and 1; 0 is free
        std::uint32_t hash = 0;
    };
    void settle();
    bool merge(const Waiting& row, std::size_t start);
    void grow_table();

    Profile m_profile;
    std::vector<PotIndex> m_pot_of;  // by project
    bool m_rankings = false;
    std::uint64_t m_all_pots = 1;
    std::int64_t m_everywhere = 0;            // ballots that have every pot
    std::vector<std::int64_t> m_ranked = {};  // by pot, of one ballot
    std::vector<Slot> m_table;                // open addressing
    std::array<Waiting, 32> m_waiting;
    std::size_t m_waits = 0;
    std::size_t m_settled = 0;    // ballots that waited
    std::size_t m_steps = 0;      // places passed in the table, by all of them
    std::vector<Entry> m_sorted;  // of one ballot
    std::vector<std::uint16_t> m_projects;
    std::vector<std::int64_t> m_values;
};

}  // namespace tallystick::rules
