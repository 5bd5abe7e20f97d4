// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/publish.h>

#include <algorithm>

#include <crypto/digest.h>
#include <rules/report.h>
#include <tally/note_room.h>
#include <tally/pages.h>

#include "staged.h"

namespace tallystick::tally {
namespace {

// For whoever finds the folder and nothing else.
std::string read_me(const Examined& examined) {
    const auto& round = examined.pack.round;
    return "This folder is the whole record of \"" + round.title.in(round.languages[0]) +
           "\".\n\n"
           "results/       the results, one page per language\n"
           "pack/          the round as it was sealed before voting\n"
           "rolls/         the kiosks that could take votes, posted before voting\n"
           "bundles/       what every kiosk exported: sealed envelopes, log, events\n"
           "closing.note   what was to be opened, signed before anybody could open it\n" +
           (examined.labels ? "ballots.txt    every opened ballot, signed by its kiosk\n"
                            : "votes.txt      every opened ballot, without labels\n") +
           "opened.note    what was opened, signed by those who opened it\n"
           "rejected.txt   envelopes that could not be opened to a ballot, and why\n"
           "count.json     the count, step by step\n"
           "result.note    the result over all of this, signed\n\n"
           "To check everything and count again:   tallystick audit <this folder>\n"
           "The organiser's key, to compare with the one on the posters:\n" +
           examined.pack.organiser.text() + "\n";
}

crypto::Result<void> copy_parts(const Examined& examined, const PublishInput& input,
                                const StagedFolder& stage) {
    TALLYSTICK_CHECK(stage.copy(input.pack, "pack"));
    for (std::size_t at = 0; at < examined.roll.files.size(); ++at)
        TALLYSTICK_CHECK(
            stage.put("rolls/roll-" + std::to_string(at + 1) + ".note", examined.roll.files[at]));
    for (const auto& bundle : examined.used)
        TALLYSTICK_CHECK(stage.copy(bundle.folder, "bundles/" + bundle.name));
    TALLYSTICK_CHECK(stage.put("closing.note", examined.closing.bytes));
    TALLYSTICK_CHECK(stage.put("opened.note", examined.opened));
    TALLYSTICK_CHECK(stage.copy(input.list, examined.labels ? "ballots.txt" : "votes.txt"));
    return stage.copy(input.rejected, "rejected.txt");
}

}  // namespace

std::map<std::string, std::string> write_for_people(const Examined& examined,
                                                    const ballot::Path& locale_folder) {
    std::map<std::string, std::string> out = write_pages(examined, locale_folder);
    out["count.json"] = rules::to_json(examined.count.allocation, rules::TraceDetail::with);
    out["readme.txt"] = read_me(examined);
    return out;
}

std::set<std::string> paths_for_people(const ballot::Round& round) {
    std::set<std::string> out{"count.json", "readme.txt", "results/index.html"};
    for (const auto& language : round.languages) out.insert("results/" + page_of(language));
    return out;
}

crypto::Result<crypto::Digest> hash_file(const ballot::Path& path) {
    TALLYSTICK_TRY(file, PieceReader::open(path));
    crypto::Sha256 hash;
    for (std::uint64_t at = 0; at < file.size(); at += PieceReader::piece_size) {
        TALLYSTICK_TRY(bytes, file.read_at(at, PieceReader::piece_size));
        hash.add(bytes);
    }
    return hash.finish();
}

crypto::Result<std::vector<crypto::FileHash>> hash_tree(const ballot::Path& folder) {
    TALLYSTICK_TRY(files, ballot::list_tree(folder));
    std::vector<crypto::FileHash> out;
    for (const auto& file : files) {
        TALLYSTICK_TRY(hash, hash_file(folder / file));
        out.push_back({hash, file});
    }
    return out;
}

crypto::Result<crypto::Digest> publish(const Examined& examined, const PublishInput& input,
                                       const crypto::SigningKey& organiser) {
    if (!(organiser.verifier() == examined.pack.organiser))
        return crypto::bad_data("this is not the key that sealed the round",
                                "the round's organiser is " + examined.pack.organiser.text());
    TALLYSTICK_TRY(stage, StagedFolder::create(input.target));
    TALLYSTICK_CHECK(copy_parts(examined, input, stage));
    for (const auto& [path, bytes] : write_for_people(examined, input.locale_folder))
        TALLYSTICK_CHECK(stage.put(path, bytes));
    ballot::ResultNote note = result_of(examined);
    const ballot::ResultNote::Parameter pages{"pages", input.version};
    note.parameters.insert(
        std::lower_bound(note.parameters.begin(), note.parameters.end(), pages,
                         [](const auto& a, const auto& b) { return a.name < b.name; }),
        pages);
    TALLYSTICK_TRY(files, hash_tree(stage.path()));
    note.files = std::move(files);
    const crypto::Note signed_note = crypto::sign_note(ballot::write_result_note(note), organiser);
    TALLYSTICK_CHECK(
        check_note_room(signed_note, examined.pack, std::to_string(note.files.size()) + " files"));
    TALLYSTICK_CHECK(stage.put("result.note", signed_note.bytes()));
    TALLYSTICK_CHECK(stage.commit());
    return signed_note.id();
}

}  // namespace tallystick::tally
