// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of ballot share: a small round and a large one, their packs with fixed keys, a
// folder that goes away, and a kiosk with its box.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ballot/ballot_box.h>
#include <ballot/bundle.h>
#include <ballot/mirror.h>
#include <crypto/keyfile.h>

namespace tallystick::ballot::test {

using crypto::Result;

template <typename Id>
Id id(std::string_view text) {
    return Id::parse(text).value();
}

inline std::array<std::uint8_t, 32> seed_of(std::uint64_t number) {
    std::array<std::uint8_t, 32> seed{};
    for (std::size_t at = 0; at < 8; ++at) seed[at] = static_cast<std::uint8_t>(number >> (8 * at));
    seed[31] = 0x5a;
    return seed;
}

template <typename T>
std::string outcome(const Result<T>& result) {
    return result ? "accepted" : result.error().message;
}
inline ::testing::AssertionResult says(const std::string& outcome, std::string_view words) {
    if (outcome.find(words) != std::string::npos) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "expected \"" << words << "\" in \"" << outcome << '"';
}
template <typename T>
::testing::AssertionResult good(const Result<T>& result) {
    if (result.ok()) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << result.error().message;
}

// A folder of its own under the system's temporary one, removed at the end.
class Folder {
public:
    enum class Medium { memory, disk };
    explicit Folder(Medium medium = Medium::memory);
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    [[nodiscard]] const Path& path() const { return m_path; }
    operator const Path&() const { return m_path; }

private:
    Path m_path;
};

// Three proposals in pot "north", two in "town"; styles "north" (both pots) and "town".
[[nodiscard]] Round small_round();
// `count` proposals with names of 32 characters in one pot, approval without a limit: the largest
// ballots there are.
[[nodiscard]] Round wide_round(std::size_t count);

// A round with its pack on disk and all its secrets.
struct Sealed {
    Folder folder;
    crypto::SigningKey organiser;
    crypto::TallySecretKey tally;
    std::vector<crypto::CardCode> codes;
    RoundPack pack;

    [[nodiscard]] crypto::CardKey card(std::size_t at) const {
        return crypto::CardKey(codes[at], pack.round.card_salt);
    }
    [[nodiscard]] std::string certificate(const KioskId& kiosk, const crypto::VerifierKey& key,
                                          std::int64_t most, Role role = Role::kiosk) const;
};
// Cards are given to the styles in turn. Card codes follow from their number.
[[nodiscard]] std::unique_ptr<Sealed> seal_round(Round round, std::size_t cards);

// A kiosk of `sealed` with a box of `most` slots, polls not yet opened; in `place`, if it names a
// folder.
struct Kiosk {
    Folder folder;
    BoxPlace place;
    std::string certificate;
    std::unique_ptr<BallotBox> box;
};
inline constexpr Seconds noon = 1'778'328'000;  // 2026-05-09T12:00Z

[[nodiscard]] std::unique_ptr<Kiosk> make_kiosk(const Sealed& sealed, std::string_view name,
                                                std::int64_t most, BoxPlace place = {},
                                                Role role = Role::kiosk);
// Votes for the first proposal of each pot of the card's style.
[[nodiscard]] Votes first_choices(const Sealed& sealed, const Style& style);
[[nodiscard]] SealedBallot seal_ballot(const Sealed& sealed, const BallotBox& box, std::size_t card,
                                       std::uint64_t seed);
// Seals and casts with card `card`; false if refused.
bool cast(const Sealed& sealed, BallotBox& box, std::size_t card);

}  // namespace tallystick::ballot::test
