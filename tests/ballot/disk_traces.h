// SPDX-License-Identifier: GPL-3.0-or-later
// What the file system itself tells a thief: names and times of files, and where on the disk their
// bytes lie. For the tests of order alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <ballot/files.h>

namespace tallystick::ballot::test {

// Nanoseconds of when it was made (0 where the file system does not say), written, changed, read.
using FileTimes = std::map<std::string, std::int64_t>;

// By path within the folder; folders themselves too, as "." and "name/".
[[nodiscard]] std::map<std::string, FileTimes> times_below(const Path& folder);
[[nodiscard]] std::vector<std::string> names_below(const Path& folder);

// A file's extents, as FIEMAP gives them; none where the file system does not tell.
class DiskMap {
public:
    [[nodiscard]] static std::optional<DiskMap> of(const Path& file);
    // Where on the disk the byte at this offset of the file lies.
    [[nodiscard]] std::size_t place_of(std::size_t offset) const;
    [[nodiscard]] std::size_t extents() const { return m_extents.size(); }

private:
    struct Extent {
        std::uint64_t logical, physical, length;
    };
    std::vector<Extent> m_extents;
};

}  // namespace tallystick::ballot::test
