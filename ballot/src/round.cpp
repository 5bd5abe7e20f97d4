// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/round.h>

#include <algorithm>

#include <crypto/checkpoint.h>
#include <crypto/note.h>
#include <crypto/sealing.h>

namespace tallystick::ballot {

namespace {

template <typename Item, typename Id>
const Item* find_by_id(const std::vector<Item>& items, const Id& id) {
    const auto at =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return at == items.end() ? nullptr : &*at;
}

std::size_t width(std::int64_t value) {
    return std::to_string(value).size();
}

// Bytes of the widest value that a vote for `proposal` can have.
std::size_t widest_value(const BallotRules& rules, const Proposal& proposal) {
    switch (rules.type) {
        case BallotType::approval:
        case BallotType::knapsack:
        case BallotType::choose_one:
            return 1;
        case BallotType::points:
            return width(rules.max_each > 0 ? std::min(rules.max_each, rules.total) : rules.total);
        case BallotType::score:
            return std::max(width(rules.lowest), width(rules.highest));
        case BallotType::ranking:
            return width(rules.max_chosen);
        case BallotType::amount:
            return width(proposal.cost.value());
        case BallotType::plus_minus:
            return std::max(width(rules.max_plus), 1 + width(rules.max_minus));
    }
    return 0;
}

// How many of the cheapest `proposals` fit into `limit`: no knapsack ballot lists more.
std::size_t most_that_fit(const std::vector<const Proposal*>& proposals, Pence limit) {
    std::vector<Pence> costs;
    costs.reserve(proposals.size());
    for (const Proposal* proposal : proposals) costs.push_back(proposal->cost);
    std::sort(costs.begin(), costs.end());
    Pence sum;
    std::size_t count = 0;
    while (count < costs.size() && costs[count] <= limit - sum) sum += costs[count++];
    return count;
}

std::size_t most_votes(const Pot& pot, const std::vector<const Proposal*>& proposals) {
    const BallotRules& rules = pot.ballot;
    std::size_t most = proposals.size();
    const auto at_most = [&](std::int64_t limit) {
        most = std::min(most, static_cast<std::size_t>(std::max<std::int64_t>(limit, 0)));
    };
    switch (rules.type) {
        case BallotType::approval:
        case BallotType::ranking:
            if (rules.max_chosen > 0) at_most(rules.max_chosen);
            break;
        case BallotType::knapsack:
            if (rules.max_chosen > 0) at_most(rules.max_chosen);
            most = std::min(most, most_that_fit(proposals, pot.limit));
            break;
        case BallotType::choose_one:
            at_most(1);
            break;
        case BallotType::points:
            at_most(rules.total);
            break;
        case BallotType::plus_minus:
            at_most(rules.max_plus + rules.max_minus);
            break;
        case BallotType::score:
        case BallotType::amount:
            break;
    }
    return most;
}

}  // namespace

bool is_language(std::string_view code) {
    if (code.ends_with("@easy")) code.remove_suffix(5);
    std::size_t letters = 0;
    for (; letters < code.size() && code[letters] >= 'a' && code[letters] <= 'z'; ++letters) {
    }
    if (letters < 2 || letters > 3) return false;
    if (letters == code.size()) return true;
    if (code[letters] != '-' || code.size() - letters < 3 || code.size() - letters > 9)
        return false;
    for (const char c : code.substr(letters + 1))
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return false;
    return true;
}

const std::string& Texts::in(std::string_view language) const {
    static const std::string nothing;
    const auto of = [&](std::string_view code) -> const std::string* {
        const auto at = by_language.find(std::string(code));
        return at == by_language.end() ? nullptr : &at->second;
    };
    if (const std::string* text = of(language)) return *text;
    if (const std::string* text = of(language.substr(0, language.find('@')))) return *text;
    if (const std::string* text = of("en")) return *text;
    return by_language.empty() ? nothing : by_language.begin()->second;
}

bool Texts::has(std::string_view language) const {
    return by_language.count(std::string(language)) != 0;
}

const Pot* Round::find_pot(const PotId& id) const {
    return find_by_id(pots, id);
}
const Style* Round::find_style(const StyleId& id) const {
    return find_by_id(styles, id);
}
const Proposal* Round::find_proposal(const ProposalId& id) const {
    return find_by_id(proposals, id);
}

std::vector<const Proposal*> Round::ballot_of(const Style& style) const {
    std::vector<const Proposal*> found;
    for (const PotId& pot : style.pots)
        for (const Proposal& proposal : proposals)
            if (proposal.pot == pot) found.push_back(&proposal);
    return found;
}

std::size_t Round::style_width() const {
    std::size_t widest = 0;
    for (const Style& style : styles) widest = std::max(widest, style.id.text().size());
    return widest;
}

std::int64_t block_size(const Round& round) {
    constexpr std::size_t longest_name = 32;
    const std::size_t fixed = std::string_view("tallystick/ballot/v1\n").size() +
                              std::string_view("round \n").size() + 64 +
                              std::string_view("kiosk \n").size() + longest_name +
                              std::string_view("id \n").size() + 32;
    std::size_t largest = 0;
    for (const Style& style : round.styles) {
        std::size_t size = fixed + std::string_view("style \n").size() + style.id.text().size();
        for (const PotId& id : style.pots) {
            const Pot* pot = round.find_pot(id);
            if (pot == nullptr) continue;
            std::vector<const Proposal*> proposals;
            for (const Proposal& proposal : round.proposals)
                if (proposal.pot == id) proposals.push_back(&proposal);
            std::vector<std::size_t> lines;
            lines.reserve(proposals.size());
            for (const Proposal* proposal : proposals)
                lines.push_back(std::string_view("vote  \n").size() + proposal->id.text().size() +
                                widest_value(pot->ballot, *proposal));
            std::sort(lines.rbegin(), lines.rend());
            lines.resize(most_votes(*pot, proposals));
            for (const std::size_t line : lines) size += line;
        }
        largest = std::max(largest, size);
    }
    const std::size_t key_name = crypto::log_origin(crypto::Digest{}, "").size() + longest_name;
    return static_cast<std::int64_t>(
        crypto::block_size_for(crypto::signed_note_size(largest, key_name)));
}

}  // namespace tallystick::ballot
