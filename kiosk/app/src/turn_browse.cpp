// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a proposal among many: filters, search by number, details, two side by side.
#include <algorithm>

#include <app/view.h>

#include "turn.h"

namespace tallystick::app {
namespace {

bool is_on_ballot(const State& state, const ballot::ProposalId& id) {
    const auto& order = state.session.order;
    return std::find(order.begin(), order.end(), id) != order.end();
}

bool may_browse(const State& state) {
    return uncovered(state) && !state.session.notice && state.style() != nullptr;
}

}  // namespace

void list_mine(Session& session) {
    session.mine.clear();
    for (const auto& [id, value] : session.votes) session.mine.push_back(id);
}

void on(Turn& turn, const event::SetBrowse& change) {
    const State& state = turn.state;
    const bool finding = state.overlay == Overlay::find && !state.alert_since;
    if (state.screen != Screen::ballot || !(finding || may_browse(state))) return;
    Browse browse = change.browse;
    const auto& pots = state.style()->pots;
    if (browse.pot && std::find(pots.begin(), pots.end(), *browse.pot) == pots.end())
        browse.pot.reset();
    const auto not_digit = [](char c) { return c < '0' || c > '9'; };
    browse.number.erase(std::remove_if(browse.number.begin(), browse.number.end(), not_digit),
                        browse.number.end());
    if (browse.number.size() > most_number_digits) browse.number.resize(most_number_digits);
    browse.first = std::max<std::int64_t>(browse.first, 0);
    if (browse.chosen_only && !state.session.browse.chosen_only) list_mine(turn.session());
    turn.session().browse = std::move(browse);
}

void on(Turn& turn, const event::ShowPitch& show) {
    State& state = turn.state;
    const bool from_here = state.screen == Screen::ballot || state.screen == Screen::pitch ||
                           (state.screen == Screen::review && !state.session.revealing);
    const auto all = pitches(state);
    if (!from_here || !may_browse(state)) return;
    if (std::find(all.begin(), all.end(), show.proposal) == all.end()) return;
    if (state.screen == Screen::review) leave_review(turn, Screen::pitch);
    state.session.pitch = show.proposal;
    state.screen = Screen::pitch;
}

void on(Turn& turn, const event::ShowScores&) {
    State& state = turn.state;
    if (state.screen != Screen::pitch || !may_browse(state)) return;
    state.session.pitch.reset();
    state.screen = Screen::ballot;
}

void on(Turn& turn, const event::ShowDetails& show) {
    State& state = turn.state;
    const bool from_here = state.screen == Screen::ballot || state.screen == Screen::compare ||
                           state.screen == Screen::pitch;
    if (!from_here || !may_browse(state) || !is_on_ballot(state, show.proposal)) return;
    state.session.details = show.proposal;
    state.screen = Screen::details;
}

void on(Turn& turn, const event::ToggleCompare& toggle) {
    State& state = turn.state;
    if (!may_browse(state) || !is_on_ballot(state, toggle.proposal)) return;
    auto& pair = state.session.compare;
    const auto found = std::find(pair.begin(), pair.end(), toggle.proposal);
    if (found != pair.end()) {
        pair.erase(found);
        return;
    }
    if (pair.size() == 2) pair.erase(pair.begin());
    pair.push_back(toggle.proposal);
}

void on(Turn& turn, const event::ShowCompare&) {
    State& state = turn.state;
    const bool from_here = state.screen == Screen::ballot || state.screen == Screen::details;
    if (!from_here || !may_browse(state) || state.session.compare.size() != 2) return;
    state.session.details.reset();
    state.session.pitch.reset();
    state.screen = Screen::compare;
}

}  // namespace tallystick::app
