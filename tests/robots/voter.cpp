// SPDX-License-Identifier: GPL-3.0-or-later
#include "voter.h"

#include <algorithm>
#include <chrono>

#include <app/changes.h>
#include <app/strings.h>
#include <app/view.h>

namespace tallystick::robots {
namespace {

using app::Screen;
using app::tr;
using ballot::BallotType;

// What the button says aloud, up to the proposal's title.
std::string heard(const app::State& state, const std::string& what,
                  const ballot::Proposal& proposal) {
    return what + ", " + app::text_of(state, proposal.title);
}

class Planner {
public:
    Planner(const app::State& state, std::mt19937& random) : m_state(state), m_random(random) {}

    Plan plan() {
        for (const ballot::PotId& id : m_state.style()->pots) {
            const ballot::Pot& pot = *m_state.round().find_pot(id);
            m_proposals.clear();
            for (const auto& proposal : m_state.round().proposals)
                if (proposal.pot == id) m_proposals.push_back(&proposal);
            for (std::size_t i = m_proposals.size(); i > 1; --i)
                std::swap(m_proposals[i - 1], m_proposals[below(i)]);
            plan_pot(pot);
        }
        return std::move(m_plan);
    }

private:
    std::size_t below(std::size_t bound) { return m_random() % bound; }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        if (most <= least) return least;
        return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least + 1)));
    }
    std::int64_t count(const ballot::BallotRules& rules) {
        const auto all = static_cast<std::int64_t>(m_proposals.size());
        const std::int64_t most = rules.max_chosen == 0 ? all : std::min(rules.max_chosen, all);
        return between(std::max<std::int64_t>(rules.min_chosen, rules.exactly_all ? most : 1),
                       most);
    }

    void add(const ballot::Proposal& proposal, std::int64_t value, const std::string& suffix,
             const std::string& what, std::int64_t times = 1) {
        m_plan.votes[proposal.id] = value;
        for (std::int64_t i = 0; i < times; ++i)
            m_plan.presses.push_back(
                {"vote/" + proposal.id.text() + suffix, heard(m_state, what, proposal)});
    }

    void plan_pot(const ballot::Pot& pot) {
        const ballot::BallotRules& rules = pot.ballot;
        switch (rules.type) {
            case BallotType::approval:
                return choose(count(rules));
            case BallotType::choose_one:
                return choose(1);
            case BallotType::knapsack:
                return fill_knapsack(pot);
            case BallotType::points:
                return give_points(rules);
            case BallotType::score:
                for (const auto* proposal : m_proposals) {
                    const std::int64_t score = between(rules.lowest, rules.highest);
                    std::string what = tr("Score {score}", {{"score", app::number(score)}});
                    if (score == rules.lowest)
                        what += ", " + tr("least");
                    else if (score == rules.highest)
                        what += ", " + tr("most");
                    add(*proposal, score, "/" + std::to_string(score), what);
                }
                return;
            case BallotType::ranking:
                for (std::int64_t rank = 1, last = count(rules); rank <= last; ++rank)
                    add(*m_proposals[static_cast<std::size_t>(rank - 1)], rank, "",
                        tr("Make it {rank}", {{"rank", app::number(rank)}}));
                return;
            case BallotType::amount:
                return give_amounts(pot);
            case BallotType::plus_minus:
                return give_marks(rules);
        }
    }

    void choose(std::int64_t number) {
        for (std::int64_t i = 0; i < number; ++i)
            add(*m_proposals[static_cast<std::size_t>(i)], 1, "", tr("Add"));
    }

    void fill_knapsack(const ballot::Pot& pot) {
        std::int64_t left = pot.limit.value();
        std::int64_t most = pot.ballot.max_chosen == 0 ? 1'000 : pot.ballot.max_chosen;
        for (const auto* proposal : m_proposals) {
            if (proposal->cost.value() > left || most == 0) continue;
            left -= proposal->cost.value();
            --most;
            add(*proposal, 1, "", tr("Add"));
        }
    }

    void give_points(const ballot::BallotRules& rules) {
        const std::int64_t each = rules.max_each == 0 ? rules.total : rules.max_each;
        std::int64_t left = rules.total;
        for (const auto* proposal : m_proposals) {
            const std::int64_t points =
                rules.exactly_all ? std::min(each, left) : between(1, std::min(each, left));
            if (left == 0) return;
            left -= points;
            add(*proposal, points, "/more", tr("One token more"), points);
        }
    }

    void give_amounts(const ballot::Pot& pot) {
        std::int64_t left = pot.limit.value();
        for (std::size_t i = 0; i < std::min<std::size_t>(2, m_proposals.size()); ++i) {
            const ballot::Proposal& proposal = *m_proposals[i];
            const std::int64_t steps = between(0, 3);
            const std::int64_t amount =
                std::min(proposal.amount_min.value() + steps * proposal.amount_step.value(),
                         proposal.cost.value());
            if (amount > left) continue;
            left -= amount;
            const std::int64_t step = std::max<std::int64_t>(1, proposal.amount_step.value());
            const std::int64_t over = amount - proposal.amount_min.value();
            add(proposal, amount, "/more", tr("More money"), 1 + (over + step - 1) / step);
        }
    }

    void give_marks(const ballot::BallotRules& rules) {
        std::size_t next = 0;
        for (std::int64_t i = 0; i < rules.max_plus && next < m_proposals.size(); ++i)
            add(*m_proposals[next++], 1, "/more", tr("Give a plus"));
        for (std::int64_t i = 0; i < rules.max_minus && next < m_proposals.size(); ++i)
            add(*m_proposals[next++], -1, "/less", tr("Give a minus"));
    }

    const app::State& m_state;
    std::mt19937& m_random;
    std::vector<const ballot::Proposal*> m_proposals;  // of the pot at hand, shuffled
    Plan m_plan;
};

// "8QK2M4-…" without what the keypad does not have.
std::string bare(const std::string& card) {
    std::string text;
    for (char c : card)
        if (c != '-' && c != ' ') text += c;
    return text;
}

void type_card(Robot& robot, const std::string& card) {
    for (char c : bare(card)) {
        robot.press("key/" + std::string(1, c), std::string(1, c));
        const app::State& state = robot.kiosk().state();
        const bool goes_on = state.session.card == app::CardStep::entering;
        if (state.screen == Screen::card && goes_on)
            robot.expect_heard(app::characters_to_go(state.session));
    }
    if (robot.kiosk().state().screen == Screen::card) robot.press("card/submit", tr("Continue"));
}

// In one of the three ways that voters have. False: this card has voted.
bool show_card(Robot& robot, const std::string& card, const VoterOptions& options,
               std::mt19937& random) {
    const unsigned way = random() % 4;
    if (way != 0) robot.press("start", tr("Touch to begin"));
    if (options.manner == Manner::lively && random() % 12 == 0 && way != 0) {
        std::string wrong = bare(card);
        wrong[3] = wrong[3] == 'A' ? 'B' : 'A';
        type_card(robot, wrong);
        if (robot.kiosk().state().session.fault == app::CardFault::none)
            robot.give_up("a mistyped card was not refused");
        robot.press("card/clear", tr("Clear"));
    }
    if (way == 1)
        type_card(robot, card);
    else
        robot.scan(card);
    robot.wait_for(
        [](const app::State& state) {
            return state.screen == Screen::how || state.session.fault != app::CardFault::none;
        },
        "the card to be read");
    if (robot.kiosk().state().session.fault == app::CardFault::used) {
        robot.press("back", tr("Back"));
        return false;
    }
    if (robot.kiosk().state().screen != Screen::how) robot.give_up("the card was refused");
    return true;
}

// The kiosk offers it to who presses a key; Easy Read has the voice of English, and what has none
// is chosen by ear from the kiosk's own language.
void switch_speech_on(Robot& robot, const std::string& wanted) {
    const std::string own = robot.kiosk().state().access.language;
    const std::string language = wanted.empty() ? own : wanted.substr(0, wanted.find('@'));
    robot.take_offer(ui::voice_for(language).empty() ? own : language);
}

// "vote/juice-bar/4" is about juice-bar.
bool is_about(const Plan::Press& press, const ballot::ProposalId& proposal) {
    return press.id.starts_with("vote/" + proposal.text() + "/");
}

// What it did to the proposal, and how its pot stands now.
void press_vote(Robot& robot, const Plan::Press& press) {
    robot.press(press.id, press.heard);
    const app::State& state = robot.kiosk().state();
    for (const app::PotUse& use : app::pots_in_use(state))
        for (const auto& proposal : state.round().proposals) {
            const std::string id = "vote/" + proposal.id.text();
            const bool here = press.id == id || is_about(press, proposal.id);
            if (!here || proposal.pot != use.pot->id) continue;
            robot.expect_heard(app::text_of(state, proposal.title));
            robot.expect_heard(app::pot_line(state, use));
        }
}

// One proposal a screen, as they come; some are left for later, and some voters go on to the others
// at once. What was not pressed is given back.
std::vector<Plan::Press> score_pitches(Robot& robot, const Plan& plan, bool lively,
                                       std::mt19937& random) {
    const app::State& state = robot.kiosk().state();
    std::vector<Plan::Press> left = plan.presses;
    while (state.screen == Screen::pitch) {
        const ballot::ProposalId here = *state.session.pitch;
        const auto press = std::find_if(left.begin(), left.end(),
                                        [&](const auto& p) { return is_about(p, here); });
        const bool skips = lively && random() % 4 == 0;
        if (press != left.end() && !skips) {
            press_vote(robot, *press);
            left.erase(press);
        }
        const bool last = app::pitches(state).back() == here;
        if (last || (lively && random() % 12 == 0)) {
            robot.press("pitch/all", tr("All my scores"));
        } else {
            robot.press("pitch/next", tr("Next proposal"));
        }
    }
    return left;
}

// From the list of all scores to the page of a gap, and back.
void fill_gap(Robot& robot, const Plan::Press& press) {
    const app::State& state = robot.kiosk().state();
    for (const ballot::ProposalId& id : app::pitches(state)) {
        if (!is_about(press, id)) continue;
        const ballot::Proposal& proposal = *state.round().find_proposal(id);
        robot.press(
            "score/" + id.text(),
            heard(state, tr("No. {number}", {{"number", app::number(proposal.number)}}), proposal));
        press_vote(robot, press);
        return robot.press("pitch/all", tr("All my scores"));
    }
    robot.give_up("no page to score " + press.id);
}

void choose(Robot& robot, const Plan& plan, const VoterOptions& options, std::mt19937& random) {
    const bool lively = options.manner == Manner::lively;
    const auto one_by_one = [&](const Plan::Press& press) {
        const auto all = app::pitches(robot.kiosk().state());
        return std::any_of(all.begin(), all.end(),
                           [&](const auto& id) { return is_about(press, id); });
    };
    for (const Plan::Press& press : score_pitches(robot, plan, lively, random)) {
        if (one_by_one(press)) {
            fill_gap(robot, press);
            continue;
        }
        press_vote(robot, press);
        if (!lively || random() % 15 != 0) continue;
        // Takes the last change back and makes it again.
        robot.press("undo", tr("Undo"));
        press_vote(robot, press);
    }
    if (robot.kiosk().state().session.votes != plan.votes)
        robot.give_up("the kiosk holds other choices than were made");
}

}  // namespace

Plan make_plan(const app::State& state, std::mt19937& random) {
    return Planner(state, random).plan();
}

std::string meant_line(const std::string& style, const ballot::Votes& votes) {
    std::string line = style;
    for (const auto& [id, value] : votes) line += " " + id.text() + "=" + std::to_string(value);
    return line;
}

Cast vote(Robot& robot, const std::string& card, const VoterOptions& options,
          std::mt19937& random) {
    const app::State& state = robot.kiosk().state();
    const bool lively = options.manner == Manner::lively;
    robot.wait_for([](const app::State& s) { return s.screen == Screen::welcome; }, "welcome");
    if (robot.method() == InputMethod::speech) switch_speech_on(robot, options.language);
    if (!options.language.empty() && state.access.language != options.language)
        robot.press("language/" + options.language);
    if (!show_card(robot, card, options, random)) return {};
    if (lively && random() % 10 == 0) {
        robot.press("leave", tr("Leave without voting"));
        robot.press("confirm-leave/yes", tr("Yes, leave"));
        if (!state.session.style.empty()) robot.give_up("a voter who left is still there");
        return vote(robot, card, {options.language, Manner::straight}, random);
    }
    robot.press("proposals", tr("Show me the proposals"));
    const Plan plan = make_plan(state, random);
    const std::string meant = meant_line(state.session.style.text(), plan.votes);
    choose(robot, plan, options, random);
    robot.press("review", tr("Check my choices"));
    if (lively && random() % 12 == 0) {
        robot.press("check", tr("Test this kiosk"));
        robot.press("confirm-check/yes", tr("Yes, test the kiosk"));
        robot.wait_for([](const app::State& s) { return s.screen == Screen::checked; }, "a check");
        robot.press("again", tr("Back to my vote"));
    }
    const auto before = std::chrono::steady_clock::now();
    robot.press("cast", tr("Yes, cast my vote"));
    robot.wait_for([](const app::State& s) { return s.screen == Screen::done; }, "the box");
    const std::chrono::duration<double, std::milli> took =
        std::chrono::steady_clock::now() - before;
    const Cast cast{meant, state.session.receipt_code, took.count()};
    robot.press("finish", tr("Finish"));
    if (!state.session.receipt_code.empty()) robot.give_up("the receipt is still there");
    return cast;
}

void enter_pin(Robot& robot, const std::string& pin) {
    for (char digit : pin) robot.press("pin/" + std::string(1, digit));
    robot.press("pin/submit");
    robot.wait_for([](const app::State& s) { return s.screen == Screen::steward; },
                   "the steward's door");
}

void open_polls(Robot& robot, const std::string& pin) {
    if (robot.kiosk().state().polls != app::Polls::not_open) return;
    robot.press("steward/door");
    enter_pin(robot, pin);
    robot.press("page/1");
    robot.press("polls/open");
    robot.wait_for([](const app::State& s) { return s.polls == app::Polls::open; }, "open polls");
    robot.press("back");
    robot.press("back");
}

void close_and_export(Robot& robot, const std::string& pin, const std::string& place) {
    const app::State& state = robot.kiosk().state();
    if (state.screen == Screen::welcome) robot.press("header/about");
    robot.press("steward/door");
    enter_pin(robot, pin);
    if (state.polls != app::Polls::closed) {
        robot.press("page/3");
        robot.press("polls/close");
        robot.wait_for([](const app::State& s) { return s.polls == app::Polls::closed; },
                       "closed polls");
        robot.press("back");
    }
    robot.press("page/4");
    robot.press("export/" + place);
    robot.wait_for([](const app::State& s) { return !s.steward.busy; }, "the export");
    if (!state.steward.error.empty()) robot.give_up(state.steward.error);
    robot.press("back");
    robot.press("page/7");
    robot.press("program/quit");
}

}  // namespace tallystick::robots
