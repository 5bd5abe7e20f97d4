// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of crypto share: keys from fixed seeds and a look into an error's words.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/note.h>

namespace tallystick::crypto::test {

// A seed that says which one it is: 32 times the same byte.
inline std::array<std::uint8_t, 32> seed_of(std::uint8_t byte) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(byte);
    return seed;
}

inline SigningKey key_named(std::string_view name, std::uint8_t byte) {
    return SigningKey::from_seed(name, seed_of(byte)).value();
}

// The words of a failure, or "accepted", so that a test's failure says what happened.
template <typename T>
std::string outcome(const Result<T>& result) {
    return result ? "accepted" : result.error().message;
}

inline ::testing::AssertionResult says(const std::string& outcome, std::string_view words) {
    if (outcome.find(words) != std::string::npos) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "expected \"" << words << "\" in \"" << outcome << '"';
}

// Whether `message` repeats six characters of `secret` in a row.
inline bool repeats(const std::string& message, const std::string& secret) {
    constexpr std::size_t piece = 6;
    for (std::size_t at = 0; at + piece <= secret.size(); ++at)
        if (message.find(secret.substr(at, piece)) != std::string::npos) return true;
    return false;
}

// What a hand or a disk makes of a file: each byte changed in five ways, doubled or lost, the file
// cut there, and only what stands from there on.
inline std::vector<std::string> damaged(const std::string& good) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char byte : {'\n', ' ', '!', '\x01', '\xff'}) {
            if (good[at] == byte) continue;
            out.push_back(good);
            out.back()[at] = byte;
        }
        out.push_back(good.substr(0, at) + good.substr(at + 1));
        out.push_back(good.substr(0, at + 1) + good.substr(at));
        out.push_back(good.substr(0, at));
        if (at > 0) out.push_back(good.substr(at));
    }
    return out;
}

}  // namespace tallystick::crypto::test
