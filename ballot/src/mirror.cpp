// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/mirror.h>

#include <algorithm>
#include <cerrno>

#include <crypto/checkpoint.h>
#include <crypto/merkle.h>

#include "bundle_reader.h"

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Result;

namespace {

constexpr std::string_view slots_file = "slots.bin";
constexpr std::string_view kiosk_file = "kiosk.note";
constexpr std::string_view checkpoint_file = "checkpoint.note";
constexpr std::uint64_t most_note = 1'000'000;
constexpr std::uint64_t most_recovered = 4'000'000'000;

std::size_t receipt_size(const RoundPack& pack, const KioskId& kiosk) {
    const ReceiptNote any{pack.round_id, kiosk, {}, "00000000"};
    return crypto::signed_note_size(write_receipt_note(any).size(),
                                    crypto::log_origin(pack.round_id, kiosk.text()).size());
}

std::size_t line_size(const RoundPack& pack) {
    return envelope_line_size(pack.round.style_width(), pack.round.block);
}

}  // namespace

std::size_t slot_size(const RoundPack& pack, const KioskId& kiosk) {
    return line_size(pack) + 1 + receipt_size(pack, kiosk);
}

std::string write_slot(const SlotContent& content) {
    return content.line + "\n" + content.receipt;
}

std::optional<SlotContent> read_slot(std::string_view bytes, const RoundPack& pack,
                                     const KioskNote& kiosk, const crypto::VerifierKey& key) {
    const std::size_t line_bytes = line_size(pack);
    if (bytes.size() != slot_size(pack, kiosk.kiosk) || bytes[line_bytes] != '\n')
        return std::nullopt;
    const std::string_view line = bytes.substr(0, line_bytes);
    const std::string_view receipt = bytes.substr(line_bytes + 1);
    const auto envelope = read_envelope(line, pack.round.style_width(), pack.round.block);
    if (!envelope) return std::nullopt;
    const auto note = crypto::parse_note(receipt);
    if (!note || !crypto::verify_only(note.value(), key)) return std::nullopt;
    const auto said = read_receipt_note(note->text);
    const ReceiptNote expected{pack.round_id, kiosk.kiosk, crypto::leaf_hash(line),
                               crypto::card_label(envelope->holder)};
    if (!said || !(said.value() == expected)) return std::nullopt;
    return SlotContent{std::string(line), std::string(receipt)};
}

Path Mirror::folder_of(const Path& medium, const crypto::Digest& round, const KioskId& kiosk) {
    return medium / (round.hex().substr(0, 8) + "-" + kiosk.text() + "-mirror");
}

Result<Mirror> Mirror::create(const Path& folder, std::string_view certificate,
                              std::size_t slot_bytes, std::size_t slots,
                              const std::function<std::string(std::size_t)>& slot, Disk& disk) {
    if (exists(folder, disk)) return disk_error(EEXIST, "make", folder);
    const Path part = folder.parent_path() / ("." + folder.filename().string() + ".part");
    TALLYSTICK_CHECK(remove_tree(part, disk));
    const auto give_up = [&](int code) {
        (void)remove_tree(part, disk);
        return disk_error(code, "make", folder);
    };
    if (const int code = disk.make_folder(part)) return give_up(code);
    constexpr std::size_t piece = 4U << 20U;
    std::string waiting;
    std::uint64_t written = 0;
    for (std::size_t at = 0; at < slots; ++at) {
        waiting += slot(at);
        if (waiting.size() < piece && at + 1 < slots) continue;
        if (const int code = disk.write_at(part / slots_file, written, waiting))
            return give_up(code);
        written += waiting.size();
        waiting.clear();
    }
    crypto::require(written == std::uint64_t{slot_bytes} * slots, "mirror slots of another size");
    if (const int code = disk.sync(part / slots_file)) return give_up(code);
    if (const int code = disk.write_at(part / kiosk_file, 0, certificate)) return give_up(code);
    if (const int code = disk.sync(part / kiosk_file)) return give_up(code);
    if (const int code = disk.sync_folder(part)) return give_up(code);
    if (const int code = disk.rename(part, folder)) return give_up(code);
    if (const int code = disk.sync_folder(folder.parent_path()))
        return disk_error(code, "make", folder);
    return Mirror(folder, slot_bytes, slots, disk);
}

Result<Mirror> Mirror::open(const Path& folder, std::string_view certificate,
                            std::size_t slot_bytes, std::size_t slots, Disk& disk) {
    TALLYSTICK_TRY(found, read_file(folder / kiosk_file, most_note, disk));
    if (found != certificate)
        return bad_data((folder / kiosk_file).string() + ": this mirror belongs to another kiosk",
                        "use the stick that was in this kiosk, or an empty one");
    Disk::Entry entry;
    if (const int code = disk.stat(folder / slots_file, entry))
        return disk_error(code, "read", folder / slots_file);
    if (entry.kind != Disk::Entry::Kind::file || entry.size != std::uint64_t{slot_bytes} * slots)
        return bad_data((folder / slots_file).string() + ": expected " +
                            std::to_string(slot_bytes * slots) + " bytes, found " +
                            std::to_string(entry.size),
                        "use an empty stick, and keep this one for recovery");
    return Mirror(folder, slot_bytes, slots, disk);
}

Result<void> Mirror::write(std::size_t slot, std::string_view bytes) {
    crypto::require(slot < m_slots && bytes.size() == m_slot_bytes, "mirror slot");
    // Never make the file anew: a stick that was pulled out and replaced has no slots.bin.
    Disk::Entry entry;
    const Path file = m_folder / slots_file;
    if (const int code = m_disk->stat(file, entry)) return disk_error(code, "write", file);
    const std::uint64_t offset = std::uint64_t{slot} * m_slot_bytes;
    if (const int code = m_disk->write_at(file, offset, bytes))
        return disk_error(code, "write", file);
    if (const int code = m_disk->sync(file)) return disk_error(code, "write", file);
    return {};
}

Result<std::string> Mirror::read(std::size_t slot) const {
    std::string bytes;
    const std::uint64_t offset = std::uint64_t{slot} * m_slot_bytes;
    const Path file = m_folder / slots_file;
    if (const int code = m_disk->read_at(file, offset, m_slot_bytes, bytes))
        return disk_error(code, "read", file);
    if (bytes.size() != m_slot_bytes) return disk_error(EIO, "read", file);
    return bytes;
}

Result<void> Mirror::write_checkpoint(std::string_view note) {
    return write_file(m_folder / checkpoint_file, note, *m_disk);
}

Result<std::optional<std::string>> Mirror::read_checkpoint() const {
    if (!exists(m_folder / checkpoint_file, *m_disk)) return std::optional<std::string>();
    TALLYSTICK_TRY(bytes, read_file(m_folder / checkpoint_file, most_note, *m_disk));
    return std::optional<std::string>(std::move(bytes));
}

namespace {

struct Certified {
    KioskNote note;
    crypto::VerifierKey key;
    std::string bytes;
};

Result<Certified> read_certificate(const Path& file, const RoundPack& pack, Disk& disk) {
    TALLYSTICK_TRY(bytes, read_file(file, most_note, disk));
    TALLYSTICK_TRY(note, crypto::parse_note(bytes));
    TALLYSTICK_CHECK(crypto::verify_only(note, pack.organiser));
    TALLYSTICK_TRY(kiosk, read_kiosk_note(note.text));
    if (kiosk.round != pack.round_id) return bad_data("certificate of another round");
    TALLYSTICK_TRY(key, crypto::VerifierKey::parse(kiosk.key));
    return Certified{std::move(kiosk), std::move(key), std::move(bytes)};
}

Result<crypto::Checkpoint> open_signed(std::string_view bytes, const crypto::VerifierKey& key) {
    TALLYSTICK_TRY(note, crypto::parse_note(bytes));
    return crypto::open_checkpoint(note, key);
}

// A slot that was being written when the power went: it has an envelope's beginning only.
bool looks_used(std::string_view bytes, std::size_t line_bytes) {
    // A kind and a space alone begin one free slot of 20,000.
    constexpr std::size_t digits = 6;
    const bool kind = bytes[0] == 'c' || bytes[0] == 's' || bytes[0] == 'p';
    const bool start =
        kind && bytes[1] == ' ' &&
        bytes.substr(2, digits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
    const bool end =
        bytes[line_bytes] == '\n' && bytes.substr(line_bytes + 1).starts_with(receipt_type);
    return start || end;
}

// Of several mirrors with as many envelopes each is kept: `name`, `name-2`, ... One that is there
// already, byte for byte, keeps its place.
Path place_for(const Path& target, const std::string& name,
               const std::map<std::string, std::string>& files, Disk& disk) {
    Path place = target / name;
    for (std::size_t number = 2; exists(place, disk); ++number) {
        const auto there = read_folder(place, most_recovered, disk);
        if (there && *there == files) break;
        place = target / (name + "-" + std::to_string(number));
    }
    return place;
}

}  // namespace

Result<Recovered> recover_bundle(const Path& mirror_folder, const Path& target,
                                 const RoundPack& pack, Disk& disk) {
    auto certified = read_certificate(mirror_folder / kiosk_file, pack, disk);
    if (!certified) return certified.error().in((mirror_folder / kiosk_file).string());
    const KioskNote& kiosk = certified->note;
    const std::size_t slot_bytes = slot_size(pack, kiosk.kiosk);
    const auto slots = static_cast<std::size_t>(kiosk.most);
    const Mirror mirror = Mirror::open_damaged(mirror_folder, slot_bytes, slots, disk);
    Recovered recovered;
    std::map<crypto::Digest, SlotContent> found;  // sorted by leaf hash
    for (std::size_t at = 0; at < slots; ++at) {
        const auto bytes = mirror.read(at);
        if (!bytes) {
            if (++recovered.unreadable == slots || !exists(mirror_folder, disk))
                return bytes.error();
            continue;
        }
        if (auto content = read_slot(*bytes, pack, kiosk, certified->key)) {
            const crypto::Digest leaf = crypto::leaf_hash(content->line);
            found.emplace(leaf, std::move(*content));
        } else if (looks_used(*bytes, line_size(pack))) {
            ++recovered.torn;
        }
    }
    std::map<std::string, std::string> files;
    std::string& envelopes = files["envelopes.txt"];
    std::string& receipts = files["receipts.txt"];
    std::vector<crypto::Digest> leaves;
    for (const auto& [leaf, content] : found) {
        leaves.push_back(leaf);
        envelopes.append(content.line).append("\n");
        receipts.append(content.receipt);
    }
    files[std::string(kiosk_file)] = certified->bytes;
    const auto checkpoint = mirror.read_checkpoint();
    std::optional<crypto::Checkpoint> logged;
    if (!checkpoint) {
        recovered.no_checkpoint = checkpoint.error();
    } else if (*checkpoint) {
        if (auto opened = open_signed(**checkpoint, certified->key)) {
            files[std::string(checkpoint_file)] = **checkpoint;
            logged = std::move(opened).value();
        } else {
            recovered.no_checkpoint = opened.error();
        }
    }
    recovered.lack = lack_of(logged, leaves, pack.round);
    recovered.envelopes = found.size();
    recovered.folder = place_for(
        target, bundle_name(pack.round_id, kiosk.kiosk, found.size(), BundleState::recovered),
        files, disk);
    recovered.there_before = exists(recovered.folder, disk);
    if (!recovered.there_before) TALLYSTICK_CHECK(write_folder(recovered.folder, files, disk));
    return recovered;
}

}  // namespace tallystick::ballot
