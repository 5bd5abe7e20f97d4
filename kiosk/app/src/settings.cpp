// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/settings.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include <toml++/toml.h>

namespace tallystick::app {
namespace {

constexpr std::uint64_t longest_file = 64 * 1024;
constexpr std::array keys{"pack",        "mirror",      "export_to",
                          "diagonal_mm", "switch_next", "switch_select"};

crypto::Error wrong(const ballot::Path& file, const std::string& key, const std::string& expected) {
    return crypto::bad_data(file.string() + ": " + key + ": expected " + expected,
                            "correct the line, or take it out for the default");
}

// "f1" … "f12": the keys that switch boxes send.
std::optional<ui::Key> key_of(const std::string& name) {
    for (int number = 1; number <= 12; ++number)
        if (name == "f" + std::to_string(number))
            return static_cast<ui::Key>(static_cast<int>(ui::Key::f1) + number - 1);
    if (name == "enter") return ui::Key::enter;
    if (name == "space") return ui::Key::space;
    if (name == "tab") return ui::Key::tab;
    return std::nullopt;
}

std::string name_of(ui::Key key) {
    if (key == ui::Key::enter) return "enter";
    if (key == ui::Key::space) return "space";
    if (key == ui::Key::tab) return "tab";
    return "f" + std::to_string(static_cast<int>(key) - static_cast<int>(ui::Key::f1) + 1);
}

crypto::Result<Settings> read_table(const toml::table& table, const ballot::Path& file) {
    Settings settings;
    for (const auto& entry : table) {
        const std::string key(entry.first.str());
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            return wrong(file, key,
                         "one of pack, mirror, export_to, diagonal_mm, switch_next, "
                         "switch_select");
        if (key == "diagonal_mm") {
            const auto mm = entry.second.value<double>();
            if (!mm || *mm < 150 || *mm > 3000)
                return wrong(file, key, "150 to 3000 (millimetres, corner to corner)");
            settings.diagonal_mm = *mm;
            continue;
        }
        const auto text = entry.second.value<std::string>();
        if (!text) return wrong(file, key, "a text in quotes");
        if (key == "pack") settings.pack = *text;
        if (key == "mirror") settings.mirror = *text;
        if (key == "export_to") settings.export_to = *text;
        if (key != "switch_next" && key != "switch_select") continue;
        const auto switch_key = key_of(*text);
        if (!switch_key) return wrong(file, key, "f1 to f12, enter, space or tab");
        (key == "switch_next" ? settings.switches.next : settings.switches.select) = *switch_key;
    }
    return settings;
}

}  // namespace

crypto::Result<Settings> read_settings(const ballot::Path& file) {
    if (!ballot::exists(file)) return Settings{};
    TALLYSTICK_TRY(text, ballot::read_file(file, longest_file));
    try {
        return read_table(toml::parse(text, file.string()), file);
    } catch (const toml::parse_error& error) {
        std::ostringstream place;
        place << file.string() << " line " << error.source().begin.line << ": "
              << error.description();
        return crypto::bad_data(place.str(), "correct the line");
    }
}

crypto::Result<void> write_settings(const ballot::Path& file, const Settings& settings) {
    toml::table table;
    if (settings.pack) table.insert("pack", *settings.pack);
    if (settings.mirror) table.insert("mirror", *settings.mirror);
    if (settings.export_to) table.insert("export_to", *settings.export_to);
    if (settings.diagonal_mm > 0)
        table.insert("diagonal_mm", static_cast<std::int64_t>(std::lround(settings.diagonal_mm)));
    const ui::SwitchKeys defaults;
    if (!(settings.switches == defaults)) {
        table.insert("switch_next", name_of(settings.switches.next));
        table.insert("switch_select", name_of(settings.switches.select));
    }
    std::ostringstream text;
    text << table << "\n";
    return ballot::write_file(file, text.str());
}

}  // namespace tallystick::app
