// SPDX-License-Identifier: GPL-3.0-or-later
// Disk on POSIX: every call returns an errno value, follows no link at its last step, and writes
// all or says why not.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include <ballot/files.h>

namespace tallystick::ballot {

namespace {

class Descriptor {
public:
    Descriptor(const Path& path, int flags)
        : m_fd(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644)),
          m_error(m_fd < 0 ? errno : 0) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    [[nodiscard]] int error() const { return m_error; }
    [[nodiscard]] int get() const { return m_fd; }
    // Reports what close() finds: a network or FUSE file system tells a full disk only here.
    int close() {
        const int code = ::close(m_fd) != 0 ? errno : 0;
        m_fd = -1;
        return code;
    }

private:
    int m_fd;
    int m_error;
};

Disk::Entry::Kind kind_of(const struct stat& info) {
    if (S_ISREG(info.st_mode)) return Disk::Entry::Kind::file;
    if (S_ISDIR(info.st_mode)) return Disk::Entry::Kind::folder;
    return Disk::Entry::Kind::other;
}

// Appends up to `count` bytes from `offset`; fewer at the end of the file.
int read_some(int fd, std::uint64_t offset, std::size_t count, std::string& bytes) {
    const std::size_t before = bytes.size();
    bytes.resize(before + count);
    std::size_t got = 0;
    while (got < count) {
        const ssize_t n =
            ::pread(fd, bytes.data() + before + got, count - got, static_cast<off_t>(offset + got));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            const int code = errno;
            bytes.resize(before);
            return code;
        }
        if (n == 0) break;
        got += static_cast<std::size_t>(n);
    }
    bytes.resize(before + got);
    return 0;
}

class RealDisk final : public Disk {
public:
    int read(const Path& file, std::uint64_t limit, std::string& bytes) override {
        const Descriptor fd(file, O_RDONLY);
        if (fd.error() != 0) return fd.error();
        struct stat info {};
        if (::fstat(fd.get(), &info) != 0) return errno;
        if (kind_of(info) != Entry::Kind::file) return S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
        const auto size = static_cast<std::uint64_t>(info.st_size);
        if (size > limit) return EFBIG;
        // One byte more than the size, so that a file that grows meanwhile is noticed.
        const std::size_t before = bytes.size();
        if (const int code = read_some(fd.get(), 0, static_cast<std::size_t>(size) + 1, bytes))
            return code;
        return bytes.size() - before > limit ? EFBIG : 0;
    }

    int read_at(const Path& file, std::uint64_t offset, std::size_t count,
                std::string& bytes) override {
        const Descriptor fd(file, O_RDONLY);
        return fd.error() != 0 ? fd.error() : read_some(fd.get(), offset, count, bytes);
    }

    int write_at(const Path& file, std::uint64_t offset, std::string_view bytes) override {
        Descriptor fd(file, O_WRONLY | O_CREAT);
        if (fd.error() != 0) return fd.error();
        while (!bytes.empty()) {
            const ssize_t n =
                ::pwrite(fd.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return errno;
            if (n == 0) return ENOSPC;
            bytes.remove_prefix(static_cast<std::size_t>(n));
            offset += static_cast<std::uint64_t>(n);
        }
        return fd.close();
    }

    int keep_private(const Path& file) override {
        const Descriptor fd(file, O_RDONLY);
        if (fd.error() != 0) return fd.error();
        // A FAT stick has no owners: nothing to do there.
        return ::fchmod(fd.get(), 0600) != 0 && errno != EPERM ? errno : 0;
    }

    int sync(const Path& file) override {
        const Descriptor fd(file, O_RDONLY);
        if (fd.error() != 0) return fd.error();
        return ::fdatasync(fd.get()) != 0 ? errno : 0;
    }

    int sync_folder(const Path& folder) override {
        const Descriptor fd(folder.empty() ? Path(".") : folder, O_RDONLY | O_DIRECTORY);
        if (fd.error() != 0) return fd.error();
        if (::fsync(fd.get()) == 0) return 0;
        return errno == EINVAL || errno == EBADF || errno == ENOTSUP ? 0 : errno;
    }

    int rename(const Path& from, const Path& to) override {
        return ::rename(from.c_str(), to.c_str()) != 0 ? errno : 0;
    }
    int remove(const Path& path) override { return ::remove(path.c_str()) != 0 ? errno : 0; }
    int make_folder(const Path& folder) override {
        return ::mkdir(folder.c_str(), 0755) != 0 ? errno : 0;
    }

    int list(const Path& folder, std::vector<Entry>& entries) override {
        const Descriptor fd(folder, O_RDONLY | O_DIRECTORY);
        if (fd.error() != 0) return fd.error();
        DIR* listing = ::fdopendir(::dup(fd.get()));
        if (listing == nullptr) return errno;
        int code = 0;
        for (;;) {
            errno = 0;
            const dirent* item = ::readdir(listing);
            if (item == nullptr) {
                code = errno;
                break;
            }
            Entry entry;
            entry.name = item->d_name;
            if (entry.name == "." || entry.name == "..") continue;
            struct stat info {};
            if (::fstatat(fd.get(), item->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
                code = errno;
                break;
            }
            entry.kind = kind_of(info);
            entry.size = static_cast<std::uint64_t>(info.st_size);
            entries.push_back(std::move(entry));
        }
        ::closedir(listing);
        return code;
    }

    int stat(const Path& path, Entry& entry) override {
        struct stat info {};
        if (::lstat(path.c_str(), &info) != 0) return errno;
        entry.name = path.filename().string();
        entry.kind = kind_of(info);
        entry.size = static_cast<std::uint64_t>(info.st_size);
        return 0;
    }
};

}  // namespace

Disk& real_disk() {
    static RealDisk disk;
    return disk;
}

}  // namespace tallystick::ballot
