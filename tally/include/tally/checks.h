// SPDX-License-Identifier: GPL-3.0-or-later
// The named checks of a whole event, in five families, and the report they leave: one line each,
// whatever the input. Most of them concern one bundle and come from ballot/bundle.h; the rest look
// at pack, rolls, closing, opened ballots and result. One thread writes a Report.
// docs/FORMAT.md "Checks".
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/result.h>

namespace tallystick::tally {

// What a check looks at; a command makes the checks of some stages and skips the others.
enum class Stage { pack, roll, bundle, event, closing, opened, result };

struct CheckInfo {
    std::string name;      // "roll-chain"
    std::string family;    // completeness, authenticity, consistency, integrity, evidence
    std::string sentence;  // what it makes sure of
    Stage stage{};
    // An alarm: it stops the count until an officer writes a reason, which is published.
    enum class Weight { fatal, alarm } weight = Weight::fatal;
};

// Every check there is, in the order in which they are made.
[[nodiscard]] const std::vector<CheckInfo>& all_checks();
[[nodiscard]] const CheckInfo* find_check(std::string_view name);

enum class Verdict { passed, failed, explained, skipped };
[[nodiscard]] std::string_view name_of(Verdict verdict);

class Report {
public:
    static constexpr std::size_t most_details = 20;
    struct Line {
        const CheckInfo* info = nullptr;
        Verdict verdict = Verdict::skipped;
        std::size_t faults = 0;
        std::vector<crypto::Error> details;  // the first most_details
        std::string explanation;
    };

    Report();
    void pass(std::string_view name);  // unless it failed already
    void pass_stage(Stage stage);      // every check of the stage that has not failed
    void fail(std::string_view name, crypto::Error error);
    // Something worth saying that fails nothing: one card used on two kiosks, say.
    void note(std::string text) { m_notes.push_back(std::move(text)); }
    // The same of what somebody should look at: a bundle that was passed over.
    void warning(std::string text) { m_warnings.push_back(std::move(text)); }
    // Turns failed alarms into explained ones; `reasons` by check name.
    void explain(const std::map<std::string, std::string>& reasons);

    [[nodiscard]] const std::vector<Line>& lines() const { return m_lines; }
    [[nodiscard]] const std::vector<std::string>& notes() const { return m_notes; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }
    [[nodiscard]] bool failed(std::string_view name) const;
    [[nodiscard]] bool good() const;                     // nothing failed without a reason
    [[nodiscard]] bool fatal() const;                    // a check failed that no reason mends
    [[nodiscard]] std::set<std::string> alarms() const;  // failed or explained
    [[nodiscard]] std::optional<crypto::Error> first() const;  // of the first check that failed

private:
    Line& at(std::string_view name);
    std::vector<Line> m_lines;
    std::vector<std::string> m_notes, m_warnings;
};

}  // namespace tallystick::tally
