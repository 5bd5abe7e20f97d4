// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/merged.h>

#include <algorithm>
#include <cstring>
#include <sstream>
#include <thread>
#include <tuple>

#include <ballot/inner_ballot.h>
#include <crypto/digest.h>
#include <crypto/lines.h>
#include <crypto/merkle.h>

#include "parallel.h"
#include "staged.h"

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_list = 500'000'000;

// `<kiosk> <role> <state> <envelopes> <most> <size> <root> <key>`; '-' where there is none.
std::string write_boxes(const std::vector<Box>& boxes) {
    std::string out;
    for (const auto& box : boxes) {
        out += box.kiosk.text();
        out += box.role == ballot::Role::paper ? " paper " : " kiosk ";
        out += name_of(box.state);
        out += " " + std::to_string(box.envelopes) + " " + std::to_string(box.most);
        out += box.checkpoint
                   ? " " + std::to_string(box.checkpoint->size) + " " + box.checkpoint->root.hex()
                   : " - -";
        out += box.key ? " " + box.key->text() + "\n" : " -\n";
    }
    return out;
}

}  // namespace

std::string write_spoiled(const std::vector<Box>& boxes) {
    std::string out;
    for (const auto& box : boxes)
        for (const auto& spoiled : box.spoiled)
            out += box.kiosk.text() + " " + spoiled.leaf.hex() + " " + spoiled.id.hex() + "\n";
    return out;
}

std::int64_t count_spoiled(const std::vector<Box>& boxes) {
    std::int64_t count = 0;
    for (const auto& box : boxes) count += static_cast<std::int64_t>(box.spoiled.size());
    return count;
}

namespace {

crypto::Result<Box> read_box(std::string_view line, const ballot::RoundPack& pack,
                             const ballot::RollNote::Entry& entry) {
    std::istringstream in{std::string(line)};
    std::string kiosk, role, state, envelopes, most, size, root, key;
    in >> kiosk >> role >> state >> envelopes >> most >> size >> root >> key;
    Box box;
    box.kiosk = entry.kiosk;
    box.role = entry.role;
    TALLYSTICK_TRY(count, crypto::parse_integer(envelopes, 0, 1'000'000'000));
    box.envelopes = static_cast<std::size_t>(count);
    for (const auto value :
         {Box::State::missing, Box::State::recovered, Box::State::open, Box::State::closed})
        if (name_of(value) == state) box.state = value;
    if (size != "-") {
        TALLYSTICK_TRY(tree, crypto::parse_integer(size, 0, 1'000'000'000));
        TALLYSTICK_TRY(digest, crypto::Digest::from_hex(root));
        box.checkpoint = crypto::Checkpoint{crypto::log_origin(pack.round_id, kiosk),
                                            static_cast<std::uint64_t>(tree), digest};
    }
    if (key != "-") {
        TALLYSTICK_TRY(verifier, crypto::VerifierKey::parse(key));
        TALLYSTICK_TRY(capacity, crypto::parse_integer(most, 1, 1'000'000'000));
        box.key = verifier;
        box.most = capacity;
        // The roll names the certificate by its hash; it is made again from what stands here.
        const ballot::KioskNote certificate{pack.round_id, box.kiosk, box.role, key, capacity};
        if (crypto::note_id(ballot::write_kiosk_note(certificate)) != entry.certificate)
            return crypto::bad_data("the key of " + kiosk + " is not the one on the roll");
    }
    if (write_boxes({box}) != std::string(line) + "\n")
        return crypto::bad_data("expected the line of " + entry.kiosk.text() + ", found " +
                                crypto::quoted(line));
    return box;
}

crypto::Result<void> read_spoiled(std::string_view text, std::vector<Box>& boxes) {
    crypto::LineReader lines(text, crypto::Charset::ascii);
    while (!lines.at_end()) {
        TALLYSTICK_TRY(line, lines.next());
        const auto parts = split_merged(line);
        if (!parts || parts->envelope.size() != 64 + 1 + 32)
            return lines.expected("<kiosk> <leaf> <ballot id>", line);
        TALLYSTICK_TRY(leaf, crypto::Digest::from_hex(parts->envelope.substr(0, 64)));
        TALLYSTICK_TRY(id, crypto::BallotId::from_hex(parts->envelope.substr(65)));
        for (auto& box : boxes)
            if (box.kiosk.text() == parts->kiosk) box.spoiled.push_back({leaf, id});
    }
    for (const auto& box : boxes)
        if (std::adjacent_find(box.spoiled.begin(), box.spoiled.end(), std::greater_equal<>()) !=
            box.spoiled.end())
            return crypto::bad_data("expected the records of " + box.kiosk.text() +
                                    " sorted by leaf hash, then id, each once");
    if (write_spoiled(boxes) == text) return {};
    return crypto::bad_data("expected records of the roll's boxes, in its order");
}

// One piece of envelopes.txt, read on a worker thread.
struct Piece {
    std::string bytes;
    std::vector<EnvelopeMark> marks;
    std::optional<crypto::Error> error;
};

Piece read_piece(const PieceReader& file, std::size_t index, const ballot::RoundPack& pack,
                 const Roll& roll) {
    Piece piece;
    auto bytes = file.read(index);
    if (!bytes) {
        piece.error = bytes.error();
        return piece;
    }
    piece.bytes = std::move(*bytes);
    const std::size_t width = pack.round.style_width();
    for (std::string_view rest = piece.bytes; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const auto parts = split_merged(rest.substr(0, end));
        const auto* entry = [&]() -> const ballot::RollNote::Entry* {
            if (!parts || end == std::string_view::npos) return nullptr;
            auto kiosk = ballot::KioskId::parse(parts->kiosk);
            return kiosk ? roll.find(*kiosk) : nullptr;
        }();
        if (entry == nullptr) {
            piece.error = crypto::bad_data("expected <kiosk> <envelope>, found " +
                                           crypto::quoted(rest.substr(0, end)));
            return piece;
        }
        auto envelope = ballot::read_envelope(parts->envelope, width, pack.round.block);
        if (!envelope) {
            piece.error = envelope.error();
            return piece;
        }
        piece.marks.push_back(mark_of(parts->envelope, crypto::leaf_hash(parts->envelope),
                                      static_cast<std::uint32_t>(entry - roll.note.entries.data()),
                                      pack.round));
        rest.remove_prefix(end + 1);
    }
    return piece;
}

crypto::Result<void> read_envelopes(const ballot::Path& path, const ballot::RoundPack& pack,
                                    const Roll& roll, unsigned threads, Merged& merged) {
    TALLYSTICK_TRY(file, PieceReader::open(path));
    crypto::Sha256 hash;
    std::optional<crypto::Error> error;
    parallel_in_order(
        file.pieces(), threads,
        [&](std::size_t index) { return read_piece(file, index, pack, roll); },
        [&](std::size_t, const Piece& piece) {
            hash.add(piece.bytes);
            merged.marks.insert(merged.marks.end(), piece.marks.begin(), piece.marks.end());
            if (piece.error && !error)
                error = piece.error->in(path.filename().string() + " line " +
                                        std::to_string(merged.marks.size() + 1));
        });
    if (error) return *error;
    merged.envelopes = hash.finish();
    return {};
}

}  // namespace

crypto::Result<std::optional<Merged>> merge(const ballot::RoundPack& pack, const Roll& roll,
                                            const std::vector<ballot::Path>& bundles,
                                            const ballot::Path& target, unsigned threads,
                                            Report& report) {
    TALLYSTICK_TRY(stage, StagedFolder::create(target));
    TALLYSTICK_TRY(envelopes, StreamFile::create(stage.path() / "envelopes.txt"));
    GatherOptions options;
    options.threads = threads;
    options.sink = [&](std::string_view text) { return envelopes.write(text); };
    TALLYSTICK_TRY(gathered, gather(pack, roll, bundles, options, report));
    if (report.fatal()) return std::optional<Merged>();
    TALLYSTICK_CHECK(envelopes.finish());
    Merged merged;
    merged.boxes = std::move(gathered.boxes);
    merged.alarms = report.alarms();
    merged.envelopes = gathered.merged;
    merged.marks = std::move(gathered.marks);
    TALLYSTICK_CHECK(stage.put("boxes.txt", write_boxes(merged.boxes)));
    TALLYSTICK_CHECK(stage.put("spoiled.txt", write_spoiled(merged.boxes)));
    std::string alarms;
    for (const auto& alarm : merged.alarms) alarms += alarm + "\n";
    TALLYSTICK_CHECK(stage.put("alarms.txt", alarms));
    TALLYSTICK_CHECK(stage.commit());
    return std::optional<Merged>(std::move(merged));
}

namespace {

crypto::Result<std::vector<Box>> read_boxes(const ballot::Path& folder,
                                            const ballot::RoundPack& pack, const Roll& roll) {
    std::vector<Box> out;
    const auto place = [&](const crypto::Error& error, const char* file) {
        return error.in((folder / file).string());
    };
    TALLYSTICK_TRY(boxes, ballot::read_file(folder / "boxes.txt", most_list));
    crypto::LineReader lines(boxes, crypto::Charset::ascii);
    for (const auto& entry : roll.note.entries) {
        auto line = lines.next();
        if (!line) return place(line.error(), "boxes.txt");
        auto box = read_box(*line, pack, entry);
        if (!box) return place(box.error(), "boxes.txt");
        out.push_back(std::move(*box));
    }
    if (!lines.at_end())
        return crypto::bad_data((folder / "boxes.txt").string() + ": more boxes than the roll has",
                                "give the last roll");
    return out;
}

// Whoever opens a part of the envelopes reads those people's ballots early.
crypto::Result<void> check_merged(const ballot::Path& folder, const Merged& merged) {
    const auto damaged = [&](const std::string& what) {
        return crypto::bad_data((folder / "envelopes.txt").string() + ": " + what,
                                "the folder was changed after it was written: merge the exports "
                                "anew");
    };
    std::vector<std::size_t> found(merged.boxes.size(), 0);
    const EnvelopeMark* before = nullptr;
    for (const auto& mark : merged.marks) {
        ++found[mark.box];
        if (before != nullptr && !(std::tie(merged.boxes[before->box].kiosk, before->leaf) <
                                   std::tie(merged.boxes[mark.box].kiosk, mark.leaf)))
            return damaged("envelope " + mark.leaf.hex() + " of " +
                           merged.boxes[mark.box].kiosk.text() +
                           ": expected lines sorted by kiosk, then leaf hash, each once");
        before = &mark;
    }
    for (std::size_t at = 0; at < found.size(); ++at) {
        const Box& box = merged.boxes[at];
        const std::string has = ", found " + std::to_string(found[at]);
        if (found[at] != box.envelopes)
            return damaged(box.kiosk.text() + ": expected " + std::to_string(box.envelopes) +
                           " envelopes, as boxes.txt says" + has);
        // A mirror may add to the log, and nothing takes from it.
        if (box.checkpoint && found[at] < box.checkpoint->size)
            return damaged(box.kiosk.text() + ": expected the " +
                           std::to_string(box.checkpoint->size) +
                           " envelopes of its final checkpoint" + has);
    }
    return {};
}

}  // namespace

crypto::Result<Merged> read_merged(const ballot::Path& folder, const ballot::RoundPack& pack,
                                   const Roll& roll, unsigned threads) {
    Merged merged;
    TALLYSTICK_TRY(boxes, read_boxes(folder, pack, roll));
    merged.boxes = std::move(boxes);
    TALLYSTICK_TRY(spoiled, ballot::read_file(folder / "spoiled.txt", most_list));
    if (auto read = read_spoiled(spoiled, merged.boxes); !read)
        return read.error().in((folder / "spoiled.txt").string());
    TALLYSTICK_TRY(alarms, ballot::read_file(folder / "alarms.txt", most_list));
    for (crypto::LineReader names(alarms, crypto::Charset::ascii); !names.at_end();) {
        auto name = names.next();
        if (!name) return name.error().in((folder / "alarms.txt").string());
        merged.alarms.insert(std::string(*name));
    }
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    TALLYSTICK_CHECK(read_envelopes(folder / "envelopes.txt", pack, roll, threads, merged));
    TALLYSTICK_CHECK(check_merged(folder, merged));
    return merged;
}

}  // namespace tallystick::tally
