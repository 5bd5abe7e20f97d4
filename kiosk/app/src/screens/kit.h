// SPDX-License-Identifier: GPL-3.0-or-later
// What the screens share: a View collects the Screen and, by id, the Event that activating a
// target means; header, footers and the small pieces that several screens show. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <app/event.h>
#include <app/state.h>
#include <app/strings.h>
#include <app/view.h>
#include <ui/widgets.h>

namespace tallystick::app {

// What every screen is built of.
using ui::ButtonKind;
using ui::ButtonText;
using ui::Element;
using ui::Icon;
using ui::Space;

class View {
public:
    explicit View(const State& shown) : state(shown) {}

    const State& state;
    ui::Screen screen;
    std::map<std::string, Event> events;

    // "When `id` is activated, this happens"; gives the id back, to be used in place.
    std::string on(std::string id, Event event) {
        events.insert_or_assign(id, std::move(event));
        return id;
    }
    // A screen of its own name, with its body.
    void open(std::string id, std::string title, std::vector<Element> body);
};

// In the middle of the page, no wider than that; where it takes several, what is in it one after
// the other.
[[nodiscard]] std::vector<Element> in_the_middle(std::vector<Element> parts, float most_em);

// A button that does one thing.
[[nodiscard]] Element act(View& view, const std::string& id, ButtonKind kind, ButtonText text,
                          Event event);

// Language, read aloud, text size, colours, a steward, privacy: on every screen (ACCESS A11, A20).
void add_header(View& view);
// "What is still needed" at the start, the one obvious next step at the end, quiet steps between.
void add_footer(View& view, std::vector<Element> others, std::optional<Element> next);

// The sentence, as it is drawn, above what is in the footer; it is heard in full.
[[nodiscard]] Element with_sentence(const State& state, std::string drawn, Element under);

// Easy Read has a picture with every point (ACCESS A12), and a large one.
[[nodiscard]] bool in_easy_read(const State& state);
[[nodiscard]] Element point(const State& state, Icon icon, int accent, Element words);
// With its picture in Easy Read alone.
[[nodiscard]] Element told(const State& state, Icon icon, int accent, Element words);

// Proposals
[[nodiscard]] int accent_of(const std::string& name);
[[nodiscard]] int accent_of(const State& state, const ballot::PotId& pot);
[[nodiscard]] std::string title_of(const State& state, const ballot::Proposal& proposal);
// In one line: no break between its words.
[[nodiscard]] std::string unbroken(std::string words);
// "No. 117", as in the printed list; and "Crewe North · No. 117", in the colour of the pot.
[[nodiscard]] std::string number_of(const ballot::Proposal& proposal);
[[nodiscard]] Element pot_and_number(const State& state, const ballot::Proposal& proposal);
// A text of the round as it is drawn: where that is right to left, sums keep their own direction.
[[nodiscard]] std::string drawn_text(const State& state, const ballot::Texts& texts);
[[nodiscard]] std::string cost_of(const State& state, const ballot::Proposal& proposal);
[[nodiscard]] std::string spoken_cost_of(const State& state, const ballot::Proposal& proposal);
[[nodiscard]] std::string picture_of(const State& state, const ballot::Proposal& proposal);
// "Add, Juice bar, No. 117, 2850 pounds": a list, so that no language's grammar is bent.
[[nodiscard]] std::string heard(const State& state, const std::string& what,
                                const ballot::Proposal& proposal);
// Where even Details has no room of its own: cost and title in one line, which opens them.
[[nodiscard]] Element title_as_details(const State& state, const ballot::Proposal& proposal);

// The control with which a proposal of this pot is voted for; a row or column to stand in its card.
// Where there is least room, its keys say an amount by which they change the vote in figures.
enum class Keys { words, figures };
[[nodiscard]] std::vector<Element> vote_controls(View& view, const ballot::Pot& pot,
                                                 const ballot::Proposal& proposal,
                                                 Keys keys = Keys::words);
// Add or Remove: approval, knapsack, choose-1.
[[nodiscard]] Element add_or_remove(View& view, const std::string& id,
                                    const ballot::Proposal& proposal);
// What the lowest and the highest score mean; empty for the others.
[[nodiscard]] std::string end_of_scores(const ballot::Pot& pot, std::int64_t score);
// What touching its card in the list can mean. Cards are made when they come into view, so the list
// itself does not know.
void add_card_events(View& view, const ballot::Proposal& proposal);
// What narrows the list down, for its top.
[[nodiscard]] Element filters(View& view);
// The same from the pages that do not begin with it: a button that opens it as a dialog.
[[nodiscard]] Element find_again(View& view);
// How the pots stand, for the footer: "North: 2 of 3 chosen" with its bar. Touched, the bar of a
// knapsack opens what is in it.
enum class Bars { inert, touched };
[[nodiscard]] std::vector<Element> pot_meters(View& view, Bars bars);
// The same in one line without a bar, for what has no room for more; shorter in its lower form.
[[nodiscard]] Element pot_meter_line(View& view, const PotUse& use);
// The bar alone, and the accent of its n-th part.
[[nodiscard]] Element pot_bar(const State& state, const PotUse& use, const std::string& id);
[[nodiscard]] int accent_of_part(const PotUse& use, std::size_t n);

// A proposal of a score pot among all of them: its score, or that it has none yet. Opens its page.
struct CellForm {
    enum class Parts { whole, low } parts;
    int title_lines = 0;  // 0 for all
};
[[nodiscard]] Element score_cell(View& view, const ballot::Proposal& proposal, CellForm form);

// Screens, each in a file of its own
void show_waiting(View& view);
void show_welcome(View& view);
void show_card(View& view);
void show_desk(View& view);
void show_how(View& view);
void show_pitch(View& view);
void show_ballot(View& view);
void show_details(View& view);
void show_compare(View& view);
void show_review(View& view);
void show_casting(View& view);
void show_trouble(View& view);
void show_checked(View& view);
void show_done(View& view);
void show_pin(View& view);
void show_steward(View& view);
// Dialogs: the access panel, languages, help, about, confirmations, what did not fit, the alert.
void add_dialog(View& view);
[[nodiscard]] Element access_panel(View& view);
[[nodiscard]] std::string text_size_name(TextSize size);
[[nodiscard]] Element languages_panel(View& view);
[[nodiscard]] Element help_panel(View& view);
[[nodiscard]] Element about_panel(View& view);
[[nodiscard]] Element find_panel(View& view);
[[nodiscard]] Element notice_panel(View& view);
[[nodiscard]] Element chosen_panel(View& view);
[[nodiscard]] std::vector<Element> language_choices(View& view, const std::string& prefix);

}  // namespace tallystick::app
