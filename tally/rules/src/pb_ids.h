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
// of numbers decides; longer ones are compared in full.
class IdTable {
public:
    explicit IdTable(const Instance& instance) : m_instance(instance) {
        m_slots.resize(std::bit_ceil(instance.size() * 4 + 4));
        m_mask = m_slots.size() - 1;
        m_shift = 64 - static_cast<unsigned>(std::countr_zero(m_slots.size()));
        for (std::size_t at = 0; at < instance.size(); ++at) {
            const std::string& id = instance.projects()[at].id;
            const std::uint64_t key = key_of(id);
            std::size_t slot = slot_of(key);
            while (m_slots[slot].size != 0) slot = (slot + 1) & m_mask;
            m_slots[slot] = {key, static_cast<std::uint32_t>(id.size()),
                             static_cast<std::uint32_t>(at)};
        }
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
        for (std::size_t slot = slot_of(key); m_slots[slot].size != 0; slot = (slot + 1) & m_mask) {
            const Slot& known = m_slots[slot];
            if (known.key != key || known.size != id.size()) continue;
            if (id.size() <= 8 || m_instance.project(known.project).id == id) return known.project;
        }
        return std::nullopt;
    }

    static constexpr std::uint32_t unknown = ~std::uint32_t{0};
    // Of `length` bytes, at most eight, which are the key.
    [[nodiscard]] std::uint32_t find_short(std::uint64_t key, unsigned length) const {
        const Slot* const slots = m_slots.data();
        for (std::size_t slot = slot_of(key);; slot = (slot + 1) & m_mask) {
            if (slots[slot].key == key && slots[slot].size == length) return slots[slot].project;
            if (slots[slot].size == 0) return unknown;
        }
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t size = 0;  // 0: free
        std::uint32_t project = 0;
    };
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
        return static_cast<std::size_t>(key * 0x9e3779b97f4a7c15U >> m_shift);
    }

    const Instance& m_instance;
    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
    unsigned m_shift = 0;
};

}  // namespace tallystick::rules
