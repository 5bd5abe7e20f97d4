// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/speaker.h>

#include <app/strings.h>
#include <app/view.h>

namespace tallystick::app {
namespace {

// One name for what a person would call another view: a screen, a dialog over it, the alert.
std::string view_name(const State& state) {
    return std::to_string(static_cast<int>(state.screen)) + "/" +
           std::to_string(static_cast<int>(state.overlay)) + "/" +
           std::to_string(static_cast<int>(state.steward.page)) +
           (state.alert_since ? "/alert" : "") + (state.session.notice ? "/notice" : "") + "/" +
           (state.session.details ? state.session.details->text() : "") + "/" +
           (state.session.pitch ? state.session.pitch->text() : "") + state.access.language + "/" +
           std::to_string(static_cast<int>(state.session.fault));
}

ui::SpeechWords words() {
    return {tr("selected"), tr("not available"), tr("button")};
}

// "en@easy" is spoken by the English voice.
std::string voice_language(const std::string& code) {
    return code.substr(0, code.find('@'));
}

}  // namespace

void Speaker::set_voice(const Access& access) {
    m_speech->set_speed_percent(ui::speech_speeds[access.speed]);
    m_speech->set_volume_percent(access.volume * 100 / Access::volumes);
}

void Speaker::say_view(const Now& now) {
    std::string text = now.title;
    for (const std::string& sentence : ui::reading(now.tree, words()))
        text.append(text.empty() ? "" : ". ").append(sentence);
    m_speech->say(text, voice_language(now.state.access.language));
}

void Speaker::update(const Now& now, Cause cause) {
    const Access& access = now.state.access;
    if (!access.read_aloud) {
        if (m_on) m_speech->stop();
        m_on = false;
        m_view.clear();
        return;
    }
    set_voice(access);
    m_on = true;
    const std::string view = view_name(now.state);
    const std::string status = still_needed(now.state);
    const bool new_view = view != m_view;
    const bool new_status = status != m_status;
    m_view = view;
    m_status = status;
    if (new_view) return say_view(now);
    const std::string language = voice_language(access.language);
    if (cause == Cause::focus_moved && now.focused)
        return m_speech->say(ui::spoken(*now.focused, words()), language);
    // A choice changed what is needed: say what the button in focus is now, then the sentence.
    if (new_status && now.focused)
        m_speech->say(ui::spoken(*now.focused, words()) + ". " + status, language);
}

}  // namespace tallystick::app
