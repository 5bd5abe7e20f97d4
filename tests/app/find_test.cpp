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

}  // namespace
}  // namespace tallystick::app
