// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a bundle folder and makes every check that it can fail alone.
#include <ballot/bundle.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <unordered_set>

#include <crypto/digest.h>
#include <crypto/lines.h>
#include <crypto/merkle.h>

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Error;
using crypto::Result;

namespace {

constexpr std::uint64_t most_note = 1'000'000;
constexpr std::uint64_t most_list = 200'000'000;
constexpr std::size_t most_faults_of_a_kind = 20;
constexpr const char* copy_again = "copy the stick again; if it stays, tell the organiser";
constexpr const char* tell = "put this bundle aside and tell the organiser";

class BundleReader {
public:
    BundleReader(Path folder, const RoundPack& pack, const BundleLimits& limits, Disk& disk)
        : m_folder(std::move(folder)), m_pack(pack), m_limits(limits), m_disk(disk) {
        m_bundle.name = m_folder.filename().string();
        if (m_bundle.name.empty()) m_bundle.name = m_folder.parent_path().filename().string();
    }

    // Fails only where the disk does.
    Result<BundleReading> read() {
        TALLYSTICK_CHECK(read_folder());
        if (!m_complete) return done();
        read_certificate();
        if (!m_key) return done();
        TALLYSTICK_CHECK(read_envelopes());
        if (m_bundle.state == BundleState::recovered) {
            check_receipts();
            check_checkpoint();
        } else {
            check_note();
            check_checkpoint();
            check_spoiled();
            check_events();
            check_counts();
        }
        // An export whose note cannot be read has no epochs and no state to compare with.
        if (m_bundle.note || m_bundle.state == BundleState::recovered) {
            check_order();
            check_name();
        }
        return done();
    }

private:
    void fault(BundleCheck check, const std::string& place, const Error& error) {
        const auto count = static_cast<std::size_t>(
            std::count_if(m_faults.begin(), m_faults.end(),
                          [&](const BundleFault& one) { return one.check == check; }));
        if (count >= most_faults_of_a_kind) return;
        Error full = error.in(m_bundle.name + (place.empty() ? "" : "/" + place));
        if (full.hint.empty()) full.hint = copy_again;
        m_faults.push_back({check, std::move(full)});
    }
    void fault(BundleCheck check, const std::string& place, std::string message,
               const char* hint = copy_again) {
        fault(check, place, bad_data(std::move(message), hint));
    }
    static std::string at_line(std::size_t index) {
        return "envelopes.txt line " + std::to_string(index + 1);
    }

    Result<BundleReading> done() {
        BundleReading reading;
        std::stable_sort(
            m_faults.begin(), m_faults.end(),
            [](const BundleFault& a, const BundleFault& b) { return a.check < b.check; });
        reading.faults = std::move(m_faults);
        if (m_usable) reading.bundle = std::move(m_bundle);
        return reading;
    }

    Result<void> read_folder() {
        TALLYSTICK_TRY(entries, list_folder(m_folder, m_disk));
        const auto has = [&](std::string_view name) {
            return std::any_of(entries.begin(), entries.end(), [&](const Disk::Entry& entry) {
                return entry.name == name && entry.kind == Disk::Entry::Kind::file;
            });
        };
        const bool recovered = !has("bundle.note") && has("receipts.txt");
        std::vector<std::string> wanted{"envelopes.txt", "kiosk.note"};
        if (recovered) {
            m_bundle.state = BundleState::recovered;
            wanted.insert(wanted.end(), {"receipts.txt"});
            if (has("checkpoint.note")) wanted.emplace_back("checkpoint.note");
        } else {
            wanted.insert(wanted.end(),
                          {"bundle.note", "checkpoint.note", "events.txt", "spoiled.txt"});
        }
        m_complete = true;
        for (const std::string& name : wanted) {
            if (has(name)) continue;
            m_complete = false;
            fault(BundleCheck::folder, name, "the file is missing");
        }
        for (const Disk::Entry& entry : entries) {
            const bool known = std::find(wanted.begin(), wanted.end(), entry.name) != wanted.end();
            if (!known || entry.kind != Disk::Entry::Kind::file)
                fault(BundleCheck::folder, crypto::quoted(entry.name),
                      "does not belong into a bundle", "take it away");
        }
        if (!m_complete) return {};
        for (const std::string& name : wanted) {
            if (name == "envelopes.txt") continue;  // its limit is in the certificate
            auto bytes =
                read_file(m_folder / name, name.ends_with(".note") ? most_note : most_list, m_disk);
            if (!bytes) return bytes.error();
            m_files[name] = std::move(bytes).value();
        }
        return {};
    }

    void read_certificate() {
        const auto note = crypto::parse_note(m_files["kiosk.note"]);
        if (!note) return fault(BundleCheck::certificate_form, "kiosk.note", note.error());
        if (const auto good = crypto::verify_only(note.value(), m_pack.organiser); !good)
            fault(BundleCheck::certificate_signature, "kiosk.note", good.error());
        auto certificate = read_kiosk_note(note->text);
        if (!certificate)
            return fault(BundleCheck::certificate_form, "kiosk.note", certificate.error());
        if (certificate->round != m_pack.round_id)
            fault(BundleCheck::certificate_round, "kiosk.note",
                  "expected round " + m_pack.round_id.hex() + ", found " + certificate->round.hex(),
                  "this export is from another round");
        auto key = crypto::VerifierKey::parse(certificate->key);
        if (!key) return fault(BundleCheck::certificate_form, "kiosk.note", key.error());
        m_bundle.certificate = std::move(certificate).value();
        m_bundle.certificate_id = note->id();
        m_key = std::move(key).value();
    }

    // ---- envelopes ----

    [[nodiscard]] std::size_t line_size() const {
        return envelope_line_size(m_pack.round.style_width(), m_pack.round.block);
    }

    Result<void> read_envelopes() {
        const Path file = m_folder / "envelopes.txt";
        const std::uint64_t most =
            (line_size() + 1) * static_cast<std::uint64_t>(m_bundle.certificate.most);
        Disk::Entry entry;
        if (const int code = m_disk.stat(file, entry)) return disk_error(code, "read", file);
        if (entry.size > most) {
            fault(BundleCheck::counts, "envelopes.txt",
                  "more bytes than the certificate's " + std::to_string(m_bundle.certificate.most) +
                      " ballots have",
                  tell);
            return {};
        }
        auto bytes = read_file(file, most, m_disk);
        if (!bytes) return bytes.error();
        m_bundle.envelopes = std::move(bytes).value();
        split_lines();
        parse_lines();
        check_signatures();
        return {};
    }

    void split_lines() {
        std::string_view rest = m_bundle.envelopes;
        bool even = true;
        while (!rest.empty()) {
            const std::size_t end = rest.find('\n');
            const std::string_view line = rest.substr(0, end);
            if (end == std::string_view::npos) {
                even = false;
                fault(BundleCheck::envelope_form, at_line(m_lines.size()),
                      "the last line does not end in a line feed");
            } else if (line.size() != line_size()) {
                even = false;
            }
            m_lines.push_back(line);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
        m_usable = even;
    }

    void parse_lines() {
        m_envelopes.resize(m_lines.size());
        m_bundle.leaves.resize(m_lines.size());
        std::unordered_set<crypto::CardPublicKey> cards;
        std::unordered_set<std::string_view> sealed;
        cards.reserve(m_lines.size());
        sealed.reserve(m_lines.size());
        for (std::size_t at = 0; at < m_lines.size(); ++at) {
            m_bundle.leaves[at] = crypto::leaf_hash(m_lines[at]);
            auto parsed =
                read_envelope(m_lines[at], m_pack.round.style_width(), m_pack.round.block);
            if (!parsed) {
                fault(BundleCheck::envelope_form, at_line(at), parsed.error());
                continue;
            }
            m_envelopes[at] = std::move(parsed).value();
            const Envelope& envelope = *m_envelopes[at];
            check_kind(at, envelope);
            if (!cards.insert(envelope.holder).second)
                fault(BundleCheck::card_once, at_line(at),
                      "card " + crypto::card_label(envelope.holder) + " has voted before", tell);
            if (!sealed.insert(envelope.sealed_base64).second)
                fault(BundleCheck::sealed_once, at_line(at),
                      "the same sealed ballot stands on an earlier line", tell);
        }
    }

    void check_kind(std::size_t at, const Envelope& envelope) {
        const Role role = m_bundle.certificate.role;
        const Round& round = m_pack.round;
        const bool allowed =
            envelope.kind == EnvelopeKind::paper
                ? role == Role::paper
                : role == Role::kiosk && (envelope.kind == EnvelopeKind::card) == round.has_cards;
        if (!allowed)
            fault(BundleCheck::envelope_kind, at_line(at),
                  std::string("an envelope of kind ") + static_cast<char>(envelope.kind) +
                      " may not be in this box",
                  tell);
        if (round.find_style(envelope.style) == nullptr)
            return fault(BundleCheck::envelope_form, at_line(at),
                         "the round has no style " + envelope.style.text());
        if (envelope.kind != EnvelopeKind::card) return;
        const Style* style = m_pack.style_of(envelope.holder);
        if (style == nullptr)
            fault(BundleCheck::card_known, at_line(at),
                  "card " + crypto::card_label(envelope.holder) + " is not of this round", tell);
        else if (style->id != envelope.style)
            fault(BundleCheck::card_known, at_line(at),
                  "expected style " + style->id.text() + " for its card, found " +
                      envelope.style.text(),
                  tell);
    }

    // Nearly all the time goes here: one Ed25519 check per envelope, shared among threads.
    void check_signatures() {
        std::vector<std::uint8_t> good(m_lines.size(), 1);
        std::atomic<std::size_t> next{0};
        constexpr std::size_t piece = 64;
        const std::string& kiosk = m_bundle.certificate.kiosk.text();
        const auto work = [&] {
            for (;;) {
                const std::size_t start = next.fetch_add(piece);
                if (start >= m_lines.size()) return;
                for (std::size_t at = start; at < std::min(start + piece, m_lines.size()); ++at) {
                    if (!m_envelopes[at] || m_envelopes[at]->kind != EnvelopeKind::card) continue;
                    const Envelope& envelope = *m_envelopes[at];
                    good[at] = crypto::verify_envelope(envelope.holder, m_pack.round_id, kiosk,
                                                       envelope.style.text(),
                                                       envelope.sealed_base64, envelope.signature)
                                   ? 1
                                   : 0;
                }
            }
        };
        std::vector<std::thread> helpers;
        for (unsigned count = 1; count < m_limits.threads && m_lines.size() > piece * count;
             ++count)
            helpers.emplace_back(work);
        work();
        for (std::thread& helper : helpers) helper.join();
        for (std::size_t at = 0; at < good.size(); ++at)
            if (good[at] == 0)
                fault(BundleCheck::card_signature, at_line(at), "signature does not match",
                      copy_again);
    }

    // ---- notes ----

    void check_note() {
        const auto note = crypto::parse_note(m_files["bundle.note"]);
        if (!note) return fault(BundleCheck::note_form, "bundle.note", note.error());
        if (const auto good = crypto::verify_only(note.value(), *m_key); !good)
            fault(BundleCheck::note_signature, "bundle.note", good.error());
        auto said = read_bundle_note(note->text);
        if (!said) return fault(BundleCheck::note_form, "bundle.note", said.error());
        if (said->round != m_bundle.certificate.round || said->kiosk != m_bundle.certificate.kiosk)
            fault(BundleCheck::note_round, "bundle.note",
                  "expected round and kiosk of its certificate, " +
                      m_bundle.certificate.kiosk.text() + ", found " + said->kiosk.text());
        m_bundle.state =
            said->state == BundleNote::State::open ? BundleState::open : BundleState::closed;
        m_bundle.note = std::move(said).value();
        check_hashes();
    }

    void check_hashes() {
        m_files["envelopes.txt"];  // so that its name is among the keys; its bytes are elsewhere
        std::size_t listed = 0;
        for (const auto& [name, bytes] : m_files) {
            if (name == "bundle.note") continue;
            const std::string& content = name == "envelopes.txt" ? m_bundle.envelopes : bytes;
            const auto at = std::find_if(
                m_bundle.note->files.begin(), m_bundle.note->files.end(),
                [&, &path = name](const crypto::FileHash& file) { return file.path == path; });
            if (at == m_bundle.note->files.end()) {
                fault(BundleCheck::file_hashes, name, "not listed in bundle.note");
                continue;
            }
            ++listed;
            const crypto::Digest found = crypto::sha256(content);
            if (found != at->hash)
                fault(BundleCheck::file_hashes, name,
                      "expected SHA-256 " + at->hash.hex() + ", found " + found.hex());
        }
        if (listed != m_bundle.note->files.size())
            fault(BundleCheck::file_hashes, "bundle.note", "lists a file that no bundle has");
    }

    void check_checkpoint() {
        const auto file = m_files.find("checkpoint.note");
        if (file == m_files.end()) return;
        const auto note = crypto::parse_note(file->second);
        if (!note) return fault(BundleCheck::checkpoint_form, file->first, note.error());
        auto said = crypto::Checkpoint::parse(note->text);
        if (!said) return fault(BundleCheck::checkpoint_form, file->first, said.error());
        if (const auto good = crypto::open_checkpoint(note.value(), *m_key); !good)
            fault(BundleCheck::checkpoint_signature, file->first, good.error());
        m_bundle.checkpoint = said.value();
        if (m_bundle.state == BundleState::recovered) {
            if (said->size > m_lines.size())
                fault(BundleCheck::checkpoint_match, file->first,
                      "the log had " + std::to_string(said->size) +
                          " envelopes, the mirror gave back " + std::to_string(m_lines.size()),
                      "recover from another copy, too");
            return;
        }
        if (m_bundle.note && (m_bundle.note->checkpoint != note->id() ||
                              static_cast<std::uint64_t>(m_bundle.note->envelopes) != said->size))
            fault(BundleCheck::checkpoint_match, file->first,
                  "bundle.note names another checkpoint or another size");
        const crypto::Digest root = crypto::merkle_root(m_bundle.leaves);
        if (said->size != m_lines.size() || said->root != root)
            fault(BundleCheck::log_root, "envelopes.txt",
                  "expected " + std::to_string(said->size) + " envelopes with root " +
                      said->root.base64() + ", found " + std::to_string(m_lines.size()) +
                      " with root " + root.base64());
    }

    // ---- lists ----

    void check_spoiled() {
        crypto::LineReader lines(m_files["spoiled.txt"], crypto::Charset::ascii);
        constexpr std::size_t leaf_digits = 2 * crypto::Digest::size;
        while (!lines.at_end()) {
            const auto line = lines.next();
            if (!line) return fault(BundleCheck::spoiled_form, "spoiled.txt", line.error());
            Spoiled one;
            const bool good = line->size() > leaf_digits && line.value()[leaf_digits] == ' ' &&
                              crypto::read_hex(line->substr(0, leaf_digits), one.leaf.bytes) &&
                              crypto::read_hex(line->substr(leaf_digits + 1), one.id.bytes);
            if (!good)
                return fault(BundleCheck::spoiled_form, "spoiled.txt",
                             lines.expected("a leaf hash and a ballot id", line.value()));
            if (!m_bundle.spoiled.empty() && !(m_bundle.spoiled.back().leaf < one.leaf))
                return fault(BundleCheck::spoiled_form, "spoiled.txt",
                             lines.expected("lines sorted, each leaf once", line.value()));
            m_bundle.spoiled.push_back(one);
        }
        const std::unordered_set<crypto::Digest> leaves(m_bundle.leaves.begin(),
                                                        m_bundle.leaves.end());
        for (const Spoiled& one : m_bundle.spoiled)
            if (leaves.count(one.leaf) != 0)
                fault(BundleCheck::spoiled_not_cast, "spoiled.txt",
                      "the checked ballot " + one.leaf.hex() + " is in the log", tell);
    }

    void check_events() {
        auto events = read_events(m_files["events.txt"]);
        if (!events) return fault(BundleCheck::events_form, "events.txt", events.error());
        m_bundle.events = std::move(events).value();
    }

    void check_counts() {
        if (!m_bundle.note) return;
        const BundleNote& note = *m_bundle.note;
        const auto compare = [&](const char* what, std::int64_t said, std::size_t found) {
            if (said != static_cast<std::int64_t>(found))
                fault(BundleCheck::counts, "bundle.note",
                      std::string("expected ") + std::to_string(said) + " " + what + ", found " +
                          std::to_string(found));
        };
        compare("envelopes", note.envelopes, m_lines.size());
        compare("checked ballots", note.spoiled, m_bundle.spoiled.size());
        if (note.envelopes + note.waiting > m_bundle.certificate.most)
            fault(
                BundleCheck::counts, "bundle.note",
                "more ballots than the certificate's " + std::to_string(m_bundle.certificate.most),
                tell);
        const auto desk = std::count_if(m_envelopes.begin(), m_envelopes.end(),
                                        [](const std::optional<Envelope>& envelope) {
                                            return envelope && envelope->kind == EnvelopeKind::desk;
                                        });
        if (desk > m_pack.round.desk_cap)
            fault(BundleCheck::counts, "envelopes.txt",
                  "more ballots without a card than the round's " +
                      std::to_string(m_pack.round.desk_cap),
                  tell);
    }

    void check_order() {
        std::vector<std::int64_t> ends;
        if (m_bundle.note)
            ends = m_bundle.note->epochs;
        else
            ends.push_back(static_cast<std::int64_t>(m_lines.size()));
        std::int64_t start = 0;
        for (std::size_t epoch = 0; epoch < ends.size(); ++epoch) {
            const std::int64_t end =
                std::min(ends[epoch], static_cast<std::int64_t>(m_lines.size()));
            const bool last_of_closed =
                m_bundle.state != BundleState::open && epoch + 1 == ends.size();
            if (ends[epoch] - start < m_pack.round.epoch && !last_of_closed)
                fault(BundleCheck::epoch_order, "bundle.note",
                      "an epoch has " + std::to_string(ends[epoch] - start) +
                          " envelopes, expected at least " + std::to_string(m_pack.round.epoch),
                      tell);
            for (std::int64_t at = start + 1; at < end; ++at) {
                const auto index = static_cast<std::size_t>(at);
                if (!(m_bundle.leaves[index - 1] < m_bundle.leaves[index])) {
                    fault(BundleCheck::epoch_order, at_line(index),
                          "envelopes of one epoch are not sorted by leaf hash", tell);
                    break;
                }
            }
            start = ends[epoch];
        }
    }

    void check_receipts() {
        std::string_view rest = m_files["receipts.txt"];
        for (std::size_t at = 0; at < m_lines.size(); ++at) {
            const std::string place = "receipts.txt, receipt " + std::to_string(at + 1);
            const std::string_view before = rest;
            const auto note = crypto::take_note(rest);
            if (!note) return fault(BundleCheck::receipts_match, place, note.error());
            m_bundle.receipts.emplace_back(before.substr(0, before.size() - rest.size()));
            if (const auto good = crypto::verify_only(note.value(), *m_key); !good)
                fault(BundleCheck::receipts_match, place, good.error());
            const auto said = read_receipt_note(note->text);
            if (!said) {
                fault(BundleCheck::receipts_match, place, said.error());
                continue;
            }
            if (!m_envelopes[at]) continue;
            const ReceiptNote expected{m_bundle.certificate.round, m_bundle.certificate.kiosk,
                                       m_bundle.leaves[at],
                                       crypto::card_label(m_envelopes[at]->holder)};
            if (!(said.value() == expected))
                fault(BundleCheck::receipts_match, place, "is not of the envelope on that line");
        }
        if (!rest.empty())
            fault(BundleCheck::receipts_match, "receipts.txt", "more receipts than envelopes");
    }

    void check_name() {
        const std::string expected = bundle_name(
            m_bundle.certificate.round, m_bundle.certificate.kiosk, m_lines.size(), m_bundle.state);
        if (m_bundle.name != expected)
            fault(BundleCheck::folder_name, "", "expected a folder named " + expected,
                  "give the folder its name back");
    }

    Path m_folder;
    const RoundPack& m_pack;
    BundleLimits m_limits;
    Disk& m_disk;
    Bundle m_bundle;
    std::vector<BundleFault> m_faults;
    bool m_complete = false;
    bool m_usable = false;
    std::map<std::string, std::string> m_files;
    std::optional<crypto::VerifierKey> m_key;
    std::vector<std::string_view> m_lines;
    std::vector<std::optional<Envelope>> m_envelopes;
};

}  // namespace

Result<BundleReading> read_bundle(const Path& folder, const RoundPack& pack,
                                  const BundleLimits& limits, Disk& disk) {
    return BundleReader(folder, pack, limits, disk).read();
}

Result<Bundle> read_good_bundle(const Path& folder, const RoundPack& pack,
                                const BundleLimits& limits, Disk& disk) {
    TALLYSTICK_TRY(reading, read_bundle(folder, pack, limits, disk));
    if (!reading.faults.empty()) return reading.faults.front().error;
    crypto::require(reading.bundle.has_value(), "a bundle without faults has its parts");
    return std::move(*reading.bundle);
}

}  // namespace tallystick::ballot
