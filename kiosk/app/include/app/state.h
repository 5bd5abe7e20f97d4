// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the kiosk knows, as one value: what is on the screen, who is at it (never by name),
// the round it votes on and what the ballot box last said. Changed by update() alone
// (app/update.h), drawn by the screens, wiped after each voter by for_next_voter(). No secret of
// the voter's stays here: the card's key and the sealed envelope live in the effects' runner. Plain
// values, any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ballot/round.h>
#include <ballot/validate.h>

namespace tallystick::app {

using Milliseconds = std::int64_t;  // of a monotonic clock that only the runner reads

// ---- what the voter can set, and what goes back to default after each voter (ACCESS A1-A13)

enum class TextSize { small, medium, large, largest };
enum class Theme { standard, high_light, high_dark, low };

struct Access {
    static constexpr int speeds = 7;  // see ui::speech_speeds
    static constexpr int volumes = 10;
    std::string language = "en";  // a code of Setup::languages
    TextSize text_size = TextSize::medium;
    Theme theme = Theme::standard;
    int volume = 6;  // 1 … volumes
    int speed = 3;   // 0 … speeds - 1; 100 per cent
    bool read_aloud = false;
    bool low_reach = false;
    bool blanked = false;  // only while read_aloud, by a voice
    friend bool operator==(const Access&, const Access&) = default;
};

// ---- what never changes while the program runs

struct Language {
    std::string code;              // "en", "cy", "zh", "en@easy"
    std::string name;              // in itself: "Cymraeg", "Easy Read"
    bool machine_drafted = false;  // its catalogue awaits a native reader; the screen says so
    bool has_voice = true;         // says every sentence
    bool has_recordings = false;   // say theirs
};

// Shown in the DEMO band; absent in a real event.
struct Demo {
    std::vector<std::string> cards;  // codes to type, one for each vote
    std::string pin;
};

struct Setup {
    ballot::Round round;
    std::string round_id;  // 64 hex
    ballot::KioskId kiosk;
    std::vector<Language> languages;  // the first is the default
    std::optional<Demo> demo;
    std::string pack_folder;  // what Proposal::picture is relative to
};

// ---- the voter's session

enum class CardStep { entering, checking, refused };
enum class CardFault {
    none,
    mistyped,    // a check character is wrong, or not 18 characters
    unknown,     // no card of this round
    used,        // this card has voted here
    unreadable,  // a scanner typed something that is no card
    box_failed,  // the box could not be read
    own,         // the card of the receipt that is shown, read again
    full,        // a good card, and the box has no room for its vote
};

inline constexpr std::size_t most_number_digits = 5;  // of a proposal (docs/FORMAT.md: 99999)

// How the voter looks at the proposals; kept while they visit details, compare and review.
struct Browse {
    std::optional<ballot::PotId> pot;  // none: all pots of the style
    std::string theme;                 // a slug; empty: all themes
    std::string number;                // digits typed to search by number
    bool chosen_only = false;
    std::int64_t first = 0;  // index in visible_proposals() of the first one shown
    friend bool operator==(const Browse&, const Browse&) = default;
};

// A tap that did not fit: why, and what the voter may give up instead (nothing was changed yet).
struct Notice {
    ballot::Finding finding;
    ballot::ProposalId wanted;
    std::optional<std::int64_t> value;  // that `wanted` would get; none: it would be taken away
    // Each, given up alone, makes room; minuses, that all have to go before the last plus.
    std::vector<ballot::ProposalId> swaps;
    ballot::Votes kept;       // what they keep, where a part of their tokens is enough
    bool one_by_one = false;  // no swap alone makes room: each is taken out, and it is asked again
};

struct Reveal {        // check instead of cast: all that was inside the destroyed envelope
    std::string code;  // the envelope's code in 20 characters
    std::vector<std::string> parts;  // QR texts: the whole record, cut to readable codes
};

// Of a printed card, its checks included; docs/FORMAT.md "Cards".
inline constexpr std::size_t card_characters = 18;

struct Session {
    std::string typed;  // card_characters at most, so far, upper case; wiped on submit
    CardStep card = CardStep::entering;
    CardFault fault = CardFault::none;
    std::int64_t refusals = 0;              // so that the same one again is heard again
    ballot::StyleId style;                  // empty until a card (or a steward's desk) gave one
    std::string card_mark;                  // first 8 hex digits of the card's public key
    std::vector<ballot::ProposalId> order;  // this voter's fair order, pot by pot
    ballot::Votes votes;
    std::vector<ballot::Votes> undo;  // newest last
    Browse browse;
    // While Browse::chosen_only: what was chosen when it began; what is taken out keeps its place.
    std::vector<ballot::ProposalId> mine;
    std::optional<ballot::ProposalId> pitch;  // the one that is being scored
    std::optional<ballot::ProposalId> details;
    std::vector<ballot::ProposalId> compare;  // at most 2
    std::optional<Notice> notice;
    // Overlay::chosen: what was chosen when it opened; what is taken out there keeps its line.
    std::vector<ballot::ProposalId> listed;
    std::string code;  // of the sealed envelope shown on review, empty while it is being sealed
    std::int64_t checks = 0;
    bool revealing = false;  // the spoiled record is being committed
    std::optional<Reveal> reveal;
    std::string receipt_code;       // 20 characters; set only by the event that says "stored"
    std::string receipt_qr;         // the receipt note
    bool machine_has_card = false;  // the runner holds this voter's card key
};

// ---- the steward's side

enum class Polls { not_open, open, paused, closed, refused };

struct Counts {                // numbers only, never who or when
    std::int64_t cast = 0;     // envelopes in the box; as many cards are used
    std::int64_t waiting = 0;  // of them, not yet in the log
    std::int64_t checked = 0;  // envelopes opened to check the kiosk, not counted
    std::int64_t uncast = 0;   // sessions that began with a good card and ended without a vote
    std::int64_t capacity = 0;
};

enum class Mirror { none, ok, lost };

enum class StewardPage { menu, open_polls, pause, close_polls, export_, counts, ruler, leave };

struct Steward {
    std::string pin;  // digits typed so far; wiped on submit
    bool inside = false;
    bool checking = false;
    bool for_desk = false;  // the PIN is for one desk ballot, not for the menu
    bool wrong = false;
    int tries_left = 5;
    Milliseconds wait_until = 0;
    StewardPage page = StewardPage::menu;
    bool busy = false;                // an effect is under way
    std::string done;                 // what was done, in the operator's words ("" none)
    std::string error, hint;          // what failed and what to do
    std::vector<std::string> places;  // folders and sticks that an export can go to
    double diagonal_mm = 0;  // the ruler page's value, written to the settings when confirmed
    Access voters;           // how the screen was before the door, and is again after it
};

// Why a voter cannot go on; `lost` is never among them: what is not stored is said to be not
// stored.
enum class Trouble { none, disk_full, box_failed, no_room, seal_failed, check_failed };

enum class Screen {
    waiting,  // polls not open, paused, closed or refused: says which
    welcome,  // languages, start
    card,     // typed or scanned; also says what was wrong with it
    desk,     // rounds without cards: a steward picks the style after the PIN
    how,      // how it works
    pitch,    // one proposal, to be scored
    ballot,   // proposals
    details,  // one proposal
    compare,  // two proposals
    review,   // is this right?
    casting,  // waiting for the box
    checked,  // check instead of cast: what was inside
    done,     // "Your vote is in"
    trouble,  // the box refused; nothing lost
    pin,      // the steward's door
    steward   // StewardPage
};

// On top of the screen below, which comes back unchanged.
enum class Overlay {
    none,
    access,
    languages,
    help,
    about,
    find,       // a proposal among many
    chosen,     // what is in one pot, to be taken out
    next_card,  // over the receipt: why the card scanned next is refused
    returned,   // the steward has left the pages, and may still stand there: hides the choices
    confirm_restart,
    confirm_leave,
    confirm_check  // check instead of cast
};

struct State {
    std::shared_ptr<const Setup> setup;
    Access access;
    Screen screen = Screen::waiting;
    Screen behind_pin = Screen::waiting;  // where the steward's door leads back to
    Overlay overlay = Overlay::none;
    Session session;
    Steward steward;
    Polls polls = Polls::not_open;
    std::string refused;  // why the box refused to run, in the operator's words
    Counts counts;
    Mirror mirror = Mirror::none;
    Trouble trouble = Trouble::none;
    Milliseconds now = 0;
    Milliseconds last_touch = 0;
    Milliseconds last_heard = 0;              // when something was still being read aloud
    std::optional<Milliseconds> alert_since;  // "Are you still there?" covers everything
    bool steward_called = false;
    std::string bad_recording;  // a file of the pack that could not be played, for the steward
    bool speech_works = true;   // false: no sound device, the access panel says so

    [[nodiscard]] const ballot::Round& round() const { return setup->round; }
    // The voter's style, null before a card was accepted.
    [[nodiscard]] const ballot::Style* style() const {
        return session.style.empty() ? nullptr : setup->round.find_style(session.style);
    }
};

[[nodiscard]] State initial_state(std::shared_ptr<const Setup> setup);
// The same kiosk with nothing of the last voter: choices, card, language, sizes, overlays (A13).
[[nodiscard]] State for_next_voter(const State& state);

}  // namespace tallystick::app
