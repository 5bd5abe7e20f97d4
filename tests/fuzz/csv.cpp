// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as spreadsheets export them.
#include <tally/csv.h>

#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto table = tallystick::tally::read_csv(tallystick::fuzz::text_of(data, size), "p.csv");
    std::size_t line = 0;
    for (const auto& row : table.rows) {
        tallystick::crypto::require(row.line > line, "rows are in order");
        line = row.line;
    }
    return 0;
}
