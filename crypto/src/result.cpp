// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/result.h>

#include <cstdio>
#include <cstdlib>

namespace tallystick::crypto {

Error bad_data(std::string message, std::string hint) {
    return {std::move(message), std::move(hint), Error::Kind::bad_data};
}

Error unreadable(std::string message, std::string hint) {
    return {std::move(message), std::move(hint), Error::Kind::unreadable};
}

Error usage(std::string message, std::string hint) {
    return {std::move(message), std::move(hint), Error::Kind::usage};
}

void require(bool holds, const char* what, const char* file, unsigned line) {
    if (holds) return;
    std::fprintf(stderr, "tallystick: bug: %s at %s:%u\n", what, file, line);
    std::abort();
}

}  // namespace tallystick::crypto
