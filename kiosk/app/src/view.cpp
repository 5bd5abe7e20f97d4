// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/view.h>

#include <algorithm>

namespace tallystick::app {
namespace {

constexpr std::size_t filters_from = 16;  // proposals

bool is_mine(const Session& session, const ballot::ProposalId& id) {
    return session.votes.count(id) > 0 ||
           std::find(session.mine.begin(), session.mine.end(), id) != session.mine.end();
}

bool shows(const State& state, const ballot::Proposal& proposal) {
    const Browse& browse = state.session.browse;
    if (browse.pot && proposal.pot != *browse.pot) return false;
    if (!browse.theme.empty() && proposal.theme != browse.theme) return false;
    if (browse.chosen_only && !is_mine(state.session, proposal.id)) return false;
    return browse.number.empty() ||
           std::to_string(proposal.number).compare(0, browse.number.size(), browse.number) == 0;
}

void add_vote(PotUse& use, const ballot::Proposal& proposal, std::int64_t value) {
    ++use.chosen;
    use.in_order.push_back(proposal.id);
    switch (use.pot->ballot.type) {
        case ballot::BallotType::points:
            use.points += value;
            use.money += proposal.cost;
            return;
        case ballot::BallotType::amount:
            use.money += ballot::Pence(value);
            return;
        case ballot::BallotType::plus_minus:
            (value > 0 ? use.points : use.minus) += value > 0 ? value : -value;
            use.money += proposal.cost;
            return;
        case ballot::BallotType::approval:
        case ballot::BallotType::knapsack:
        case ballot::BallotType::choose_one:
        case ballot::BallotType::score:
        case ballot::BallotType::ranking:
            use.money += proposal.cost;
            return;
    }
}

// Who types a number follows the printed list: that number, and what else begins so in its order.
// A pot stays together under its heading, the one with that number first.
void sort_by_number(const std::string& sought, std::vector<const ballot::Proposal*>& found) {
    const auto is_it = [&](const ballot::Proposal* one) {
        return std::to_string(one->number) == sought;
    };
    const auto exact = std::find_if(found.begin(), found.end(), is_it);
    const ballot::PotId first = exact == found.end() ? ballot::PotId() : (*exact)->pot;
    std::stable_partition(found.begin(), found.end(),
                          [&](const auto* one) { return one->pot == first; });
    for (auto from = found.begin(); from != found.end();) {
        const auto to = std::find_if(from, found.end(),
                                     [&](const auto* one) { return one->pot != (*from)->pot; });
        std::sort(from, to, [](const auto* a, const auto* b) { return a->number < b->number; });
        from = to;
    }
}

}  // namespace

std::vector<const ballot::Proposal*> visible_proposals(const State& state) {
    std::vector<const ballot::Proposal*> visible;
    for (const ballot::ProposalId& id : state.session.order) {
        const ballot::Proposal* proposal = state.round().find_proposal(id);
        if (proposal && shows(state, *proposal)) visible.push_back(proposal);
    }
    const std::string& number = state.session.browse.number;
    if (!number.empty()) sort_by_number(number, visible);
    return visible;
}

bool offers_filters(const State& state) {
    return state.session.order.size() >= filters_from;
}

std::vector<ballot::ProposalId> pitches(const State& state) {
    std::vector<ballot::ProposalId> all;
    for (const ballot::ProposalId& id : state.session.order) {
        const ballot::Proposal* proposal = state.round().find_proposal(id);
        const ballot::Pot* pot = proposal ? state.round().find_pot(proposal->pot) : nullptr;
        if (pot && pot->ballot.type == ballot::BallotType::score) all.push_back(id);
    }
    return all;
}

std::optional<ballot::ProposalId> first_gap(const State& state) {
    for (const ballot::ProposalId& id : pitches(state))
        if (!vote_for(state, id)) return id;
    return std::nullopt;
}

std::vector<ballot::ProposalId> scores_missing(const State& state) {
    std::vector<ballot::ProposalId> missing;
    if (!state.style()) return missing;
    for (const ballot::Finding& finding :
         validate(state.round(), *state.style(), state.session.votes))
        if (finding.reason == ballot::Reason::missing_score && finding.proposal)
            missing.push_back(*finding.proposal);
    return missing;
}

std::vector<PotUse> pots_in_use(const State& state) {
    std::vector<PotUse> uses;
    const ballot::Style* style = state.style();
    if (!style) return uses;
    for (const ballot::PotId& id : style->pots) {
        PotUse use;
        use.pot = state.round().find_pot(id);
        if (!use.pot) continue;
        for (const ballot::ProposalId& proposal_id : state.session.order) {
            const ballot::Proposal* proposal = state.round().find_proposal(proposal_id);
            if (!proposal || proposal->pot != id) continue;
            ++use.proposals;
            if (const auto vote = vote_for(state, proposal_id)) add_vote(use, *proposal, *vote);
        }
        if (use.pot->ballot.type == ballot::BallotType::ranking) {
            const ballot::Votes& votes = state.session.votes;
            std::sort(use.in_order.begin(), use.in_order.end(),
                      [&](const auto& a, const auto& b) { return votes.at(a) < votes.at(b); });
        }
        uses.push_back(std::move(use));
    }
    return uses;
}

std::optional<std::int64_t> vote_for(const State& state, const ballot::ProposalId& proposal) {
    const auto found = state.session.votes.find(proposal);
    if (found == state.session.votes.end()) return std::nullopt;
    return found->second;
}

std::optional<ballot::Finding> why_not(const State& state, const ballot::ProposalId& proposal,
                                       std::int64_t value) {
    const ballot::Style* style = state.style();
    if (!style) return std::nullopt;
    return refuses(state.round(), *style, state.session.votes, proposal, value);
}

std::string demo_card(const State& state) {
    if (!state.setup->demo) return {};
    const auto& cards = state.setup->demo->cards;
    const auto next = static_cast<std::size_t>(state.counts.cast);
    std::string bare;
    for (char c : next < cards.size() ? cards[next] : std::string())
        if (c != '-' && c != ' ') bare += c;
    return bare;
}

bool may_check(const State& state) {
    const Counts& counts = state.counts;
    return state.session.checks < state.round().checks_per_session &&
           counts.checked < counts.capacity;
}

bool is_choosing(const State& state) {
    const bool on_screen = state.screen == Screen::pitch || state.screen == Screen::ballot ||
                           state.screen == Screen::details || state.screen == Screen::compare;
    return on_screen && !state.session.notice && state.style() != nullptr;
}

bool voter_waits(const State& state) {
    const bool behind = state.screen == Screen::pin || state.screen == Screen::steward;
    return behind && state.style() != nullptr && state.session.receipt_code.empty();
}

bool is_ready(const State& state) {
    const ballot::Style* style = state.style();
    return style && validate(state.round(), *style, state.session.votes).empty();
}

const std::string& text_of(const State& state, const ballot::Texts& texts) {
    return texts.in(state.access.language);
}

const Language& language_of(const State& state) {
    static const Language english{"en", "English"};
    for (const Language& language : state.setup->languages)
        if (language.code == state.access.language) return language;
    return english;
}

std::string view_name(const State& state) {
    const auto& notice = state.session.notice;
    std::string name = std::to_string(static_cast<int>(state.screen)) + "/" +
                       std::to_string(static_cast<int>(state.steward.page)) + "/" +
                       (state.session.details ? state.session.details->text() : "") + "/" +
                       (state.session.pitch ? state.session.pitch->text() : "") + "/" +
                       state.access.language + "/" +
                       std::to_string(static_cast<int>(state.session.fault)) + "/" +
                       std::to_string(state.session.refusals) + ";";
    if (notice) name += "notice" + std::to_string(notice->swaps.size()) + ";";
    if (state.overlay != Overlay::none)
        name += std::to_string(static_cast<int>(state.overlay)) + ";";
    return name + (state.alert_since ? "alert;" : "");
}

}  // namespace tallystick::app
