// SPDX-License-Identifier: GPL-3.0-or-later
// Runs tallystick-print, which alone is linked to Cairo and Pango: beside this program, else on the
// PATH.
#pragma once

#include <string>
#include <vector>

#include <crypto/result.h>

namespace tallystick::cli {

[[nodiscard]] crypto::Result<void> run_print(const std::vector<std::string>& arguments);

}  // namespace tallystick::cli
