// SPDX-License-Identifier: GPL-3.0-or-later
// A reader of gettext's .po files, as far as the tests of the catalogues need one. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tallystick::assets_test {

struct Message {
    std::string id, plural;                 // plural empty: the sentence has no number
    std::vector<std::string> translations;  // one, or one per plural form
    bool fuzzy = false;
};

struct PoFile {
    std::string comments;  // those above the header
    std::string header;
    std::vector<Message> messages;

    // The value of one header line, empty where there is none.
    [[nodiscard]] std::string field(const std::string& name) const;
    [[nodiscard]] const Message* find(const std::string& id) const;
};

// Nothing when the file cannot be read.
std::optional<PoFile> read_po(const std::string& file);

}  // namespace tallystick::assets_test
