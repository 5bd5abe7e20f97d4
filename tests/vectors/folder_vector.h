// SPDX-License-Identifier: GPL-3.0-or-later
// Folders in one file: the payload of vectors whose kind is `bundle` or `audit`. For each file
// `file SP path SP size LF` and then so many bytes, sorted by path. README.md says what the header
// lines `base`, `folder`, `without` and `check` mean.
#pragma once

#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tallystick::vectors {

using Files = std::map<std::string, std::string>;

[[nodiscard]] inline std::string write_files(const Files& files) {
    std::string payload;
    for (const auto& [path, bytes] : files)
        payload.append("file " + path + " " + std::to_string(bytes.size()) + "\n").append(bytes);
    return payload;
}

[[nodiscard]] inline std::optional<Files> read_files(std::string_view payload) {
    Files files;
    while (!payload.empty()) {
        const std::string_view line = payload.substr(0, payload.find('\n'));
        const std::size_t space = line.rfind(' ');
        if (!line.starts_with("file ") || space < 6) return std::nullopt;
        std::size_t size = 0;
        std::from_chars(line.data() + space + 1, line.data() + line.size(), size);
        payload.remove_prefix(line.size() + 1);
        if (size > payload.size()) return std::nullopt;
        files[std::string(line.substr(5, space - 5))] = payload.substr(0, size);
        payload.remove_prefix(size);
    }
    return files;
}

}  // namespace tallystick::vectors
