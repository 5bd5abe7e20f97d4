// SPDX-License-Identifier: GPL-3.0-or-later
// The audit folder: everything that was signed, opened and counted, a page per language for
// people, and the result note over all of it. Appears complete or not at all.
// docs/FORMAT.md "Audit folder".
#pragma once

#include <map>
#include <set>
#include <string>

#include <tally/audit.h>

namespace tallystick::tally {

struct PublishInput {
    ballot::Path target;
    ballot::Path pack;          // its folder, copied
    ballot::Path list;          // copied as ballots.txt or votes.txt
    ballot::Path rejected;      // copied
    std::string locale_folder;  // catalogues of the domain "pages"
    std::string version;        // of the program, for the parameter `pages`
};

// What is written for people: count.json, readme.txt and the pages, by path. The same program
// writes the same bytes for the same folder.
[[nodiscard]] std::map<std::string, std::string> write_for_people(
    const Examined& examined, const ballot::Path& locale_folder);

// Their paths, which are the same in any version.
[[nodiscard]] std::set<std::string> paths_for_people(const ballot::Round& round);

// Signs the result with the organiser's key. Returns the identity of the result note.
[[nodiscard]] crypto::Result<crypto::Digest> publish(const Examined& examined,
                                                     const PublishInput& input,
                                                     const crypto::SigningKey& organiser);

// SHA-256 of a file of any size.
[[nodiscard]] crypto::Result<crypto::Digest> hash_file(const ballot::Path& file);
// Every file below `folder`, sorted by path.
[[nodiscard]] crypto::Result<std::vector<crypto::FileHash>> hash_tree(const ballot::Path& folder);

}  // namespace tallystick::tally
