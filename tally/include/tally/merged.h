// SPDX-License-Identifier: GPL-3.0-or-later
// The merged folder: what `merge` writes, the closing note fixes and `open` takes. envelopes.txt
// (sorted by kiosk, then leaf), boxes.txt, spoiled.txt and alarms.txt; the same set of exports
// gives the same bytes in any order. docs/FORMAT.md "Merged logs".
#pragma once

#include <set>
#include <string>
#include <vector>

#include <tally/event.h>

namespace tallystick::tally {

struct Merged {
    std::vector<Box> boxes;  // one per entry of the roll
    std::set<std::string> alarms;
    crypto::Digest envelopes;  // SHA-256 of envelopes.txt
    std::vector<EnvelopeMark> marks;
    // What it was read from: who is told what to do about a difference.
    enum class From { folder, given, published } from = From::folder;  // given, published: bundles
};

// Reads, checks and unites the bundles and writes the folder; nothing is written if a check failed
// that is no alarm (the report says which), and the value is then empty.
[[nodiscard]] crypto::Result<std::optional<Merged>> merge(const ballot::RoundPack& pack,
                                                          const Roll& roll,
                                                          const std::vector<ballot::Path>& bundles,
                                                          const ballot::Path& target,
                                                          unsigned threads, Report& report);

// Of the ballots that were checked instead of cast: the text of spoiled.txt, and its lines.
[[nodiscard]] std::string write_spoiled(const std::vector<Box>& boxes);
[[nodiscard]] std::int64_t count_spoiled(const std::vector<Box>& boxes);

// Reads a merged folder back: every line strictly, certificates against the roll, envelopes in
// order and as many as its boxes say. (A root is over the order of the log, which a merged folder
// does not keep.)
[[nodiscard]] crypto::Result<Merged> read_merged(const ballot::Path& folder,
                                                 const ballot::RoundPack& pack, const Roll& roll,
                                                 unsigned threads);

}  // namespace tallystick::tally
