// SPDX-License-Identifier: GPL-3.0-or-later
#include "share_folder.h"

#include <filesystem>

namespace tallystick::cli {

std::string locale_folder(const std::string& given) {
    if (!given.empty()) return given;
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return (self.parent_path().parent_path() / "share" / "tallystick" / "locale").string();
}

}  // namespace tallystick::cli
