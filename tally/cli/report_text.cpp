// SPDX-License-Identifier: GPL-3.0-or-later
#include "report_text.h"

#include <nlohmann/json.hpp>

namespace tallystick::cli {

using nlohmann::ordered_json;
using tally::Verdict;

std::string report_text(const tally::Report& report, Show show) {
    std::string out;
    std::size_t passed = 0, failed = 0, explained = 0;
    for (const auto& line : report.lines()) {
        if (line.verdict == Verdict::skipped) continue;
        passed += line.verdict == Verdict::passed ? 1 : 0;
        failed += line.verdict == Verdict::failed ? 1 : 0;
        explained += line.verdict == Verdict::explained ? 1 : 0;
        if (show == Show::problems && line.verdict == Verdict::passed) continue;
        std::string name = line.info->name;
        name.resize(std::max<std::size_t>(name.size(), 26), ' ');
        std::string verdict(name_of(line.verdict));
        verdict.resize(9, ' ');
        out += verdict + "  " + name + "  " + line.info->sentence + "\n";
        for (const auto& detail : line.details) {
            out += "           " + detail.message + "\n";
            if (!detail.hint.empty()) out += "           hint: " + detail.hint + "\n";
        }
        if (line.faults > line.details.size())
            out +=
                "           and " + std::to_string(line.faults - line.details.size()) + " more\n";
        if (!line.explanation.empty()) out += "           reason: " + line.explanation + "\n";
    }
    for (const auto& note : report.notes()) out += "note       " + note + "\n";
    out += std::to_string(passed) + " checks passed";
    if (explained > 0) out += ", " + std::to_string(explained) + " alarms explained";
    if (failed > 0) out += ", " + std::to_string(failed) + " FAILED";
    return out + "\n";
}

ordered_json report_json(const tally::Report& report) {
    ordered_json out;
    out["good"] = report.good();
    out["checks"] = ordered_json::array();
    for (const auto& line : report.lines()) {
        ordered_json one;
        one["name"] = line.info->name;
        one["family"] = line.info->family;
        one["verdict"] = name_of(line.verdict);
        if (line.faults > 0) {
            one["faults"] = line.faults;
            one["details"] = ordered_json::array();
            for (const auto& detail : line.details)
                one["details"].push_back({{"message", detail.message}, {"hint", detail.hint}});
        }
        if (!line.explanation.empty()) one["reason"] = line.explanation;
        out["checks"].push_back(std::move(one));
    }
    out["notes"] = report.notes();
    return out;
}

std::string json_text(const ordered_json& json) {
    // A path may hold any bytes; JSON is UTF-8, so those that are not are shown as U+FFFD.
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string check_list_text() {
    std::string out;
    for (const auto& check : tally::all_checks()) {
        std::string name = check.name;
        name.resize(std::max<std::size_t>(name.size(), 26), ' ');
        std::string family = check.family;
        family.resize(12, ' ');
        out += name + "  " + family + "  " + check.sentence + "\n";
    }
    return out;
}

ordered_json check_list_json() {
    ordered_json out;
    out["checks"] = ordered_json::array();
    for (const auto& check : tally::all_checks())
        out["checks"].push_back({{"name", check.name},
                                 {"family", check.family},
                                 {"sentence", check.sentence},
                                 {"alarm", check.weight == tally::CheckInfo::Weight::alarm}});
    return out;
}

void complain(const tally::Report& report) {
    for (const auto& line : report.lines()) {
        if (line.verdict != Verdict::failed) continue;
        for (const auto& detail : line.details) (void)fail(detail.in(line.info->name));
    }
}

}  // namespace tallystick::cli
