// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_files.h"

#include "command.h"
#include "secrets.h"

namespace tallystick::cli {

void add_event_options(CLI::App& command, EventOptions& options) {
    command.add_option("--pack", options.pack, "the round's pack")->required();
    command.add_option("--roll", options.rolls, "a roll, once for each from 1 on")
        ->allow_extra_args(false);
    command.add_option("--threads", options.threads, "0: as many as the machine has");
}

crypto::Result<std::optional<EventFiles>> load_event(const EventOptions& options,
                                                     tally::Report& report) {
    auto pack = tally::read_pack(options.pack, report);
    if (!pack) return std::optional<EventFiles>();
    if (options.rolls.empty())
        return crypto::usage("no roll was given", "give --roll FILE, once for each roll");
    std::vector<tally::NamedText> texts;
    for (const auto& file : options.rolls) {
        TALLYSTICK_TRY(text, read_small(file));
        texts.emplace_back(file, std::move(text));
    }
    auto roll = tally::read_rolls(*pack, std::move(texts), report);
    if (!roll) return std::optional<EventFiles>();
    return std::optional<EventFiles>(EventFiles{std::move(*pack), std::move(*roll)});
}

crypto::Result<std::vector<ballot::Path>> find_bundles(const std::vector<std::string>& places) {
    std::vector<ballot::Path> out;
    for (const auto& place : places) {
        const ballot::Path path(place);
        if (!ballot::exists(path))
            return crypto::unreadable(place + ": no such folder", "is the stick plugged in?");
        if (ballot::exists(path / "kiosk.note") || ballot::exists(path / "envelopes.txt")) {
            out.push_back(path);
            continue;
        }
        TALLYSTICK_TRY(entries, ballot::list_folder(path));
        const std::size_t before = out.size();
        for (const auto& entry : entries)
            if (entry.kind == ballot::Disk::Entry::Kind::folder &&
                (ballot::exists(path / entry.name / "bundle.note") ||
                 ballot::exists(path / entry.name / "envelopes.txt")))
                out.push_back(path / entry.name);
        // Named as a bundle and none: it is checked as one, and fails by name.
        if (out.size() == before) out.push_back(path);
    }
    return out;
}

crypto::Result<std::pair<std::string, std::string>> split_pair(const std::string& option,
                                                               const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        return crypto::usage(option + ": expected NAME=VALUE, found \"" + text + "\"");
    auto pair = std::pair(text.substr(0, equals), text.substr(equals + 1));
    TALLYSTICK_CHECK(check_words(option, pair.first));
    TALLYSTICK_CHECK(check_words(option + " " + pair.first, pair.second));
    return pair;
}

}  // namespace tallystick::cli
