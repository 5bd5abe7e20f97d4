// SPDX-License-Identifier: GPL-3.0-or-later
// The kiosk's event log: a closed list of things a steward or an auditor may know, to five minutes,
// nothing per voter. Plain values. docs/FORMAT.md "Events".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/result.h>

namespace tallystick::ballot {

enum class EventCode {
    made,     // box made
    started,  // program started
    opened,   // polls opened
    paused,
    resumed,
    closed,    // polls closed
    exported,  // open bundle written and verified
    mirror_attached,
    mirror_lost,
    mirror_refused,
    pin_set,
    pin_right,
    pin_wrong,
    pin_locked,   // five wrong tries: a wait began
    disk_failed,  // a write failed; no vote was confirmed
    device_lost,  // scanner, sound or touch device went away
    device_found,
    restarted,  // the program ended without being told to
};

struct Event {
    std::int64_t time = 0;  // a multiple of 300
    EventCode code{};
    friend bool operator==(const Event&, const Event&) = default;
};

[[nodiscard]] std::string_view event_name(EventCode code);
// What the steward reads.
[[nodiscard]] std::string_view event_meaning(EventCode code);
[[nodiscard]] std::int64_t round_time(std::int64_t seconds);  // down to five minutes

// events.txt: `2026-05-09T10:05Z opened`, in the order they happened.
[[nodiscard]] std::string write_events(const std::vector<Event>& events);
[[nodiscard]] crypto::Result<std::vector<Event>> read_events(std::string_view text);

}  // namespace tallystick::ballot
