// SPDX-License-Identifier: GPL-3.0-or-later
// The hash by which equal ballots are found.
#pragma once

#include <cstdint>
#include <span>

namespace tallystick::rules {

// Rows are compared in full after their hashes agree, so this need only spread well. It has no
// secret, so a file can be written whose ballots collide: who uses it must bound what that costs.
inline std::uint32_t row_hash(std::span<const std::uint16_t> projects,
                              std::span<const std::int64_t> values, std::uint64_t pots) {
    std::uint64_t hash = pots ^ 0x9e3779b97f4a7c15U;
    for (const std::uint16_t project : projects) hash = (hash ^ project) * 0xff51afd7ed558ccdU;
    for (const std::int64_t value : values)
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 0xc4ceb9fe1a85ec53U;
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

}  // namespace tallystick::rules
