// SPDX-License-Identifier: GPL-3.0-or-later
#include "constrained_search.h"

#include <algorithm>

namespace tallystick::rules {
namespace {

class Search {
public:
    explicit Search(std::vector<SearchItem> items) : m_items(std::move(items)) {
        std::sort(
            m_items.begin(), m_items.end(), [](const SearchItem& left, const SearchItem& right) {
                const auto order = compare_products(left.value, right.cost, right.value, left.cost);
                return order == 0 ? left.place < right.place : order > 0;
            });
    }

    SearchResult run(Money money, const Availability& availability) {
        visit(0, money, 0, availability);
        return std::move(m_result);
    }

private:
    [[nodiscard]] Int128 bound(std::size_t from, Money money) const {
        Int128 value = 0;
        for (std::size_t at = from; at < m_items.size(); ++at) {
            const SearchItem& item = m_items[at];
            if (item.cost > money)
                return value + item.value / item.cost * money +
                       item.value % item.cost * money / item.cost;
            money -= item.cost;
            value += item.value;
        }
        return value;
    }

    void visit(std::size_t at, Money money, Int128 value, const Availability& availability) {
        if (value + bound(at, money) < m_result.value) return;
        if (at == m_items.size()) return settle(value);
        const SearchItem& item = m_items[at];
        if (item.cost <= money && availability.allows(item.project)) {
            Availability with = availability;
            with.take(item.project, item.cost);
            m_taken.push_back(&item);
            visit(at + 1, money - item.cost, value + item.value, with);
            m_taken.pop_back();
        }
        visit(at + 1, money, value, availability);
    }

    void settle(Int128 value) {
        std::vector<std::uint32_t> places;
        for (const SearchItem* item : m_taken) places.push_back(item->place);
        std::sort(places.begin(), places.end());
        const bool equal = m_result.sets > 0 && value == m_result.value;
        m_result.sets = equal ? m_result.sets + 1 : 1;
        m_result.value = value;
        if (equal && !(places < m_places)) return;
        m_places = std::move(places);
        m_result.names.clear();
        for (const SearchItem* item : m_taken) m_result.names.push_back(item->name);
    }

    std::vector<SearchItem> m_items;
    std::vector<const SearchItem*> m_taken;
    std::vector<std::uint32_t> m_places;
    SearchResult m_result;
};

}  // namespace

SearchResult search_within_conditions(std::vector<SearchItem> items, Money money,
                                      const Availability& availability) {
    return Search(std::move(items)).run(money, availability);
}

}  // namespace tallystick::rules
