// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with how a round is to be counted. A count that would refuse the round after its
// ballots are opened must refuse it here, before there are any.
#include <algorithm>
#include <map>
#include <set>

#include <crypto/fields.h>
#include <crypto/lines.h>

#include "fault_list.h"

namespace tallystick::ballot {

namespace {

constexpr std::int64_t most_votes = 1'000'000'000;

bool is_option(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ',';
    });
}

class CountFaults : FaultList {
public:
    explicit CountFaults(const Round& round) : m_round(round) {}

    std::vector<std::string> all() {
        words();
        exclusive();
        funded_already();
        for (const CategoryLimit& limit : m_round.count.categories) category(limit);
        return std::move(*this).take();
    }

private:
    void words() {
        const CountOptions& options = m_round.count;
        unless(crypto::is_slug(options.rule),
               "count: rule is no name: " + crypto::quoted(options.rule));
        unless(options.on_misfit == "skip" || options.on_misfit == "stop" ||
                   options.on_misfit == "part-fund",
               "count: on_misfit is " + crypto::quoted(options.on_misfit) +
                   ", expected skip, stop or part-fund");
        for (const std::string* text :
             {&options.score, &options.utility, &options.completion, &options.ties})
            unless(is_option(*text), "count: not a word: " + crypto::quoted(*text));
        unless(!options.ties.empty(), "count: ties is missing");
        if (options.threshold_votes)
            in_range("count: threshold_votes", *options.threshold_votes, 1, most_votes);
        if (options.threshold_permille)
            in_range("count: threshold_permille", *options.threshold_permille, 1, 1'000);
    }

    void known(const ProposalId& id, const std::string& place) {
        unless(m_round.find_proposal(id) != nullptr, place + ": no proposal " + id.text());
    }

    void exclusive() {
        for (const auto& set : m_round.count.exclusive) {
            unless(set.size() >= 2, "count: exclusive: a set has fewer than two proposals");
            unless(std::set<ProposalId>(set.begin(), set.end()).size() == set.size(),
                   "count: exclusive: a proposal twice in a set");
            for (const ProposalId& id : set) known(id, "count: exclusive");
        }
    }

    // They are paid before anything else, out of their own pot.
    void funded_already() {
        const std::string place = "count: funded_already";
        std::set<ProposalId> once;
        std::map<PotId, Pence> paid;
        for (const ProposalId& id : m_round.count.funded_already) {
            known(id, place);
            unless(once.insert(id).second, place + ": " + id.text() + " twice");
            const Proposal* proposal = m_round.find_proposal(id);
            if (proposal != nullptr && proposal->cost.value() <= Pence::max_pence)
                paid[proposal->pot] += proposal->cost;
        }
        for (const Pot& pot : m_round.pots)
            unless(paid[pot.id] <= pot.limit, place + ": in pot " + pot.id.text() + " they cost " +
                                                  paid[pot.id].text_in(m_round.currency) +
                                                  ", expected at most its limit, " +
                                                  pot.limit.text_in(m_round.currency));
    }

    void category(const CategoryLimit& limit) {
        const std::string place = "count: categories: " + limit.theme;
        unless(std::any_of(m_round.themes.begin(), m_round.themes.end(),
                           [&](const Theme& theme) { return theme.id.text() == limit.theme; }),
               "count: categories: no theme named " + crypto::quoted(limit.theme));
        const std::int64_t most = limit.most_count.value_or(most_proposals);
        if (limit.most_count) in_range(place + ": most_count", most, 0, most_proposals);
        if (limit.least_count) in_range(place + ": least_count", *limit.least_count, 0, most);
        const std::int64_t money = limit.most_money.value_or(Pence(Pence::max_pence)).value();
        if (limit.most_money) in_range(place + ": most_money", money, 0, Pence::max_pence);
        if (limit.least_money)
            in_range(place + ": least_money", limit.least_money->value(), 0, money);
    }

    const Round& m_round;
};

}  // namespace

std::vector<std::string> faults_of_count_options(const Round& round) {
    return CountFaults(round).all();
}

}  // namespace tallystick::ballot
