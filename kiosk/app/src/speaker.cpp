// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/speaker.h>

#include <algorithm>
#include <utility>

#include <app/strings.h>
#include <app/view.h>

namespace tallystick::app {
namespace {

ui::SpeechWords words() {
    return {tr("selected"), tr("not available"), tr("button")};
}

// "en@easy" is spoken by the English voice.
std::string voice_language(const std::string& code) {
    return code.substr(0, code.find('@'));
}

std::string without_value(ui::SemanticNode node) {
    node.value.clear();
    return ui::spoken(node, words());
}

// The page's own: header and footer stood there before.
std::vector<std::string> only_new(std::vector<std::string> reading,
                                  const std::vector<std::string>& before) {
    std::erase_if(reading, [&](const std::string& sentence) {
        return std::find(before.begin(), before.end(), sentence) != before.end();
    });
    return reading;
}

}  // namespace

void Speaker::set_voice(const Access& access) {
    m_speech->set_speed_percent(ui::speech_speeds[access.speed]);
    m_speech->set_volume_percent(access.volume * 100 / Access::volumes);
}

void Speaker::say_view(const Now& now) {
    std::vector<std::string> sentences;
    if (!now.title.empty()) sentences.push_back(now.title);
    for (std::string& sentence : ui::reading(now.tree, words()))
        sentences.push_back(std::move(sentence));
    say(sentences, now.state);
    m_whole = true;
}

bool Speaker::comes_back_to(const std::string& view) {
    // What was cut off is read again from its beginning.
    if (m_whole && m_speech->speaking() && !m_read.empty()) m_read.pop_back();
    while (!m_read.empty() && !view.starts_with(m_read.back())) m_read.pop_back();
    if (!m_read.empty() && m_read.back() == view) return true;
    m_read.push_back(view);
    return false;
}

// The whole sentence from its recording; else the parts of it that are recorded ("Add, Juice bar,
// 2850 pounds, button"), with the voice between them; else the voice alone. Recorded are words as
// they stand on the screen or as the voice would say them.
void Speaker::add_sentence(const std::string& sentence, const State& state,
                           std::vector<ui::Spoken>& pieces) const {
    constexpr std::string_view between = ", ";
    const std::string language = voice_language(state.access.language);
    const auto piece_of = [&](const std::string& drawn) {
        ui::Spoken piece{for_voice(drawn, state.round().currency)};
        if (m_find) piece.recording = m_find(language, drawn);
        if (m_find && piece.recording.empty() && piece.text != drawn)
            piece.recording = m_find(language, piece.text);
        return piece;
    };
    if (ui::Spoken whole = piece_of(sentence); !whole.recording.empty())
        return pieces.push_back(std::move(whole));
    std::vector<ui::Spoken> parts;
    bool any = false;
    for (std::size_t from = 0; from <= sentence.size();) {
        const std::size_t to = std::min(sentence.find(between, from), sentence.size());
        parts.push_back(piece_of(sentence.substr(from, to - from)));
        any = any || !parts.back().recording.empty();
        from = to + between.size();
    }
    if (!any) return pieces.push_back(piece_of(sentence));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) pieces.push_back({std::string(between)});
        pieces.push_back(std::move(parts[i]));
    }
}

void Speaker::say(const std::vector<std::string>& sentences, const State& state) {
    if (sentences.empty()) return;
    m_whole = false;
    std::vector<ui::Spoken> pieces;
    for (const std::string& sentence : sentences) {
        if (!pieces.empty()) pieces.push_back({". "});
        add_sentence(ui::plain(sentence), state, pieces);
    }
    // What the voice says stays in one piece, so that it keeps its tune.
    std::vector<ui::Spoken> joined;
    for (ui::Spoken& piece : pieces) {
        const bool on =
            !joined.empty() && joined.back().recording.empty() && piece.recording.empty();
        if (on)
            joined.back().text += piece.text;
        else
            joined.push_back(std::move(piece));
    }
    m_speech->say_pieces(joined, voice_language(state.access.language));
}

void Speaker::offer(const State& state, const std::string& language) {
    State there = state;
    there.access.language = language;
    set_language(language);
    say({tr("Press Enter to have everything read aloud.")}, there);
    set_language(state.access.language);
}

// And gives back the memory of all that it said, which is wiped there.
void Speaker::be_silent() {
    if (m_on) m_speech->stop();
    m_on = false;
    m_view.clear();
    m_read.clear();
    std::string().swap(m_focus);
    std::string().swap(m_control);
    m_reading.clear();
    m_choices = {};
}

void Speaker::update(const Now& now, Cause cause) {
    const Access& access = now.state.access;
    set_voice(access);  // also for the chimes of those who do not listen
    if (!access.read_aloud) return be_silent();
    m_on = true;
    const std::string view = view_name(now.state);
    const std::string status = still_needed(now.state);
    const bool new_view = view != m_view;
    const bool new_status = status != m_status;
    m_view = view;
    m_status = status;
    const std::string focus = now.focused ? ui::spoken(*now.focused, words()) : std::string();
    const std::string control = now.focused ? without_value(*now.focused) : std::string();
    const bool new_focus = std::exchange(m_focus, focus) != focus;
    const bool new_control = std::exchange(m_control, control) != control;
    const Choices before = std::exchange(m_choices, choices_of(now.state));
    auto reading = ui::reading(now.tree, words());
    const auto read_before = std::exchange(m_reading, reading);
    if (new_view && !comes_back_to(view)) return say_view(now);
    if (new_view) {
        auto sentences = changes_in_words(before, now.state, {});
        if (new_status && !status.empty()) sentences.push_back(status);
        if (!focus.empty()) sentences.push_back(focus);
        if (sentences.empty()) sentences.push_back(now.title);
        return say(sentences, now.state);
    }
    if (cause == Cause::focus_moved && now.focused) return say({focus}, now.state);
    if (cause == Cause::page_turned) {
        auto sentences = only_new(std::move(reading), read_before);
        const bool said = std::find(sentences.begin(), sentences.end(), focus) != sentences.end();
        if (!focus.empty() && new_control && !said) sentences.push_back(focus);
        return say(sentences, now.state);
    }
    // What the button in focus does now, "Remove" for "Add", then what came of the press.
    std::vector<std::string> sentences;
    const bool voted = before.votes != now.state.session.votes;
    if (!focus.empty() && (voted ? new_control : new_focus)) sentences.push_back(focus);
    for (std::string& change :
         changes_in_words(before, now.state, sentences.empty() ? std::string() : focus))
        sentences.push_back(std::move(change));
    if (new_status && !status.empty()) sentences.push_back(status);
    say(sentences, now.state);
}

}  // namespace tallystick::app
