// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <set>
#include <thread>

#include <crypto/lines.h>
#include <crypto/note.h>
#include <tally/ballot_list.h>

#include "parallel.h"
#include "staged.h"
#include "votes_line.h"

namespace tallystick::tally {
namespace {

// The notes of about one piece, cut where a signature line ends.
struct Notes {
    std::string bytes;
    std::size_t first = 0;  // number of its first note, from 1
};

struct ReadNote {
    ballot::InnerBallot ballot;
    std::uint32_t box = 0, style = 0;
    bool valid = false;
};
struct ReadNotes {
    std::vector<ReadNote> ballots;
    std::string_view check;  // the first that failed, empty if none
    std::optional<crypto::Error> error;
};

constexpr const char* get_again = "get the file again from where it was opened or published";
constexpr std::string_view dash = "\n\xE2\x80\x94 ";  // begins a signature line

// Cuts the file into parts that end behind a signature line; notes are never split.
crypto::Result<std::vector<std::pair<std::uint64_t, std::size_t>>> cut(const PieceReader& file,
                                                                       std::size_t most_note) {
    std::vector<std::pair<std::uint64_t, std::size_t>> out;
    std::uint64_t begin = 0;
    while (begin < file.size()) {
        const std::uint64_t left = file.size() - begin;
        std::size_t size =
            static_cast<std::size_t>(std::min<std::uint64_t>(left, PieceReader::piece_size));
        if (size < left) {
            TALLYSTICK_TRY(tail, file.read_at(begin + size, 2 * most_note + 200));
            const std::size_t sign = tail.find(dash);
            const std::size_t end =
                sign == std::string::npos ? sign : tail.find('\n', sign + dash.size());
            size = end == std::string::npos ? static_cast<std::size_t>(left) : size + end + 1;
        }
        out.emplace_back(begin, size);
        begin += size;
    }
    return out;
}

class ListReader {
public:
    // Without roll and boxes, kiosks and their signatures are not looked at.
    ListReader(const ballot::RoundPack& pack, const Roll* roll, const std::vector<Box>* boxes)
        : m_pack(pack), m_roll(roll), m_boxes(boxes), m_validator(pack.round) {
        if (boxes == nullptr) return;
        for (const auto& box : *boxes)
            for (const auto& entry : box.spoiled) m_spoiled.insert(entry.id);
    }

    ReadNotes read(std::string_view bytes) const {
        ReadNotes out;
        while (!bytes.empty() && !out.error) {
            auto note = crypto::take_note(bytes, crypto::Found::withheld);
            if (!note) {
                out.check = "opened-form";
                out.error = note.error();
                break;
            }
            read_note(*note, out);
        }
        return out;
    }

private:
    void read_note(const crypto::Note& note, ReadNotes& out) const {
        const auto fail = [&](std::string_view check, crypto::Error error) {
            out.check = check;
            out.error = std::move(error);
        };
        auto ballot = ballot::read_inner_ballot(note.text);
        if (!ballot) return fail("opened-form", ballot.error());
        ReadNote read;
        const auto* entry = m_roll == nullptr ? nullptr : m_roll->find(ballot->kiosk);
        const auto* style = m_pack.round.find_style(ballot->style);
        if (ballot->round != m_pack.round_id || style == nullptr ||
            (m_roll != nullptr && entry == nullptr))
            return fail("opened-round",
                        crypto::bad_data("its round, kiosk or style is not one of this event"));
        read.style = static_cast<std::uint32_t>(style - m_pack.round.styles.data());
        if (entry != nullptr) {
            read.box = static_cast<std::uint32_t>(entry - m_roll->note.entries.data());
            const auto& key = (*m_boxes)[read.box].key;
            if (!key || !crypto::verify_only(note, *key))
                return fail("opened-signature",
                            crypto::bad_data("its signature is not that of its kiosk"));
        }
        if (m_spoiled.contains(ballot->id))
            return fail("opened-spoiled",
                        crypto::bad_data("it has the number of a ballot that was destroyed"));
        read.valid = m_validator.check(*style, ballot->votes).empty();
        read.ballot = std::move(*ballot);
        out.ballots.push_back(std::move(read));
    }

    const ballot::RoundPack& m_pack;
    const Roll* m_roll;
    const std::vector<Box>* m_boxes;
    ballot::Validator m_validator;
    std::set<crypto::BallotId> m_spoiled;
};

constexpr std::array<std::string_view, 5> list_checks{
    "opened-form", "opened-order", "opened-signature", "opened-round", "opened-spoiled"};

crypto::Result<bool> read_list(const ballot::Path& path, const ListReader& reader,
                               std::size_t most_note, unsigned threads, Report& report,
                               const EachBallot& each) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    TALLYSTICK_TRY(file, PieceReader::open(path));
    TALLYSTICK_TRY(parts, cut(file, most_note));
    const std::string name = path.filename().string();
    std::size_t count = 0;
    std::optional<crypto::BallotId> last;
    bool good = true;
    parallel_in_order(
        parts.size(), threads,
        [&](std::size_t at) {
            auto bytes = file.read_at(parts[at].first, parts[at].second);
            if (bytes) return reader.read(*bytes);
            ReadNotes failed;
            failed.check = "opened-form";
            failed.error = bytes.error();
            return failed;
        },
        [&](std::size_t, const ReadNotes& notes) {
            if (!good) return;
            const auto place = [&] { return name + " ballot " + std::to_string(count); };
            for (const auto& read : notes.ballots) {
                ++count;
                if (last && !(*last < read.ballot.id)) {
                    report.fail("opened-order",
                                crypto::bad_data(place() + ": its number does not follow the one "
                                                           "before"));
                    good = false;
                    return;
                }
                last = read.ballot.id;
                each({read.box, read.style, &read.ballot.votes, read.valid});
            }
            if (notes.error) {
                ++count;
                crypto::Error error = notes.error->in(place());
                if (error.hint.empty()) error.hint = get_again;
                report.fail(notes.check, error);
                good = false;
            }
        });
    if (good)
        for (const auto check : list_checks) report.pass(check);
    return good;
}

}  // namespace

crypto::Result<bool> read_ballots(const ballot::Path& path, const ballot::RoundPack& pack,
                                  const Roll& roll, const std::vector<Box>& boxes, unsigned threads,
                                  Report& report, const EachBallot& each) {
    return read_list(path, ListReader(pack, &roll, &boxes),
                     static_cast<std::size_t>(pack.round.block), threads, report, each);
}

crypto::Result<bool> read_unchecked_ballots(const ballot::Path& path, const ballot::RoundPack& pack,
                                            Report& report, const EachBallot& each) {
    return read_list(path, ListReader(pack, nullptr, nullptr),
                     static_cast<std::size_t>(pack.round.block), 0, report, each);
}

crypto::Result<bool> read_votes(const ballot::Path& path, const ballot::RoundPack& pack,
                                Report& report, const EachBallot& each) {
    TALLYSTICK_TRY(file, PieceReader::open(path));
    const ballot::Validator validator(pack.round);
    std::string last;
    std::size_t count = 0;
    for (std::size_t at = 0; at < file.pieces(); ++at) {
        TALLYSTICK_TRY(bytes, file.read(at));
        for (std::string_view rest = bytes; !rest.empty();) {
            const std::size_t end = rest.find('\n');
            const std::string line(rest.substr(0, end));
            ++count;
            const std::string place = path.filename().string() + " line " + std::to_string(count);
            if (end == rest.npos) {
                report.fail("opened-form",
                            crypto::bad_data(place + ": no line feed at the end", get_again));
                return false;
            }
            rest.remove_prefix(end + 1);
            auto votes = read_votes_line(line);
            if (!votes) return report.fail("opened-form", votes.error().in(place)), false;
            if (line < last) {
                report.fail("opened-order", crypto::bad_data(place + " is out of order"));
                return false;
            }
            last = line;
            const auto* style = pack.round.find_style(votes->first);
            if (style == nullptr) {
                report.fail("opened-round", crypto::bad_data(place + ": unknown style"));
                return false;
            }
            each({0, static_cast<std::uint32_t>(style - pack.round.styles.data()), &votes->second,
                  validator.check(*style, votes->second).empty()});
        }
    }
    report.pass("opened-form");
    report.pass("opened-order");
    report.pass("opened-round");
    return true;
}

}  // namespace tallystick::tally
