// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/changes.h>

#include <algorithm>

#include <app/strings.h>
#include <app/view.h>

namespace tallystick::app {
namespace {

// Taking the first place out of a ranking moves all others; who waits for ten sentences hears none.
constexpr std::size_t most_named = 2;
constexpr std::size_t most_found = 3;

std::optional<std::int64_t> value_in(const ballot::Votes& votes, const ballot::ProposalId& id) {
    const auto found = votes.find(id);
    return found == votes.end() ? std::nullopt : std::optional(found->second);
}

// "Juice bar, 3 tokens", "Juice bar, Not in your vote"
void name_votes(const Choices& before, const State& now, std::string_view said_before,
                std::vector<std::string>& sentences) {
    const ballot::Votes& votes = now.session.votes;
    for (const ballot::ProposalId& id : now.session.order) {
        const auto value = value_in(votes, id);
        if (value == value_in(before.votes, id) || sentences.size() == most_named) continue;
        const ballot::Proposal& proposal = *now.round().find_proposal(id);
        const std::string& title = text_of(now, proposal.title);
        if (said_before.find(title) != said_before.npos) continue;
        const ballot::Pot& pot = *now.round().find_pot(proposal.pot);
        sentences.push_back(title + ", " +
                            (value ? vote_in_words(now, pot, *value) : tr("Not in your vote")));
    }
}

// "North: 2 of 3 chosen", of the pots that it changed.
void name_pots(const Choices& before, const State& now, std::vector<std::string>& sentences) {
    for (const PotUse& use : pots_in_use(now)) {
        const auto& proposals = now.round().proposals;
        const bool changed = std::any_of(proposals.begin(), proposals.end(), [&](const auto& one) {
            return one.pot == use.pot->id &&
                   value_in(before.votes, one.id) != value_in(now.session.votes, one.id);
        });
        if (!changed) continue;
        sentences.push_back(pot_line(now, use));
    }
}

// "12", "2 proposals fit", and their names when they are few: is it the one that was sought?
void name_found(const Choices& before, const State& now, std::vector<std::string>& sentences) {
    const Browse& browse = now.session.browse;
    if (browse.number != before.browse.number && !browse.number.empty())
        sentences.push_back(browse.number);
    const auto found = visible_proposals(now);
    if (found.empty()) return sentences.push_back(tr("No proposal fits what you chose above."));
    sentences.push_back(trn("{count} proposal fits", "{count} proposals fit",
                            static_cast<std::int64_t>(found.size())));
    const auto name = [&](const ballot::Proposal& one) {
        sentences.push_back(tr("No. {number}", {{"number", std::to_string(one.number)}}) + ", " +
                            text_of(now, one.title));
    };
    // Of many the one with the number itself, which stands first.
    if (found.size() > most_found && std::to_string(found.front()->number) == browse.number)
        name(*found.front());
    if (found.size() > most_found) return;
    for (const ballot::Proposal* one : found) name(*one);
}

// "A, 9 characters to go": the keys say what they are, a keyboard does not.
std::string name_typed(const Choices& before, const Session& session) {
    std::string sentence;
    for (std::size_t i = before.typed; i < session.typed.size(); ++i)
        sentence += std::string(1, session.typed[i]) + ", ";
    return sentence + characters_to_go(session);
}

// Where the list was left, is no other list.
bool same_list(Browse one, const Browse& other) {
    one.first = other.first;
    return one == other;
}

}  // namespace

Choices choices_of(const State& state) {
    return {state.session.votes, state.session.browse, state.session.typed.size()};
}

std::vector<std::string> changes_in_words(const Choices& before, const State& now,
                                          std::string_view said_before) {
    std::vector<std::string> sentences;
    if (before.votes != now.session.votes) {
        name_votes(before, now, said_before, sentences);
        name_pots(before, now, sentences);
    }
    if (!same_list(before.browse, now.session.browse)) name_found(before, now, sentences);
    const bool typing = now.screen == Screen::card && now.session.card == CardStep::entering;
    if (typing && before.typed != now.session.typed.size())
        sentences.push_back(name_typed(before, now.session));
    return sentences;
}

std::string characters_to_go(const Session& session) {
    const auto left = static_cast<std::int64_t>(card_characters - session.typed.size());
    return trn("{count} character to go", "{count} characters to go", left);
}

}  // namespace tallystick::app
