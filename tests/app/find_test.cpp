// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a proposal among many: by pot, by theme, by number.
#include <gtest/gtest.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

// Sixteen proposals, from which on there are filters: twelve of make_round's and four more in the
// borough, b7 … b10.
ballot::Round long_round() {
    ballot::Round round = make_round(approval_up_to(3));
    for (int k = 7; k <= 10; ++k) {
        ballot::Proposal more = round.proposals.back();
        more.id = proposal_id("b" + std::to_string(k));
        more.number = k + 6;
        round.proposals.push_back(more);
    }
    return round;
}

void rename_pot(ballot::Round& round, const std::string& from, const std::string& to) {
    for (auto& pot : round.pots)
        if (pot.id == pot_id(from)) pot.id = pot_id(to);
    for (auto& style : round.styles)
        for (auto& pot : style.pots)
            if (pot == pot_id(from)) pot = pot_id(to);
    for (auto& proposal : round.proposals)
        if (proposal.pot == pot_id(from)) proposal.pot = pot_id(to);
}

TEST(Find, NamesOfARoundAreNotTheKiosksOwn) {
    ballot::Round round = long_round();
    rename_pot(round, "north", "all");
    rename_pot(round, "borough", "mine");
    for (const char* name : {"all", "1"}) {
        ballot::Theme theme;
        theme.id = ballot::ThemeId::parse(name).value();
        theme.name.by_language["en"] = name;
        round.themes.push_back(theme);
    }
    for (auto& proposal : round.proposals) proposal.theme = proposal.number == 3 ? "1" : "all";
    Kiosk kiosk(round);
    kiosk.at_ballot();
    EXPECT_EQ(visible_proposals(kiosk.press("show/pot/all").state).size(), 6U);
    EXPECT_EQ(visible_proposals(kiosk.press("show/all").state).size(), 16U);
    EXPECT_EQ(visible_proposals(kiosk.press("show/pot/mine").state).size(), 10U);
    EXPECT_EQ(visible_proposals(kiosk.press("show/mine").state).size(), 0U);
    (void)kiosk.press("show/all");
    EXPECT_EQ(visible_proposals(kiosk.press("show/theme/1").state).size(), 1U);
    EXPECT_EQ(visible_proposals(kiosk.press("show/themes").state).size(), 16U);
}

// "b2,b7,n1": in the order of the list.
std::string found(Kiosk& kiosk, const std::string& number) {
    Browse browse;
    browse.number = number;
    std::string ids;
    for (const auto* one : visible_proposals(kiosk.send(event::SetBrowse{browse}).state))
        ids += (ids.empty() ? "" : ",") + one->id.text();
    return ids;
}

// Numbers: n1 … n6 are 1 … 6, b1 … b10 are 7 … 16. The north stands first in the list.
TEST(Find, TheNumberItselfIsFirstThenWhatElseBeginsSo) {
    Kiosk kiosk(long_round());
    kiosk.at_ballot();
    EXPECT_EQ(found(kiosk, "1"), "n1,b4,b5,b6,b7,b8,b9,b10");
    EXPECT_EQ(found(kiosk, "12"), "b6");
}

TEST(Find, ThePotOfTheNumberItselfStandsFirst) {
    ballot::Round round = long_round();
    round.proposals[0].number = 100;
    round.proposals[6].number = 1;
    Kiosk kiosk(round);
    kiosk.at_ballot();
    EXPECT_EQ(found(kiosk, "1"), "b1,b4,b5,b6,b7,b8,b9,b10,n1");
}

TEST(Find, ANumberOfFiveDigitsIsFoundAndDrawnAsItIsPrinted) {
    ballot::Round round = long_round();
    round.proposals.back().number = 12'345;
    Kiosk kiosk(round);
    kiosk.at_ballot();
    for (const char* key : {"number/1", "number/2", "number/3", "number/4", "number/5"})
        (void)kiosk.press(key);
    EXPECT_EQ(found(kiosk, kiosk.state.session.browse.number), "b10");
    kiosk.send(event::ShowDetails{proposal_id("b10")});
    EXPECT_NE(words_of(screen_of(kiosk.state).body).find("12345"), std::string::npos);
}

TEST(Find, IsReachedFromEveryPageOfTheList) {
    Kiosk kiosk(long_round());
    kiosk.at_ballot();
    const ui::Screen screen = screen_of(kiosk.state);
    ASSERT_TRUE(screen.on_later_pages.has_value());
    (void)kiosk.press(screen.on_later_pages->id);
    EXPECT_EQ(kiosk.state.overlay, Overlay::find);
}

TEST(Find, AnotherSearchIsAnotherList) {
    Kiosk kiosk(long_round());
    const std::string all = screen_of(kiosk.at_ballot().state).list;
    const std::string north = screen_of(kiosk.press("show/pot/north").state).list;
    const std::string number = screen_of(kiosk.press("number/1").state).list;
    EXPECT_NE(all, north);
    EXPECT_NE(north, number);
    EXPECT_EQ(screen_of(kiosk.choose("n1").state).list, number);
}

}  // namespace
}  // namespace tallystick::app
