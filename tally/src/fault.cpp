// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/lines.h>
#include <tally/fault.h>

namespace tallystick::tally {

std::string Fault::text() const {
    std::string out = file;
    if (line != 0) out += (file.ends_with(".csv") ? " row " : " line ") + std::to_string(line);
    if (!column.empty()) {
        out += line != 0 ? ", " : " ";
        out += (file.ends_with(".csv") ? "column " : "key ") + column;
    }
    if (expected.empty()) return out + ": " + found;
    out += ": expected " + expected;
    out += found.empty() ? ", found nothing" : ", found " + crypto::quoted(found);
    return out;
}

}  // namespace tallystick::tally
