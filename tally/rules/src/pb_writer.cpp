// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <rules/pabulib.h>

namespace tallystick::rules {
namespace {

// Quoted as in CSV where a reader would otherwise see an end.
std::string field(std::string_view text) {
    if (text.find_first_of(";\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string_view vote_type(BallotType type) {
    switch (type) {
        case BallotType::approval:
        case BallotType::knapsack:
            return "approval";
        case BallotType::choose_one:
            return "choose-1";
        case BallotType::points:
            return "cumulative";
        case BallotType::score:
        case BallotType::amount:
            return "scoring";
        case BallotType::ranking:
            return "ordinal";
        case BallotType::plus_minus:
            break;
    }
    return "";
}

// What read_pb() would refuse, or read as something else.
crypto::Result<void> check_readable(const Instance& instance,
                                    const std::vector<std::pair<std::string, std::string>>& meta) {
    if (instance.pots().size() != 1)
        return crypto::usage("a .pb file holds one pot, the election has " +
                             std::to_string(instance.pots().size()));
    for (const Project& project : instance.projects()) {
        if (project.id.empty() || project.id.find_first_of(",; \"\r\n") != std::string::npos)
            return crypto::usage("a .pb file cannot hold a project id such as '" + project.id +
                                 "'");
        for (const std::string& category : project.categories)
            if (category.empty() || category.find(',') != std::string::npos)
                return crypto::usage("project '" + project.id +
                                     "': a .pb file cannot hold a category such as '" + category +
                                     "'");
    }
    std::vector<std::string_view> keys = {"num_projects", "num_votes", "budget", "vote_type",
                                          "currency"};
    for (const auto& [key, value] : meta) {
        if (std::find(keys.begin(), keys.end(), key) != keys.end())
            return crypto::usage("META would have the key '" + key + "' twice");
        keys.push_back(key);
    }
    return {};
}

}  // namespace

crypto::Result<PbWriter> PbWriter::create(const Instance& instance, BallotType type,
                                          std::vector<std::pair<std::string, std::string>> meta) {
    if (vote_type(type).empty())
        return crypto::usage("a .pb file cannot hold " + std::string(name_of(type)) + " ballots");
    TALLYSTICK_CHECK(check_readable(instance, meta));
    PbWriter writer(instance, type);
    for (const auto& entry : meta)
        writer.m_meta += field(entry.first) + ";" + field(entry.second) + "\n";
    writer.m_listed.resize(instance.size(), 0);
    return writer;
}

void PbWriter::add(std::string_view voter, std::span<const Entry> entries) {
    std::vector<Entry> sorted(entries.begin(), entries.end());
    std::sort(sorted.begin(), sorted.end(), [this](const Entry& left, const Entry& right) {
        if (m_type == BallotType::ranking) return left.value < right.value;
        return left.project < right.project;
    });
    const bool pointed = vote_type(m_type) == "cumulative" || vote_type(m_type) == "scoring";
    std::string ids;
    std::string points;
    for (const Entry& entry : sorted) {
        const char* const comma = ids.empty() ? "" : ",";
        ids += comma + m_instance->project(entry.project).id;
        points += comma + std::to_string(entry.value);
        ++m_listed[entry.project];
    }
    m_votes += field(voter) + ";" + ids + (pointed ? ";" + points : "") + "\n";
    ++m_ballots;
}

std::string PbWriter::finish() && {
    const Currency& currency = m_instance->currency();
    std::string text = "META\nkey;value\n" + m_meta;
    text += "num_projects;" + std::to_string(m_instance->size()) + "\n";
    text += "num_votes;" + std::to_string(m_ballots) + "\n";
    text += "budget;" + currency.text(m_instance->budget()) + "\n";
    text += "vote_type;" + std::string(vote_type(m_type)) + "\n";
    if (!currency.code.empty()) text += "currency;" + field(currency.code) + "\n";
    text += "PROJECTS\nproject_id;cost;votes;name;category\n";
    for (std::size_t at = 0; at < m_instance->size(); ++at) {
        const Project& project = m_instance->projects()[at];
        std::string categories;
        for (const std::string& category : project.categories)
            categories += (categories.empty() ? "" : ",") + category;
        text += project.id + ";" + currency.text(project.cost) + ";" +
                std::to_string(m_listed[at]) + ";" + field(project.name) + ";" + field(categories) +
                "\n";
    }
    const bool pointed = vote_type(m_type) == "cumulative" || vote_type(m_type) == "scoring";
    text += pointed ? "VOTES\nvoter_id;vote;points\n" : "VOTES\nvoter_id;vote\n";
    return text + m_votes;
}

}  // namespace tallystick::rules
