// SPDX-License-Identifier: GPL-3.0-or-later
// The kiosk's only brain: update(State, Event) -> {State, Effects}. Pure: no SDL, no clock, no
// disk, no randomness; the runner (app/runner.h) performs the effects and sends their results back
// as events. Effects of one update are performed in order.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <app/event.h>
#include <app/state.h>

namespace tallystick::app {

// One effect to a line.
// clang-format off
namespace effect {
struct CheckCard { std::string code; };  // -> CardAccepted | CardRefused; keeps the card's key
struct TakeDesk { ballot::StyleId style; };  // -> CardAccepted: one ballot without a card
struct ForgetVoter {};  // wipes card key, sealed envelope and its seed
struct SealBallot { ballot::StyleId style; ballot::Votes votes; };  // -> Sealed | SealFailed
struct CountUncast {};  // a session with a good card ended without a vote -> BoxReport
struct DiscardSealed {};  // the voter went back: that envelope never existed
struct CastSealed {};  // -> Stored | StoreFailed
struct RevealSealed {};  // commits the spoiled record first -> Revealed
struct CheckPin { std::string pin; };  // -> PinAnswer
struct OpenPolls {};  // these four -> BoxReport and StewardDone | StewardFailed
struct PausePolls {};
struct ResumePolls {};
struct ClosePolls {};
struct FindPlaces {};  // -> PlacesFound
struct Export { std::string place; };  // -> StewardDone | StewardFailed
struct SaveDiagonal { double mm = 0; };
enum class Sound { tap, stored, attention };
struct Play { Sound sound{}; };
struct Quit {};
}  // namespace effect
// clang-format on

using Effect =
    std::variant<effect::CheckCard, effect::TakeDesk, effect::ForgetVoter, effect::SealBallot,
                 effect::CountUncast, effect::DiscardSealed, effect::CastSealed,
                 effect::RevealSealed, effect::CheckPin, effect::OpenPolls, effect::PausePolls,
                 effect::ResumePolls, effect::ClosePolls, effect::FindPlaces, effect::Export,
                 effect::SaveDiagonal, effect::Play, effect::Quit>;
using Effects = std::vector<Effect>;

struct Updated {
    State state;
    Effects effects;
};

[[nodiscard]] Updated update(State state, const Event& event);

// The button that sends it would undo it when pressed again: a switch or a choice, no step.
[[nodiscard]] bool undoes_itself(const State& state, const Event& event);

// When the next Tick matters (alert, wipe, PIN wait), so that an idle kiosk sleeps; none: no hurry.
[[nodiscard]] std::optional<Milliseconds> next_deadline(const State& state);

}  // namespace tallystick::app
