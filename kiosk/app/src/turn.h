// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of update(): one `on` for each event, in a file per group of screens. An event without
// one does not compile. Handlers ignore what does not belong to the screen shown, because a finger
// may be quicker than a frame and a result may come back after the voter has left.
#pragma once

#include <utility>

#include <app/update.h>

namespace tallystick::app {

struct Turn {
    State& state;
    Effects& effects;

    template <typename E>
    void perform(E effect) {
        effects.emplace_back(std::move(effect));
    }
    [[nodiscard]] Session& session() const { return state.session; }
};

// welcome when the polls are open, else waiting.
void go_home(Turn& turn);
// Tells the runner to wipe the voter's secrets, and counts a vote that was begun and not cast.
void forget_voter(Turn& turn);
// Wipes the voter, tells the runner, goes home.
void end_session(Turn& turn);
// The session's screens react only while nothing covers them.
[[nodiscard]] bool uncovered(const State& state);
// An envelope is sealed and shown on review.
[[nodiscard]] bool has_envelope(const State& state);
// Screens on which a person may be in the middle of something that inactivity must wipe.
[[nodiscard]] bool is_attended(const State& state);
// The last that was seen or heard of whoever is there.
[[nodiscard]] Milliseconds away_since(const State& state);
// Reading aloud is all there, so that a hidden screen is no dead kiosk.
[[nodiscard]] bool can_be_heard(const State& state);
void seal_for_review(Turn& turn);
// The envelope that was sealed, or is being sealed, never existed.
void leave_review(Turn& turn, Screen to);
[[nodiscard]] std::vector<ballot::ProposalId> fair_order(const ballot::Round& round,
                                                         const ballot::Style& style,
                                                         std::uint64_t seed);
// What the list of the voter's own choices shows from now on.
void list_mine(Session& session);
// Overwrites before clearing, so that freed memory does not hold what a voter typed.
void wipe_text(std::string& text);

// turn_session.cpp
void on(Turn& turn, const event::Start&);
void on(Turn& turn, const event::SetLanguage& change);
void on(Turn& turn, const event::Continue&);
void on(Turn& turn, const event::Back&);
void on(Turn& turn, const event::LeaveAsk&);
void on(Turn& turn, const event::LeaveConfirm&);
void on(Turn& turn, const event::StillHere&);
void on(Turn& turn, const event::OpenOverlay& open);
void on(Turn& turn, const event::CloseOverlay&);
void on(Turn& turn, const event::CallSteward&);
void on(Turn& turn, const event::Tick& tick);
void on(Turn& turn, const event::Touched&);
void on(Turn& turn, const event::Listening& listening);

// turn_access.cpp
void on(Turn& turn, const event::SetTextSize& change);
void on(Turn& turn, const event::SetTheme& change);
void on(Turn& turn, const event::SetVolume& change);
void on(Turn& turn, const event::SetSpeed& change);
void on(Turn& turn, const event::SetReadAloud& change);
void on(Turn& turn, const event::SetLowReach& change);
void on(Turn& turn, const event::SetBlank& change);
void on(Turn& turn, const event::ResetAccess&);
void on(Turn& turn, const event::SpeechReport& report);
void on(Turn& turn, const event::RecordingFailed& failed);

// turn_card.cpp
void on(Turn& turn, const event::CardKey& key);
void on(Turn& turn, const event::CardErase&);
void on(Turn& turn, const event::CardClear&);
void on(Turn& turn, const event::CardSubmit&);
void on(Turn& turn, const event::CardScanned& scan);
void on(Turn& turn, const event::CardAccepted& card);
void on(Turn& turn, const event::CardRefused& refused);

// turn_ballot.cpp
void on(Turn& turn, const event::SetVote& vote);
void on(Turn& turn, const event::RankTap& tap);
void on(Turn& turn, const event::RankMove& move);
void on(Turn& turn, const event::AcceptSwap& swap);
void on(Turn& turn, const event::DismissNotice&);
void on(Turn& turn, const event::ShowChosen& show);
void on(Turn& turn, const event::Undo&);
void on(Turn& turn, const event::StartAgainAsk&);
void on(Turn& turn, const event::StartAgainConfirm&);

// turn_browse.cpp
void on(Turn& turn, const event::SetBrowse& change);
void on(Turn& turn, const event::ShowPitch& show);
void on(Turn& turn, const event::ShowScores&);
void on(Turn& turn, const event::ShowDetails& show);
void on(Turn& turn, const event::ToggleCompare& toggle);
void on(Turn& turn, const event::ShowCompare&);

// turn_review.cpp
void on(Turn& turn, const event::GoToReview&);
void on(Turn& turn, const event::Cast&);
void on(Turn& turn, const event::CheckInstead&);
void on(Turn& turn, const event::Sealed& sealed);
void on(Turn& turn, const event::SealFailed& failed);
void on(Turn& turn, const event::Stored& stored);
void on(Turn& turn, const event::StoreFailed& failed);
void on(Turn& turn, const event::Revealed& revealed);

// turn_steward.cpp
void on(Turn& turn, const event::OpenDoor&);
void on(Turn& turn, const event::PinDigit& digit);
void on(Turn& turn, const event::PinErase&);
void on(Turn& turn, const event::PinSubmit&);
void on(Turn& turn, const event::PinAnswer& answer);
void on(Turn& turn, const event::DeskStyle& desk);
void on(Turn& turn, const event::ShowPage& show);
void on(Turn& turn, const event::OpenPolls&);
void on(Turn& turn, const event::PausePolls&);
void on(Turn& turn, const event::ResumePolls&);
void on(Turn& turn, const event::ClosePolls&);
void on(Turn& turn, const event::Export& where);
void on(Turn& turn, const event::SetDiagonal& change);
void on(Turn& turn, const event::SaveDiagonal&);
void on(Turn& turn, const event::LeaveSteward&);
void on(Turn& turn, const event::Quit&);
void on(Turn& turn, const event::BoxReport& report);
void on(Turn& turn, const event::BoxRefused& refused);
void on(Turn& turn, const event::PlacesFound& found);
void on(Turn& turn, const event::StewardDone& done);
void on(Turn& turn, const event::StewardFailed& failed);

}  // namespace tallystick::app
