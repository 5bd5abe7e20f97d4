// SPDX-License-Identifier: GPL-3.0-or-later
// Finds voters that stand in a `.pb` file again. Most files number them upwards, and then nothing
// is compared but neighbours; otherwise all keys are entered in a table at the end, or sorted if
// they were chosen so as to collide there. Ids of more than eight bytes are compared by a hash of
// 64 bits: a hit would be a warning too many, no more. One thread.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "pb_votes.h"

namespace tallystick::rules {

class Voters {
public:
    void add(std::string_view id, std::size_t line) {
        if (id.empty()) return;
        if (m_keys.empty() || line - m_keys.size() != m_lines.back().second - m_lines.back().first)
            m_lines.emplace_back(m_keys.size(), line);
        const std::uint64_t key = key_of(id);
        m_upwards = m_upwards && (m_keys.empty() || m_keys.back() < key);
        m_keys.push_back(key);
    }

    // Ballots whose voter stood there before: how many, and the first of them.
    struct Again {
        std::int64_t count = 0;
        std::size_t first = 0;
    };

    void report_to(PbOddities& oddities) const {
        if (m_upwards) return;
        const std::optional<Again> quickly = in_table();
        const Again again = quickly ? *quickly : in_order();
        if (again.count > 0) oddities.add(PbOddity::voter_again, again.count, line_of(again.first));
    }

    static std::size_t place_of(std::uint64_t key, std::size_t places) {
        return key * 0x9e3779b97f4a7c15U >> (64 - std::countr_zero(places));
    }

    // Nothing after more steps than a few for each key.
    [[nodiscard]] std::optional<Again> in_table() const {
        std::vector<std::uint64_t> seen(std::bit_ceil(m_keys.size() * 2), 0);
        Again again;
        std::size_t steps = 0;
        for (std::size_t at = 0; at < m_keys.size(); ++at) {
            const std::uint64_t key = m_keys[at];
            std::size_t place = place_of(key, seen.size());
            for (; seen[place] != 0 && seen[place] != key; ++steps)
                place = (place + 1) & (seen.size() - 1);
            if (steps > 4096 + 8 * m_keys.size()) return std::nullopt;
            if (seen[place] == key && again.count++ == 0) again.first = at;
            seen[place] = key;
        }
        return again;
    }

    [[nodiscard]] Again in_order() const {
        std::vector<std::pair<std::uint64_t, std::size_t>> sorted;
        sorted.reserve(m_keys.size());
        for (const std::uint64_t key : m_keys) sorted.emplace_back(key, sorted.size());
        std::sort(sorted.begin(), sorted.end());
        Again again{0, sorted.size()};
        for (std::size_t at = 1; at < sorted.size(); ++at) {
            if (sorted[at].first != sorted[at - 1].first) continue;
            ++again.count;
            again.first = std::min(again.first, sorted[at].second);
        }
        return again;
    }

private:
    // Up to eight bytes: as one number, so that longer decimal numbers are larger ones.
    static std::uint64_t key_of(std::string_view id) {
        std::uint64_t key = id.size() <= 8 ? 0 : 0xcbf29ce484222325U;
        for (const char c : id)
            key = id.size() <= 8 ? key << 8 | static_cast<unsigned char>(c)
                                 : (key ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        return key == 0 ? 1 : key;  // 0: a free place
    }
    [[nodiscard]] std::size_t line_of(std::size_t ballot) const {
        const auto after =
            std::upper_bound(m_lines.begin(), m_lines.end(), ballot,
                             [](std::size_t at, const auto& entry) { return at < entry.first; });
        return std::prev(after)->second + ballot - std::prev(after)->first;
    }

    std::vector<std::uint64_t> m_keys;
    // Ballot and line, wherever lines and ballots stop running side by side.
    std::vector<std::pair<std::size_t, std::size_t>> m_lines;
    bool m_upwards = true;
};

}  // namespace tallystick::rules
