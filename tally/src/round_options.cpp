// SPDX-License-Identifier: GPL-3.0-or-later
// A round whose count would be refused must not be sealed: what the organiser chose is given to the
// counting library before there is any ballot, and what it refuses is a fault of round.toml.
#include <algorithm>
#include <utility>

#include <rules/count.h>

#include "authoring_parts.h"

namespace tallystick::tally {
namespace {

// ISO 4217, those with hundredths: amounts are kept and shown with two decimals.
constexpr std::string_view currencies =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD "
    "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP "
    "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW";

struct Option {
    std::string_view key, flag;
    std::string ballot::CountOptions::*value;
};
constexpr Option options[] = {
    {"rule", "--rule", &ballot::CountOptions::rule},
    {"score", "--score", &ballot::CountOptions::score},
    {"on_misfit", "--on-misfit", &ballot::CountOptions::on_misfit},
    {"utility", "--utility", &ballot::CountOptions::utility},
    {"completion", "--completion", &ballot::CountOptions::completion},
    {"ties", "--ties", &ballot::CountOptions::ties},
};

// "votes, points": what the refusal of a word that never exists lists.
std::string words_of(std::string_view flag) {
    const auto refused = rules::RuleSpec().set(flag, "?");
    crypto::require(!refused.ok(), "no option has the word ?");
    const std::string& text = refused.error().message;
    constexpr std::string_view before = "expected one of ";
    const std::size_t from = text.find(before) + before.size();
    std::string words = text.substr(from, text.rfind(", found") - from);
    // What a Pabulib file says was used; a round says it itself.
    constexpr std::string_view of_files = ", official";
    if (const auto at = words.find(of_files); at != std::string::npos)
        words.erase(at, of_files.size());
    return words;
}

// The rule's answer to a count without a ballot.
crypto::Result<void> try_count(const ballot::CountOptions& count, ballot::BallotType type) {
    rules::RuleSpec spec;
    for (const Option& option : options)
        if (!(count.*option.value).empty())
            TALLYSTICK_CHECK(spec.set(option.flag, count.*option.value));
    spec.ties = rules::TieRule::id;  // without a ballot all are tied
    TALLYSTICK_TRY(instance, rules::Instance::create({{"one", "", 1}}, {{"pot", 1, {}}}, {}));
    const auto keep =
        rules::needs_rows(spec) ? rules::Profile::Keep::rows : rules::Profile::Keep::summary;
    rules::Profile::Builder builder(instance, {type}, keep);
    TALLYSTICK_CHECK(rules::count(instance, std::move(builder).build(), spec));
    return {};
}

// The words of one option with which the rest could be counted.
std::string words_that_fit(ballot::CountOptions count, const Option& option,
                           ballot::BallotType type) {
    std::string fit;
    const std::string all = words_of(option.flag);
    for (std::string_view words = all; !words.empty();) {
        const std::size_t comma = std::min(words.find(", "), words.size());
        count.*option.value = words.substr(0, comma);
        if (try_count(count, type)) fit += (fit.empty() ? "" : ", ") + count.*option.value;
        words.remove_prefix(std::min(comma + 2, words.size()));
    }
    return fit;
}

// What keeps the ballots of one pot from being counted: each option that does not fit the rule and
// the pot by itself, else the one without which the rest could be counted, else the rule.
void add_pot_faults(ballot::CountOptions count, const ballot::Pot& pot,
                    std::vector<OptionFault>& faults) {
    const ballot::BallotType type = pot.ballot.type;
    const auto without_all = [&] {
        ballot::CountOptions rule_alone = count;
        for (const Option& option : options)
            if (option.key != "rule") (rule_alone.*option.value).clear();
        return rule_alone;
    }();
    const auto add = [&](const Option& option) {
        const std::string found = std::exchange(count.*option.value, "");
        std::string expected = "one of " + words_that_fit(count, option, type) +
                               ", which can count the ballots of pot ";
        // The same of several pots is one fault.
        for (OptionFault& other : faults)
            if (other.key == option.key && other.expected.starts_with(expected)) {
                other.expected += " and " + pot.id.text();
                return;
            }
        faults.push_back({option.key, expected + pot.id.text(), found});
    };
    if (!try_count(without_all, type)) return add(options[0]);
    std::vector<const Option*> guilty;
    for (const Option& option : options) {
        ballot::CountOptions alone = without_all;
        alone.*option.value = count.*option.value;
        if (!try_count(alone, type)) guilty.push_back(&option);
    }
    for (const Option& option : options) {
        if (!guilty.empty() || try_count(count, type)) break;
        ballot::CountOptions without = count;
        (without.*option.value).clear();
        if (option.key != "rule" && try_count(without, type)) guilty.push_back(&option);
    }
    // Those that fit are named beside the others that fit, not beside another guilty one.
    std::vector<std::string> found;
    for (const Option* option : guilty) found.push_back(std::exchange(count.*option->value, ""));
    for (std::size_t at = 0; at < guilty.size(); ++at) {
        count.*guilty[at]->value = found[at];
        add(*guilty[at]);
    }
    if (!try_count(count, type)) add(options[0]);
}

}  // namespace

bool is_currency(std::string_view code) {
    return code.size() == 3 && code.find(' ') == std::string_view::npos &&
           currencies.find(code) % 4 == 0;
}

std::vector<OptionFault> faults_of_count(const ballot::Round& round) {
    std::vector<OptionFault> faults;
    ballot::CountOptions count = round.count;
    bool rule_known = true;
    for (const Option& option : options) {
        std::string& value = count.*option.value;
        if (value.empty() && option.key != "rule" && option.key != "ties") continue;
        // The seed of a lot is the dice, which are rolled at the closing.
        if (rules::RuleSpec().set(option.flag, value) && value.find(':') == std::string::npos)
            continue;
        faults.push_back({option.key, "one of " + words_of(option.flag), value});
        rule_known = rule_known && option.key != "rule";
        value.clear();  // the rest is tried without it
    }
    if (rule_known)
        for (const auto& pot : round.pots) add_pot_faults(count, pot, faults);
    return faults;
}

std::vector<std::string_view> unused_options(const std::string& rule) {
    std::vector<std::string_view> out;
    rules::RuleSpec spec;
    if (!spec.set("--rule", rule)) return out;
    for (const Option& option : options)
        if (!rules::takes(spec.rule, option.flag)) out.push_back(option.key);
    if (!rules::takes(spec.rule, "--per-cost")) out.push_back("per_cost");
    return out;
}

}  // namespace tallystick::tally
