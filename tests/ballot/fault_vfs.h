// SPDX-License-Identifier: GPL-3.0-or-later
// A SQLite VFS and a Disk that pull the plug: at the n-th change everything fails from then on, and
// crash() leaves on the medium what a power cut may leave: of what was not synced, any sector in
// any of its versions. One test at a time; not for threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <ballot/files.h>

namespace tallystick::ballot::test {

// Shared by VFS and Disk, so that one number counts the writes of both.
class Plug {
public:
    enum class Way { power, full };  // full: writes fail, nothing is lost

    // Fails from the `at`-th change on (0: the next one); -1 never.
    void arm(std::int64_t at, Way way = Way::power);
    void disarm() { arm(-1); }
    [[nodiscard]] std::int64_t changes() const { return m_changes; }
    [[nodiscard]] bool pulled() const { return m_pulled; }
    [[nodiscard]] Way way() const { return m_way; }
    void count_from_zero() { m_changes = 0; }

    // Called before each change: false when it must fail.
    enum class Size { grows, same };
    [[nodiscard]] bool allow(Size size);
    // A number in [0, bound), from the seed that crash() was given.
    [[nodiscard]] std::uint32_t pick(std::uint32_t bound);
    void seed(std::uint64_t seed) { m_random = seed * 2 + 1; }

private:
    std::int64_t m_left = -1;
    std::int64_t m_changes = 0;
    bool m_pulled = false;
    Way m_way = Way::power;
    std::uint64_t m_random = 1;
};

// One file's sectors since its last sync, each in every version it has had; shared by both layers.
class UnsyncedFile {
public:
    static constexpr std::uint64_t sector = 512;
    // Before `bytes` go to `offset`: remembers what stands there.
    void before_write(const Path& file, std::uint64_t offset, std::uint64_t size);
    void before_truncate(const Path& file);
    void synced();
    // Puts a random version of every unsynced sector back.
    void crash(const Path& file, Plug& plug) const;

private:
    std::map<std::uint64_t, std::vector<std::string>> m_versions;  // by sector number
    std::vector<std::uint64_t> m_sizes;
};

// The VFS, registered once under this name over the system's own.
inline constexpr const char* fault_vfs_name = "tallystick-fault";
void register_fault_vfs(Plug& plug);
// What the power cut leaves of every file that was open; call after all connections are closed.
void crash_fault_vfs();

// Real files; renames and new names that were not synced may be gone after crash().
class FaultDisk final : public Disk {
public:
    explicit FaultDisk(Plug& plug) : m_plug(plug) {}
    void crash();

    int read(const Path& file, std::uint64_t limit, std::string& bytes) override;
    int read_at(const Path& file, std::uint64_t offset, std::size_t count,
                std::string& bytes) override;
    int write_at(const Path& file, std::uint64_t offset, std::string_view bytes) override;
    int sync(const Path& file) override;
    int sync_folder(const Path& folder) override;
    int keep_private(const Path& file) override;
    int rename(const Path& from, const Path& to) override;
    int remove(const Path& path) override;
    int make_folder(const Path& folder) override;
    int list(const Path& folder, std::vector<Entry>& entries) override;
    int stat(const Path& path, Entry& entry) override;

private:
    // How to take a change of names back, while its folder is not synced.
    struct Undo {
        enum class Kind { made_file, made_folder, renamed, removed };
        Kind kind{};
        Path from, to;
        std::string bytes;  // removed: what the file held
    };
    [[nodiscard]] int allowed(Plug::Size size);
    void keep(const Undo& undo) { m_undo.push_back(undo); }

    Plug& m_plug;
    std::map<Path, UnsyncedFile> m_unsynced;
    std::vector<Undo> m_undo;
};

}  // namespace tallystick::ballot::test
