// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of `tallystick` share: how each enters itself into the command line, and how it
// speaks. Results go to standard output, everything else to standard error; with --json standard
// output is one object and nothing else. Exit codes: docs/FORMAT.md "Exit codes". One thread.
#pragma once

#include <string>
#include <string_view>

#include <crypto/result.h>

namespace CLI {
class App;
}

namespace tallystick::cli {

enum class Exit { good = 0, bad = 1, failed = 2 };

// What main() returns; the callback of the chosen command sets it.
struct Outcome {
    Exit exit = Exit::good;
};

// `tallystick: error: ...` and, where there is one, `tallystick: hint: ...`; gives the exit code
// that the kind of error asks for.
Exit fail(const crypto::Error& error);
void warn(std::string_view message);
void hint(std::string_view message);
// Standard output, complete or not at all: a full disk or closed pipe is an error, never silence.
Exit print(std::string_view text);

// Words typed after an option, which will stand on one line of a note or a page: usage() if they
// cannot.
crypto::Result<void> check_words(const std::string& option, std::string_view words);

// Every cmd_*.cpp has an add_...() that enters its commands into `app`; the callback runs the
// command and sets outcome.exit.
void add_event(CLI::App& app, Outcome& outcome);
void add_keys(CLI::App& app, Outcome& outcome);
void add_kiosks(CLI::App& app, Outcome& outcome);
void add_result(CLI::App& app, Outcome& outcome);
void add_round(CLI::App& app, Outcome& outcome);
void add_count(CLI::App& app, Outcome& outcome);
void add_rules(CLI::App& app, Outcome& outcome);

}  // namespace tallystick::cli
