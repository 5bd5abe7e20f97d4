// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include <cstdio>

#include <crypto/lines.h>

namespace tallystick::cli {
namespace {

// A file's name may hold anything; nothing of it reaches the terminal as a command.
void say(const char* kind, std::string_view message) {
    std::fprintf(stderr, "tallystick: %s: %s\n", kind, crypto::visible(message).c_str());
}

}  // namespace

Exit fail(const crypto::Error& error) {
    say("error", error.message);
    if (!error.hint.empty()) say("hint", error.hint);
    return error.kind == crypto::Error::Kind::bad_data ? Exit::bad : Exit::failed;
}

void warn(std::string_view message) {
    say("warning", message);
}

void hint(std::string_view message) {
    say("hint", message);
}

Exit print(std::string_view text) {
    const std::size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
    if (written == text.size() && std::fflush(stdout) == 0) return Exit::good;
    return fail(crypto::unreadable("standard output could not be written",
                                   "is the disk full, or was the pipe closed?"));
}

crypto::Result<void> check_words(const std::string& option, std::string_view words) {
    const auto good = crypto::check_line(words, crypto::Charset::unicode);
    if (good) return {};
    return crypto::usage(option + ": " + good.error().message,
                         "type the words again, on one line, without a space at either end");
}

}  // namespace tallystick::cli
