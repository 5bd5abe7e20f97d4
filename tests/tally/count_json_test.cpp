// SPDX-License-Identifier: GPL-3.0-or-later
// count.json that another version wrote: its words may be others, what was counted not.
#include <functional>

#include "published.h"

namespace tallystick::test {
namespace {

class CountOfAnotherVersion : public Published {
protected:
    CountOfAnotherVersion() { version = "9.9.9"; }

    // The organiser signs over a count.json in which one thing is otherwise.
    Names with(std::string_view from, std::string_view to) {
        write_text(file, replaced(good, from, to));
        event.sign_result();
        return audit();
    }

    const ballot::Path file = event.path("audit") / "count.json";
    const std::string good = read_text(file);
};

const Names refused{"result-pages"};

TEST_F(CountOfAnotherVersion, MayHaveOtherWords) {
    EXPECT_EQ(with("\"reason\": \"", "\"reason\": \"because it "), Names());
    EXPECT_EQ(with("\"measure\": \"", "\"measure\": \"all "), Names());
}

TEST_F(CountOfAnotherVersion, SaysWhatWasCounted) {
    EXPECT_EQ(with("\"rule\": \"", "\"rule\": \"very "), refused);
    EXPECT_EQ(with("\"on-misfit\": \"skip\"", "\"on-misfit\": \"stop\""), refused);
    EXPECT_EQ(with("\"winners\": [", "\"winners\": [\n    \"p9\","), refused);
    EXPECT_EQ(with("\"cost\": ", "\"cost\": 1"), refused);
    EXPECT_EQ(with("\"left\": ", "\"left\": 1"), refused);
    EXPECT_EQ(with("\"ballots\": ", "\"ballots\": 1"), refused);
    EXPECT_EQ(with("\"status\": \"funded\"", "\"status\": \"not-funded\""), refused);
    EXPECT_EQ(with("\"awarded\": ", "\"awarded\": 1"), refused);
}

TEST_F(CountOfAnotherVersion, HasTheKeysInTheirOrder) {
    EXPECT_EQ(with("\"winners\": [", "\"more\": 1,\n  \"winners\": ["), refused);
    EXPECT_EQ(with("{\n  \"rule\": \"greedy\",", "{"), refused);
    EXPECT_EQ(with("\"number\": 1,", "\"number\": 1,\n        \"colour\": \"red\","), refused);
    EXPECT_EQ(with("\"rule\": \"greedy\"", "\"rule\": \"lot\",\n  \"rule\": \"greedy\""), refused)
        << "the first is what some readers take";
    EXPECT_EQ(with("{", "["), refused);
}

// Of four proposals of the round, and of no more than it has steps.
TEST_F(CountOfAnotherVersion, NamesStepsAndProposalsThatThereAre) {
    EXPECT_EQ(with("\"step\": 1", "\"step\": 99"), refused);
    EXPECT_EQ(with("\"number\": 1,", "\"number\": 7,"), refused);
    EXPECT_EQ(with("\"action\": \"fund\",\n        \"project\": \"",
                   "\"action\": \"fund\",\n        \"project\": \"not-"),
              refused);
    EXPECT_EQ(with("\"ties\": [",
                   "\"ties\": [\n    {\n      \"step\": 99,\n      \"projects\": [],\n      "
                   "\"funded\": []\n    }"),
              refused);
}

}  // namespace
}  // namespace tallystick::test
