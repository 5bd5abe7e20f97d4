// SPDX-License-Identifier: GPL-3.0-or-later
// The steward's PIN: a try is counted on the disk before it is judged, so that pulling the plug
// gives no free tries. It protects no key.
#include <algorithm>

#include <crypto/keyfile.h>

#include "box_parts.h"

namespace tallystick::ballot {

using crypto::Result;

namespace {

constexpr std::int64_t tries = 5;
constexpr Seconds first_wait = 60;
constexpr Seconds longest_wait = 3'600;

struct PinState {
    std::string hash;
    std::int64_t wrong = 0;
    Seconds wait = 0;   // 0: none
    Seconds since = 0;  // when the wait began
};

Result<PinState> read_pin(Database& database) {
    TALLYSTICK_TRY(row, database.prepare("SELECT hash, wrong, wait, since FROM pin WHERE id = 1"));
    TALLYSTICK_TRY(there, row.step());
    if (!there) return crypto::bad_data("box.db: the PIN's record is missing");
    return PinState{row.bytes(0), row.integer(1), row.integer(2), row.integer(3)};
}

Result<void> write_pin(BallotBox::Parts& parts, const PinState& pin) {
    TALLYSTICK_TRY(row,
                   parts.database->prepare(
                       "UPDATE pin SET hash = ?, wrong = ?, wait = ?, since = ? WHERE id = 1"));
    row.bind(1, std::string_view(pin.hash)).bind(2, pin.wrong).bind(3, pin.wait).bind(4, pin.since);
    return row.run_changing(1);
}

Seconds wait_after(std::int64_t wrong) {
    if (wrong < tries) return 0;
    const std::int64_t doublings = std::min<std::int64_t>(wrong - tries, 10);
    return std::min(first_wait << doublings, longest_wait);
}

}  // namespace

Result<void> BallotBox::set_pin(std::string_view pin, Seconds now) {
    TALLYSTICK_TRY(hash, crypto::hash_pin(pin));
    return m_parts->write([&]() -> Result<void> {
        TALLYSTICK_CHECK(write_pin(*m_parts, {hash, 0, 0, 0}));
        return m_parts->insert_event(EventCode::pin_set, now);
    });
}

Result<PinAnswer> BallotBox::check_pin(std::string_view pin, Seconds now) {
    if (!m_parts->database)
        return crypto::unreadable("box.db: out of use after a failed write",
                                  "check the disk, then restart the kiosk");
    TALLYSTICK_TRY(state, read_pin(*m_parts->database));
    if (state.hash.empty()) return PinAnswer{PinAnswer::Kind::not_set, 0, 0};
    if (state.wait > 0) {
        // A clock that was set back would make the wait look longer than it is: it starts again.
        if (now < state.since) {
            state.since = now;
            TALLYSTICK_CHECK(m_parts->write([&] { return write_pin(*m_parts, state); }));
        }
        const Seconds left = state.since + state.wait - now;
        if (left > 0) return PinAnswer{PinAnswer::Kind::wait, 0, left};
    }
    ++state.wrong;
    state.wait = wait_after(state.wrong);
    state.since = now;
    TALLYSTICK_CHECK(m_parts->write([&] { return write_pin(*m_parts, state); }));

    const bool right = crypto::pin_matches(pin, state.hash);
    const bool locked = !right && state.wait > 0;
    if (right) state.wrong = state.wait = state.since = 0;
    TALLYSTICK_CHECK(m_parts->write([&]() -> Result<void> {
        if (right) TALLYSTICK_CHECK(write_pin(*m_parts, state));
        return m_parts->insert_event(right    ? EventCode::pin_right
                                     : locked ? EventCode::pin_locked
                                              : EventCode::pin_wrong,
                                     now);
    }));
    if (right) return PinAnswer{PinAnswer::Kind::right, tries, 0};
    return PinAnswer{PinAnswer::Kind::wrong, std::max<std::int64_t>(tries - state.wrong, 0),
                     state.wait};
}

}  // namespace tallystick::ballot
