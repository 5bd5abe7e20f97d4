// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech_offer.h"

#include <algorithm>
#include <utility>

#include "turn.h"

namespace tallystick::app {
namespace {

// After each sentence, for who has heard it to its end.
constexpr Milliseconds to_answer = 2'000;
// Who presses no key for so long is somebody else when the next one comes.
constexpr Milliseconds same_person = 30'000;

// Not while it waits to be opened: there a key is a steward's.
bool may_offer(const State& state) {
    return state.screen == Screen::welcome && uncovered(state) && state.speech_works &&
           !state.access.read_aloud;
}

// That of now first; Easy Read has the voice of English.
std::vector<std::string> languages_of(const State& state) {
    std::vector<std::string> codes;
    for (const Language& language : state.setup->languages)
        if (language.has_voice && language.code.find('@') == language.code.npos)
            codes.push_back(language.code);
    const auto now = std::find(codes.begin(), codes.end(), state.access.language);
    if (now != codes.end()) std::rotate(codes.begin(), now, now + 1);
    return codes;
}

}  // namespace

void SpeechOffer::key_pressed(const State& state) {
    const auto before = std::exchange(m_last_key, state.now);
    if (!may_offer(state) || (before && state.now - *before < same_person)) return;
    m_languages = languages_of(state);
    if (!m_languages.empty()) m_say(state, m_languages.front());
}

void SpeechOffer::step(const State& state) {
    if (m_languages.empty()) return;
    m_last_key = state.now;
    if (!may_offer(state)) return end();
    if (m_speech->speaking()) return m_quiet_since.reset();
    if (!m_quiet_since) m_quiet_since = state.now;
    if (state.now - *m_quiet_since < to_answer) return;
    m_quiet_since.reset();
    m_languages.erase(m_languages.begin());
    if (!m_languages.empty()) m_say(state, m_languages.front());
}

void SpeechOffer::end() {
    if (m_languages.empty()) return;
    m_languages.clear();
    m_quiet_since.reset();
    m_speech->stop();
}

void SpeechOffer::forget() {
    end();
    m_last_key.reset();
}

std::optional<std::string> SpeechOffer::language() const {
    return m_languages.empty() ? std::nullopt : std::optional(m_languages.front());
}

}  // namespace tallystick::app
