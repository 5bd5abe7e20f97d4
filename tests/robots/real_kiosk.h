// SPDX-License-Identifier: GPL-3.0-or-later
// The voting program itself, in a process of its own, with a preloaded hand (hand.cpp) that presses
// what a robot pressed on a twin; and what a core file of it holds.
#pragma once

#include <SDL.h>
#include <sys/types.h>

#include <string>
#include <vector>

#include <ballot/files.h>

namespace tallystick::robots {

// Remembers every event that a robot sends while this lives, cut where a person would look up.
class Recording {
public:
    using Batch = std::vector<SDL_Event>;
    Recording();
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    // What came since the last call.
    [[nodiscard]] std::vector<Batch> take();

private:
    static int on_event(void* self, SDL_Event* event);
    std::vector<Batch> m_batches;
    bool m_complete = true;  // the next event begins a batch
    bool m_typing = false;
};

class RealKiosk {
public:
    explicit RealKiosk(const std::vector<std::string>& arguments);
    ~RealKiosk();
    RealKiosk(const RealKiosk&) = delete;
    RealKiosk& operator=(const RealKiosk&) = delete;

    // Waits until the kiosk waits for somebody, sends each batch and waits again. False: it ended.
    [[nodiscard]] bool play(const std::vector<Recording::Batch>& batches);
    [[nodiscard]] bool wait_until_idle();
    // The file that gcore made; empty if it could not.
    [[nodiscard]] ballot::Path core(const ballot::Path& folder, const std::string& name) const;

private:
    pid_t m_child = -1;
    int m_events_out = -1, m_idle_in = -1;
    bool m_idle = false;
};

// How often the bytes stand in the file.
[[nodiscard]] std::size_t count_in_file(const ballot::Path& file, std::string_view needle);

}  // namespace tallystick::robots
