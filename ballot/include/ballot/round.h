// SPDX-License-Identifier: GPL-3.0-or-later
// The round as kiosk and tally both know it: fund, pots, proposals, ballot styles, options. It is
// the content of round.json (docs/FORMAT.md "round.json"), hashed as bytes by the round note; a
// reader refuses duplicate and unknown keys, floats and anything out of range. Plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ballot/ids.h>
#include <ballot/money.h>
#include <crypto/card.h>

namespace tallystick::ballot {

// More of either no count takes: one bit a pot in a ballot, and few enough to be searched.
inline constexpr std::size_t most_pots = 64;
inline constexpr std::int64_t most_proposals = 1'000;

// Two or three letters a-z, then perhaps '-' and two to eight of a-z0-9, then perhaps "@easy".
[[nodiscard]] bool is_language(std::string_view code);

// One text in several languages, by language code ("en", "cy", "zh", "en@easy").
class Texts {
public:
    std::map<std::string, std::string> by_language;
    // The text in `language`; else without its `@` part ("en@easy" -> "en"), else in English, else
    // in the first language by code; empty when there is none.
    [[nodiscard]] const std::string& in(std::string_view language) const;
    [[nodiscard]] bool has(std::string_view language) const;
};

// RULES "Ballot types": how votes of one pot are given and when they are valid.
enum class BallotType {
    approval,
    knapsack,
    points,
    score,
    ranking,
    choose_one,
    amount,
    plus_minus
};
enum class ScoreGap { refused, zero, ignored };

struct BallotRules {
    BallotType type = BallotType::approval;
    std::int64_t min_chosen = 0;           // approval, knapsack; points: at least so many proposals
    std::int64_t max_chosen = 0;           // approval, knapsack (0 = no limit); ranking: K
    bool exactly_all = false;              // points: sum = total; ranking: k = K
    std::int64_t total = 0;                // points: T
    std::int64_t max_each = 0;             // points: M
    std::int64_t lowest = 0, highest = 0;  // score
    ScoreGap gap = ScoreGap::refused;      // score
    std::int64_t max_plus = 0, max_minus = 0;  // plus-minus
};

struct Pot {
    PotId id;
    Texts name;
    Pence limit;
    BallotRules ballot;
    std::optional<PotId> leftover_to;  // none: money left returns to the fund
    std::string accent;                // one of the screen's accent names, e.g. "teal"
};

struct Proposal {
    ProposalId id;
    std::int64_t number = 0;  // stable, printed and searched by: 1, 2, 3 …
    PotId pot;
    Pence cost;
    Pence amount_min, amount_step;  // amount ballots and partial funding; 0 where not used
    std::string theme;              // a slug, or empty
    Texts title, summary, text, place, picture_alt;
    std::string proposer;
    std::string picture;  // path inside the pack, or empty
};

struct Style {
    StyleId id;
    Texts name;
    std::vector<PotId> pots;  // in screen order
    std::int64_t cards = 0;   // voting cards issued for it; 0 where the round has no cards
};

struct Theme {
    ThemeId id;
    Texts name;
};

// Options of the count (RULES §§1, 3, 4), kept as the round's own words and interpreted by the
// tally; the kiosk only shows them.
struct CategoryLimit {
    std::string theme;
    std::optional<std::int64_t> least_count, most_count;
    std::optional<Pence> least_money, most_money;
};
struct CountOptions {
    std::string rule = "greedy";     // as on the command line: greedy, equal-shares, …
    std::string score;               // empty: the default of the ballot type
    std::string on_misfit = "skip";  // skip, stop, part-fund
    bool per_cost = false;
    std::string utility, completion;  // equal-shares, max-welfare
    std::string ties = "lot";
    std::optional<std::int64_t> threshold_votes;     // at least so many votes
    std::optional<std::int64_t> threshold_permille;  // at least so much of the ballots, in 1/1000
    std::vector<std::vector<ProposalId>> exclusive;  // at most one of each set
    std::vector<CategoryLimit> categories;
    std::vector<ProposalId> funded_already;
};

struct Round {
    Texts title;
    std::string currency = "GBP";
    Pence fund;
    std::vector<std::string> languages;  // the first is the default
    std::vector<Theme> themes;
    std::vector<Pot> pots;
    std::vector<Style> styles;
    std::vector<Proposal> proposals;  // by number
    CountOptions count;
    crypto::CardSalt
        card_salt;  // keys the derivation of the cards' keys; 64 hex digits in the file
    bool has_cards = true;
    std::int64_t desk_cap = 0;  // most desk ballots a kiosk takes where there are no cards
    std::int64_t epoch = 16;    // k: least number of envelopes in one export epoch, >= 8
    std::int64_t block = 0;     // B: every padded plaintext has exactly this many bytes
    bool blank_ballots = false;
    std::int64_t checks_per_session = 3;
    std::int64_t inactivity_seconds = 180, answer_seconds = 45;
    std::int64_t shares = 3, shares_needed = 2;
    std::int64_t witness_quorum = 0;
    std::vector<std::string> witnesses;  // verifier keys

    [[nodiscard]] const Pot* find_pot(const PotId& id) const;
    [[nodiscard]] const Style* find_style(const StyleId& id) const;
    [[nodiscard]] const Proposal* find_proposal(const ProposalId& id) const;
    // The proposals a voter of `style` may vote on, by pot order then number.
    [[nodiscard]] std::vector<const Proposal*> ballot_of(const Style& style) const;
    // Length of the longest style id; shorter ones are padded with '.' in envelope lines.
    [[nodiscard]] std::size_t style_width() const;
};

// The exact bytes of round.json for `round`, and back. write(read(x)) == x for all that read
// accepts.
[[nodiscard]] std::string write_round_json(const Round& round);
[[nodiscard]] crypto::Result<Round> read_round_json(std::string_view bytes);

// Everything wrong with a round that parses: pots that do not sum to the fund, unknown ids, limits
// out of range, what a count would refuse, a block too small … all at once, in words. Empty: sound.
[[nodiscard]] std::vector<std::string> faults_of(const Round& round);

// The smallest multiple of 64 strictly greater than the largest possible signed ballot note of any
// style (docs/FORMAT.md "Block size").
[[nodiscard]] std::int64_t block_size(const Round& round);

}  // namespace tallystick::ballot
