// SPDX-License-Identifier: GPL-3.0-or-later
#include "pb_votes.h"

#include <algorithm>
#include <bit>
#include <span>
#include <string>
#include <utility>

#include "pb_ids.h"
#include "pb_voters.h"

namespace tallystick::rules {
namespace {

using crypto::Result;

// So that the points of four thousand million ballots stay in 63 bits.
constexpr std::int64_t max_points = 1'000'000'000;

class VoteReader {
public:
    VoteReader(const Instance& instance, BallotType type, const PbLimits& limits,
               Profile::Builder& builder, PbOddities& oddities)
        : m_type(type),
          m_limits(limits),
          m_builder(builder),
          m_oddities(oddities),
          m_ids(instance),
          m_listed((instance.size() + 63) / 64, 0),
          m_value_of(has_values() ? instance.size() : 0, 0),
          m_projects(instance.size()) {
        m_one_length = instance.size() > 0 ? instance.projects()[0].id.size() : 0;
        for (const Project& project : instance.projects()) {
            m_costs.push_back(project.cost);
            if (project.id.size() != m_one_length) m_one_length = 0;
        }
    }

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
    static std::pair<std::string_view, std::uint64_t> next_id(const char* at, const char* end);
    struct Short {
        const char* at = nullptr;
        bool complete = false;  // the list ends there
    };
    Short read_short_ids(const char* at, const char* end);
    bool take(ProjectIndex project);
    template <unsigned length>
    const char* read_run(const char* at, const char* end);
    Result<const char*> read_projects(const char* at, const char* end, const Place& place);
    Result<const char*> read_points(const char* at, const char* end, const Place& place);
    void finish_ballot(std::size_t line);
    void check_limits(std::span<const std::uint16_t> projects, std::size_t line);
    [[nodiscard]] bool has_values() const { return has_points() || m_type == BallotType::ranking; }
    [[nodiscard]] bool has_points() const {
        return m_type == BallotType::points || m_type == BallotType::score;
    }

    const BallotType m_type;
    const PbLimits& m_limits;
    Profile::Builder& m_builder;
    PbOddities& m_oddities;
    IdTable m_ids;
    Voters m_voters;
    std::size_t m_voter_column = 0;
    std::size_t m_vote_column = 0;
    std::optional<std::size_t> m_points_column;
    // One ballot: every id it names, in its order, with `repeated` for one named before; the set of
    // them as bits; values by project; then both in the order of the instance.
    static constexpr ProjectIndex repeated = max_projects;
    std::vector<ProjectIndex> m_named;  // where they have points
    std::int64_t m_rank = 0;
    std::vector<std::uint64_t> m_listed;
    std::vector<std::int64_t> m_value_of;
    std::vector<std::uint16_t> m_projects;
    std::vector<std::int64_t> m_values;
    std::vector<Money> m_costs;    // by project
    std::size_t m_one_length = 0;  // of all ids; 0 if they differ
};

Result<void> VoteReader::read_header(PbScanner& scanner) {
    std::vector<PbField> fields;
    TALLYSTICK_CHECK(scanner.next(fields));
    std::optional<std::size_t> vote;
    std::optional<std::size_t> voter;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        if (fields[at].text == "voter_id") voter = at;
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
    m_voter_column = *voter;
    m_vote_column = *vote;
    return {};
}

Result<void> VoteReader::read(PbScanner& scanner) {
    TALLYSTICK_CHECK(read_header(scanner));
    const std::string_view rest = scanner.rest();
    // Enough for short ballots of short ids; a guess too high costs address space only.
    m_builder.reserve(rest.size() / 12, rest.size() / 4);
    if (rest.find('"') != std::string_view::npos)
        TALLYSTICK_CHECK(read_records(scanner));
    else
        TALLYSTICK_CHECK(read_lines(rest, scanner.next_line()));
    m_voters.report_to(m_oddities);
    return {};
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
    const std::size_t last_column =
        std::max({m_voter_column, m_vote_column, m_points_column.value_or(0)});
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
            const char* const field = at;
            while (*at != ';' && *at != '\n') ++at;
            if (column == m_voter_column)
                m_voters.add({field, static_cast<std::size_t>(at - field)}, line);
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
        const std::size_t last_column =
            std::max({m_voter_column, m_vote_column, m_points_column.value_or(0)});
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
        m_voters.add(fields[m_voter_column].text, scanner.line());
        finish_ballot(scanner.line());
    }
}

// The id that stands here, and its key.
std::pair<std::string_view, std::uint64_t> VoteReader::next_id(const char* at, const char* end) {
    if (end - at >= 8) {
        const std::uint64_t bytes = load_eight(at);
        const unsigned length = length_before_end(bytes);
        if (length < 8 && length > 0 && ends_token(at[length]))
            return {{at, length}, bytes & low_bytes(length)};
    }
    const char* to = at;
    while (!ends_token(*to)) ++to;
    const std::string_view id(at, static_cast<std::size_t>(to - at));
    return {id, IdTable::key_of(id)};
}

// Enters a project on the ballot, unless it stands there already.
bool VoteReader::take(ProjectIndex project) {
    std::uint64_t& listed = m_listed[project / 64];
    const std::uint64_t bit = std::uint64_t{1} << project % 64;
    if ((listed & bit) != 0) return false;
    listed |= bit;
    if (has_points()) m_named.push_back(project);
    if (m_type == BallotType::ranking) m_value_of[project] = ++m_rank;
    return true;
}

// Where all ids have one length and nothing but the set of them counts: those with a comma after
// each. The length is a constant, so the processor reads the next before it knows where this ends.
template <unsigned length>
const char* VoteReader::read_run(const char* at, const char* end) {
    std::uint64_t* const listed = m_listed.data();
    while (end - at > 8) {
        const std::uint64_t bytes = load_eight(at);
        if (length_before_end(bytes) != length || at[length] != ',') break;
        const std::uint32_t project = m_ids.find_short(bytes & low_bytes(length), length);
        if (project == IdTable::unknown) break;
        const std::uint64_t bit = std::uint64_t{1} << project % 64;
        if ((listed[project / 64] & bit) != 0) break;
        listed[project / 64] |= bit;
        at += length + 1;
    }
    return at;
}

// Ids of up to seven bytes with nothing but a comma between them, as nearly all are. Stops before
// whatever needs a closer look.
VoteReader::Short VoteReader::read_short_ids(const char* at, const char* end) {
    std::uint64_t* const listed = m_listed.data();
    const bool values = has_values();
    if (!values && m_one_length == 3) at = read_run<3>(at, end);
    if (!values && m_one_length == 4) at = read_run<4>(at, end);
    if (!values && m_one_length == 5) at = read_run<5>(at, end);
    if (!values && m_one_length == 6) at = read_run<6>(at, end);
    while (end - at > 8) {
        const std::uint64_t bytes = load_eight(at);
        const unsigned length = length_before_end(bytes);
        if (length == 0 || length == 8) break;
        const char after = at[length];
        if (after != ',' && !is_end(after)) break;
        const std::uint32_t project = m_ids.find_short(bytes & low_bytes(length), length);
        if (project == IdTable::unknown) break;
        if (values) {
            if (!take(static_cast<ProjectIndex>(project))) break;
        } else {
            const std::uint64_t bit = std::uint64_t{1} << project % 64;
            if ((listed[project / 64] & bit) != 0) break;
            listed[project / 64] |= bit;
        }
        at += length;
        if (after != ',') return {at, true};
        ++at;
    }
    return {at, false};
}

Result<const char*> VoteReader::read_projects(const char* at, const char* end, const Place& place) {
    m_named.clear();
    m_rank = 0;
    const Short begun = read_short_ids(at, end);
    if (begun.complete) return begun.at;
    const bool first = begun.at == at;
    at = begun.at;
    while (*at == ' ') ++at;
    if (first && is_end(*at) && *at != ',') return at;
    while (true) {
        while (*at == ' ') ++at;
        const char* const start = at;
        const auto [id, key] = next_id(at, end);
        at += id.size();
        while (*at == ' ') ++at;
        const auto project = m_ids.find(id, key);
        if (!project || !is_end(*at))
            return place.error(start, "the vote names project '" + std::string(id) +
                                          "', which PROJECTS does not list");
        if (!take(*project)) {
            if (has_points()) m_named.push_back(repeated);
            m_oddities.add(PbOddity::named_twice, place.line);
        }
        if (*at != ',') return at;
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
        if (number < m_named.size() && m_named[number] != repeated)
            m_value_of[m_named[number]] = value;
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

// The set bits give the projects in order, so that equal ballots are equal whatever the order of
// their ids; and the bits are cleared for the next ballot.
void VoteReader::finish_ballot(std::size_t line) {
    std::uint16_t* next = m_projects.data();
    for (std::size_t word = 0; word < m_listed.size(); ++word) {
        for (std::uint64_t bits = m_listed[word]; bits != 0; bits &= bits - 1)
            *next++ = static_cast<std::uint16_t>(word * 64 +
                                                 static_cast<std::size_t>(std::countr_zero(bits)));
        m_listed[word] = 0;
    }
    const std::span<const std::uint16_t> projects(m_projects.data(), next);
    m_values.clear();
    if (has_values())
        for (const std::uint16_t project : projects) m_values.push_back(m_value_of[project]);
    check_limits(projects, line);
    m_builder.add_sorted(projects, m_values);
}

void VoteReader::check_limits(std::span<const std::uint16_t> projects, std::size_t line) {
    const auto outside = [&](std::int64_t value, const std::optional<std::int64_t>& least,
                             const std::optional<std::int64_t>& most, PbOddity low, PbOddity high) {
        if (least && value < *least) m_oddities.add(low, line);
        if (most && value > *most) m_oddities.add(high, line);
    };
    outside(static_cast<std::int64_t>(projects.size()), m_limits.min_length, m_limits.max_length,
            PbOddity::too_short, PbOddity::too_long);
    if (m_type == BallotType::choose_one && projects.size() > 1)
        m_oddities.add(PbOddity::more_than_one, line);
    if (m_limits.min_sum_cost || m_limits.max_sum_cost) {
        Money sum = 0;
        for (const std::uint16_t project : projects) sum += m_costs[project];
        outside(sum, m_limits.min_sum_cost, m_limits.max_sum_cost, PbOddity::cost_below,
                PbOddity::cost_above);
    }
    if (!has_points() || projects.empty()) return;
    std::int64_t sum = 0;
    std::int64_t least = max_points;
    std::int64_t most = 0;
    for (const std::int64_t value : m_values) {
        sum += value;
        least = std::min(least, value);
        most = std::max(most, value);
    }
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
        "ballots of choose-1 name more than one project; they count as they stand",
        "ballots have the voter_id of a ballot before them; they count as they stand",
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
