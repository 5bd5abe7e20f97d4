// SPDX-License-Identifier: GPL-3.0-or-later
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>
#include <utility>

#include "speech_voice.h"

namespace tallystick::ui {

namespace {

struct VoiceOf {
    std::string_view language;
    std::string_view voice;
};

// Of the languages that residents of England and Wales speak most, those espeak-ng has; Somali is
// not among them.
constexpr VoiceOf voices[] = {
    {"en", "en-gb"}, {"cy", "cy"}, {"pl", "pl"}, {"ro", "ro"},    {"pa", "pa"}, {"ur", "ur"},
    {"bn", "bn"},    {"gu", "gu"}, {"ar", "ar"}, {"zh", "cmn"},   {"uk", "uk"}, {"pt", "pt"},
    {"es", "es"},    {"it", "it"}, {"ta", "ta"}, {"fr", "fr-fr"}, {"lt", "lt"}, {"tr", "tr"},
    {"bg", "bg"},    {"ru", "ru"}, {"fa", "fa"}, {"hu", "hu"},    {"hi", "hi"}, {"de", "de"},
    {"el", "el"},    {"ne", "ne"}, {"te", "te"}, {"ml", "ml"},    {"si", "si"}, {"vi", "vi"},
};

constexpr int normal_words_per_minute = 165;

// espeak-ng is one machine for the whole process: one text at a time.
struct Machine {
    std::mutex mutex;
    int rate = 0;  // samples a second; 0 is not started, below 0 cannot be started
    const std::function<Go(std::span<const std::int16_t>)>* sink = nullptr;
};

Machine& machine() {
    static Machine the_one;
    return the_one;
}

int on_samples(short* samples, int count, espeak_EVENT*) {
    const auto* sink = machine().sink;
    if (sink == nullptr || samples == nullptr || count <= 0) return 0;
    return (*sink)({samples, static_cast<std::size_t>(count)}) == Go::on ? 0 : 1;
}

bool start(Machine& m) {
    if (m.rate == 0) {
        m.rate =
            espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 60, nullptr, espeakINITIALIZE_DONT_EXIT);
        if (m.rate > 0) espeak_SetSynthCallback(on_samples);
    }
    return m.rate > 0;
}

bool use_voice(Machine& m, std::string_view language) {
    const std::string voice(voice_for(language));
    if (voice.empty()) return false;
    espeak_VOICE wanted{};
    wanted.languages = voice.c_str();
    return start(m) && espeak_SetVoiceByProperties(&wanted) == EE_OK;
}

}  // namespace

std::string_view voice_for(std::string_view language) {
    const std::string_view base = language.substr(0, language.find('-'));
    for (const VoiceOf& entry : voices) {
        if (entry.language == base) return entry.voice;
    }
    return {};
}

int voice_sample_rate() {
    const std::lock_guard lock(machine().mutex);
    return start(machine()) ? machine().rate : 0;
}

void synthesise_to(std::string_view text, std::string_view language, int speed_percent,
                   const std::function<Go(std::span<const std::int16_t>)>& sink) {
    if (text.empty()) return;
    Machine& m = machine();
    const std::lock_guard lock(m.mutex);
    if (!use_voice(m, language)) return;
    const int speed = std::clamp(speed_percent, 50, 200);
    espeak_SetParameter(espeakRATE,
                        std::max(espeakRATE_MINIMUM, normal_words_per_minute * speed / 100), 0);
    espeak_SetParameter(espeakVOLUME, 100, 0);
    espeak_SetParameter(espeakPITCH, 50, 0);
    const std::string words(text);
    m.sink = &sink;
    espeak_Synth(words.c_str(), words.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                 nullptr);
    espeak_Synchronize();
    m.sink = nullptr;
}

std::string phonemes(std::string_view text, std::string_view language) {
    Machine& m = machine();
    const std::lock_guard lock(m.mutex);
    if (!use_voice(m, language)) return {};
    const std::string words(text);
    const void* rest = words.c_str();
    std::string all;
    while (rest != nullptr)  // a clause at a time
        all += espeak_TextToPhonemes(&rest, espeakCHARS_UTF8, 0);
    return all;
}

Samples synthesise(std::string_view text, std::string_view language, int speed_percent) {
    Samples all;
    synthesise_to(text, language, speed_percent, [&](std::span<const std::int16_t> part) {
        all.samples.insert(all.samples.end(), part.begin(), part.end());
        return Go::on;
    });
    all.rate = voice_sample_rate();
    return all;
}

namespace {

struct Tone {
    double at_s;
    double hertz;
    double length_s;
    double loud;  // 0 to 1
};

void add_tone(std::vector<std::int16_t>& samples, int rate, const Tone& tone) {
    const auto first = static_cast<std::size_t>(tone.at_s * rate);
    const auto count = static_cast<std::size_t>(tone.length_s * rate);
    if (samples.size() < first + count) samples.resize(first + count);
    for (std::size_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / rate;
        // Struck like a bell: 4 ms to begin, then dying away to nothing at the end.
        const double left = 1.0 - static_cast<double>(i) / static_cast<double>(count);
        const double envelope = std::min(1.0, t / 0.004) * left * left;
        const double angle = 2 * std::numbers::pi * tone.hertz * t;
        const double wave = 0.8 * std::sin(angle) + 0.2 * std::sin(2 * angle);
        const double sum = samples[first + i] + wave * envelope * tone.loud * 32767.0;
        samples[first + i] = static_cast<std::int16_t>(std::clamp(sum, -32767.0, 32767.0));
    }
}

}  // namespace

std::vector<std::int16_t> chime_samples(Chime chime, int sample_rate) {
    std::vector<std::int16_t> samples;
    const auto play = [&](std::initializer_list<Tone> tones) {
        for (const Tone& tone : tones) add_tone(samples, sample_rate, tone);
    };
    switch (chime) {
        case Chime::tap:
            play({{0, 1318.5, 0.05, 0.25}});
            break;
        case Chime::success:  // C, E, G, C
            play({{0, 523.25, 0.35, 0.4},
                  {0.13, 659.25, 0.35, 0.4},
                  {0.26, 783.99, 0.35, 0.4},
                  {0.39, 1046.5, 0.8, 0.5}});
            break;
        case Chime::alert:
            play({{0, 880, 0.25, 0.5}, {0.3, 659.25, 0.4, 0.5}});
            break;
    }
    return samples;
}

void RecordedSpeech::say(std::string_view text, std::string_view language) {
    m_speaking = false;
    if (voice_for(language).empty() || text.empty()) return;
    said.push_back({std::string(text), std::string(language), m_speed});
    m_speaking = true;
}

void RecordedSpeech::say_pieces(const std::vector<Spoken>& all, std::string_view language) {
    std::string whole;
    for (const Spoken& piece : all) {
        whole += piece.text;
        pieces.push_back(piece);
    }
    say(whole, language);
}

void RecordedSpeech::set_speed_percent(int percent) {
    m_speed = std::clamp(percent, 50, 200);
}

void RecordedSpeech::set_volume_percent(int percent) {
    volume_percent = std::clamp(percent, 0, 100);
}

}  // namespace tallystick::ui
