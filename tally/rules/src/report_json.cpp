// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/report.h>

#include "json_writer.h"

namespace tallystick::rules {
namespace {

class Report {
public:
    explicit Report(const Trace& trace) : m_trace(trace) {}

    std::string write(const Allocation& allocation, TraceDetail detail,
                      const std::vector<std::string>* warnings) && {
        m_json.open('{');
        m_json.key("rule").text(m_trace.rule);
        write_parameters();
        m_json.key("winners").open('[');
        for (const Award& award : allocation.awards) write_id(award.project);
        m_json.close(']');
        write_money("cost", allocation.cost);
        write_money("budget", allocation.budget);
        write_money("left", allocation.budget - allocation.cost);
        m_json.key("ballots").number(m_trace.ballots);
        if (allocation.objective) m_json.key("objective").number(*allocation.objective);
        write_parts(allocation);
        write_ties();
        if (warnings != nullptr) {
            m_json.key("warnings").open('[');
            for (const std::string& warning : *warnings) m_json.text(warning);
            m_json.close(']');
        }
        if (detail == TraceDetail::with) write_trace();
        m_json.close('}');
        return std::move(m_json).finish();
    }

private:
    void write_id(ProjectIndex project) { m_json.text(m_trace.projects[project].id); }
    void write_money(std::string_view key, Money amount) {
        m_json.key(key).number(m_trace.currency.text(amount));
    }
    void write_ids(std::string_view key, const std::vector<ProjectIndex>& projects) {
        m_json.key(key).open('[');
        for (const ProjectIndex project : projects) write_id(project);
        m_json.close(']');
    }

    void write_parameters() {
        m_json.key("parameters").open('{');
        for (const auto& parameter : m_trace.parameters)
            m_json.key(parameter.first).text(parameter.second);
        m_json.close('}');
    }

    void write_parts(const Allocation& allocation) {
        m_json.key("part_funded").open('{');
        for (const Award& award : allocation.awards)
            if (m_trace.projects[award.project].status == Status::part_funded)
                write_money(m_trace.projects[award.project].id, award.amount);
        m_json.close('}');
    }

    void write_ties() {
        m_json.key("ties").open('[');
        for (const TieRecord& tie : m_trace.ties) {
            m_json.open('{').key("step").number(tie.step);
            write_ids("projects", tie.projects);
            write_ids("funded", tie.funded);
            m_json.close('}');
        }
        m_json.close(']');
    }

    void write_trace() {
        m_json.key("trace").open('{');
        m_json.key("measure").text(m_trace.measure);
        m_json.key("pots").open('[');
        for (const Pot& pot : m_trace.pots) {
            m_json.open('{').key("id").text(pot.id);
            write_money("limit", pot.limit);
            m_json.close('}');
        }
        m_json.close(']');
        m_json.key("projects").open('[');
        for (const ProjectRecord& record : m_trace.projects) write_project(record);
        m_json.close(']');
        m_json.key("steps").open('[');
        for (const Step& step : m_trace.steps) write_step(step);
        m_json.close(']').close('}');
    }

    void write_project(const ProjectRecord& record) {
        m_json.open('{').key("id").text(record.id);
        write_money("cost", record.cost);
        m_json.key("pot").text(m_trace.pots[record.pot].id);
        m_json.key("votes").number(record.votes);
        m_json.key("score").text(record.score);
        m_json.key("status").text(name_of(record.status));
        m_json.key("step").number(record.step);
        write_money("awarded", record.awarded);
        m_json.key("reason").text(record.reason);
        m_json.close('}');
    }

    void write_step(const Step& step) {
        m_json.open('{').key("number").number(step.number);
        m_json.key("pot").text(m_trace.pots[step.pot].id);
        m_json.key("action").text(name_of(step.action));
        if (step.project) {
            m_json.key("project");
            write_id(*step.project);
        }
        if (!step.candidates.empty()) {
            m_json.key("candidates").open('[');
            for (const Candidate& candidate : step.candidates) {
                m_json.open('{').key("project");
                write_id(candidate.project);
                m_json.key("value").text(candidate.value).close('}');
            }
            m_json.close(']');
        }
        if (!step.tied.empty()) write_ids("tied", step.tied);
        if (!step.facts.empty()) {
            m_json.key("facts").open('{');
            for (const Fact& fact : step.facts) m_json.key(fact.name).text(fact.value);
            m_json.close('}');
        }
        write_money("paid", step.paid);
        write_money("left", step.left);
        m_json.key("reason").text(step.reason).close('}');
    }

    const Trace& m_trace;
    JsonWriter m_json;
};

}  // namespace

std::string to_json(const Allocation& allocation, TraceDetail detail) {
    return Report(allocation.trace).write(allocation, detail, nullptr);
}

std::string to_json(const Allocation& allocation, TraceDetail detail,
                    const std::vector<std::string>& warnings) {
    return Report(allocation.trace).write(allocation, detail, &warnings);
}

}  // namespace tallystick::rules
