// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a bundle folder: its files, its certificate, its notes.
#include <algorithm>

#include <crypto/digest.h>
#include <crypto/lines.h>
#include <crypto/merkle.h>

#include "bundle_reader.h"

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Error;
using crypto::Result;

namespace {

constexpr std::uint64_t most_note = 1'000'000;
constexpr std::uint64_t most_list = 200'000'000;
constexpr std::size_t most_faults_of_a_kind = 20;

}  // namespace

BundleReader::BundleReader(Path folder, const RoundPack& pack, const BundleLimits& limits,
                           Disk& disk)
    : m_folder(std::move(folder)), m_pack(pack), m_limits(limits), m_disk(disk) {
    m_bundle.name = m_folder.filename().string();
    if (m_bundle.name.empty()) m_bundle.name = m_folder.parent_path().filename().string();
    // As it was given: two sticks hold folders of one name.
    m_shown = crypto::visible(m_folder.string());
    while (m_shown.size() > 1 && m_shown.ends_with('/')) m_shown.pop_back();
}

Result<BundleReading> BundleReader::read() {
    TALLYSTICK_CHECK(read_folder());
    if (!m_complete) return done();
    read_certificate();
    if (!m_key) return done();
    TALLYSTICK_CHECK(read_envelopes());
    if (!m_complete) return done();
    check_desk_cap();
    if (m_bundle.state == BundleState::recovered) {
        check_receipts();
        check_checkpoint();
        check_whole();
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

void BundleReader::fault(BundleCheck check, const std::string& place, const Error& error) {
    const auto count = static_cast<std::size_t>(
        std::count_if(m_faults.begin(), m_faults.end(),
                      [&](const BundleFault& one) { return one.check == check; }));
    if (count >= most_faults_of_a_kind) return;
    Error full = error.in(m_shown + (place.empty() ? "" : "/" + place));
    if (full.hint.empty()) full.hint = bundle_copy_again;
    // Its kiosk is dead.
    if (m_bundle.state == BundleState::recovered && full.hint == bundle_copy_again)
        full.hint = bundle_recover_again;
    m_faults.push_back({check, std::move(full)});
}

void BundleReader::fault(BundleCheck check, const std::string& place, const std::string& message,
                         const char* hint) {
    fault(check, place, bad_data(message, hint));
}

bool BundleReader::fits(BundleCheck check, const std::string& file, std::uint64_t size,
                        std::uint64_t most, const std::string& why) {
    if (size <= most) return true;
    m_complete = false;
    fault(check, file,
          "expected at most " + std::to_string(most) + " bytes" + why + ", found " +
              std::to_string(size));
    return false;
}

std::string BundleReader::at_line(std::size_t index) {
    return "envelopes.txt line " + std::to_string(index + 1);
}

Result<BundleReading> BundleReader::done() {
    BundleReading reading;
    std::stable_sort(m_faults.begin(), m_faults.end(),
                     [](const BundleFault& a, const BundleFault& b) { return a.check < b.check; });
    reading.faults = std::move(m_faults);
    if (m_usable) reading.bundle = std::move(m_bundle);
    return reading;
}

Result<void> BundleReader::read_folder() {
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
            fault(BundleCheck::folder, crypto::quoted(entry.name), "does not belong into a bundle",
                  "take it away");
    }
    if (!m_complete) return {};
    for (const Disk::Entry& entry : entries) {
        const std::string& name = entry.name;
        const bool is_wanted = std::find(wanted.begin(), wanted.end(), name) != wanted.end();
        if (!is_wanted || name == "envelopes.txt") continue;  // its limit is in the certificate
        const std::uint64_t most = name.ends_with(".note") ? most_note : most_list;
        if (!fits(BundleCheck::folder, name, entry.size, most, "")) continue;
        auto bytes = read_file(m_folder / name, most, m_disk);
        if (!bytes) return bytes.error();
        m_files[name] = std::move(bytes).value();
    }
    return {};
}

void BundleReader::read_certificate() {
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
              "this export is from another round: take its folder away");
    auto key = crypto::VerifierKey::parse(certificate->key);
    if (!key) return fault(BundleCheck::certificate_form, "kiosk.note", key.error());
    m_bundle.certificate = std::move(certificate).value();
    m_bundle.certificate_id = note->id();
    m_key = std::move(key).value();
}

void BundleReader::check_note() {
    const auto note = crypto::parse_note(m_files["bundle.note"]);
    if (!note) return fault(BundleCheck::note_form, "bundle.note", note.error());
    if (const auto good = crypto::verify_only(note.value(), *m_key); !good)
        fault(BundleCheck::note_signature, "bundle.note", good.error());
    auto said = read_bundle_note(note->text);
    if (!said) return fault(BundleCheck::note_form, "bundle.note", said.error());
    if (said->round != m_bundle.certificate.round || said->kiosk != m_bundle.certificate.kiosk)
        fault(BundleCheck::note_round, "bundle.note",
              "expected round and kiosk of its certificate, " + m_bundle.certificate.kiosk.text() +
                  ", found " + said->kiosk.text());
    m_bundle.state =
        said->state == BundleNote::State::open ? BundleState::open : BundleState::closed;
    m_bundle.note = std::move(said).value();
    check_hashes();
}

void BundleReader::check_hashes() {
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

void BundleReader::check_checkpoint() {
    const auto file = m_files.find("checkpoint.note");
    if (file == m_files.end()) return;
    const auto note = crypto::parse_note(file->second);
    if (!note) return fault(BundleCheck::checkpoint_form, file->first, note.error());
    auto said = crypto::Checkpoint::parse(note->text);
    if (!said) return fault(BundleCheck::checkpoint_form, file->first, said.error());
    if (const auto good = crypto::open_checkpoint(note.value(), *m_key); !good)
        fault(BundleCheck::checkpoint_signature, file->first, good.error());
    m_bundle.checkpoint = said.value();
    if (m_bundle.state == BundleState::recovered) return;
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

void BundleReader::check_whole() {
    const std::string file = "checkpoint.note";
    // One that is there and is none is a fault of its own.
    if (m_files.count(file) != 0 && !m_bundle.checkpoint) return;
    if (const auto lack = lack_of(m_bundle.checkpoint, m_bundle.leaves, m_pack.round))
        fault(BundleCheck::mirror_whole, file, *lack, bundle_other_mirror);
}

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
