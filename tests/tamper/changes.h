// SPDX-License-Identifier: GPL-3.0-or-later
// Every way to tamper with a folder that the matrix knows, numbered: every byte of every file
// changed, removed, inserted; every line removed, doubled, exchanged with every other; every file
// removed, emptied, renamed, doubled, taken from another event; every inner folder removed,
// renamed, doubled, given an empty folder. Immutable after collect(), so threads may share it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <ballot/files.h>
#include <crypto/result.h>

namespace tallystick::tamper {

using ballot::Path;

class Changes {
public:
    enum class Kind {
        byte_changed,
        byte_removed,
        byte_inserted,
        line_removed,
        line_doubled,
        lines_swapped,
        file_removed,
        file_emptied,
        file_renamed,
        file_doubled,
        file_foreign,
        folder_removed,
        folder_renamed,
        folder_doubled,
        folder_added,
    };
    static constexpr std::size_t kinds = 15;
    // `other`: the same folder of another event, whose files stand in.
    [[nodiscard]] static crypto::Result<Changes> collect(const Path& folder, const Path& other);

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    // Whether the case concerns a whole file or folder: few, so every run makes all of them.
    [[nodiscard]] bool is_whole(std::uint64_t number) const;
    [[nodiscard]] Kind kind(std::uint64_t number) const;
    [[nodiscard]] std::string name(std::uint64_t number) const;
    // Changes the copy of the folder at `place`; false where the case changes nothing (two equal
    // lines exchanged). undo() with the same number restores the copy.
    [[nodiscard]] bool apply(std::uint64_t number, const Path& place) const;
    void undo(std::uint64_t number, const Path& place) const;

private:
    struct File {
        std::string path;
        std::string bytes;
        std::string foreign;              // empty: the other event has none
        std::vector<std::size_t> starts;  // of its lines; one more at the end
    };
    struct Range {
        Kind kind{};
        std::size_t item = 0;  // of m_files or m_folders
        std::uint64_t first = 0, count = 0;
    };
    [[nodiscard]] const Range& range_of(std::uint64_t number) const;
    [[nodiscard]] std::string changed(Kind kind, const File& file, std::uint64_t at) const;
    void add(Kind kind, std::size_t item, std::uint64_t count);

    std::vector<File> m_files;
    std::vector<std::string> m_folders;
    std::vector<Range> m_ranges;
    std::uint64_t m_size = 0;
};

[[nodiscard]] const char* name_of(Changes::Kind kind);

}  // namespace tallystick::tamper
