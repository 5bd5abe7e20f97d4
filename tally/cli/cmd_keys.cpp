// SPDX-License-Identifier: GPL-3.0-or-later
// key new, kiosk enrol, roll make, witness sign (also `roll sign`), recover.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include <ballot/mirror.h>
#include <ballot/pack.h>
#include <crypto/keyfile.h>
#include <crypto/shares.h>
#include <tally/cards.h>
#include <tally/roll.h>

#include "command.h"
#include "print_program.h"
#include "secrets.h"

namespace tallystick::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string kind, name, out, key, passphrase_file, pack, request, role = "kiosk", reason;
    std::string previous, file, mirror, lock = "slow";
    std::vector<std::string> certificates, shares;
    int share_count = 3, needed = 2;
    std::int64_t most = 2000;
};

crypto::LockCost cost_of(const std::string& word) {
    return word == "fast" ? crypto::LockCost::interactive() : crypto::LockCost{};
}

// A signing key: FILE (locked) and FILE.pub.
crypto::Result<std::string> new_signing_key(const Options& options) {
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
    return "wrote " + options.out + " (secret) and " + options.out + ".pub\n" + text + "\n";
}

// A tally key: FILE is its public half, the secret exists only as shares, each in its own file.
crypto::Result<std::string> new_tally_key(const Options& options) {
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
    const auto key = crypto::TallySecretKey::generate();
    TALLYSTICK_TRY(shares, crypto::split(key, options.needed, total));
    for (const auto& file : files)
        if (ballot::exists(file))
            return crypto::usage(file + " is there already", "name another file");
    TALLYSTICK_CHECK(
        write_new(options.out, tally::write_tally_key({key.public_key(), total, options.needed})));
    std::string out = "wrote " + options.out + " (public)\n";
    for (std::size_t at = 0; at < files.size(); ++at) {
        if (auto done = write_secret(files[at], crypto::share_file(shares[at]).text()); !done) {
            // A key without all its shares is no key.
            for (std::size_t before = 0; before < at; ++before)
                (void)ballot::wipe_file(files[before]);
            (void)ballot::wipe_file(options.out);
            return done.error();
        }
        out += "wrote " + files[at] + " (secret share " + std::to_string(at + 1) + ")\n";
    }
    return out + "any " + std::to_string(options.needed) +
           " shares open the ballots; give each to " + "another person and keep no copy\n";
}

crypto::Result<std::string> enrol(const Options& options) {
    TALLYSTICK_TRY(pack, ballot::load_pack(options.pack));
    TALLYSTICK_TRY(kiosk_key, load_verifier(options.request));
    TALLYSTICK_TRY(key, load_key(options.key, options.passphrase_file));
    if (!(key.verifier() == pack.organiser))
        return crypto::bad_data(options.key + " is not the key that sealed this round",
                                "the round's organiser is " + pack.organiser.text());
    const ballot::Role role = options.role == "paper" ? ballot::Role::paper : ballot::Role::kiosk;
    TALLYSTICK_TRY(note, tally::certify(pack, kiosk_key, role, options.most));
    TALLYSTICK_CHECK(
        write_new(options.out, crypto::sign_note(ballot::write_kiosk_note(note), key).bytes()));
    return "certified " + note.kiosk.text() + " (" + options.role + ", at most " +
           std::to_string(note.most) + " ballots) in " + options.out + "\n";
}

crypto::Result<std::string> make_roll(const Options& options) {
    TALLYSTICK_TRY(pack, ballot::load_pack(options.pack));
    TALLYSTICK_TRY(key, load_key(options.key, options.passphrase_file));
    if (!(key.verifier() == pack.organiser))
        return crypto::bad_data(options.key + " is not the key that sealed this round",
                                "the round's organiser is " + pack.organiser.text());
    std::vector<std::string> texts;
    for (const auto& file : options.certificates) {
        TALLYSTICK_TRY(text, read_small(file));
        texts.push_back(std::move(text));
    }
    std::optional<std::string> previous;
    if (!options.previous.empty()) {
        TALLYSTICK_TRY(text, read_small(options.previous));
        previous = std::move(text);
    }
    TALLYSTICK_TRY(note, tally::make_roll(pack, texts, previous, options.reason));
    TALLYSTICK_CHECK(
        write_new(options.out, crypto::sign_note(ballot::write_roll_note(note), key).bytes()));
    return "roll " + std::to_string(note.number) + " with " + std::to_string(note.entries.size()) +
           " boxes in " + options.out + "; let the witnesses sign it, then post it\n";
}

// Only these have room for witnesses: a second signature breaks every other note.
crypto::Result<void> check_to_witness(const Options& options, const crypto::Note& note,
                                      const crypto::VerifierKey& key) {
    const std::string_view type = note.type();
    const crypto::Result<void> reads = [&]() -> crypto::Result<void> {
        if (type == ballot::roll_type) TALLYSTICK_CHECK(ballot::read_roll_note(note.text));
        if (type == ballot::closing_type) TALLYSTICK_CHECK(ballot::read_closing_note(note.text));
        if (type == ballot::result_type) TALLYSTICK_CHECK(ballot::read_result_note(note.text));
        return {};
    }();
    if (!reads) return reads.error();
    if (type != ballot::roll_type && type != ballot::closing_type && type != ballot::result_type)
        return crypto::bad_data("expected a roll, closing or result note, found \"" +
                                    std::string(type) + "\"; it was not signed",
                                "a further signature would make this note unreadable");
    // An audit folder has its pack beside the result note.
    fs::path pack_folder = options.pack;
    if (pack_folder.empty()) {
        pack_folder = fs::path(options.file).parent_path() / "pack";
        if (type != ballot::result_type || !ballot::exists(pack_folder)) return {};
    }
    TALLYSTICK_TRY(pack, ballot::load_pack(pack_folder));
    if (auto good = crypto::verify(note, pack.organiser); !good)
        return crypto::bad_data("the organiser has not signed it: " + good.error().message,
                                "witnesses sign behind the organiser");
    if (std::find(pack.witnesses.begin(), pack.witnesses.end(), key) == pack.witnesses.end())
        return crypto::bad_data(key.name() + " is no witness of this round",
                                "the witnesses are those named when the round was sealed");
    return {};
}

crypto::Result<std::string> witness(const Options& options) {
    TALLYSTICK_TRY(bytes, read_small(options.file));
    auto note = crypto::parse_note(bytes);
    if (!note) return note.error().in(options.file);
    TALLYSTICK_TRY(key, load_key(options.key, options.passphrase_file));
    if (auto fits = check_to_witness(options, *note, key.verifier()); !fits)
        return fits.error().in(options.file);
    if (auto added = crypto::add_witness_signature(*note, key); !added)
        return added.error().in(options.file);
    TALLYSTICK_CHECK(ballot::write_file(options.file, note->bytes()));
    return key.name() + " signed " + options.file + " (" + std::string(note->type()) +
           "), whose text has SHA-256 " + note->id().hex() + "\n";
}

// The organiser's key for the wall of the room, to be compared with what a page or an audit says.
crypto::Result<std::string> poster(const Options& options) {
    TALLYSTICK_TRY(key, load_verifier(options.key));
    TALLYSTICK_CHECK(
        run_print({"poster", options.name, "The organiser's key", key.text(), options.out}));
    return "wrote " + options.out + "\n";
}

crypto::Result<std::string> recover(const Options& options) {
    TALLYSTICK_TRY(pack, ballot::load_pack(options.pack));
    TALLYSTICK_TRY(done, ballot::recover_bundle(options.mirror, options.out, pack));
    if (done.torn > 0)
        warn(std::to_string(done.torn) +
             " slots begin like an envelope but are torn; their votes "
             "were never confirmed or the medium is damaged");
    return "recovered " + std::to_string(done.envelopes) + " envelopes into " +
           done.folder.string() + "\n";
}

using Action = crypto::Result<std::string> (*)(const Options&);

void run(CLI::App* command, const std::shared_ptr<Options>& options, Outcome& outcome,
         Action action) {
    command->callback([options, &outcome, action] {
        auto done = action(*options);
        outcome.exit = done ? print(*done) : fail(done.error());
    });
}

void add_signing(CLI::App* command, const std::shared_ptr<Options>& options) {
    command->add_option("--key", options->key, "key file to sign with")->required();
    command->add_option("--passphrase-file", options->passphrase_file);
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
    make->callback([options, &outcome] {
        auto done = options->kind == "tally" ? new_tally_key(*options) : new_signing_key(*options);
        outcome.exit = done ? print(*done) : fail(done.error());
    });

    auto* posts = key->add_subcommand("poster", "Print the organiser's public key as a poster.");
    posts->add_option("key", options->key, "its key file or public half")->required();
    posts->add_option("--title", options->name, "the round's title")->required();
    posts->add_option("--out", options->out, "PDF to write")->required();
    run(posts, options, outcome, poster);

    auto* kiosk = app.add_subcommand("kiosk", "Admit kiosks.")->require_subcommand(1);
    auto* enrols = kiosk->add_subcommand("enrol", "Certify a kiosk's or paper box's key.");
    enrols->add_option("request", options->request, "file with the kiosk's verifier key")
        ->required();
    enrols->add_option("--pack", options->pack)->required();
    enrols->add_option("--role", options->role)->check(CLI::IsMember({"kiosk", "paper"}));
    enrols->add_option("--most", options->most, "most ballots it may take");
    enrols->add_option("--out", options->out, "certificate to write")->required();
    add_signing(enrols, options);
    run(enrols, options, outcome, enrol);

    auto* roll = app.add_subcommand("roll", "The posted list of kiosks.")->require_subcommand(1);
    auto* makes = roll->add_subcommand("make", "Write roll 1, or the next one.");
    makes->add_option("certificates", options->certificates)->required();
    makes->add_option("--pack", options->pack)->required();
    makes->add_option("--previous", options->previous, "the roll before this one");
    makes->add_option("--reason", options->reason, "why there is a further roll");
    makes->add_option("--out", options->out)->required();
    add_signing(makes, options);
    run(makes, options, outcome, make_roll);

    auto* witnesses = app.add_subcommand("witness", "Sign as a witness.")->require_subcommand(1);
    for (auto* parent : {witnesses, roll}) {
        auto* signs = parent->add_subcommand("sign", "Add a witness's signature to a note.");
        signs->add_option("note", options->file)->required();
        signs->add_option("--pack", options->pack, "checks the organiser's signature and the key");
        add_signing(signs, options);
        run(signs, options, outcome, witness);
    }

    auto* recovers = app.add_subcommand("recover", "Rebuild a bundle from a kiosk's mirror.");
    recovers->add_option("mirror", options->mirror, "the mirror's folder")->required();
    recovers->add_option("--pack", options->pack)->required();
    recovers->add_option("--out", options->out, "folder to write the bundle into")->required();
    run(recovers, options, outcome, recover);
}

}  // namespace tallystick::cli
