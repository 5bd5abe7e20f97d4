// SPDX-License-Identifier: GPL-3.0-or-later
// What the screens show of a State, computed once and in one place: pure functions, no drawing. The
// ones that return sentences speak the language that app/strings.h is set to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <app/state.h>

namespace tallystick::app {

// The proposals on the voter's ballot in this voter's order, after Browse's filters.
[[nodiscard]] std::vector<const ballot::Proposal*> visible_proposals(const State& state);
// Filters are offered only when there are more than 15 proposals.
[[nodiscard]] bool offers_filters(const State& state);

// Proposals that get a score each, in their order: the kiosk shows them one at a time, and then all
// together.
[[nodiscard]] std::vector<ballot::ProposalId> pitches(const State& state);
// The first of them without a score, or none.
[[nodiscard]] std::optional<ballot::ProposalId> first_gap(const State& state);
// Those without which the vote cannot be cast: where the round refuses gaps.
[[nodiscard]] std::vector<ballot::ProposalId> scores_missing(const State& state);

// How much of one pot the voter has used.
struct PotUse {
    const ballot::Pot* pot = nullptr;
    std::int64_t chosen = 0;                   // proposals with a vote (minus marks included)
    std::int64_t proposals = 0;                // in the pot
    std::int64_t points = 0;                   // points: sum; plus-minus: plus marks
    std::int64_t minus = 0;                    // plus-minus
    ballot::Pence money;                       // cost of what is chosen; amount: sum of amounts
    std::vector<ballot::ProposalId> in_order;  // chosen ones: by rank, else by this voter's order
};
[[nodiscard]] std::vector<PotUse> pots_in_use(const State& state);
[[nodiscard]] std::optional<std::int64_t> vote_for(const State& state,
                                                   const ballot::ProposalId& proposal);
// Why giving `proposal` this value would not fit, or none; the button stays readable either way.
[[nodiscard]] std::optional<ballot::Finding> why_not(const State& state,
                                                     const ballot::ProposalId& proposal,
                                                     std::int64_t value);
// The card code that a demonstration shows next: one for each vote; empty where there is none left.
[[nodiscard]] std::string demo_card(const State& state);
// Check instead of cast may be asked for: by the round's limit, and while the box has room for it.
[[nodiscard]] bool may_check(const State& state);
// At the proposals, with nothing that has to be answered first.
[[nodiscard]] bool is_choosing(const State& state);
// A voter who has begun and not cast is behind the steward's door.
[[nodiscard]] bool voter_waits(const State& state);
// May be cast as it stands.
[[nodiscard]] bool is_ready(const State& state);
// One name for what a person would call another view: a screen, and with it at its beginning the
// dialog over it and the alert over both.
[[nodiscard]] std::string view_name(const State& state);

// ---- sentences, in the language set
// The one sentence that always says what is still needed, on every screen of a session.
[[nodiscard]] std::string still_needed(const State& state);
// Without what to do next, which the button beside it says; whole where nothing is left out.
[[nodiscard]] std::string still_needed_in_short(const State& state);
// How to vote in this pot: "North: choose up to 3 proposals."
[[nodiscard]] std::string how_to(const State& state, const ballot::Pot& pot);
// "You have chosen 3. You can choose no more than 3." with the remedy.
[[nodiscard]] std::string reason_in_words(const State& state, const ballot::Finding& finding);
// "North: 2 of 3 chosen", "North: £900 left"
[[nodiscard]] std::string pot_line(const State& state, const PotUse& use);
[[nodiscard]] std::string card_fault_in_words(CardFault fault);
// What trouble means for the vote, and what to do.
[[nodiscard]] std::string trouble_title(const State& state);
[[nodiscard]] std::string trouble_in_words(const State& state);
[[nodiscard]] std::string vote_in_words(const State& state, const ballot::Pot& pot,
                                        std::int64_t value);  // "chosen", "3 tokens", "1st", "£500"
// The round's text in the voter's language ("en@easy" falls back to "en").
[[nodiscard]] const std::string& text_of(const State& state, const ballot::Texts& texts);
[[nodiscard]] const Language& language_of(const State& state);

}  // namespace tallystick::app
