// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/runner.h>

#include <fstream>

#include <app/strings.h>
#include <crypto/random.h>

namespace tallystick::app {
namespace {

constexpr std::size_t qr_piece = 600;  // characters; still read by a phone from a bright screen
constexpr std::size_t seed_size = 32;

Trouble trouble_of(ballot::CastRefused::Why why) {
    using Why = ballot::CastRefused::Why;
    switch (why) {
        case Why::box_full:
            return Trouble::no_room;
        case Why::disk_failed:
            return Trouble::disk_full;
        case Why::polls_not_open:
        case Why::card_unknown:
        case Why::card_used:
        case Why::wrong_style:
        case Why::was_checked:
            return Trouble::box_failed;
    }
    return Trouble::box_failed;
}

Polls polls_of(ballot::Polls polls) {
    switch (polls) {
        case ballot::Polls::not_opened:
            return Polls::not_open;
        case ballot::Polls::open:
            return Polls::open;
        case ballot::Polls::paused:
            return Polls::paused;
        case ballot::Polls::closed:
            return Polls::closed;
    }
    return Polls::refused;
}

Mirror mirror_of(ballot::MirrorState mirror) {
    switch (mirror) {
        case ballot::MirrorState::none:
            return Mirror::none;
        case ballot::MirrorState::good:
            return Mirror::ok;
        case ballot::MirrorState::lost:
            return Mirror::lost;
    }
    return Mirror::lost;
}

// Nobody should choose for ten minutes what cannot be stored.
bool is_full(const ballot::BoxCounts& counts) {
    return counts.stored >= counts.capacity;
}

std::uint64_t random_seed() {
    const crypto::Bytes bytes = crypto::random_bytes(sizeof(std::uint64_t));
    std::uint64_t seed = 0;
    for (std::uint8_t byte : bytes) seed = seed << 8U | byte;
    return seed;
}

}  // namespace

std::vector<Event> Runner::perform(const Effect& effect) {
    return std::visit([this](const auto& what) { return on(what); }, effect);
}

event::BoxReport Runner::report() const {
    const ballot::BoxCounts counts = m_parts.box->counts();
    event::BoxReport report;
    report.polls = polls_of(m_parts.box->polls());
    report.mirror = mirror_of(m_parts.box->mirror());
    report.counts = {counts.stored, counts.waiting, counts.spoiled, counts.uncast, counts.capacity};
    return report;
}

Runner::Events Runner::on(const effect::CheckCard& check) {
    crypto::CardReading reading = crypto::read_card(check.code);
    if (!reading.code) {
        const bool mistyped = reading.problem == crypto::CardProblem::mistyped;
        return {event::CardRefused{mistyped ? CardFault::mistyped : CardFault::unreadable}};
    }
    crypto::CardKey key(*reading.code, m_parts.pack->round.card_salt);
    const ballot::Style* style = m_parts.pack->style_of(key.public_key());
    if (!style) return {event::CardRefused{CardFault::unknown}};
    switch (m_parts.box->card_status(key.public_key())) {
        case ballot::CardStatus::unknown:
            return {event::CardRefused{CardFault::unknown}};
        case ballot::CardStatus::used:
            return {event::CardRefused{CardFault::used, crypto::card_label(key.public_key())}};
        case ballot::CardStatus::usable:
            break;
    }
    if (is_full(m_parts.box->counts())) return {event::CardRefused{CardFault::full}};
    event::CardAccepted accepted{style->id, crypto::card_label(key.public_key()), random_seed()};
    m_card.emplace(std::move(key));
    m_desk = false;
    return {accepted};
}

Runner::Events Runner::on(const effect::TakeDesk& desk) {
    const ballot::BoxCounts counts = m_parts.box->counts();
    const ballot::Round& round = m_parts.pack->round;
    if (round.has_cards || counts.stored >= round.desk_cap || is_full(counts))
        return {event::CardRefused{CardFault::box_failed}};
    m_desk = true;
    return {event::CardAccepted{desk.style, {}, random_seed()}};
}

Runner::Events Runner::on(const effect::ForgetVoter&) {
    m_sealed.reset();
    m_card.reset();
    m_desk = false;
    return {};
}

Runner::Events Runner::on(const effect::SealBallot& seal) {
    m_sealed.reset();
    if (!m_card && !m_desk) return {event::SealFailed{}};
    const ballot::Holder holder =
        m_desk ? ballot::Holder::of_desk() : ballot::Holder::of_card(*m_card);
    const crypto::SecretBytes seed = crypto::SecretBytes::random(seed_size);
    auto sealed = m_parts.box->seal(holder, seal.style, seal.votes, seed.view());
    if (!sealed) return {event::SealFailed{}};
    m_sealed.emplace(std::move(sealed).value());
    return {event::Sealed{ballot::short_code(m_sealed->leaf)}};
}

Runner::Events Runner::on(const effect::CountUncast&) {
    // A number for the steward; that it could not be written stops nobody.
    const auto counted = m_parts.box->count_uncast();
    (void)counted.ok();
    return {report()};
}

Runner::Events Runner::on(const effect::DiscardSealed&) {
    m_sealed.reset();
    return {};
}

Runner::Events Runner::on(const effect::CastSealed&) {
    if (!m_sealed) return {event::StoreFailed{Trouble::seal_failed}};
    const ballot::SealedBallot sealed = std::move(*m_sealed);
    m_sealed.reset();
    const auto outcome = m_parts.box->cast(sealed, m_parts.wall_clock());
    if (!outcome.done)
        return {event::StoreFailed{outcome.refused ? trouble_of(outcome.refused->why)
                                                   : Trouble::box_failed}};
    return {event::Stored{ballot::short_code(sealed.leaf), sealed.receipt}, report()};
}

Runner::Events Runner::on(const effect::RevealSealed&) {
    if (!m_sealed) return {event::SealFailed{}};
    const ballot::SealedBallot sealed = std::move(*m_sealed);
    m_sealed.reset();
    // Recorded as spoiled first: what was shown open can then never be cast.
    if (!m_parts.box->spoil(sealed)) return {event::SealFailed{Trouble::box_failed}};
    Reveal reveal{ballot::short_code(sealed.leaf), qr_parts(sealed.reveal.text())};
    return {event::Revealed{std::move(reveal)}, report()};
}

Runner::Events Runner::on(const effect::CheckPin& check) {
    const auto answer = m_parts.box->check_pin(check.pin, m_parts.wall_clock());
    if (!answer) return {event::PinAnswer{false, 0, 0}};
    event::PinAnswer event;
    event.right = answer->kind == ballot::PinAnswer::Kind::right;
    event.tries_left = static_cast<int>(answer->tries_left);
    event.wait = answer->wait * 1000;
    Events events{event};
    if (event.right)
        for (Event& more : attach_mirror()) events.push_back(std::move(more));
    return events;
}

// A mirror that came late, or back. One of another box is told to the steward and left alone.
Runner::Events Runner::attach_mirror() {
    const bool wanted = m_parts.mirror && m_parts.box->mirror() != ballot::MirrorState::good &&
                        ballot::exists(*m_parts.mirror);
    if (!wanted) return {};
    const auto attached = m_parts.box->attach_mirror(*m_parts.mirror, m_parts.wall_clock());
    if (attached) return {report()};
    return {report(), event::StewardFailed{attached.error().message, attached.error().hint}};
}

Runner::Events Runner::after(const crypto::Result<void>& done, std::string what) const {
    if (!done) return {report(), event::StewardFailed{done.error().message, done.error().hint}};
    return {report(), event::StewardDone{std::move(what)}};
}

Runner::Events Runner::on(const effect::OpenPolls&) {
    return after(m_parts.box->open_polls(m_parts.wall_clock()), tr("Voting is open."));
}

Runner::Events Runner::on(const effect::PausePolls&) {
    return after(m_parts.box->pause(m_parts.wall_clock()), tr("Voting is paused."));
}

Runner::Events Runner::on(const effect::ResumePolls&) {
    return after(m_parts.box->resume(m_parts.wall_clock()), tr("Voting is open."));
}

Runner::Events Runner::on(const effect::ClosePolls&) {
    return after(m_parts.box->close_polls(m_parts.wall_clock()),
                 tr("Voting is closed. It cannot be opened again."));
}

Runner::Events Runner::on(const effect::FindPlaces&) {
    if (m_parts.export_to) return {event::PlacesFound{{m_parts.export_to->string()}}};
    return {event::PlacesFound{mounted_places(m_parts.media)}};
}

Runner::Events Runner::on(const effect::Export& where) {
    const auto path = m_parts.box->export_bundle(where.place, m_parts.wall_clock());
    if (!path) return {report(), event::StewardFailed{path.error().message, path.error().hint}};
    return {report(), event::StewardDone{tr("Saved to the stick. You can take it out.")}};
}

Runner::Events Runner::on(const effect::SaveDiagonal& save) {
    if (const auto saved = m_parts.save_diagonal(save.mm); !saved)
        return {event::StewardFailed{saved.error().message, saved.error().hint}};
    return {event::StewardDone{tr("The size of the screen is kept.")}};
}

Runner::Events Runner::on(const effect::Play& play) {
    m_parts.play(play.sound);
    return {};
}

Runner::Events Runner::on(const effect::Quit&) {
    m_quit = true;
    return {};
}

std::vector<std::string> qr_parts(std::string_view text) {
    const std::size_t count = (text.size() + qr_piece - 1) / qr_piece;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < count; ++i)
        parts.push_back(std::to_string(i + 1) + "/" + std::to_string(count) + " " +
                        std::string(text.substr(i * qr_piece, qr_piece)));
    return parts;
}

std::vector<std::string> mounted_places(const ballot::Path& media) {
    std::vector<std::string> places;
    std::ifstream mounts("/proc/self/mounts");
    std::string device, folder, rest;
    const std::string below = media.string() + "/";
    while (mounts >> device >> folder && std::getline(mounts, rest)) {
        // The kernel writes a space in a name as \040.
        for (std::size_t at = 0; (at = folder.find("\\040", at)) != std::string::npos; ++at)
            folder.replace(at, 4, " ");
        if (folder.compare(0, below.size(), below) == 0) places.push_back(folder);
    }
    return places;
}

}  // namespace tallystick::app
