// SPDX-License-Identifier: GPL-3.0-or-later
// A test vector: header lines `keyword SP value`, an empty line, then the payload to the last byte
// of the file. `expect accept` or `expect refuse`; `because` repeats words of our own message and
// is for our test only. tests/vectors/README.md describes each kind, so that a second
// implementation can run them.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tallystick::vectors {

struct Vector {
    std::map<std::string, std::string> header;
    std::string payload;

    [[nodiscard]] const std::string& at(const std::string& keyword) const {
        static const std::string nothing;
        const auto found = header.find(keyword);
        return found == header.end() ? nothing : found->second;
    }
    [[nodiscard]] bool accepted() const { return at("expect") == "accept"; }
};

[[nodiscard]] inline Vector read_vector(std::string_view file) {
    Vector vector;
    while (!file.empty() && file.front() != '\n') {
        const std::string_view line = file.substr(0, file.find('\n'));
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos) return {};
        vector.header.emplace(line.substr(0, space), line.substr(space + 1));
        file.remove_prefix(line.size() + (line.size() < file.size() ? 1 : 0));
    }
    if (!file.empty()) vector.payload = file.substr(1);
    return vector;
}

}  // namespace tallystick::vectors
