// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <crypto/digest.h>
#include <tally/event.h>
#include <tally/roll.h>

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_note = crypto::Note::most_bytes;
constexpr std::uint64_t most_file = 2'000'000'000;

// The note, its signature and its files, each under its own check; false once one failed.
bool check_pack_files(const ballot::Path& folder, Report& report) {
    const auto place = [&](const crypto::Error& error) {
        return error.in((folder / ballot::round_note_file).string());
    };
    auto bytes = ballot::read_file(folder / ballot::round_note_file, most_note);
    if (!bytes) return report.fail("pack-files", bytes.error()), false;
    auto note = crypto::parse_note(*bytes);
    if (!note) return report.fail("pack-note", place(note.error())), false;
    auto round = ballot::read_round_note(note->text);
    if (!round) return report.fail("pack-note", place(round.error())), false;
    report.pass("pack-note");
    auto key = crypto::VerifierKey::parse(round->organiser);
    if (!key) return report.fail("pack-note", place(key.error())), false;
    if (auto good = crypto::verify_only(*note, *key); !good)
        return report.fail("pack-signature", place(good.error())), false;
    report.pass("pack-signature");
    auto tree = ballot::list_tree(folder);
    if (!tree) return report.fail("pack-files", tree.error()), false;
    bool good = true;
    for (const auto& file : *tree) {
        const bool listed =
            std::any_of(round->files.begin(), round->files.end(),
                        [&](const crypto::FileHash& entry) { return entry.path == file; });
        if (listed || file == ballot::round_note_file) continue;
        report.fail("pack-files",
                    crypto::bad_data((folder / file).string() + " is not listed in the round note",
                                     "copy the pack again from the organiser"));
        good = false;
    }
    for (const auto& entry : round->files) {
        auto content = ballot::read_file(folder / entry.path, most_file);
        if (!content) {
            report.fail("pack-files", content.error());
            good = false;
        } else if (crypto::sha256(*content) != entry.hash) {
            report.fail("pack-hashes", crypto::bad_data((folder / entry.path).string() +
                                                            " is not the file that was sealed",
                                                        "copy the pack again from the organiser"));
            good = false;
        }
    }
    if (!good) return false;
    report.pass("pack-files");
    report.pass("pack-hashes");
    return true;
}

struct ReadRoll {
    ballot::RollNote note;
    crypto::Digest id;
    std::string bytes;
    std::string name;
};

std::optional<ReadRoll> read_roll(const ballot::RoundPack& pack, const NamedText& file,
                                  Report& report) {
    auto note = crypto::parse_note(file.second);
    if (!note) return report.fail("roll-form", note.error().in(file.first)), std::nullopt;
    auto roll = ballot::read_roll_note(note->text);
    if (!roll) return report.fail("roll-form", roll.error().in(file.first)), std::nullopt;
    if (roll->round != pack.round_id) {
        report.fail("roll-round",
                    crypto::bad_data(file.first + ": expected round " + pack.round_id.hex() +
                                     ", found " + roll->round.hex()));
        return std::nullopt;
    }
    if (auto good = crypto::verify(*note, pack.organiser); !good)
        return report.fail("roll-signature", good.error().in(file.first)), std::nullopt;
    if (auto seen = check_witnessed(pack, *note); !seen)
        return report.fail("roll-witnesses", seen.error().in(file.first)), std::nullopt;
    return ReadRoll{std::move(*roll), note->id(), file.second, file.first};
}

bool follows(const ReadRoll& later, const ReadRoll& earlier) {
    if (later.note.number != earlier.note.number + 1 || later.note.previous != earlier.id)
        return false;
    return std::all_of(
        earlier.note.entries.begin(), earlier.note.entries.end(), [&](const auto& entry) {
            return std::find(later.note.entries.begin(), later.note.entries.end(), entry) !=
                   later.note.entries.end();
        });
}

}  // namespace

std::optional<ballot::RoundPack> read_pack(const ballot::Path& folder, Report& report) {
    if (!check_pack_files(folder, report)) return std::nullopt;
    auto pack = ballot::load_pack(folder);
    if (!pack) return report.fail("pack-round", pack.error()), std::nullopt;
    report.pass("pack-round");
    return std::move(*pack);
}

const ballot::RollNote::Entry* Roll::find(const ballot::KioskId& kiosk) const {
    const auto found = std::find_if(note.entries.begin(), note.entries.end(),
                                    [&](const auto& entry) { return entry.kiosk == kiosk; });
    return found == note.entries.end() ? nullptr : &*found;
}

std::optional<Roll> read_rolls(const ballot::RoundPack& pack, std::vector<NamedText> files,
                               Report& report) {
    std::vector<ReadRoll> rolls;
    for (const auto& file : files) {
        auto roll = read_roll(pack, file, report);
        if (!roll) return std::nullopt;
        // The same roll named twice is one roll.
        if (std::none_of(rolls.begin(), rolls.end(),
                         [&](const ReadRoll& other) { return other.id == roll->id; }))
            rolls.push_back(std::move(*roll));
    }
    std::sort(rolls.begin(), rolls.end(),
              [](const ReadRoll& a, const ReadRoll& b) { return a.note.number < b.note.number; });
    if (rolls.empty() || rolls.front().note.number != 1) {
        report.fail("roll-chain",
                    crypto::bad_data("roll 1 is missing", "give every roll of the event"));
        return std::nullopt;
    }
    for (std::size_t at = 1; at < rolls.size(); ++at) {
        if (follows(rolls[at], rolls[at - 1])) continue;
        report.fail("roll-chain",
                    crypto::bad_data(rolls[at].name + " does not follow " + rolls[at - 1].name +
                                     ": a roll has the next number, names the one before and keeps "
                                     "its boxes"));
        return std::nullopt;
    }
    report.pass_stage(Stage::roll);
    Roll out{rolls.back().note, rolls.back().id, {}};
    for (auto& roll : rolls) out.files.push_back(std::move(roll.bytes));
    return out;
}

std::string_view name_of(Box::State state) {
    switch (state) {
        case Box::State::missing:
            return "missing";
        case Box::State::recovered:
            return "recovered";
        case Box::State::open:
            return "open";
        case Box::State::closed:
            return "closed";
    }
    return "";
}

}  // namespace tallystick::tally
