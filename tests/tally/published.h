// SPDX-License-Identifier: GPL-3.0-or-later
// A published event in which tests break one thing, sign again what that does not concern, and see
// which check fails.
#pragma once

#include <gtest/gtest.h>

#include "event_fixture.h"

namespace tallystick::test {

using Names = std::set<std::string>;

class Published : public testing::Test {
protected:
    Published() { event.finish({event.bundle(0), event.bundle(1)}); }

    Names examine(const tally::ExamineInput& input) {
        tally::Report report;
        auto done = tally::examine(input, report);
        EXPECT_TRUE(done.ok()) << done.error().message;
        alarms = report.alarms();
        return failures(report);
    }
    // Opened by people who sign what they are given: what is left to the other checks.
    Names examine_opened(tally::ExamineInput input) {
        input.opened.second = event.sign_opened(input);
        return examine(input);
    }
    Names audit() {
        tally::Report report;
        tally::AuditInput input;
        input.folder = event.path("audit");
        input.version = version;
        input.threads = 1;
        auto done = tally::audit(input, report);
        EXPECT_TRUE(done.ok()) << done.error().message;
        notes = report.notes();
        return failures(report);
    }
    Names close(const ballot::ClosingNote& note) {
        auto input = event.examine_input();
        input.closing.second = event.sign(ballot::write_closing_note(note));
        return examine_opened(input);
    }
    ballot::ClosingNote closing() {
        return *ballot::read_closing_note(crypto::parse_note(event.closing_text)->text);
    }
    // The list of ballots changed by `change`.
    Names list(const std::function<std::string(std::string)>& change) {
        auto input = event.examine_input();
        input.list = event.path("ballots.txt");
        write_text(input.list, change(read_text(event.path("opened") / "ballots.txt")));
        return examine_opened(input);
    }
    Names result(const std::function<void(ballot::ResultNote&)>& change) {
        event.sign_result(change);
        return audit();
    }
    EventFixture event;
    std::string version = EventFixture::version;  // of the program that audits
    std::vector<std::string> notes;               // of the last audit
    Names alarms;  // those that rang in the last examination, explained or not
};

}  // namespace tallystick::test
