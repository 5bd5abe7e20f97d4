// SPDX-License-Identifier: GPL-3.0-or-later
// Performs the effects that update() asks for and answers in events: the ballot box, the voter's
// card key and sealed envelope (secret memory, wiped as soon as asked), exports, the PIN, the
// settings. The clock that stamps the box's events is injected. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <app/update.h>
#include <ballot/ballot_box.h>
#include <crypto/card.h>

namespace tallystick::app {

struct RunnerParts {
    const ballot::RoundPack* pack = nullptr;
    ballot::BallotBox* box = nullptr;
    std::function<ballot::Seconds()> wall_clock;
    std::function<void(effect::Sound)> play;
    std::function<crypto::Result<void>(double diagonal_mm)> save_diagonal;
    std::optional<ballot::Path> export_to;  // the only place, where given
    std::optional<ballot::Path> mirror;     // plugged in later, it is taken at the next right PIN
    ballot::Path media = "/media";          // else: what is mounted below, two levels deep
};

class Runner {
public:
    explicit Runner(RunnerParts parts) : m_parts(std::move(parts)) {}

    // Everything that follows from the effect, in order.
    [[nodiscard]] std::vector<Event> perform(const Effect& effect);
    // What the box says now.
    [[nodiscard]] event::BoxReport report() const;
    [[nodiscard]] bool wants_to_quit() const { return m_quit; }

private:
    using Events = std::vector<Event>;
    Events on(const effect::CheckCard& check);
    Events on(const effect::TakeDesk& desk);
    Events on(const effect::ForgetVoter&);
    Events on(const effect::SealBallot& seal);
    Events on(const effect::CountUncast&);
    Events on(const effect::DiscardSealed&);
    Events on(const effect::CastSealed&);
    Events on(const effect::RevealSealed&);
    Events on(const effect::CheckPin& check);
    Events on(const effect::OpenPolls&);
    Events on(const effect::PausePolls&);
    Events on(const effect::ResumePolls&);
    Events on(const effect::ClosePolls&);
    Events on(const effect::FindPlaces&);
    Events on(const effect::Export& where);
    Events on(const effect::SaveDiagonal& save);
    Events on(const effect::Play& play);
    Events on(const effect::Quit&);
    [[nodiscard]] Events attach_mirror();
    Events after(const crypto::Result<void>& done, std::string what) const;

    RunnerParts m_parts;
    std::optional<crypto::CardKey> m_card;
    bool m_desk = false;  // this voter's ballot comes from the desk, without a card
    std::optional<ballot::SealedBallot> m_sealed;
    bool m_quit = false;
};

// A text as QR-sized pieces, "1/3 …", "2/3 …": joined without their numbers they are the text.
[[nodiscard]] std::vector<std::string> qr_parts(std::string_view text);
// Folders that an export could go to: those mounted at most two levels below `media`.
[[nodiscard]] std::vector<std::string> mounted_places(const ballot::Path& media);

}  // namespace tallystick::app
