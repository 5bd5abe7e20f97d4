// SPDX-License-Identifier: GPL-3.0-or-later
// publish, audit, explain: from the opened list to the page, and back for everybody.
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <rules/report.h>
#include <tally/audit.h>
#include <tally/publish.h>

#include "command.h"
#include "count_folder.h"
#include "event_files.h"
#include "report_text.h"
#include "said.h"
#include "secrets.h"
#include "share_folder.h"

namespace tallystick::cli {
namespace {

using nlohmann::ordered_json;
using tally::Report;
namespace fs = std::filesystem;

struct Options {
    EventOptions event;
    std::string closing, opened, key, passphrase_file, out, locale, folder, full, organiser;
    std::string proposal;
    bool json = false;
};

// Pages in a language without its catalogue would be English without a word.
crypto::Result<void> holds_catalogues(const std::string& folder) {
    TALLYSTICK_TRY(entries, ballot::list_folder(folder));
    for (const auto& entry : entries)
        if (ballot::exists(fs::path(folder) / entry.name / "LC_MESSAGES" / "pages.mo")) return {};
    return crypto::unreadable(folder + " holds no catalogue, such as ur/LC_MESSAGES/pages.mo",
                              "leave --locale out for the installed ones");
}

crypto::Result<Exit> publish(const Options& options) {
    if (!options.locale.empty()) TALLYSTICK_CHECK(holds_catalogues(options.locale));
    Report report;
    tally::ExamineInput input;
    input.pack = options.event.pack;
    input.threads = options.event.threads;
    for (const auto& file : options.event.rolls) {
        TALLYSTICK_TRY(text, read_small(file));
        input.rolls.emplace_back(file, std::move(text));
    }
    Said said;
    Report unsaid;  // examine() reads the pack again and says what is wrong with it
    const auto pack = tally::read_pack(options.event.pack, unsaid);
    TALLYSTICK_TRY(bundles, find_bundles(options.event.bundles, pack ? &*pack : nullptr, said));
    input.bundles = std::move(bundles);
    TALLYSTICK_TRY(closing, read_small(options.closing));
    input.closing = {options.closing, std::move(closing)};
    const fs::path opened(options.opened);
    const bool labels = !ballot::exists(opened / "votes.txt");
    input.list = opened / (labels ? "ballots.txt" : "votes.txt");
    input.rejected = opened / "rejected.txt";
    if (!labels) input.full = opened / "ballots.txt";
    TALLYSTICK_TRY(note, read_small((opened / "opened.note").string()));
    input.opened = {(opened / "opened.note").string(), std::move(note)};
    TALLYSTICK_TRY(examined, tally::examine(input, report));
    for (const auto& warning : report.warnings()) said.warning(warning);
    if (!examined) {
        if (options.json) {
            const Exit printed = print(json_text(report_json(report)));
            if (printed != Exit::good) return printed;
        }
        complain(report);
        return Exit::bad;
    }
    TALLYSTICK_TRY(key, load_key(options.key, options.passphrase_file));
    const tally::PublishInput target{
        options.out,       input.pack, input.list, input.rejected, locale_folder(options.locale),
        TALLYSTICK_VERSION};
    TALLYSTICK_TRY(id, tally::publish(*examined, target, key));
    const fs::path page = fs::path(options.out) / "results" / "index.html";
    said.field("result", id.hex());
    said.field("folder", full_path(options.out));
    said.field("page", full_path(page));
    for (const auto& warning : rules::warnings_of(examined->count.allocation.trace))
        said.warning(warning);
    said.wrote(options.out);
    said.line("published in " + full_path(options.out) + "\npage " + full_path(page) +
              "\nlet the witnesses sign " + full_path(fs::path(options.out) / "result.note"));
    return said.print(options.json);
}

ordered_json audit_json(const tally::Audited& audited) {
    ordered_json out;
    out["round"] = audited.result.round.hex();
    out["organiser"] = audited.examined.pack.organiser.text();
    out["result"] = audited.id.hex();
    out["witnesses"] = audited.witnesses;
    out["funded"] = ordered_json::array();
    for (const auto& award : audited.result.funded)
        out["funded"].push_back(
            {{"proposal", award.proposal.text()}, {"pence", award.amount.value()}});
    out["left_pence"] = audited.result.left.value();
    out["counts"] = ordered_json::object();
    for (const auto& count : audited.result.counts) out["counts"][count.name] = count.value;
    return out;
}

std::string audit_text(const tally::Audited& audited) {
    std::string out = tally_text(audited.examined);
    out += "witnessed by";
    for (const auto& name : audited.witnesses) out += " " + name;
    if (audited.witnesses.empty()) out += " NOBODY: only the organiser vouches for this result";
    return out + "\n";
}

// Where labels are published, the list in the folder is the signed one.
crypto::Result<void> check_full(const Options& options) {
    TALLYSTICK_TRY(given, tally::hash_file(options.full));
    const fs::path published = fs::path(options.folder) / "ballots.txt";
    if (!ballot::exists(published)) return {};
    TALLYSTICK_TRY(found, tally::hash_file(published));
    if (given == found) return {};
    return crypto::bad_data(options.full + ": expected the list of " + published.string() +
                                ", SHA-256 " + found.hex() + ", found " + given.hex(),
                            "labels are published here: leave --full out");
}

crypto::Result<Exit> audit(const Options& options) {
    tally::AuditInput input;
    input.folder = options.folder;
    input.threads = options.event.threads;
    input.version = TALLYSTICK_VERSION;
    input.locale_folder = locale_folder(options.locale);
    if (!options.full.empty()) {
        TALLYSTICK_CHECK(check_full(options));
        input.full = options.full;
    }
    if (!options.organiser.empty()) {
        TALLYSTICK_TRY(key, ballot::exists(options.organiser)
                                ? load_verifier(options.organiser)
                                : crypto::VerifierKey::parse(options.organiser));
        input.organiser = key;
    }
    Report report;
    TALLYSTICK_TRY(audited, tally::audit(input, report));
    if (options.json) {
        ordered_json out = report_json(report);
        if (audited) out.update(audit_json(*audited));
        const Exit printed = print(json_text(out));
        return printed != Exit::good ? printed : report.good() ? Exit::good : Exit::bad;
    }
    std::string text = report_text(report, Show::everything);
    if (audited) text += "\n" + audit_text(*audited);
    const Exit printed = print(text);
    if (printed != Exit::good || report.good()) return printed;
    complain(report);
    return Exit::bad;
}

void set(CLI::App* command, const std::shared_ptr<Options>& options, Outcome& outcome,
         crypto::Result<Exit> (*action)(const Options&)) {
    command->add_flag("--json", options->json);
    command->callback([options, &outcome, action] {
        auto done = action(*options);
        outcome.exit = done ? *done : fail(done.error());
    });
}

crypto::Result<Exit> explain(const Options& options) {
    TALLYSTICK_TRY(count, count_folder({options.folder, options.event.pack, {}}));
    const auto& allocation = count.allocation;
    std::string text;
    ordered_json json;
    json["explanations"] = ordered_json::object();
    bool found = false;
    for (std::size_t at = 0; at < allocation.trace.projects.size(); ++at) {
        const auto& record = allocation.trace.projects[at];
        if (!options.proposal.empty() && record.id != options.proposal) continue;
        found = true;
        const std::string words =
            rules::explain(allocation.trace, static_cast<rules::ProjectIndex>(at));
        text += (text.empty() ? "" : "\n") + words;
        json["explanations"][record.id] = words;
    }
    if (!found)
        return crypto::usage("no proposal " + options.proposal + " in this round",
                             "leave it out to explain every proposal");
    return print(options.json ? json_text(json) : text);
}

}  // namespace

void add_result(CLI::App& app, Outcome& outcome) {
    auto options = std::make_shared<Options>();
    auto* publishes = app.add_subcommand("publish", "Write and sign the audit folder and pages.");
    add_event_options(*publishes, options->event);
    publishes->add_option("bundles", options->event.bundles)->required();
    publishes->add_option("--closing", options->closing, "the signed closing note")->required();
    publishes->add_option("--opened", options->opened, "folder that open wrote")->required();
    publishes->add_option("--key", options->key, "the organiser's key file")->required();
    publishes->add_option("--passphrase-file", options->passphrase_file);
    publishes->add_option("--out", options->out, "folder to write, must not exist")->required();
    publishes->add_option("--locale", options->locale, "folder of the pages' languages");
    set(publishes, options, outcome, publish);

    auto* audits = app.add_subcommand("audit", "Check a published folder and count again.");
    audits->add_option("folder", options->folder, "the audit folder")->required();
    audits->add_option("--full", options->full,
                       "the signed list, where labels are withheld (witnesses)");
    audits->add_option("--organiser", options->organiser, "the organiser's key from a poster");
    audits->add_option("--locale", options->locale, "folder of the pages' languages");
    audits->add_option("--threads", options->event.threads, "0: as many as the machine has");
    set(audits, options, outcome, audit);

    auto* explains = app.add_subcommand("explain", "Say what happened to proposals and why.");
    explains->add_option("folder", options->folder, "an audit folder, or what open wrote")
        ->required();
    explains->add_option("proposal", options->proposal, "its id; all without");
    explains->add_option("--pack", options->event.pack, "with a folder that open wrote");
    set(explains, options, outcome, explain);
}

}  // namespace tallystick::cli
