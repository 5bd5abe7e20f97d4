// SPDX-License-Identifier: GPL-3.0-or-later
// Reading back what was opened: ballots.txt (signed notes in order of ballot number) or votes.txt
// (votes without labels), piece by piece, strictly. docs/FORMAT.md "Opened list".
#pragma once

#include <functional>
#include <string>

#include <ballot/inner_ballot.h>
#include <ballot/validate.h>
#include <tally/closing.h>

namespace tallystick::tally {

struct ListedBallot {
    std::uint32_t box = 0, style = 0;  // indices; box means nothing in votes.txt
    const ballot::Votes* votes = nullptr;
    bool valid = false;
};
using EachBallot = std::function<void(const ListedBallot&)>;

// Every note with its checks (opened-form … opened-spoiled), signatures on `threads` threads; calls
// `each` in order. False if a check failed.
[[nodiscard]] crypto::Result<bool> read_ballots(const ballot::Path& file,
                                                const ballot::RoundPack& pack, const Roll& roll,
                                                const std::vector<Box>& boxes, unsigned threads,
                                                Report& report, const EachBallot& each);
// The same without kiosks and their signatures: for counting what was checked elsewhere.
[[nodiscard]] crypto::Result<bool> read_unchecked_ballots(const ballot::Path& file,
                                                          const ballot::RoundPack& pack,
                                                          Report& report, const EachBallot& each);
[[nodiscard]] crypto::Result<bool> read_votes(const ballot::Path& file,
                                              const ballot::RoundPack& pack, Report& report,
                                              const EachBallot& each);

}  // namespace tallystick::tally
