// SPDX-License-Identifier: GPL-3.0-or-later
// A whole small event in a folder that goes away: round pack, cards, an enrolled kiosk with its box
// and PIN, and the tally's secret key, so that a test can open what was exported.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <app/kiosk_app.h>
#include <ballot/ballot_box.h>
#include <ballot/bundle.h>
#include <crypto/sealing.h>

namespace tallystick::robots {

inline constexpr const char* steward_pin = "2468";

class EventFolder {
public:
    using Files = std::map<std::string, std::string>;  // of the pack: path, bytes
    // Aborts the test program when anything fails. `room`: votes that the box
    // takes; 0 for any.
    EventFolder(ballot::Round round, std::size_t cards, Files files = {}, std::size_t room = 0);
    ~EventFolder();
    EventFolder(const EventFolder&) = delete;
    EventFolder& operator=(const EventFolder&) = delete;

    [[nodiscard]] ballot::Path pack() const { return m_folder / "pack"; }
    [[nodiscard]] ballot::Path kiosk() const { return m_folder / "kiosk-1"; }
    [[nodiscard]] ballot::Path exports() const { return m_folder / "exports"; }
    [[nodiscard]] ballot::Path cards_file() const { return m_folder / "cards.secret"; }
    [[nodiscard]] ballot::Path folder() const { return m_folder; }
    [[nodiscard]] const std::vector<std::string>& cards() const { return m_cards; }
    // The one bundle in exports(), checked whole.
    [[nodiscard]] ballot::Bundle bundle() const;
    // Its inner ballots as meant_line()s, and the receipt codes of its envelopes.
    [[nodiscard]] std::vector<std::string> opened() const;
    [[nodiscard]] std::vector<std::string> codes() const;

private:
    void make_pack(ballot::Round round, std::size_t cards, Files files);
    void enrol(std::size_t room);

    ballot::Path m_folder;
    crypto::SigningKey m_organiser;
    crypto::TallySecretKey m_tally;
    std::vector<std::string> m_cards;
};

// Two pots, twelve proposals, in five languages (their texts in English and Welsh); the first pot's
// ballot is of `type`.
[[nodiscard]] ballot::Round round_of(ballot::BallotType type);

// A kiosk without window or drawing on the event's folders.
[[nodiscard]] app::AppOptions options_for(const EventFolder& event);

}  // namespace tallystick::robots
