// SPDX-License-Identifier: GPL-3.0-or-later
// tallystick-kiosk: the voter's and steward's program. `enrol` makes the kiosk's key and box;
// without it the kiosk runs. Exit codes: docs/FORMAT.md "Exit codes".
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <app/enrol.h>
#include <app/kiosk_app.h>
#include <crypto/secret.h>

namespace {

namespace app = tallystick::app;
namespace ballot = tallystick::ballot;
namespace crypto = tallystick::crypto;

struct Flags {
    std::string size;
    ballot::Path pack, data, assets, settings, mirror, export_to;
    double diagonal_inches = 0;
    bool window = false, demo = false, first_frame = false;
    std::vector<std::string> demo_cards;
    std::string demo_pin, pin;
    ballot::Path pin_file;
    app::Enrolment enrol;
};

int report(const crypto::Error& error) {
    std::fprintf(stderr, "tallystick-kiosk: error: %s\n", error.message.c_str());
    if (!error.hint.empty())
        std::fprintf(stderr, "tallystick-kiosk: hint: %s\n", error.hint.c_str());
    return error.kind == crypto::Error::Kind::bad_data ? 1 : 2;
}

// The share tree beside the program: <exe>/../share/tallystick.
ballot::Path own_assets() {
    std::error_code failed;
    const auto exe = std::filesystem::read_symlink("/proc/self/exe", failed);
    return exe.parent_path().parent_path() / "share" / "tallystick";
}

crypto::Result<app::AppOptions> options_of(const Flags& flags) {
    app::AppOptions options;
    options.data = flags.data;
    options.assets = flags.assets.empty() ? own_assets() : flags.assets;
    options.settings_file = flags.settings.empty() ? flags.data / "kiosk.toml" : flags.settings;
    TALLYSTICK_TRY(settings, app::read_settings(options.settings_file));
    options.settings = settings;
    options.pack = flags.pack.empty() ? ballot::Path(settings.pack.value_or("")) : flags.pack;
    if (options.pack.empty())
        return crypto::usage("no round pack is named",
                             "give --pack, or pack = \"…\" in " + options.settings_file.string());
    if (!flags.mirror.empty())
        options.mirror = flags.mirror;
    else if (settings.mirror)
        options.mirror = *settings.mirror;
    if (!flags.export_to.empty())
        options.export_to = flags.export_to;
    else if (settings.export_to)
        options.export_to = *settings.export_to;
    if (flags.window || !flags.size.empty()) {
        options.window.mode = tallystick::ui::WindowOptions::Mode::windowed;
        options.closing = app::AppOptions::Closing::by_window;
    }
    if (!flags.size.empty() && std::sscanf(flags.size.c_str(), "%dx%d", &options.window.width,
                                           &options.window.height) != 2)
        return crypto::usage("--size: expected WIDTHxHEIGHT, found \"" + flags.size + "\"",
                             "for example --size 1280x800");
    options.window.diagonal_mm =
        flags.diagonal_inches > 0 ? flags.diagonal_inches * 25.4 : settings.diagonal_mm;
    if (flags.demo) {
        options.demo = app::Demo{flags.demo_cards, flags.demo_pin};
        options.closing = app::AppOptions::Closing::by_window;
    }
    return options;
}

int run(const Flags& flags) {
    auto options = options_of(flags);
    if (!options) return report(options.error());
    auto kiosk = app::App::create(*options);
    if (!kiosk) {
        const int code = report(kiosk.error());
        const bool whole_screen =
            options->window.mode == tallystick::ui::WindowOptions::Mode::fullscreen;
        if (whole_screen && !flags.first_frame) app::show_refusal(*options, kiosk.error());
        return code;
    }
    if (flags.first_frame) {
        (*kiosk)->step(0);
        return 0;
    }
    while (!(*kiosk)->is_over()) (*kiosk)->step(-1);
    return 0;
}

int enrol(Flags& flags) {
    flags.enrol.pack = flags.pack;
    flags.enrol.data = flags.data;
    if (!flags.pin_file.empty()) {
        auto text = ballot::read_file(flags.pin_file, 64);
        if (!text) return report(text.error());
        flags.pin = text->substr(0, text->find('\n'));
    }
    flags.enrol.pin = flags.pin;
    const auto said = app::enrol(flags.enrol);
    if (!said) return report(said.error());
    std::printf("%s\n", said->c_str());
    return 0;
}

void add_options(CLI::App& program, Flags& flags) {
    program.add_option("--pack", flags.pack, "the round pack's folder");
    program.add_option("--data", flags.data, "the folder of this kiosk's ballot box")->required();
    program.add_option("--mirror", flags.mirror, "a folder on a second medium");
    program.add_option("--export-to", flags.export_to, "the only folder that exports go to");
    program.add_option("--assets", flags.assets, "the share folder (fonts, words)");
    program.add_option("--settings", flags.settings, "instead of <data>/kiosk.toml");
    program.add_flag("--window", flags.window, "a window instead of the whole screen");
    program.add_option("--size", flags.size, "the window's size, WIDTHxHEIGHT");
    program.add_option("--diagonal", flags.diagonal_inches, "of the whole screen, in inches")
        ->check(CLI::Range(6.0, 120.0));
    program.add_flag("--demo", flags.demo, "show a DEMO band; Ctrl+Q leaves");
    program.add_option("--demo-card", flags.demo_cards, "card codes that the screen shows in turn")
        ->allow_extra_args(false);
    program.add_option("--demo-pin", flags.demo_pin, "the PIN that the band shows");
    program.add_flag("--first-frame", flags.first_frame,
                     "leave as soon as the first screen is shown: tries a machine out");
}

void add_enrol(CLI::App& command, Flags& flags) {
    command.fallthrough();  // --pack and --data are the program's
    command.add_option("--name", flags.enrol.name, "this kiosk's name, for --request");
    command.add_option("--request", flags.enrol.request,
                       "make the key and write <name>.vkey into this folder");
    command.add_option("--certificate", flags.enrol.certificate,
                       "the kiosk.note that the organiser signed: makes the ballot box");
    command.add_option("--pin", flags.pin, "the steward's PIN (others on this machine can see it)");
    command.add_option("--pin-file", flags.pin_file, "a file with the steward's PIN");
}

}  // namespace

int main(int argc, char** argv) {
    Flags flags;
    CLI::App program("The voters' kiosk of Tallystick.", "tallystick-kiosk");
    program.set_version_flag("--version", TALLYSTICK_VERSION);
    add_options(program, flags);
    CLI::App* command = program.add_subcommand("enrol", "make this kiosk's key, then its box");
    add_enrol(*command, flags);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : 2;
    }
    // SDL would turn a SIGTERM into a wish to quit, which a kiosk does not obey: a machine that is
    // switched off would wait for it. The box survives any instant, so the signal may end us.
    setenv("SDL_NO_SIGNAL_HANDLERS", "1", 1);
    if (const auto ready = crypto::init(); !ready) return report(ready.error());
    if (const auto forbidden = crypto::forbid_core_dumps(); !forbidden)
        return report(forbidden.error());
    return command->parsed() ? enrol(flags) : run(flags);
}
