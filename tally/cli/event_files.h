// SPDX-License-Identifier: GPL-3.0-or-later
// What most commands begin with: the pack and the rolls they were given, checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <tally/event.h>

#include "said.h"

namespace tallystick::cli {

struct EventOptions {
    std::string pack;
    std::vector<std::string> rolls;
    std::vector<std::string> bundles;
    unsigned threads = 0;
};
// --pack, --roll (more than once) and --threads.
void add_event_options(CLI::App& command, EventOptions& options);

struct EventFiles {
    ballot::RoundPack pack;
    tally::Roll roll;
};
// None if a check failed, which the report says.
[[nodiscard]] crypto::Result<std::optional<EventFiles>> load_event(const EventOptions& options,
                                                                   tally::Report& report);
// The bundle folders named, and those inside folders that hold bundles (a stick's root). Warns of
// what is passed over there and looks like a bundle. Without a pack no export is said to replace
// another.
[[nodiscard]] crypto::Result<std::vector<ballot::Path>> find_bundles(
    const std::vector<std::string>& places, const ballot::RoundPack* pack, Said& said);
// NAME=VALUE, each of which may stand on a line of a note.
[[nodiscard]] crypto::Result<std::pair<std::string, std::string>> split_pair(
    const std::string& option, const std::string& text);

}  // namespace tallystick::cli
