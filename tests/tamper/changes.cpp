// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

namespace tallystick::tamper {
namespace {

namespace fs = std::filesystem;

void put(const Path& file, const std::string& bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    crypto::require(out.good(), "the tampered file could not be written");
}

std::vector<std::size_t> line_starts(const std::string& bytes) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (bytes[at] == '\n' && at + 1 < bytes.size()) starts.push_back(at + 1);
    }
    starts.push_back(bytes.size());
    return starts;
}

// Number of a pair i < j among n, counted row by row, back to i and j.
std::pair<std::size_t, std::size_t> pair_at(std::uint64_t at, std::uint64_t n) {
    std::uint64_t i = 0;
    while (at >= n - 1 - i) at -= n - 1 - i++;
    return {static_cast<std::size_t>(i), static_cast<std::size_t>(i + 1 + at)};
}

// A path without the first eight hex digits of the round that bundle folders begin with, so that
// two events' files can be laid beside each other.
std::string without_round(const std::string& path) {
    constexpr std::string_view start = "bundles/";
    const std::size_t at = path.find(start);
    if (at == std::string::npos || path.size() < at + start.size() + 9) return path;
    return path.substr(0, at + start.size()) + path.substr(at + start.size() + 9);
}

}  // namespace

const char* name_of(Changes::Kind kind) {
    constexpr const char* names[Changes::kinds] = {"byte changed",
                                                   "byte removed",
                                                   "byte inserted",
                                                   "line removed",
                                                   "line doubled",
                                                   "lines swapped",
                                                   "file removed",
                                                   "file emptied",
                                                   "file renamed",
                                                   "file doubled",
                                                   "file from another event",
                                                   "folder removed",
                                                   "folder renamed",
                                                   "folder doubled",
                                                   "empty folder added"};
    return names[static_cast<std::size_t>(kind)];
}

crypto::Result<Changes> Changes::collect(const Path& folder, const Path& other) {
    TALLYSTICK_TRY(paths, ballot::list_tree(folder));
    TALLYSTICK_TRY(other_paths, ballot::list_tree(other));
    std::map<std::string, std::string> counterparts;
    for (const auto& path : other_paths) counterparts[without_round(path)] = path;
    Changes changes;
    std::set<std::string> folders;
    for (const auto& path : paths) {
        TALLYSTICK_TRY(bytes, ballot::read_file(folder / path, 100'000'000));
        std::string foreign;
        const auto counterpart = counterparts.find(without_round(path));
        if (counterpart != counterparts.end()) {
            TALLYSTICK_TRY(theirs, ballot::read_file(other / counterpart->second, 100'000'000));
            foreign = std::move(theirs);
        }
        auto starts = line_starts(bytes);
        changes.m_files.push_back({path, std::move(bytes), std::move(foreign), std::move(starts)});
        for (std::size_t at = path.find('/'); at != std::string::npos;
             at = path.find('/', at + 1)) {
            folders.insert(path.substr(0, at));
        }
    }
    changes.m_folders.assign(folders.begin(), folders.end());
    for (std::size_t i = 0; i < changes.m_files.size(); ++i) {
        const File& file = changes.m_files[i];
        const std::uint64_t size = file.bytes.size();
        const std::uint64_t lines = file.starts.size() - 1;
        changes.add(Kind::byte_changed, i, size);
        changes.add(Kind::byte_removed, i, size);
        changes.add(Kind::byte_inserted, i, size + 1);
        changes.add(Kind::line_removed, i, lines);
        changes.add(Kind::line_doubled, i, lines);
        changes.add(Kind::lines_swapped, i, lines * (lines - 1) / 2);
        changes.add(Kind::file_removed, i, 1);
        changes.add(Kind::file_emptied, i, size == 0 ? 0 : 1);
        changes.add(Kind::file_renamed, i, 1);
        changes.add(Kind::file_doubled, i, 1);
        changes.add(Kind::file_foreign, i,
                    file.foreign.empty() || file.foreign == file.bytes ? 0 : 1);
    }
    for (std::size_t i = 0; i < changes.m_folders.size(); ++i) {
        changes.add(Kind::folder_removed, i, 1);
        changes.add(Kind::folder_renamed, i, 1);
        changes.add(Kind::folder_doubled, i, 1);
        changes.add(Kind::folder_added, i, 1);
    }
    return changes;
}

void Changes::add(Kind kind, std::size_t item, std::uint64_t count) {
    if (count == 0) return;
    m_ranges.push_back({kind, item, m_size, count});
    m_size += count;
}

const Changes::Range& Changes::range_of(std::uint64_t number) const {
    crypto::require(number < m_size, "no such case");
    const auto behind = std::upper_bound(
        m_ranges.begin(), m_ranges.end(), number,
        [](std::uint64_t value, const Range& range) { return value < range.first; });
    return *(behind - 1);
}

bool Changes::is_whole(std::uint64_t number) const {
    return kind(number) >= Kind::file_removed;
}

Changes::Kind Changes::kind(std::uint64_t number) const {
    return range_of(number).kind;
}

std::string Changes::name(std::uint64_t number) const {
    const Range& range = range_of(number);
    const bool folder = range.kind >= Kind::folder_removed;
    const std::string& path = folder ? m_folders[range.item] : m_files[range.item].path;
    return path + ": " + name_of(range.kind) + " " + std::to_string(number - range.first);
}

std::string Changes::changed(Kind kind, const File& file, std::uint64_t at) const {
    const auto line = [&](std::size_t i) {
        return file.bytes.substr(file.starts[i], file.starts[i + 1] - file.starts[i]);
    };
    const auto place = static_cast<std::size_t>(at);
    std::string bytes = file.bytes;
    switch (kind) {
        case Kind::byte_changed:
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << (place % 8)));
            break;
        case Kind::byte_removed:
            bytes.erase(place, 1);
            break;
        case Kind::byte_inserted: {
            // By turns the byte that stands there, a space, a digit and a line feed.
            const char there = place < bytes.size() ? bytes[place] : '\n';
            const char inserted[] = {there, ' ', '0', '\n'};
            bytes.insert(place, 1, inserted[place % 4]);
            break;
        }
        case Kind::line_removed:
            bytes.erase(file.starts[place], line(place).size());
            break;
        case Kind::line_doubled:
            bytes.insert(file.starts[place], line(place));
            break;
        case Kind::lines_swapped: {
            const auto two = pair_at(at, file.starts.size() - 1);
            const std::string first = line(two.first);
            const std::string second = line(two.second);
            bytes.replace(file.starts[two.second], second.size(), first);
            bytes.replace(file.starts[two.first], first.size(), second);
            break;
        }
        case Kind::file_emptied:
            bytes.clear();
            break;
        case Kind::file_foreign:
            bytes = file.foreign;
            break;
        default:
            break;
    }
    return bytes;
}

bool Changes::apply(std::uint64_t number, const Path& place) const {
    const Range& range = range_of(number);
    if (range.kind >= Kind::folder_removed) {
        const Path folder = place / m_folders[range.item];
        const Path other = folder.string() + "-2";
        if (range.kind == Kind::folder_removed) fs::remove_all(folder);
        if (range.kind == Kind::folder_renamed) fs::rename(folder, other);
        if (range.kind == Kind::folder_doubled) {
            fs::copy(folder, other, fs::copy_options::recursive);
        }
        if (range.kind == Kind::folder_added) fs::create_directory(folder / "extra");
        return true;
    }
    const File& file = m_files[range.item];
    const Path path = place / file.path;
    const Path other = path.string() + "-2";
    switch (range.kind) {
        case Kind::file_removed:
            fs::remove(path);
            return true;
        case Kind::file_renamed:
            fs::rename(path, other);
            return true;
        case Kind::file_doubled:
            put(other, file.bytes);
            return true;
        default:
            break;
    }
    const std::string bytes = changed(range.kind, file, number - range.first);
    if (bytes == file.bytes) return false;
    put(path, bytes);
    return true;
}

void Changes::undo(std::uint64_t number, const Path& place) const {
    const Range& range = range_of(number);
    if (range.kind >= Kind::folder_removed) {
        const std::string& folder = m_folders[range.item];
        fs::remove_all(place / (folder + "-2"));
        fs::remove_all(place / folder / "extra");
        for (const File& file : m_files) {
            if (!file.path.starts_with(folder + "/")) continue;
            fs::create_directories((place / file.path).parent_path());
            put(place / file.path, file.bytes);
        }
        return;
    }
    const File& file = m_files[range.item];
    if (range.kind == Kind::file_renamed || range.kind == Kind::file_doubled) {
        fs::remove(place / (file.path + "-2"));
    }
    put(place / file.path, file.bytes);
}

}  // namespace tallystick::tamper
