// SPDX-License-Identifier: GPL-3.0-or-later
// The closing note: made by the organiser before any key share is entered, signed by the witnesses,
// and from then on what is opened. Making it refuses an alarm without a reason. Pure.
// docs/FORMAT.md "Closing note".
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tally/merged.h>

namespace tallystick::tally {

struct ClosingInput {
    std::string dice;
    std::vector<ballot::ClosingNote::Cards> cards;  // any order; printed may be left 0
    std::map<std::string, std::string> missing;     // by kiosk: why there is no final checkpoint
    std::map<std::string, std::string> reasons;     // by check: the officer's words
};

// Every fault at once in `report`; the note only if there is none.
[[nodiscard]] std::optional<ballot::ClosingNote> make_closing(const ballot::RoundPack& pack,
                                                              const Roll& roll,
                                                              const Merged& merged,
                                                              const ClosingInput& input,
                                                              Report& report);

struct Closing {
    ballot::ClosingNote note;
    crypto::Digest id;
    std::string bytes;                   // the whole signed note
    std::vector<std::string> witnesses;  // names of those who signed
    [[nodiscard]] std::map<std::string, std::string> reasons() const;
};
// A signed closing note against the merged logs, name by name; none if it cannot be relied on.
[[nodiscard]] std::optional<Closing> read_closing(const ballot::RoundPack& pack, const Roll& roll,
                                                  const Merged& merged, const NamedText& file,
                                                  Report& report);

// Envelopes per box (roll order) and style (round order).
using Cells = std::vector<std::vector<std::int64_t>>;
[[nodiscard]] Cells count_cells(const ballot::RoundPack& pack, const Roll& roll,
                                std::span<const EnvelopeMark> marks);

}  // namespace tallystick::tally
