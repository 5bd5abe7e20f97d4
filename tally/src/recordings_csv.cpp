// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of recordings: which file says which sentence in which language.
#include <algorithm>
#include <optional>

#include <ballot/files.h>
#include <ballot/pack.h>
#include <crypto/lines.h>
#include <tally/csv.h>

#include "authoring_parts.h"

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_recording_bytes = 8'000'000;
constexpr std::size_t most_sentence = 2000;

constexpr std::uint32_t least_rate = 8000, most_rate = 48000, most_seconds = 120;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

// The bytes of its chunk `data`; none where the file has no such chunk or ends inside one.
std::optional<std::uint32_t> sound_of(std::string_view bytes) {
    constexpr std::size_t first_chunk = 12, head = 8;
    std::optional<std::uint32_t> sound;
    std::size_t at = first_chunk;
    while (at + head <= bytes.size()) {
        const std::uint32_t size = number_at(bytes, at + 4, 4);
        if (size > bytes.size() - at - head) return std::nullopt;
        if (!sound && bytes.substr(at, 4) == "data") sound = size;
        at += head + size + size % 2;
    }
    return at < bytes.size() ? std::nullopt : sound;
}

// What keeps any kiosk from playing it, in words; empty: PCM of 16 bits, one channel, which any
// recorder can save.
std::string unplayable(std::string_view bytes) {
    constexpr std::string_view pcm_mono("\x01\0\x01\0", 4), whole("\x02\0\x10\0", 4);
    if (bytes.size() < 44 || !bytes.starts_with("RIFF") || bytes.substr(8, 8) != "WAVEfmt " ||
        bytes.substr(20, 4) != pcm_mono || bytes.substr(32, 4) != whole)
        return "of another kind";
    const std::uint32_t rate = number_at(bytes, 24, 4);
    if (rate < least_rate || rate > most_rate) return std::to_string(rate) + " samples a second";
    const auto sound = sound_of(bytes);
    if (!sound) return "cut off";
    // Players believe one length or the other: some would play less, some nothing.
    const std::uint32_t said = number_at(bytes, 4, 4);
    if (said != bytes.size() - 8)
        return "whose header says " + std::to_string(said) + " bytes, not " +
               std::to_string(bytes.size() - 8);
    if (*sound < 2) return "without a sample";
    if (*sound / 2 > std::uint64_t{rate} * most_seconds)
        return std::to_string(*sound / 2 / rate) + " seconds or more";
    return {};
}

class Sheet {
public:
    Sheet(const std::filesystem::path& file, const ballot::Round& round, Authored& authored)
        : m_folder(file.parent_path()),
          m_file(file.filename().string()),
          m_round(round),
          m_authored(authored) {}

    void read(std::string_view bytes) {
        CsvTable table = read_csv(bytes, m_file);
        for (auto& fault : table.faults) m_authored.faults.push_back(std::move(fault));
        const std::vector<std::string> header{"language", "text", "file"};
        if (table.rows.empty() || table.rows[0].fields != header) {
            std::string found;
            if (!table.rows.empty())
                for (const auto& name : table.rows[0].fields)
                    found += (found.empty() ? "" : ",") + name;
            return add_fault(m_authored, {m_file, 1, ""}, "the columns language,text,file", found);
        }
        for (std::size_t at = 1; at < table.rows.size(); ++at) read_row(table.rows[at]);
    }

private:
    void read_row(const CsvRow& row) {
        const auto fault = [&](const char* column, std::string expected, std::string found) {
            add_fault(m_authored, {m_file, row.line, column}, std::move(expected),
                      std::move(found));
        };
        if (row.fields.size() != 3) return fault("", "three fields", "");
        const std::string& language = row.fields[0];
        const std::string& name = row.fields[2];
        const bool known = std::any_of(
            m_round.languages.begin(), m_round.languages.end(),
            [&](const std::string& code) { return code.substr(0, code.find('@')) == language; });
        if (!known) return fault("language", "a language of the round", language);
        const std::string text =
            clean_text(m_authored, {m_file, row.line, "text"}, row.fields[1], most_sentence);
        if (text.empty()) return fault("text", "the sentence that is said", "");
        if (!name.ends_with(".wav") || !crypto::is_path(name))
            return fault("file", "a .wav file named with a-z, 0-9, '.', '_', '-' and '/'", name);
        auto bytes = ballot::read_file(m_folder / name, most_recording_bytes);
        if (!bytes) return fault("file", "a recording of at most 8 MB beside the sheet", name);
        if (const std::string why = unplayable(*bytes); !why.empty())
            return fault("file",
                         "a WAV file, PCM 16 bit, mono, 8000 to 48000 samples a second, not empty "
                         "and of at most 120 seconds",
                         name + ", " + why);
        const std::string path = ballot::recording_path(language, text);
        const auto again = std::any_of(m_authored.recordings.begin(), m_authored.recordings.end(),
                                       [&](const Picture& one) { return one.path == path; });
        if (again) return fault("text", "each sentence once in a language", text);
        m_authored.recordings.push_back({path, m_folder / name, text});
    }

    std::filesystem::path m_folder;
    std::string m_file;
    const ballot::Round& m_round;
    Authored& m_authored;
};

}  // namespace

void read_recordings(std::string_view bytes, const std::filesystem::path& file,
                     const ballot::Round& round, Authored& authored) {
    Sheet(file, round, authored).read(bytes);
}

}  // namespace tallystick::tally
