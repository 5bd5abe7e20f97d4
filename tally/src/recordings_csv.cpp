// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of recordings: which file says which sentence in which language.
#include <algorithm>

#include <ballot/files.h>
#include <ballot/pack.h>
#include <crypto/lines.h>
#include <tally/csv.h>

#include "authoring_parts.h"

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_recording_bytes = 8'000'000;
constexpr std::size_t most_sentence = 2000;

// PCM of 16 bits, one channel: what any recorder can save and any kiosk plays.
bool is_wav(std::string_view bytes) {
    constexpr std::string_view pcm_mono("\x01\0\x01\0", 4);
    return bytes.size() > 44 && bytes.starts_with("RIFF") && bytes.substr(8, 8) == "WAVEfmt " &&
           bytes.substr(20, 4) == pcm_mono && bytes.substr(34, 2) == std::string_view("\x10\0", 2);
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
        if (table.rows.empty() || table.rows[0].fields != header)
            return add_fault(m_authored, {m_file, 1, ""}, "the columns language,text,file", "");
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
        if (!is_wav(*bytes)) return fault("file", "a WAV file, PCM 16 bit, mono", name);
        const std::string path = ballot::recording_path(language, text);
        const auto again = std::any_of(m_authored.recordings.begin(), m_authored.recordings.end(),
                                       [&](const Picture& one) { return one.path == path; });
        if (again) return fault("text", "each sentence once in a language", text);
        m_authored.recordings.push_back({path, m_folder / name});
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
