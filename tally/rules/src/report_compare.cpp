// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <functional>

#include <rules/measures.h>

#include "json_writer.h"

namespace tallystick::rules {
namespace {

std::string decimal(double value, const char* format) {
    char text[40];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

double ratio(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

struct Line {
    std::string name;
    std::vector<std::string> cells;
};

std::string layout(const std::vector<Line>& lines) {
    std::size_t name_width = 0;
    std::vector<std::size_t> widths;
    for (const Line& line : lines) {
        name_width = std::max(name_width, line.name.size());
        widths.resize(line.cells.size(), 0);
        for (std::size_t at = 0; at < line.cells.size(); ++at)
            widths[at] = std::max(widths[at], line.cells[at].size());
    }
    std::string text;
    for (const Line& line : lines) {
        text += line.name + std::string(name_width - line.name.size(), ' ');
        for (std::size_t at = 0; at < line.cells.size(); ++at)
            text += "  " + std::string(widths[at] - line.cells[at].size(), ' ') + line.cells[at];
        text += "\n";
    }
    return text;
}

void write_shares(JsonWriter& json, std::string_view key, const std::vector<MoneyShare>& shares,
                  const Currency& currency) {
    json.key(key).open('{');
    for (const MoneyShare& share : shares) json.key(share.of).number(currency.text(share.money));
    json.close('}');
}

}  // namespace

std::string to_table(const std::vector<Compared>& counts) {
    std::vector<Line> lines;
    const auto add = [&](const std::string& name,
                         const std::function<std::string(const Compared&)>& cell) {
        Line& line = lines.emplace_back();
        line.name = name;
        for (const Compared& count : counts) line.cells.push_back(cell(count));
    };
    if (counts.empty()) return "";
    const Trace& first = counts.front().allocation.trace;
    int number = 0;
    std::string legend;
    for (const Compared& count : counts)
        legend += "(" + std::to_string(++number) + ") " + count.rule + "\n";
    number = 0;
    add("project", [&](const Compared&) { return "(" + std::to_string(++number) + ")"; });
    for (std::size_t at = 0; at < first.projects.size(); ++at)
        add(first.projects[at].id, [&](const Compared& count) -> std::string {
            const Status status = count.allocation.trace.projects[at].status;
            return status == Status::not_funded    ? "."
                   : status == Status::part_funded ? "part"
                                                   : "yes";
        });
    add("", [](const Compared&) { return ""; });
    add("funded",
        [](const Compared& count) { return std::to_string(count.allocation.awards.size()); });
    add("cost", [](const Compared& count) {
        return count.allocation.trace.currency.text(count.allocation.cost);
    });
    add("voters with a funded choice", [](const Compared& count) {
        return decimal(100 * ratio(count.measures.with_one, count.measures.voters), "%.1f %%");
    });
    add("voters with none (exclusion)", [](const Compared& count) {
        return decimal(100 - 100 * ratio(count.measures.with_one, count.measures.voters),
                       "%.1f %%");
    });
    add("mean funded choices", [](const Compared& count) {
        return decimal(ratio(count.measures.funded_choices, count.measures.voters), "%.2f");
    });
    add("Gini of money by voter",
        [](const Compared& count) { return decimal(count.measures.gini_about, "%.3f"); });
    const auto add_shares = [&](const char* kind, auto shares_of) {
        for (std::size_t at = 0; at < shares_of(counts.front()).size(); ++at)
            add(std::string(kind) + " " + shares_of(counts.front())[at].of,
                [&](const Compared& count) {
                    return decimal(100 * ratio(shares_of(count)[at].money, count.allocation.cost),
                                   "%.1f %%");
                });
    };
    if (first.pots.size() > 1)
        add_shares("money to pot", [](const Compared& count) { return count.measures.pots; });
    add_shares("money to", [](const Compared& count) { return count.measures.categories; });
    return legend + "\n" + layout(lines);
}

std::string to_json(const std::vector<Compared>& counts, const std::vector<std::string>& warnings) {
    JsonWriter json;
    json.open('{').key("compare").open('[');
    for (const Compared& count : counts) {
        const Trace& trace = count.allocation.trace;
        const Measures& measures = count.measures;
        json.open('{').key("rule").text(trace.rule);
        json.key("parameters").open('{');
        for (const auto& parameter : trace.parameters)
            json.key(parameter.first).text(parameter.second);
        json.close('}').key("winners").open('[');
        for (const Award& award : count.allocation.awards)
            json.text(trace.projects[award.project].id);
        json.close(']');
        json.key("cost").number(trace.currency.text(count.allocation.cost));
        json.key("budget").number(trace.currency.text(count.allocation.budget));
        json.key("voters").number(measures.voters);
        json.key("voters_with_a_funded_choice").number(measures.with_one);
        json.key("voters_with_none").number(measures.voters - measures.with_one);
        json.key("funded_choices").number(measures.funded_choices);
        json.key("gini").text(measures.gini);
        write_shares(json, "money_by_pot", measures.pots, trace.currency);
        write_shares(json, "money_by_category", measures.categories, trace.currency);
        json.close('}');
    }
    json.close(']').key("warnings").open('[');
    for (const std::string& warning : warnings) json.text(warning);
    json.close(']').close('}');
    return std::move(json).finish();
}

}  // namespace tallystick::rules
