// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be wrong with a round that parses, all at once and in words.
#include <algorithm>
#include <set>

#include <ballot/round.h>
#include <crypto/fields.h>
#include <crypto/lines.h>
#include <crypto/note.h>

#include "fault_list.h"

namespace tallystick::ballot {

namespace {

constexpr std::int64_t most_marks = 1'000'000;
// What a person can give at the kiosk: a token or a plus is one touch, and a score has a key of its
// own.
constexpr std::int64_t most_touches = 100;
// The sum over all ballots has to be counted: 9 * 10^7 of them fit 63 bits.
constexpr std::int64_t most_amount = 100'000'000'000;
constexpr std::size_t most_styles = 1'000;

class Faults : FaultList {
public:
    explicit Faults(const Round& round) : m_round(round) {}

    std::vector<std::string> all() {
        general();
        for (const Theme& theme : m_round.themes) one_theme(theme);
        pots();
        styles();
        proposals();
        for (std::string& fault : faults_of_count_options(m_round)) this->fault(std::move(fault));
        // Only a round whose parts fit together has a largest ballot.
        if (faults().empty() && m_round.block != block_size(m_round))
            fault("round: block is " + std::to_string(m_round.block) + ", expected " +
                  std::to_string(block_size(m_round)));
        return std::move(*this).take();
    }

private:
    void texts(const std::string& place, const Texts& texts, std::size_t most_bytes) {
        for (const auto& [language, text] : texts.by_language) {
            const std::string where = place + " (" + language + ")";
            unless(std::find(m_round.languages.begin(), m_round.languages.end(), language) !=
                       m_round.languages.end(),
                   where + ": the round does not have this language");
            if (text.empty()) fault(where + " is empty; leave it out instead");
            if (text.size() > most_bytes)
                fault(where + " has " + std::to_string(text.size()) + " bytes, expected at most " +
                      std::to_string(most_bytes));
            if (const auto good = crypto::check_characters(text); !good)
                fault(where + ": " + good.error().message);
        }
    }
    void needed_texts(const std::string& place, const Texts& given, std::size_t most_bytes) {
        texts(place, given, most_bytes);
        if (!m_round.languages.empty())
            unless(given.has(m_round.languages.front()),
                   place + " is missing in the first language, " + m_round.languages.front());
    }

    void general() {
        unless(!m_round.languages.empty(), "round: no language");
        std::set<std::string> seen;
        for (const std::string& language : m_round.languages) {
            unless(is_language(language),
                   "round: " + crypto::quoted(language) + " is no language code");
            unless(seen.insert(language).second, "round: language " + language + " twice");
        }
        needed_texts("round: title", m_round.title, 400);
        unless(
            m_round.currency.size() == 3 &&
                std::all_of(m_round.currency.begin(), m_round.currency.end(),
                            [](char c) { return c >= 'A' && c <= 'Z'; }),
            "round: currency is " + crypto::quoted(m_round.currency) + ", expected three capitals");
        in_range("round: fund", m_round.fund.value(), 1, Pence::max_pence);
        in_range("round: epoch", m_round.epoch, 8, 10'000);
        in_range("round: checks_per_session", m_round.checks_per_session, 0, 20);
        in_range("round: inactivity_seconds", m_round.inactivity_seconds, 120, 300);
        in_range("round: answer_seconds", m_round.answer_seconds, 20, 300);
        in_range("round: shares", m_round.shares, 1, 16);
        in_range("round: shares_needed", m_round.shares_needed, 1, m_round.shares);
        if (m_round.has_cards)
            unless(m_round.desk_cap == 0, "round: desk_cap is given, but the round has cards");
        else
            in_range("round: desk_cap", m_round.desk_cap, 1, 1'000'000);
        witnesses();
    }

    void witnesses() {
        std::set<std::string> names;
        for (const std::string& text : m_round.witnesses) {
            const auto key = crypto::VerifierKey::parse(text);
            if (!key) {
                fault("round: witness: " + key.error().message);
                continue;
            }
            unless(names.insert(key->name()).second, "round: witness " + key->name() + " twice");
        }
        unless(m_round.witnesses.size() < crypto::Note::most_signatures,
               "round: more than 15 witnesses");
        in_range("round: witness_quorum", m_round.witness_quorum, 0,
                 static_cast<std::int64_t>(m_round.witnesses.size()));
    }

    void one_theme(const Theme& theme) {
        const std::string place = "theme " + theme.id.text();
        unless(!theme.id.empty(), "theme without an id");
        unless(m_themes.insert(theme.id.text()).second, place + " twice");
        needed_texts(place + ": name", theme.name, 400);
    }

    void pots() {
        unless(!m_round.pots.empty(), "round: no pot");
        unless(m_round.pots.size() <= most_pots,
               "round: " + std::to_string(m_round.pots.size()) + " pots, expected at most 64");
        Pence sum;
        std::set<PotId> seen;
        for (const Pot& pot : m_round.pots) {
            const std::string place = "pot " + pot.id.text();
            unless(!pot.id.empty(), "pot without an id");
            unless(seen.insert(pot.id).second, place + " twice");
            needed_texts(place + ": name", pot.name, 400);
            in_range(place + ": limit", pot.limit.value(), 1, Pence::max_pence);
            if (pot.limit.value() > 0 && pot.limit.value() <= Pence::max_pence) sum += pot.limit;
            unless(pot.accent.empty() || crypto::is_slug(pot.accent),
                   place + ": accent is no name: " + crypto::quoted(pot.accent));
            ballot_rules(place, pot);
            leftover(place, pot);
        }
        unless(sum == m_round.fund, "round: the pots sum to " + sum.text_in(m_round.currency) +
                                        ", expected the fund, " +
                                        m_round.fund.text_in(m_round.currency));
    }

    // Pots are counted in their order, so what is left can only go to a later one.
    void leftover(const std::string& place, const Pot& pot) {
        if (!pot.leftover_to) return;
        const Pot* to = m_round.find_pot(*pot.leftover_to);
        if (to == nullptr)
            return fault(place + ": leftover_to names no pot: " + pot.leftover_to->text());
        if (to == &pot) return fault(place + ": money left over goes round in a ring");
        unless(to > &pot, place + ": leftover_to is pot " + to->id.text() +
                              ", expected a pot that stands after it: pots are counted in order");
    }

    void ballot_rules(const std::string& place, const Pot& pot) {
        const BallotRules& rules = pot.ballot;
        const auto here =
            std::count_if(m_round.proposals.begin(), m_round.proposals.end(),
                          [&](const Proposal& proposal) { return proposal.pot == pot.id; });
        unless(here > 0, place + ": no proposal is in it");
        switch (rules.type) {
            case BallotType::approval:
            case BallotType::knapsack:
                in_range(place + ": max", rules.max_chosen, 0, here);
                in_range(place + ": min", rules.min_chosen, 0,
                         rules.max_chosen > 0 ? rules.max_chosen : here);
                if (rules.type == BallotType::knapsack) least_is_affordable(place, pot);
                break;
            case BallotType::choose_one:
                break;
            case BallotType::points:
                in_range(place + ": total", rules.total, 1, most_touches);
                in_range(place + ": max_each", rules.max_each, 0, rules.total);
                in_range(place + ": min", rules.min_chosen, 0, std::min(here, rules.total));
                if (rules.exactly_all && rules.max_each > 0)
                    unless(rules.max_each * here >= rules.total,
                           place + ": the points cannot all be given");
                break;
            case BallotType::score:
                in_range(place + ": lowest", rules.lowest, -most_marks, most_marks);
                in_range(place + ": highest", rules.highest, rules.lowest + 1,
                         std::min(rules.lowest + most_touches, most_marks));
                break;
            case BallotType::ranking:
                in_range(place + ": max", rules.max_chosen, 1, here);
                break;
            case BallotType::amount:
                break;
            case BallotType::plus_minus:
                in_range(place + ": max_plus", rules.max_plus, 1, most_touches);
                in_range(place + ": max_minus", rules.max_minus, 0, most_touches);
                break;
        }
    }

    // The cheapest proposals, as many as have to be chosen, must fit the pot together.
    void least_is_affordable(const std::string& place, const Pot& pot) {
        std::vector<Pence> costs;
        for (const Proposal& proposal : m_round.proposals)
            if (proposal.pot == pot.id && proposal.cost <= pot.limit)
                costs.push_back(proposal.cost);
        std::sort(costs.begin(), costs.end());
        const std::int64_t least = pot.ballot.min_chosen;
        std::int64_t fit = 0;
        for (Pence left = pot.limit; fit < static_cast<std::int64_t>(costs.size()); ++fit) {
            const Pence cost = costs[static_cast<std::size_t>(fit)];
            if (cost > left) break;
            left -= cost;
        }
        unless(least <= fit, place + ": min is " + std::to_string(least) + ", expected at most " +
                                 std::to_string(fit) + ": no more of its proposals fit " +
                                 pot.limit.text_in(m_round.currency) +
                                 " together; lower min, or raise the pot's limit");
    }

    void styles() {
        unless(!m_round.styles.empty(), "round: no ballot style");
        unless(m_round.styles.size() <= most_styles, "round: more than 1000 styles");
        std::set<StyleId> seen;
        std::set<PotId> reached;
        for (const Style& style : m_round.styles) {
            const std::string place = "style " + style.id.text();
            unless(!style.id.empty(), "style without an id");
            unless(seen.insert(style.id).second, place + " twice");
            needed_texts(place + ": name", style.name, 400);
            unless(!style.pots.empty(), place + ": no pot");
            std::set<PotId> once;
            for (const PotId& pot : style.pots) {
                unless(m_round.find_pot(pot) != nullptr, place + ": no pot named " + pot.text());
                unless(once.insert(pot).second, place + ": pot " + pot.text() + " twice");
                reached.insert(pot);
            }
            in_range(place + ": cards", style.cards, m_round.has_cards ? 1 : 0,
                     m_round.has_cards ? 10'000'000 : 0);
        }
        for (const Pot& pot : m_round.pots)
            unless(reached.count(pot.id) != 0, "pot " + pot.id.text() + ": no style has it");
    }

    void proposals() {
        unless(static_cast<std::int64_t>(m_round.proposals.size()) <= most_proposals,
               "round: more than 1000 proposals");
        std::set<ProposalId> seen;
        std::int64_t last_number = 0;
        for (const Proposal& proposal : m_round.proposals) {
            const std::string place = "proposal " + proposal.id.text();
            unless(!proposal.id.empty(), "proposal without an id");
            unless(seen.insert(proposal.id).second, place + " twice");
            in_range(place + ": number", proposal.number, last_number + 1, 99'999);
            last_number = std::max(last_number, proposal.number);
            proposal_texts(place, proposal);
            proposal_money(place, proposal);
            unless(proposal.theme.empty() || m_themes.count(proposal.theme) != 0,
                   place + ": no theme named " + crypto::quoted(proposal.theme));
            unless(proposal.picture.empty() || crypto::is_path(proposal.picture),
                   place + ": picture is no path: " + crypto::quoted(proposal.picture));
        }
    }

    void proposal_texts(const std::string& place, const Proposal& proposal) {
        needed_texts(place + ": title", proposal.title, 600);
        needed_texts(place + ": summary", proposal.summary, 2'000);
        texts(place + ": text", proposal.text, 20'000);
        texts(place + ": place", proposal.place, 400);
        texts(place + ": picture_alt", proposal.picture_alt, 1'000);
        if (const auto good = crypto::check_characters(proposal.proposer); !good)
            fault(place + ": proposer: " + good.error().message);
        unless(proposal.proposer.size() <= 400, place + ": proposer is longer than 400 bytes");
    }

    void proposal_money(const std::string& place, const Proposal& proposal) {
        in_range(place + ": cost", proposal.cost.value(), 1, Pence::max_pence);
        const Pot* pot = m_round.find_pot(proposal.pot);
        unless(pot != nullptr, place + ": no pot named " + proposal.pot.text());
        const bool part = m_round.count.on_misfit == "part-fund";
        if (pot != nullptr && !part)
            unless(proposal.cost <= pot->limit,
                   place + ": cost " + proposal.cost.text_in(m_round.currency) +
                       " is more than its pot, " + pot->limit.text_in(m_round.currency));
        const std::int64_t least = proposal.amount_min.value();
        const std::int64_t step = proposal.amount_step.value();
        const bool amounts = pot != nullptr && pot->ballot.type == BallotType::amount;
        if (amounts) in_range(place + ": cost", proposal.cost.value(), 1, most_amount);
        if (!amounts && least == 0 && step == 0) return;
        in_range(place + ": amount_min", least, 1,
                 std::max<std::int64_t>(proposal.cost.value(), 1));
        in_range(place + ": amount_step", step, 1,
                 std::max<std::int64_t>(proposal.cost.value(), 1));
        if (least >= 1 && step >= 1 && proposal.cost.value() >= least)
            unless((proposal.cost.value() - least) % step == 0,
                   place + ": cost is not amount_min plus whole steps");
    }

    const Round& m_round;
    std::set<std::string> m_themes;
};

}  // namespace

std::vector<std::string> faults_of(const Round& round) {
    return Faults(round).all();
}

}  // namespace tallystick::ballot
