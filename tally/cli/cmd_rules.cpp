// SPDX-License-Identifier: GPL-3.0-or-later
// `tallystick rules`: the rules that can count, with a sentence each.
#include <string>

#include <CLI/CLI.hpp>

#include <rules/spec.h>

#include "command.h"

namespace tallystick::cli {

void add_rules(CLI::App& app, Outcome& outcome) {
    CLI::App* const command = app.add_subcommand("rules", "List the rules that can count");
    command->callback([&outcome] {
        std::string text;
        for (const rules::RuleInfo& rule : rules::rules())
            text += std::string(rule.name) + "\n    " + std::string(rule.sentence) + "\n";
        outcome.exit = print(text);
    });
}

}  // namespace tallystick::cli
