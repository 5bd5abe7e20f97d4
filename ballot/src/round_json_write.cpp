// SPDX-License-Identifier: GPL-3.0-or-later
// Writes round.json: keys in one order, a key whose value is its default left out.
// docs/FORMAT.md "round.json".
#include <ballot/round.h>

#include <nlohmann/json.hpp>

#include "round_words.h"

namespace tallystick::ballot {

namespace {

using Json = nlohmann::ordered_json;

class Writer {
public:
    template <typename Value>
    Writer& put(const char* key, Value value) {
        m_json[key] = std::move(value);
        return *this;
    }
    Writer& put(const char* key, std::string_view value) {
        m_json[key] = std::string(value);
        return *this;
    }
    Writer& put(const char* key, const Texts& texts) {
        m_json[key] = Json(texts.by_language);
        return *this;
    }
    Writer& put(const char* key, Pence value) { return put(key, value.value()); }
    // Left out when equal to `usual`.
    Writer& may(const char* key, std::int64_t value, std::int64_t usual = 0) {
        return value == usual ? *this : put(key, value);
    }
    Writer& may(const char* key, Pence value) { return may(key, value.value()); }
    Writer& may(const char* key, const std::string& value, std::string_view usual = {}) {
        return value == usual ? *this : put(key, value);
    }
    Writer& may(const char* key, const Texts& texts) {
        return texts.by_language.empty() ? *this : put(key, texts);
    }
    Writer& may(const char* key, const std::optional<std::int64_t>& value) {
        return value ? put(key, *value) : *this;
    }
    Writer& may(const char* key, const std::optional<Pence>& value) {
        return value ? put(key, value->value()) : *this;
    }
    Writer& may_be_true(const char* key, const bool& value) {
        return value ? put(key, true) : *this;
    }
    Json done() { return std::move(m_json); }

private:
    Json m_json = Json::object();
};

template <typename Items, typename Write>
Json list_of(const Items& items, Write write) {
    Json json = Json::array();
    for (const auto& item : items) json.push_back(write(item));
    return json;
}

template <typename Id>
Json ids(const std::vector<Id>& items) {
    return list_of(items, [](const Id& id) { return id.text(); });
}

Json write_rules(const BallotRules& rules) {
    Writer writer;
    writer.put("type", name_of(ballot_types, rules.type))
        .may("min", rules.min_chosen)
        .may("max", rules.max_chosen)
        .may_be_true("exactly_all", rules.exactly_all)
        .may("total", rules.total)
        .may("max_each", rules.max_each)
        .may("lowest", rules.lowest)
        .may("highest", rules.highest)
        .may("gap", std::string(name_of(score_gaps, rules.gap)), "refused")
        .may("max_plus", rules.max_plus)
        .may("max_minus", rules.max_minus);
    return writer.done();
}

Json write_pot(const Pot& pot) {
    Writer writer;
    writer.put("id", pot.id.text())
        .put("name", pot.name)
        .put("limit", pot.limit)
        .put("ballot", write_rules(pot.ballot))
        .may("leftover_to", pot.leftover_to ? pot.leftover_to->text() : std::string())
        .may("accent", pot.accent);
    return writer.done();
}

Json write_style(const Style& style) {
    Writer writer;
    writer.put("id", style.id.text())
        .put("name", style.name)
        .put("pots", ids(style.pots))
        .may("cards", style.cards);
    return writer.done();
}

Json write_proposal(const Proposal& proposal) {
    Writer writer;
    writer.put("id", proposal.id.text())
        .put("number", proposal.number)
        .put("pot", proposal.pot.text())
        .put("cost", proposal.cost)
        .may("amount_min", proposal.amount_min)
        .may("amount_step", proposal.amount_step)
        .may("theme", proposal.theme)
        .put("title", proposal.title)
        .may("summary", proposal.summary)
        .may("text", proposal.text)
        .may("place", proposal.place)
        .may("picture_alt", proposal.picture_alt)
        .may("proposer", proposal.proposer)
        .may("picture", proposal.picture);
    return writer.done();
}

Json write_category(const CategoryLimit& limit) {
    Writer writer;
    writer.put("theme", limit.theme)
        .may("least_count", limit.least_count)
        .may("most_count", limit.most_count)
        .may("least_money", limit.least_money)
        .may("most_money", limit.most_money);
    return writer.done();
}

Json write_count(const CountOptions& count) {
    Writer writer;
    writer.put("rule", count.rule)
        .may("score", count.score)
        .may("on_misfit", count.on_misfit, "skip")
        .may_be_true("per_cost", count.per_cost)
        .may("utility", count.utility)
        .may("completion", count.completion)
        .may("ties", count.ties, "lot")
        .may("threshold_votes", count.threshold_votes)
        .may("threshold_permille", count.threshold_permille);
    if (!count.exclusive.empty())
        writer.put("exclusive", list_of(count.exclusive, [](const auto& set) { return ids(set); }));
    if (!count.categories.empty())
        writer.put("categories", list_of(count.categories, write_category));
    if (!count.funded_already.empty()) writer.put("funded_already", ids(count.funded_already));
    return writer.done();
}

}  // namespace

std::string write_round_json(const Round& round) {
    Writer writer;
    writer.put("format", round_json_format)
        .put("title", round.title)
        .put("currency", round.currency)
        .put("fund", round.fund)
        .put("languages", Json(round.languages));
    if (!round.themes.empty())
        writer.put("themes", list_of(round.themes, [](const Theme& theme) {
                       return Writer().put("id", theme.id.text()).put("name", theme.name).done();
                   }));
    writer.put("pots", list_of(round.pots, write_pot))
        .put("styles", list_of(round.styles, write_style))
        .put("proposals", list_of(round.proposals, write_proposal))
        .put("count", write_count(round.count))
        .put("card_salt", round.card_salt.hex())
        .put("has_cards", round.has_cards)
        .may("desk_cap", round.desk_cap)
        .put("epoch", round.epoch)
        .put("block", round.block)
        .put("blank_ballots", round.blank_ballots)
        .put("checks_per_session", round.checks_per_session)
        .put("inactivity_seconds", round.inactivity_seconds)
        .put("answer_seconds", round.answer_seconds)
        .put("shares", round.shares)
        .put("shares_needed", round.shares_needed)
        .put("witness_quorum", round.witness_quorum);
    if (!round.witnesses.empty()) writer.put("witnesses", Json(round.witnesses));
    return writer.done().dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tallystick::ballot
