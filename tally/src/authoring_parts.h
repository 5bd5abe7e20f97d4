// SPDX-License-Identifier: GPL-3.0-or-later
// The two halves of authoring (authoring.h): round.toml and proposals.csv, and the checks of single
// values that they share. Each adds its faults to `authored` and goes on.
#pragma once

#include <string>
#include <string_view>

#include <tally/authoring.h>

namespace tallystick::tally {

// A value with its place, so that a fault can name it.
struct Cell {
    const std::string& file;
    std::size_t line = 0;
    std::string column;
};

void add_fault(Authored& authored, const Cell& cell, std::string expected, std::string found);
// The text composed, with outer spaces cut; a fault when it is too long or holds what no text may.
[[nodiscard]] std::string clean_text(Authored& authored, const Cell& cell, std::string_view text,
                                     std::size_t most);

// A currency of ISO 4217 that has hundredths.
[[nodiscard]] bool is_currency(std::string_view code);

struct OptionFault {
    std::string_view key;  // of [count]
    std::string expected, found;
};
// All that keeps the ballots of `round`, whose pots are read, from being counted as its options
// say.
[[nodiscard]] std::vector<OptionFault> faults_of_count(const ballot::Round& round);

// Keys of [count] that `rule` does not look at; none where there is no such rule.
[[nodiscard]] std::vector<std::string_view> unused_options(const std::string& rule);

struct RoundFile {
    ballot::Round round;
    std::filesystem::path proposals, pictures;  // beside the TOML file unless absolute
    std::filesystem::path recordings;           // a sheet too; empty where there is none
};
// Everything but the proposals.
[[nodiscard]] RoundFile read_round_toml(std::string_view bytes, const std::filesystem::path& file,
                                        Authored& authored);
void read_proposals(std::string_view bytes, const std::filesystem::path& file,
                    const std::filesystem::path& pictures, ballot::Round& round,
                    Authored& authored);

void read_recordings(std::string_view bytes, const std::filesystem::path& file,
                     const ballot::Round& round, Authored& authored);

}  // namespace tallystick::tally
