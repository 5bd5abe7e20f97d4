// SPDX-License-Identifier: GPL-3.0-or-later
// Counting what `open` wrote, or an audit folder, by the round's own rule or by another one for
// comparison.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <rules/count.h>
#include <tally/audit.h>

namespace tallystick::cli {

struct CountFolder {
    std::string folder;
    std::string pack;                                        // empty: <folder>/pack
    std::vector<std::pair<std::string, std::string>> flags;  // "--rule" …; none: the round's rule
    rules::Profile::Keep keep = rules::Profile::Keep::summary;  // rows where the rule needs them
};
// Check the pack and that the list is the one that was signed or opened, and read it strictly.
[[nodiscard]] crypto::Result<tally::RoundCount> count_folder(const CountFolder& what);
[[nodiscard]] crypto::Result<tally::RoundBallots> ballots_of_folder(const CountFolder& what);

// Refuses a flag that the rule does not look at: it would be lost without a word.
[[nodiscard]] crypto::Result<void> check_flags(
    const std::vector<std::pair<std::string, std::string>>& flags, const rules::RuleSpec& spec);

// The ranking with the funding line, for a terminal.
[[nodiscard]] std::string tally_text(const tally::Examined& examined);

}  // namespace tallystick::cli
