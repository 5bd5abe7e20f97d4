// SPDX-License-Identifier: GPL-3.0-or-later
// round.toml, the organiser's decisions. toml++ throws on a syntax error; what it throws ends here.
#include <algorithm>
#include <optional>
#include <set>

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include "authoring_parts.h"

namespace tallystick::tally {
namespace {

using ballot::BallotType;

constexpr std::pair<std::string_view, BallotType> ballot_types[] = {
    {"approval", BallotType::approval}, {"knapsack", BallotType::knapsack},
    {"points", BallotType::points},     {"score", BallotType::score},
    {"ranking", BallotType::ranking},   {"choose-1", BallotType::choose_one},
    {"amount", BallotType::amount},     {"plus-minus", BallotType::plus_minus},
};
constexpr std::pair<std::string_view, ballot::ScoreGap> score_gaps[] = {
    {"refused", ballot::ScoreGap::refused},
    {"zero", ballot::ScoreGap::zero},
    {"ignored", ballot::ScoreGap::ignored},
};

// One table whose keys are taken one by one; what is left over at the end is a misspelt key.
class Keys {
public:
    Keys(const toml::table& table, const std::string& file, std::string path, Authored& authored)
        : m_table(table), m_file(file), m_path(std::move(path)), m_authored(authored) {}
    Keys(const Keys&) = delete;
    Keys& operator=(const Keys&) = delete;
    ~Keys() {
        std::string known;
        for (const auto& key : m_taken) known += (known.empty() ? "" : ", ") + key;
        for (const auto& [key, value] : m_table)
            if (!m_taken.contains(std::string(key.str())))
                add_fault(m_authored, {m_file, key.source().begin.line, m_path + std::string(key)},
                          "one of the keys " + known, std::string(key));
    }

    [[nodiscard]] bool has(std::string_view key) const { return m_table.contains(key); }
    [[nodiscard]] Cell cell(std::string_view key) const {
        const auto* node = m_table.get(key);
        const auto& source = node == nullptr ? m_table.source() : node->source();
        return {m_file, source.begin.line, m_path + std::string(key)};
    }
    void fault(std::string_view key, std::string expected, std::string found = {}) {
        add_fault(m_authored, cell(key), std::move(expected), std::move(found));
    }
    const toml::node* take(std::string_view key) {
        m_taken.insert(std::string(key));
        return m_table.get(key);
    }

    std::string string(std::string_view key, std::string fallback = {}) {
        const auto* node = take(key);
        if (node == nullptr) return fallback;
        if (const auto* text = node->as_string()) return text->get();
        fault(key, "a text in quotes");
        return fallback;
    }
    std::int64_t integer(std::string_view key, std::int64_t fallback = 0, std::int64_t least = 0,
                         std::int64_t most = 1'000'000'000) {
        const auto* node = take(key);
        if (node == nullptr) return fallback;
        const auto* number = node->as_integer();
        if (number != nullptr && number->get() >= least && number->get() <= most)
            return number->get();
        fault(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
              number != nullptr ? std::to_string(number->get()) : "");
        return fallback;
    }
    bool boolean(std::string_view key) {
        const auto* node = take(key);
        if (node == nullptr) return false;
        if (const auto* value = node->as_boolean()) return value->get();
        fault(key, "true or false");
        return false;
    }
    ballot::Pence money(std::string_view key) {
        const auto* node = take(key);
        if (node == nullptr) {
            fault(key, "an amount such as \"1,200\" or \"1200.50\"");
            return ballot::Pence{};
        }
        std::string text;
        if (const auto* value = node->as_string()) text = value->get();
        if (const auto* value = node->as_integer()) text = std::to_string(value->get());
        if (auto amount = ballot::Pence::parse_pounds(text)) return *amount;
        fault(key, "an amount such as \"1,200\" or \"1200.50\"", text);
        return ballot::Pence{};
    }
    template <typename Id>
    Id slug(std::string_view key) {
        const std::string text = string(key);
        if (auto id = Id::parse(text)) return *id;
        fault(key, "a short name of letters a-z, digits and '-', at most 32", text);
        return Id{};
    }
    std::vector<std::string> strings(std::string_view key) {
        std::vector<std::string> out;
        const auto* node = take(key);
        if (node == nullptr) return out;
        if (const auto* array = node->as_array())
            for (const auto& item : *array)
                if (const auto* text = item.as_string()) out.push_back(text->get());
        if (node->as_array() == nullptr || out.size() != node->as_array()->size())
            fault(key, "a list of texts in quotes");
        return out;
    }
    // { en = "...", cy = "..." }, or one text for the first language.
    ballot::Texts texts(std::string_view key, const std::vector<std::string>& languages) {
        ballot::Texts out;
        const auto* node = take(key);
        const auto put = [&](const std::string& language, const std::string& text) {
            std::string clean = clean_text(m_authored, cell(key), text, most_title);
            const bool listed =
                std::find(languages.begin(), languages.end(), language) != languages.end();
            if (listed && !clean.empty()) out.by_language[language] = std::move(clean);
        };
        if (node != nullptr && node->is_string() && !languages.empty()) {
            put(languages.front(), node->as_string()->get());
        } else if (node != nullptr && node->is_table()) {
            for (const auto& [code, value] : *node->as_table())
                if (const auto* text = value.as_string();
                    text != nullptr && ballot::is_language(code.str()))
                    put(std::string(code.str()), text->get());
                else
                    fault(key, "texts by language code", std::string(code.str()));
        }
        if (languages.empty() || !out.has(languages.front()))
            fault(key, "a text at least in the first language");
        return out;
    }
    // Each table of `[[key]]`, or none.
    std::vector<const toml::table*> tables(std::string_view key) {
        std::vector<const toml::table*> out;
        const auto* node = take(key);
        if (node == nullptr) return out;
        if (const auto* array = node->as_array())
            for (const auto& item : *array)
                if (item.is_table()) out.push_back(item.as_table());
        if (out.empty()) fault(key, "one or more tables [[" + m_path + std::string(key) + "]]");
        return out;
    }
    const toml::table& table(std::string_view key) {
        static const toml::table none;
        const auto* node = take(key);
        if (node == nullptr) return none;
        if (node->is_table()) return *node->as_table();
        fault(key, "a table [" + m_path + std::string(key) + "]");
        return none;
    }
    template <typename Value, std::size_t N>
    Value choice(std::string_view key, const std::pair<std::string_view, Value> (&words)[N],
                 std::string_view fallback) {
        const std::string text = string(key, std::string(fallback));
        std::string all;
        for (const auto& [word, value] : words) {
            if (word == text) return value;
            all += (all.empty() ? "" : ", ") + std::string(word);
        }
        fault(key, "one of " + all, text);
        return words[0].second;
    }

private:
    const toml::table& m_table;
    const std::string& m_file;
    std::string m_path;
    Authored& m_authored;
    std::set<std::string> m_taken;
};

ballot::BallotRules read_ballot_rules(Keys& keys) {
    ballot::BallotRules rules;
    rules.type = keys.choice("ballot", ballot_types, "approval");
    rules.min_chosen = keys.integer("min", 0, 0, 1000);
    rules.max_chosen = keys.integer("max", rules.type == BallotType::choose_one ? 1 : 0, 0, 1000);
    rules.exactly_all = keys.boolean("exactly");
    rules.total = keys.integer("total");
    rules.max_each = keys.integer("each");
    rules.lowest = keys.integer("lowest", 0, -1000, 1000);
    rules.highest = keys.integer("highest", 0, -1000, 1000);
    rules.gap = keys.choice("gap", score_gaps, "refused");
    rules.max_plus = keys.integer("plus", 0, 0, 1000);
    rules.max_minus = keys.integer("minus", 0, 0, 1000);
    return rules;
}

ballot::Pot read_pot(Keys& keys, const std::vector<std::string>& languages) {
    ballot::Pot pot;
    pot.id = keys.slug<ballot::PotId>("id");
    pot.name = keys.texts("name", languages);
    pot.limit = keys.money("limit");
    pot.ballot = read_ballot_rules(keys);
    // "return": money left goes back to the fund.
    if (keys.string("leftover", "return") != "return")
        pot.leftover_to = keys.slug<ballot::PotId>("leftover");
    pot.accent = keys.string("accent", "blue");
    return pot;
}

ballot::Style read_style(Keys& keys, const std::vector<std::string>& languages) {
    ballot::Style style;
    style.id = keys.slug<ballot::StyleId>("id");
    style.name = keys.texts("name", languages);
    for (const auto& name : keys.strings("pots"))
        if (auto pot = ballot::PotId::parse(name))
            style.pots.push_back(*pot);
        else
            keys.fault("pots", "names of pots", name);
    style.cards = keys.integer("cards", 0, 0, 10'000'000);
    return style;
}

std::vector<ballot::ProposalId> proposal_ids(Keys& keys, std::string_view key,
                                             const std::vector<std::string>& names) {
    std::vector<ballot::ProposalId> out;
    for (const auto& name : names)
        if (auto id = ballot::ProposalId::parse(name))
            out.push_back(*id);
        else
            keys.fault(key, "ids of proposals", name);
    return out;
}

ballot::CategoryLimit read_category(Keys& keys) {
    ballot::CategoryLimit limit;
    limit.theme = keys.slug<ballot::ThemeId>("theme").text();
    if (keys.has("least_count")) limit.least_count = keys.integer("least_count");
    if (keys.has("most_count")) limit.most_count = keys.integer("most_count");
    if (keys.has("least_money")) limit.least_money = keys.money("least_money");
    if (keys.has("most_money")) limit.most_money = keys.money("most_money");
    return limit;
}

void read_count(const toml::table& table, const std::string& file, Authored& authored,
                ballot::Round& round) {
    ballot::CountOptions& count = round.count;
    Keys keys(table, file, "count.", authored);
    count.rule = keys.string("rule", count.rule);
    count.score = keys.string("score");
    count.on_misfit = keys.string("on_misfit", count.on_misfit);
    count.per_cost = keys.boolean("per_cost");
    count.utility = keys.string("utility");
    count.completion = keys.string("completion");
    count.ties = keys.string("ties", count.ties);
    if (keys.has("threshold_votes")) count.threshold_votes = keys.integer("threshold_votes");
    if (keys.has("threshold_permille"))
        count.threshold_permille = keys.integer("threshold_permille", 0, 0, 1000);
    count.funded_already = proposal_ids(keys, "funded_already", keys.strings("funded_already"));
    for (const auto* set : keys.tables("exclusive")) {
        Keys one(*set, file, "count.exclusive.", authored);
        count.exclusive.push_back(proposal_ids(one, "proposals", one.strings("proposals")));
    }
    for (const auto* limit : keys.tables("category")) {
        Keys one(*limit, file, "count.category.", authored);
        count.categories.push_back(read_category(one));
    }
    for (auto& fault : faults_of_count(round))
        keys.fault(fault.key, std::move(fault.expected), std::move(fault.found));
    for (const auto key : unused_options(count.rule))
        if (keys.has(key)) {
            const Cell cell = keys.cell(key);
            authored.warnings.push_back(cell.file + " line " + std::to_string(cell.line) +
                                        ", key " + cell.column + ": rule " + count.rule +
                                        " does not look at it");
        }
}

void read_languages(Keys& keys, ballot::Round& round) {
    round.languages = keys.strings("languages");
    if (round.languages.empty()) keys.fault("languages", "at least one language, such as \"en\"");
    std::set<std::string> seen;
    for (const auto& language : round.languages)
        if (!ballot::is_language(language) || !seen.insert(language).second)
            keys.fault("languages", "language codes such as \"en\" or \"cy\", each once", language);
}

void read_tables(Keys& keys, const std::string& file, ballot::Round& round, Authored& authored) {
    for (const auto* table : keys.tables("theme")) {
        Keys theme(*table, file, "theme.", authored);
        round.themes.push_back(
            {theme.slug<ballot::ThemeId>("id"), theme.texts("name", round.languages)});
    }
    for (const auto* table : keys.tables("pot")) {
        Keys pot(*table, file, "pot.", authored);
        round.pots.push_back(read_pot(pot, round.languages));
    }
    for (const auto* table : keys.tables("style")) {
        Keys style(*table, file, "style.", authored);
        round.styles.push_back(read_style(style, round.languages));
    }
    if (round.pots.empty()) keys.fault("pot", "at least one pot, [[pot]]");
    if (round.styles.empty()) keys.fault("style", "at least one style of ballot, [[style]]");
    read_count(keys.table("count"), file, authored, round);
    const bool has_witnesses = keys.has("witnesses");
    Keys witnesses(keys.table("witnesses"), file, "witnesses.", authored);
    round.witness_quorum = witnesses.integer("quorum", 0, 0, 15);
    if (has_witnesses && !witnesses.has("quorum"))
        witnesses.fault("quorum", "how many witnesses must sign, 0 to 15");
    Keys tally_key(keys.table("tally_key"), file, "tally_key.", authored);
    round.shares = tally_key.integer("shares", 3, 1, 16);
    round.shares_needed = tally_key.integer("needed", 2, 1, 16);
    Keys kiosk(keys.table("kiosk"), file, "kiosk.", authored);
    round.inactivity_seconds = kiosk.integer("inactivity_seconds", 180, 120, 300);
    round.answer_seconds = kiosk.integer("answer_seconds", 45, 20, 120);
    round.checks_per_session = kiosk.integer("checks_per_session", 3, 0, 20);
    round.desk_cap = kiosk.integer("desk_cap", 0, 0, 10'000);
}

}  // namespace

RoundFile read_round_toml(std::string_view bytes, const std::filesystem::path& file,
                          Authored& authored) {
    const std::string name = file.filename().string();
    RoundFile out;
    ballot::Round& round = out.round;
    toml::table table;
    try {
        table = toml::parse(bytes, name);
    } catch (const toml::parse_error& error) {
        add_fault(authored, {name, error.source().begin.line, ""}, "TOML",
                  std::string(error.description()));
        return out;
    }
    Keys keys(table, name, "", authored);
    read_languages(keys, round);
    round.title = keys.texts("title", round.languages);
    round.currency = keys.string("currency", "GBP");
    if (!is_currency(round.currency))
        keys.fault("currency", "a currency's code such as GBP, EUR, USD or PLN", round.currency);
    round.fund = keys.money("fund");
    round.epoch = keys.integer("epoch", 16, 8, 1000);
    round.blank_ballots = keys.boolean("blank_ballots");
    read_tables(keys, name, round, authored);
    round.has_cards = std::any_of(round.styles.begin(), round.styles.end(),
                                  [](const ballot::Style& style) { return style.cards > 0; });
    const std::string sheet = keys.string("proposals", "proposals.csv");
    const std::string pictures = keys.string("pictures", "pictures");
    out.proposals = file.parent_path() / sheet;
    out.pictures = file.parent_path() / pictures;
    if (const std::string recordings = keys.string("recordings", ""); !recordings.empty())
        out.recordings = file.parent_path() / recordings;
    return out;
}

}  // namespace tallystick::tally
