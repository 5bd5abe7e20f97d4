// SPDX-License-Identifier: GPL-3.0-or-later
// A strict reader of RFC 4180 tables as spreadsheets export them: comma between fields, LF or CRLF
// after rows, quotes doubled inside quoted fields, a leading UTF-8 byte order mark allowed. Bytes
// in, rows with their places out; every fault is reported, none is guessed around. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tally/fault.h>

namespace tallystick::tally {

struct CsvRow {
    std::size_t line = 0;  // where the row begins, 1-based
    std::vector<std::string> fields;
};

struct CsvTable {
    std::vector<CsvRow> rows;  // the header row too; rows without any text are left out
    Faults faults;             // rows are only complete when this is empty
};

[[nodiscard]] CsvTable read_csv(std::string_view bytes, const std::string& file);

}  // namespace tallystick::tally
