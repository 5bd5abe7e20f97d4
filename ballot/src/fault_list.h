// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a round, in words, as it is found: for the parts of faults_of().
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <ballot/round.h>

namespace tallystick::ballot {

class FaultList {
public:
    void fault(std::string text) { m_faults.push_back(std::move(text)); }
    void unless(bool holds, std::string text) {
        if (!holds) fault(std::move(text));
    }
    void in_range(const std::string& place, std::int64_t value, std::int64_t least,
                  std::int64_t most) {
        unless(value >= least && value <= most, place + " is " + std::to_string(value) +
                                                    ", expected " + std::to_string(least) + " to " +
                                                    std::to_string(most));
    }
    [[nodiscard]] const std::vector<std::string>& faults() const { return m_faults; }
    [[nodiscard]] std::vector<std::string> take() && { return std::move(m_faults); }

private:
    std::vector<std::string> m_faults;
};

// What is wrong with `round.count` and with what it names: whatever a count would refuse.
[[nodiscard]] std::vector<std::string> faults_of_count_options(const Round& round);

}  // namespace tallystick::ballot
