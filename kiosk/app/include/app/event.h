// SPDX-License-Identifier: GPL-3.0-or-later
// All that can happen to the kiosk. The screens return the first three groups as intents; devices
// and the ballot box send the rest. A release build writes none of them anywhere: they are choices
// in the order they were made. Plain values.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <app/state.h>

// One event to a line.
// clang-format off
namespace tallystick::app::event {

// ---- session
struct Start {};  // welcome -> card
struct SetLanguage { std::string code; };  // anywhere; loses no choice
struct CardKey { char character = 0; };  // on-screen keypad or keyboard
struct CardErase {};
struct CardClear {};
struct CardSubmit {};
struct CardScanned { std::string text; };  // a scanner's burst, Enter included
struct Continue {};  // how -> ballot, done -> welcome, trouble -> review
struct Back {};  // Esc: closes the overlay, notice, details … one step
struct LeaveAsk {};  // "Leave without voting": asks first
struct LeaveConfirm {};
struct StillHere {};  // answers the inactivity alert
struct OpenOverlay { Overlay overlay = Overlay::none; };
struct CloseOverlay {};
struct CallSteward {};  // shows the call on the screen, with a sound

// ---- access panel (language is SetLanguage)
struct SetTextSize { TextSize size{}; };
struct SetTheme { Theme theme{}; };
struct SetVolume { int volume = 0; };  // clamped
struct SetSpeed { int speed = 0; };  // clamped
enum class Switch { off, on };
struct SetReadAloud { Switch to{}; };
struct SetLowReach { Switch to{}; };
struct SetBlank { Switch to{}; };
struct ResetAccess {};  // settings only, choices stay

// ---- ballot
// Value as in a vote line; none takes the vote away. Every ballot type goes through this, ranking
// through the two below.
struct SetVote { ballot::ProposalId proposal; std::optional<std::int64_t> value; };
struct RankTap { ballot::ProposalId proposal; };  // next free rank, or out of the ranking
enum class Direction { up, down };
struct RankMove { ballot::ProposalId proposal; Direction direction{}; };
struct AcceptSwap { ballot::ProposalId give_up; };  // one of Notice::swaps
struct DismissNotice {};
struct ShowChosen { ballot::PotId pot; };  // the bar of a knapsack: its parts, to be taken out
struct Undo {};
struct StartAgainAsk {};
struct StartAgainConfirm {};
struct SetBrowse { Browse browse; };  // filter, search, "More": all of it at once
struct ShowPitch { ballot::ProposalId proposal; };  // one to be scored, by itself
struct ShowScores {};  // pitch -> ballot: all of them, gaps marked
struct ShowDetails { ballot::ProposalId proposal; };
struct ToggleCompare { ballot::ProposalId proposal; };  // marks it; a third replaces the first
struct ShowCompare {};
struct GoToReview {};
struct Cast {};
struct CheckInstead {};

// ---- steward
struct OpenDoor {};  // shows the PIN screen
struct PinDigit { char digit = 0; };
struct PinErase {};
struct PinSubmit {};
struct DeskStyle { ballot::StyleId style; };  // rounds without cards, after the PIN
struct ShowPage { StewardPage page{}; };
struct OpenPolls {};
struct PausePolls {};
struct ResumePolls {};
struct ClosePolls {};
struct Export { std::string place; };  // one of Steward::places
struct SetDiagonal { double mm = 0; };  // the ruler page moves the value
struct SaveDiagonal {};
struct LeaveSteward {};  // back to the voter's screens
struct Quit {};

// ---- devices and results of effects
struct Tick { Milliseconds now = 0; };
struct Touched {};  // any input at all, before its intent
struct Listening { Milliseconds now = 0; };  // something is being read aloud
struct CardAccepted {
    ballot::StyleId style;
    std::string card_mark;
    std::uint64_t order_seed = 0;  // random, from the runner
};
struct CardRefused {
    CardFault fault{};
    std::string card_mark = {};  // of a used card, else empty
};
struct Sealed { std::string code; };
struct SealFailed { Trouble why = Trouble::seal_failed; };
struct Stored { std::string code, qr; };  // the envelope is durable: the only way to `done`
struct StoreFailed { Trouble why = Trouble::box_failed; };
struct Revealed { Reveal reveal; };
struct PinAnswer {
    bool right = false;
    int tries_left = 0;
    Milliseconds wait = 0;  // before the next try
};
struct BoxReport { Polls polls{}; Counts counts; Mirror mirror{}; };
struct BoxRefused { std::string why; };
struct PlacesFound { std::vector<std::string> places; };
struct StewardDone { std::string what; };
struct StewardFailed { std::string error, hint; };
struct SpeechReport { bool works = false; };
struct RecordingFailed { std::string file; };  // of the pack; the voice spoke instead

}  // namespace tallystick::app::event
// clang-format on

namespace tallystick::app {

// One of the events above. A class around the variant, and not the variant itself, so that its
// seventy kinds are instantiated in event.cpp alone: they made 36 MB of each screen's object file.
class Event {
public:
    using Any = std::variant<
        event::Start, event::SetLanguage, event::CardKey, event::CardErase, event::CardClear,
        event::CardSubmit, event::CardScanned, event::Continue, event::Back, event::LeaveAsk,
        event::LeaveConfirm, event::StillHere, event::OpenOverlay, event::CloseOverlay,
        event::CallSteward, event::SetTextSize, event::SetTheme, event::SetVolume, event::SetSpeed,
        event::SetReadAloud, event::SetLowReach, event::SetBlank, event::ResetAccess,
        event::SetVote, event::RankTap, event::RankMove, event::AcceptSwap, event::DismissNotice,
        event::ShowChosen, event::Undo, event::StartAgainAsk, event::StartAgainConfirm,
        event::SetBrowse, event::ShowPitch, event::ShowScores, event::ShowDetails,
        event::ToggleCompare, event::ShowCompare, event::GoToReview, event::Cast,
        event::CheckInstead, event::OpenDoor, event::PinDigit, event::PinErase, event::PinSubmit,
        event::DeskStyle, event::ShowPage, event::OpenPolls, event::PausePolls, event::ResumePolls,
        event::ClosePolls, event::Export, event::SetDiagonal, event::SaveDiagonal,
        event::LeaveSteward, event::Quit, event::Tick, event::Touched, event::Listening,
        event::CardAccepted, event::CardRefused, event::Sealed, event::SealFailed, event::Stored,
        event::StoreFailed, event::Revealed, event::PinAnswer, event::BoxReport, event::BoxRefused,
        event::PlacesFound, event::StewardDone, event::StewardFailed, event::SpeechReport,
        event::RecordingFailed>;

    // Of any kind above; defined for exactly those.
    template <typename Kind>
    requires(!std::is_same_v<Kind, Event>) Event(Kind kind);
    Event(const Event& other);
    Event(Event&& other) noexcept;
    Event& operator=(const Event& other);
    Event& operator=(Event&& other) noexcept;
    ~Event();

    [[nodiscard]] const Any& any() const { return *m_any; }

private:
    std::unique_ptr<const Any> m_any;  // never null, but in a moved-from event
};

}  // namespace tallystick::app
