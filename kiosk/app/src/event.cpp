// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/event.h>

namespace tallystick::app {

template <typename Kind>
requires(!std::is_same_v<Kind, Event>) Event::Event(Kind kind)
    : m_any(std::make_unique<const Any>(std::move(kind))) {}

Event::Event(const Event& other) : m_any(std::make_unique<const Any>(*other.m_any)) {}
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) {
    m_any = std::make_unique<const Any>(*other.m_any);
    return *this;
}
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

template Event::Event(event::Start);
template Event::Event(event::SetLanguage);
template Event::Event(event::CardKey);
template Event::Event(event::CardErase);
template Event::Event(event::CardClear);
template Event::Event(event::CardSubmit);
template Event::Event(event::CardScanned);
template Event::Event(event::Continue);
template Event::Event(event::Back);
template Event::Event(event::LeaveAsk);
template Event::Event(event::LeaveConfirm);
template Event::Event(event::StillHere);
template Event::Event(event::OpenOverlay);
template Event::Event(event::CloseOverlay);
template Event::Event(event::CallSteward);
template Event::Event(event::SetTextSize);
template Event::Event(event::SetTheme);
template Event::Event(event::SetVolume);
template Event::Event(event::SetSpeed);
template Event::Event(event::SetReadAloud);
template Event::Event(event::SetLowReach);
template Event::Event(event::SetBlank);
template Event::Event(event::ResetAccess);
template Event::Event(event::SetVote);
template Event::Event(event::RankTap);
template Event::Event(event::RankMove);
template Event::Event(event::AcceptSwap);
template Event::Event(event::DismissNotice);
template Event::Event(event::ShowChosen);
template Event::Event(event::Undo);
template Event::Event(event::StartAgainAsk);
template Event::Event(event::StartAgainConfirm);
template Event::Event(event::SetBrowse);
template Event::Event(event::ShowPitch);
template Event::Event(event::ShowScores);
template Event::Event(event::ShowDetails);
template Event::Event(event::ToggleCompare);
template Event::Event(event::ShowCompare);
template Event::Event(event::GoToReview);
template Event::Event(event::Cast);
template Event::Event(event::CheckInstead);
template Event::Event(event::OpenDoor);
template Event::Event(event::PinDigit);
template Event::Event(event::PinErase);
template Event::Event(event::PinSubmit);
template Event::Event(event::DeskStyle);
template Event::Event(event::ShowPage);
template Event::Event(event::OpenPolls);
template Event::Event(event::PausePolls);
template Event::Event(event::ResumePolls);
template Event::Event(event::ClosePolls);
template Event::Event(event::Export);
template Event::Event(event::SetDiagonal);
template Event::Event(event::SaveDiagonal);
template Event::Event(event::LeaveSteward);
template Event::Event(event::Quit);
template Event::Event(event::Tick);
template Event::Event(event::Touched);
template Event::Event(event::Listening);
template Event::Event(event::CardAccepted);
template Event::Event(event::CardRefused);
template Event::Event(event::Sealed);
template Event::Event(event::SealFailed);
template Event::Event(event::Stored);
template Event::Event(event::StoreFailed);
template Event::Event(event::Revealed);
template Event::Event(event::PinAnswer);
template Event::Event(event::BoxReport);
template Event::Event(event::BoxRefused);
template Event::Event(event::PlacesFound);
template Event::Event(event::StewardDone);
template Event::Event(event::StewardFailed);
template Event::Event(event::SpeechReport);
template Event::Event(event::RecordingFailed);

}  // namespace tallystick::app
