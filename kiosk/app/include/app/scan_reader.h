// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a scanner from a person: both type. A scanner sends its whole code within milliseconds and
// an Enter behind it, which must not press whatever button is in focus; nor may the spaces and tabs
// of other codes, and the Enter behind a short one. Characters are held back for `longest_gap`
// until it is known who typed them. Pure; time comes as milliseconds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <app/state.h>
#include <ui/input.h>

namespace tallystick::app {

class ScanReader {
public:
    static constexpr Milliseconds longest_gap = 35;  // between two characters of one scan
    static constexpr std::size_t shortest_scan = 6;

    // Text, and the space bar: what by_hand() gives back as one space was a person's press.
    void typed(std::string_view text, Milliseconds now);
    // An Enter: the scan that it ends, which swallows it; none when a person pressed it.
    [[nodiscard]] std::optional<std::string> enter(Milliseconds now);
    // Any other key: true when it comes so soon that the scanner sent it, in its text or behind it.
    [[nodiscard]] bool sent_key(Milliseconds now);
    // From then to then the kiosk was at work and heard nothing: that is no gap of the scanner's.
    void was_deaf(Milliseconds from, Milliseconds to);
    // Characters that turned out to be a person's.
    [[nodiscard]] std::string by_hand(Milliseconds now);
    // Takes out the keys that no scanner can have sent: what is left of them stands among or right
    // behind characters, which stay.
    void keep_codes(std::vector<ui::Input>& waiting) const;
    // When by_hand() will have something.
    [[nodiscard]] std::optional<Milliseconds> deadline() const;

private:
    [[nodiscard]] bool is_over(Milliseconds now) const;

    static constexpr std::size_t most_held = 256;  // garbage at full speed is cut
    std::string m_held;
    std::optional<Milliseconds> m_last;  // when the last character or key came
};

}  // namespace tallystick::app
