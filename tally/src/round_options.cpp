// SPDX-License-Identifier: GPL-3.0-or-later
// A round whose count would be refused must not be sealed: what the organiser chose is given to the
// counting library before there is any ballot, and what it refuses is a fault of round.toml.
#include <algorithm>

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
    return text.substr(from, text.rfind(", found") - from);
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

}  // namespace

bool is_currency(std::string_view code) {
    return code.size() == 3 && code.find(' ') == std::string_view::npos &&
           currencies.find(code) % 4 == 0;
}

std::optional<OptionFault> fault_of_count(const ballot::Round& round) {
    for (const Option& option : options) {
        const std::string& value = round.count.*option.value;
        if (value.empty() && option.key != "rule" && option.key != "ties") continue;
        // The seed of a lot is the dice, which are rolled at the closing.
        if (!rules::RuleSpec().set(option.flag, value) || value.find(':') != std::string::npos)
            return OptionFault{option.key, "one of " + words_of(option.flag), value};
    }
    for (const auto& pot : round.pots) {
        if (try_count(round.count, pot.ballot.type)) continue;
        // The option without which the rest can be counted, or else the rule.
        const Option* guilty =
            std::find_if(std::begin(options) + 1, std::end(options), [&](const Option& option) {
                ballot::CountOptions without = round.count;
                (without.*option.value).clear();
                return !(round.count.*option.value).empty() &&
                       try_count(without, pot.ballot.type).ok();
            });
        if (guilty == std::end(options)) guilty = std::begin(options);
        return OptionFault{guilty->key,
                           "one of " + words_that_fit(round.count, *guilty, pot.ballot.type) +
                               ", which can count the ballots of pot " + pot.id.text(),
                           round.count.*guilty->value};
    }
    return std::nullopt;
}

}  // namespace tallystick::tally
