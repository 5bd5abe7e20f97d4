// SPDX-License-Identifier: GPL-3.0-or-later
// key new and key poster.
#include <filesystem>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include <ballot/files.h>
#include <crypto/keyfile.h>
#include <crypto/shares.h>
#include <tally/cards.h>

#include "command.h"
#include "print_program.h"
#include "said.h"
#include "secrets.h"

namespace tallystick::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string kind, name, out, key, passphrase_file, lock = "slow";
    std::vector<std::string> shares;
    int share_count = 3, needed = 2;
    bool json = false;
};

crypto::LockCost cost_of(const std::string& word) {
    return word == "fast" ? crypto::LockCost::interactive() : crypto::LockCost{};
}

// A signing key: FILE (locked) and FILE.pub.
crypto::Result<Said> new_signing_key(const Options& options) {
    if (options.name.empty()) return crypto::usage("a key needs a name", "give --name NAME");
    TALLYSTICK_TRY(passphrase, read_passphrase(options.passphrase_file, options.out, Ask::twice));
    TALLYSTICK_TRY(key, crypto::SigningKey::generate(options.name));
    TALLYSTICK_TRY(locked, crypto::lock_key(key, passphrase.text(), cost_of(options.lock)));
    const std::string text = key.verifier().text();
    if (ballot::exists(options.out + ".pub"))
        return crypto::usage(options.out + ".pub is there already", "name another file");
    TALLYSTICK_CHECK(write_secret(options.out, locked));
    if (auto done = write_new(options.out + ".pub", text + "\n"); !done) {
        (void)ballot::wipe_file(options.out);
        return done.error();
    }
    Said said;
    said.field("name", options.name);
    said.field("key", text);
    said.wrote_secret(options.out);
    said.wrote(options.out + ".pub");
    said.line("wrote " + options.out + " (secret) and " + options.out + ".pub\n" + text);
    return said;
}

// A tally key: FILE is its public half, the secret exists only as shares, each in its own file.
crypto::Result<Said> new_tally_key(const Options& options) {
    std::vector<std::string> files = options.shares;
    if (files.empty())
        for (int at = 1; at <= options.share_count; ++at)
            files.push_back(options.out + ".share-" + std::to_string(at));
    const int total = static_cast<int>(files.size());
    const auto place = [](const std::string& file) {
        return fs::path(fs::absolute(file)).lexically_normal();
    };
    std::set<fs::path> places{place(options.out)};
    for (const auto& file : files)
        if (!places.insert(place(file)).second)
            return crypto::usage(file + " was named twice",
                                 "each share and the public half need a file of their own");
    if (options.needed > total)
        return crypto::usage("--needed " + std::to_string(options.needed) + ": there are only " +
                                 std::to_string(total) + " shares",
                             "give --shares a larger number, or --needed a smaller one");
    const auto key = crypto::TallySecretKey::generate();
    TALLYSTICK_TRY(shares, crypto::split(key, options.needed, total));
    for (const auto& file : files)
        if (ballot::exists(file))
            return crypto::usage(file + " is there already", "name another file");
    TALLYSTICK_CHECK(
        write_new(options.out, tally::write_tally_key({key.public_key(), total, options.needed})));
    Said said;
    said.field("key", key.public_key().hex());
    said.field("shares", total);
    said.field("needed", options.needed);
    said.wrote(options.out);
    said.line("wrote " + options.out + " (public)");
    for (std::size_t at = 0; at < files.size(); ++at) {
        if (auto done = write_secret(files[at], crypto::share_file(shares[at]).text()); !done) {
            // A key without all its shares is no key.
            for (std::size_t before = 0; before < at; ++before)
                (void)ballot::wipe_file(files[before]);
            (void)ballot::wipe_file(options.out);
            return done.error();
        }
        said.wrote_secret(files[at]);
        said.line("wrote " + files[at] + " (secret share " + std::to_string(at + 1) + ")");
    }
    said.line("any " + std::to_string(options.needed) +
              " shares open the ballots; give each to another person and keep no copy");
    return said;
}

// The organiser's key for the wall of the room, to be compared with what a page or an audit says.
crypto::Result<Said> poster(const Options& options) {
    TALLYSTICK_CHECK(check_words("--title", options.name));
    TALLYSTICK_TRY(key, load_verifier(options.key));
    TALLYSTICK_CHECK(
        run_print({"poster", options.name, "The organiser's key", key.text(), options.out}));
    Said said;
    said.field("key", key.text());
    said.wrote(options.out);
    said.line("wrote " + options.out);
    return said;
}

}  // namespace

void add_keys(CLI::App& app, Outcome& outcome) {
    auto options = std::make_shared<Options>();
    auto* key = app.add_subcommand("key", "Make keys.")->require_subcommand(1);
    auto* make = key->add_subcommand("new", "Make an organiser's, a witness's or the tally key.");
    make->add_option("kind", options->kind)
        ->required()
        ->check(CLI::IsMember({"organiser", "witness", "tally"}));
    make->add_option("--out", options->out, "file to write")->required();
    make->add_option("--name", options->name, "name of an organiser or witness");
    make->add_option("--passphrase-file", options->passphrase_file);
    make->add_option("--lock", options->lock, "how slow the passphrase is to try")
        ->check(CLI::IsMember({"slow", "fast"}));
    make->add_option("--shares", options->share_count, "tally: number of shares")
        ->check(CLI::Range(1, crypto::Share::most_shares));
    make->add_option("--needed", options->needed, "tally: shares that open the ballots")
        ->check(CLI::Range(1, crypto::Share::most_shares));
    make->add_option("--share", options->shares, "tally: file for a share, once for each")
        ->allow_extra_args(false);
    make->add_flag("--json", options->json, "one JSON object on standard output");
    make->callback([options, &outcome] {
        auto done = options->kind == "tally" ? new_tally_key(*options) : new_signing_key(*options);
        outcome.exit = done ? done->print(options->json) : fail(done.error());
    });

    auto* posts = key->add_subcommand("poster", "Print the organiser's public key as a poster.");
    posts->add_option("key", options->key, "its key file or public half")->required();
    posts->add_option("--title", options->name, "the round's title")->required();
    posts->add_option("--out", options->out, "PDF to write")->required();
    posts->add_flag("--json", options->json, "one JSON object on standard output");
    posts->callback([options, &outcome] {
        auto done = poster(*options);
        outcome.exit = done ? done->print(options->json) : fail(done.error());
    });
}

}  // namespace tallystick::cli
