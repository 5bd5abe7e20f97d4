// SPDX-License-Identifier: GPL-3.0-or-later
// The VOTES section of a `.pb` file: millions of lines read in one pass, without a copy, straight
// into the profile. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <rules/pabulib.h>

#include "pb_scanner.h"

namespace tallystick::rules {

// What META says of a valid ballot; a ballot outside counts, with a warning.
struct PbLimits {
    std::optional<std::int64_t> min_length = {}, max_length = {};
    std::optional<std::int64_t> min_points = {}, max_points = {};
    std::optional<std::int64_t> min_sum_points = {}, max_sum_points = {};
    std::optional<Money> min_sum_cost = {}, max_sum_cost = {};
};

enum class PbOddity {
    named_twice,
    too_short,
    too_long,
    points_below,
    points_above,
    sum_below,
    sum_above,
    cost_below,
    cost_above,
    more_than_one,
    voter_again,
    count_
};

class PbOddities {
public:
    void add(PbOddity kind, std::size_t line) {
        PbWarning& warning = m_seen[static_cast<std::size_t>(kind)];
        if (warning.count++ == 0) warning.line = line;
    }
    void add(PbOddity kind, std::int64_t count, std::size_t line) {
        m_seen[static_cast<std::size_t>(kind)] = {"", count, line};
    }
    void append_to(std::vector<PbWarning>& warnings) const;

private:
    std::array<PbWarning, static_cast<std::size_t>(PbOddity::count_)> m_seen;
};

// `scanner` stands before the header row of VOTES; reads to the end of the bytes.
[[nodiscard]] crypto::Result<void> read_pb_votes(PbScanner& scanner, const Instance& instance,
                                                 BallotType type, const PbLimits& limits,
                                                 Profile::Builder& builder, PbOddities& oddities);

}  // namespace tallystick::rules
