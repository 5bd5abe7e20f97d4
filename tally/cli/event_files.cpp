// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_files.h"

#include <algorithm>

#include "command.h"
#include "left_behind.h"
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

namespace {

bool holds(const ballot::Path& folder, std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(),
                       [&](const char* name) { return ballot::exists(folder / name); });
}

bool is_merged(const ballot::Path& folder) {
    return holds(folder, {"boxes.txt"}) && holds(folder, {"envelopes.txt"}) &&
           !holds(folder, {"kiosk.note"});
}

// Folders are written under such a name, and renamed when they are complete.
bool is_unfinished(const ballot::Path& folder, const std::string& name) {
    return name.starts_with(".") && (ballot::bundle_base(name.substr(1, name.find('.', 1) - 1)) ||
                                     holds(folder, {"kiosk.note", "bundle.note", "envelopes.txt"}));
}

// Why what looks like a bundle, or comes from where bundles come from, is passed over; nothing if
// it is nothing of ours.
std::string why_passed_over(const ballot::Path& path, const ballot::Disk::Entry& entry) {
    using Kind = ballot::Disk::Entry::Kind;
    if (entry.kind == Kind::folder && left_behind(path) == LeftBehind::replaced)
        return "was replaced by the whole export of its name: it can be deleted";
    if (entry.kind == Kind::folder && is_unfinished(path, entry.name))
        return "was not written to its end: export again if its box has nothing else";
    if (!holds(path, {"kiosk.note"}) && !ballot::bundle_base(entry.name))
        return entry.kind == Kind::folder && is_merged(path) ? "is what merge wrote, no bundle"
                                                             : std::string();
    if (entry.kind == Kind::other) return "is a link or device: copy the folder itself";
    if (entry.kind == Kind::file) return "is a file, expected a folder: copy the stick again";
    if (holds(path, {"slots.bin"})) return "is a mirror: tallystick recover makes a bundle of it";
    if (holds(path, {"box.db"})) return "is a kiosk's own box: export it";
    return "has neither bundle.note nor envelopes.txt: copy the stick again";
}

bool is_bundle(const ballot::Path& path, const ballot::Disk::Entry& entry) {
    return entry.kind == ballot::Disk::Entry::Kind::folder && !entry.name.starts_with(".") &&
           holds(path, {"bundle.note", "envelopes.txt"}) && !is_merged(path);
}

constexpr int deepest = 4;  // folders below the one that was named

// Folders below `folder` that hold bundles and were not named.
void find_deeper(const ballot::Path& folder, int depth, std::vector<ballot::Path>& out) {
    const auto entries = ballot::list_folder(folder);
    if (!entries || depth > deepest) return;
    bool holds_bundles = false;
    for (const auto& entry : *entries) {
        const ballot::Path inside = folder / entry.name;
        const bool visited = entry.kind == ballot::Disk::Entry::Kind::folder &&
                             !entry.name.starts_with(".") && !is_merged(inside);
        if (is_bundle(inside, entry))
            holds_bundles = true;
        else if (visited)
            find_deeper(inside, depth + 1, out);
    }
    if (holds_bundles) out.push_back(folder);
}

bool is_named(const ballot::Path& folder, const std::vector<std::string>& places) {
    return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
        std::error_code ignored;
        return std::filesystem::equivalent(folder, place, ignored);
    });
}

// A bundle that somebody put into a folder would be left out without a word. True: there is one.
bool warn_of_deeper(const ballot::Path& path, const ballot::Disk::Entry& entry,
                    const std::vector<std::string>& places, Said& said) {
    if (entry.kind != ballot::Disk::Entry::Kind::folder || entry.name.starts_with("."))
        return false;
    std::vector<ballot::Path> deeper;
    find_deeper(path, 1, deeper);
    for (const auto& folder : deeper)
        if (!is_named(folder, places))
            said.warning(folder.string() +
                         ": passed over, it holds bundles and was not named: name it, too, unless "
                         "it is no part of this vote");
    return !deeper.empty();
}

}  // namespace

crypto::Result<std::vector<ballot::Path>> find_bundles(const std::vector<std::string>& places,
                                                       Said& said) {
    std::vector<ballot::Path> out;
    for (const auto& place : places) {
        const ballot::Path path(place);
        if (!ballot::exists(path))
            return crypto::unreadable(place + ": no such folder", "is the stick plugged in?");
        if (is_merged(path))
            return crypto::usage(place + ": expected a bundle, found what merge wrote",
                                 "name the sticks, or the bundles on them");
        if (holds(path, {"kiosk.note", "envelopes.txt"})) {
            out.push_back(path);
            continue;
        }
        TALLYSTICK_TRY(entries, ballot::list_folder(path));
        bool empty = true;
        for (const auto& entry : entries) {
            const ballot::Path inside = path / entry.name;
            const bool left = entry.kind == ballot::Disk::Entry::Kind::folder &&
                              left_behind(inside) == LeftBehind::whole;
            const bool found = left || is_bundle(inside, entry);
            if (left)
                said.warning(inside.string() +
                             ": taken, a whole export that was left under this name when the "
                             "stick was pulled out: export again if its box is there");
            const std::string why = found ? std::string() : why_passed_over(inside, entry);
            if (found) out.push_back(inside);
            if (!why.empty()) said.warning(inside.string() + ": passed over, it " + why);
            const bool deeper =
                !found && why.empty() && warn_of_deeper(inside, entry, places, said);
            empty = empty && !found && why.empty() && !deeper;
        }
        // Named as a bundle and none: it is checked as one, and fails by name.
        if (empty) out.push_back(path);
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
