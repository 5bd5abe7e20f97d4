// SPDX-License-Identifier: GPL-3.0-or-later
// Where pages end: no proposal and no choice is ever cut by More.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <set>

#include <app/strings.h>
#include <app/view.h>
#include <ui/stage.h>

#include "scenes.h"

namespace tallystick::screens {
namespace {

// The kiosks' own, or the one in TALLYSTICK_GLASS; the smallest is less than a kiosk may have.
bool is_asked_for(const Glass& glass) {
    const char* asked = std::getenv("TALLYSTICK_GLASS");
    return asked != nullptr ? glass.name == asked : glass.name != "vga10";
}

// However a language groups them.
std::string digits_of(const std::string& words) {
    std::string digits;
    std::copy_if(words.begin(), words.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

// What the voter needs of a proposal on one page: its title, its cost, and what can be done.
bool is_whole(const ui::SemanticTree& tree, const app::State& state,
              const ballot::Proposal& proposal) {
    const std::string name = proposal.id.text();
    const std::string cost = std::to_string(proposal.cost.value() / 100);
    const auto has = [&](const auto& holds) {
        return std::any_of(tree.nodes().begin(), tree.nodes().end(), holds);
    };
    const std::string& title = app::text_of(state, proposal.title);
    const auto of_card = [&](const ui::SemanticNode& node) {
        return node.parent == "proposal/" + name;
    };
    const auto* details = tree.find("details/" + name);
    if (details == nullptr) return false;
    const bool spelt_out =
        has([&](const auto& node) { return of_card(node) && digits_of(node.label) == cost; }) &&
        has([&](const auto& node) { return of_card(node) && node.label == title; });
    // In the lowest form the title leads to the details itself, and is in no heading beside it.
    const bool in_one =
        details->label.find(title) != std::string::npos &&
        !has([&](const auto& node) { return of_card(node) && node.role == ui::Role::heading; });
    return (spelt_out || in_one) && has([&](const auto& node) {
               return node.target && node.id.starts_with("vote/" + name);
           });
}

int whole_proposals(const ui::SemanticTree& tree, const app::State& state) {
    const auto& all = state.round().proposals;
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const auto& proposal) {
        return is_whole(tree, state, proposal);
    }));
}

// Wherever a kiosk may stand, each page of the list begins with a whole proposal, not with a
// heading alone or a card that is cut; the first page of a long list too, under its filters.
TEST(Screens, EachPageOfTheListHasAWholeProposal) {
    Headless headless;
    const auto scenes = all_scenes();
    const auto check = [&](const Scene& scene, const Glass& glass, app::State state, int pages) {
        headless.stage().reset();
        auto& stage = headless.show(state, glass);
        for (int page = 0; page < pages; ++page) {
            EXPECT_GE(whole_proposals(stage.tree(), state), 1)
                << name_of(scene, glass, state) << " page " << page;
            if (!stage.handle(ui::Wheel{-1}).page_turned) break;
        }
    };
    // With the lowest screen's scenes of all types: their controls take more room than Add does.
    const std::pair<std::string, int> lists[] = {
        {"ballot", 20},     {"many", 20},           {"type-points", 2}, {"type-ranking", 2},
        {"type-amount", 2}, {"type-plus-minus", 2}, {"pitch", 1},       {"pitch-last", 1}};
    std::size_t turn = 0;
    for (const auto& glass : all_glasses()) {
        if (!is_asked_for(glass)) continue;
        for (const auto& [language, size] : all_readers()) {
            for (const auto& [name, pages] : lists) {
                const bool of_type = name.starts_with("type-") || name.starts_with("pitch");
                if (of_type && glass.name != "wxga10") continue;
                if (++turn % share_of_all(5) != 0) continue;
                const Scene& scene = scene_named(scenes, name);
                app::State state = read_in(scene.state, language, size);
                check(scene, glass, state, pages);
            }
        }
    }
}

// Every choice stands whole on a page of the review, and the first page has one. Only where ten
// inches are asked for the two largest sizes may the question stand there alone, and at the largest
// a long title in Urdu is higher than the page: it goes on from line to line.
TEST(Screens, TheReviewShowsEachChoiceWhole) {
    Headless headless;
    const auto scenes = all_scenes();
    const Scene& scene = scene_named(scenes, "review");
    // Its title and, beside it, number and cost.
    const auto is_whole_choice = [](const ui::SemanticTree& tree, const std::string& card,
                                    const std::string& title) {
        const auto has = [&](const std::string& words) {
            return std::any_of(tree.nodes().begin(), tree.nodes().end(), [&](const auto& node) {
                return node.parent == card && node.fits &&
                       node.label.find(words) != std::string::npos;
            });
        };
        return has(title) && has("\u00B7");
    };
    for (const auto& glass : all_glasses()) {
        if (!is_asked_for(glass)) continue;
        for (const auto& [language, size] : all_readers()) {
            app::State state = read_in(scene.state, language, size);
            headless.stage().reset();
            auto& stage = headless.show(state, glass);
            std::set<ballot::ProposalId> whole;
            for (int page = 0; page < 20; ++page) {
                for (const auto& vote : state.session.votes) {
                    const auto* proposal = state.round().find_proposal(vote.first);
                    if (is_whole_choice(stage.tree(), "chosen/" + vote.first.text(),
                                        app::text_of(state, proposal->title)))
                        whole.insert(vote.first);
                }
                const bool large = glass.name == "wxga10" && size >= 2;
                EXPECT_TRUE(page > 0 || large || !whole.empty()) << name_of(scene, glass, state);
                if (!stage.handle(ui::Wheel{-1}).page_turned) break;
            }
            const bool higher = glass.name == "wxga10" && size == 3 && language == "ur";
            EXPECT_TRUE(higher || whole.size() == state.session.votes.size())
                << name_of(scene, glass, state);
        }
    }
}

}  // namespace
}  // namespace tallystick::screens
