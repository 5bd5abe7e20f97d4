// SPDX-License-Identifier: GPL-3.0-or-later
// A kiosk without a screen or a box: a State, the events sent to it and the effects it asked for.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include <app/screens.h>
#include <app/update.h>
#include <app/view.h>

namespace tallystick::app {

inline ballot::ProposalId proposal_id(const std::string& text) {
    return ballot::ProposalId::parse(text).value();
}
inline ballot::PotId pot_id(const std::string& text) {
    return ballot::PotId::parse(text).value();
}
inline ballot::StyleId style_id(const std::string& text) {
    return ballot::StyleId::parse(text).value();
}

// Two pots of six proposals each: north (n1 … n6) with the rules given, borough (b1 … b6) with
// "choose up to 3". The k-th proposal of a pot costs k thousand pounds; a pot holds 10,000.
inline ballot::Round make_round(const ballot::BallotRules& north) {
    ballot::Round round;
    round.title.by_language["en"] = "Test fund";
    round.languages = {"en", "cy"};
    round.fund = ballot::Pence(2'000'000);
    round.blank_ballots = true;
    ballot::BallotRules up_to_three;
    up_to_three.max_chosen = 3;
    std::int64_t number = 1;
    for (const char* name : {"north", "borough"}) {
        ballot::Pot pot;
        pot.id = pot_id(name);
        pot.name.by_language["en"] = name;
        pot.limit = ballot::Pence(1'000'000);
        pot.ballot = std::string(name) == "north" ? north : up_to_three;
        round.pots.push_back(pot);
        for (int k = 1; k <= 6; ++k) {
            ballot::Proposal proposal;
            proposal.id = proposal_id(std::string(1, name[0]) + std::to_string(k));
            proposal.number = number++;
            proposal.pot = pot.id;
            proposal.cost = ballot::Pence(k * 100'000);
            proposal.amount_min = ballot::Pence(50'000);
            proposal.amount_step = ballot::Pence(25'000);
            proposal.theme = k % 2 == 0 ? "even" : "odd";
            proposal.title.by_language["en"] = "Title of " + proposal.id.text();
            round.proposals.push_back(proposal);
        }
    }
    ballot::Style style;
    style.id = style_id("north");
    style.pots = {pot_id("north"), pot_id("borough")};
    style.cards = 10;
    round.styles.push_back(style);
    return round;
}

inline const ui::Element* find_in(const ui::Element& e, const std::string& id) {
    if (e.id == id) return &e;
    for (const auto& child : e.children)
        if (const auto* found = find_in(child, id)) return found;
    return nullptr;
}
// All the words of an element, one after the other.
inline std::string words_of(const ui::Element& e) {
    std::string words = e.kind == ui::Element::Kind::text ? e.text : "";
    for (const auto& child : e.children) words += " " + words_of(child);
    return words;
}

// Without the marks that keep a value's own direction inside a sentence.
inline std::string plain(std::string words) {
    for (const char* mark : {"\u2066", "\u2068", "\u2069"})
        for (std::size_t at = 0; (at = words.find(mark)) != std::string::npos;) words.erase(at, 3);
    return words;
}

inline ballot::BallotRules approval_up_to(std::int64_t most) {
    ballot::BallotRules rules;
    rules.max_chosen = most;
    return rules;
}

class Kiosk {
public:
    explicit Kiosk(const ballot::Round& round) {
        auto setup = std::make_shared<Setup>();
        setup->round = round;
        setup->languages = {{"en", "English"}, {"cy", "Cymraeg"}};
        state = initial_state(setup);
    }
    Kiosk() : Kiosk(make_round(approval_up_to(3))) {}

    Kiosk& send(const Event& event) {
        Updated updated = update(std::move(state), event);
        state = std::move(updated.state);
        last = std::move(updated.effects);
        all.insert(all.end(), last.begin(), last.end());
        return *this;
    }
    // What touching the target of that id does.
    Kiosk& press(const std::string& id) {
        const auto event = event_of(state, id);
        EXPECT_TRUE(event.has_value()) << id;
        return event ? send(*event) : *this;
    }
    Kiosk& open() {
        Counts counts;
        counts.capacity = 10;
        return send(event::BoxReport{Polls::open, counts, Mirror::none});
    }
    // Polls open, a voter with a good card at the proposals.
    Kiosk& at_ballot() {
        open().send(event::Start{}).send(event::CardScanned{"a card"});
        send(event::CardAccepted{style_id("north"), "0123abcd", 7});
        return send(event::Continue{});
    }
    Kiosk& at_review() {
        at_ballot().choose("n1").send(event::GoToReview{});
        return send(event::Sealed{"CODE"});
    }
    Kiosk& check() {
        return send(event::OpenOverlay{Overlay::confirm_check}).send(event::CheckInstead{});
    }
    Kiosk& at_done() {
        return at_review().send(event::Cast{}).send(event::Stored{"CODE", "receipt"});
    }
    Kiosk& at_steward() {
        open().send(event::OpenDoor{}).send(event::PinDigit{'1'}).send(event::PinSubmit{});
        return send(event::PinAnswer{true, 5, 0});
    }
    Kiosk& choose(const std::string& proposal, std::int64_t value = 1) {
        return send(event::SetVote{proposal_id(proposal), value});
    }
    Kiosk& drop(const std::string& proposal) {
        return send(event::SetVote{proposal_id(proposal), std::nullopt});
    }
    Kiosk& rank(const std::string& proposal) { return send(event::RankTap{proposal_id(proposal)}); }
    Kiosk& tick(Milliseconds now) { return send(event::Tick{now}); }

    // "n1=1 n3=2": what is chosen, by id.
    [[nodiscard]] std::string votes() const {
        std::string text;
        for (const auto& [id, value] : state.session.votes)
            text += (text.empty() ? "" : " ") + id.text() + "=" + std::to_string(value);
        return text;
    }
    template <typename E>
    [[nodiscard]] const E* asked_for() const {
        for (const Effect& effect : last)
            if (const E* found = std::get_if<E>(&effect)) return found;
        return nullptr;
    }
    template <typename E>
    [[nodiscard]] std::size_t times_asked() const {
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(),
                          [](const Effect& effect) { return std::holds_alternative<E>(effect); }));
    }

    State state;
    Effects last;  // of the last event
    Effects all;
};

}  // namespace tallystick::app
