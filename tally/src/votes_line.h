// SPDX-License-Identifier: GPL-3.0-or-later
// One line of votes.txt, the list without labels: `<style> <proposal>=<value> ...`, proposals in
// order; a blank ballot is its style alone. docs/FORMAT.md "Votes without labels".
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <ballot/validate.h>

namespace tallystick::tally {

[[nodiscard]] std::string write_votes_line(const ballot::StyleId& style,
                                           const ballot::Votes& votes);
[[nodiscard]] crypto::Result<std::pair<ballot::StyleId, ballot::Votes>> read_votes_line(
    std::string_view line);

}  // namespace tallystick::tally
