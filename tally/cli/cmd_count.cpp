// SPDX-License-Identifier: GPL-3.0-or-later
// `tallystick count`: counts a Pabulib file, or a round's opened ballots, by any rule and says who
// is funded.
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>
#include <CLI/CLI.hpp>

#include <crypto/secret.h>
#include <rules/measures.h>
#include <rules/pabulib.h>
#include <rules/report.h>
#include <rules/what_if.h>

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
    bool exact = false;
    std::string compare;  // rules, side by side
    std::string what_if;
    unsigned threads = 0;  // 0: as many as the machine has
};

using Warnings = std::vector<std::string>;

struct Election {
    rules::Instance instance;
    rules::Profile profile;
    rules::RuleSpec spec;                 // as asked for, or the round's own
    const rules::PbFile* file = nullptr;  // what `official` reads; a round has none
    Warnings warnings = {};               // about the file
};

rules::Profile::Keep rows_for(const CountArguments& arguments) {
    return arguments.compare.empty() && arguments.what_if.empty() ? rules::Profile::Keep::summary
                                                                  : rules::Profile::Keep::rows;
}

crypto::Result<rules::RuleSpec> spec_of(const CountArguments& arguments) {
    rules::RuleSpec spec;
    for (const auto& flag : arguments.flags) TALLYSTICK_CHECK(spec.set(flag.first, flag.second));
    TALLYSTICK_CHECK(check_flags(arguments.flags, spec));
    return spec;
}

Warnings warnings_about(const std::string& path, const std::vector<rules::PbWarning>& warnings) {
    Warnings out;
    for (const rules::PbWarning& warning : warnings)
        out.push_back(path + " line " + std::to_string(warning.line) + ": " + warning.what +
                      (warning.count > 1 ? " (" + std::to_string(warning.count) + " times)" : ""));
    return out;
}

// To standard error at once, and kept for the object.
void add_warning(Warnings& warnings, std::string text) {
    warn(text);
    warnings.push_back(std::move(text));
}

rules::CountOptions options_of(const CountArguments& arguments) {
    rules::CountOptions options;
    options.threads = arguments.threads;
    if (arguments.trace) options.runners_up = rules::RunnersUp::named;
    if (::isatty(STDERR_FILENO) == 1)
        options.progress = [](const std::string& what) {
            std::fprintf(stderr, "\r%s\x1b[K\r", what.c_str());
        };
    return options;
}

crypto::Result<rules::Allocation> count_with(const Election& election, rules::RuleSpec spec,
                                             const CountArguments& arguments) {
    if (spec.ties == rules::TieRule::lot) TALLYSTICK_CHECK(crypto::init());
    if (arguments.exact) spec.arithmetic = rules::Arithmetic::exact_only;
    if (spec.rule == rules::RuleName::official && election.file != nullptr)
        TALLYSTICK_CHECK(rules::apply_official(*election.file, spec));
    return rules::count(election.instance, election.profile, spec, options_of(arguments));
}

// --compare: rules separated by ';' where one has parameters of its own, else by ','. Ties are
// broken as --ties, or the round, says in all of them.
crypto::Result<std::string> compare(const Election& election, const CountArguments& arguments) {
    const char separator = arguments.compare.find(';') == std::string::npos &&
                                   arguments.compare.find(' ') == std::string::npos
                               ? ','
                               : ';';
    std::vector<rules::Compared> counts;
    Warnings warnings = election.warnings;
    std::istringstream list(arguments.compare);
    for (std::string rule; std::getline(list, rule, separator);) {
        TALLYSTICK_TRY(spec, rules::RuleSpec::parse(rule));
        spec.ties = election.spec.ties;
        spec.seed = election.spec.seed;
        spec.round_id = election.spec.round_id;
        TALLYSTICK_TRY(allocation, count_with(election, spec, arguments));
        for (const auto& warning : rules::warnings_of(allocation.trace))
            add_warning(warnings, rule + ": " + warning);
        rules::Measures measures = rules::measure(election.instance, election.profile, allocation);
        counts.push_back({rule, std::move(allocation), std::move(measures)});
    }
    return arguments.json ? rules::to_json(counts, warnings) : rules::to_table(counts);
}

std::string report(const rules::Allocation& allocation, Warnings warnings,
                   const CountArguments& arguments) {
    for (auto& warning : rules::warnings_of(allocation.trace))
        add_warning(warnings, std::move(warning));
    if (arguments.json)
        return rules::to_json(
            allocation, arguments.trace ? rules::TraceDetail::with : rules::TraceDetail::without,
            warnings);
    std::string text = rules::to_table(allocation);
    if (!arguments.trace) return text;
    text += "\n" + rules::to_text(allocation.trace);
    if (allocation.decisions > 0)
        text += "\nexact fractions were needed for " + std::to_string(allocation.fallbacks) +
                " of " + std::to_string(allocation.decisions) + " comparisons\n";
    return text;
}

crypto::Result<std::string> count_election(Election election, const CountArguments& arguments) {
    if (!arguments.what_if.empty()) {
        TALLYSTICK_TRY(changed,
                       rules::what_if(election.instance, election.profile, arguments.what_if));
        election.instance = std::move(changed.instance);
        election.profile = std::move(changed.profile);
    }
    if (!arguments.compare.empty()) return compare(election, arguments);
    TALLYSTICK_TRY(allocation, count_with(election, election.spec, arguments));
    return report(allocation, std::move(election.warnings), arguments);
}

crypto::Result<std::string> count_pb(const CountArguments& arguments) {
    TALLYSTICK_TRY(spec, spec_of(arguments));
    TALLYSTICK_TRY(mapped, MappedFile::open(arguments.pb));
    const auto keep = rules::needs_rows(spec) ? rules::Profile::Keep::rows : rows_for(arguments);
    auto file = rules::read_pb(mapped.bytes(), keep);
    if (!file) return file.error().in(arguments.pb);
    Warnings warnings = warnings_about(arguments.pb, file->warnings);
    for (const auto& warning : warnings) warn(warning);
    return count_election(
        {std::move(file->instance), std::move(file->profile), spec, &*file, std::move(warnings)},
        arguments);
}

crypto::Result<std::string> count_opened(const CountArguments& arguments) {
    TALLYSTICK_CHECK(crypto::init());
    TALLYSTICK_TRY(round, ballots_of_folder({arguments.folder, arguments.pack, arguments.flags,
                                             rows_for(arguments)}));
    return count_election(
        {std::move(round.instance), std::move(round.profile), std::move(round.spec)}, arguments);
}

// What beside --compare would be lost without a word.
crypto::Result<void> check_compare(const CountArguments& arguments) {
    if (arguments.compare.empty()) return {};
    const auto refused = [](const std::string& flag) {
        return crypto::usage("--compare takes no " + flag,
                             "name each rule with its own parameters in the list: --compare "
                             "\"greedy --per-cost; phragmen\"");
    };
    for (const auto& flag : arguments.flags)
        if (flag.first != "--ties") return refused(flag.first);
    if (arguments.trace) return refused("--trace");
    return {};
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
    command->add_flag("--exact", arguments->exact, "exact fractions for every comparison: slow");
    command->add_option("--compare", arguments->compare, "rules side by side: greedy,phragmen");
    command->add_option(
        "--what-if", arguments->what_if,
        "\"budget=...; without=a,b; cost a=...\"; of several pots \"budget POT=...\"");
    command->add_option("--threads", arguments->threads, "at most so many; the result is the same");
    command->callback([arguments, &outcome] {
        if (arguments->pb.empty() == arguments->folder.empty()) {
            outcome.exit = fail(crypto::usage("count takes one of --pb FILE and FOLDER"));
            return;
        }
        if (!arguments->pb.empty() && !arguments->pack.empty()) {
            outcome.exit = fail(
                crypto::usage("--pb takes no --pack", "--pack goes with a folder that open wrote"));
            return;
        }
        if (auto fits = check_compare(*arguments); !fits) {
            outcome.exit = fail(fits.error());
            return;
        }
        const auto text = arguments->pb.empty() ? count_opened(*arguments) : count_pb(*arguments);
        outcome.exit = text ? print(*text) : fail(text.error());
    });
}

}  // namespace tallystick::cli
