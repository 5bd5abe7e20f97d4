// SPDX-License-Identifier: GPL-3.0-or-later
// What a command did, said once: lines for people, or with --json one object with what it found,
// the files it wrote by their full path, and its warnings. One thread.
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "command.h"

namespace tallystick::cli {

class Said {
public:
    // A value of the object, before "wrote" and "warnings".
    void field(const std::string& name, nlohmann::ordered_json value);
    void wrote(const std::filesystem::path& path);
    // Marked "secret": not for everybody's eyes.
    void wrote_secret(const std::filesystem::path& path);
    // To standard error at once, and into the object.
    void warning(const std::string& text);
    // A line for people, without its end.
    void line(const std::string& text);

    [[nodiscard]] std::string text() const { return m_text; }
    [[nodiscard]] nlohmann::ordered_json json() const;
    // The object or the lines; nothing where there are none.
    [[nodiscard]] Exit print(bool json) const;

private:
    nlohmann::ordered_json m_fields = nlohmann::ordered_json::object();
    nlohmann::ordered_json m_wrote = nlohmann::ordered_json::array();
    nlohmann::ordered_json m_warnings = nlohmann::ordered_json::array();
    std::string m_text;
};

[[nodiscard]] std::string full_path(const std::filesystem::path& path);

}  // namespace tallystick::cli
