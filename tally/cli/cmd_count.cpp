// SPDX-License-Identifier: GPL-3.0-or-later
// `tallystick count`: counts a Pabulib file by any rule and says who is funded.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <rules/pabulib.h>
#include <rules/report.h>

#include "command.h"
#include "count_folder.h"
#include "mapped_file.h"

namespace tallystick::cli {
namespace {

struct CountArguments {
    std::string pb;
    std::string folder, pack;                                // of what `open` or `publish` wrote
    std::vector<std::pair<std::string, std::string>> flags;  // of the rule, as given
    bool json = false;
    bool trace = false;
};

crypto::Result<rules::RuleSpec> spec_of(const CountArguments& arguments) {
    rules::RuleSpec spec;
    for (const auto& flag : arguments.flags) TALLYSTICK_CHECK(spec.set(flag.first, flag.second));
    return spec;
}

void warn_about(const std::string& path, const std::vector<rules::PbWarning>& warnings) {
    for (const rules::PbWarning& warning : warnings)
        warn(path + " line " + std::to_string(warning.line) + ": " + warning.what +
             (warning.count > 1 ? " (" + std::to_string(warning.count) + " times)" : ""));
}

crypto::Result<std::string> count_pb(const CountArguments& arguments) {
    TALLYSTICK_TRY(spec, spec_of(arguments));
    TALLYSTICK_TRY(mapped, MappedFile::open(arguments.pb));
    const auto keep =
        rules::needs_rows(spec) ? rules::Profile::Keep::rows : rules::Profile::Keep::summary;
    auto file = rules::read_pb(mapped.bytes(), keep);
    if (!file) return file.error().in(arguments.pb);
    warn_about(arguments.pb, file->warnings);
    if (spec.rule == rules::RuleName::official)
        TALLYSTICK_CHECK(rules::apply_official(*file, spec));
    TALLYSTICK_TRY(allocation, rules::count(file->instance, file->profile, spec));
    if (arguments.json)
        return rules::to_json(
            allocation, arguments.trace ? rules::TraceDetail::with : rules::TraceDetail::without);
    std::string text = rules::to_table(allocation);
    if (arguments.trace) text += "\n" + rules::to_text(allocation.trace);
    return text;
}

crypto::Result<std::string> count_opened(const CountArguments& arguments) {
    TALLYSTICK_TRY(count, count_folder({arguments.folder, arguments.pack, arguments.flags}));
    if (arguments.json)
        return rules::to_json(count.allocation, arguments.trace ? rules::TraceDetail::with
                                                                : rules::TraceDetail::without);
    std::string text = rules::to_table(count.allocation);
    if (arguments.trace) text += "\n" + rules::to_text(count.allocation.trace);
    return text;
}

void add_rule_flags(CLI::App& command, CountArguments& arguments) {
    const auto add = [&](const std::string& flag, const std::string& help) {
        command.add_option_function<std::string>(
            flag,
            [&arguments, flag](const std::string& value) {
                arguments.flags.emplace_back(flag, value);
            },
            help);
    };
    add("--rule", "how the ballots decide: tallystick rules lists the rules");
    add("--score", "of a proposal: votes, points, mean or borda");
    add("--on-misfit", "a proposal that does not fit: skip, stop or part-fund");
    add("--utility", "of a funded proposal to a voter: cost, count, score or borda");
    add("--completion", "when money is left: add1, increase-1pct, utilitarian, add-opt; a,b,...");
    add("--ties", "lot:SEED, id, file, cost, votes or refuse");
    command.add_flag_function(
        "--per-cost",
        [&arguments](std::int64_t) { arguments.flags.emplace_back("--per-cost", ""); },
        "order by score per cost");
}

}  // namespace

void add_count(CLI::App& app, Outcome& outcome) {
    auto arguments = std::make_shared<CountArguments>();
    CLI::App* const command = app.add_subcommand("count", "Count ballots and say who is funded");
    command->add_option("--pb", arguments->pb, "a Pabulib file");
    command->add_option("folder", arguments->folder, "an audit folder, or what open wrote");
    command->add_option("--pack", arguments->pack, "with a folder that open wrote");
    add_rule_flags(*command, *arguments);
    command->add_flag("--json", arguments->json, "one JSON object on standard output");
    command->add_flag("--trace", arguments->trace, "every step with the numbers compared");
    command->callback([arguments, &outcome] {
        if (arguments->pb.empty() == arguments->folder.empty()) {
            outcome.exit = fail(crypto::usage("count takes one of --pb FILE and FOLDER"));
            return;
        }
        const auto report = arguments->pb.empty() ? count_opened(*arguments) : count_pb(*arguments);
        outcome.exit = report ? print(*report) : fail(report.error());
    });
}

}  // namespace tallystick::cli
