// SPDX-License-Identifier: GPL-3.0-or-later
// tallystick-print cards CODES OUT.pdf        sheets of voting cards
// tallystick-print poster TITLE HEADING TEXT OUT.pdf
// Run by `tallystick`; exit codes are the same.
#include <cstdio>
#include <string>

#include <sys/stat.h>

#include <ballot/files.h>
#include <crypto/secret.h>

#include "card_list.h"
#include "sheet.h"

namespace {

using namespace tallystick;

constexpr std::uint64_t most_list = 100'000'000;

int fail(const crypto::Error& error) {
    std::fprintf(stderr, "tallystick-print: error: %s\n", error.message.c_str());
    if (!error.hint.empty())
        std::fprintf(stderr, "tallystick-print: hint: %s\n", error.hint.c_str());
    return error.kind == crypto::Error::Kind::bad_data ? 1 : 2;
}

crypto::Result<void> cards(const std::string& codes, const std::string& out) {
    TALLYSTICK_TRY(text, ballot::read_file(codes, most_list));
    auto list = print::read_card_list(text);
    crypto::wipe(text);
    if (!list) return list.error().in(codes);
    TALLYSTICK_TRY(pdf, print::draw_cards(*list));
    // As secret as the list itself.
    umask(0077);
    return ballot::write_file(out, pdf);
}

crypto::Result<void> poster(const print::Poster& poster, const std::string& out) {
    TALLYSTICK_TRY(pdf, print::draw_poster(poster));
    return ballot::write_file(out, pdf);
}

}  // namespace

int main(int argc, char** argv) {
    if (auto started = crypto::init(); !started) return fail(started.error());
    const std::string command = argc > 1 ? argv[1] : "";
    crypto::Result<void> done;
    if (command == "cards" && argc == 4)
        done = cards(argv[2], argv[3]);
    else if (command == "poster" && argc == 6)
        done = poster({argv[2], argv[3], argv[4]}, argv[5]);
    else
        done =
            crypto::usage("expected `cards CODES OUT.pdf` or `poster TITLE HEADING TEXT OUT.pdf`",
                          "`tallystick cards issue --sheet` runs it for you");
    return done ? 0 : fail(done.error());
}
