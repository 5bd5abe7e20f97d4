// SPDX-License-Identifier: GPL-3.0-or-later
// The mirror: the box's slots once more, at the same index, in one file on a second medium, beside
// the certificate and the last checkpoint. Every used slot carries the kiosk's signed receipt, so a
// bundle can be recovered from a mirror alone. One thread at a time. docs/FORMAT.md "Mirror".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ballot/bundle.h>
#include <ballot/files.h>
#include <ballot/pack.h>

namespace tallystick::ballot {

// One used slot: the envelope line and its signed receipt.
struct SlotContent {
    std::string line;
    std::string receipt;
};

// Size of a slot of this round and kiosk: line LF receipt, always the same.
[[nodiscard]] std::size_t slot_size(const RoundPack& pack, const KioskId& kiosk);
[[nodiscard]] std::string write_slot(const SlotContent& content);
// None for a free (random) slot; an envelope with its receipt verified under the kiosk's key.
[[nodiscard]] std::optional<SlotContent> read_slot(std::string_view bytes, const RoundPack& pack,
                                                   const KioskNote& kiosk,
                                                   const crypto::VerifierKey& key);

class Mirror {
public:
    // `<folder>/<first 8 of round id>-<kiosk>-mirror/` with slots.bin, kiosk.note, checkpoint.note.
    [[nodiscard]] static Path folder_of(const Path& medium, const crypto::Digest& round,
                                        const KioskId& kiosk);
    // Makes it whole: every slot written in order, free ones random, so that the medium's
    // allocation tells nothing either.
    [[nodiscard]] static crypto::Result<Mirror> create(
        const Path& folder, std::string_view certificate, std::size_t slot_bytes, std::size_t slots,
        const std::function<std::string(std::size_t)>& slot, Disk& disk);
    // Opens one that is there; checks certificate and size.
    [[nodiscard]] static crypto::Result<Mirror> open(const Path& folder,
                                                     std::string_view certificate,
                                                     std::size_t slot_bytes, std::size_t slots,
                                                     Disk& disk);
    // To read what is left of one: checks nothing.
    [[nodiscard]] static Mirror open_damaged(const Path& folder, std::size_t slot_bytes,
                                             std::size_t slots, Disk& disk) {
        return Mirror(folder, slot_bytes, slots, disk);
    }
    // pwrite and fdatasync; returns when the medium says it holds them.
    [[nodiscard]] crypto::Result<void> write(std::size_t slot, std::string_view bytes);
    [[nodiscard]] crypto::Result<std::string> read(std::size_t slot) const;
    [[nodiscard]] crypto::Result<void> write_checkpoint(std::string_view note);
    [[nodiscard]] crypto::Result<std::optional<std::string>> read_checkpoint() const;
    [[nodiscard]] const Path& folder() const { return m_folder; }

private:
    Mirror(Path folder, std::size_t slot_bytes, std::size_t slots, Disk& disk)
        : m_folder(std::move(folder)), m_slot_bytes(slot_bytes), m_slots(slots), m_disk(&disk) {}
    Path m_folder;
    std::size_t m_slot_bytes;
    std::size_t m_slots;
    Disk* m_disk;
};

struct Recovered {
    Path folder;                // the recovered bundle
    bool there_before = false;  // the same was recovered into it earlier
    std::size_t envelopes = 0;
    std::size_t torn = 0;        // slots that begin like an envelope but do not verify
    std::size_t unreadable = 0;  // slots that the medium does not give back
    // What the kiosk's signed checkpoint has and the mirror has not; or that there is none.
    std::optional<std::string> lack;
    // Why there is no checkpoint in the bundle although the mirror held a file of that name.
    std::optional<crypto::Error> no_checkpoint;
};
// A bundle of state `recovered` from a mirror folder, written into `target`: the envelopes sorted
// by leaf hash, their receipts, the certificate, the last checkpoint where there is one. What a
// damaged medium does not give back is left out and said; fails if it gives no slot back at all.
// A bundle of the same name that is another one stays: this one is numbered, `...-recovered-2`.
[[nodiscard]] crypto::Result<Recovered> recover_bundle(const Path& mirror_folder,
                                                       const Path& target, const RoundPack& pack,
                                                       Disk& disk = real_disk());

}  // namespace tallystick::ballot
