// SPDX-License-Identifier: GPL-3.0-or-later
#include <SDL.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "speech_voice.h"

namespace tallystick::ui {

namespace {

constexpr int fallback_rate = 22050;

// Three threads meet here: the screen's, which asks; the voice's, which makes samples; and SDL's,
// which takes them. One mutex guards all that they share; samples are mixed outside of any call.
class SdlSpeech final : public Speech {
public:
    SdlSpeech() {
        m_rate = voice_sample_rate();
        if (m_rate <= 0) m_rate = fallback_rate;
        m_audio = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
        open_device();
        m_voice = std::thread([this] {
            speak_on();
            SDL_TLSCleanup();  // its errors, which it keeps for each thread
        });
    }
    ~SdlSpeech() override {
        {
            const std::lock_guard lock(m_mutex);
            m_leaving = true;
            ++m_turn;
        }
        m_asked.notify_all();
        m_voice.join();
        close_device();
        if (m_audio) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    SdlSpeech(const SdlSpeech&) = delete;
    SdlSpeech& operator=(const SdlSpeech&) = delete;

    void say(std::string_view text, std::string_view language) override {
        say_pieces({{std::string(text)}}, language);
    }
    void say_pieces(const std::vector<Spoken>& pieces, std::string_view language) override;
    [[nodiscard]] std::vector<std::string> take_bad_recordings() override {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_bad, {});
    }
    void stop() override;
    [[nodiscard]] bool speaking() const override;
    void chime(Chime chime) override;
    void set_speed_percent(int percent) override { m_speed = std::clamp(percent, 50, 200); }
    void set_volume_percent(int percent) override { m_volume = std::clamp(percent, 0, 100); }
    [[nodiscard]] bool device_present() const override { return m_device != 0; }
    void devices_changed() override;

private:
    struct Wish {
        std::vector<Spoken> pieces;
        std::string language;
        int speed;
        std::uint64_t turn;
    };

    void open_device();
    void close_device();
    void speak_on();
    void make(const Wish& wish, const Spoken& piece);
    [[nodiscard]] Go put(const Wish& wish, std::span<const std::int16_t> part);
    void take(std::span<std::int16_t> out);

    bool m_audio = false;
    SDL_AudioDeviceID m_device = 0;
    int m_rate = fallback_rate;
    int m_speed = 100;
    std::atomic<int> m_volume = 100;

    mutable std::mutex m_mutex;
    std::condition_variable m_asked;
    std::optional<Wish> m_wish;
    bool m_making = false;
    bool m_leaving = false;
    std::uint64_t m_turn = 0;  // what was asked for before this one is not wanted any more
    std::vector<std::int16_t> m_spoken;
    std::size_t m_spoken_at = 0;
    std::vector<std::string> m_bad;
    std::vector<std::int16_t> m_chime;
    std::size_t m_chime_at = 0;
    std::thread m_voice;
};

void SdlSpeech::open_device() {
    // Asking ALSA for a default that is not there would write half a page to standard error.
    if (!m_audio || m_device != 0 || SDL_GetNumAudioDevices(0) == 0) return;
    SDL_AudioSpec wanted;
    SDL_zero(wanted);
    wanted.freq = m_rate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = 1024;
    wanted.userdata = this;
    wanted.callback = [](void* self, Uint8* stream, int length) {
        static_cast<SdlSpeech*>(self)->take(
            {reinterpret_cast<std::int16_t*>(stream), static_cast<std::size_t>(length) / 2});
    };
    m_device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    // Paused while there is nothing to say, so that silence costs no CPU.
}

void SdlSpeech::close_device() {
    if (m_device != 0) SDL_CloseAudioDevice(std::exchange(m_device, 0U));
}

void SdlSpeech::devices_changed() {
    if (m_device != 0 && SDL_GetAudioDeviceStatus(m_device) == SDL_AUDIO_STOPPED) close_device();
    open_device();
}

void SdlSpeech::say_pieces(const std::vector<Spoken>& pieces, std::string_view language) {
    stop();
    const bool voice = !voice_for(language).empty();
    const bool any = std::any_of(pieces.begin(), pieces.end(), [&](const Spoken& piece) {
        return !piece.recording.empty() || (voice && !piece.text.empty());
    });
    if (!any || m_device == 0) return;
    {
        const std::lock_guard lock(m_mutex);
        m_wish = Wish{pieces, std::string(language), m_speed, m_turn};
    }
    m_asked.notify_one();
    SDL_PauseAudioDevice(m_device, 0);
}

void SdlSpeech::stop() {
    const std::lock_guard lock(m_mutex);
    ++m_turn;
    m_wish.reset();
    m_spoken = {};  // given back, not only emptied: it is a voter's screen, read aloud
    m_spoken_at = 0;
}

bool SdlSpeech::speaking() const {
    const std::lock_guard lock(m_mutex);
    return m_wish.has_value() || m_making || m_spoken_at < m_spoken.size();
}

void SdlSpeech::chime(Chime chime) {
    if (m_device == 0) return;
    std::vector<std::int16_t> samples = chime_samples(chime, m_rate);
    {
        const std::lock_guard lock(m_mutex);
        m_chime = std::move(samples);
        m_chime_at = 0;
    }
    SDL_PauseAudioDevice(m_device, 0);
}

void SdlSpeech::speak_on() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_asked.wait(lock, [&] { return m_leaving || m_wish.has_value(); });
        if (m_leaving) return;
        const Wish wish = *std::exchange(m_wish, std::nullopt);
        m_making = true;
        lock.unlock();
        for (const Spoken& piece : wish.pieces) make(wish, piece);
        lock.lock();
        m_making = false;
    }
}

// Appends to what is being said, unless that is not wanted any more.
Go SdlSpeech::put(const Wish& wish, std::span<const std::int16_t> part) {
    const std::lock_guard guard(m_mutex);
    if (wish.turn != m_turn) return Go::no_more;
    m_spoken.insert(m_spoken.end(), part.begin(), part.end());
    return Go::on;
}

void SdlSpeech::make(const Wish& wish, const Spoken& piece) {
    if (put(wish, {}) == Go::no_more) return;
    if (!piece.recording.empty()) {
        if (const auto samples = read_recording(piece.recording, m_rate)) {
            (void)put(wish, stretched(*samples, m_rate, wish.speed));
            return;
        }
        const std::lock_guard guard(m_mutex);
        m_bad.push_back(piece.recording);
    }
    synthesise_to(piece.text, wish.language, wish.speed,
                  [&](std::span<const std::int16_t> part) { return put(wish, part); });
}

void SdlSpeech::take(std::span<std::int16_t> out) {
    const std::lock_guard lock(m_mutex);
    const int volume = m_volume;
    const auto next = [](const std::vector<std::int16_t>& from, std::size_t& at) {
        return at < from.size() ? static_cast<int>(from[at++]) : 0;
    };
    for (std::int16_t& sample : out) {
        const int sum = (next(m_spoken, m_spoken_at) + next(m_chime, m_chime_at)) * volume / 100;
        sample = static_cast<std::int16_t>(std::clamp(sum, -32768, 32767));
    }
    const bool over = m_spoken_at >= m_spoken.size() && m_chime_at >= m_chime.size();
    if (over && !m_making && !m_wish) SDL_PauseAudioDevice(m_device, 1);
}

}  // namespace

std::unique_ptr<Speech> open_speech() {
    return std::make_unique<SdlSpeech>();
}

}  // namespace tallystick::ui
