// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/instance.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include <ballot/round.h>

namespace tallystick::rules {
namespace {

using crypto::bad_data;
using crypto::Result;

Result<void> check_money(const std::string& whose, Money amount) {
    if (amount >= 0 && amount <= max_money) return {};
    return bad_data(whose + ": expected an amount from 0 to " + std::to_string(max_money) +
                    ", found " + std::to_string(amount));
}

Result<void> check_projects(const std::vector<Project>& projects, std::size_t pots) {
    if (projects.size() > max_projects)
        return bad_data("expected at most " + std::to_string(max_projects) + " projects, found " +
                        std::to_string(projects.size()));
    std::unordered_set<std::string_view> seen;
    for (const Project& project : projects) {
        if (project.id.empty()) return bad_data("a project has no id");
        if (!seen.insert(project.id).second)
            return bad_data("project '" + project.id + "' stands twice");
        TALLYSTICK_CHECK(check_money("cost of project '" + project.id + "'", project.cost));
        if (project.pot >= pots)
            return bad_data("project '" + project.id + "' is in a pot that does not exist");
        if (project.partial && (project.partial->step < 1 || project.partial->minimum < 0))
            return bad_data("project '" + project.id + "': a part needs a step of at least 1");
    }
    return {};
}

Result<void> check_pots(const std::vector<Pot>& pots) {
    if (pots.empty() || pots.size() > ballot::most_pots)
        return bad_data("expected 1 to " + std::to_string(ballot::most_pots) + " pots, found " +
                        std::to_string(pots.size()));
    for (std::size_t at = 0; at < pots.size(); ++at) {
        TALLYSTICK_CHECK(check_money("limit of pot '" + pots[at].id + "'", pots[at].limit));
        const auto& to = pots[at].leftover_to;
        if (to && (*to <= at || *to >= pots.size()))
            return bad_data(
                "money left in pot '" + pots[at].id + "' must go to a pot that is counted after it",
                "put the pot that receives it further down");
    }
    return {};
}

Result<void> check_conditions(const Conditions& conditions, std::size_t projects) {
    const auto known = [&](ProjectIndex index) { return index < projects; };
    for (const auto& set : conditions.exclusive)
        if (!std::all_of(set.begin(), set.end(), known))
            return bad_data("an exclusive set names a project that does not exist");
    if (!std::all_of(conditions.fixed.begin(), conditions.fixed.end(), known))
        return bad_data("the projects already funded name one that does not exist");
    const auto& share = conditions.threshold.ballots;
    if (share && (share->denominator < 1 || share->numerator < 0 ||
                  share->denominator > 1'000'000 || share->numerator > share->denominator))
        return bad_data("a threshold must be a share of the ballots from 0 to 1");
    return {};
}

}  // namespace

Money Currency::major_unit() const {
    Money unit = 1;
    for (unsigned place = 0; place < decimals; ++place) unit *= 10;
    return unit;
}

std::string Currency::text(Money amount) const {
    if (amount < 0) return "-" + text(-amount);
    const Money unit = major_unit();
    std::string text = std::to_string(amount / unit);
    if (amount % unit == 0) return text;
    std::string rest = std::to_string(amount % unit);
    rest.insert(0, decimals - rest.size(), '0');
    rest.erase(rest.find_last_not_of('0') + 1);
    return text + "." + rest;
}

Result<Instance> Instance::create(std::vector<Project> projects, std::vector<Pot> pots,
                                  Currency currency, Conditions conditions) {
    TALLYSTICK_CHECK(check_pots(pots));
    TALLYSTICK_CHECK(check_projects(projects, pots.size()));
    TALLYSTICK_CHECK(check_conditions(conditions, projects.size()));
    Instance instance;
    instance.m_projects = std::move(projects);
    instance.m_pots = std::move(pots);
    instance.m_currency = std::move(currency);
    instance.m_conditions = std::move(conditions);
    return instance;
}

Money Instance::budget() const {
    Money sum = 0;
    for (const Pot& pot : m_pots) sum += pot.limit;
    return sum;
}

std::optional<ProjectIndex> Instance::find(std::string_view id) const {
    for (std::size_t at = 0; at < m_projects.size(); ++at)
        if (m_projects[at].id == id) return static_cast<ProjectIndex>(at);
    return std::nullopt;
}

}  // namespace tallystick::rules
