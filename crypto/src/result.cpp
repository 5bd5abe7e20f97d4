// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/result.h>

#include <cstdio>
#include <cstdlib>

#include <crypto/lines.h>

namespace tallystick::crypto {

Error bad_data(const std::string& message, const std::string& hint) {
    return {visible(message), visible(hint), Error::Kind::bad_data};
}

Error unreadable(const std::string& message, const std::string& hint) {
    return {visible(message), visible(hint), Error::Kind::unreadable};
}

Error usage(const std::string& message, const std::string& hint) {
    return {visible(message), visible(hint), Error::Kind::usage};
}

void require(bool holds, const char* what, const char* file, unsigned line) {
    if (holds) return;
    std::fprintf(stderr, "tallystick: bug: %s at %s:%u\n", what, file, line);
    std::abort();
}

}  // namespace tallystick::crypto
