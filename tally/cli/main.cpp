// SPDX-License-Identifier: GPL-3.0-or-later
// The organiser's and auditor's command: parses the line and hands over to one cmd_*.cpp. CLI11
// throws; what it throws ends here.
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include <crypto/secret.h>

#include "command.h"

namespace {

constexpr const char* version_line = "tallystick " TALLYSTICK_VERSION "\n";

int run(int argc, char** argv) {
    CLI::App app{"Prepare, check and count a participatory budgeting round.", "tallystick"};
    app.set_version_flag("--version", version_line);
    app.require_subcommand(1);
    app.failure_message([](const CLI::App*, const CLI::Error& error) {
        return "tallystick: error: " + std::string(error.what()) +
               "\ntallystick: hint: tallystick --help lists the commands\n";
    });
    tallystick::cli::Outcome outcome;
    // Entering every command costs as much as counting a small election: the one that is named is
    // enough, and all of them where none is.
    const std::string_view named = argc > 1 ? argv[1] : "";
    if (named != "count") {
        tallystick::cli::add_round(app, outcome);
        tallystick::cli::add_keys(app, outcome);
        tallystick::cli::add_kiosks(app, outcome);
        tallystick::cli::add_event(app, outcome);
        tallystick::cli::add_result(app, outcome);
        tallystick::cli::add_rules(app, outcome);
    }
    tallystick::cli::add_count(app, outcome);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return static_cast<int>(outcome.exit);
}

}  // namespace

int main(int argc, char** argv) {
    // Scripts ask for the version all the time: answered before anything is set up.
    if (argc == 2 && std::string_view(argv[1]) == "--version")
        return std::fputs(version_line, stdout) < 0 ? 2 : 0;
    // So is a count of a bare file, which is shorter than the start of the cryptography; it starts
    // that where a lot or a signature asks for it.
    if (argc < 2 || std::string_view(argv[1]) != "count")
        if (auto started = tallystick::crypto::init(); !started)
            return static_cast<int>(tallystick::cli::fail(started.error()));
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tallystick: error: %s\n", error.what());
        return 2;
    }
}
