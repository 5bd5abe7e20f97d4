// SPDX-License-Identifier: GPL-3.0-or-later
// Kiosks without a screen: keys, random legal votes and whole closed bundles, made through the
// ballot library alone, for tests and benchmarks. Deterministic in its votes (not in its keys and
// seals). A kiosk belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ballot/bundle.h>
#include <ballot/make_envelope.h>
#include <ballot/pack.h>

namespace tallystick::test {

// A small repeatable generator: splitmix64.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

private:
    std::uint64_t m_state;
};

// Votes that keep the round's rules, approval-like types only; popular proposals come first.
[[nodiscard]] ballot::Votes random_votes(const ballot::Round& round, const ballot::Style& style,
                                         Dice& dice);

struct KioskPlan {
    ballot::KioskId kiosk;
    std::string certificate;  // whole signed note
    std::vector<crypto::CardCode> cards;
    std::uint64_t seed = 1;
    std::size_t epoch = 100'000'000;  // envelopes per epoch
    ballot::BundleNote::State state = ballot::BundleNote::State::closed;
};
// Each card casts one ballot of its style. File name -> bytes.
[[nodiscard]] crypto::Result<std::map<std::string, std::string>> vote(const ballot::RoundPack& pack,
                                                                      const crypto::SigningKey& key,
                                                                      const KioskPlan& plan);

}  // namespace tallystick::test
