// SPDX-License-Identifier: GPL-3.0-or-later
// Choices, of every ballot type. What would break a limit changes nothing: it becomes a Notice with
// the reason and with what could be given up instead.
#include <algorithm>

#include <app/view.h>

#include "turn.h"

namespace tallystick::app {
namespace {

constexpr std::size_t longest_undo = 200;

bool takes_votes(const State& state) {
    return is_choosing(state) && uncovered(state);
}

// In the list of what is chosen, its own lines alone.
bool is_listed(const State& state, const ballot::ProposalId& id) {
    if (state.overlay != Overlay::chosen || state.alert_since) return false;
    const auto& listed = state.session.listed;
    return std::find(listed.begin(), listed.end(), id) != listed.end();
}

const ballot::Pot* pot_of(const ballot::Round& round, const ballot::ProposalId& id) {
    const ballot::Proposal* proposal = round.find_proposal(id);
    return proposal ? round.find_pot(proposal->pot) : nullptr;
}

bool is_ranking(const ballot::Pot& pot) {
    return pot.ballot.type == ballot::BallotType::ranking;
}

std::int64_t count_in(const ballot::Round& round, const ballot::Votes& votes,
                      const ballot::PotId& pot) {
    return std::count_if(votes.begin(), votes.end(), [&](const auto& vote) {
        const ballot::Proposal* proposal = round.find_proposal(vote.first);
        return proposal && proposal->pot == pot;
    });
}

// Without `id`; in a ranking those below move up.
ballot::Votes without(const ballot::Round& round, ballot::Votes votes,
                      const ballot::ProposalId& id) {
    const auto found = votes.find(id);
    if (found == votes.end()) return votes;
    const std::int64_t rank = found->second;
    votes.erase(found);
    const ballot::Pot* pot = pot_of(round, id);
    if (!pot || !is_ranking(*pot)) return votes;
    for (auto& [other, value] : votes) {
        const ballot::Proposal* proposal = round.find_proposal(other);
        if (proposal && proposal->pot == pot->id && value > rank) --value;
    }
    return votes;
}

std::optional<ballot::Finding> over_limit(const State& state, const ballot::Votes& votes) {
    for (const ballot::Finding& finding : validate(state.round(), *state.style(), votes))
        if (!ballot::is_unfinished(finding.reason)) return finding;
    return std::nullopt;
}

// The value `wanted` takes among `votes`: a ranking goes on where it ends.
std::int64_t value_among(const State& state, const ballot::Votes& votes, const Notice& notice) {
    const ballot::Pot* pot = pot_of(state.round(), notice.wanted);
    if (pot && is_ranking(*pot)) return count_in(state.round(), votes, pot->id) + 1;
    return notice.value.value_or(0);
}

// Of tokens, plus and minus only what is too much goes: what `id` keeps, none where all of it goes.
std::optional<std::int64_t> kept_by(const State& state, const ballot::Finding& finding,
                                    const ballot::ProposalId& id) {
    const ballot::Pot* pot = pot_of(state.round(), id);
    const bool in_marks = finding.reason == ballot::Reason::too_many && pot &&
                          pot->ballot.type == ballot::BallotType::plus_minus;
    if (!in_marks && finding.reason != ballot::Reason::too_many_points) return std::nullopt;
    const std::int64_t now = vote_for(state, id).value_or(0);
    const std::int64_t excess = finding.found - finding.limit;  // of minus marks it is negative
    const std::int64_t left = now - excess;
    const bool keeps = excess > 0 ? left > 0 : now < 0 && left < 0;
    return keeps ? std::optional(left) : std::nullopt;
}

// `votes` after giving up `id` for what was wanted; none where that would not fit either.
std::optional<ballot::Votes> swapped(const State& state, const Notice& notice,
                                     const ballot::ProposalId& id) {
    ballot::Votes votes = state.session.votes;
    if (const auto keeps = kept_by(state, notice.finding, id))
        votes[id] = *keeps;
    else
        votes = without(state.round(), votes, id);
    votes[notice.wanted] = value_among(state, without(state.round(), votes, notice.wanted), notice);
    if (over_limit(state, votes)) return std::nullopt;
    return votes;
}

// Of a pot's money: what alone has room there may need more than one of the others to go.
bool fits_alone(const State& state, const Notice& notice) {
    const ballot::Votes alone{{notice.wanted, notice.value.value_or(0)}};
    return notice.finding.reason == ballot::Reason::over_pot && !over_limit(state, alone);
}

void refuse(Turn& turn, const ballot::Finding& finding, const ballot::ProposalId& wanted,
            std::int64_t value) {
    const State& state = turn.state;
    Notice notice{finding, wanted, value, {}, {}};
    const ballot::Pot* pot = pot_of(state.round(), wanted);
    std::vector<ballot::ProposalId> rivals;
    for (const ballot::ProposalId& id : state.session.order) {
        const bool rival = id != wanted && pot && state.session.votes.count(id) > 0 &&
                           pot_of(state.round(), id) == pot;
        if (!rival) continue;
        rivals.push_back(id);
        if (!swapped(state, notice, id)) continue;
        notice.swaps.push_back(id);
        if (const auto keeps = kept_by(state, finding, id)) notice.kept[id] = *keeps;
    }
    notice.one_by_one = notice.swaps.empty() && fits_alone(state, notice);
    if (notice.one_by_one) notice.swaps = std::move(rivals);
    turn.session().notice = std::move(notice);
    turn.perform(effect::Play{effect::Sound::attention});
}

void commit(Turn& turn, ballot::Votes votes) {
    Session& session = turn.session();
    if (votes == session.votes) return;
    session.undo.push_back(std::move(session.votes));
    if (session.undo.size() > longest_undo) session.undo.erase(session.undo.begin());
    session.votes = std::move(votes);
    turn.perform(effect::Play{effect::Sound::tap});
}

void give(Turn& turn, const ballot::ProposalId& id, std::int64_t value) {
    const State& state = turn.state;
    if (const auto finding = refuses(state.round(), *state.style(), state.session.votes, id, value))
        return refuse(turn, *finding, id, value);
    ballot::Votes votes = state.session.votes;
    votes[id] = value;
    commit(turn, std::move(votes));
}

// Without its last plus a pot has no minus either.
void refuse_last_plus(Turn& turn, const ballot::Finding& finding, const ballot::ProposalId& plus) {
    const State& state = turn.state;
    Notice notice{finding, plus, std::nullopt, {}, {}};
    const ballot::Pot* pot = pot_of(state.round(), plus);
    for (const ballot::ProposalId& id : state.session.order)
        if (vote_for(state, id).value_or(0) < 0 && pot_of(state.round(), id) == pot)
            notice.swaps.push_back(id);
    turn.session().notice = std::move(notice);
    turn.perform(effect::Play{effect::Sound::attention});
}

void take_away(Turn& turn, const ballot::ProposalId& id) {
    const State& state = turn.state;
    ballot::Votes votes = without(state.round(), state.session.votes, id);
    if (const auto finding = over_limit(state, votes)) return refuse_last_plus(turn, *finding, id);
    commit(turn, std::move(votes));
}

// And the plus with the last of them.
void take_back_minus(Turn& turn, const ballot::ProposalId& minus, const ballot::ProposalId& plus) {
    const State& state = turn.state;
    ballot::Votes votes = without(state.round(), state.session.votes, minus);
    ballot::Votes neither = without(state.round(), votes, plus);
    const auto finding = over_limit(state, neither);
    commit(turn, std::move(finding ? votes : neither));
    if (finding) refuse_last_plus(turn, *finding, plus);
}

}  // namespace

void on(Turn& turn, const event::SetVote& vote) {
    const State& state = turn.state;
    if (!takes_votes(state) && !is_listed(state, vote.proposal)) return;
    const ballot::Pot* pot = pot_of(state.round(), vote.proposal);
    if (!pot) return;
    if (!vote.value) return take_away(turn, vote.proposal);
    // A rank is given by its place alone, so that no tap can leave a gap.
    if (is_ranking(*pot)) return;
    give(turn, vote.proposal, *vote.value);
}

void on(Turn& turn, const event::RankTap& tap) {
    const State& state = turn.state;
    const ballot::Pot* pot = pot_of(state.round(), tap.proposal);
    if (!takes_votes(state) || !pot || !is_ranking(*pot)) return;
    if (state.session.votes.count(tap.proposal) > 0) return take_away(turn, tap.proposal);
    give(turn, tap.proposal, count_in(state.round(), state.session.votes, pot->id) + 1);
}

void on(Turn& turn, const event::RankMove& move) {
    const State& state = turn.state;
    const ballot::Pot* pot = pot_of(state.round(), move.proposal);
    if (!takes_votes(state) || !pot || !is_ranking(*pot)) return;
    ballot::Votes votes = state.session.votes;
    const auto moved = votes.find(move.proposal);
    if (moved == votes.end()) return;
    const std::int64_t to = moved->second + (move.direction == event::Direction::up ? -1 : 1);
    for (auto& [id, rank] : votes) {
        if (pot_of(state.round(), id) != pot || rank != to) continue;
        rank = moved->second;
        moved->second = to;
        return commit(turn, std::move(votes));
    }
}

void on(Turn& turn, const event::AcceptSwap& swap) {
    State& state = turn.state;
    if (!state.session.notice || !uncovered(state)) return;
    const Notice notice = *state.session.notice;
    const bool offered =
        std::find(notice.swaps.begin(), notice.swaps.end(), swap.give_up) != notice.swaps.end();
    if (!offered) return;
    state.session.notice.reset();
    if (!notice.value) return take_back_minus(turn, swap.give_up, notice.wanted);
    if (auto votes = swapped(state, notice, swap.give_up)) return commit(turn, std::move(*votes));
    commit(turn, without(state.round(), state.session.votes, swap.give_up));
    give(turn, notice.wanted, *notice.value);
}

void on(Turn& turn, const event::DismissNotice&) {
    turn.session().notice.reset();
}

void on(Turn& turn, const event::ShowChosen& show) {
    State& state = turn.state;
    if (state.screen != Screen::ballot || !takes_votes(state)) return;
    for (const auto& use : pots_in_use(state)) {
        const bool has_parts =
            use.pot->ballot.type == ballot::BallotType::knapsack && !use.in_order.empty();
        if (use.pot->id != show.pot || !has_parts) continue;
        state.session.listed = use.in_order;
        state.overlay = Overlay::chosen;
    }
}

void on(Turn& turn, const event::Undo&) {
    Session& session = turn.session();
    if (!takes_votes(turn.state) || session.undo.empty()) return;
    session.votes = std::move(session.undo.back());
    session.undo.pop_back();
}

void on(Turn& turn, const event::StartAgainAsk&) {
    State& state = turn.state;
    const bool on_review =
        state.screen == Screen::review && uncovered(state) && !state.session.revealing;
    const bool in_settings =
        is_choosing(state) && state.overlay == Overlay::access && !state.alert_since;
    if (on_review || in_settings || takes_votes(state)) state.overlay = Overlay::confirm_restart;
}

void on(Turn& turn, const event::StartAgainConfirm&) {
    State& state = turn.state;
    if (state.overlay != Overlay::confirm_restart || state.alert_since) return;
    state.overlay = Overlay::none;
    state.session.browse = {};
    state.session.compare.clear();
    state.session.pitch.reset();
    state.session.details.reset();
    if (state.screen == Screen::review)
        leave_review(turn, Screen::ballot);
    else
        state.screen = Screen::ballot;
    commit(turn, {});  // Undo brings it back
}

}  // namespace tallystick::app
