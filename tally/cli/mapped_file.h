// SPDX-License-Identifier: GPL-3.0-or-later
// A file's bytes without a copy, for inputs of hundreds of megabytes. A file that is cut short by
// somebody else while it is read ends the program with SIGBUS; ours are never written to. One
// owner.
#pragma once

#include <string>
#include <string_view>

#include <crypto/result.h>

namespace tallystick::cli {

class MappedFile {
public:
    [[nodiscard]] static crypto::Result<MappedFile> open(const std::string& path);
    MappedFile(MappedFile&& other) noexcept : m_bytes(other.m_bytes) { other.m_bytes = {}; }
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    [[nodiscard]] std::string_view bytes() const { return m_bytes; }

private:
    explicit MappedFile(std::string_view bytes) : m_bytes(bytes) {}
    std::string_view m_bytes;
};

}  // namespace tallystick::cli
