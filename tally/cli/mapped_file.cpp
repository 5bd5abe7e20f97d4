// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapped_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tallystick::cli {
namespace {

crypto::Error cannot_read(const std::string& path, const std::string& why) {
    return crypto::unreadable(path + " could not be read: " + why, "is the path right?");
}

}  // namespace

crypto::Result<MappedFile> MappedFile::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return cannot_read(path, std::strerror(errno));
    struct stat status {};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(file);
        return cannot_read(path, "it is not a file");
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {
        ::close(file);
        return MappedFile({});
    }
    void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    const int failure = errno;
    ::close(file);
    if (bytes == MAP_FAILED) return cannot_read(path, std::strerror(failure));
    return MappedFile({static_cast<const char*>(bytes), size});
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

MappedFile::~MappedFile() {
    if (!m_bytes.empty()) ::munmap(const_cast<char*>(m_bytes.data()), m_bytes.size());
}

}  // namespace tallystick::cli
