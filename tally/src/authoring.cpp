// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/files.h>
#include <crypto/lines.h>
#include <tally/count_round.h>
#include <tally/unicode.h>

#include "authoring_parts.h"

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_authored_bytes = 16'000'000;

// What a reader of one language will not find, text by text.
LanguageReport completeness(const ballot::Round& round, const std::string& language) {
    LanguageReport report{language, 0, {}};
    const std::string& first = round.languages.front();
    const auto look = [&](const ballot::Texts& texts, const std::string& place) {
        if (!texts.has(first)) return;
        ++report.texts;
        if (!texts.has(language)) report.missing.push_back(place);
    };
    look(round.title, "title");
    for (const auto& pot : round.pots) look(pot.name, "pot " + pot.id.text() + ", name");
    for (const auto& style : round.styles) look(style.name, "style " + style.id.text() + ", name");
    for (const auto& theme : round.themes) look(theme.name, "theme " + theme.id.text() + ", name");
    for (const auto& proposal : round.proposals) {
        const std::string place = "proposal " + proposal.id.text() + ", ";
        look(proposal.title, place + "title");
        look(proposal.summary, place + "summary");
        look(proposal.text, place + "text");
        look(proposal.place, place + "place");
        look(proposal.picture_alt, place + "picture_alt");
    }
    return report;
}

// round.json's words for what round.toml and the sheet call by shorter ones.
std::string as_written(std::string words) {
    constexpr std::pair<std::string_view, std::string_view> shorter[] = {
        {"leftover_to", "leftover"}, {"max_each", "each"},        {"max_plus", "plus"},
        {"max_minus", "minus"},      {"amount_min", "min"},       {"amount_step", "step"},
        {"categories", "category"},  {"shares_needed", "needed"},
    };
    for (const auto& [long_word, short_word] : shorter)
        if (const std::size_t at = words.find(long_word); at != std::string::npos)
            words.replace(at, long_word.size(), short_word);
    return words;
}

}  // namespace

void add_fault(Authored& authored, const Cell& cell, std::string expected, std::string found) {
    authored.faults.push_back(
        {cell.file, cell.line, cell.column, std::move(expected), std::move(found)});
}

std::string clean_text(Authored& authored, const Cell& cell, std::string_view text,
                       std::size_t most) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    text = text.substr(begin, text.find_last_not_of(' ') - begin + 1);
    if (auto clean = crypto::check_characters(text); !clean) {
        add_fault(authored, cell, "text in one line without hidden or control characters",
                  std::string(text));
        return {};
    }
    std::string composed = to_nfc(text);
    if (const std::size_t length = length_of(composed); length > most)
        add_fault(authored, cell, "at most " + std::to_string(most) + " characters",
                  std::to_string(length) + " characters");
    return composed;
}

Authored read_authored(const std::filesystem::path& toml_file) {
    Authored authored;
    const auto unreadable = [&](const std::filesystem::path& file, const crypto::Error& error) {
        authored.faults.push_back(
            {file.filename().string(), 0, "", "a file that can be read", error.message});
    };
    auto toml = ballot::read_file(toml_file, most_authored_bytes);
    if (!toml) {
        unreadable(toml_file, toml.error());
        return authored;
    }
    RoundFile file = read_round_toml(*toml, toml_file, authored);
    if (!file.proposals.empty()) {
        auto sheet = ballot::read_file(file.proposals, most_authored_bytes);
        if (sheet)
            read_proposals(*sheet, file.proposals, file.pictures, file.round, authored);
        else
            unreadable(file.proposals, sheet.error());
    }
    if (!file.recordings.empty()) {
        auto sheet = ballot::read_file(file.recordings, most_authored_bytes);
        if (sheet)
            read_recordings(*sheet, file.recordings, file.round, authored);
        else
            unreadable(file.recordings, sheet.error());
    }
    if (!authored.faults.empty()) return authored;
    // What the parts cannot see: pots against the fund, limits against each other.
    file.round.block = ballot::block_size(file.round);
    // Who the witnesses are is known only when the round is sealed; until then they cannot be few.
    ballot::Round unsealed = file.round;
    unsealed.witness_quorum = 0;
    for (const auto& words : ballot::faults_of(unsealed))
        authored.faults.push_back({toml_file.filename().string(), 0, "", "", as_written(words)});
    if (!authored.faults.empty()) return authored;
    // Nothing is left that the count refuses; were there, better now than when ballots are open.
    if (const auto instance = instance_of(file.round); !instance) {
        authored.faults.push_back(
            {toml_file.filename().string(), 0, "", "", instance.error().message});
        return authored;
    }
    for (const auto& language : file.round.languages)
        authored.languages.push_back(completeness(file.round, language));
    authored.round = std::move(file.round);
    return authored;
}

}  // namespace tallystick::tally
