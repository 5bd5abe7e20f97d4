// SPDX-License-Identifier: GPL-3.0-or-later
// round.json: one spelling; every fault of a round; the block's size.
#include <ballot/round.h>

#include <algorithm>
#include <functional>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

Round sound_round() {
    Round round = small_round();
    for (Style& style : round.styles) style.cards = 10;
    round.block = block_size(round);
    return round;
}

// Every optional part given once.
Round full_round() {
    Round round = sound_round();
    round.languages = {"en", "zh"};
    round.title.by_language["zh"] = "基金";
    round.themes = {{id<ThemeId>("health"), Texts{{{"en", "Health"}}}}};
    round.pots[0].leftover_to = id<PotId>("town");
    round.pots[0].accent = "teal";
    Proposal& first = round.proposals[0];
    first.theme = "health";
    first.text.by_language["en"] = "Long text";
    first.place.by_language["en"] = "The park";
    first.picture_alt.by_language["en"] = "A bench";
    first.proposer = "Ada, 9";
    first.picture = "pictures/bench.jpg";
    first.amount_min = Pence(10'000);
    first.amount_step = Pence(5'000);
    round.count.rule = "equal-shares";
    round.count.utility = "cost";
    round.count.completion = "add1,utilitarian";
    round.count.threshold_votes = 5;
    round.count.threshold_permille = 20;
    round.count.exclusive = {{id<ProposalId>("bench"), id<ProposalId>("pond")}};
    CategoryLimit limit;
    limit.theme = "health";
    limit.most_count = 1;
    limit.least_money = Pence(0);
    round.count.categories = {limit};
    round.count.funded_already = {id<ProposalId>("choir")};
    round.witnesses = {
        crypto::SigningKey::from_seed("witness.example/a", seed_of(7)).value().verifier().text()};
    round.witness_quorum = 1;
    return round;
}

TEST(RoundJson, ReadsBackWhatItWrites) {
    for (const Round& round : {sound_round(), full_round(), wide_round(220)}) {
        const std::string bytes = write_round_json(round);
        const auto again = read_round_json(bytes);
        ASSERT_TRUE(good(again));
        EXPECT_EQ(write_round_json(again.value()), bytes);
    }
}

TEST(RoundJson, KeepsEveryValue) {
    const Round round = read_round_json(write_round_json(full_round())).value();
    EXPECT_EQ(round.title.in("zh"), "基金");
    EXPECT_EQ(round.pots[0].leftover_to->text(), "town");
    EXPECT_EQ(round.pots[0].ballot.max_chosen, 2);
    EXPECT_EQ(round.proposals[0].amount_step, Pence(5'000));
    EXPECT_EQ(round.count.categories[0].most_count, 1);
    EXPECT_EQ(round.count.categories[0].least_money, Pence(0));
    EXPECT_FALSE(round.count.categories[0].most_money.has_value());
    EXPECT_EQ(round.count.exclusive[0][1].text(), "pond");
    EXPECT_EQ(round.witnesses.size(), 1U);
    EXPECT_TRUE(faults_of(round).size() == 0);
}

// Replaces the first `from` in a good file and expects the words.
struct Refused {
    const char* name;
    const char* from;
    const char* to;
    const char* words;
};
class RoundJsonRefuses : public ::testing::TestWithParam<Refused> {};

TEST_P(RoundJsonRefuses, Changed) {
    std::string bytes = write_round_json(full_round());
    const std::size_t at = bytes.find(GetParam().from);
    ASSERT_NE(at, std::string::npos) << GetParam().from;
    bytes.replace(at, std::string_view(GetParam().from).size(), GetParam().to);
    EXPECT_TRUE(says(outcome(read_round_json(bytes)), GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    All, RoundJsonRefuses,
    ::testing::Values(
        Refused{"twice", "\"currency\"", "\"fund\": 1,\n \"currency\"", "key \"fund\" twice"},
        Refused{"unknown", "\"currency\"", "\"colour\": 1,\n \"currency\"",
                "unknown key \"colour\""},
        Refused{"missing", " \"epoch\": 8,\n", "", "\"epoch\" is missing"},
        Refused{"fraction", "\"fund\": 300000", "\"fund\": 300000.0", "fraction"},
        Refused{"exponent", "\"fund\": 300000", "\"fund\": 3e5", "fraction"},
        Refused{"negative", "\"fund\": 300000", "\"fund\": -1", "expected pence"},
        Refused{"huge", "\"fund\": 300000", "\"fund\": 18446744073709551615", "whole number"},
        Refused{"text", "\"fund\": 300000", "\"fund\": \"300000\"", "whole number"},
        Refused{"null", "\"fund\": 300000", "\"fund\": null", "whole number"},
        Refused{"spaces", "\"fund\": 300000", "\"fund\":  300000", "one spelling"},
        Refused{"escape", "\"GBP\"", "\"\\u0047BP\"", "one spelling"},
        Refused{"order", " \"epoch\": 8,\n \"block\"", " \"epoch\": 8,\n  \"block\"",
                "one spelling"},
        Refused{"default", "\"utility\"", "\"ties\": \"lot\",\n  \"utility\"", "one spelling"},
        Refused{"slug", "\"id\": \"bench\"", "\"id\": \"Bench\"", "a-z, 0-9"},
        Refused{"word", "\"approval\"", "\"approve\"", "unknown word"},
        Refused{"control", "\"Ada, 9\"", "\"Ada\\u0007\"", "proposer"},
        Refused{"bidi", "\"Ada, 9\"", "\"Ada\xE2\x80\xAE\"", "proposer"},
        Refused{"utf8", "\"Ada, 9\"", "\"Ada\xFF\"", "round.json"},
        Refused{"format", "round.json/v1", "round.json/v2", "format"},
        Refused{"salt", "\"card_salt\": \"0", "\"card_salt\": \"g", "card_salt"},
        Refused{"cut", "}\n", "", "round.json"},
        Refused{"list", "\"witnesses\": [", "\"witnesses\": [1,", "expected a text"}),
    [](const auto& tested) { return tested.param.name; });

TEST(RoundJson, RefusesWhatComesAfter) {
    EXPECT_FALSE(read_round_json(write_round_json(sound_round()) + "\n").ok());
    EXPECT_FALSE(read_round_json(write_round_json(sound_round()) + "{}").ok());
    EXPECT_FALSE(read_round_json("").ok());
    EXPECT_FALSE(read_round_json("[]").ok());
    EXPECT_FALSE(read_round_json(std::string(1'000, '[')).ok());
}

// Any one byte changed is refused or means another sound text in its one spelling.
TEST(RoundJson, OneSpellingUnderEveryByteChange) {
    const std::string bytes = write_round_json(sound_round());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        const auto round = read_round_json(changed);
        if (round) {
            EXPECT_EQ(write_round_json(round.value()), changed) << at;
        }
    }
}

// As many pots of £1 with one proposal each.
Round round_of_pots(std::int64_t count) {
    Round round = sound_round();
    const Pot pot = round.pots[0];
    const Proposal proposal = round.proposals[0];
    round.pots.clear();
    round.proposals.clear();
    round.styles.resize(1);
    round.styles[0].pots.clear();
    round.fund = Pence(100 * count);
    for (std::int64_t at = 1; at <= count; ++at) {
        round.pots.push_back(pot);
        round.pots.back().id = id<PotId>("pot-" + std::to_string(at));
        round.pots.back().limit = Pence(100);
        round.pots.back().ballot.max_chosen = 1;
        round.proposals.push_back(proposal);
        round.proposals.back().id = id<ProposalId>("p" + std::to_string(at));
        round.proposals.back().number = at;
        round.proposals.back().pot = round.pots.back().id;
        round.proposals.back().cost = Pence(100);
        round.styles[0].pots.push_back(round.pots.back().id);
    }
    round.block = block_size(round);
    return round;
}

TEST(RoundLimits, SixtyFourPotsAreNotTooMany) {
    EXPECT_TRUE(faults_of(round_of_pots(64)).empty());
}

TEST(Language, HasOneGrammar) {
    for (const char* good : {"en", "cym", "pt-br", "zh-hans", "en@easy", "pt-br@easy", "es-419"})
        EXPECT_TRUE(is_language(good)) << good;
    for (const char* bad : {"", "e", "EN", "engl", "en-", "en-b", "en-abcdefghi", "en@", "en@big",
                            "-en", "@easy", "en_gb", "en-GB", "en@easy@easy"})
        EXPECT_FALSE(is_language(bad)) << bad;
}

struct Fault {
    const char* name;
    std::function<void(Round&)> make;
    const char* words;
};
class RoundFaults : public ::testing::TestWithParam<Fault> {};

TEST_P(RoundFaults, Named) {
    Round round = sound_round();
    ASSERT_TRUE(faults_of(round).empty()) << faults_of(round).front();
    GetParam().make(round);
    const auto faults = faults_of(round);
    ASSERT_FALSE(faults.empty());
    const bool found = std::any_of(faults.begin(), faults.end(), [](const std::string& fault) {
        return fault.find(GetParam().words) != std::string::npos;
    });
    EXPECT_TRUE(found) << faults.front();
}

INSTANTIATE_TEST_SUITE_P(
    All, RoundFaults,
    ::testing::Values(
        Fault{"sum", [](Round& r) { r.fund = Pence(1); }, "sum to £3,000"},
        Fault{"title", [](Round& r) { r.title.by_language.clear(); }, "title is missing"},
        Fault{"language", [](Round& r) { r.languages.clear(); }, "no language"},
        Fault{"foreign", [](Round& r) { r.title.by_language["cy"] = "x"; },
              "does not have this language"},
        Fault{"empty", [](Round& r) { r.proposals[0].text.by_language["en"] = ""; }, "is empty"},
        Fault{"epoch", [](Round& r) { r.epoch = 7; }, "epoch is 7, expected 8"},
        Fault{"block", [](Round& r) { r.block += 64; }, "block is"},
        Fault{"pot", [](Round& r) { r.proposals[0].pot = id<PotId>("nowhere"); }, "no pot named"},
        Fault{"proposal", [](Round& r) { r.proposals[1].id = r.proposals[0].id; }, "twice"},
        Fault{"number", [](Round& r) { r.proposals[1].number = 1; }, "number is 1, expected 2"},
        Fault{"cost", [](Round& r) { r.proposals[0].cost = Pence(100'001); }, "more than its pot"},
        Fault{"free", [](Round& r) { r.proposals[0].cost = Pence(0); }, "cost is 0"},
        Fault{"many", [](Round& r) { r.pots[0].ballot.max_chosen = 4; }, "max is 4"},
        Fault{"few", [](Round& r) { r.pots[0].ballot.min_chosen = 3; }, "min is 3"},
        Fault{"ring", [](Round& r) { r.pots[0].leftover_to = r.pots[0].id; }, "ring"},
        Fault{"backward", [](Round& r) { r.pots[1].leftover_to = r.pots[0].id; },
              "pot town: leftover_to is pot north, expected a pot that stands after it"},
        Fault{"pots", [](Round& r) { r = round_of_pots(65); }, "65 pots, expected at most 64"},
        Fault{"proposals", [](Round& r) { r = wide_round(1001); }, "more than 1000 proposals"},
        Fault{"capital", [](Round& r) { r.languages = {"EN"}; }, "no language code"},
        Fault{"dash", [](Round& r) { r.languages = {"en-"}; }, "no language code"},
        Fault{"manner", [](Round& r) { r.languages = {"en@big"}; }, "no language code"},
        Fault{"paid_twice",
              [](Round& r) { r.count.funded_already = {r.proposals[0].id, r.proposals[0].id}; },
              "funded_already: bench twice"},
        // £600 and £1,000 of a pot of £1,000.
        Fault{"paid_too_much",
              [](Round& r) { r.count.funded_already = {r.proposals[1].id, r.proposals[2].id}; },
              "in pot north they cost £1,600, expected at most its limit, £1,000"},
        Fault{"category",
              [](Round& r) {
                  r.themes = {{id<ThemeId>("green"), r.title}};
                  r.count.categories = {{"green", 3, 2, {}, {}}};
              },
              "green: least_count is 3, expected 0 to 2"},
        Fault{"category_money",
              [](Round& r) {
                  r.themes = {{id<ThemeId>("green"), r.title}};
                  r.count.categories = {{"green", {}, {}, Pence(3), Pence(2)}};
              },
              "green: least_money is 3, expected 0 to 2"},
        // Costs 400, 600 and 1,000 in a pot of £1,000: two fit, three do not.
        Fault{"knapsack_least",
              [](Round& r) {
                  r.pots[0].ballot = {};
                  r.pots[0].ballot.type = BallotType::knapsack;
                  r.pots[0].ballot.min_chosen = 3;
              },
              "pot north: min is 3, expected at most 2: no more of its proposals fit £1,000 "
              "together; lower min, or raise the pot's limit"},
        Fault{"tokens",
              [](Round& r) {
                  r.pots[0].ballot = {};
                  r.pots[0].ballot.type = BallotType::points;
                  r.pots[0].ballot.total = 101;
              },
              "pot north: total is 101, expected 1 to 100"},
        Fault{"scores",
              [](Round& r) {
                  r.pots[0].ballot = {};
                  r.pots[0].ballot.type = BallotType::score;
                  r.pots[0].ballot.lowest = -1;
                  r.pots[0].ballot.highest = 100;
              },
              "pot north: highest is 100, expected 0 to 99"},
        Fault{"plus",
              [](Round& r) {
                  r.pots[0].ballot = {};
                  r.pots[0].ballot.type = BallotType::plus_minus;
                  r.pots[0].ballot.max_plus = 101;
              },
              "pot north: max_plus is 101, expected 1 to 100"},
        Fault{"amount",
              [](Round& r) {
                  r.pots[0].ballot.type = BallotType::amount;
                  r.proposals[0].cost = Pence(100'000'000'001);
              },
              "cost is 100000000001, expected 1 to 100000000000"},
        Fault{"unused", [](Round& r) { r.styles[0].pots = {id<PotId>("town")}; },
              "pot north: no style has it"},
        Fault{"cards", [](Round& r) { r.styles[0].cards = 0; }, "cards is 0"},
        Fault{"desk", [](Round& r) { r.desk_cap = 1; }, "desk_cap"},
        Fault{"shares", [](Round& r) { r.shares_needed = 4; }, "shares_needed is 4"},
        Fault{"witness", [](Round& r) { r.witnesses = {"somebody"}; }, "witness"},
        Fault{"quorum", [](Round& r) { r.witness_quorum = 1; }, "witness_quorum"},
        Fault{"misfit", [](Round& r) { r.count.on_misfit = "sometimes"; }, "on_misfit"},
        Fault{"exclusive", [](Round& r) { r.count.exclusive = {{id<ProposalId>("bench")}}; },
              "fewer than two"},
        Fault{"theme", [](Round& r) { r.proposals[0].theme = "sport"; }, "no theme"},
        Fault{"long", [](Round& r) { r.proposals[0].title.by_language["en"].assign(601, 'x'); },
              "601 bytes"},
        Fault{"step",
              [](Round& r) {
                  r.pots[0].ballot.type = BallotType::amount;
                  r.proposals[0].amount_min = Pence(10'000);
                  r.proposals[0].amount_step = Pence(7'000);
              },
              "whole steps"}),
    [](const auto& tested) { return tested.param.name; });

// By hand, for the small round. Style "north": up to 2 of {bench, juice-bar, pond} and 1 of
// {choir, ramp}; the longest lines are
//   tallystick/ballot/v1                                  21 bytes with LF
//   round <64>                                            71
//   kiosk <32>                                            39
//   style north                                           12
//   id <32>                                               36
//   vote juice-bar 1                                      17
//   vote bench 1                                          13
//   vote choir 1                                          13    sum 222
// One signature: LF 1, dash 3, space 1, key name 18+64+1+32 = 115, space 1, base64 of 68 bytes 92,
// LF 1: 214. 436 in all, and the smallest multiple of 64 above it is 448.
TEST(Block, IsTheSmallestThatFits) {
    EXPECT_EQ(block_size(small_round()), 448);
}

// A pot of 3 proposals, names of 5, 9 and 4 bytes. The fixed part is 21+71+39+12+36+214 = 393.
struct Width {
    const char* name;
    std::function<void(BallotRules&)> set;
    std::int64_t votes;  // bytes of all vote lines
};
class BlockOfType : public ::testing::TestWithParam<Width> {};
TEST_P(BlockOfType, ByHand) {
    Round round = small_round();
    round.styles.resize(1);
    round.styles[0].pots.resize(1);
    GetParam().set(round.pots[0].ballot);
    const std::int64_t size = 393 + GetParam().votes;
    EXPECT_EQ(block_size(round), (size / 64 + 1) * 64);
}
// A line is "vote ", name, " ", value, LF: 7 + name + value.
INSTANTIATE_TEST_SUITE_P(All, BlockOfType,
                         ::testing::Values(
                             // (7+9+1) = 17
                             Width{"choose_one",
                                   [](BallotRules& r) { r.type = BallotType::choose_one; }, 17},
                             // costs 400, 600, 1000 in a pot of 1000: two fit; 17 + 13
                             Width{"knapsack",
                                   [](BallotRules& r) {
                                       r = {};
                                       r.type = BallotType::knapsack;
                                   },
                                   30},
                             // at most 10 on each of three: (9+7+2) + (5+7+2) + (4+7+2) = 45
                             Width{"points",
                                   [](BallotRules& r) {
                                       r = {};
                                       r.type = BallotType::points;
                                       r.total = 100;
                                       r.max_each = 10;
                                   },
                                   45},
                             // -1 is the widest of -1..5: the same 45
                             Width{"score",
                                   [](BallotRules& r) {
                                       r = {};
                                       r.type = BallotType::score;
                                       r.lowest = -1;
                                       r.highest = 5;
                                   },
                                   45},
                             // two ranks: 17 + 13
                             Width{"ranking",
                                   [](BallotRules& r) {
                                       r = {};
                                       r.type = BallotType::ranking;
                                       r.max_chosen = 2;
                                   },
                                   30},
                             // costs in pence: 60000 (5), 40000 (5), 100000 (6): 21 + 17 + 17
                             Width{"amount",
                                   [](BallotRules& r) {
                                       r = {};
                                       r.type = BallotType::amount;
                                   },
                                   55},
                             // one plus and one minus: two lines with "-1": 18 + 14
                             Width{"plus_minus",
                                   [](BallotRules& r) {
                                       r = {};
                                       r.type = BallotType::plus_minus;
                                       r.max_plus = 1;
                                       r.max_minus = 1;
                                   },
                                   32}),
                         [](const auto& tested) { return tested.param.name; });

TEST(Texts, FallBack) {
    const Texts texts{{{"cy", "C"}, {"en", "E"}, {"ur", "U"}}};
    EXPECT_EQ(texts.in("ur"), "U");
    EXPECT_EQ(texts.in("cy@easy"), "C");
    EXPECT_EQ(texts.in("pl"), "E");
    EXPECT_EQ(Texts{}.in("en"), "");
}

TEST(Money, Pounds) {
    EXPECT_EQ(Pence::parse_pounds("£1,200.50").value(), Pence(120'050));
    EXPECT_EQ(Pence::parse_pounds("1200").value(), Pence(120'000));
    EXPECT_EQ(Pence(120'050).text_in("GBP"), "£1,200.50");
    EXPECT_EQ(Pence(-120'005).text_in("PLN"), "-PLN 1,200.05");
    for (const char* wrong : {"", "1,20", "12.5", "1.234", "-1", "£", "1,2345", "0x1", "1 000"})
        EXPECT_FALSE(Pence::parse_pounds(wrong).ok()) << wrong;
    for (const char* wrong : {"", "01", "-1", "1.0", "100000000000001"})
        EXPECT_FALSE(Pence::parse(wrong).ok()) << wrong;
}

}  // namespace
}  // namespace tallystick::ballot::test
