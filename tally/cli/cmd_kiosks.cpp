// SPDX-License-Identifier: GPL-3.0-or-later
// kiosk enrol, roll make, witness sign (also `roll sign`), recover: what admits a kiosk's votes.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include <ballot/mirror.h>
#include <ballot/pack.h>
#include <tally/note_room.h>
#include <tally/roll.h>

#include "command.h"
#include "said.h"
#include "secrets.h"

namespace tallystick::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string out, key, passphrase_file, pack, request, role = "kiosk", reason;
    std::string previous, file, mirror;
    std::vector<std::string> certificates;
    std::int64_t most = 2000;
    bool json = false;
};

crypto::Result<Said> enrol(const Options& options) {
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
    Said said;
    said.field("kiosk", note.kiosk.text());
    said.field("role", options.role);
    said.field("most", note.most);
    said.field("key", note.key);
    said.wrote(options.out);
    said.line("certified " + note.kiosk.text() + " (" + options.role + ", at most " +
              std::to_string(note.most) + " ballots) in " + options.out);
    return said;
}

crypto::Result<Said> make_roll(const Options& options) {
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
    TALLYSTICK_TRY(tight, tally::check_result_room(pack, note));
    const crypto::Note signed_note = crypto::sign_note(ballot::write_roll_note(note), key);
    TALLYSTICK_CHECK(
        tally::check_note_room(signed_note, pack, std::to_string(note.entries.size()) + " boxes"));
    TALLYSTICK_CHECK(write_new(options.out, signed_note.bytes()));
    Said said;
    if (tight) said.warning(*tight);
    said.field("roll", note.number);
    said.field("boxes", note.entries.size());
    said.field("sha256", signed_note.id().hex());
    said.wrote(options.out);
    said.line("roll " + std::to_string(note.number) + " with " +
              std::to_string(note.entries.size()) + " boxes in " + options.out +
              "; let the witnesses sign it, then post it");
    return said;
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

crypto::Result<Said> witness(const Options& options) {
    TALLYSTICK_TRY(bytes, read_small(options.file));
    auto note = crypto::parse_note(bytes);
    if (!note) return note.error().in(options.file);
    TALLYSTICK_TRY(key, load_key(options.key, options.passphrase_file));
    if (auto fits = check_to_witness(options, *note, key.verifier()); !fits)
        return fits.error().in(options.file);
    if (auto added = crypto::add_witness_signature(*note, key); !added)
        return added.error().in(options.file);
    TALLYSTICK_CHECK(ballot::write_file(options.file, note->bytes()));
    Said said;
    said.field("witness", key.name());
    said.field("note", note->type());
    said.field("sha256", note->id().hex());
    said.wrote(options.file);
    said.line(key.name() + " signed " + options.file + " (" + std::string(note->type()) +
              "), whose text has SHA-256 " + note->id().hex());
    return said;
}

// The folder itself, or the stick that holds one mirror of this round.
crypto::Result<fs::path> find_mirror(const std::string& place, const ballot::RoundPack& pack) {
    if (ballot::exists(fs::path(place) / "kiosk.note")) return fs::path(place);
    TALLYSTICK_TRY(entries, ballot::list_folder(place));
    const std::string round = pack.round_id.hex().substr(0, 8);
    std::vector<std::string> found;
    for (const auto& entry : entries)
        if (entry.name.starts_with(round + "-") && entry.name.ends_with("-mirror"))
            found.push_back((fs::path(place) / entry.name).string());
    if (found.size() == 1) return fs::path(found[0]);
    if (found.empty())
        return crypto::bad_data(place + ": expected a mirror of this round, a folder " + round +
                                    "-<kiosk>-mirror, found none",
                                "give the folder on the kiosk's second stick");
    return crypto::usage(place + " holds several mirrors: " + found[0] + ", " + found[1] +
                             (found.size() > 2 ? ", ..." : ""),
                         "give one of these folders");
}

crypto::Result<Said> recover(const Options& options) {
    TALLYSTICK_TRY(pack, ballot::load_pack(options.pack));
    TALLYSTICK_TRY(mirror, find_mirror(options.mirror, pack));
    std::error_code failed;
    const bool made = fs::create_directory(options.out, failed);
    if (failed) return ballot::disk_error(failed.value(), "make", options.out);
    const auto recovered = ballot::recover_bundle(mirror, options.out, pack);
    if (!recovered) {
        if (made) fs::remove(options.out, failed);
        return recovered.error();
    }
    const ballot::Recovered& done = *recovered;
    Said said;
    said.field("envelopes", done.envelopes);
    said.field("torn", done.torn);
    if (done.torn > 0)
        said.warning(std::to_string(done.torn) +
                     " slots begin like an envelope but are torn; their votes were never "
                     "confirmed or the medium is damaged");
    said.field("unreadable", done.unreadable);
    if (done.unreadable > 0)
        said.warning(std::to_string(done.unreadable) +
                     " slots cannot be read: the medium is damaged. Try another reader, and look "
                     "for another copy of the mirror");
    if (done.lack)
        said.warning(*done.lack +
                     "; look for another copy of the mirror. The tally counts what is left, once "
                     "an officer has given a reason for mirror-whole");
    if (done.no_checkpoint)
        said.warning("the mirror's checkpoint.note cannot be used: " + done.no_checkpoint->message);
    if (!done.there_before) said.wrote(done.folder);
    said.line("recovered " + std::to_string(done.envelopes) + " envelopes " +
              (done.there_before ? "that were already in " : "into ") + done.folder.string());
    return said;
}

using Action = crypto::Result<Said> (*)(const Options&);

void run(CLI::App* command, const std::shared_ptr<Options>& options, Outcome& outcome,
         Action action) {
    command->add_flag("--json", options->json, "one JSON object on standard output");
    command->callback([options, &outcome, action] {
        auto done = action(*options);
        outcome.exit = done ? done->print(options->json) : fail(done.error());
    });
}

void add_signing(CLI::App* command, const std::shared_ptr<Options>& options) {
    command->add_option("--key", options->key, "key file to sign with")->required();
    command->add_option("--passphrase-file", options->passphrase_file);
}

}  // namespace

void add_kiosks(CLI::App& app, Outcome& outcome) {
    auto options = std::make_shared<Options>();
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
    recovers
        ->add_option("mirror", options->mirror, "the second stick, or the mirror's folder on it")
        ->required();
    recovers->add_option("--pack", options->pack)->required();
    recovers->add_option("--out", options->out, "folder to write the bundle into")->required();
    run(recovers, options, outcome, recover);
}

}  // namespace tallystick::cli
