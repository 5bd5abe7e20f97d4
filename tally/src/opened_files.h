// SPDX-License-Identifier: GPL-3.0-or-later
// The opened note, and whether what is here is what it lists: in the folder that `open` wrote, and
// in what was published of it. Safe on any thread. docs/FORMAT.md "Opened note".
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include <ballot/notes.h>
#include <tally/event.h>

namespace tallystick::tally {

struct HashedFile {
    std::string place;  // as errors name it
    crypto::Digest hash;
};
// By the name that `open` gave it.
using OpenedFiles = std::map<std::string, HashedFile>;

// What `open` writes beside its note: these, and where labels are withheld the votes.
inline constexpr std::array always_opened = {"ballots.txt", "closing.note", "rejected.txt"};
inline constexpr const char* opened_votes = "votes.txt";
[[nodiscard]] bool was_opened(const std::string& name);
[[nodiscard]] crypto::Result<OpenedFiles> hash_opened(
    const std::map<std::string, ballot::Path>& files);

// The checks opened-note and opened-files: the note, if the tally key signed it over the closing
// note `closing`, and if it lists what is `here` and nothing else. The signed list need not be here
// where votes without labels are.
[[nodiscard]] std::optional<ballot::OpenedNote> check_opened(const NamedText& note,
                                                             const ballot::RoundPack& pack,
                                                             const crypto::Digest& closing,
                                                             const OpenedFiles& here,
                                                             Report& report);

// Is it the file that was signed?
[[nodiscard]] crypto::Result<void> check_hash(const HashedFile& here,
                                              const crypto::Digest& expected);
[[nodiscard]] crypto::Error differs(const std::string& what, const std::string& expected,
                                    const std::string& found, const std::string& hint);

}  // namespace tallystick::tally
