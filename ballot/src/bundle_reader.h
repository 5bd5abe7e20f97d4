// SPDX-License-Identifier: GPL-3.0-or-later
// The reader behind read_bundle(): one bundle, all its checks. Used once per bundle, on one thread
// but for the signatures it shares out. Private to ballot/.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ballot/bundle.h>

namespace tallystick::ballot {

inline constexpr const char* bundle_copy_again =
    "copy the stick again, or export again: a good closed export covers this one; if the kiosk is "
    "dead, recover its mirror and take this folder away";
inline constexpr const char* bundle_recover_again =
    "recover it again from the mirror; if it stays, tell the organiser";
inline constexpr const char* bundle_tell = "put this bundle aside and tell the organiser";

inline constexpr const char* bundle_other_mirror =
    "recover from another copy of the mirror, too; if there is none, what is left is merged: write "
    "into the closing note what happened";

// What a log that a kiosk signed had, and `leaves` of its mirror, sorted, have not; none, if they
// are not known to lack anything. A mirror without a checkpoint tells nothing, and says that.
[[nodiscard]] std::optional<std::string> lack_of(const std::optional<crypto::Checkpoint>& logged,
                                                 std::span<const crypto::Digest> leaves,
                                                 const Round& round);

class BundleReader {
public:
    BundleReader(Path folder, const RoundPack& pack, const BundleLimits& limits, Disk& disk);
    // Fails only where the disk does.
    crypto::Result<BundleReading> read();

private:
    void fault(BundleCheck check, const std::string& place, const crypto::Error& error);
    void fault(BundleCheck check, const std::string& place, const std::string& message,
               const char* hint = bundle_copy_again);
    // False, and a fault, where a file has more bytes than it may; nothing is then read of it.
    bool fits(BundleCheck check, const std::string& file, std::uint64_t size, std::uint64_t most,
              const std::string& why);
    static std::string at_line(std::size_t index);
    crypto::Result<BundleReading> done();
    crypto::Result<void> read_folder();
    void read_certificate();

    // ---- envelopes ----
    [[nodiscard]] std::size_t line_size() const;
    crypto::Result<void> read_envelopes();
    void split_lines();
    void parse_lines();
    void check_kind(std::size_t at, const Envelope& envelope);
    // Nearly all the time goes here: one Ed25519 check per envelope, shared among threads.
    void check_signatures();
    void check_serials();

    // ---- notes ----
    void check_note();
    void check_hashes();
    void check_checkpoint();
    void check_whole();

    // ---- lists ----
    void check_spoiled();
    void check_events();
    void check_counts();
    void check_desk_cap();
    void check_order();
    void check_receipts();
    // A file that was damaged on its way says nothing about the folder's name.
    [[nodiscard]] bool is_damaged() const;
    void check_name();

    Path m_folder;
    std::string m_shown;  // the same in messages
    const RoundPack& m_pack;
    BundleLimits m_limits;
    Disk& m_disk;
    Bundle m_bundle;
    std::vector<BundleFault> m_faults;
    bool m_complete = false;
    bool m_usable = false;
    bool m_spoiled_read = false;
    std::map<std::string, std::string> m_files;
    std::optional<crypto::VerifierKey> m_key;
    std::vector<std::string_view> m_lines;
    std::vector<std::optional<Envelope>> m_envelopes;
};

}  // namespace tallystick::ballot
