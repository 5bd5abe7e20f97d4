// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/open.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <thread>
#include <unordered_map>

#include <ballot/inner_ballot.h>
#include <ballot/validate.h>
#include <crypto/merkle.h>
#include <crypto/note.h>
#include <crypto/tally_note.h>
#include <tally/publish.h>

#include "parallel.h"
#include "staged.h"
#include "votes_line.h"

namespace tallystick::tally {
namespace {

// An opened ballot, small: a million of them stay in memory. Its votes stand in its batch's arena.
struct Opened {
    crypto::BallotId id;
    crypto::Signature signature;
    crypto::Digest leaf;
    std::uint32_t batch = 0;
    std::uint32_t votes_at = 0;
    std::uint16_t votes = 0;
    std::uint16_t box = 0;
    std::uint16_t style = 0;
    bool invalid = false;
};
struct Vote {
    std::uint32_t proposal = 0;  // index into the round's proposals, then into the unknown ones
    std::int64_t value = 0;
};

struct Batch {
    std::vector<Opened> opened;
    std::vector<Vote> votes;
    std::vector<ballot::ProposalId> unknown;  // named by votes, but not in this round
    std::vector<RejectedEnvelope> rejected;
    std::optional<crypto::Error> error;
};

// The file is read a second time here, and may be another one by now.
crypto::Error changed_while_read() {
    return crypto::bad_data("envelopes.txt was changed while it was read",
                            "merge the exports anew");
}

class Opener {
public:
    Opener(const ballot::RoundPack& pack, const Roll& roll, const Merged& merged,
           const crypto::TallySecretKey& key)
        : m_pack(pack), m_roll(roll), m_merged(merged), m_key(key), m_validator(pack.round) {
        for (std::size_t at = 0; at < pack.round.proposals.size(); ++at)
            m_proposals[pack.round.proposals[at].id.text()] = static_cast<std::uint32_t>(at);
    }

    // The lines of one piece; `first` is the number of its first line.
    Batch open(const std::string& bytes, std::size_t first, const std::vector<bool>& aside) const {
        Batch batch;
        std::size_t at = first;
        for (std::string_view rest = bytes; !rest.empty(); ++at) {
            const std::size_t end = rest.find('\n');
            const auto parts = split_merged(rest.substr(0, end));
            if (end == std::string_view::npos || at >= m_merged.marks.size() || !parts ||
                crypto::leaf_hash(parts->envelope) != m_merged.marks[at].leaf) {
                batch.error = changed_while_read();
                return batch;
            }
            rest.remove_prefix(end + 1);
            if (!aside[at]) open_line(parts->envelope, m_merged.marks[at], batch);
        }
        return batch;
    }

private:
    void open_line(std::string_view line, const EnvelopeMark& mark, Batch& batch) const {
        Opened opened;
        opened.leaf = mark.leaf;
        opened.box = static_cast<std::uint16_t>(mark.box);
        opened.style = mark.style;
        if (const auto refused = open_into(line, opened, batch))
            batch.rejected.push_back({m_roll.note.entries[mark.box].kiosk, opened.leaf, *refused});
        else
            batch.opened.push_back(opened);
    }

    std::optional<Rejected> open_into(std::string_view line, Opened& opened, Batch& batch) const {
        const auto block = static_cast<std::size_t>(m_pack.round.block);
        const std::size_t sealed_size = block + crypto::sealed_overhead;
        const std::size_t begin = 68 + m_pack.round.style_width();
        thread_local crypto::Bytes sealed;
        thread_local crypto::SecretBytes plain;
        sealed.resize(sealed_size);
        if (plain.size() != block) plain = crypto::SecretBytes(block);
        if (!crypto::read_base64(line.substr(begin, crypto::base64_size(sealed_size)), sealed) ||
            !crypto::open_sealed(sealed, m_key, plain.writable()))
            return Rejected::unopenable;
        const auto text = crypto::unpad(plain.view(), block);
        if (!text) return Rejected::form;
        const auto note = crypto::parse_note(*text);
        if (!note) return Rejected::form;
        const auto ballot = ballot::read_inner_ballot(note->text);
        if (!ballot) return Rejected::form;
        if (ballot->round != m_pack.round_id) return Rejected::round;
        if (ballot->kiosk != m_roll.note.entries[opened.box].kiosk) return Rejected::box;
        if (ballot->style != m_pack.round.styles[opened.style].id) return Rejected::style;
        const auto& key = m_merged.boxes[opened.box].key;
        if (!key || !crypto::verify_only(*note, *key)) return Rejected::signature;
        opened.id = ballot->id;
        opened.signature = note->signatures.front().signature;
        keep_votes(*ballot, opened, batch);
        return std::nullopt;
    }

    void keep_votes(const ballot::InnerBallot& ballot, Opened& opened, Batch& batch) const {
        opened.votes_at = static_cast<std::uint32_t>(batch.votes.size());
        for (const auto& [proposal, value] : ballot.votes) {
            const auto found = m_proposals.find(proposal.text());
            if (found != m_proposals.end()) {
                batch.votes.push_back({found->second, value});
                continue;
            }
            // Such a ballot breaks the rules; it is published as it stands and not counted.
            const std::size_t index = m_pack.round.proposals.size() + batch.unknown.size();
            batch.votes.push_back({static_cast<std::uint32_t>(index), value});
            batch.unknown.push_back(proposal);
        }
        opened.votes = static_cast<std::uint16_t>(ballot.votes.size());
        opened.invalid =
            !m_validator.check(m_pack.round.styles[opened.style], ballot.votes).empty();
    }

    const ballot::RoundPack& m_pack;
    const Roll& m_roll;
    const Merged& m_merged;
    const crypto::TallySecretKey& m_key;
    ballot::Validator m_validator;
    std::unordered_map<std::string, std::uint32_t> m_proposals;
};

// Everything that was opened, in order of ballot number, and the writers of the lists.
class OpenedList {
public:
    OpenedList(const ballot::RoundPack& pack, const Roll& roll, const Merged& merged)
        : m_pack(pack), m_roll(roll), m_merged(merged) {}

    void add(Batch batch) {
        for (auto& opened : batch.opened) {
            opened.batch = static_cast<std::uint32_t>(m_votes.size());
            m_opened.push_back(opened);
        }
        batch.votes.shrink_to_fit();
        m_votes.push_back(std::move(batch.votes));
        m_unknown.push_back(std::move(batch.unknown));
        m_rejected.insert(m_rejected.end(), batch.rejected.begin(), batch.rejected.end());
    }

    // Envelopes that were added, whatever became of them.
    [[nodiscard]] std::size_t size() const { return m_opened.size() + m_rejected.size(); }

    // Sorts, and rejects numbers that are there twice or belong to a destroyed ballot.
    void settle() {
        std::sort(m_opened.begin(), m_opened.end(), [](const Opened& a, const Opened& b) {
            return std::tie(a.id, a.leaf) < std::tie(b.id, b.leaf);
        });
        std::set<crypto::BallotId> spoiled;
        for (const auto& box : m_merged.boxes)
            for (const auto& entry : box.spoiled) spoiled.insert(entry.id);
        std::vector<Opened> kept;
        kept.reserve(m_opened.size());
        for (const auto& opened : m_opened) {
            const bool twice = !kept.empty() && kept.back().id == opened.id;
            if (twice || (!spoiled.empty() && spoiled.contains(opened.id)))
                m_rejected.push_back(
                    {m_roll.note.entries[opened.box].kiosk, opened.leaf, Rejected::number});
            else
                kept.push_back(opened);
        }
        m_opened = std::move(kept);
        std::sort(m_rejected.begin(), m_rejected.end(), [](const auto& a, const auto& b) {
            return std::tie(a.kiosk, a.leaf) < std::tie(b.kiosk, b.leaf);
        });
    }

    OpenSummary summary(std::int64_t set_aside) {
        OpenSummary out;
        out.envelopes = static_cast<std::int64_t>(m_merged.marks.size());
        out.set_aside = set_aside;
        out.rejected = m_rejected;
        out.ballots =
            Cells(m_merged.boxes.size(), std::vector<std::int64_t>(m_pack.round.styles.size(), 0));
        for (const auto& opened : m_opened) {
            ++out.ballots[opened.box][opened.style];
            out.invalid += opened.invalid ? 1 : 0;
        }
        out.labels_kept = keeps_labels(out.ballots);
        return out;
    }

    crypto::Result<void> write_ballots(StreamFile& file) const {
        ballot::InnerBallot ballot;
        ballot.round = m_pack.round_id;
        crypto::Note note;
        for (const auto& opened : m_opened) {
            fill(opened, ballot);
            note.text = ballot::write_inner_ballot(ballot);
            const auto& key = *m_merged.boxes[opened.box].key;
            note.signatures = {{key.name(), key.id(), opened.signature}};
            TALLYSTICK_CHECK(file.write(note.bytes()));
        }
        return file.finish();
    }

    // Without number, kiosk and signature, sorted as bytes.
    crypto::Result<void> write_votes(StreamFile& file) const {
        std::vector<std::string> lines;
        lines.reserve(m_opened.size());
        ballot::InnerBallot ballot;
        for (const auto& opened : m_opened) {
            fill(opened, ballot);
            lines.push_back(write_votes_line(ballot.style, ballot.votes));
        }
        std::sort(lines.begin(), lines.end());
        for (const auto& line : lines) TALLYSTICK_CHECK(file.write(line + "\n"));
        return file.finish();
    }

private:
    void fill(const Opened& opened, ballot::InnerBallot& ballot) const {
        ballot.kiosk = m_roll.note.entries[opened.box].kiosk;
        ballot.style = m_pack.round.styles[opened.style].id;
        ballot.id = opened.id;
        ballot.votes.clear();
        for (std::uint32_t at = 0; at < opened.votes; ++at) {
            const Vote& vote = m_votes[opened.batch][opened.votes_at + at];
            const std::size_t known = m_pack.round.proposals.size();
            ballot.votes.emplace(vote.proposal < known
                                     ? m_pack.round.proposals[vote.proposal].id
                                     : m_unknown[opened.batch][vote.proposal - known],
                                 vote.value);
        }
    }

    const ballot::RoundPack& m_pack;
    const Roll& m_roll;
    const Merged& m_merged;
    std::vector<Opened> m_opened;
    std::vector<std::vector<Vote>> m_votes;  // by batch, as the next
    std::vector<std::vector<ballot::ProposalId>> m_unknown;
    std::vector<RejectedEnvelope> m_rejected;
};

// Number of the first line of each piece.
crypto::Result<std::vector<std::size_t>> first_lines(const PieceReader& file) {
    std::vector<std::size_t> out;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < file.pieces(); ++at) {
        TALLYSTICK_TRY(bytes, file.read(at));
        out.push_back(lines);
        lines += static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    }
    return out;
}

// Who could open the envelopes says what came out, so that the list can be counted elsewhere
// without another look at each signature.
crypto::Result<void> put_note(const StagedFolder& stage, const ballot::RoundPack& pack,
                              const Closing& closing, const crypto::TallySecretKey& key) {
    TALLYSTICK_TRY(verifier, crypto::tally_verifier(key, ballot::tally_key_name(pack.round_id)));
    ballot::OpenedNote note{pack.round_id, closing.id, verifier.text(), {}};
    TALLYSTICK_TRY(files, hash_tree(stage.path()));
    note.files = std::move(files);
    return stage.put(
        "opened.note",
        crypto::sign_with_tally_key(ballot::write_opened_note(note), key, verifier).bytes());
}

}  // namespace

bool keeps_labels(const Cells& ballots) {
    for (const auto& box : ballots)
        for (const std::int64_t count : box)
            if (count > 0 && count < least_group) return false;
    return true;
}

crypto::Result<OpenSummary> open_envelopes(const ballot::RoundPack& pack, const Roll& roll,
                                           const Merged& merged, const Closing& closing,
                                           const ballot::Path& envelopes,
                                           const crypto::TallySecretKey& key,
                                           const ballot::Path& target, unsigned threads) {
    if (key.public_key() != pack.tally_key)
        return crypto::bad_data("the shares make another key than the round's",
                                "use the shares that were made for this round");
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    const std::vector<bool> aside = set_aside(merged.marks, roll, closing.note.dice);
    // The signed list is nobody else's until it is published, or for good where groups are small.
    TALLYSTICK_TRY(stage, StagedFolder::create(target, Readers::owner));
    TALLYSTICK_TRY(file, PieceReader::open(envelopes));
    TALLYSTICK_TRY(firsts, first_lines(file));
    const Opener opener(pack, roll, merged, key);
    OpenedList list(pack, roll, merged);
    std::optional<crypto::Error> error;
    parallel_in_order(
        file.pieces(), threads,
        [&](std::size_t at) {
            auto bytes = file.read(at);
            if (bytes) return opener.open(*bytes, firsts[at], aside);
            Batch failed;
            failed.error = bytes.error();
            return failed;
        },
        [&](std::size_t, Batch batch) {
            if (batch.error && !error) error = batch.error;
            list.add(std::move(batch));
        });
    if (error) return *error;
    const auto set_aside_count = std::count(aside.begin(), aside.end(), true);
    if (list.size() + static_cast<std::size_t>(set_aside_count) != merged.marks.size())
        return changed_while_read();
    list.settle();
    OpenSummary summary = list.summary(set_aside_count);
    {
        TALLYSTICK_TRY(ballots, StreamFile::create(stage.path() / "ballots.txt"));
        TALLYSTICK_CHECK(list.write_ballots(ballots));
    }
    if (!summary.labels_kept) {
        TALLYSTICK_TRY(votes, StreamFile::create(stage.path() / "votes.txt"));
        TALLYSTICK_CHECK(list.write_votes(votes));
    }
    TALLYSTICK_CHECK(stage.put("rejected.txt", write_rejected(summary.rejected)));
    TALLYSTICK_CHECK(stage.put("closing.note", closing.bytes));
    TALLYSTICK_CHECK(put_note(stage, pack, closing, key));
    TALLYSTICK_CHECK(stage.commit());
    return summary;
}

}  // namespace tallystick::tally
