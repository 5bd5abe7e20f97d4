// SPDX-License-Identifier: GPL-3.0-or-later
// Is this right? Everything chosen, what is left open, the envelope's code, and two plain answers.
// Then what comes after: being stored, trouble, and the opened envelope of a check.
#include "kit.h"

namespace tallystick::app {
namespace {

// The last is one low line.
enum class Line { with_picture, words, low };

Element chosen_line(const State& state, const ballot::Pot& pot, const ballot::ProposalId& id,
                    Line form) {
    const auto* proposal = state.round().find_proposal(id);
    const auto vote = vote_for(state, id);
    std::vector<Element> parts;
    if (form == Line::with_picture)
        parts.push_back(
            ui::picture(picture_of(state, *proposal), "", 22, 18, accent_of(pot.accent)));
    Element title = ui::text(title_of(state, *proposal), ui::Type::title);
    Element number = ui::soft(number_of(*proposal) + " \u00B7 " + cost_of(state, *proposal));
    if (form == Line::low) title.type = ui::Type::strong;
    auto both = ui::elements(std::move(title), std::move(number));
    Element words = form == Line::low ? ui::row(std::move(both)).spaced(Space::s)
                                      : ui::column(std::move(both)).spaced(Space::none);
    parts.push_back(std::move(words).growing(1).at_least(8));
    const bool plain = pot.ballot.type == ballot::BallotType::approval ||
                       pot.ballot.type == ballot::BallotType::knapsack ||
                       pot.ballot.type == ballot::BallotType::choose_one;
    if (plain) {
        parts.push_back(ui::icon(Icon::check, ui::Type::title).inked(ui::Ink::proceed));
    } else if (vote) {
        parts.push_back(ui::badge(Icon::check, unbroken(vote_in_words(state, pot, *vote))));
    }
    Element line = ui::row(std::move(parts)).unbroken().spaced(Space::m).across(ui::Cross::centre);
    // In the middle, where the one beside it is higher.
    Element card =
        ui::card("chosen/" + id.text(), title_of(state, *proposal), ui::elements(std::move(line)))
            .along(ui::Main::centre);
    if (form == Line::low) card.pad_y = Space::xs;
    return card;
}

// What a gap means is said by the round; where it is refused, it was found unfinished.
std::string scores_left_open(const PotUse& use, const std::string& pot) {
    const std::int64_t gaps = use.proposals - use.chosen;
    if (gaps == 0) return {};
    if (use.pot->ballot.gap == ballot::ScoreGap::zero)
        return trn("{pot}: you gave no score to {count} proposal. It counts as 0.",
                   "{pot}: you gave no score to {count} proposals. They count as 0.", gaps,
                   {{"pot", pot}});
    return trn("{pot}: you gave no score to {count} proposal. That is allowed.",
               "{pot}: you gave no score to {count} proposals. That is allowed.", gaps,
               {{"pot", pot}});
}

// What the voter may still add; under-voting is said, and allowed.
std::string may_be_added(const State& state, const PotUse& use) {
    const auto& rules = use.pot->ballot;
    const std::string pot = text_of(state, use.pot->name);
    if (use.chosen == 0) return tr("{pot}: you chose nothing. That is allowed.", {{"pot", pot}});
    if (rules.type == ballot::BallotType::score) return scores_left_open(use, pot);
    const std::int64_t left = rules.max_chosen - use.chosen;
    if (rules.type != ballot::BallotType::approval || left <= 0) return {};
    return trn("{pot}: you can still choose {count} proposal.",
               "{pot}: you can still choose {count} proposals.", left, {{"pot", pot}});
}

// The proposals without which nothing can be cast, each a way to its page: before what was chosen,
// as they are all that is to be done.
void add_missing(View& view, const std::shared_ptr<const State>& shown,
                 std::vector<Element>& body) {
    const auto missing = scores_missing(*shown);
    if (missing.empty()) return;
    for (const auto& id : missing) view.on("score/" + id.text(), event::ShowPitch{id});
    body.push_back(ui::notice("missing", Icon::warning, still_needed(*shown)));
    const auto list = [&](CellForm form) {
        return ui::grid_of(14, missing.size(), [shown, missing, form](std::size_t i) {
            View of_cell(*shown);
            return score_cell(of_cell, *shown->round().find_proposal(missing[i]), form);
        });
    };
    body.push_back(list({CellForm::Parts::whole}).or_lower(list({CellForm::Parts::low})));
}

// What this pot lacks is never called allowed; nor is an empty one where the round wants a choice.
std::optional<Element> left_open(const State& state, const PotUse& use) {
    const std::string id = "open/" + use.pot->id.text();
    for (const auto& finding : validate(state.round(), *state.style(), state.session.votes)) {
        if (finding.reason == ballot::Reason::missing_score && finding.pot == use.pot->id)
            return std::nullopt;  // they are listed
        if (finding.pot == use.pot->id)
            return ui::notice(id, Icon::warning, reason_in_words(state, finding));
        if (finding.reason == ballot::Reason::blank) return std::nullopt;
    }
    const std::string open = may_be_added(state, use);
    if (open.empty()) return std::nullopt;
    return ui::notice(id, Icon::info, open);
}

Element list_of_chosen(const std::shared_ptr<const State>& shown, const PotUse& use) {
    const auto list = [&](Line form) {
        const auto make = [shown, form, pot = use.pot->id, ids = use.in_order](std::size_t i) {
            return chosen_line(*shown, *shown->round().find_pot(pot), ids[i], form);
        };
        Element all = ui::grid_of(18, use.in_order.size(), make);
        all.most_columns = 2;
        all.one_page = true;
        return all;
    };
    return list(Line::with_picture).or_lower(list(Line::words)).or_lower(list(Line::low));
}

// Each choice is a card of its own, so that no page ends within one.
void add_pot(const std::shared_ptr<const State>& shown, const PotUse& use,
             std::vector<Element>& body) {
    // Lower as the lists under them are.
    const auto head = [&](ui::Type type) {
        return ui::text(pot_line(*shown, use), type).as(ui::Role::heading);
    };
    body.push_back(
        head(ui::Type::title).or_lower(head(ui::Type::title)).or_lower(head(ui::Type::strong)));
    if (use.chosen > 0) body.push_back(list_of_chosen(shown, use));
    if (auto open = left_open(*shown, use)) body.push_back(std::move(*open));
}

// Cast; or first what cannot be left out.
Element next_step(View& view) {
    const State& state = view.state;
    const auto missing = scores_missing(state);
    if (!missing.empty()) {
        ButtonText go_on{tr("Score the other {count}",
                            {{"count", number(static_cast<std::int64_t>(missing.size()))}})};
        go_on.after = Icon::forward;
        return act(view, "score-missing", ButtonKind::proceed, std::move(go_on),
                   event::ShowPitch{missing.front()});
    }
    ButtonText cast{tr("Yes, cast my vote")};
    cast.icon = Icon::ballot_box;
    Element yes = act(view, "cast", ButtonKind::proceed, std::move(cast), event::Cast{});
    if (!is_ready(state)) return ui::unavailable(std::move(yes), still_needed(state));
    if (state.session.code.empty())
        return ui::unavailable(std::move(yes), tr("Your vote is being sealed…"));
    return yes;
}

}  // namespace

void show_review(View& view) {
    const State& state = view.state;
    std::vector<Element> body;
    body.push_back(ui::heading(tr("Is this right?")));
    if (state.session.votes.empty()) {
        body.push_back(ui::notice(
            "blank", Icon::warning,
            is_ready(state) ? tr("You chose nothing at all. You can cast an empty vote.")
                            : tr("You chose nothing at all. Choose at least one proposal.")));
    }
    const auto shown = std::make_shared<const State>(state);
    add_missing(view, shown, body);
    for (const auto& use : pots_in_use(state)) add_pot(shown, use, body);
    std::vector<Element> quiet;
    if (!state.session.code.empty()) {
        quiet.push_back(ui::soft(tr("Code of this envelope: {code} (not cast yet)",
                                    {{"code", state.session.code}}))
                            .growing(1)
                            .at_least(14));
    } else {
        quiet.push_back(ui::spacer());
    }
    quiet.push_back(act(view, "start-again", ButtonKind::quiet,
                        {tr("Start again"), "", Icon::repeat}, event::StartAgainAsk{}));
    quiet.push_back(
        act(view, "leave", ButtonKind::quiet, {tr("Leave without voting")}, event::LeaveAsk{}));
    if (!state.session.code.empty() && may_check(state)) {
        quiet.push_back(act(view, "check", ButtonKind::quiet,
                            {tr("Test this kiosk"), "", Icon::eye},
                            event::OpenOverlay{Overlay::confirm_check}));
    }
    body.push_back(ui::row(std::move(quiet)).spaced(Space::s));
    view.open("review", tr("Is this right?"), std::move(body));

    ButtonText change{tr("No, change it")};
    change.icon = Icon::back;
    add_footer(
        view,
        ui::elements(act(view, "change", ButtonKind::secondary, std::move(change), event::Back{})),
        next_step(view));
    view.screen.emphasised_last = "cast";
    view.screen.needed_on_page = [](std::size_t to_come) {
        return trn("{count} more choice is on the next page.",
                   "{count} more choices are on the next page.",
                   static_cast<std::int64_t>(to_come));
    };
}

void show_casting(View& view) {
    Element panel = ui::column(ui::elements(ui::icon(Icon::ballot_box, ui::Type::display),
                                            ui::display(tr("Your vote is being stored…"))))
                        .across(ui::Cross::centre)
                        .spaced(Space::l);
    view.open("casting", tr("Your vote is being stored…"), ui::elements(std::move(panel)));
    view.screen.body.cross = ui::Cross::centre;
    view.screen.body_main = ui::Main::centre;
}

void show_trouble(View& view) {
    const std::string title = trouble_title(view.state);
    const std::string words = trouble_in_words(view.state);
    const bool only_check = view.state.trouble == Trouble::check_failed;
    const auto panel = [&](std::vector<Element> head) {
        head.push_back(only_check ? ui::notice("trouble", Icon::info, words)
                                  : ui::alarm("trouble", Icon::warning, words));
        return ui::column(std::move(head)).across(ui::Cross::centre).spaced(Space::l).at_most(36);
    };
    const auto mark = [] { return ui::icon(Icon::warning, ui::Type::display); };
    view.open("trouble", title,
              ui::elements(panel(ui::elements(mark(), ui::heading(title)))
                               .or_lower(panel(ui::elements(ui::heading(title))))
                               .or_lower(panel(ui::elements(ui::title(title))))));
    view.screen.body.cross = ui::Cross::centre;
    view.screen.body_main = ui::Main::centre;
    const Element call = act(view, "steward/call", ButtonKind::secondary,
                             {tr("Call a steward"), "", Icon::bell}, event::CallSteward{});
    ButtonText words_again{only_check ? tr("Back to my vote") : tr("Try again")};
    words_again.icon = only_check ? Icon::back : Icon::repeat;
    const Element again =
        act(view, "again", ButtonKind::proceed, std::move(words_again), event::Continue{});
    if (only_check || view.state.style() == nullptr)
        return add_footer(view, ui::elements(call), again);
    const Element leave =
        act(view, "leave", ButtonKind::secondary, {tr("Leave without voting")}, event::LeaveAsk{});
    add_footer(view, ui::elements(leave, call), again);
    Element whole = std::move(view.screen.footers.front());
    Element paged = std::move(view.screen.paged_footers.front());
    // Where three have no room in one line, the header has the call of a steward.
    add_footer(view, ui::elements(leave), again);
    view.screen.footers.insert(view.screen.footers.begin(), std::move(whole));
    view.screen.paged_footers.insert(view.screen.paged_footers.begin(), std::move(paged));
}

void show_checked(View& view) {
    const State& state = view.state;
    std::vector<Element> body;
    body.push_back(ui::heading(tr("What was inside")));
    body.push_back(
        ui::paragraph(tr("This envelope is open now and not counted. Photograph these "
                         "codes and check them at home.")));
    std::vector<Element> codes;
    if (state.session.reveal) {
        body.push_back(ui::text(state.session.reveal->code, ui::Type::code));
        std::int64_t n = 0;
        const auto of = static_cast<std::int64_t>(state.session.reveal->parts.size());
        for (const auto& part : state.session.reveal->parts) {
            ++n;
            const std::string name =
                tr("Code {n} of {total}", {{"n", number(n)}, {"total", number(of)}});
            codes.push_back(
                ui::column(ui::elements(ui::qr("reveal/" + std::to_string(n), part, name, 60),
                                        ui::soft(name)))
                    .across(ui::Cross::centre));
        }
    }
    body.push_back(ui::row(std::move(codes)).spaced(Space::xl).across(ui::Cross::start));
    view.open("checked", tr("What was inside"), in_the_middle(std::move(body), 44));
    view.screen.body_main = ui::Main::centre;
    ButtonText next{tr("Back to my vote")};
    next.after = Icon::forward;
    add_footer(view, {},
               act(view, "again", ButtonKind::proceed, std::move(next), event::Continue{}));
}

}  // namespace tallystick::app
