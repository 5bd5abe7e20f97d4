// SPDX-License-Identifier: GPL-3.0-or-later
// verify, merge, closing, open: from the kiosks' exports to the opened list.
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <crypto/fields.h>
#include <crypto/shares.h>
#include <tally/note_room.h>
#include <tally/open.h>

#include "command.h"
#include "event_files.h"
#include "report_text.h"
#include "said.h"
#include "secrets.h"

namespace tallystick::cli {
namespace {

using nlohmann::ordered_json;
using tally::Report;

struct Options {
    EventOptions event;
    std::string merged, closing, dice, key, passphrase_file, out;
    std::vector<std::string> shares, share_codes, cards, missing, reasons;
    bool json = false;
    bool list = false;
};

Exit finish(const Report& report, const Options& options, ordered_json extra,
            const std::string& good_line) {
    if (options.json) {
        ordered_json out = report_json(report);
        if (extra.is_object()) out.update(extra);
        const Exit printed = print(json_text(out));
        return printed != Exit::good ? printed : report.good() ? Exit::good : Exit::bad;
    }
    if (!report.good()) {
        complain(report);
        hint("tallystick verify --list says what each check makes sure of");
        return Exit::bad;
    }
    return print(report_text(report, Show::everything) + good_line);
}

ordered_json boxes_json(const std::vector<tally::Box>& boxes) {
    ordered_json out = ordered_json::array();
    for (const auto& box : boxes)
        out.push_back({{"name", box.kiosk.text()},
                       {"state", tally::name_of(box.state)},
                       {"envelopes", box.envelopes},
                       {"spoiled", box.spoiled.size()}});
    return out;
}

Exit verify(const Options& options) {
    if (options.list) return print(options.json ? json_text(check_list_json()) : check_list_text());
    if (options.event.pack.empty())
        return fail(crypto::usage("verify needs the round's pack",
                                  "give --pack FOLDER, --roll FILE and the bundles"));
    Report report;
    auto files = load_event(options.event, report);
    if (!files) return fail(files.error());
    ordered_json extra;
    std::string summary;
    if (*files) {
        Said said;
        auto bundles = find_bundles(options.event.bundles, &(*files)->pack, said);
        if (!bundles) return fail(bundles.error());
        tally::GatherOptions gather;
        gather.threads = options.event.threads;
        auto gathered = tally::gather((*files)->pack, (*files)->roll, *bundles, gather, report);
        if (!gathered) return fail(gathered.error());
        for (const auto& warning : report.warnings()) said.warning(warning);
        extra["warnings"] = said.json()["warnings"];
        extra["boxes"] = boxes_json(gathered->boxes);
        extra["envelopes"] = gathered->marks.size();
        for (const auto& box : gathered->boxes)
            summary += box.kiosk.text() + ": " + std::to_string(box.envelopes) + " envelopes, " +
                       std::string(tally::name_of(box.state)) + "\n";
    }
    if (options.json) return finish(report, options, std::move(extra), "");
    const Exit printed = print(report_text(report, Show::everything) + summary);
    if (printed != Exit::good) return printed;
    if (report.good()) return Exit::good;
    complain(report);
    return Exit::bad;
}

Exit merge(const Options& options) {
    Report report;
    auto files = load_event(options.event, report);
    if (!files) return fail(files.error());
    ordered_json extra;
    std::string line;
    if (*files) {
        Said said;
        auto bundles = find_bundles(options.event.bundles, &(*files)->pack, said);
        if (!bundles) return fail(bundles.error());
        auto merged = tally::merge((*files)->pack, (*files)->roll, *bundles, options.out,
                                   options.event.threads, report);
        if (!merged) return fail(merged.error());
        for (const auto& warning : report.warnings()) said.warning(warning);
        extra["warnings"] = said.json()["warnings"];
        if (*merged) {
            extra["envelopes"] = (*merged)->marks.size();
            extra["sha256"] = (*merged)->envelopes.hex();
            extra["boxes"] = boxes_json((*merged)->boxes);
            extra["inputs"] = ordered_json::array();
            for (const auto& bundle : *bundles) extra["inputs"].push_back(bundle.string());
            said.wrote(options.out);
            extra.update(said.json());
            line = "merged " + std::to_string((*merged)->marks.size()) + " envelopes into " +
                   options.out + "\n";
            if (!report.good())
                hint("merged into " + options.out +
                     " all the same; closing asks for a written reason for each alarm");
        }
    }
    return finish(report, options, std::move(extra), line);
}

crypto::Error given_twice(const std::string& option, const std::string& what) {
    return crypto::usage(option + " was given twice for " + what, "give it once for each");
}

crypto::Result<ballot::ClosingNote::Cards> cards_of(const std::string& text) {
    TALLYSTICK_TRY(pair, split_pair("--cards", text));
    const auto style = ballot::StyleId::parse(pair.first);
    std::vector<std::int64_t> numbers;
    for (std::string_view rest = pair.second; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const auto value = crypto::parse_integer(rest.substr(0, comma), 0, 1'000'000'000);
        if (!value) break;
        numbers.push_back(*value);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        if (rest.empty() && numbers.size() == 3 && style && !pair.second.ends_with(','))
            return ballot::ClosingNote::Cards{*style, 0, numbers[0], numbers[1], numbers[2]};
    }
    return crypto::usage("expected --cards STYLE=ISSUED,RETURNED,SPOILED, found \"" + text + "\"",
                         "three numbers from 0 on, with commas and no spaces between them");
}

crypto::Result<tally::ClosingInput> closing_input(const Options& options) {
    tally::ClosingInput input;
    input.dice = options.dice;
    if (!ballot::is_dice(input.dice))
        return crypto::usage(
            "--dice: expected 20 to 40 digits from 1 to 6 as dice, found \"" + input.dice + "\"",
            "roll a die 20 times in front of the witnesses");
    for (const auto& text : options.missing) {
        TALLYSTICK_TRY(pair, split_pair("--missing", text));
        if (input.missing.contains(pair.first)) return given_twice("--missing", pair.first);
        input.missing.insert(std::move(pair));
    }
    for (const auto& text : options.reasons) {
        TALLYSTICK_TRY(pair, split_pair("--explain", text));
        if (input.reasons.contains(pair.first)) return given_twice("--explain", pair.first);
        input.reasons.insert(std::move(pair));
    }
    for (const auto& text : options.cards) {
        TALLYSTICK_TRY(cards, cards_of(text));
        for (const auto& other : input.cards)
            if (other.style == cards.style) return given_twice("--cards", cards.style.text());
        input.cards.push_back(std::move(cards));
    }
    return input;
}

crypto::Result<Exit> close_event(const Options& options, Report& report) {
    TALLYSTICK_TRY(input, closing_input(options));
    TALLYSTICK_TRY(files, load_event(options.event, report));
    if (!files) return Exit::bad;
    TALLYSTICK_TRY(merged, tally::read_merged(options.merged, files->pack, files->roll,
                                              options.event.threads));
    const auto note = tally::make_closing(files->pack, files->roll, merged, input, report);
    if (!note) return Exit::bad;
    TALLYSTICK_TRY(key, load_key(options.key, options.passphrase_file));
    if (!(key.verifier() == files->pack.organiser))
        return crypto::bad_data(options.key + " is not the key that sealed this round");
    const crypto::Note signed_note = crypto::sign_note(ballot::write_closing_note(*note), key);
    TALLYSTICK_CHECK(tally::check_note_room(signed_note, files->pack,
                                            std::to_string(note->boxes.size()) + " boxes"));
    TALLYSTICK_CHECK(write_new(options.out, signed_note.bytes()));
    Said said;
    said.field("closing", signed_note.id().hex());
    said.field("envelopes", note->envelopes);
    said.wrote(options.out);
    said.line("closing note for " + std::to_string(note->envelopes) + " envelopes in " +
              options.out + "; let the witnesses sign it before any share is entered");
    return said.print(options.json);
}

crypto::Result<crypto::TallySecretKey> key_from_shares(const Options& options,
                                                       const crypto::TallyPublicKey& tally_key) {
    std::vector<crypto::Share> shares;
    for (const auto& file : options.shares) {
        TALLYSTICK_TRY(text, read_small(file));
        auto share = crypto::parse_share_file(text);
        crypto::wipe(text);
        if (!share) return share.error().in(file);
        shares.push_back(std::move(*share));
    }
    for (const auto& file : options.share_codes) {
        TALLYSTICK_TRY(text, read_small(file));
        auto share = crypto::parse_share_code(
            std::string_view(text).substr(0, text.find_last_not_of("\r\n") + 1), tally_key);
        crypto::wipe(text);
        if (!share) return share.error().in(file);
        shares.push_back(std::move(*share));
    }
    if (shares.empty())
        return crypto::usage("no key share was given", "give --share FILE for each share");
    return crypto::combine(shares);
}

Said said_of(const tally::OpenSummary& summary) {
    Said said;
    std::int64_t ballots = 0;
    for (const auto& box : summary.ballots)
        for (const std::int64_t cell : box) ballots += cell;
    said.field("envelopes", summary.envelopes);
    said.field("ballots", ballots);
    said.field("set_aside", summary.set_aside);
    said.field("invalid", summary.invalid);
    said.field("labels", summary.labels_kept);
    ordered_json rejected = ordered_json::array();
    for (const auto& entry : summary.rejected) {
        rejected.push_back({{"kiosk", entry.kiosk.text()},
                            {"leaf", entry.leaf.hex()},
                            {"reason", tally::name_of(entry.reason)}});
        said.warning("envelope " + entry.leaf.hex() + " in " + entry.kiosk.text() +
                     " was not opened to a ballot: " + std::string(tally::name_of(entry.reason)));
    }
    said.field("rejected", std::move(rejected));
    if (!summary.labels_kept)
        said.warning(
            "a kiosk and style has fewer than 10 ballots: votes.txt, without labels, is what may "
            "be published; ballots.txt is for the witnesses' audit --full");
    return said;
}

crypto::Result<Exit> open_event(const Options& options, Report& report) {
    TALLYSTICK_CHECK(crypto::forbid_core_dumps());
    TALLYSTICK_TRY(files, load_event(options.event, report));
    if (!files) return Exit::bad;
    TALLYSTICK_TRY(merged, tally::read_merged(options.merged, files->pack, files->roll,
                                              options.event.threads));
    TALLYSTICK_TRY(text, read_small(options.closing));
    const auto closing = tally::read_closing(files->pack, files->roll, merged,
                                             {options.closing, std::move(text)}, report);
    if (!closing || !report.good()) return Exit::bad;
    TALLYSTICK_TRY(key, key_from_shares(options, files->pack.tally_key));
    TALLYSTICK_TRY(summary, tally::open_envelopes(files->pack, files->roll, merged, *closing,
                                                  ballot::Path(options.merged) / "envelopes.txt",
                                                  key, options.out, options.event.threads));
    Said said = said_of(summary);
    said.wrote_secret(options.out);
    said.line("opened " + said.json()["ballots"].dump() + " ballots of " +
              std::to_string(summary.envelopes) + " envelopes into " + options.out);
    return said.print(options.json);
}

Exit run(const Options& options,
         crypto::Result<Exit> (*action)(const Options& options, Report& report)) {
    Report report;
    auto done = action(options, report);
    if (!done) return fail(done.error());
    if (!report.good()) {
        if (options.json) return finish(report, options, {}, "");
        complain(report);
        return Exit::bad;
    }
    return *done;
}

}  // namespace

void add_event(CLI::App& app, Outcome& outcome) {
    auto options = std::make_shared<Options>();
    auto* verifies = app.add_subcommand("verify", "Check pack, rolls and bundles by name.");
    verifies->add_option("--pack", options->event.pack, "the round's pack");
    verifies->add_option("--roll", options->event.rolls, "a roll, once for each from 1 on")
        ->allow_extra_args(false);
    verifies->add_option("--threads", options->event.threads, "0: as many as the machine has");
    verifies->add_option("bundles", options->event.bundles, "bundles, or folders that hold them");
    verifies->add_flag("--list", options->list, "what each check makes sure of");
    verifies->add_flag("--json", options->json);
    verifies->callback([options, &outcome] { outcome.exit = verify(*options); });

    auto* merges = app.add_subcommand("merge", "Check bundles and unite them.");
    add_event_options(*merges, options->event);
    merges->add_option("bundles", options->event.bundles)->required();
    merges->add_option("--out", options->out, "folder to write, must not exist")->required();
    merges->add_flag("--json", options->json);
    merges->callback([options, &outcome] { outcome.exit = merge(*options); });

    auto* closes = app.add_subcommand("closing", "Fix what will be opened, before any share.");
    add_event_options(*closes, options->event);
    closes->add_option("--merged", options->merged, "folder that merge wrote")->required();
    closes->add_option("--dice", options->dice, "20 to 40 rolls, digits 1 to 6")->required();
    closes->add_option("--cards", options->cards, "STYLE=ISSUED,RETURNED,SPOILED for each style")
        ->allow_extra_args(false);
    closes->add_option("--missing", options->missing, "KIOSK=why it has no final checkpoint")
        ->allow_extra_args(false);
    closes->add_option("--explain", options->reasons, "CHECK=what happened, for each alarm")
        ->allow_extra_args(false);
    closes->add_option("--key", options->key, "the organiser's key file")->required();
    closes->add_option("--passphrase-file", options->passphrase_file);
    closes->add_option("--out", options->out, "note to write")->required();
    closes->add_flag("--json", options->json);
    closes->callback([options, &outcome] { outcome.exit = run(*options, close_event); });

    auto* opens = app.add_subcommand("open", "Open exactly what the closing note fixed.");
    add_event_options(*opens, options->event);
    opens->add_option("--merged", options->merged, "folder that merge wrote")->required();
    opens->add_option("--closing", options->closing, "the signed closing note")->required();
    opens->add_option("--share", options->shares, "file of a key share, once for each")
        ->allow_extra_args(false);
    opens->add_option("--share-code", options->share_codes, "file with a typed share code")
        ->allow_extra_args(false);
    opens->add_option("--out", options->out, "folder to write, must not exist")->required();
    opens->add_flag("--json", options->json);
    opens->callback([options, &outcome] { outcome.exit = run(*options, open_event); });
}

}  // namespace tallystick::cli
