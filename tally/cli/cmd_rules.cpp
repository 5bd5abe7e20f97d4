// SPDX-License-Identifier: GPL-3.0-or-later
// `tallystick rules`: the rules that can count, with a sentence each.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <rules/spec.h>

#include "command.h"
#include "report_text.h"

namespace tallystick::cli {
namespace {

std::string rules_text() {
    std::string text;
    for (const rules::RuleInfo& rule : rules::rules())
        text += std::string(rule.name) + "\n    " + std::string(rule.sentence) + "\n";
    return text;
}

std::string rules_json() {
    nlohmann::ordered_json out;
    out["rules"] = nlohmann::ordered_json::array();
    for (const rules::RuleInfo& rule : rules::rules())
        out["rules"].push_back({{"name", rule.name}, {"sentence", rule.sentence}});
    return json_text(out);
}

}  // namespace

void add_rules(CLI::App& app, Outcome& outcome) {
    CLI::App* const command = app.add_subcommand("rules", "List the rules that can count");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "one JSON object on standard output");
    command->callback(
        [json, &outcome] { outcome.exit = print(*json ? rules_json() : rules_text()); });
}

}  // namespace tallystick::cli
