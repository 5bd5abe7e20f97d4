// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_network.h"

#include <algorithm>

namespace tallystick::rules {

LoadNetwork::LoadNetwork(const Electorate& electorate)
    : m_electorate(electorate),
      m_row_starts(1, 0),
      m_starts(electorate.size() + 1, 0),
      m_supports(electorate.entries()),
      m_kept(electorate.entries()),
      m_flow(electorate.entries()),
      m_room(electorate.rows()),
      m_unpaid(electorate.size()),
      m_row_levels(electorate.rows()),
      m_levels(electorate.size()),
      m_row_next(electorate.rows()),
      m_next(electorate.size()) {
    m_project_of.reserve(electorate.entries());
    for (std::size_t row = 0; row < electorate.rows(); ++row) {
        for (const std::uint16_t project : electorate.row(row)) {
            m_project_of.push_back(project);
            ++m_starts[project + 1U];
        }
        m_row_starts.push_back(static_cast<std::uint32_t>(m_project_of.size()));
    }
    for (std::size_t at = 1; at < m_starts.size(); ++at) m_starts[at] += m_starts[at - 1];
    std::vector<std::uint32_t> end(m_starts.begin(), m_starts.end() - 1);
    for (std::uint32_t row = 0; row < electorate.rows(); ++row)
        for (std::uint32_t entry = m_row_starts[row]; entry < m_row_starts[row + 1]; ++entry)
            m_supports[end[m_project_of[entry]]++] = {row, entry};
}

Load LoadNetwork::least_max_load(const std::vector<std::uint32_t>& projects, const Ratio& least) {
    Load load = {least, {}};
    pay(projects, load.value, m_kept, m_kept_unit);
    while (true) {
        // What the unpaid projects reach cannot be paid: those are the set, and all its supporters.
        if (m_line.empty()) return load;
        Load next = {{0, 0}, {}};
        for (const std::uint32_t project : projects) {
            if (m_levels[project] < 0) continue;
            next.value.numerator += m_electorate.cost(project);
            next.bottleneck.push_back(project);
        }
        for (const std::uint32_t row : m_reached)
            next.value.denominator += m_electorate.weight(row);
        pay(projects, next.value, m_flow, load.value.denominator);
        load = std::move(next);
    }
}

void LoadNetwork::keep(const std::vector<std::uint32_t>& projects, const Ratio& load) {
    pay(projects, load, m_kept, m_kept_unit);
    m_kept.swap(m_flow);
    m_kept_unit = load.denominator;
}

void LoadNetwork::pay(const std::vector<std::uint32_t>& projects, const Ratio& load,
                      const std::vector<Int128>& from, Int128 unit) {
    start(projects, load, from, unit);
    while (find_levels(projects))
        for (const std::uint32_t project : projects)
            if (m_unpaid[project] > 0) m_unpaid[project] -= send(project, m_unpaid[project]);
}

// Costs and loads times the denominator of the load, so that all amounts are whole. `from` is a
// flow in another unit, at a load that was not higher: rounded down it is a flow here too.
void LoadNetwork::start(const std::vector<std::uint32_t>& projects, const Ratio& load,
                        const std::vector<Int128>& from, Int128 unit) {
    for (const std::uint32_t project : projects)
        m_unpaid[project] = m_electorate.cost(project) * load.denominator;
    for (std::size_t row = 0; row < m_room.size(); ++row) {
        Int128 room = m_electorate.weight(row) * load.numerator;
        for (std::uint32_t entry = m_row_starts[row]; entry < m_row_starts[row + 1]; ++entry) {
            Int128 paid = from[entry];
            if (paid != 0) {
                if (unit != load.denominator) paid = paid * load.denominator / unit;
                room -= paid;
                m_unpaid[m_project_of[entry]] -= paid;
            }
            m_flow[entry] = paid;
        }
        m_room[row] = room;
    }
}

// Whether money of an unpaid project can still reach a row with room, and how far each is.
bool LoadNetwork::find_levels(const std::vector<std::uint32_t>& projects) {
    std::fill(m_levels.begin(), m_levels.end(), -1);
    std::fill(m_row_levels.begin(), m_row_levels.end(), -1);
    m_line.clear();
    m_reached.clear();
    m_last = -1;
    for (const std::uint32_t project : projects) {
        m_next[project] = m_starts[project];
        if (m_unpaid[project] == 0) continue;
        m_levels[project] = 0;
        m_line.push_back(project);
    }
    for (std::size_t at = 0; at < m_line.size(); ++at) {
        const std::uint32_t from = m_line[at];
        const int level = m_levels[from] + 1;
        if (m_last >= 0 && level > m_last) break;
        for (std::uint32_t support = m_starts[from]; support < m_starts[from + 1]; ++support) {
            const std::uint32_t row = m_supports[support].row;
            if (m_row_levels[row] >= 0) continue;
            m_row_levels[row] = level;
            m_row_next[row] = m_row_starts[row];
            m_reached.push_back(row);
            if (m_room[row] > 0) m_last = level;
            if (m_last >= 0 || m_line.size() == projects.size()) continue;
            for (std::uint32_t entry = m_row_starts[row]; entry < m_row_starts[row + 1]; ++entry) {
                const std::uint32_t to = m_project_of[entry];
                if (m_flow[entry] == 0 || m_levels[to] >= 0) continue;
                m_levels[to] = level + 1;
                m_line.push_back(to);
            }
        }
    }
    return m_last >= 0;
}

// How much of `most` the project's supporters take, on shortest ways only.
Int128 LoadNetwork::send(std::uint32_t project, Int128 most) {
    Int128 sent = 0;
    for (std::uint32_t& at = m_next[project]; at < m_starts[project + 1]; ++at) {
        const Support& support = m_supports[at];
        if (m_row_levels[support.row] != m_levels[project] + 1) continue;
        const Int128 taken = pour(support.row, most - sent);
        m_flow[support.entry] += taken;
        sent += taken;
        if (sent == most) break;
    }
    return sent;
}

// A row without room takes money by paying less for another project, if others then pay for that.
Int128 LoadNetwork::pour(std::uint32_t row, Int128 most) {
    const int level = m_row_levels[row];
    if (level == m_last) {
        const Int128 taken = std::min(most, m_room[row]);
        m_room[row] -= taken;
        return taken;
    }
    Int128 taken = 0;
    for (std::uint32_t& at = m_row_next[row]; at < m_row_starts[row + 1]; ++at) {
        const std::uint32_t other = m_project_of[at];
        if (m_flow[at] == 0 || m_levels[other] != level + 1) continue;
        const Int128 moved = send(other, std::min(m_flow[at], most - taken));
        m_flow[at] -= moved;
        taken += moved;
        if (taken == most) break;
    }
    return taken;
}

}  // namespace tallystick::rules
