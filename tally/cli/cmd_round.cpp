// SPDX-License-Identifier: GPL-3.0-or-later
// round check | seal and cards issue: from the organiser's spreadsheet to the signed pack.
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <ballot/pack.h>
#include <crypto/shares.h>
#include <tally/authoring.h>
#include <tally/cards.h>

#include "command.h"
#include "print_program.h"
#include "report_text.h"
#include "said.h"
#include "secrets.h"
#include "share_folder.h"

namespace tallystick::cli {
namespace {

using nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Options {
    std::string toml, cards, codes, sheet, tally_key, key, passphrase_file, out;
    std::vector<std::string> witnesses;
    bool json = false;
};

// A name that was mistyped is no fault of the sheet.
crypto::Result<void> readable(const std::string& toml) {
    auto bytes = ballot::read_file(toml, 16'000'000);
    if (bytes) return {};
    return crypto::unreadable(bytes.error().message,
                              "give the round.toml that names the sheet of proposals");
}

// Every fault on a line of its own; the round only if there is none.
crypto::Result<tally::Authored> read_or_explain(const std::string& toml) {
    TALLYSTICK_CHECK(readable(toml));
    tally::Authored authored = tally::read_authored(toml);
    for (const auto& warning : authored.warnings) warn(warning);
    if (authored.faults.empty()) return authored;
    for (std::size_t at = 0; at + 1 < authored.faults.size(); ++at)
        (void)fail(crypto::bad_data(authored.faults[at].text()));
    const std::size_t count = authored.faults.size();
    return crypto::bad_data(authored.faults.back().text(),
                            std::to_string(count) + (count == 1 ? " fault" : " faults") +
                                "; nothing was written. Mend the sheet and run this again");
}

// The words that the programs themselves say in that language, and who has read them.
std::string review_lines(const std::string& language) {
    const std::string locales = locale_folder("");
    const std::string kiosk = tally::review_of(locales, "kiosk", language);
    const std::string pages = tally::review_of(locales, "pages", language);
    const auto line = [](const std::string& whose, const std::string& review) {
        return "      words of the " + whose + ": " +
               (review.empty() ? "none in this language, English stands instead" : review) + "\n";
    };
    if (kiosk == pages) return line("kiosk and the pages", kiosk);
    return line("kiosk", kiosk) + line("pages", pages);
}

ordered_json report_of(const tally::Authored& authored) {
    const auto& round = *authored.round;
    ordered_json out;
    out["title"] = round.title.in(round.languages[0]);
    out["fund_pence"] = round.fund.value();
    out["proposals"] = round.proposals.size();
    out["block"] = round.block;
    out["pots"] = ordered_json::array();
    for (const auto& pot : round.pots) {
        std::int64_t count = 0;
        for (const auto& proposal : round.proposals) count += proposal.pot == pot.id ? 1 : 0;
        out["pots"].push_back(
            {{"id", pot.id.text()}, {"limit_pence", pot.limit.value()}, {"proposals", count}});
    }
    out["languages"] = ordered_json::array();
    const auto review = [](const char* domain, const std::string& language) {
        return tally::review_of(locale_folder(""), domain, language);
    };
    for (const auto& language : authored.languages)
        out["languages"].push_back({{"language", language.language},
                                    {"texts", language.texts},
                                    {"missing", language.missing},
                                    {"kiosk_words", review("kiosk", language.language)},
                                    {"pages_words", review("pages", language.language)}});
    out["recordings"] = ordered_json::array();
    for (const auto& recording : authored.recordings)
        out["recordings"].push_back({{"path", recording.path},
                                     {"file", recording.source.string()},
                                     {"words", recording.words}});
    out["warnings"] = authored.warnings;
    return out;
}

// A kiosk that cannot play a recording names it as the pack does.
std::string recording_lines(const tally::Authored& authored) {
    std::string out = authored.recordings.empty() ? "" : "  recordings:\n";
    for (const auto& recording : authored.recordings)
        out += "      " + recording.path + "  " + recording.source.string() + "  " +
               recording.words + "\n";
    return out;
}

Exit check(const Options& options) {
    if (auto there = readable(options.toml); !there) return fail(there.error());
    tally::Authored authored = tally::read_authored(options.toml);
    if (options.json && !authored.faults.empty()) {
        ordered_json out;
        out["faults"] = ordered_json::array();
        for (const auto& fault : authored.faults)
            out["faults"].push_back({{"file", fault.file},
                                     {"line", fault.line},
                                     {"column", fault.column},
                                     {"expected", fault.expected},
                                     {"found", fault.found}});
        return print(json_text(out)) == Exit::good ? Exit::bad : Exit::failed;
    }
    if (!authored.faults.empty()) return fail(read_or_explain(options.toml).error());
    if (options.json) return print(json_text(report_of(authored)));
    for (const auto& warning : authored.warnings) warn(warning);
    const auto& round = *authored.round;
    std::string out = round.title.in(round.languages[0]) + "\n" +
                      round.fund.text_in(round.currency) + " for " +
                      std::to_string(round.proposals.size()) + " proposals\n";
    for (const auto& pot : round.pots) {
        ballot::Pence asked;
        for (const auto& proposal : round.proposals)
            if (proposal.pot == pot.id) asked += proposal.cost;
        out += "  " + pot.name.in(round.languages[0]) + ": " + pot.limit.text_in(round.currency) +
               ", asked for " + asked.text_in(round.currency) + "\n";
    }
    for (const auto& language : authored.languages) {
        const std::size_t done = language.texts - language.missing.size();
        out += "  " + language.language + ": " + std::to_string(done) + " of " +
               std::to_string(language.texts) + " texts\n";
        out += review_lines(language.language);
        for (std::size_t at = 0; at < language.missing.size() && at < 10; ++at)
            out += "      missing: " + language.missing[at] + "\n";
        if (language.missing.size() > 10)
            out += "      and " + std::to_string(language.missing.size() - 10) + " more\n";
    }
    return print(out + recording_lines(authored) + "no faults found\n");
}

crypto::Result<Said> issue(const Options& options) {
    TALLYSTICK_TRY(authored, read_or_explain(options.toml));
    TALLYSTICK_TRY(issued, tally::issue_cards(*authored.round));
    // The secret first: cards whose codes are lost would be useless, and say so nowhere.
    TALLYSTICK_CHECK(write_secret(options.codes, issued.codes.text()));
    auto folder = ballot::write_folder(
        options.out, {{std::string(ballot::cards_file), issued.table.text(*authored.round)},
                      {"salt.txt", tally::write_salt(issued.salt)}});
    if (!folder) {
        (void)ballot::wipe_file(options.codes);
        return folder.error();
    }
    if (!options.sheet.empty()) {
        if (auto printed = run_print({"cards", options.codes, options.sheet}); !printed) {
            (void)ballot::wipe_file(options.codes);
            (void)ballot::remove_tree(options.out);
            return printed.error();
        }
    }
    Said said;
    said.field("cards", issued.table.size());
    said.wrote(options.out);
    said.wrote_secret(options.codes);
    if (!options.sheet.empty()) said.wrote_secret(options.sheet);
    said.line("made " + std::to_string(issued.table.size()) + " cards in " + options.out);
    said.warning(options.codes +
                 " holds the codes: whoever has it can vote. Print it, lock it away.");
    return said;
}

crypto::Result<ballot::PackContents> contents_of(const Options& options,
                                                 const crypto::VerifierKey& organiser) {
    TALLYSTICK_TRY(authored, read_or_explain(options.toml));
    ballot::Round& round = *authored.round;
    TALLYSTICK_TRY(tally_text, read_small(options.tally_key));
    auto tally_key = tally::read_tally_key(tally_text);
    if (!tally_key) return tally_key.error().in(options.tally_key);
    if (tally_key->shares != round.shares || tally_key->needed != round.shares_needed)
        return crypto::bad_data(
            options.tally_key + ": expected " + std::to_string(round.shares_needed) + " of " +
                std::to_string(round.shares) + " shares as round.toml says, found " +
                std::to_string(tally_key->needed) + " of " + std::to_string(tally_key->shares),
            "make the tally key again, or change [tally_key] in round.toml");
    for (const auto& file : options.witnesses) {
        TALLYSTICK_TRY(witness, load_verifier(file));
        if (witness.name() == organiser.name())
            return crypto::bad_data(file + ": a witness has the organiser's name",
                                    "give each key a name of its own");
        round.witnesses.push_back(witness.text());
    }
    if (round.witness_quorum > static_cast<std::int64_t>(round.witnesses.size()))
        return crypto::bad_data("the round asks for " + std::to_string(round.witness_quorum) +
                                    " witnesses, " + std::to_string(round.witnesses.size()) +
                                    " were named",
                                "give --witness FILE once for each");
    std::vector<ballot::CardTable::Card> none;
    TALLYSTICK_TRY(table, ballot::CardTable::create(std::move(none)));
    if (round.has_cards) {
        if (options.cards.empty())
            return crypto::usage("this round has cards",
                                 "run `tallystick cards issue` and give its folder as --cards");
        TALLYSTICK_TRY(salt_text, read_small(fs::path(options.cards) / "salt.txt"));
        TALLYSTICK_TRY(salt, tally::read_salt(salt_text));
        round.card_salt = salt;
        const fs::path list = fs::path(options.cards) / ballot::cards_file;
        TALLYSTICK_TRY(cards_text, ballot::read_file(list, 2'000'000'000));
        auto cards = ballot::CardTable::parse(cards_text, round);
        if (!cards) return cards.error().in(list.string());
        table = std::move(*cards);
    } else {
        round.card_salt = {};
    }
    ballot::PackContents contents{std::move(round), tally_key->key, std::move(table), {}};
    for (const auto* files : {&authored.pictures, &authored.recordings}) {
        for (const auto& file : *files) {
            TALLYSTICK_TRY(bytes, ballot::read_file(file.source, 8'000'000));
            contents.files.emplace(file.path, std::move(bytes));
        }
    }
    return contents;
}

void warn_small_groups(const ballot::Round& round, Said& said) {
    for (const auto& style : round.styles)
        if (round.has_cards && style.cards < 10)
            said.warning("style " + style.id.text() + " has " + std::to_string(style.cards) +
                         " cards: fewer than 10 ballots in a group are published without their "
                         "labels");
    if (round.witness_quorum == 0)
        said.warning("the round has no witnesses: its result will say so");
    if (round.shares_needed == 1)
        said.warning("one share alone opens the ballots: the result will say so");
}

crypto::Result<Said> seal(const Options& options) {
    TALLYSTICK_TRY(key, load_key(options.key, options.passphrase_file));
    TALLYSTICK_TRY(contents, contents_of(options, key.verifier()));
    Said said;
    warn_small_groups(contents.round, said);
    TALLYSTICK_TRY(id, ballot::write_pack(options.out, contents, key));
    said.field("round", id.hex());
    said.field("organiser", key.verifier().text());
    said.field("pack", full_path(options.out));
    said.wrote(options.out);
    said.line("sealed " + options.out + "\nround " + id.hex() + "\norganiser " +
              key.verifier().text());
    return said;
}

void run(CLI::App* command, const std::shared_ptr<Options>& options, Outcome& outcome,
         crypto::Result<Said> (*action)(const Options&)) {
    command->add_flag("--json", options->json, "one JSON object on standard output");
    command->callback([options, &outcome, action] {
        auto done = action(*options);
        outcome.exit = done ? done->print(options->json) : fail(done.error());
    });
}

}  // namespace

void add_round(CLI::App& app, Outcome& outcome) {
    auto options = std::make_shared<Options>();
    auto* round = app.add_subcommand("round", "Check and seal a round.")->require_subcommand(1);
    auto* checks =
        round->add_subcommand("check", "Report every fault of round.toml and its sheet.");
    checks->add_option("round.toml", options->toml)->required();
    checks->add_flag("--json", options->json);
    checks->callback([options, &outcome] { outcome.exit = check(*options); });

    auto* seals = round->add_subcommand("seal", "Write the signed round pack.");
    seals->add_option("round.toml", options->toml)->required();
    seals->add_option("--cards", options->cards, "folder that `cards issue` wrote");
    seals->add_option("--tally-key", options->tally_key, "public half of the tally key")
        ->required();
    seals->add_option("--witness", options->witnesses, "a witness's public key, once for each")
        ->allow_extra_args(false);
    seals->add_option("--key", options->key, "the organiser's key file")->required();
    seals->add_option("--passphrase-file", options->passphrase_file);
    seals->add_option("--out", options->out, "folder of the pack, must not exist")->required();
    run(seals, options, outcome, seal);

    auto* cards = app.add_subcommand("cards", "Issue voting cards.")->require_subcommand(1);
    auto* issues = cards->add_subcommand("issue", "Make the cards of a checked round.");
    issues->add_option("round.toml", options->toml)->required();
    issues->add_option("--out", options->out, "folder for `round seal --cards`")->required();
    issues->add_option("--codes", options->codes, "the secret list of codes")->required();
    issues->add_option("--sheet", options->sheet, "a PDF to print and cut");
    run(issues, options, outcome, issue);
}

}  // namespace tallystick::cli
