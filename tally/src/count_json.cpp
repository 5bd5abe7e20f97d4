// SPDX-License-Identifier: GPL-3.0-or-later
#include "count_json.h"

#include <algorithm>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include <crypto/lines.h>

namespace tallystick::tally {
namespace {

using Json = nlohmann::ordered_json;

// A stranger's value may be long, or deep.
std::string words_of(const Json& value) {
    if (value.is_string()) return crypto::quoted(value.get<std::string>());
    return value.is_structured() ? "a list or an object" : value.dump();
}

// The first place where two differ, in their order; empty if they are the same.
std::string difference(const std::string& where, const Json& expected, const Json& found) {
    if (expected.type() != found.type() || (!expected.is_structured() && expected != found))
        return where + ": expected " + words_of(expected) + ", found " + words_of(found);
    if (!expected.is_structured()) return {};
    auto other = found.begin();
    for (auto one = expected.begin(); one != expected.end(); ++one, ++other) {
        const bool named = expected.is_object();
        const std::string at =
            where + "/" +
            (named ? one.key() : std::to_string(std::distance(expected.begin(), one)));
        if (other == found.end()) return at + ": expected it, found none";
        if (named && one.key() != other.key())
            return at + ": expected it, found " + crypto::quoted(other.key());
        if (std::string inside = difference(at, *one, *other); !inside.empty()) return inside;
    }
    return other == found.end() ? std::string() : where + ": more than expected";
}

struct Key {
    const char* name;
    enum class Is { always, optional } is = Is::always;
};

// What may be otherwise in another version, which is still not whatever anybody likes.
class Steps {
public:
    Steps(const Json& expected, const Json& found) : m_found(found) {
        for (const auto& project : expected.at("trace").at("projects"))
            m_projects.insert(project.at("id").get<std::string>());
        for (const auto& pot : expected.at("trace").at("pots"))
            m_pots.insert(pot.at("id").get<std::string>());
    }

    std::string wrong() && {
        const auto& trace = m_found.at("trace");
        need(trace.at("measure").is_string(), "trace/measure: expected a text");
        const auto& steps = trace.at("steps");
        need(steps.is_array(), "trace/steps: expected a list");
        for (std::size_t at = 0; at < steps.size() && m_wrong.empty(); ++at)
            look_at_step(steps.at(at), at + 1);
        for (const auto& tie : m_found.at("ties")) look_at_tie(tie, steps.size());
        for (const auto& project : trace.at("projects")) {
            need(is_number(project.at("step"), 0, steps.size()),
                 "trace/projects: a step that is not in steps");
            need(project.at("reason").is_string(), "trace/projects: expected a reason in words");
        }
        return std::move(m_wrong);
    }

private:
    void need(bool good, const std::string& what) {
        if (!good && m_wrong.empty()) m_wrong = what;
    }

    static bool is_number(const Json& value, std::size_t least, std::size_t most) {
        return value.is_number_unsigned() && value.get<std::uint64_t>() >= least &&
               value.get<std::uint64_t>() <= most;
    }

    static bool is_one_of(const Json& value, const std::set<std::string>& words) {
        return value.is_string() && words.contains(value.get<std::string>());
    }

    [[nodiscard]] bool are_projects(const Json& list) const {
        return list.is_array() && std::all_of(list.begin(), list.end(), [&](const Json& id) {
                   return is_one_of(id, m_projects);
               });
    }

    // Exactly these, in this order.
    static bool has_keys(const Json& object, const std::vector<Key>& keys) {
        if (!object.is_object()) return false;
        auto at = object.begin();
        for (const auto& key : keys) {
            if (at != object.end() && at.key() == key.name)
                ++at;
            else if (key.is == Key::Is::always)
                return false;
        }
        return at == object.end();
    }

    void look_at_step(const Json& step, std::size_t number) {
        using Is = Key::Is;
        const std::string where = "trace/steps/" + std::to_string(number - 1) + ": ";
        const bool keys = has_keys(step, {{"number"},
                                          {"pot"},
                                          {"action"},
                                          {"project", Is::optional},
                                          {"candidates", Is::optional},
                                          {"tied", Is::optional},
                                          {"facts", Is::optional},
                                          {"paid"},
                                          {"left"},
                                          {"reason"}});
        need(keys, where + "other keys, or another order");
        if (!keys) return;
        static const std::set<std::string> actions{"fund",  "part-fund", "skip",   "stop",    "bar",
                                                   "raise", "complete",  "settle", "leftover"};
        need(is_number(step.at("number"), number, number), where + "another number");
        need(is_one_of(step.at("pot"), m_pots), where + "a pot that the round does not have");
        need(is_one_of(step.at("action"), actions), where + "an action that there is not");
        need(!step.contains("project") || is_one_of(step.at("project"), m_projects),
             where + "a proposal that the round does not have");
        need(!step.contains("tied") || are_projects(step.at("tied")),
             where + "tied: expected proposals of the round");
        if (step.contains("candidates"))
            for (const auto& one : step.at("candidates"))
                need(has_keys(one, {{"project"}, {"value"}}) &&
                         is_one_of(one.at("project"), m_projects) && one.at("value").is_string(),
                     where + "candidates: expected proposals of the round with their values");
        if (step.contains("facts"))
            for (const auto& fact : step.at("facts"))
                need(fact.is_string(), where + "facts: expected texts");
        need(step.at("paid").is_number() && step.at("left").is_number(), where + "expected money");
        need(step.at("reason").is_string(), where + "expected a reason in words");
    }

    void look_at_tie(const Json& tie, std::size_t steps) {
        const bool keys = has_keys(tie, {{"step"}, {"projects"}, {"funded"}});
        need(keys, "ties: other keys, or another order");
        if (!keys) return;
        need(is_number(tie.at("step"), 1, steps), "ties: a step that is not in steps");
        need(are_projects(tie.at("projects")) && are_projects(tie.at("funded")),
             "ties: expected proposals of the round");
    }

    const Json& m_found;
    std::set<std::string> m_projects, m_pots;
    std::string m_wrong;
};

// Without what a version may say in its own words.
Json fixed_part(Json count) {
    count.at("ties") = nullptr;
    auto& trace = count.at("trace");
    trace.at("measure") = trace.at("steps") = nullptr;
    for (auto& project : trace.at("projects")) project.at("step") = project.at("reason") = nullptr;
    return count;
}

// Nothing if the text is no JSON, or has a key twice: readers differ in which of the two they take.
std::optional<Json> read_json(std::string_view text) {
    std::vector<std::set<std::string>> keys;
    bool twice = false;
    auto json = Json::parse(
        text.begin(), text.end(),
        [&](int, Json::parse_event_t event, Json& parsed) {
            if (event == Json::parse_event_t::object_start) keys.emplace_back();
            if (event == Json::parse_event_t::object_end) keys.pop_back();
            if (event == Json::parse_event_t::key)
                twice = !keys.back().insert(parsed.get<std::string>()).second || twice;
            return true;
        },
        false);
    if (json.is_discarded() || twice) return std::nullopt;
    return json;
}

}  // namespace

std::string wrong_in_count_json(std::string_view found, std::string_view expected) {
    const auto count = read_json(found);
    if (!count) return "expected JSON that has no key twice";
    const Json ours = Json::parse(expected.begin(), expected.end());
    try {
        if (std::string other = difference("", fixed_part(ours), fixed_part(*count));
            !other.empty())
            return other.substr(1);
        return Steps(ours, *count).wrong();
    } catch (const Json::exception&) {
        return "expected the keys of docs/FORMAT.md \"count.json\"";
    }
}

}  // namespace tallystick::tally
