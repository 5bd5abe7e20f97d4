// SPDX-License-Identifier: GPL-3.0-or-later
// Ids of projects in the votes of a `.pb` file: where they end, and which project they name.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rules/instance.h>

namespace tallystick::rules {

constexpr std::array<bool, 256> make_ends() {
    std::array<bool, 256> ends{};
    for (const char c : {',', ';', '\n', '\r', ' '}) ends[static_cast<unsigned char>(c)] = true;
    return ends;
}
inline constexpr std::array<bool, 256> token_ends = make_ends();

inline bool ends_token(char c) {
    return token_ends[static_cast<unsigned char>(c)];
}
inline bool is_end(char c) {
    return ends_token(c) && c != ' ';
}

inline std::uint64_t load_eight(const char* at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

inline std::uint64_t low_bytes(unsigned count) {  // fewer than eight
    return (std::uint64_t{1} << 8 * count) - 1;
}

// How many of the eight bytes stand before the first that may end an id: below '-', which all ends
// but ';' are, or ';' itself. Eight if none does. Other bytes below '-' may be part of an id, so a
// caller looks at the byte that stopped it.
static_assert(std::endian::native == std::endian::little);
inline unsigned length_before_end(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t tops = 0x8080808080808080U;
    const std::uint64_t low = (bytes - ones * '-') & ~bytes & tops;
    const std::uint64_t other = bytes ^ ones * ';';
    const std::uint64_t semicolon = (other - ones) & ~other & tops;
    return static_cast<unsigned>(std::countr_zero(low | semicolon)) / 8;
}

// Ids to projects by open addressing. An id of up to eight bytes is its key, so that one comparison
// of numbers decides; longer ones are compared in full. A file can be written whose ids all belong
// in one place: what would stand further than `reach` from its own is kept in order instead.
class IdTable {
public:
    explicit IdTable(const Instance& instance) : m_instance(instance) {
        m_slots.resize(std::bit_ceil(instance.size() * 4 + 4));
        m_mask = m_slots.size() - 1;
        m_shift = 64 - static_cast<unsigned>(std::countr_zero(m_slots.size()));
        for (std::size_t at = 0; at < instance.size(); ++at) {
            const std::string& id = instance.projects()[at].id;
            const std::uint64_t key = key_of(id);
            const auto project = static_cast<std::uint32_t>(at);
            std::size_t slot = slot_of(key);
            unsigned steps = 0;
            for (; m_slots[slot].size != 0 && steps < reach; ++steps) slot = (slot + 1) & m_mask;
            if (steps == reach)
                m_ordered.push_back(project);
            else
                m_slots[slot] = {key, static_cast<std::uint32_t>(id.size()), project};
        }
        std::sort(m_ordered.begin(), m_ordered.end(),
                  [&](auto left, auto right) { return id_of(left) < id_of(right); });
    }

    static constexpr unsigned reach = 32;
    [[nodiscard]] std::size_t ordered() const { return m_ordered.size(); }  // beyond reach
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
        return static_cast<std::size_t>(key * 0x9e3779b97f4a7c15U >> m_shift);
    }

    // The first eight bytes as they stand in memory, mixed with what follows them.
    static std::uint64_t key_of(std::string_view id) {
        std::uint64_t key = 0;
        std::memcpy(&key, id.data(), std::min<std::size_t>(8, id.size()));
        for (std::size_t at = 8; at < id.size(); ++at)
            key = (key ^ static_cast<unsigned char>(id[at])) * 0x100000001b3U;
        return key;
    }

    [[nodiscard]] std::optional<ProjectIndex> find(std::string_view id, std::uint64_t key) const {
        std::size_t slot = slot_of(key);
        for (unsigned step = 0; step < reach; ++step, slot = (slot + 1) & m_mask) {
            const Slot& known = m_slots[slot];
            if (known.size == 0) return std::nullopt;
            if (known.key != key || known.size != id.size()) continue;
            if (id.size() <= 8 || id_of(known.project) == id) return known.project;
        }
        const auto at =
            std::lower_bound(m_ordered.begin(), m_ordered.end(), id,
                             [&](auto left, auto right) { return id_of(left) < right; });
        if (at == m_ordered.end() || id_of(*at) != id) return std::nullopt;
        return *at;
    }

    static constexpr std::uint32_t unknown = ~std::uint32_t{0};
    // Of `length` bytes, at most eight, which are the key; unknown too where find() must look.
    [[nodiscard]] std::uint32_t find_short(std::uint64_t key, unsigned length) const {
        const Slot* const slots = m_slots.data();
        std::size_t slot = slot_of(key);
        for (unsigned step = 0; step < reach; ++step, slot = (slot + 1) & m_mask) {
            if (slots[slot].key == key && slots[slot].size == length) return slots[slot].project;
            if (slots[slot].size == 0) break;
        }
        return unknown;
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t size = 0;  // 0: free
        std::uint32_t project = 0;
    };
    [[nodiscard]] std::string_view id_of(std::uint32_t project) const {
        return m_instance.project(static_cast<ProjectIndex>(project)).id;
    }

    const Instance& m_instance;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_ordered;  // by id
    std::size_t m_mask = 0;
    unsigned m_shift = 0;
};

}  // namespace tallystick::rules
