// SPDX-License-Identifier: GPL-3.0-or-later
#include "ties.h"

#include <numeric>
#include <string>

#include <crypto/digest.h>

namespace tallystick::rules {
namespace {

// SHA-256("tallystick/tie/v1\n" seed "\n" round id "\n" project), docs/RULES.md "Ties".
std::vector<crypto::Digest> lots(const Instance& instance, const RuleSpec& spec) {
    std::vector<crypto::Digest> drawn;
    drawn.reserve(instance.size());
    for (const Project& project : instance.projects())
        drawn.push_back(crypto::sha256("tallystick/tie/v1\n" + spec.seed + "\n" + spec.round_id +
                                       "\n" + project.id));
    return drawn;
}

template <typename Key>
void sort_by(std::vector<ProjectIndex>& order, const Key& key) {
    std::sort(order.begin(), order.end(),
              [&](ProjectIndex left, ProjectIndex right) { return key(left) < key(right); });
}

}  // namespace

TieOrder::TieOrder(const Instance& instance, const Profile& profile, const RuleSpec& spec) {
    std::vector<ProjectIndex> order(instance.size());
    std::iota(order.begin(), order.end(), ProjectIndex{0});
    const auto id = [&](ProjectIndex at) -> std::string_view { return instance.project(at).id; };
    switch (spec.ties) {
        case TieRule::file:
            break;
        case TieRule::id:
        case TieRule::refuse:
            sort_by(order, id);
            break;
        case TieRule::cost:
            sort_by(order,
                    [&](ProjectIndex at) { return std::pair(instance.project(at).cost, id(at)); });
            break;
        case TieRule::votes:
            sort_by(order, [&](ProjectIndex at) {
                return std::pair(-profile.support()[at].ballots, id(at));
            });
            break;
        case TieRule::lot: {
            const std::vector<crypto::Digest> drawn = lots(instance, spec);
            sort_by(order, [&](ProjectIndex at) { return std::pair(drawn[at], id(at)); });
            break;
        }
    }
    m_places.resize(order.size());
    for (std::size_t at = 0; at < order.size(); ++at)
        m_places[order[at]] = static_cast<std::uint32_t>(at);
}

}  // namespace tallystick::rules
