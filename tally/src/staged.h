// SPDX-License-Identifier: GPL-3.0-or-later
// Output that is there completely or not at all, also when it is too large for memory: files are
// written into a folder beside their place, synced, and the folder is renamed at the end.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <ballot/files.h>

namespace tallystick::tally {

class StreamFile {
public:
    [[nodiscard]] static crypto::Result<StreamFile> create(const ballot::Path& file);
    StreamFile(StreamFile&& other) noexcept;
    StreamFile& operator=(StreamFile&&) = delete;
    ~StreamFile();
    [[nodiscard]] crypto::Result<void> write(std::string_view text);
    // Flushes, syncs and closes.
    [[nodiscard]] crypto::Result<void> finish();

private:
    StreamFile(int descriptor, ballot::Path path) : m_file(descriptor), m_path(std::move(path)) {}
    [[nodiscard]] crypto::Result<void> flush();
    int m_file;
    ballot::Path m_path;
    std::string m_buffer;
};

enum class Readers { everybody, owner };

class StagedFolder {
public:
    // Refuses a target that exists.
    [[nodiscard]] static crypto::Result<StagedFolder> create(const ballot::Path& target,
                                                             Readers readers = Readers::everybody);
    StagedFolder(StagedFolder&& other) noexcept = default;
    StagedFolder& operator=(StagedFolder&&) = delete;
    ~StagedFolder();  // removes what was not committed

    [[nodiscard]] const ballot::Path& path() const { return *m_stage; }
    [[nodiscard]] crypto::Result<void> put(std::string_view name, std::string_view bytes) const;
    // A file or tree from elsewhere, as relative path `name`.
    [[nodiscard]] crypto::Result<void> copy(const ballot::Path& from, std::string_view name) const;
    [[nodiscard]] crypto::Result<void> commit();

private:
    StagedFolder(ballot::Path stage, ballot::Path target)
        : m_stage(std::make_unique<ballot::Path>(std::move(stage))), m_target(std::move(target)) {}
    std::unique_ptr<ballot::Path> m_stage;
    ballot::Path m_target;
};

// Parts of a file too large to hold: line-aligned pieces of about `piece` bytes, read by any
// thread.
class PieceReader {
public:
    [[nodiscard]] static crypto::Result<PieceReader> open(const ballot::Path& file);
    PieceReader(PieceReader&& other) noexcept;
    PieceReader& operator=(PieceReader&&) = delete;
    ~PieceReader();
    [[nodiscard]] std::size_t pieces() const { return (m_size + piece_size - 1) / piece_size; }
    // All lines that begin in piece `index`; they end in LF unless the file does not.
    [[nodiscard]] crypto::Result<std::string> read(std::size_t index) const;
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] crypto::Result<std::string> read_at(std::uint64_t offset,
                                                      std::size_t count) const;
    static constexpr std::size_t piece_size = 1U << 20U;

private:
    PieceReader(int descriptor, std::uint64_t size, ballot::Path path)
        : m_file(descriptor), m_size(size), m_path(std::move(path)) {}
    int m_file;
    std::uint64_t m_size;
    ballot::Path m_path;
};

}  // namespace tallystick::tally
