// SPDX-License-Identifier: GPL-3.0-or-later
#include "disk_traces.h"

#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include <crypto/result.h>

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;

std::int64_t nanoseconds(const statx_timestamp& time) {
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

FileTimes times_of(const Path& file) {
    struct statx about {};
    const int failed =
        statx(AT_FDCWD, file.c_str(), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &about);
    crypto::require(failed == 0, "statx");
    return {{"made", nanoseconds(about.stx_btime)},
            {"written", nanoseconds(about.stx_mtime)},
            {"changed", nanoseconds(about.stx_ctime)},
            {"read", nanoseconds(about.stx_atime)}};
}

}  // namespace

std::map<std::string, FileTimes> times_below(const Path& folder) {
    std::map<std::string, FileTimes> all{{".", times_of(folder)}};
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        all[entry.is_directory() ? name + "/" : name] = times_of(entry.path());
    }
    return all;
}

std::vector<std::string> names_below(const Path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : times_below(folder)) names.push_back(entry.first);
    return names;
}

std::optional<DiskMap> DiskMap::of(const Path& file) {
    constexpr std::size_t most = 4096;
    std::vector<std::uint64_t> memory(
        (sizeof(fiemap) + most * sizeof(fiemap_extent)) / sizeof(std::uint64_t) + 1);
    auto* const wanted = reinterpret_cast<fiemap*>(memory.data());
    wanted->fm_length = FIEMAP_MAX_OFFSET;
    wanted->fm_flags = FIEMAP_FLAG_SYNC;
    wanted->fm_extent_count = most;
    const int handle = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool told = handle >= 0 && ioctl(handle, FS_IOC_FIEMAP, wanted) == 0;
    if (handle >= 0) close(handle);
    if (!told || wanted->fm_mapped_extents == 0) return std::nullopt;
    DiskMap map;
    const auto* const extents = reinterpret_cast<const fiemap_extent*>(wanted + 1);
    for (std::size_t at = 0; at < wanted->fm_mapped_extents; ++at) {
        const fiemap_extent& one = extents[at];
        constexpr std::uint32_t nowhere = FIEMAP_EXTENT_UNKNOWN | FIEMAP_EXTENT_ENCODED;
        if ((one.fe_flags & nowhere) != 0) return std::nullopt;
        map.m_extents.push_back({one.fe_logical, one.fe_physical, one.fe_length});
    }
    const bool all = (extents[wanted->fm_mapped_extents - 1].fe_flags & FIEMAP_EXTENT_LAST) != 0;
    return all ? std::optional(std::move(map)) : std::nullopt;
}

std::size_t DiskMap::place_of(std::size_t offset) const {
    for (const Extent& one : m_extents)
        if (offset >= one.logical && offset - one.logical < one.length)
            return one.physical + (offset - one.logical);
    return 0;  // a hole
}

}  // namespace tallystick::ballot::test
