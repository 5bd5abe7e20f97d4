// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tallystick::tally {
namespace {

constexpr std::size_t buffer_size = 1U << 20U;

// Not the library's: it calls a full disk a failed one, and names the source for it.
crypto::Result<void> copy_bytes(const ballot::Path& from, const ballot::Path& to) {
    TALLYSTICK_TRY(source, PieceReader::open(from));
    TALLYSTICK_TRY(target, StreamFile::create(to));
    for (std::uint64_t at = 0; at < source.size(); at += PieceReader::piece_size) {
        TALLYSTICK_TRY(bytes, source.read_at(at, PieceReader::piece_size));
        TALLYSTICK_CHECK(target.write(bytes));
    }
    return target.finish();
}

}  // namespace

crypto::Result<StreamFile> StreamFile::create(const ballot::Path& file) {
    const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) return ballot::disk_error(errno, "write", file);
    return StreamFile(descriptor, file);
}

StreamFile::StreamFile(StreamFile&& other) noexcept
    : m_file(std::exchange(other.m_file, -1)),
      m_path(std::move(other.m_path)),
      m_buffer(std::move(other.m_buffer)) {}

StreamFile::~StreamFile() {
    if (m_file >= 0) close(m_file);
}

crypto::Result<void> StreamFile::write(std::string_view text) {
    m_buffer += text;
    return m_buffer.size() < buffer_size ? crypto::Result<void>() : flush();
}

crypto::Result<void> StreamFile::flush() {
    for (std::string_view rest = m_buffer; !rest.empty();) {
        const ssize_t written = ::write(m_file, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return ballot::disk_error(errno, "write", m_path);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    m_buffer.clear();
    return {};
}

crypto::Result<void> StreamFile::finish() {
    TALLYSTICK_CHECK(flush());
    const int failed = fdatasync(m_file) != 0 ? errno : 0;
    const int closed = close(std::exchange(m_file, -1)) != 0 ? errno : 0;
    if (failed != 0 || closed != 0)
        return ballot::disk_error(failed != 0 ? failed : closed, "write", m_path);
    return {};
}

crypto::Result<StagedFolder> StagedFolder::create(const ballot::Path& target, Readers readers) {
    ballot::Path place = target;
    if (place.filename().empty()) place = place.parent_path();
    if (ballot::exists(place))
        return crypto::usage(place.string() + " is there already",
                             "name another folder, or move this one away");
    std::string stage = (place.parent_path() / ("." + place.filename().string() + ".part-XXXXXX"));
    if (mkdtemp(stage.data()) == nullptr) return ballot::disk_error(errno, "write", place);
    if (readers == Readers::everybody && chmod(stage.c_str(), 0755) != 0)
        return ballot::disk_error(errno, "write", place);
    return StagedFolder(stage, place);
}

StagedFolder::~StagedFolder() {
    std::error_code ignored;
    if (m_stage && !m_stage->empty()) std::filesystem::remove_all(*m_stage, ignored);
}

crypto::Result<void> StagedFolder::put(std::string_view name, std::string_view bytes) const {
    const ballot::Path file = *m_stage / name;
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    if (failed) return ballot::disk_error(failed.value(), "write", file);
    TALLYSTICK_TRY(stream, StreamFile::create(file));
    TALLYSTICK_CHECK(stream.write(bytes));
    return stream.finish();
}

crypto::Result<void> StagedFolder::copy(const ballot::Path& from, std::string_view name) const {
    namespace fs = std::filesystem;
    const ballot::Path to = *m_stage / name;
    std::error_code failed;
    const bool tree = fs::is_directory(from, failed);
    fs::create_directories(tree ? to : to.parent_path(), failed);
    if (failed) return ballot::disk_error(failed.value(), "write", to);
    if (!tree) return copy_bytes(from, to);
    for (fs::directory_iterator entry(from, failed), end; !failed && entry != end;
         entry.increment(failed))
        TALLYSTICK_CHECK(
            copy(entry->path(), (ballot::Path(name) / entry->path().filename()).string()));
    if (failed) return ballot::disk_error(failed.value(), "read", from);
    return {};
}

crypto::Result<void> StagedFolder::commit() {
    // One sync for everything that was copied in, before the name appears.
    const int folder = open(m_stage->c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        const int synced = syncfs(folder);
        const int code = errno;
        close(folder);
        if (synced != 0) return ballot::disk_error(code, "write", m_target);
    }
    if (rename(m_stage->c_str(), m_target.c_str()) != 0)
        return ballot::disk_error(errno, "write", m_target);
    m_stage->clear();
    return {};
}

crypto::Result<PieceReader> PieceReader::open(const ballot::Path& file) {
    // A pipe without a writer would be waited for for ever.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat about {};
    if (descriptor < 0) return ballot::disk_error(errno, "read", file);
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        close(descriptor);
        return ballot::disk_error(EINVAL, "read", file);
    }
    return PieceReader(descriptor, static_cast<std::uint64_t>(about.st_size), file);
}

PieceReader::PieceReader(PieceReader&& other) noexcept
    : m_file(std::exchange(other.m_file, -1)),
      m_size(other.m_size),
      m_path(std::move(other.m_path)) {}

PieceReader::~PieceReader() {
    if (m_file >= 0) close(m_file);
}

crypto::Result<std::string> PieceReader::read_at(std::uint64_t offset, std::size_t count) const {
    std::string out(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got =
            pread(m_file, out.data() + have, count - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return ballot::disk_error(errno, "read", m_path);
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    out.resize(have);
    return out;
}

crypto::Result<std::string> PieceReader::read(std::size_t index) const {
    // A line longer than this is no line of ours.
    constexpr std::size_t most_line = 1U << 16U;
    const std::uint64_t begin = index * static_cast<std::uint64_t>(piece_size);
    const std::uint64_t before = begin == 0 ? 0 : begin - 1;
    TALLYSTICK_TRY(bytes, read_at(before, piece_size + 1 + most_line));
    const auto end_of_line = [&](std::size_t from) {
        const std::size_t at = bytes.find('\n', from);
        return at == std::string::npos ? bytes.size() : at + 1;
    };
    const std::size_t first = begin == 0 ? 0 : end_of_line(0);
    const std::size_t reach = static_cast<std::size_t>(begin - before) + piece_size - 1;
    const std::size_t last = bytes.size() <= reach ? bytes.size() : end_of_line(reach);
    return first >= last ? std::string() : bytes.substr(first, last - first);
}

}  // namespace tallystick::tally
