// SPDX-License-Identifier: GPL-3.0-or-later
// Reads round.json, which has one spelling only: the reader takes the values out strictly, writes
// them again and compares, so whatever it accepts is what the writer writes.
// docs/FORMAT.md "round.json".
#include <ballot/round.h>

#include <algorithm>
#include <set>
#include <utility>

#include <crypto/lines.h>
#include <nlohmann/json.hpp>

#include "round_words.h"

namespace tallystick::ballot {

namespace {

using Json = nlohmann::ordered_json;
using crypto::bad_data;
using crypto::Result;

constexpr std::size_t most_bytes = 16'000'000;

// Takes values out of one object; remembers the first fault and which keys were asked for.
class Reader {
public:
    Reader(const Json& json, std::string place, std::string& fault)
        : m_json(json), m_place(std::move(place)), m_fault(fault) {
        if (!json.is_object()) fail("expected an object");
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() {
        if (!m_json.is_object()) return;
        for (const auto& item : m_json.items())
            if (m_asked.count(item.key()) == 0) fail("unknown key " + crypto::quoted(item.key()));
    }

    std::string text(const char* key, const std::string& usual) { return text_or(key, &usual); }
    std::string text(const char* key) { return text_or(key, nullptr); }

    std::int64_t integer(const char* key, std::int64_t usual) {
        const Json* json = find(key);
        return json == nullptr ? usual : whole(*json, key);
    }
    std::int64_t integer(const char* key) {
        const Json* json = need(key);
        return json == nullptr ? 0 : whole(*json, key);
    }
    std::optional<std::int64_t> maybe_integer(const char* key) {
        const Json* json = find(key);
        if (json == nullptr) return std::nullopt;
        return whole(*json, key);
    }
    Pence pence(const char* key) { return money(need(key), key); }
    Pence pence_or_zero(const char* key) { return money(find(key), key); }
    std::optional<Pence> maybe_pence(const char* key) {
        const Json* json = find(key);
        if (json == nullptr) return std::nullopt;
        return money(json, key);
    }
    template <typename Id>
    Id id(const char* key) {
        return parse_id<Id>(text(key));
    }
    template <typename Id>
    std::optional<Id> maybe_id(const char* key) {
        const std::string found = text(key, "");
        if (found.empty()) return std::nullopt;
        return parse_id<Id>(found);
    }
    // False only where `key` is left out; a `false` that is written fails the final comparison.
    bool is_true(const char* key) {
        const Json* json = find(key);
        if (json == nullptr) return false;
        if (!json->is_boolean()) fail(std::string(key) + ": expected true");
        return json->is_boolean() && json->get<bool>();
    }
    bool either(const char* key) {
        const Json* json = need(key);
        if (json == nullptr) return false;
        if (!json->is_boolean()) fail(std::string(key) + ": expected true or false");
        return json->is_boolean() && json->get<bool>();
    }
    Texts texts(const char* key) {
        const Json* json = find(key);
        Texts found;
        if (json == nullptr) return found;
        if (!json->is_object()) {
            fail(std::string(key) + ": expected texts by language");
            return found;
        }
        for (const auto& item : json->items()) {
            if (item.value().is_string())
                found.by_language[item.key()] = checked(item.value().get<std::string>(), key);
            else
                fail(std::string(key) + ": " + crypto::quoted(item.key()) + ": expected a text");
        }
        return found;
    }
    template <typename Enum, std::size_t N>
    Enum word(const char* key, const Names<Enum, N>& names, const std::string& usual) {
        const std::string found = usual.empty() ? text(key) : text(key, usual);
        for (const auto& [value, name] : names)
            if (name == found) return value;
        fail(std::string(key) + ": unknown word " + crypto::quoted(found));
        return names[0].first;
    }
    // Calls take(element, its place) for each element of the list `key`.
    template <typename Take>
    void each(const char* key, Take take) {
        const Json* json = find(key);
        if (json == nullptr) return;
        if (!json->is_array()) return fail(std::string(key) + ": expected a list");
        std::size_t at = 0;
        for (const Json& element : *json)
            take(element, m_place + "/" + key + "/" + std::to_string(at++));
    }
    template <typename Id>
    std::vector<Id> ids(const char* key) {
        std::vector<Id> found;
        each(key, [&](const Json& element, const std::string& place) {
            found.push_back(element_id<Id>(element, place));
        });
        return found;
    }
    template <typename Id>
    Id element_id(const Json& element, const std::string& place) {
        if (element.is_string()) return parse_id<Id>(element.get<std::string>());
        if (m_fault.empty()) m_fault = place + ": expected a name";
        return Id();
    }
    std::vector<std::string> words(const char* key) {
        std::vector<std::string> found;
        each(key, [&](const Json& element, const std::string& place) {
            if (element.is_string())
                found.push_back(checked(element.get<std::string>(), key));
            else if (m_fault.empty())
                m_fault = place + ": expected a text";
        });
        return found;
    }
    const Json& object(const char* key) {
        static const Json nothing = Json::object();
        const Json* json = need(key);
        return json == nullptr ? nothing : *json;
    }
    [[nodiscard]] std::string below(const char* key) const { return m_place + "/" + key; }
    void fail(const std::string& what) {
        if (m_fault.empty()) m_fault = (m_place.empty() ? "/" : m_place) + ": " + what;
    }

private:
    const Json* find(const char* key) {
        m_asked.insert(key);
        if (!m_json.is_object()) return nullptr;
        const auto at = m_json.find(key);
        return at == m_json.end() ? nullptr : &*at;
    }
    const Json* need(const char* key) {
        const Json* json = find(key);
        if (json == nullptr) fail(std::string("key \"") + key + "\" is missing");
        return json;
    }
    std::string text_or(const char* key, const std::string* usual) {
        const Json* json = usual != nullptr ? find(key) : need(key);
        if (json == nullptr) return usual != nullptr ? *usual : std::string();
        if (!json->is_string()) {
            fail(std::string(key) + ": expected a text");
            return {};
        }
        return checked(json->get<std::string>(), key);
    }
    std::string checked(std::string found, const char* key) {
        if (const auto good = crypto::check_characters(found); !good)
            fail(std::string(key) + ": " + good.error().message);
        return found;
    }
    std::int64_t whole(const Json& json, const char* key) {
        if (json.is_number_integer() &&
            !(json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX))
            return json.get<std::int64_t>();
        fail(std::string(key) + ": expected a whole number, found " + json.dump());
        return 0;
    }
    Pence money(const Json* json, const char* key) {
        const std::int64_t found = json == nullptr ? 0 : whole(*json, key);
        if (found >= 0 && found <= Pence::max_pence) return Pence(found);
        fail(std::string(key) + ": expected pence up to a million million pounds, found " +
             std::to_string(found));
        return Pence();
    }
    template <typename Id>
    Id parse_id(std::string_view found) {
        auto parsed = Id::parse(found);
        if (parsed) return std::move(parsed).value();
        fail(parsed.error().message);
        return Id();
    }

    const Json& m_json;
    std::string m_place;
    std::string& m_fault;
    std::set<std::string> m_asked;
};

BallotRules read_rules(const Json& json, const std::string& place, std::string& fault) {
    Reader reader(json, place, fault);
    BallotRules rules;
    rules.type = reader.word("type", ballot_types, "");
    rules.min_chosen = reader.integer("min", 0);
    rules.max_chosen = reader.integer("max", 0);
    rules.exactly_all = reader.is_true("exactly_all");
    rules.total = reader.integer("total", 0);
    rules.max_each = reader.integer("max_each", 0);
    rules.lowest = reader.integer("lowest", 0);
    rules.highest = reader.integer("highest", 0);
    rules.gap = reader.word("gap", score_gaps, "refused");
    rules.max_plus = reader.integer("max_plus", 0);
    rules.max_minus = reader.integer("max_minus", 0);
    return rules;
}

Pot read_pot(const Json& json, const std::string& place, std::string& fault) {
    Reader reader(json, place, fault);
    Pot pot;
    pot.id = reader.id<PotId>("id");
    pot.name = reader.texts("name");
    pot.limit = reader.pence("limit");
    pot.ballot = read_rules(reader.object("ballot"), reader.below("ballot"), fault);
    pot.leftover_to = reader.maybe_id<PotId>("leftover_to");
    pot.accent = reader.text("accent", "");
    return pot;
}

Style read_style(const Json& json, const std::string& place, std::string& fault) {
    Reader reader(json, place, fault);
    Style style;
    style.id = reader.id<StyleId>("id");
    style.name = reader.texts("name");
    style.pots = reader.ids<PotId>("pots");
    style.cards = reader.integer("cards", 0);
    return style;
}

Proposal read_proposal(const Json& json, const std::string& place, std::string& fault) {
    Reader reader(json, place, fault);
    Proposal proposal;
    proposal.id = reader.id<ProposalId>("id");
    proposal.number = reader.integer("number");
    proposal.pot = reader.id<PotId>("pot");
    proposal.cost = reader.pence("cost");
    proposal.amount_min = reader.pence_or_zero("amount_min");
    proposal.amount_step = reader.pence_or_zero("amount_step");
    proposal.theme = reader.text("theme", "");
    proposal.title = reader.texts("title");
    proposal.summary = reader.texts("summary");
    proposal.text = reader.texts("text");
    proposal.place = reader.texts("place");
    proposal.picture_alt = reader.texts("picture_alt");
    proposal.proposer = reader.text("proposer", "");
    proposal.picture = reader.text("picture", "");
    return proposal;
}

CategoryLimit read_category(const Json& json, const std::string& place, std::string& fault) {
    Reader reader(json, place, fault);
    CategoryLimit limit;
    limit.theme = reader.text("theme");
    limit.least_count = reader.maybe_integer("least_count");
    limit.most_count = reader.maybe_integer("most_count");
    limit.least_money = reader.maybe_pence("least_money");
    limit.most_money = reader.maybe_pence("most_money");
    return limit;
}

CountOptions read_count(const Json& json, const std::string& place, std::string& fault) {
    Reader reader(json, place, fault);
    CountOptions count;
    count.rule = reader.text("rule");
    count.score = reader.text("score", "");
    count.on_misfit = reader.text("on_misfit", "skip");
    count.per_cost = reader.is_true("per_cost");
    count.utility = reader.text("utility", "");
    count.completion = reader.text("completion", "");
    count.ties = reader.text("ties", "lot");
    count.threshold_votes = reader.maybe_integer("threshold_votes");
    count.threshold_permille = reader.maybe_integer("threshold_permille");
    reader.each("exclusive", [&](const Json& element, const std::string& at) {
        std::vector<ProposalId> set;
        if (!element.is_array()) return reader.fail("exclusive: expected a list of lists");
        for (const Json& id : element) set.push_back(reader.element_id<ProposalId>(id, at));
        count.exclusive.push_back(std::move(set));
    });
    reader.each("categories", [&](const Json& element, const std::string& at) {
        count.categories.push_back(read_category(element, at, fault));
    });
    count.funded_already = reader.ids<ProposalId>("funded_already");
    return count;
}

Round read_round(const Json& json, std::string& fault) {
    Reader reader(json, "", fault);
    Round round;
    if (reader.text("format") != round_json_format)
        reader.fail("format: expected \"" + std::string(round_json_format) + "\"");
    round.title = reader.texts("title");
    round.currency = reader.text("currency");
    round.fund = reader.pence("fund");
    round.languages = reader.words("languages");
    reader.each("themes", [&](const Json& element, const std::string& place) {
        Reader theme(element, place, fault);
        Theme one;
        one.id = theme.id<ThemeId>("id");
        one.name = theme.texts("name");
        round.themes.push_back(std::move(one));
    });
    reader.each("pots", [&](const Json& element, const std::string& place) {
        round.pots.push_back(read_pot(element, place, fault));
    });
    reader.each("styles", [&](const Json& element, const std::string& place) {
        round.styles.push_back(read_style(element, place, fault));
    });
    reader.each("proposals", [&](const Json& element, const std::string& place) {
        round.proposals.push_back(read_proposal(element, place, fault));
    });
    round.count = read_count(reader.object("count"), reader.below("count"), fault);
    if (!crypto::read_hex(reader.text("card_salt"), round.card_salt.bytes))
        reader.fail("card_salt: expected 64 lower-case hex digits");
    round.has_cards = reader.either("has_cards");
    round.desk_cap = reader.integer("desk_cap", 0);
    round.epoch = reader.integer("epoch");
    round.block = reader.integer("block");
    round.blank_ballots = reader.either("blank_ballots");
    round.checks_per_session = reader.integer("checks_per_session");
    round.inactivity_seconds = reader.integer("inactivity_seconds");
    round.answer_seconds = reader.integer("answer_seconds");
    round.shares = reader.integer("shares");
    round.shares_needed = reader.integer("shares_needed");
    round.witness_quorum = reader.integer("witness_quorum");
    round.witnesses = reader.words("witnesses");
    return round;
}

// nlohmann keeps the last of two equal keys in silence; this parser callback sees both. Depth is
// bounded because a hostile file of a million '[' would otherwise grow the tree.
class KeyWatch {
public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > 16) fail("lists or objects too deep in each other");
        if (event == Json::parse_event_t::object_start) m_keys.emplace_back();
        if (event == Json::parse_event_t::object_end && !m_keys.empty()) m_keys.pop_back();
        if (event == Json::parse_event_t::key && !m_keys.empty()) {
            const auto name = parsed.get<std::string>();
            if (!m_keys.back().insert(name).second) fail("key " + crypto::quoted(name) + " twice");
        }
        if (event == Json::parse_event_t::value && parsed.is_number_float())
            fail("number with a fraction or exponent, expected whole numbers only");
        return true;
    }
    [[nodiscard]] const std::string& fault() const { return m_fault; }

private:
    void fail(std::string what) {
        if (m_fault.empty()) m_fault = std::move(what);
    }
    std::vector<std::set<std::string>> m_keys;
    std::string m_fault;
};

// Where two texts first differ, for a person with an editor.
std::string first_difference(std::string_view found, std::string_view expected) {
    std::size_t at = 0;
    while (at < found.size() && at < expected.size() && found[at] == expected[at]) ++at;
    const auto line_of = [at](std::string_view text) {
        const std::size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
        return text.substr(start, text.find('\n', start) - start);
    };
    const auto number =
        1 + std::count(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    return "line " + std::to_string(number) + ": expected " + crypto::quoted(line_of(expected)) +
           ", found " + crypto::quoted(line_of(found));
}

}  // namespace

Result<Round> read_round_json(std::string_view bytes) {
    const std::string hint = "make the round again with `tallystick round seal`";
    if (bytes.size() > most_bytes) return bad_data("round.json has more than 16 MB", hint);
    try {
        KeyWatch watch;
        const Json json = Json::parse(bytes.begin(), bytes.end(),
                                      [&](int depth, Json::parse_event_t event, Json& parsed) {
                                          return watch(depth, event, parsed);
                                      });
        if (!watch.fault().empty()) return bad_data("round.json: " + watch.fault(), hint);
        std::string fault;
        Round round = read_round(json, fault);
        if (!fault.empty()) return bad_data("round.json: " + fault, hint);
        const std::string again = write_round_json(round);
        if (again != bytes)
            return bad_data(
                "round.json: not in its one spelling: " + first_difference(bytes, again), hint);
        return round;
    } catch (const nlohmann::json::exception& problem) {
        return bad_data(std::string("round.json: ") + problem.what(), hint);
    }
}

}  // namespace tallystick::ballot
