// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/files.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <crypto/fields.h>
#include <crypto/lines.h>

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Error;
using crypto::Result;
using crypto::unreadable;

namespace {

constexpr std::size_t deepest = 8;
constexpr std::size_t most_entries = 100'000;

// Beside the target, so that the rename stays on one file system; fixed, so that what a crash left
// behind is found and replaced.
Path part_of(const Path& target) {
    return target.parent_path() / ("." + target.filename().string() + ".part");
}
Path folder_above(const Path& path) {
    return path.has_parent_path() ? path.parent_path() : Path(".");
}

std::string hint_for(int code) {
    switch (code) {
        case ENOSPC:
        case EDQUOT:
            return "the disk or stick is full: free some space or use another one";
        case EROFS:
            return "the stick cannot be written to: move its lock switch or use another one";
        case EACCES:
        case EPERM:
            return "ask for access to this place, or choose another";
        case ENOENT:
            return "check the name; if it is on a stick, plug the stick in again";
        case EIO:
        case ENODEV:
        case ENXIO:
            return "the disk or stick failed or was pulled out: plug it in again or use another";
        case ELOOP:
        case EINVAL:
        case EISDIR:
        case ENOTDIR:
            return "expected an ordinary file or folder; links and devices are not followed";
        case EFBIG:
            return "this is not a file of a round: it is far too large";
        case EEXIST:
        case ENOTEMPTY:
            return "choose another name, or move away what is there";
        default:
            return "try again, or use another disk or stick";
    }
}

Result<void> list_below(const Path& folder, const std::string& prefix, std::size_t depth,
                        std::vector<std::string>& found, Disk& disk) {
    TALLYSTICK_TRY(entries, list_folder(folder, disk));
    // Nothing that is written here has one, and no list of files could name it.
    if (entries.empty() && depth > 0)
        return bad_data(folder.string() + ": expected a folder with files, found an empty one",
                        "what it held is missing, or it does not belong here: copy all again");
    for (const Disk::Entry& entry : entries) {
        const std::string path = prefix + entry.name;
        if (!crypto::is_path(path))
            return bad_data((folder / entry.name).string() +
                                ": expected a file name of a-z, 0-9, "
                                "'.', '_' and '-'",
                            "take away what does not belong here");
        if (entry.kind == Disk::Entry::Kind::other)
            return bad_data((folder / entry.name).string() +
                                ": expected a file, found a link or "
                                "a device",
                            "copy the folder again, with files instead of links");
        if (entry.kind == Disk::Entry::Kind::folder) {
            if (depth >= deepest)
                return bad_data((folder / entry.name).string() + ": folders too deep");
            TALLYSTICK_CHECK(list_below(folder / entry.name, path + "/", depth + 1, found, disk));
        } else {
            found.push_back(path);
        }
        if (found.size() > most_entries)
            return bad_data(folder.string() + ": more than 100000 files");
    }
    return {};
}

// Makes every folder of `relative` (not the last part) below `root`.
int make_folders(const Path& root, const std::string& relative, Disk& disk) {
    Path at = root;
    std::size_t slash = 0;
    for (std::size_t start = 0; (slash = relative.find('/', start)) != std::string::npos;
         start = slash + 1) {
        at /= relative.substr(start, slash - start);
        if (const int code = disk.make_folder(at); code != 0 && code != EEXIST) return code;
    }
    return 0;
}

int sync_folders(const Path& folder, Disk& disk) {
    std::vector<Disk::Entry> entries;
    if (const int code = disk.list(folder, entries)) return code;
    for (const Disk::Entry& entry : entries) {
        if (entry.kind != Disk::Entry::Kind::folder) continue;
        if (const int code = sync_folders(folder / entry.name, disk)) return code;
    }
    return disk.sync_folder(folder);
}

}  // namespace

Error disk_error(int code, const std::string& doing, const Path& path) {
    return unreadable(
        path.string() + ": cannot " + doing + ": " + std::generic_category().message(code),
        hint_for(code));
}

bool exists(const Path& path, Disk& disk) {
    Disk::Entry entry;
    return disk.stat(path, entry) == 0;
}

Result<std::string> read_file(const Path& file, std::uint64_t limit, Disk& disk) {
    std::string bytes;
    const int code = disk.read(file, limit, bytes);
    Disk::Entry entry;
    if (code == EFBIG && disk.stat(file, entry) == 0)
        return unreadable(file.string() + ": expected at most " + std::to_string(limit) +
                              " bytes, found " + std::to_string(entry.size),
                          hint_for(code));
    if (code != 0) return disk_error(code, "read", file);
    return bytes;
}

namespace {

enum class Access { usual, owner_only };

Result<void> replace_file(const Path& file, std::string_view bytes, Access access, Disk& disk) {
    const Path part = part_of(file);
    const auto give_up = [&](int code) {
        disk.remove(part);
        return disk_error(code, "write", file);
    };
    if (const int code = disk.remove(part); code != 0 && code != ENOENT) return give_up(code);
    if (const int code = disk.write_at(part, 0, {})) return give_up(code);
    if (access == Access::owner_only)
        if (const int code = disk.keep_private(part)) return give_up(code);
    if (const int code = disk.write_at(part, 0, bytes)) return give_up(code);
    if (const int code = disk.sync(part)) return give_up(code);
    if (const int code = disk.rename(part, file)) return give_up(code);
    if (const int code = disk.sync_folder(folder_above(file)))
        return disk_error(code, "finish writing", file);
    return {};
}

}  // namespace

Result<void> write_file(const Path& file, std::string_view bytes, Disk& disk) {
    return replace_file(file, bytes, Access::usual, disk);
}

Result<void> write_secret_file(const Path& file, std::string_view bytes, Disk& disk) {
    return replace_file(file, bytes, Access::owner_only, disk);
}

Result<void> wipe_file(const Path& file, Disk& disk) {
    Disk::Entry entry;
    if (const int code = disk.stat(file, entry))
        return code == ENOENT ? Result<void>() : disk_error(code, "wipe", file);
    const std::string zeros(static_cast<std::size_t>(entry.size), '\0');
    if (const int code = disk.write_at(file, 0, zeros)) return disk_error(code, "wipe", file);
    if (const int code = disk.sync(file)) return disk_error(code, "wipe", file);
    if (const int code = disk.remove(file)) return disk_error(code, "remove", file);
    if (const int code = disk.sync_folder(folder_above(file)))
        return disk_error(code, "remove", file);
    return {};
}

Result<std::vector<Disk::Entry>> list_folder(const Path& folder, Disk& disk) {
    std::vector<Disk::Entry> entries;
    if (const int code = disk.list(folder, entries)) return disk_error(code, "list", folder);
    std::sort(entries.begin(), entries.end(),
              [](const Disk::Entry& a, const Disk::Entry& b) { return a.name < b.name; });
    return entries;
}

Result<std::vector<std::string>> list_tree(const Path& folder, Disk& disk) {
    std::vector<std::string> found;
    TALLYSTICK_CHECK(list_below(folder, "", 0, found, disk));
    std::sort(found.begin(), found.end());
    return found;
}

Result<std::map<std::string, std::string>> read_folder(const Path& folder, std::uint64_t limit,
                                                       Disk& disk) {
    std::map<std::string, std::string> files;
    TALLYSTICK_TRY(names, list_tree(folder, disk));
    for (const std::string& name : names) {
        TALLYSTICK_TRY(bytes, read_file(folder / name, limit, disk));
        files[name] = std::move(bytes);
    }
    return files;
}

Result<void> remove_tree(const Path& folder, Disk& disk) {
    Disk::Entry entry;
    if (const int code = disk.stat(folder, entry))
        return code == ENOENT ? Result<void>() : disk_error(code, "remove", folder);
    if (entry.kind == Disk::Entry::Kind::folder) {
        TALLYSTICK_TRY(entries, list_folder(folder, disk));
        for (const Disk::Entry& inside : entries)
            TALLYSTICK_CHECK(remove_tree(folder / inside.name, disk));
    }
    if (const int code = disk.remove(folder)) return disk_error(code, "remove", folder);
    return {};
}

Result<void> write_folder(const Path& folder, const std::map<std::string, std::string>& files,
                          Disk& disk) {
    if (exists(folder, disk)) return disk_error(EEXIST, "write", folder);
    const Path part = part_of(folder);
    TALLYSTICK_CHECK(remove_tree(part, disk));
    const auto give_up = [&](int code, const Path& place) {
        (void)remove_tree(part, disk);  // what is left has a hidden name and is replaced next time
        return disk_error(code, "write", place);
    };
    if (const int code = disk.make_folder(part)) return give_up(code, folder);
    for (const auto& [name, bytes] : files) {
        crypto::require(crypto::is_path(name), "write_folder: not a path");
        const Path file = part / name;
        if (const int code = make_folders(part, name, disk)) return give_up(code, folder / name);
        if (const int code = disk.write_at(file, 0, bytes)) return give_up(code, folder / name);
        if (const int code = disk.sync(file)) return give_up(code, folder / name);
    }
    if (const int code = sync_folders(part, disk)) return give_up(code, folder);
    if (const int code = disk.rename(part, folder)) return give_up(code, folder);
    if (const int code = disk.sync_folder(folder_above(folder)))
        return disk_error(code, "finish writing", folder);
    return {};
}

}  // namespace tallystick::ballot
