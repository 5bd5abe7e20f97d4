// SPDX-License-Identifier: GPL-3.0-or-later
// Files as a box and a stick need them: whole-file writes that are there completely or not at all,
// reads with a size limit that follow no link, and folders that appear by one rename. Everything
// goes through a Disk, so that tests can pull the plug at any call. Safe on any thread if the Disk
// is (real_disk() is).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/result.h>

namespace tallystick::ballot {

using Path = std::filesystem::path;

// The calls beneath; each returns 0 or an errno value. Paths are not followed if they are links.
class Disk {
public:
    struct Entry {
        enum class Kind { file, folder, other };  // other: a link, a device, a socket
        std::string name;
        Kind kind = Kind::other;
        std::uint64_t size = 0;
    };

    virtual ~Disk() = default;
    // Appends the file's bytes to `bytes`; EFBIG when it has more than `limit`.
    virtual int read(const Path& file, std::uint64_t limit, std::string& bytes) = 0;
    virtual int read_at(const Path& file, std::uint64_t offset, std::size_t count,
                        std::string& bytes) = 0;
    // Makes the file if need be; everything or an error.
    virtual int write_at(const Path& file, std::uint64_t offset, std::string_view bytes) = 0;
    virtual int sync(const Path& file) = 0;           // fdatasync
    virtual int sync_folder(const Path& folder) = 0;  // 0 also where the file system cannot
    virtual int keep_private(const Path& file) = 0;   // readable by its owner only
    virtual int rename(const Path& from, const Path& to) = 0;
    virtual int remove(const Path& file_or_empty_folder) = 0;
    virtual int make_folder(const Path& folder) = 0;
    virtual int list(const Path& folder, std::vector<Entry>& entries) = 0;
    virtual int stat(const Path& path, Entry& entry) = 0;
};
[[nodiscard]] Disk& real_disk();

// An operator's sentence for a failed call: full disk, read-only stick, stick pulled out …
[[nodiscard]] crypto::Error disk_error(int code, const std::string& doing, const Path& path);

[[nodiscard]] bool exists(const Path& path, Disk& disk = real_disk());
[[nodiscard]] crypto::Result<std::string> read_file(const Path& file, std::uint64_t limit,
                                                    Disk& disk = real_disk());
// Temporary file, sync, rename, sync of the folder: old bytes or new ones, never a mixture.
[[nodiscard]] crypto::Result<void> write_file(const Path& file, std::string_view bytes,
                                              Disk& disk = real_disk());
// The same for a secret: the file is its owner's alone before it holds anything.
[[nodiscard]] crypto::Result<void> write_secret_file(const Path& file, std::string_view bytes,
                                                     Disk& disk = real_disk());
// Overwrites with zeros, syncs, removes, syncs the folder. What flash keeps is out of reach.
[[nodiscard]] crypto::Result<void> wipe_file(const Path& file, Disk& disk = real_disk());

// Every file below `folder` as a relative path with '/', sorted as bytes. Refuses links, devices,
// empty inner folders and names that are not pack paths ([a-z0-9._/-], no "..").
[[nodiscard]] crypto::Result<std::vector<std::string>> list_tree(const Path& folder,
                                                                 Disk& disk = real_disk());
// Entries of one folder, sorted by name, of every kind; hidden ones too.
[[nodiscard]] crypto::Result<std::vector<Disk::Entry>> list_folder(const Path& folder,
                                                                   Disk& disk = real_disk());

// A folder with exactly these files (relative path -> bytes), made beside its place under a
// temporary name and renamed. Refuses to replace a folder that exists.
[[nodiscard]] crypto::Result<void> write_folder(const Path& folder,
                                                const std::map<std::string, std::string>& files,
                                                Disk& disk = real_disk());
// What such a folder holds; `limit` is that of each file, in bytes.
[[nodiscard]] crypto::Result<std::map<std::string, std::string>> read_folder(
    const Path& folder, std::uint64_t limit, Disk& disk = real_disk());
[[nodiscard]] crypto::Result<void> remove_tree(const Path& folder, Disk& disk = real_disk());

}  // namespace tallystick::ballot
