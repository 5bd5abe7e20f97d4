// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what an organiser writes, round.toml and its spreadsheet proposals.csv, into a Round. All
// faults are collected, and there is a round only when there are none. Text is composed (NFC) here
// and nowhere later. Reads files, writes none. docs/FORMAT.md "What an organiser writes".
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <ballot/round.h>
#include <tally/fault.h>

namespace tallystick::tally {

// A file that goes into the pack as it is: a picture, or a recording of a sentence.
struct Picture {
    std::string path;  // inside the pack: "pictures/juice-bar.png"
    std::filesystem::path source;
    std::string words = {};  // that a recording says
};

// How far one language got. `missing` names what a reader of it will see in another language.
struct LanguageReport {
    std::string language;
    std::size_t texts = 0;
    std::vector<std::string> missing;  // "proposals.csv row 7, column title.cy"
};

struct Authored {
    std::optional<ballot::Round> round;  // without card salt, block size and witnesses
    std::vector<Picture> pictures;
    std::vector<Picture> recordings;
    std::vector<LanguageReport> languages;
    std::vector<std::string> warnings;
    Faults faults;  // empty iff there is a round
};

inline constexpr std::size_t most_title = 90, most_summary = 200, most_text = 2000,
                             most_other = 200;  // characters

[[nodiscard]] Authored read_authored(const std::filesystem::path& toml_file);

// What the header of a catalogue says of its review: "machine-drafted, awaiting native review" or
// "reviewed by …"; empty where there is no catalogue of that domain and language.
[[nodiscard]] std::string review_of(const std::filesystem::path& locale_folder,
                                    const std::string& domain, const std::string& language);

}  // namespace tallystick::tally
