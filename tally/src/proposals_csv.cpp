// SPDX-License-Identifier: GPL-3.0-or-later
// The spreadsheet: one row per proposal, one column per text and language ("title", "title.cy").
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <ballot/files.h>
#include <crypto/fields.h>
#include <tally/csv.h>

#include "authoring_parts.h"
#include "thumbnail.h"

namespace tallystick::tally {
namespace {

struct TextColumn {
    std::string_view name;
    ballot::Texts ballot::Proposal::*texts;
    std::size_t most;
};
constexpr std::array<TextColumn, 5> text_columns{{
    {"title", &ballot::Proposal::title, most_title},
    {"summary", &ballot::Proposal::summary, most_summary},
    {"text", &ballot::Proposal::text, most_text},
    {"place", &ballot::Proposal::place, most_other},
    {"picture_alt", &ballot::Proposal::picture_alt, most_other},
}};
constexpr std::array<std::string_view, 8> plain_columns{"id",      "pot",      "cost", "theme",
                                                        "picture", "proposer", "min",  "step"};
constexpr std::array<std::string_view, 5> needed_columns{"id", "pot", "cost", "title", "summary"};
constexpr const char* save_as = "a sheet saved as CSV with commas, UTF-8";
constexpr std::uint64_t most_picture_bytes = 4'000'000;

class Sheet {
public:
    Sheet(const std::filesystem::path& file, const std::filesystem::path& pictures,
          ballot::Round& round, Authored& authored)
        : m_file(file.filename().string()),
          m_pictures(pictures),
          m_round(round),
          m_authored(authored) {}

    void read(std::string_view bytes) {
        // What a spreadsheet may save instead makes every row wrong: it is said once.
        if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
            bytes.substr(0, 4).find('\0') != std::string_view::npos)
            return add_fault(m_authored, {m_file, 0, ""}, save_as, "UTF-16");
        const std::string_view first = bytes.substr(0, bytes.find('\n'));
        if (first.find(',') == std::string_view::npos)
            for (const char other : {';', '\t'})
                if (first.find(other) != std::string_view::npos)
                    return add_fault(
                        m_authored, {m_file, 1, ""}, save_as,
                        other == ';' ? "columns separated by ';'" : "columns separated by tabs");
        CsvTable table = read_csv(bytes, m_file);
        for (auto& fault : table.faults) m_authored.faults.push_back(std::move(fault));
        if (table.rows.empty()) {
            add_fault(m_authored, {m_file, 1, ""}, "a row with the columns' names", "");
            return;
        }
        if (!read_header(table.rows[0])) return;
        for (std::size_t at = 1; at < table.rows.size(); ++at) read_row(table.rows[at]);
        if (table.rows.size() == 1)
            add_fault(m_authored, {m_file, 2, ""}, "at least one proposal", "");
    }

private:
    bool read_header(const CsvRow& row) {
        bool good = true;
        const auto fault = [&](std::string expected, const std::string& found) {
            add_fault(m_authored, {m_file, row.line, ""}, std::move(expected), found);
            good = false;
        };
        for (const auto& name : row.fields) {
            if (!known(name))
                fault(
                    "a known column (id, pot, cost, theme, picture, proposer, min, step, title, "
                    "summary, text, place, picture_alt, or one such as title.cy)",
                    name);
            if (std::count(row.fields.begin(), row.fields.end(), name) > 1 &&
                std::find(m_columns.begin(), m_columns.end(), name) == m_columns.end())
                fault("each column once", name);
            m_columns.push_back(name);
        }
        for (const auto needed : needed_columns)
            if (std::find(m_columns.begin(), m_columns.end(), needed) == m_columns.end())
                fault("a column " + std::string(needed), "");
        return good;
    }

    [[nodiscard]] bool known(const std::string& name) const {
        if (std::find(plain_columns.begin(), plain_columns.end(), name) != plain_columns.end())
            return true;
        const std::size_t dot = name.find('.');
        if (dot != std::string::npos &&
            !ballot::is_language(std::string_view(name).substr(dot + 1)))
            return false;
        return std::any_of(text_columns.begin(), text_columns.end(), [&](const TextColumn& column) {
            return column.name == std::string_view(name).substr(0, dot);
        });
    }

    void read_row(const CsvRow& row) {
        if (std::all_of(row.fields.begin(), row.fields.end(),
                        [](const std::string& field) { return field.empty(); }))
            return;  // a row of commas, as spreadsheets leave below the table
        if (row.fields.size() != m_columns.size()) {
            add_fault(m_authored, {m_file, row.line, ""},
                      std::to_string(m_columns.size()) + " fields as in the first row",
                      std::to_string(row.fields.size()) + " fields");
            return;
        }
        m_line = row.line;
        m_fields.clear();
        for (std::size_t at = 0; at < m_columns.size(); ++at)
            m_fields[m_columns[at]] = row.fields[at];
        ballot::Proposal proposal;
        proposal.number = static_cast<std::int64_t>(m_round.proposals.size()) + 1;
        read_plain(proposal);
        read_texts(proposal);
        read_picture(proposal);
        m_round.proposals.push_back(std::move(proposal));
    }

    void read_plain(ballot::Proposal& proposal) {
        if (auto id = ballot::ProposalId::parse(field("id")); !id)
            fault("id", "a short name of letters a-z, digits and '-', at most 32");
        else if (!m_seen.insert({id->text(), m_line}).second)
            fault("id", "an id not used in row " + std::to_string(m_seen[id->text()]));
        else
            proposal.id = *id;
        const auto pot = ballot::PotId::parse(field("pot"));
        if (!pot || m_round.find_pot(*pot) == nullptr)
            fault("pot", "one of the pots of the round (" + pot_names() + ")");
        else
            proposal.pot = *pot;
        proposal.cost = money("cost");
        if (proposal.cost.value() == 0 && !field("cost").empty() && m_cost_good)
            fault("cost", "an amount above zero");
        if (!field("min").empty()) proposal.amount_min = money("min");
        if (!field("step").empty()) proposal.amount_step = money("step");
        proposal.proposer = clean_text(m_authored, cell("proposer"), field("proposer"), most_other);
        const std::string& theme = field("theme");
        if (!theme.empty() &&
            std::none_of(m_round.themes.begin(), m_round.themes.end(),
                         [&](const ballot::Theme& t) { return t.id.text() == theme; }))
            fault("theme", "one of the themes of the round, or nothing");
        else
            proposal.theme = theme;
    }

    void read_texts(ballot::Proposal& proposal) {
        for (const TextColumn& column : text_columns) {
            for (const auto& name : m_columns) {
                const std::size_t dot = name.find('.');
                if (std::string_view(name).substr(0, dot) != column.name) continue;
                const std::string language =
                    dot == std::string::npos ? m_round.languages.front() : name.substr(dot + 1);
                std::string text = clean_text(m_authored, cell(name), field(name), column.most);
                if (std::find(m_round.languages.begin(), m_round.languages.end(), language) ==
                    m_round.languages.end())
                    continue;
                if (!text.empty()) (proposal.*column.texts).by_language[language] = std::move(text);
            }
        }
        for (const auto* column : {"title", "summary"})
            if (field(column).empty())
                fault(column, "a " + std::string(column) + " in the first language");
    }

    void read_picture(ballot::Proposal& proposal) {
        const std::string& name = field("picture");
        if (name.empty()) return;
        const bool kind = name.ends_with(".png") || name.ends_with(".jpg");
        if (!kind || !crypto::is_path(name))
            return fault("picture", "a .png or .jpg file named with a-z, 0-9, '.', '_' and '-'");
        const auto source = m_pictures / name;
        if (!ballot::exists(source))
            return fault("picture", "a picture in the folder " + m_pictures.filename().string());
        auto bytes = ballot::read_file(source, most_picture_bytes);
        if (!bytes) return fault("picture", "a picture of at most 4 MB that can be read");
        const bool png = bytes->starts_with("\x89PNG\r\n\x1a\n");
        const bool jpg = bytes->starts_with("\xFF\xD8\xFF");
        if (!(name.ends_with(".png") ? png : jpg))
            return fault("picture", "a picture whose content is what its name says");
        if (!can_be_shown(*bytes))
            return fault("picture",
                         "a whole picture of at most 8192 pixels to a side, 17 million in all");
        proposal.picture = "pictures/" + name;
        const bool again =
            std::any_of(m_authored.pictures.begin(), m_authored.pictures.end(),
                        [&](const Picture& p) { return p.path == proposal.picture; });
        if (!again) m_authored.pictures.push_back({proposal.picture, source});
        if (field("picture_alt").empty())
            m_authored.warnings.push_back(
                m_file + " row " + std::to_string(m_line) +
                ": the picture has no picture_alt, so it cannot be read aloud");
    }

    ballot::Pence money(const std::string& column) {
        auto amount = ballot::Pence::parse_pounds(field(column));
        m_cost_good = amount.ok();
        if (amount) return *amount;
        fault(column, "an amount such as 1,200 or 1200.50");
        return ballot::Pence{};
    }

    [[nodiscard]] const std::string& field(const std::string& column) const {
        static const std::string none;
        const auto found = m_fields.find(column);
        return found == m_fields.end() ? none : found->second;
    }
    [[nodiscard]] Cell cell(const std::string& column) const { return {m_file, m_line, column}; }
    void fault(const std::string& column, std::string expected) {
        add_fault(m_authored, cell(column), std::move(expected), field(column));
    }
    [[nodiscard]] std::string pot_names() const {
        std::string names;
        for (const auto& pot : m_round.pots) names += (names.empty() ? "" : ", ") + pot.id.text();
        return names;
    }

    std::string m_file;
    const std::filesystem::path& m_pictures;
    ballot::Round& m_round;
    Authored& m_authored;
    std::vector<std::string> m_columns;
    std::map<std::string, std::string> m_fields;
    std::map<std::string, std::size_t> m_seen;
    std::size_t m_line = 0;
    bool m_cost_good = true;
};

}  // namespace

void read_proposals(std::string_view bytes, const std::filesystem::path& file,
                    const std::filesystem::path& pictures, ballot::Round& round,
                    Authored& authored) {
    if (round.languages.empty()) return;  // a fault of round.toml already
    Sheet(file, pictures, round, authored).read(bytes);
}

}  // namespace tallystick::tally
