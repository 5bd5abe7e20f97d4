// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of crypto share: keys from fixed seeds and a look into an error's words.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace tallystick::crypto::test
