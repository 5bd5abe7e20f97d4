// SPDX-License-Identifier: GPL-3.0-or-later
// What stands over a screen: questions before something goes, what did not fit and what to give up
// for it, help, and the inactivity alert, which covers everything else.
#include "kit.h"

#include <algorithm>

namespace tallystick::app {
namespace {

Element yes_no(View& view, const std::string& id, const std::string& question,
               const std::string& words, Element yes, const std::string& no) {
    view.screen.dialog_focus = id + "/no";
    return ui::dialog(
        id, question, ui::elements(told(view.state, Icon::info, 5, ui::paragraph(words))),
        ui::elements(act(view, id + "/no", ButtonKind::secondary, {no}, event::CloseOverlay{}),
                     std::move(yes)));
}

std::int64_t seconds_left(const State& state) {
    const std::int64_t gone = (state.now - *state.alert_since) / 1000;
    return std::max<std::int64_t>(0, state.round().answer_seconds - gone);
}

Element alert(View& view) {
    const State& state = view.state;
    const std::int64_t left = seconds_left(state);
    view.screen.dialog_focus = "alert/stay";
    const std::string words =
        !state.style()
            ? trn("In {seconds} second this screen clears.",
                  "In {seconds} seconds this screen clears.", left, {{"seconds", number(left)}})
        : state.round().has_cards ? trn("In {seconds} second this screen clears. Your choices will "
                                        "be cleared. You can use your card again.",
                                        "In {seconds} seconds this screen clears. Your choices "
                                        "will be cleared. You can use your card again.",
                                        left, {{"seconds", number(left)}})
                                  : trn("In {seconds} second this screen clears. Your choices will "
                                        "be cleared, and nothing is counted.",
                                        "In {seconds} seconds this screen clears. Your choices "
                                        "will be cleared, and nothing is counted.",
                                        left, {{"seconds", number(left)}});
    return ui::dialog(
        "alert", tr("Are you still there?"),
        ui::elements(told(state, Icon::clock, 2,
                          ui::text(words).with_id("alert/words").as(ui::Role::status)),
                     ui::progress("alert/time",
                                  static_cast<double>(seconds_left(state)) /
                                      static_cast<double>(
                                          std::max<std::int64_t>(1, state.round().answer_seconds)),
                                  words)
                         .growing(0)),
        ui::elements(act(view, "alert/leave", ButtonKind::secondary,
                         {tr("No, leave without voting")}, event::LeaveConfirm{}),
                     act(view, "alert/stay", ButtonKind::proceed, {tr("Yes, I need more time")},
                         event::StillHere{})));
}

std::string what_leaving_means(const State& state) {
    return state.round().has_cards ? tr("Nothing is counted, and your choices will be cleared. You "
                                        "can use your card again.")
                                   : tr("Nothing is counted, and your choices will be cleared. A "
                                        "steward can let you begin again.");
}

Element next_card(View& view) {
    const CardFault fault = view.state.session.fault;
    const std::string why = card_fault_in_words(fault);
    const bool own = fault == CardFault::own;
    return ui::dialog(
        "next-card", own ? tr("Your vote is in") : tr("Your voting card"),
        ui::elements(own ? ui::paragraph(why) : ui::alarm("next-card/fault", Icon::warning, why)),
        ui::elements(act(view, "next-card/close", ButtonKind::primary, {tr("Close")},
                         event::CloseOverlay{})));
}

Element returned(View& view) {
    return ui::dialog(
        "returned", tr("Your vote is secret."),
        ui::elements(
            ui::paragraph(tr("Your choices stay as they are.")),
            ui::paragraph(tr("The steward helps with the screen and must not see your choices."))),
        ui::elements(act(view, "returned/close", ButtonKind::proceed,
                         {tr("Continue"), "", {}, Icon::forward}, event::CloseOverlay{})));
}

Element confirm_check(View& view) {
    return yes_no(view, "confirm-check", tr("Test this kiosk"),
                  tr("This opens your sealed envelope to test the kiosk. It is not counted. Your "
                     "choices are kept, and you can cast them afterwards."),
                  act(view, "confirm-check/yes", ButtonKind::primary, {tr("Yes, test the kiosk")},
                      event::CheckInstead{}),
                  tr("No, go back to my vote"));
}

}  // namespace

Element help_panel(View& view) {
    const State& state = view.state;
    std::vector<Element> words;
    if (state.steward_called) {
        words.push_back(ui::notice("called", Icon::bell, tr("A steward will come to you")));
        words.push_back(told(state, Icon::lock, 1,
                             ui::paragraph(tr("Please stay here. Your choices are kept."))));
    } else {
        words.push_back(told(state, Icon::people, 5,
                             ui::paragraph(tr("A steward can help you with the screen."))));
    }
    words.push_back(
        told(state, Icon::eye_off, 2,
             ui::soft(tr("The steward helps with the screen and must not see your choices."))));
    std::vector<Element> buttons;
    // The steward who has come goes in here; the voter's session waits behind the door.
    if (state.screen != Screen::review && state.screen != Screen::checked)
        buttons.push_back(act(view, "help/door", ButtonKind::quiet,
                              {tr("For stewards only"), "", Icon::lock}, event::OpenDoor{}));
    buttons.push_back(act(view, "help/about", ButtonKind::secondary,
                          {tr("Privacy"), tr("About this kiosk and your privacy"), Icon::info},
                          event::OpenOverlay{Overlay::about}));
    buttons.push_back(act(view, "help/close", ButtonKind::secondary,
                          {state.steward_called ? tr("I do not need help any more") : tr("Close")},
                          event::CloseOverlay{}));
    if (!state.steward_called) {
        buttons.push_back(act(view, "help/call", ButtonKind::primary,
                              {tr("Call a steward"), "", Icon::bell}, event::CallSteward{}));
    }
    return ui::dialog("help", tr("Help"), std::move(words), std::move(buttons)).at_most(44);
}

Element about_panel(View& view) {
    const State& state = view.state;
    std::vector<Element> words;
    words.push_back(point(
        state, Icon::lock, 5,
        ui::text(
            tr("The kiosk seals your choices in an envelope that only the organisers' key holders "
               "can open, together, after the vote."))));
    words.push_back(point(
        state, Icon::person, 0,
        ui::text(tr("The kiosk does not know your name. It stores no time beside your vote."))));
    words.push_back(point(
        state, Icon::ballot_box, 1,
        ui::text(tr("The envelopes are mixed, so nobody can tell from them who voted when."))));
    words.push_back(point(
        state, Icon::receipt, 3,
        ui::text(
            tr("Your receipt code proves that your envelope is there, and not what you chose."))));
    words.push_back(
        point(state, Icon::eye, 4,
              ui::text(tr("Anyone may test the kiosk: choose “Test this kiosk” before casting."))));
    words.push_back(point(state, Icon::eye_off, 2,
                          ui::text(tr("Please do not let anybody film you while you vote."))));
    words.push_back(point(state, Icon::shield, 5,
                          ui::text(tr("You must trust that this kiosk keeps your choices secret "
                                      "until the envelope is sealed."))));
    if (language_of(state).machine_drafted) {
        words.push_back(ui::notice(
            "about/draft", Icon::info,
            tr("The words in this language were drafted by a machine. Nobody who speaks it has "
               "checked them yet.")));
    }
    const std::string round = state.setup->round_id.substr(0, 8);
    words.push_back(told(state, Icon::info, 5,
                         ui::soft(tr("Kiosk {name}, round {round}",
                                     {{"name", state.setup->kiosk.text()}, {"round", round}}))));
    std::vector<Element> buttons;
    if (state.screen == Screen::welcome || state.screen == Screen::waiting) {
        buttons.push_back(act(view, "steward/door", ButtonKind::secondary,
                              {tr("For stewards only"), "", Icon::lock}, event::OpenDoor{}));
    }
    buttons.push_back(
        act(view, "about/close", ButtonKind::primary, {tr("Close")}, event::CloseOverlay{}));
    return ui::dialog("about", tr("Your vote is secret."), std::move(words), std::move(buttons))
        .at_most(40);
}

Element languages_panel(View& view) {
    Element choices = ui::grid(0, language_choices(view, "languages/")).spaced(Space::s);
    view.screen.dialog_focus = "languages/" + view.state.access.language;
    return ui::dialog("languages", tr("Choose your language"), ui::elements(std::move(choices)),
                      ui::elements(act(view, "languages/close", ButtonKind::primary, {tr("Close")},
                                       event::CloseOverlay{})));
}

namespace {

// Tokens, plus and minus can be given up in part; other votes stand or go.
bool in_marks(const State& state, const ballot::Proposal& proposal) {
    const ballot::BallotType type = state.round().find_pot(proposal.pot)->ballot.type;
    return type == ballot::BallotType::points || type == ballot::BallotType::plus_minus;
}

// "Take back: 1 token".
std::string marks_lost(const State& state, const Notice& notice, const ballot::Proposal& other) {
    const auto kept = notice.kept.find(other.id);
    const std::int64_t lost =
        vote_for(state, other.id).value_or(0) - (kept == notice.kept.end() ? 0 : kept->second);
    const auto* pot = state.round().find_pot(other.pot);
    return tr("Take back: {votes}", {{"votes", vote_in_words(state, *pot, lost)}});
}

// One that could be given up: what it would lose, and its button.
Element line_to_give_up(View& view, const ballot::Proposal& other, const std::string& loss,
                        ButtonText button) {
    const State& state = view.state;
    std::vector<Element> line;
    line.push_back(ui::picture(picture_of(state, other), "", 15, 13, accent_of(state, other.pot)));
    line.push_back(
        ui::column(ui::elements(ui::text(title_of(state, other), ui::Type::strong), ui::soft(loss)))
            .spaced(Space::none)
            .growing(1)
            .at_least(8));
    line.push_back(act(view, "swap/" + other.id.text(), ButtonKind::secondary, std::move(button),
                       event::AcceptSwap{other.id}));
    return ui::row(std::move(line)).spaced(Space::m);
}

Element swap_line(View& view, const Notice& notice, const ballot::Proposal& other) {
    const State& state = view.state;
    const bool marks = in_marks(state, other);
    const std::string loss = marks ? marks_lost(state, notice, other) : cost_of(state, other);
    ButtonText swap{notice.one_by_one ? tr("Remove") : tr("Swap")};
    swap.heard = heard(state, marks ? swap.text + ", " + loss : swap.text, other);
    swap.icon = notice.one_by_one ? Icon::minus : Icon::repeat;
    return line_to_give_up(view, other, loss, std::move(swap));
}

// `also`: what goes with it, heard before it is pressed.
Element minus_line(View& view, const ballot::Proposal& other, const std::string& also) {
    const State& state = view.state;
    const auto* pot = state.round().find_pot(other.pot);
    const std::string loss = vote_in_words(state, *pot, vote_for(state, other.id).value_or(0));
    ButtonText back{tr("Take back")};
    back.heard = heard(state, back.text + ", " + loss, other);
    if (!also.empty()) back.heard += ". " + also;
    back.icon = Icon::undo;
    return line_to_give_up(view, other, loss, std::move(back));
}

// Of another name where fewer are left to give up: a dialog that comes after the same one.
Element notice_dialog(View& view, const std::string& title, std::vector<Element> words) {
    view.screen.dialog_focus = "notice/close";
    return ui::dialog(
        "notice/" + std::to_string(view.state.session.notice->swaps.size()), title,
        std::move(words),
        ui::elements(act(view, "notice/close", ButtonKind::primary,
                         {tr("Keep my choices as they are")}, event::DismissNotice{})));
}

// The last plus cannot go before the minuses.
Element last_plus_panel(View& view, const Notice& notice) {
    const State& state = view.state;
    const auto* pot = state.round().find_pot(notice.finding.pot);
    std::vector<Element> words;
    words.push_back(ui::paragraph(
        tr("{pot}: a minus needs a plus beside it.", {{"pot", text_of(state, pot->name)}})));
    // The plus was to go: it does with the last minus.
    std::string also;
    if (const auto* plus = state.round().find_proposal(notice.wanted);
        plus != nullptr && notice.swaps.size() == 1) {
        also = tr("Your plus for “{title}” goes with it.", {{"title", title_of(state, *plus)}});
        words.push_back(ui::text(also, ui::Type::strong));
    }
    for (const auto& id : notice.swaps)
        words.push_back(minus_line(view, *state.round().find_proposal(id), also));
    return notice_dialog(view,
                         trn("Take your minus back first.", "Take your {count} minuses back first.",
                             static_cast<std::int64_t>(notice.swaps.size())),
                         std::move(words));
}

}  // namespace

Element notice_panel(View& view) {
    const State& state = view.state;
    const Notice& notice = *state.session.notice;
    if (!notice.value) return last_plus_panel(view, notice);
    const auto* wanted = state.round().find_proposal(notice.wanted);
    std::vector<Element> words;
    words.push_back(
        told(state, Icon::warning, 2, ui::paragraph(reason_in_words(state, notice.finding))));
    if (wanted != nullptr && !in_marks(state, *wanted) && !notice.swaps.empty() &&
        !notice.one_by_one) {
        words.push_back(told(state, Icon::repeat, 5,
                             ui::text(tr("To add “{title}”, take one of these out first.",
                                         {{"title", title_of(state, *wanted)}}),
                                      ui::Type::strong)));
    }
    for (const auto& id : notice.swaps) {
        const auto* other = state.round().find_proposal(id);
        if (other != nullptr) words.push_back(swap_line(view, notice, *other));
    }
    return notice_dialog(view,
                         wanted == nullptr
                             ? tr("This does not fit")
                             : tr("“{title}” does not fit", {{"title", title_of(state, *wanted)}}),
                         std::move(words));
}

void add_dialog(View& view) {
    const State& state = view.state;
    auto& dialog = view.screen.dialog;
    if (state.alert_since) {
        dialog = alert(view);
        return;
    }
    switch (state.overlay) {
        case Overlay::none:
            break;
        case Overlay::access:
            dialog = access_panel(view);
            return;
        case Overlay::languages:
            dialog = languages_panel(view);
            return;
        case Overlay::help:
            dialog = help_panel(view);
            return;
        case Overlay::about:
            dialog = about_panel(view);
            return;
        case Overlay::find:
            dialog = find_panel(view);
            return;
        case Overlay::chosen:
            dialog = chosen_panel(view);
            return;
        case Overlay::next_card:
            dialog = next_card(view);
            return;
        case Overlay::returned:
            dialog = returned(view);
            return;
        case Overlay::confirm_check:
            dialog = confirm_check(view);
            return;
        case Overlay::confirm_restart:
            dialog = yes_no(view, "confirm-restart", tr("Start again"),
                            tr("All your choices will be cleared, and you begin again."),
                            act(view, "confirm-restart/yes", ButtonKind::danger,
                                {tr("Yes, start again")}, event::StartAgainConfirm{}),
                            tr("Keep my choices as they are"));
            return;
        case Overlay::confirm_leave:
            dialog = yes_no(view, "confirm-leave", tr("Leave without voting?"),
                            what_leaving_means(state),
                            act(view, "confirm-leave/yes", ButtonKind::danger, {tr("Yes, leave")},
                                event::LeaveConfirm{}),
                            tr("No, stay"));
            return;
    }
    if (state.session.notice) dialog = notice_panel(view);
}

}  // namespace tallystick::app
