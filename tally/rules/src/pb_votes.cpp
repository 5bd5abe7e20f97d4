// SPDX-License-Identifier: GPL-3.0-or-later
#include "pb_votes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

namespace tallystick::rules {
namespace {

using crypto::Result;

constexpr std::int64_t max_points = 1'000'000'000'000;

bool is_end(char c) {
    return c == ',' || c == ';' || c == '\n' || c == '\r';
}

// Ids to projects; open addressing, and every hit compared in full.
class IdTable {
public:
    explicit IdTable(const Instance& instance) : m_instance(instance) {
        m_slots.assign(std::bit_ceil(instance.size() * 4 + 4), 0);
        for (std::size_t at = 0; at < instance.size(); ++at) {
            std::uint64_t hash = 0;
            for (const char c : instance.projects()[at].id) hash = step(hash, c);
            std::size_t slot = slot_of(hash);
            while (m_slots[slot] != 0) slot = (slot + 1) & (m_slots.size() - 1);
            m_slots[slot] = static_cast<std::uint32_t>(at + 1);
        }
    }

    static std::uint64_t step(std::uint64_t hash, char c) {
        return hash * 31 + static_cast<unsigned char>(c);
    }

    [[nodiscard]] std::optional<ProjectIndex> find(std::string_view id, std::uint64_t hash) const {
        for (std::size_t slot = slot_of(hash); m_slots[slot] != 0;
             slot = (slot + 1) & (m_slots.size() - 1)) {
            const ProjectIndex at = m_slots[slot] - 1;
            const std::string& known = m_instance.project(at).id;
            if (known.size() == id.size() && std::memcmp(known.data(), id.data(), id.size()) == 0)
                return at;
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const {
        return (hash ^ hash >> 15) & (m_slots.size() - 1);
    }

    const Instance& m_instance;
    std::vector<std::uint32_t> m_slots;
};

class VoteReader {
public:
    VoteReader(const Instance& instance, BallotType type, const PbLimits& limits,
               Profile::Builder& builder, PbOddities& oddities)
        : m_instance(instance),
          m_type(type),
          m_limits(limits),
          m_builder(builder),
          m_oddities(oddities),
          m_ids(instance),
          m_last_ballot(instance.size(), 0) {}

    Result<void> read(PbScanner& scanner);

private:
    struct Place {
        std::size_t line = 0;
        const char* start = nullptr;   // of the line or field
        std::size_t first_column = 1;  // of start
        [[nodiscard]] crypto::Error error(const char* at, const std::string& what,
                                          std::string hint = {}) const {
            return pb_error(line, first_column + static_cast<std::size_t>(at - start), what,
                            std::move(hint));
        }
    };

    Result<void> read_header(PbScanner& scanner);
    Result<void> read_lines(std::string_view bytes, std::size_t line);
    Result<void> read_line(const char*& at, const char* end, std::size_t line);
    Result<void> read_records(PbScanner& scanner);
    Result<const char*> read_projects(const char* at, const char* end, const Place& place);
    Result<const char*> read_points(const char* at, const char* end, const Place& place);
    void finish_ballot(std::size_t line);
    void check_limits(std::size_t line);
    [[nodiscard]] bool has_points() const {
        return m_type == BallotType::points || m_type == BallotType::score;
    }

    const Instance& m_instance;
    const BallotType m_type;
    const PbLimits& m_limits;
    Profile::Builder& m_builder;
    PbOddities& m_oddities;
    IdTable m_ids;
    std::vector<std::uint64_t> m_last_ballot;  // by project: the last ballot that named it
    std::uint64_t m_ballot = 0;
    std::size_t m_vote_column = 0;
    std::optional<std::size_t> m_points_column;
    std::vector<Entry> m_entries;
    std::vector<std::int32_t> m_named;  // the entry of each id named; -1 for one named before
};

Result<void> VoteReader::read_header(PbScanner& scanner) {
    std::vector<PbField> fields;
    TALLYSTICK_CHECK(scanner.next(fields));
    std::optional<std::size_t> vote;
    bool voter = false;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        voter = voter || fields[at].text == "voter_id";
        if (fields[at].text == "vote") vote = at;
        if (fields[at].text == "points" && has_points()) m_points_column = at;
    }
    if (!vote || !voter)
        return pb_error(scanner.line(), 1,
                        "the header of VOTES must have the columns voter_id and vote");
    if (has_points() && !m_points_column)
        return pb_error(scanner.line(), 1,
                        "the header of VOTES has no column points, which " +
                            std::string(name_of(m_type)) + " ballots need");
    m_vote_column = *vote;
    return {};
}

Result<void> VoteReader::read(PbScanner& scanner) {
    TALLYSTICK_CHECK(read_header(scanner));
    const std::string_view rest = scanner.rest();
    if (rest.find('"') != std::string_view::npos) return read_records(scanner);
    return read_lines(rest, scanner.next_line());
}

Result<void> VoteReader::read_lines(std::string_view bytes, std::size_t line) {
    // The loop below looks one byte ahead without asking, so the last line without a line feed is
    // read from a copy that has one.
    const std::size_t whole =
        bytes.rfind('\n') == std::string_view::npos ? 0 : bytes.rfind('\n') + 1;
    const std::string last = std::string(bytes.substr(whole)) + "\n";
    for (const std::string_view part : {bytes.substr(0, whole), std::string_view(last)}) {
        const char* at = part.data();
        const char* const end = at + part.size();
        for (; at != end; ++line) TALLYSTICK_CHECK(read_line(at, end, line));
    }
    return {};
}

Result<void> VoteReader::read_line(const char*& at, const char* end, std::size_t line) {
    if (*at == '\n' || (*at == '\r' && at[1] == '\n')) {
        at += *at == '\n' ? 1 : 2;
        return {};
    }
    const Place place{line, at, 1};
    const std::size_t last_column = std::max(m_vote_column, m_points_column.value_or(0));
    const char* points = nullptr;
    bool voted = false;
    for (std::size_t column = 0;; ++column) {
        if (column == m_vote_column) {
            TALLYSTICK_TRY(after, read_projects(at, end, place));
            at = after;
            voted = true;
            if (points != nullptr) TALLYSTICK_CHECK(read_points(points, end, place));
        } else if (m_points_column && column == *m_points_column && voted) {
            TALLYSTICK_TRY(after, read_points(at, end, place));
            at = after;
        } else {
            if (m_points_column && column == *m_points_column) points = at;
            while (*at != ';' && *at != '\n') ++at;
        }
        if (column == last_column) break;
        while (*at == '\r') ++at;
        if (*at == '\n')
            return place.error(
                at, "the line ends before the column " + std::string(voted ? "points" : "vote"));
        if (*at != ';') return place.error(at, "expected ';' between two columns");
        ++at;
    }
    if (*at != '\n') at = static_cast<const char*>(std::memchr(at, '\n', std::size_t(end - at)));
    ++at;
    finish_ballot(line);
    return {};
}

Result<void> VoteReader::read_records(PbScanner& scanner) {
    std::vector<PbField> fields;
    while (true) {
        TALLYSTICK_CHECK(scanner.next(fields));
        if (fields.empty()) return {};
        const std::size_t last_column = std::max(m_vote_column, m_points_column.value_or(0));
        if (fields.size() <= last_column)
            return pb_error(scanner.line(), 1, "the line ends before the columns it needs");
        const auto read_field = [&](std::size_t column, auto reader) -> Result<void> {
            // Closed by a line feed for the loops that look one byte ahead.
            const std::string text = std::string(fields[column].text) + "\n";
            const Place place{scanner.line(), text.data(), fields[column].column};
            TALLYSTICK_TRY(after, (this->*reader)(text.data(), text.data() + text.size(), place));
            if (after + 1 != text.data() + text.size())
                return place.error(after, "expected ids or numbers separated by ','");
            return {};
        };
        TALLYSTICK_CHECK(read_field(m_vote_column, &VoteReader::read_projects));
        if (m_points_column)
            TALLYSTICK_CHECK(read_field(*m_points_column, &VoteReader::read_points));
        finish_ballot(scanner.line());
    }
}

Result<const char*> VoteReader::read_projects(const char* at, const char* end, const Place& place) {
    m_entries.clear();
    m_named.clear();
    ++m_ballot;
    while (*at == ' ') ++at;
    if (is_end(*at) && *at != ',') return at;
    while (true) {
        while (*at == ' ') ++at;
        const char* const start = at;
        std::uint64_t hash = 0;
        while (!is_end(*at) && *at != ' ') hash = IdTable::step(hash, *at++);
        const std::string_view id(start, static_cast<std::size_t>(at - start));
        while (*at == ' ') ++at;
        const auto project = m_ids.find(id, hash);
        if (!project || !is_end(*at))
            return place.error(start, "the vote names project '" + std::string(id) +
                                          "', which PROJECTS does not list");
        if (m_last_ballot[*project] == m_ballot) {
            m_named.push_back(-1);
            m_oddities.add(PbOddity::named_twice, place.line);
        } else {
            m_last_ballot[*project] = m_ballot;
            m_named.push_back(static_cast<std::int32_t>(m_entries.size()));
            const auto rank = static_cast<std::int64_t>(m_entries.size() + 1);
            m_entries.push_back({*project, m_type == BallotType::ranking ? rank : 1});
        }
        if (*at != ',' || at == end) return at;
        ++at;
    }
}

Result<const char*> VoteReader::read_points(const char* at, const char*, const Place& place) {
    std::size_t number = 0;
    const char* const field = at;
    while (*at == ' ') ++at;
    const bool empty = is_end(*at) && *at != ',';
    for (; !empty; ++number) {
        while (*at == ' ') ++at;
        const char* const start = at;
        const bool negative = *at == '-';
        if (negative) ++at;
        std::int64_t value = 0;
        const char* const digits = at;
        for (; *at >= '0' && *at <= '9' && value <= max_points; ++at)
            value = value * 10 + (*at - '0');
        const bool whole = at != digits;
        while (*at == ' ') ++at;
        if (!whole || !is_end(*at) || value > max_points || negative)
            return place.error(
                start, "expected points as a whole number from 0 to " + std::to_string(max_points));
        if (number < m_named.size() && m_named[number] >= 0)
            m_entries[static_cast<std::size_t>(m_named[number])].value = value;
        if (*at != ',') {
            ++number;
            break;
        }
        ++at;
    }
    if (number != m_named.size())
        return place.error(field, "the vote names " + std::to_string(m_named.size()) +
                                      " projects but there are points for " +
                                      std::to_string(number));
    return at;
}

void VoteReader::finish_ballot(std::size_t line) {
    check_limits(line);
    // Equal ballots are to be merged whatever the order of their lines.
    if (m_entries.size() > 24) {
        std::sort(m_entries.begin(), m_entries.end(), [](const Entry& left, const Entry& right) {
            return left.project < right.project;
        });
    } else {
        for (std::size_t at = 1; at < m_entries.size(); ++at) {
            const Entry entry = m_entries[at];
            std::size_t to = at;
            for (; to > 0 && m_entries[to - 1].project > entry.project; --to)
                m_entries[to] = m_entries[to - 1];
            m_entries[to] = entry;
        }
    }
    m_builder.add(m_entries);
}

void VoteReader::check_limits(std::size_t line) {
    const auto outside = [&](std::int64_t value, const std::optional<std::int64_t>& least,
                             const std::optional<std::int64_t>& most, PbOddity low, PbOddity high) {
        if (least && value < *least) m_oddities.add(low, line);
        if (most && value > *most) m_oddities.add(high, line);
    };
    outside(static_cast<std::int64_t>(m_entries.size()), m_limits.min_length, m_limits.max_length,
            PbOddity::too_short, PbOddity::too_long);
    if (m_limits.min_sum_cost || m_limits.max_sum_cost) {
        Money sum = 0;
        for (const Entry& entry : m_entries) sum += m_instance.project(entry.project).cost;
        outside(sum, m_limits.min_sum_cost, m_limits.max_sum_cost, PbOddity::cost_below,
                PbOddity::cost_above);
    }
    if (!has_points()) return;
    std::int64_t sum = 0;
    std::int64_t least = max_points;
    std::int64_t most = 0;
    for (const Entry& entry : m_entries) {
        sum += entry.value;
        least = std::min(least, entry.value);
        most = std::max(most, entry.value);
    }
    if (m_entries.empty()) return;
    outside(sum, m_limits.min_sum_points, m_limits.max_sum_points, PbOddity::sum_below,
            PbOddity::sum_above);
    outside(least, m_limits.min_points, {}, PbOddity::points_below, PbOddity::points_above);
    outside(most, {}, m_limits.max_points, PbOddity::points_below, PbOddity::points_above);
}

}  // namespace

void PbOddities::append_to(std::vector<PbWarning>& warnings) const {
    static constexpr std::array<const char*, static_cast<std::size_t>(PbOddity::count_)> texts = {
        "ballots name a project twice; it counts once",
        "ballots are shorter than min_length; they count as they stand",
        "ballots are longer than max_length; they count as they stand",
        "ballots give fewer points to a project than min_points; they count as they stand",
        "ballots give more points to a project than max_points; they count as they stand",
        "ballots give fewer points in all than min_sum_points; they count as they stand",
        "ballots give more points in all than max_sum_points; they count as they stand",
        "ballots cost less than min_sum_cost; they count as they stand",
        "ballots cost more than max_sum_cost; they count as they stand",
    };
    for (std::size_t at = 0; at < m_seen.size(); ++at)
        if (m_seen[at].count > 0)
            warnings.push_back({texts[at], m_seen[at].count, m_seen[at].line});
}

Result<void> read_pb_votes(PbScanner& scanner, const Instance& instance, BallotType type,
                           const PbLimits& limits, Profile::Builder& builder,
                           PbOddities& oddities) {
    return VoteReader(instance, type, limits, builder, oddities).read(scanner);
}

}  // namespace tallystick::rules
