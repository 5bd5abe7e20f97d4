// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/pabulib.h>

#include <algorithm>
#include <map>
#include <optional>

#include <crypto/lines.h>
#include <crypto/utf8.h>

#include "money_text.h"
#include "pb_scanner.h"
#include "pb_votes.h"

namespace tallystick::rules {
namespace {

using crypto::Result;

constexpr std::size_t max_columns = 256;

class PbReader {
public:
    PbReader(std::string_view bytes, Profile::Keep keep) : m_scanner(bytes), m_keep(keep) {}

    Result<PbFile> read() {
        TALLYSTICK_CHECK(read_meta());
        TALLYSTICK_CHECK(read_projects());
        TALLYSTICK_TRY(instance, make_instance());
        TALLYSTICK_TRY(type, ballot_type());
        TALLYSTICK_TRY(limits, ballot_limits());
        Profile::Builder builder(instance, {type}, m_keep);
        PbOddities oddities;
        TALLYSTICK_CHECK(read_pb_votes(m_scanner, instance, type, limits, builder, oddities));
        oddities.append_to(m_file.warnings);
        m_file.instance = std::move(instance);
        m_file.profile = std::move(builder).build();
        compare_with_meta();
        if (m_replaced.count > 0) m_file.warnings.push_back(m_replaced);
        return std::move(m_file);
    }

private:
    struct Amount {
        Decimal value;
        std::size_t line, column;
    };

    Result<void> expect_section(std::string_view name);
    Result<void> read_meta();
    Result<void> read_projects();
    Result<void> add_project(const std::vector<PbField>& fields, std::size_t id, std::size_t cost);
    Result<Instance> make_instance();
    Result<BallotType> ballot_type() const;
    Result<PbLimits> ballot_limits() const;
    Result<std::optional<std::int64_t>> whole_number(std::string_view key) const;
    Result<std::optional<Money>> money(std::string_view key) const;
    [[nodiscard]] Money scaled(const Decimal& decimal) const {
        return rules::scaled(decimal, m_places);
    }
    [[nodiscard]] crypto::Error meta_error(std::string_view key, const std::string& what) const;
    void compare_with_meta();
    // As it stands, or with U+FFFD for what is not UTF-8, so that reports are text.
    std::string text_of(const PbField& field) {
        std::string text = crypto::well_formed(field.text);
        if (text != field.text && m_replaced.count++ == 0) m_replaced.line = m_scanner.line();
        return text;
    }
    void warn(std::string what, std::int64_t count, std::size_t line) {
        m_file.warnings.push_back({std::move(what), count, line});
    }

    PbScanner m_scanner;
    Profile::Keep m_keep;
    PbFile m_file;
    std::vector<PbField> m_fields;
    std::map<std::string, std::pair<std::size_t, std::size_t>> m_meta_places;
    std::vector<Amount> m_costs;
    unsigned m_places = 0;
    PbWarning m_replaced{"fields have bytes that are not UTF-8; they are shown as U+FFFD", 0, 0};
};

// That the record just read begins it.
Result<void> PbReader::expect_section(std::string_view name) {
    if (m_fields.empty())
        return pb_error(m_scanner.line(), 1, "section " + std::string(name) + " is missing",
                        "a .pb file has the sections META, PROJECTS and VOTES");
    if (m_fields.size() == 1 && m_fields[0].text == name) return {};
    return pb_error(m_scanner.line(), 1,
                    "expected section " + std::string(name) + ", found '" +
                        std::string(m_fields[0].text.substr(0, 40)) + "'",
                    "a .pb file has the sections META, PROJECTS and VOTES");
}

Result<void> PbReader::read_meta() {
    TALLYSTICK_CHECK(m_scanner.next(m_fields));
    TALLYSTICK_CHECK(expect_section("META"));
    TALLYSTICK_CHECK(m_scanner.next(m_fields));
    if (m_fields.size() < 2 || m_fields[0].text != "key" || m_fields[1].text != "value")
        return pb_error(m_scanner.line(), 1, "expected the header key;value");
    while (true) {
        TALLYSTICK_CHECK(m_scanner.next(m_fields));
        if (m_fields.size() < 2 &&
            (m_fields.empty() || m_fields[0].text == "PROJECTS" || m_fields[0].text == "VOTES"))
            return {};
        if (m_fields.size() < 2)
            return pb_error(m_scanner.line(), 1, "expected a key and its value");
        if (m_fields.size() > 2)
            warn("lines of META have more than a key and a value", 1, m_scanner.line());
        const std::string key = text_of(m_fields[0]);
        if (!m_meta_places.emplace(key, std::pair(m_scanner.line(), m_fields[1].column)).second)
            return pb_error(m_scanner.line(), 1, "key '" + key + "' stands twice in META");
        m_file.meta.emplace_back(key, text_of(m_fields[1]));
    }
}

Result<void> PbReader::read_projects() {
    TALLYSTICK_CHECK(expect_section("PROJECTS"));
    TALLYSTICK_CHECK(m_scanner.next(m_fields));
    std::optional<std::size_t> id;
    std::optional<std::size_t> cost;
    for (std::size_t at = 0; at < m_fields.size(); ++at) {
        if (m_fields[at].text == "project_id") id = at;
        if (m_fields[at].text == "cost") cost = at;
        m_file.projects.columns.push_back(text_of(m_fields[at]));
    }
    if (!id || !cost)
        return pb_error(m_scanner.line(), 1,
                        "the header of PROJECTS must have the columns project_id and cost");
    // Every project gets all columns, so a file could ask for much more memory than it is long.
    if (m_fields.size() > max_columns)
        return pb_error(m_scanner.line(), 1,
                        "PROJECTS has " + std::to_string(m_fields.size()) + " columns, at most " +
                            std::to_string(max_columns) + " are read");
    while (true) {
        TALLYSTICK_CHECK(m_scanner.next(m_fields));
        if (m_fields.empty())
            return pb_error(m_scanner.line(), 1, "section VOTES is missing",
                            "a .pb file has the sections META, PROJECTS and VOTES");
        if (m_fields.size() == 1 && m_fields[0].text == "VOTES") return {};
        TALLYSTICK_CHECK(add_project(m_fields, *id, *cost));
    }
}

Result<void> PbReader::add_project(const std::vector<PbField>& fields, std::size_t id,
                                   std::size_t cost) {
    if (m_costs.size() == max_projects)
        return pb_error(m_scanner.line(), 1,
                        "expected at most " + std::to_string(max_projects) + " projects");
    if (fields.size() <= std::max(id, cost))
        return pb_error(m_scanner.line(), 1, "the line ends before the columns it needs");
    const auto amount = parse_decimal(fields[cost].text);
    if (!amount)
        return pb_error(m_scanner.line(), fields[cost].column,
                        "expected a cost such as 12000 or 1331751.11, at most " +
                            std::to_string(max_money) + " in its smallest unit, found '" +
                            std::string(fields[cost].text) + "'");
    if (fields[id].text.empty() || fields[id].text.find_first_of(",; ") != std::string_view::npos)
        return pb_error(m_scanner.line(), fields[id].column,
                        "expected a project id, found '" + std::string(fields[id].text) + "'");
    // Ballots name it by its bytes.
    if (crypto::well_formed(fields[id].text) != fields[id].text)
        return pb_error(m_scanner.line(), fields[id].column,
                        "expected a project id in UTF-8, found " + crypto::quoted(fields[id].text),
                        "save the file as UTF-8");
    m_costs.push_back({*amount, m_scanner.line(), fields[cost].column});
    m_places = std::max(m_places, amount->places);
    auto& row = m_file.projects.rows.emplace_back();
    for (const PbField& field : fields) row.push_back(text_of(field));
    if (fields.size() > m_file.projects.columns.size())
        warn("lines of PROJECTS have more fields than its header", 1, m_scanner.line());
    row.resize(m_file.projects.columns.size());
    return {};
}

crypto::Error PbReader::meta_error(std::string_view key, const std::string& what) const {
    const auto place = m_meta_places.find(std::string(key));
    const std::string text = std::string(key) + ": " + what;
    if (place == m_meta_places.end()) return crypto::bad_data("META: " + text);
    return pb_error(place->second.first, place->second.second, text);
}

Result<Instance> PbReader::make_instance() {
    const auto budget = parse_decimal(m_file.value("budget"));
    if (!budget)
        return meta_error("budget", "expected an amount such as 12000 or 1331751.11, found '" +
                                        std::string(m_file.value("budget")) + "'");
    m_places = std::max(m_places, budget->places);
    const auto column_of = [&](std::string_view name) {
        const auto& columns = m_file.projects.columns;
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) -
                                        columns.begin());
    };
    const std::size_t id = column_of("project_id");
    const std::size_t name = column_of("name");
    const std::size_t category = column_of("category");
    std::vector<Project> projects;
    for (std::size_t at = 0; at < m_costs.size(); ++at) {
        const auto& row = m_file.projects.rows[at];
        Project& project = projects.emplace_back();
        project.id = row[id];
        if (name < row.size()) project.name = row[name];
        project.cost = scaled(m_costs[at].value);
        if (project.cost > max_money)
            return pb_error(m_costs[at].line, m_costs[at].column, "the cost is too large");
        std::string_view list = category < row.size() ? row[category] : std::string_view();
        while (!list.empty()) {
            const std::size_t comma = std::min(list.find(','), list.size());
            if (comma > 0) project.categories.emplace_back(list.substr(0, comma));
            list.remove_prefix(std::min(comma + 1, list.size()));
        }
    }
    if (scaled(*budget) > max_money) return meta_error("budget", "the amount is too large");
    Currency currency{std::string(m_file.value("currency")), m_places};
    return Instance::create(std::move(projects), {{"fund", scaled(*budget), {}}}, currency);
}

Result<BallotType> PbReader::ballot_type() const {
    const std::string_view type = m_file.value("vote_type");
    if (type == "approval") return BallotType::approval;
    if (type == "choose-1") return BallotType::choose_one;
    if (type == "cumulative") return BallotType::points;
    if (type == "scoring") return BallotType::score;
    if (type == "ordinal") return BallotType::ranking;
    return meta_error("vote_type",
                      "expected approval, choose-1, cumulative, scoring or ordinal, found '" +
                          std::string(type) + "'");
}

Result<std::optional<std::int64_t>> PbReader::whole_number(std::string_view key) const {
    const std::string_view text = m_file.value(key);
    if (text.empty()) return std::optional<std::int64_t>();
    const auto value = parse_decimal(text);
    if (!value || value->places != 0)
        return meta_error(key, "expected a whole number, found '" + std::string(text) + "'");
    return std::optional<std::int64_t>(value->digits);
}

Result<std::optional<Money>> PbReader::money(std::string_view key) const {
    const std::string_view text = m_file.value(key);
    if (text.empty()) return std::optional<Money>();
    auto value = parse_decimal(text);
    if (!value) return meta_error(key, "expected an amount, found '" + std::string(text) + "'");
    // Finer than any cost: whole units decide, rounded down as no sum of costs lies between.
    for (; value->places > m_places; --value->places) value->digits /= 10;
    return std::optional<Money>(scaled(*value));
}

Result<PbLimits> PbReader::ballot_limits() const {
    TALLYSTICK_TRY(min_length, whole_number("min_length"));
    TALLYSTICK_TRY(max_length, whole_number("max_length"));
    TALLYSTICK_TRY(min_points, whole_number("min_points"));
    TALLYSTICK_TRY(max_points, whole_number("max_points"));
    TALLYSTICK_TRY(min_sum_points, whole_number("min_sum_points"));
    TALLYSTICK_TRY(max_sum_points, whole_number("max_sum_points"));
    TALLYSTICK_TRY(min_sum_cost, money("min_sum_cost"));
    TALLYSTICK_TRY(max_sum_cost, money("max_sum_cost"));
    return PbLimits{min_length,     max_length,     min_points,   max_points,
                    min_sum_points, max_sum_points, min_sum_cost, max_sum_cost};
}

void PbReader::compare_with_meta() {
    const auto differs = [&](std::string_view key, std::size_t found) {
        const std::string_view text = m_file.value(key);
        if (text.empty() || text == std::to_string(found)) return;
        const auto place = m_meta_places.find(std::string(key));
        warn(std::string(key) + " of META is " + std::string(text) + ", the file has " +
                 std::to_string(found),
             1, place->second.first);
    };
    differs("num_projects", m_file.instance.size());
    differs("num_votes", static_cast<std::size_t>(m_file.profile.ballots()));
}

}  // namespace

std::string_view PbFile::value(std::string_view key) const {
    for (const auto& entry : meta)
        if (entry.first == key) return entry.second;
    return {};
}

Result<PbFile> read_pb(std::string_view bytes, Profile::Keep keep) {
    constexpr std::string_view bom = "\xef\xbb\xbf";
    const bool marked = bytes.starts_with(bom);
    if (marked) bytes.remove_prefix(bom.size());
    TALLYSTICK_TRY(file, PbReader(bytes, keep).read());
    if (marked) file.warnings.push_back({"a byte order mark stands before the text", 1, 1});
    return file;
}

Result<void> apply_official(const PbFile& file, RuleSpec& spec) {
    spec.used_rule = file.value("rule");
    spec.ties = TieRule::file;
    if (spec.used_rule.empty())
        return crypto::bad_data("META does not say which rule was used",
                                "name the rule with --rule");
    const std::string_view threshold = file.value("min_project_score_threshold");
    if (threshold.empty()) return {};
    const auto value = parse_decimal(threshold);
    if (!value || value->places != 0)
        return crypto::bad_data(
            "META: min_project_score_threshold: expected a whole number, "
            "found '" +
            std::string(threshold) + "'");
    spec.min_score = value->digits;
    return {};
}

}  // namespace tallystick::rules
