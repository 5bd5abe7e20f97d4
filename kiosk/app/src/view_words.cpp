// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences that follow from the state: what is still needed, and why something cannot be.
#include <algorithm>

#include <app/strings.h>
#include <app/view.h>

namespace tallystick::app {
namespace {

using ballot::BallotType;
using ballot::Reason;

std::string pot_name(const State& state, const ballot::PotId& id) {
    const ballot::Pot* pot = state.round().find_pot(id);
    return pot ? text_of(state, pot->name) : std::string();
}

std::string title_of(const State& state, const std::optional<ballot::ProposalId>& id) {
    const ballot::Proposal* proposal = id ? state.round().find_proposal(*id) : nullptr;
    return proposal ? text_of(state, proposal->title) : std::string();
}

std::string pounds(const State& state, std::int64_t pence) {
    return money(ballot::Pence(pence), state.round().currency);
}

std::string too_many(const State& state, const ballot::Finding& finding) {
    const std::string pot = pot_name(state, finding.pot);
    const ballot::Pot* found = state.round().find_pot(finding.pot);
    // Which marks: the others may be left.
    if (found && found->ballot.type == BallotType::plus_minus)
        return tr("At most: {plus}.", {{"plus", vote_in_words(state, *found, finding.limit)}});
    return trn("{pot}: you can choose no more than {count} proposal. Take one out first.",
               "{pot}: you can choose no more than {count} proposals. Take one out first.",
               finding.limit, {{"pot", pot}});
}

std::string out_of_range(const State& state, const ballot::Finding& finding) {
    const std::string title = title_of(state, finding.proposal);
    return tr("This value is not possible for “{title}”. Use the buttons to change it.",
              {{"title", title}});
}

std::string unfinished(const State& state) {
    const ballot::Style* style = state.style();
    if (!style) return {};
    // All that is missing, as review lists it, where it is in more than one pot.
    const auto missing = scores_missing(state);
    const auto elsewhere = [&](const ballot::ProposalId& id) {
        return state.round().find_proposal(id)->pot !=
               state.round().find_proposal(missing.front())->pot;
    };
    if (std::any_of(missing.begin(), missing.end(), elsewhere))
        return trn("Score {count} more proposal.", "Score {count} more proposals.",
                   static_cast<std::int64_t>(missing.size()));
    for (const ballot::Finding& finding : validate(state.round(), *style, state.session.votes))
        return reason_in_words(state, finding);
    return {};
}

}  // namespace

std::string reason_in_words(const State& state, const ballot::Finding& finding) {
    const std::string pot = pot_name(state, finding.pot);
    switch (finding.reason) {
        case Reason::unknown_proposal:
        case Reason::not_on_ballot:
            return tr("This proposal is not on your ballot.");
        case Reason::bad_value:
        case Reason::out_of_range:
            return out_of_range(state, finding);
        case Reason::too_many:
            return too_many(state, finding);
        case Reason::too_few:
            return trn("{pot}: choose {count} more proposal.",
                       "{pot}: choose {count} more proposals.", finding.limit - finding.found,
                       {{"pot", pot}});
        case Reason::over_pot:
            return tr("{pot}: this would cost {found}. There is {limit}. Take something out first.",
                      {{"found", pounds(state, finding.found)},
                       {"limit", pounds(state, finding.limit)},
                       {"pot", pot}});
        case Reason::too_many_points:
            return trn("{pot}: you have given away your {count} token. Take it back first.",
                       "{pot}: you have given away all {count} tokens. Take one back first.",
                       finding.limit, {{"pot", pot}});
        case Reason::points_left:
            return trn("{pot}: give away {count} more token.",
                       "{pot}: give away {count} more tokens.", finding.limit - finding.found,
                       {{"pot", pot}});
        case Reason::too_many_on_one:
            return trn("You can give one proposal no more than {count} token.",
                       "You can give one proposal no more than {count} tokens.", finding.limit);
        case Reason::missing_score:
            return trn("{pot}: score {count} more proposal.",
                       "{pot}: score {count} more proposals.",
                       std::max<std::int64_t>(finding.limit - finding.found, 1), {{"pot", pot}});
        case Reason::minus_before_plus:
            return tr("{pot}: give a plus first. Then you can give a minus.", {{"pot", pot}});
        case Reason::blank:
            return tr("You chose nothing at all. Choose at least one proposal.");
    }
    return {};
}

std::string still_needed(const State& state) {
    switch (state.screen) {
        case Screen::waiting:
        case Screen::pin:
        case Screen::steward:
            return {};
        case Screen::welcome:
            return tr("Touch to begin");
        case Screen::card:
            return state.session.card == CardStep::checking
                       ? tr("Your card is being checked…")
                       : tr("Your voting card is still needed.");
        case Screen::desk:
            return tr("The steward chooses your ballot.");
        case Screen::how:
            return tr("Your vote is not cast yet. Go on to the proposals.");
        case Screen::pitch:
        case Screen::details:
        case Screen::compare:
            if (!is_ready(state)) return unfinished(state);
            // From here one goes back to the list; its button leads on.
            return tr("Your vote is not cast yet.");
        case Screen::ballot:
            if (!is_ready(state)) return unfinished(state);
            if (state.session.votes.empty()) return tr("Choose a proposal first, or go on.");
            return tr("Your vote is not cast yet. Go on to check your choices.");
        case Screen::review:
            if (!is_ready(state)) return unfinished(state);
            return tr("Your vote is not cast yet. Touch “Yes, cast my vote”.");
        case Screen::casting:
            return tr("Your vote is being stored…");
        case Screen::checked:
            return tr("Your vote is not cast yet. Go back to it.");
        case Screen::done:
            return tr("Your vote is in");
        case Screen::trouble:
            return trouble_in_words(state);
    }
    return {};
}

std::string still_needed_in_short(const State& state) {
    const bool only_to_go_on =
        state.screen == Screen::how || state.screen == Screen::checked ||
        state.screen == Screen::pitch ||  // the keys themselves ask for the score
        (is_ready(state) && !state.session.votes.empty() && state.screen == Screen::ballot) ||
        (is_ready(state) && state.screen == Screen::review);
    if (only_to_go_on) return tr("Your vote is not cast yet.");
    return state.screen == Screen::trouble ? trouble_title(state) : still_needed(state);
}

namespace {

std::string at_least(std::int64_t proposals) {
    return trn("At least {count} proposal.", "At least {count} proposals.", proposals);
}

std::string at_most(std::int64_t proposals) {
    return trn("At most {count} proposal.", "At most {count} proposals.", proposals);
}

// What the sentence of what to do leaves out; a voter should not have to meet a limit to know it.
std::vector<std::string> limits_in_words(const ballot::BallotRules& rules) {
    std::vector<std::string> limits;
    const bool exact = rules.type == BallotType::approval && rules.min_chosen == rules.max_chosen;
    if (rules.min_chosen > 0 && !exact) limits.push_back(at_least(rules.min_chosen));
    if (rules.type == BallotType::ranking && rules.exactly_all)
        limits.push_back(at_least(rules.max_chosen));
    if (rules.type == BallotType::knapsack && rules.max_chosen > 0)
        limits.push_back(at_most(rules.max_chosen));
    if (rules.type == BallotType::points && rules.max_each > 0 && rules.max_each < rules.total)
        limits.push_back(trn("You can give one proposal no more than {count} token.",
                             "You can give one proposal no more than {count} tokens.",
                             rules.max_each));
    if (rules.type == BallotType::score && rules.lowest < rules.highest)
        limits.push_back(
            tr("{highest} means you like it most.", {{"highest", number(rules.highest)}}));
    if (rules.type == BallotType::plus_minus && rules.max_minus == 0)
        limits.push_back(tr("At most: {plus}.",
                            {{"plus", trn("{count} plus", "{count} plus", rules.max_plus)}}));
    if (rules.type == BallotType::plus_minus && rules.max_minus > 0)
        limits.push_back(tr("At most: {plus}, {minus}.",
                            {{"plus", trn("{count} plus", "{count} plus", rules.max_plus)},
                             {"minus", trn("{count} minus", "{count} minus", rules.max_minus)}}));
    return limits;
}

std::string what_to_do(const State& state, const ballot::Pot& pot) {
    const ballot::BallotRules& rules = pot.ballot;
    const std::string name = text_of(state, pot.name);
    switch (rules.type) {
        case BallotType::approval:
            if (rules.max_chosen == 0)
                return tr("{pot}: choose the proposals you want.", {{"pot", name}});
            if (rules.min_chosen == rules.max_chosen)
                return trn("{pot}: choose exactly {count} proposal.",
                           "{pot}: choose exactly {count} proposals.", rules.max_chosen,
                           {{"pot", name}});
            return trn("{pot}: choose up to {count} proposal.",
                       "{pot}: choose up to {count} proposals.", rules.max_chosen, {{"pot", name}});
        case BallotType::knapsack:
            return tr("{pot}: choose proposals that cost no more than {limit} together.",
                      {{"pot", name}, {"limit", money(pot.limit, state.round().currency)}});
        case BallotType::points:
            return trn("{pot}: give your {count} token to the proposals you like.",
                       "{pot}: share out {count} tokens among the proposals you like.", rules.total,
                       {{"pot", name}});
        case BallotType::score:
            return tr("{pot}: give each proposal a score from {lowest} to {highest}.",
                      {{"pot", name},
                       {"lowest", number(rules.lowest)},
                       {"highest", number(rules.highest)}});
        case BallotType::ranking:
            return trn("{pot}: touch the {count} proposal you like best.",
                       "{pot}: touch up to {count} proposals, the one you like best first.",
                       rules.max_chosen, {{"pot", name}});
        case BallotType::choose_one:
            return tr("{pot}: choose one proposal.", {{"pot", name}});
        case BallotType::amount:
            return tr("{pot}: choose proposals, and how much money each should get.",
                      {{"pot", name}});
        case BallotType::plus_minus:
            if (rules.max_minus == 0)
                return tr("{pot}: give a plus to what you want.", {{"pot", name}});
            return tr("{pot}: give a plus to what you want. Then you can give a minus.",
                      {{"pot", name}});
    }
    return {};
}

}  // namespace

std::string how_to(const State& state, const ballot::Pot& pot) {
    std::string words = what_to_do(state, pot);
    // No space stands between sentences in Chinese.
    for (const std::string& limit : limits_in_words(pot.ballot))
        words += (current_language() == "zh" ? "" : " ") + limit;
    return words;
}

namespace {

std::string full_in_words() {
    return tr(
        "This kiosk is full. Your vote is not counted. You can use your card again. Please ask a "
        "steward for another kiosk.");
}

}  // namespace

std::string card_fault_in_words(CardFault fault) {
    switch (fault) {
        case CardFault::none:
            return {};
        case CardFault::mistyped:
            return tr("One character may be wrong. Please compare the code with your card.");
        case CardFault::unknown:
            return tr("This card is not for this vote. Please ask a steward.");
        case CardFault::used:
            return tr("This card has been used. Each card votes once. Please ask a steward.");
        case CardFault::unreadable:
            return tr("That was not a voting card. Please try again, or type the 18 characters.");
        case CardFault::box_failed:
            return tr("This kiosk cannot take votes now. Please ask a steward for another one.");
        case CardFault::own:
            return tr("You have already voted with this card. There is nothing more to do.");
        case CardFault::full:
            return full_in_words();
    }
    return {};
}

std::string trouble_title(const State& state) {
    return state.trouble == Trouble::check_failed ? tr("Your vote is not cast yet.")
                                                  : tr("Your vote is not stored");
}

std::string trouble_in_words(const State& state) {
    const bool card = state.round().has_cards;
    switch (state.trouble) {
        case Trouble::none:
            return {};
        case Trouble::no_room:
            return card ? full_in_words()
                        : tr("This kiosk is full. Your vote is not counted. Please ask a steward "
                             "for another kiosk.");
        case Trouble::disk_full:
        case Trouble::box_failed:
        case Trouble::seal_failed:
            return card ? tr("Your vote could not be stored. It is not counted. You can use your "
                             "card again. Please call a steward.")
                        : tr("Your vote could not be stored. It is not counted. Please call a "
                             "steward.");
        case Trouble::check_failed:
            return tr(
                "The kiosk could not be tested. Your choices are kept, and you can still "
                "cast your vote.");
    }
    return {};
}

std::string vote_in_words(const State& state, const ballot::Pot& pot, std::int64_t value) {
    switch (pot.ballot.type) {
        case BallotType::approval:
        case BallotType::knapsack:
        case BallotType::choose_one:
            return tr("In your vote");
        case BallotType::points:
            return trn("{count} token", "{count} tokens", value);
        case BallotType::score:
            return tr("Score {score} of {highest}",
                      {{"score", number(value)}, {"highest", number(pot.ballot.highest)}});
        case BallotType::ranking:
            return tr("Place {rank}", {{"rank", number(value)}});
        case BallotType::amount:
            return pounds(state, value);
        case BallotType::plus_minus:
            return value > 0 ? trn("{count} plus", "{count} plus", value)
                             : trn("{count} minus", "{count} minus", -value);
    }
    return {};
}

}  // namespace tallystick::app
