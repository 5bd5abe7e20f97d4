// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/report.h>

#include <algorithm>
#include <array>
#include <numeric>

#include <crypto/lines.h>

namespace tallystick::rules {
namespace {

// Columns a terminal shows for UTF-8 text, near enough for names: one per code point.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    }));
}

// Names are others' text: nothing in them may move the cursor.
std::string shown(std::string_view text) {
    std::string out = crypto::visible(text);
    for (std::size_t at = 0; (at = out.find('\n', at)) != std::string::npos;)
        out.replace(at, 1, "\\x0a");
    return out;
}

std::string shorten(std::string_view text, std::size_t most) {
    if (width_of(text) <= most) return std::string(text);
    std::string cut;
    std::size_t width = 0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U && ++width == most) break;
        cut += c;
    }
    return cut + "…";
}

// "1234567.5" as "1,234,567.5".
std::string grouped(std::string_view text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string grouped;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool starts_group = at < point && at > 0 && (point - at) % 3 == 0;
        if (starts_group && text[at - 1] != '-') grouped += ',';
        grouped += text[at];
    }
    return grouped;
}

using Row = std::array<std::string, 7>;

std::string layout(const std::vector<Row>& rows) {
    std::array<std::size_t, 7> widths{};
    for (const Row& row : rows)
        for (std::size_t at = 0; at < row.size(); ++at)
            widths[at] = std::max(widths[at], width_of(row[at]));
    std::string text;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t at = 0; at < row.size(); ++at) {
            const std::string gap(widths[at] - width_of(row[at]), ' ');
            const bool to_right = at == 0 || at == 3 || at == 4 || at == 5;
            if (at > 0) line.append("  ");
            line.append(to_right ? gap + row[at] : row[at] + gap);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string id_list(const Trace& trace, const std::vector<ProjectIndex>& projects) {
    std::string list;
    for (const ProjectIndex project : projects)
        list += (list.empty() ? "" : ", ") + shown(trace.projects[project].id);
    return list;
}

std::string outcome_of(const ProjectRecord& record, const Currency& currency) {
    if (record.status == Status::funded) return "funded";
    if (record.status == Status::fixed) return "funded before the count";
    if (record.status == Status::part_funded)
        return "funded in part: " + grouped(currency.text(record.awarded));
    return record.reason.empty() ? "not funded" : "not funded: " + record.reason;
}

// Funded first, in that order; then the others as the count came to them, then by votes.
std::vector<ProjectIndex> ranking(const Allocation& allocation) {
    const Trace& trace = allocation.trace;
    std::vector<ProjectIndex> order;
    for (const Award& award : allocation.awards) order.push_back(award.project);
    const auto funded = static_cast<std::ptrdiff_t>(order.size());
    for (std::size_t at = 0; at < trace.projects.size(); ++at)
        if (trace.projects[at].status == Status::not_funded)
            order.push_back(static_cast<ProjectIndex>(at));
    const auto key = [&](ProjectIndex at) {
        const ProjectRecord& record = trace.projects[at];
        return std::tuple(record.step == 0, record.step, -record.votes);
    };
    std::stable_sort(order.begin() + funded, order.end(),
                     [&](ProjectIndex left, ProjectIndex right) { return key(left) < key(right); });
    return order;
}

}  // namespace

std::string to_table(const Allocation& allocation) {
    const Trace& trace = allocation.trace;
    std::vector<Row> rows = {{"rank", "project", "name", "score", "cost", "left", "outcome"}};
    std::size_t rank = 0;
    for (const ProjectIndex project : ranking(allocation)) {
        const ProjectRecord& record = trace.projects[project];
        std::string left;
        if (record.step > 0) left = grouped(trace.currency.text(trace.steps[record.step - 1].left));
        rows.push_back({std::to_string(++rank), shown(record.id), shorten(shown(record.name), 48),
                        record.score, grouped(trace.currency.text(record.cost)), left,
                        outcome_of(record, trace.currency)});
    }
    std::string text = layout(rows);
    const auto money = [&](Money amount) { return grouped(trace.currency.text(amount)); };
    text += "\n" + std::to_string(allocation.awards.size()) + " of " +
            std::to_string(trace.projects.size()) + " funded by " + trace.rule + ", " +
            std::to_string(trace.ballots) + " ballots; " + money(allocation.cost) + " of " +
            money(allocation.budget) + " spent, " + money(allocation.budget - allocation.cost) +
            " left\n";
    if (allocation.objective) text += "total utility: " + *allocation.objective + "\n";
    for (const TieRecord& tie : trace.ties)
        text += "tie at step " + std::to_string(tie.step) + ": " + id_list(trace, tie.projects) +
                "; funded: " + id_list(trace, tie.funded) + "\n";
    return text;
}

namespace {

std::string step_text(const Trace& trace, const Step& step) {
    std::string text = std::to_string(step.number) + ". ";
    if (trace.pots.size() > 1) text += "[" + trace.pots[step.pot].id + "] ";
    text += name_of(step.action);
    if (step.project) text += " " + shown(trace.projects[*step.project].id);
    text += ": " + step.reason + "\n";
    for (const Candidate& candidate : step.candidates)
        text += "     " + shown(trace.projects[candidate.project].id) + ": " + trace.measure + " " +
                candidate.value + "\n";
    if (!step.tied.empty()) text += "     tied, in this order: " + id_list(trace, step.tied) + "\n";
    for (const Fact& fact : step.facts) text += "     " + fact.name + ": " + fact.value + "\n";
    text += "     paid " + trace.currency.text(step.paid) + ", left " +
            trace.currency.text(step.left) + "\n";
    return text;
}

}  // namespace

std::string to_text(const Trace& trace) {
    std::string text;
    for (const Step& step : trace.steps) text += step_text(trace, step);
    return text;
}

std::string explain(const Trace& trace, ProjectIndex project) {
    const ProjectRecord& record = trace.projects[project];
    std::string text = shown(record.id) +
                       (record.name.empty() ? "" : " (" + shown(record.name) + ")") + ": " +
                       outcome_of(record, trace.currency) + "\n";
    text += "cost " + grouped(trace.currency.text(record.cost)) + ", listed by " +
            std::to_string(record.votes) + " of " + std::to_string(trace.ballots) +
            " ballots, score " + record.score + "\n";
    if (record.step == 0) return text + "no step of the count came to it\n";
    text += "decided by step " + step_text(trace, trace.steps[record.step - 1]);
    for (const TieRecord& tie : trace.ties)
        if (std::find(tie.projects.begin(), tie.projects.end(), project) != tie.projects.end())
            text += "it was tied at step " + std::to_string(tie.step) + ": " +
                    id_list(trace, tie.projects) + "; funded: " + id_list(trace, tie.funded) + "\n";
    return text;
}

bool is_funded_without_votes(const ProjectRecord& record) {
    return record.votes == 0 &&
           (record.status == Status::funded || record.status == Status::part_funded);
}

std::vector<std::string> warnings_of(const Trace& trace) {
    std::string names;
    for (const ProjectRecord& record : trace.projects)
        if (is_funded_without_votes(record))
            names += (names.empty() ? "" : ", ") + shown(record.id);
    if (names.empty()) return {};
    return {"funded without a single vote, because money was left and no threshold stops it: " +
            names};
}

}  // namespace tallystick::rules
