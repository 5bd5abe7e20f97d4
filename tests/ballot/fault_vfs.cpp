// SPDX-License-Identifier: GPL-3.0-or-later
#include "fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

namespace tallystick::ballot::test {

namespace fs = std::filesystem;

// ---- the plug -------------------------------------------------------------------------------

void Plug::arm(std::int64_t at, Way way) {
    m_left = at;
    m_pulled = false;
    m_way = way;
}

bool Plug::allow(Size size) {
    ++m_changes;
    if (m_pulled) return m_way == Way::full && size == Size::same;
    if (m_left < 0) return true;
    if (m_left-- > 0) return true;
    m_pulled = true;
    return m_way == Way::full && size == Size::same;
}

std::uint32_t Plug::pick(std::uint32_t bound) {
    // splitmix64: a fixed sequence for a seed, on any machine.
    std::uint64_t value = (m_random += 0x9e3779b97f4a7c15U);
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return static_cast<std::uint32_t>((value ^ (value >> 31U)) % bound);
}

// ---- sectors that may be lost ---------------------------------------------------------------

namespace {

std::string read_range(const Path& file, std::uint64_t offset, std::uint64_t size) {
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    std::string bytes(static_cast<std::size_t>(size), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return bytes;
}

std::uint64_t size_of(const Path& file) {
    std::error_code ignored;
    const auto size = fs::file_size(file, ignored);
    return ignored ? 0 : size;
}

}  // namespace

void UnsyncedFile::before_write(const Path& file, std::uint64_t offset, std::uint64_t size) {
    m_sizes.push_back(size_of(file));
    if (size == 0) return;
    for (std::uint64_t at = offset / sector; at <= (offset + size - 1) / sector; ++at)
        m_versions[at].push_back(read_range(file, at * sector, sector));
}

void UnsyncedFile::before_truncate(const Path& file) {
    const std::uint64_t size = size_of(file);
    m_sizes.push_back(size);
    for (std::uint64_t at = 0; at * sector < size; ++at)
        m_versions[at].push_back(read_range(file, at * sector, sector));
}

void UnsyncedFile::synced() {
    m_versions.clear();
    m_sizes.clear();
}

void UnsyncedFile::crash(const Path& file, Plug& plug) const {
    if (m_sizes.empty() || !fs::exists(file)) return;
    const auto now_or_then = [&](std::size_t versions) {
        return plug.pick(static_cast<std::uint32_t>(versions + 1));
    };
    // The size as it is now, or as it was at some moment since the last sync.
    const std::uint32_t which = now_or_then(m_sizes.size());
    if (which < m_sizes.size()) fs::resize_file(file, m_sizes[which]);
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    const std::uint64_t size = size_of(file);
    for (const auto& [at, versions] : m_versions) {
        const std::uint32_t pick = now_or_then(versions.size());
        if (pick == versions.size() || at * sector >= size) continue;
        // Before the file was so long there was nothing: a file system shows zeros then.
        std::string bytes = versions[pick];
        bytes.resize(static_cast<std::size_t>(std::min(sector, size - at * sector)), '\0');
        stream.seekp(static_cast<std::streamoff>(at * sector));
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
}

// ---- the VFS --------------------------------------------------------------------------------

namespace {

struct VfsState {
    Plug* plug = nullptr;
    sqlite3_vfs* below = nullptr;
    std::map<std::string, UnsyncedFile> files;
};
VfsState& state() {
    static VfsState one;
    return one;
}

// Our file object: the real one lies behind it in the same allocation.
struct FaultFile {
    sqlite3_file base;
    char name[512];
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
FaultFile& of(sqlite3_file* file) {
    return *reinterpret_cast<FaultFile*>(file);
}

int refuse() {
    return state().plug->way() == Plug::Way::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int fault_close(sqlite3_file* file) {
    return of(file).real()->pMethods->xClose(of(file).real());
}
int fault_read(sqlite3_file* file, void* data, int count, sqlite3_int64 offset) {
    return of(file).real()->pMethods->xRead(of(file).real(), data, count, offset);
}
int fault_write(sqlite3_file* file, const void* data, int count, sqlite3_int64 offset) {
    FaultFile& one = of(file);
    const auto start = static_cast<std::uint64_t>(offset);
    const auto size = static_cast<std::uint64_t>(count);
    const bool grows = start + size > size_of(one.name);
    const bool was_pulled = state().plug->pulled();
    const bool allowed = state().plug->allow(grows ? Plug::Size::grows : Plug::Size::same);
    // The write during which the power goes may reach the medium in part.
    const bool torn = !allowed && !was_pulled && state().plug->way() == Plug::Way::power;
    if (!allowed && !torn) return refuse();
    state().files[one.name].before_write(one.name, start, size);
    const int code = one.real()->pMethods->xWrite(one.real(), data, count, offset);
    return torn ? refuse() : code;
}
int fault_truncate(sqlite3_file* file, sqlite3_int64 size) {
    FaultFile& one = of(file);
    if (!state().plug->allow(Plug::Size::same)) return SQLITE_IOERR_TRUNCATE;
    state().files[one.name].before_truncate(one.name);
    return one.real()->pMethods->xTruncate(one.real(), size);
}
int fault_sync(sqlite3_file* file, int) {
    FaultFile& one = of(file);
    if (!state().plug->allow(Plug::Size::same)) return SQLITE_IOERR_FSYNC;
    state().files[one.name].synced();
    return SQLITE_OK;
}
int fault_size(sqlite3_file* file, sqlite3_int64* size) {
    return of(file).real()->pMethods->xFileSize(of(file).real(), size);
}
int fault_lock(sqlite3_file* file, int kind) {
    return of(file).real()->pMethods->xLock(of(file).real(), kind);
}
int fault_unlock(sqlite3_file* file, int kind) {
    return of(file).real()->pMethods->xUnlock(of(file).real(), kind);
}
int fault_reserved(sqlite3_file* file, int* held) {
    return of(file).real()->pMethods->xCheckReservedLock(of(file).real(), held);
}
int fault_control(sqlite3_file* file, int op, void* argument) {
    // Chunked growth and such stay off: every change must come through xWrite.
    if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
    return of(file).real()->pMethods->xFileControl(of(file).real(), op, argument);
}
int fault_sector(sqlite3_file*) {
    return static_cast<int>(UnsyncedFile::sector);
}
int fault_characteristics(sqlite3_file*) {
    return 0;
}  // no promise of any kind

const sqlite3_io_methods fault_methods = {1,
                                          fault_close,
                                          fault_read,
                                          fault_write,
                                          fault_truncate,
                                          fault_sync,
                                          fault_size,
                                          fault_lock,
                                          fault_unlock,
                                          fault_reserved,
                                          fault_control,
                                          fault_sector,
                                          fault_characteristics,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr};

int fault_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    FaultFile& one = of(file);
    one.base.pMethods = nullptr;
    one.name[0] = '\0';
    if (name != nullptr) std::strncpy(one.name, name, sizeof one.name - 1);
    const int code = state().below->xOpen(state().below, name, one.real(), flags, out);
    if (one.real()->pMethods != nullptr) one.base.pMethods = &fault_methods;
    return code;
}
int fault_delete(sqlite3_vfs*, const char* name, int sync) {
    if (!state().plug->allow(Plug::Size::same)) return SQLITE_IOERR_DELETE;
    return state().below->xDelete(state().below, name, sync);
}

}  // namespace

void register_fault_vfs(Plug& plug) {
    state().plug = &plug;
    if (state().below != nullptr) return;
    state().below = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs vfs = *state().below;
    vfs.zName = fault_vfs_name;
    vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + state().below->szOsFile;
    vfs.xOpen = fault_open;
    vfs.xDelete = fault_delete;
    sqlite3_vfs_register(&vfs, 0);
}

void crash_fault_vfs() {
    for (const auto& [name, file] : state().files) file.crash(name, *state().plug);
    state().files.clear();
}

// ---- the Disk -------------------------------------------------------------------------------

int FaultDisk::allowed(Plug::Size size) {
    if (m_plug.allow(size)) return 0;
    return m_plug.way() == Plug::Way::full ? ENOSPC : EIO;
}

int FaultDisk::read(const Path& file, std::uint64_t limit, std::string& bytes) {
    return real_disk().read(file, limit, bytes);
}
int FaultDisk::read_at(const Path& file, std::uint64_t offset, std::size_t count,
                       std::string& bytes) {
    return real_disk().read_at(file, offset, count, bytes);
}
int FaultDisk::list(const Path& folder, std::vector<Entry>& entries) {
    return real_disk().list(folder, entries);
}
int FaultDisk::stat(const Path& path, Entry& entry) {
    return real_disk().stat(path, entry);
}

int FaultDisk::write_at(const Path& file, std::uint64_t offset, std::string_view bytes) {
    const bool fresh = !fs::exists(file);
    const bool grows = fresh || offset + bytes.size() > size_of(file);
    const bool was_pulled = m_plug.pulled();
    const int code = allowed(grows ? Plug::Size::grows : Plug::Size::same);
    const bool torn = code != 0 && !was_pulled && m_plug.way() == Plug::Way::power;
    if (code != 0 && !torn) return code;
    if (fresh) keep({Undo::Kind::made_file, file, {}, {}});
    m_unsynced[file].before_write(file, offset, bytes.size());
    const int done = real_disk().write_at(file, offset, bytes);
    return torn ? code : done;
}

int FaultDisk::sync(const Path& file) {
    if (const int code = allowed(Plug::Size::same)) return code;
    m_unsynced[file].synced();
    return 0;
}

int FaultDisk::sync_folder(const Path& folder) {
    if (const int code = allowed(Plug::Size::same)) return code;
    const auto in_folder = [&](const Undo& undo) {
        const Path& path = undo.kind == Undo::Kind::renamed ? undo.to : undo.from;
        return path.parent_path() == folder;
    };
    m_undo.erase(std::remove_if(m_undo.begin(), m_undo.end(), in_folder), m_undo.end());
    return 0;
}

int FaultDisk::keep_private(const Path& file) {
    if (const int code = allowed(Plug::Size::same)) return code;
    return real_disk().keep_private(file);
}

int FaultDisk::rename(const Path& from, const Path& to) {
    if (const int code = allowed(Plug::Size::same)) return code;
    Undo undo{Undo::Kind::renamed, from, to, {}};
    // What the rename replaces comes back with it.
    if (fs::is_regular_file(to)) undo.bytes = read_range(to, 0, size_of(to));
    const bool replaced = fs::is_regular_file(to);
    const int code = real_disk().rename(from, to);
    if (code != 0) return code;
    if (replaced) keep({Undo::Kind::removed, to, {}, undo.bytes});
    keep({Undo::Kind::renamed, from, to, {}});
    std::map<Path, UnsyncedFile> moved;
    for (auto& [path, file] : m_unsynced) {
        const std::string text = path.string();
        const std::string start = from.string();
        const bool inside = text == start || text.starts_with(start + "/");
        moved[inside ? Path(to.string() + text.substr(start.size())) : path] = file;
    }
    m_unsynced = std::move(moved);
    return 0;
}

int FaultDisk::remove(const Path& path) {
    if (!fs::exists(path)) return ENOENT;
    if (const int code = allowed(Plug::Size::same)) return code;
    if (fs::is_regular_file(path))
        keep({Undo::Kind::removed, path, {}, read_range(path, 0, size_of(path))});
    return real_disk().remove(path);
}

int FaultDisk::make_folder(const Path& folder) {
    if (const int code = allowed(Plug::Size::grows)) return code;
    const int code = real_disk().make_folder(folder);
    if (code == 0) keep({Undo::Kind::made_folder, folder, {}, {}});
    return code;
}

// Changes of names that were not synced are taken back from the last one to some moment, as a
// journalling file system does; contents then lose sectors.
void FaultDisk::crash() {
    for (const auto& [path, file] : m_unsynced) file.crash(path, m_plug);
    m_unsynced.clear();
    std::size_t keep_first = m_plug.pick(static_cast<std::uint32_t>(m_undo.size() + 1));
    while (m_undo.size() > keep_first) {
        const Undo undo = m_undo.back();
        m_undo.pop_back();
        std::error_code ignored;
        switch (undo.kind) {
            case Undo::Kind::made_file:
                fs::remove(undo.from, ignored);
                break;
            case Undo::Kind::made_folder:
                fs::remove_all(undo.from, ignored);
                break;
            case Undo::Kind::renamed:
                fs::rename(undo.to, undo.from, ignored);
                break;
            case Undo::Kind::removed:
                if (fs::is_directory(undo.from.parent_path(), ignored))
                    std::ofstream(undo.from, std::ios::binary) << undo.bytes;
                break;
        }
    }
    m_undo.clear();
}

}  // namespace tallystick::ballot::test
