// SPDX-License-Identifier: GPL-3.0-or-later
// The round pack: one folder with the organiser's round note, round.json, the cards' public keys
// and the pictures, as every kiosk and the tally have it. Loaded whole and verified, or refused;
// afterwards immutable, so safe to share between threads. docs/FORMAT.md "Round pack".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ballot/files.h>
#include <ballot/notes.h>
#include <ballot/round.h>
#include <crypto/card.h>
#include <crypto/note.h>
#include <crypto/sealing.h>

namespace tallystick::ballot {

// The cards of a round by public key, each with its style: cards.txt, `<64 hex> <style>` sorted.
class CardTable {
public:
    struct Card {
        crypto::CardPublicKey key;
        std::uint16_t style = 0;  // index into Round::styles
    };
    // Sorts; refuses a key twice.
    [[nodiscard]] static crypto::Result<CardTable> create(std::vector<Card> cards);
    // Strict: sorted, unique, known styles.
    [[nodiscard]] static crypto::Result<CardTable> parse(std::string_view text, const Round& round);
    [[nodiscard]] std::string text(const Round& round) const;

    [[nodiscard]] std::size_t size() const { return m_cards.size(); }
    [[nodiscard]] const Card& operator[](std::size_t index) const { return m_cards[index]; }
    // The card's place in the sorted table.
    [[nodiscard]] std::optional<std::size_t> find(const crypto::CardPublicKey& key) const;

private:
    std::vector<Card> m_cards;
};

struct RoundPack {
    Round round;
    RoundNote note;
    crypto::Digest round_id;  // identity of the round note
    crypto::VerifierKey organiser;
    crypto::TallyPublicKey tally_key;
    std::vector<crypto::VerifierKey> witnesses;  // Round::witnesses, parsed
    CardTable cards;
    Path folder;

    // The style of a card; none if the key is not one of this round's cards.
    [[nodiscard]] const Style* style_of(const crypto::CardPublicKey& key) const;
};

inline constexpr std::string_view round_note_file = "round.note";
inline constexpr std::string_view round_json_file = "round.json";
inline constexpr std::string_view cards_file = "cards.txt";

// Where a pack may hold a recording of exactly this sentence: speech/<language>/<the first 16 hex
// digits of its SHA-256>.wav. A language that is a manner of another ("en@easy") speaks as that
// one.
[[nodiscard]] std::string recording_path(std::string_view language, std::string_view sentence);

// Reads and verifies everything: the note's signature by the key it names, every listed file's
// hash, no unlisted file, faults_of(round) empty, block big enough. `expected_organiser`, where
// known (a poster, an earlier enrolment), must be the note's.
[[nodiscard]] crypto::Result<RoundPack> load_pack(
    const Path& folder, const crypto::VerifierKey* expected_organiser = nullptr,
    Disk& disk = real_disk());

struct PackContents {
    Round round;
    crypto::TallyPublicKey tally_key;
    CardTable cards;
    std::map<std::string, std::string> files;  // "pictures/p01.jpg" -> bytes; not the three above
};
// Refuses, naming every fault at once, a round that load_pack would refuse. Returns the round id.
[[nodiscard]] crypto::Result<crypto::Digest> write_pack(const Path& folder,
                                                        const PackContents& contents,
                                                        const crypto::SigningKey& organiser,
                                                        Disk& disk = real_disk());

}  // namespace tallystick::ballot
