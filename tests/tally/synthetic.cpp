// SPDX-License-Identifier: GPL-3.0-or-later
#include "synthetic.h"

#include <algorithm>

#include <crypto/merkle.h>
#include <crypto/random.h>

namespace tallystick::test {

std::uint64_t Dice::next() {
    std::uint64_t mixed = m_state += 0x9e3779b97f4a7c15U;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
}

ballot::Votes random_votes(const ballot::Round& round, const ballot::Style& style, Dice& dice) {
    ballot::Votes votes;
    for (const auto& id : style.pots) {
        const ballot::Pot* pot = round.find_pot(id);
        std::vector<const ballot::Proposal*> open;
        for (const auto& proposal : round.proposals)
            if (proposal.pot == id) open.push_back(&proposal);
        const auto most =
            static_cast<std::size_t>(pot->ballot.max_chosen > 0 ? pot->ballot.max_chosen : 3);
        for (std::size_t choice = 0; choice < most && !open.empty(); ++choice) {
            // The smaller of two numbers: earlier proposals are liked better.
            const std::size_t pick = std::min(dice.below(open.size()), dice.below(open.size()));
            votes.emplace(open[pick]->id, 1);
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(pick));
        }
    }
    return votes;
}

crypto::Result<std::map<std::string, std::string>> vote(const ballot::RoundPack& pack,
                                                        const crypto::SigningKey& key,
                                                        const KioskPlan& plan) {
    struct Made {
        crypto::Digest leaf;
        std::string line;
    };
    Dice dice(plan.seed);
    std::vector<Made> made;
    made.reserve(plan.cards.size());
    for (const auto& code : plan.cards) {
        const crypto::CardKey card(code, pack.round.card_salt);
        const ballot::Style* style = pack.style_of(card.public_key());
        if (style == nullptr) return crypto::bad_data("a card that is not of this round");
        const auto seed = crypto::SecretBytes::random(crypto::ballot_seed_size);
        TALLYSTICK_TRY(sealed, ballot::make_envelope(
                                   pack, plan.kiosk, key, ballot::Holder::of_card(card), style->id,
                                   random_votes(pack.round, *style, dice), seed.view()));
        made.push_back({sealed.leaf, std::move(sealed.line)});
    }
    ballot::BundleParts parts;
    parts.state = plan.state;
    parts.certificate = plan.certificate;
    for (std::size_t begin = 0; begin < made.size(); begin += plan.epoch) {
        const std::size_t end = std::min(begin + plan.epoch, made.size());
        std::sort(made.begin() + static_cast<std::ptrdiff_t>(begin),
                  made.begin() + static_cast<std::ptrdiff_t>(end),
                  [](const Made& a, const Made& b) { return a.leaf < b.leaf; });
        parts.epochs.push_back(static_cast<std::int64_t>(end));
    }
    if (plan.state == ballot::BundleNote::State::closed)
        parts.events = {{1'778'342'400, ballot::EventCode::closed}};
    for (auto& envelope : made) parts.lines.push_back(std::move(envelope.line));
    return ballot::make_bundle(pack.round_id, plan.kiosk, parts, key);
}

}  // namespace tallystick::test
