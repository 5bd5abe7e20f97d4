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

struct Seen {
    enum class What { nothing, folder, bundle, left_whole, passed_over } what = What::nothing;
    std::string why;  // passed over
    [[nodiscard]] bool is_found() const { return what == What::bundle || what == What::left_whole; }
};

Seen look_at(const ballot::Path& path, const ballot::Disk::Entry& entry,
             const ballot::RoundPack* pack) {
    const bool folder = entry.kind == ballot::Disk::Entry::Kind::folder;
    const LeftBehind left = folder ? left_behind(path, pack) : LeftBehind::no;
    if (left == LeftBehind::whole) return {Seen::What::left_whole, {}};
    if (left == LeftBehind::replaced)
        return {Seen::What::passed_over,
                "was replaced by the whole export of its name: it can be deleted"};
    if (is_bundle(path, entry)) return {Seen::What::bundle, {}};
    if (std::string why = why_passed_over(path, entry); !why.empty())
        return {Seen::What::passed_over, std::move(why)};
    return {folder && !entry.name.starts_with(".") ? Seen::What::folder : Seen::What::nothing, {}};
}

constexpr int deepest = 4;  // folders below the one that was named

// A bundle that somebody put into a folder would be left out without a word. Says what is of ours
// in the folders below one that was named, and is in none that was.
class Deeper {
public:
    Deeper(const std::vector<std::string>& places, const ballot::RoundPack* pack, Said& said)
        : m_places(places), m_pack(pack), m_said(said) {}

    // True: there is something.
    bool search(const ballot::Path& folder) {
        m_any = m_said_of_depth = false;
        visit(folder, 1);
        return m_any;
    }

private:
    void visit(const ballot::Path& folder, int depth) {
        if (is_named(folder)) {
            m_any = true;
            return;
        }
        const auto entries = ballot::list_folder(folder);
        if (!entries)
            return warn(folder, "passed over, it cannot be listed: look whether a bundle is in it");
        bool holds_bundles = false;
        for (const auto& entry : *entries) {
            const ballot::Path inside = folder / entry.name;
            const Seen seen = look_at(inside, entry, m_pack);
            if (seen.is_found()) (is_named(inside) ? m_any : holds_bundles) = true;
            if (seen.what == Seen::What::passed_over) warn(inside, "passed over, it " + seen.why);
            if (seen.what != Seen::What::folder) continue;
            if (depth < deepest)
                visit(inside, depth + 1);
            else
                warn_of_depth(inside);
        }
        if (holds_bundles)
            warn(folder,
                 "passed over, it holds bundles and was not named: name it, too, unless it is no "
                 "part of this vote");
    }

    // Once for a search: a stick may be full of a resident's photographs.
    void warn_of_depth(const ballot::Path& folder) {
        if (is_named(folder)) m_any = true;
        if (m_said_of_depth || is_named(folder)) return;
        m_said_of_depth = true;
        warn(folder,
             "not looked into, nor is what else lies more than " + std::to_string(deepest) +
                 " folders down: if exports of this vote are there, name their folder, too");
    }

    void warn(const ballot::Path& path, const std::string& what) {
        m_said.warning(path.string() + ": " + what);
        m_any = true;
    }

    [[nodiscard]] bool is_named(const ballot::Path& folder) const {
        return std::any_of(m_places.begin(), m_places.end(), [&](const std::string& place) {
            std::error_code ignored;
            return std::filesystem::equivalent(folder, place, ignored);
        });
    }

    const std::vector<std::string>& m_places;
    const ballot::RoundPack* m_pack;
    Said& m_said;
    bool m_any = false, m_said_of_depth = false;
};

}  // namespace

crypto::Result<std::vector<ballot::Path>> find_bundles(const std::vector<std::string>& places,
                                                       const ballot::RoundPack* pack, Said& said) {
    std::vector<ballot::Path> out;
    Deeper deeper(places, pack, said);
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
            const Seen seen = look_at(inside, entry, pack);
            if (seen.is_found()) out.push_back(inside);
            if (seen.what == Seen::What::left_whole)
                said.warning(inside.string() +
                             ": taken, a whole export that was left under this name when the "
                             "stick was pulled out: export again if its box is there");
            if (seen.what == Seen::What::passed_over)
                said.warning(inside.string() + ": passed over, it " + seen.why);
            const bool nothing = seen.what == Seen::What::nothing ||
                                 (seen.what == Seen::What::folder && !deeper.search(inside));
            empty = empty && nothing;
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
