// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a knapsack's bar, to be taken out. A part may be thinner than any finger; here each
// has a line. What is taken out keeps its line and can be put back with the same button, so that a
// second touch by mistake takes nothing else.
#include "kit.h"

namespace tallystick::app {
namespace {

// The part as it is in the bar, in its colour and its size; an empty bar for what is taken out.
Element swatch(const PotUse& use, const ballot::Proposal& proposal) {
    std::vector<ui::BarPart> parts;
    for (std::size_t n = 0; n < use.in_order.size(); ++n) {
        if (use.in_order[n] != proposal.id) continue;
        parts.push_back({static_cast<double>(proposal.cost.value()), accent_of_part(use, n)});
    }
    Element mark =
        ui::bar("", std::move(parts), static_cast<double>(use.pot->limit.value()), "").growing(0);
    mark.role.reset();
    return mark;
}

Element part_line(View& view, const PotUse& use, const ballot::Proposal& proposal) {
    const State& state = view.state;
    Element words = ui::column(ui::elements(ui::text(title_of(state, proposal), ui::Type::strong),
                                            ui::soft(number_of(proposal) + " \u00B7 " +
                                                     cost_of(state, proposal))))
                        .spaced(Space::none)
                        .growing(1)
                        .at_least(8);
    Element button = add_or_remove(view, "part/" + proposal.id.text(), proposal);
    return ui::row(ui::elements(swatch(use, proposal), std::move(words), std::move(button)))
        .spaced(Space::m);
}

}  // namespace

Element chosen_panel(View& view) {
    const State& state = view.state;
    std::vector<Element> content;
    view.screen.dialog_focus = "chosen/close";
    for (const auto& id : state.session.listed) {
        const auto* proposal = state.round().find_proposal(id);
        if (proposal == nullptr) continue;
        for (const auto& use : pots_in_use(state)) {
            if (use.pot->id != proposal->pot) continue;
            if (content.empty()) {
                content.push_back(ui::text(pot_line(state, use), ui::Type::strong));
                content.push_back(pot_bar(state, use, "chosen/bar"));
            }
            content.push_back(part_line(view, use, *proposal));
        }
    }
    return ui::dialog("chosen", tr("In your vote"), std::move(content),
                      ui::elements(act(view, "chosen/close", ButtonKind::primary, {tr("Close")},
                                       event::CloseOverlay{})));
}

}  // namespace tallystick::app
