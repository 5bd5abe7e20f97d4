// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a vectors' event step by step, as organiser, voters and kiosks would, from fixed seeds. A
// step that fails aborts the program.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ballot/make_envelope.h>
#include <ballot/mirror.h>
#include <tally/closing.h>

#include "vector_event.h"

namespace tallystick::vectors {

template <typename T>
T must(crypto::Result<T> result) {
    if (!result) std::fprintf(stderr, "make_vectors: %s\n", result.error().message.c_str());
    crypto::require(result.ok(), "a vector's event could not be made");
    return std::move(result).value();
}

template <typename Id>
Id id(std::string_view text) {
    return must(Id::parse(text));
}

class EventMaker {
public:
    static constexpr std::int64_t desk_cap = 4;  // of a round without cards

    // No cards: a steward opens the kiosk.
    EventMaker(std::filesystem::path scratch, std::int64_t cards, std::vector<std::string> kiosks,
               std::int64_t most = 20);

    [[nodiscard]] const ballot::Round& round() const { return m_pack->round; }
    ballot::SealedBallot seal(std::size_t kiosk, std::size_t card, std::uint8_t seed) const;
    // With 32 times the byte `digits` as its 64 digits.
    ballot::SealedBallot seal_at_desk(std::size_t kiosk, std::uint8_t digits,
                                      std::uint8_t seed) const;
    // Noise in an envelope that a card signed.
    std::string unopenable(std::size_t kiosk, std::size_t card) const;
    // Any sealed bytes that a card signed.
    std::string envelope(std::size_t kiosk, std::size_t card, const std::string& sealed) const;

    void close(std::size_t kiosk, std::vector<std::string> lines,
               std::vector<ballot::Spoiled> spoiled);
    void hand_in(std::size_t kiosk, ballot::BundleNote::State state, std::vector<std::string> lines,
                 std::vector<ballot::Spoiled> spoiled);
    // The kiosk died; its mirror had slots, and a checkpoint of `logged` envelopes if that is
    // given.
    void recover(std::size_t kiosk, const std::vector<ballot::SlotContent>& slots,
                 std::optional<std::uint64_t> logged = {});

    // Merged, closed, opened and published.
    Event finish(const tally::ClosingInput& closing);

private:
    struct Kiosk {
        ballot::KioskId id;
        std::shared_ptr<const crypto::SigningKey> key;
        std::string certificate;
    };

    void add_kiosk(const std::string& name, std::uint8_t seed);
    ballot::SealedBallot seal(std::size_t kiosk, const ballot::Holder& holder,
                              std::uint8_t seed) const;
    void sign_result(bool labels);

    std::filesystem::path m_folder;
    std::int64_t m_most;
    Event m_event;
    std::optional<ballot::RoundPack> m_pack;
    std::vector<Kiosk> m_kiosks;
    ballot::RollNote m_roll;
};

}  // namespace tallystick::vectors
