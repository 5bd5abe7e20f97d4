// SPDX-License-Identifier: GPL-3.0-or-later
#include "said.h"

#include <crypto/lines.h>

#include "report_text.h"

namespace tallystick::cli {

using nlohmann::ordered_json;

std::string full_path(const std::filesystem::path& path) {
    return std::filesystem::absolute(path).lexically_normal().string();
}

void Said::field(const std::string& name, ordered_json value) {
    m_fields[name] = std::move(value);
}

void Said::wrote(const std::filesystem::path& path) {
    m_wrote.push_back({{"path", full_path(path)}, {"secret", false}});
}

void Said::wrote_secret(const std::filesystem::path& path) {
    m_wrote.push_back({{"path", full_path(path)}, {"secret", true}});
}

void Said::warning(const std::string& text) {
    warn(text);
    m_warnings.push_back(text);
}

void Said::line(const std::string& text) {
    m_text += crypto::visible(text) + "\n";
}

ordered_json Said::json() const {
    ordered_json out = m_fields;
    out["wrote"] = m_wrote;
    out["warnings"] = m_warnings;
    return out;
}

Exit Said::print(bool json) const {
    if (json) return cli::print(json_text(this->json()));
    return m_text.empty() ? Exit::good : cli::print(m_text);
}

}  // namespace tallystick::cli
