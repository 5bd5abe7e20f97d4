// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a scanner from a person: both type. A scanner sends its whole code within milliseconds and
// an Enter behind it, which must not press whatever button is in focus. Characters are held back
// for `longest_gap` until it is known who typed them. Pure; time comes as milliseconds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <app/state.h>

namespace tallystick::app {

class ScanReader {
public:
    static constexpr Milliseconds longest_gap = 35;  // between two characters of one scan
    static constexpr std::size_t shortest_scan = 6;

    void typed(std::string_view text, Milliseconds now);
    // An Enter: the scan that it ends, which swallows it; none when a person pressed it.
    [[nodiscard]] std::optional<std::string> enter(Milliseconds now);
    // Characters that turned out to be a person's.
    [[nodiscard]] std::string by_hand(Milliseconds now);
    // When by_hand() will have something.
    [[nodiscard]] std::optional<Milliseconds> deadline() const;

private:
    static constexpr std::size_t most_held = 256;  // garbage at full speed is cut
    std::string m_held;
    Milliseconds m_last = 0;
};

}  // namespace tallystick::app
