// SPDX-License-Identifier: GPL-3.0-or-later
// What is inside a bundle: envelopes and their signatures, receipts, lists, numbers, order.
#include <algorithm>
#include <atomic>
#include <thread>
#include <unordered_set>

#include <ballot/box_record.h>
#include <crypto/lines.h>
#include <crypto/merkle.h>

#include "bundle_reader.h"

namespace tallystick::ballot {

using crypto::Result;

std::size_t BundleReader::line_size() const {
    return envelope_line_size(m_pack.round.style_width(), m_pack.round.block);
}

Result<void> BundleReader::read_envelopes() {
    const Path file = m_folder / "envelopes.txt";
    const std::uint64_t most =
        (line_size() + 1) * static_cast<std::uint64_t>(m_bundle.certificate.most);
    Disk::Entry entry;
    if (const int code = m_disk.stat(file, entry)) return disk_error(code, "read", file);
    if (!fits(BundleCheck::counts, "envelopes.txt", entry.size, most,
              ", those of the certificate's " + std::to_string(m_bundle.certificate.most) +
                  " ballots"))
        return {};
    auto bytes = read_file(file, most, m_disk);
    if (!bytes) return bytes.error();
    m_bundle.envelopes = std::move(bytes).value();
    split_lines();
    parse_lines();
    check_signatures();
    check_serials();
    return {};
}

void BundleReader::split_lines() {
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

void BundleReader::parse_lines() {
    m_envelopes.resize(m_lines.size());
    m_bundle.leaves.resize(m_lines.size());
    std::unordered_set<crypto::CardPublicKey> cards;
    std::unordered_set<std::string_view> sealed;
    cards.reserve(m_lines.size());
    sealed.reserve(m_lines.size());
    for (std::size_t at = 0; at < m_lines.size(); ++at) {
        m_bundle.leaves[at] = crypto::leaf_hash(m_lines[at]);
        auto parsed = read_envelope(m_lines[at], m_pack.round.style_width(), m_pack.round.block);
        if (!parsed) {
            fault(BundleCheck::envelope_form, at_line(at), parsed.error());
            continue;
        }
        m_envelopes[at] = std::move(parsed).value();
        const Envelope& envelope = *m_envelopes[at];
        check_kind(at, envelope);
        if (!cards.insert(envelope.holder).second)
            fault(BundleCheck::card_once, at_line(at),
                  "card " + crypto::card_label(envelope.holder) + " has voted before", bundle_tell);
        if (!sealed.insert(envelope.sealed_base64).second)
            fault(BundleCheck::sealed_once, at_line(at),
                  "the same sealed ballot stands on an earlier line", bundle_tell);
    }
}

void BundleReader::check_kind(std::size_t at, const Envelope& envelope) {
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
              bundle_tell);
    if (round.find_style(envelope.style) == nullptr)
        return fault(BundleCheck::envelope_form, at_line(at),
                     "the round has no style " + envelope.style.text());
    if (envelope.kind != EnvelopeKind::card) return;
    const Style* style = m_pack.style_of(envelope.holder);
    if (style == nullptr)
        fault(BundleCheck::card_known, at_line(at),
              "card " + crypto::card_label(envelope.holder) + " is not of this round", bundle_tell);
    else if (style->id != envelope.style)
        fault(
            BundleCheck::card_known, at_line(at),
            "expected style " + style->id.text() + " for its card, found " + envelope.style.text(),
            bundle_tell);
}

void BundleReader::check_signatures() {
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
                                                   envelope.style.text(), envelope.sealed_base64,
                                                   envelope.signature)
                               ? 1
                               : 0;
            }
        }
    };
    std::vector<std::thread> helpers;
    for (unsigned count = 1; count < m_limits.threads && m_lines.size() > piece * count; ++count)
        helpers.emplace_back(work);
    work();
    for (std::thread& helper : helpers) helper.join();
    for (std::size_t at = 0; at < good.size(); ++at)
        if (good[at] == 0)
            fault(BundleCheck::card_signature, at_line(at), "signature does not match",
                  bundle_copy_again);
}

void BundleReader::check_serials() {
    if (m_bundle.certificate.role != Role::paper) return;
    std::unordered_set<crypto::CardPublicKey> holders;
    for (const auto& envelope : m_envelopes)
        if (envelope && envelope->kind == EnvelopeKind::paper) holders.insert(envelope->holder);
    const KioskNote& box = m_bundle.certificate;
    const auto strange = without_serial(std::move(holders), box.kiosk, box.most);
    if (strange.empty()) return;
    for (std::size_t at = 0; at < m_envelopes.size(); ++at)
        if (m_envelopes[at] && m_envelopes[at]->kind == EnvelopeKind::paper &&
            strange.contains(m_envelopes[at]->holder))
            fault(BundleCheck::paper_serial, at_line(at),
                  m_envelopes[at]->holder.hex() + " is of no serial number from 1 to " +
                      std::to_string(box.most) + " of " + box.kiosk.text(),
                  bundle_tell);
}

void BundleReader::check_spoiled() {
    auto spoiled = read_spoiled(m_files["spoiled.txt"]);
    if (!spoiled) return fault(BundleCheck::spoiled_form, "spoiled.txt", spoiled.error());
    m_spoiled_read = true;
    m_bundle.spoiled = std::move(spoiled).value();
    const std::unordered_set<crypto::Digest> leaves(m_bundle.leaves.begin(), m_bundle.leaves.end());
    for (const Spoiled& one : m_bundle.spoiled)
        if (leaves.count(one.leaf) != 0)
            fault(BundleCheck::spoiled_not_cast, "spoiled.txt",
                  "the checked ballot " + one.leaf.hex() + " is in the log", bundle_tell);
}

void BundleReader::check_events() {
    auto events = read_events(m_files["events.txt"]);
    if (!events) return fault(BundleCheck::events_form, "events.txt", events.error());
    m_bundle.events = std::move(events).value();
    const bool ended = !m_bundle.events.empty() && m_bundle.events.back().code == EventCode::closed;
    if (m_bundle.state == BundleState::closed && !ended)
        fault(BundleCheck::events_form, "events.txt",
              "expected `closed` as the last event of a closed bundle", bundle_tell);
}

void BundleReader::check_counts() {
    if (!m_bundle.note) return;
    const BundleNote& note = *m_bundle.note;
    const auto compare = [&](const char* what, std::int64_t said, std::size_t found) {
        if (said != static_cast<std::int64_t>(found))
            fault(BundleCheck::counts, "bundle.note",
                  std::string("expected ") + std::to_string(said) + " " + what + ", found " +
                      std::to_string(found));
    };
    compare("envelopes", note.envelopes, m_lines.size());
    if (m_spoiled_read) compare("checked ballots", note.spoiled, m_bundle.spoiled.size());
    if (note.envelopes + note.waiting > m_bundle.certificate.most)
        fault(BundleCheck::counts, "bundle.note",
              "more ballots than the certificate's " + std::to_string(m_bundle.certificate.most),
              bundle_tell);
}

void BundleReader::check_desk_cap() {
    const auto desk = std::count_if(m_envelopes.begin(), m_envelopes.end(),
                                    [](const std::optional<Envelope>& envelope) {
                                        return envelope && envelope->kind == EnvelopeKind::desk;
                                    });
    if (desk > m_pack.round.desk_cap)
        fault(BundleCheck::counts, "envelopes.txt",
              "expected at most " + std::to_string(m_pack.round.desk_cap) +
                  " ballots without a card, the round's desk_cap, found " + std::to_string(desk),
              bundle_tell);
}

void BundleReader::check_order() {
    std::vector<std::int64_t> ends;
    if (m_bundle.note)
        ends = m_bundle.note->epochs;
    else
        ends.push_back(static_cast<std::int64_t>(m_lines.size()));
    std::int64_t start = 0;
    for (std::size_t epoch = 0; epoch < ends.size(); ++epoch) {
        const std::int64_t end = std::min(ends[epoch], static_cast<std::int64_t>(m_lines.size()));
        const bool last_of_closed = m_bundle.state != BundleState::open && epoch + 1 == ends.size();
        if (ends[epoch] - start < m_pack.round.epoch && !last_of_closed)
            fault(BundleCheck::epoch_order, "bundle.note",
                  "an epoch has " + std::to_string(ends[epoch] - start) +
                      " envelopes, expected at least " + std::to_string(m_pack.round.epoch),
                  bundle_tell);
        for (std::int64_t at = start + 1; at < end; ++at) {
            const auto index = static_cast<std::size_t>(at);
            if (!(m_bundle.leaves[index - 1] < m_bundle.leaves[index])) {
                fault(BundleCheck::epoch_order, at_line(index),
                      "envelopes of one epoch are not sorted by leaf hash", bundle_tell);
                break;
            }
        }
        start = ends[epoch];
    }
}

void BundleReader::check_receipts() {
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

std::optional<std::string> lack_of(const std::optional<crypto::Checkpoint>& logged,
                                   std::span<const crypto::Digest> leaves, const Round& round) {
    // A kiosk writes one when its polls open, before the first vote.
    if (!logged)
        return "the mirror gave no checkpoint of its kiosk, which counts what was on it: nothing "
               "tells how many envelopes are missing beside the " +
               std::to_string(leaves.size()) + " that are here";
    if (logged->size > leaves.size())
        return "the kiosk signed a log of " + std::to_string(logged->size) + " envelopes, and " +
               std::to_string(leaves.size()) + " are here: at least " +
               std::to_string(logged->size - leaves.size()) + " are missing";
    // Where the epochs ended is not on a mirror: only a log of one epoch has the order of the
    // leaves.
    const bool one_epoch = logged->size <= static_cast<std::uint64_t>(round.epoch);
    if (logged->size == leaves.size() && one_epoch && logged->root != crypto::merkle_root(leaves))
        return "the kiosk signed a log of " + std::to_string(logged->size) +
               " envelopes, and not of the " + std::to_string(leaves.size()) + " that are here";
    return std::nullopt;
}

bool BundleReader::is_damaged() const {
    return std::any_of(m_faults.begin(), m_faults.end(), [](const BundleFault& fault) {
        return fault.check == BundleCheck::file_hashes ||
               fault.check == BundleCheck::receipts_match;
    });
}

void BundleReader::check_name() {
    const std::string expected = bundle_name(m_bundle.certificate.round, m_bundle.certificate.kiosk,
                                             m_lines.size(), m_bundle.state);
    if (bundle_base(m_bundle.name) != expected && !is_damaged())
        fault(BundleCheck::folder_name, "", "expected a folder named " + expected,
              "give the folder its name back");
}

}  // namespace tallystick::ballot
