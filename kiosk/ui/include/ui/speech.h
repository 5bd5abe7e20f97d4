// SPDX-License-Identifier: GPL-3.0-or-later
// Reading aloud and short sounds. espeak-ng makes the sound in memory on a thread of its own, or a
// recording is read there, and SDL plays it; saying something new, or stop(), silences what is
// being said at once. A kiosk without a sound device, or whose device vanishes, goes on in silence
// and tries again when one appears. All calls from one thread and none of them waits for sound.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tallystick::ui {

enum class Chime { tap, success, alert };

// The seven speeds in per cent of normal: 50, 70, 85, 100, 125, 160, 200. Pitch does not change.
inline constexpr int speech_speeds[] = {50, 70, 85, 100, 125, 160, 200};

// espeak-ng's voice for a BCP 47 language ("zh" → "cmn", "en" → "en-gb"), or "" if it has none
// (Somali): then the screen must say that reading aloud is not available in that language.
[[nodiscard]] std::string_view voice_for(std::string_view language);

// A piece of what is said: the WAV file that says it, and the words for where there is none.
struct Spoken {
    std::string text;
    std::string recording = {};
    friend bool operator==(const Spoken&, const Spoken&) = default;
};

class Speech {
public:
    virtual ~Speech() = default;
    // As say(), piece by piece; a recording that cannot be played is said by the voice instead.
    virtual void say_pieces(const std::vector<Spoken>& pieces, std::string_view language) = 0;
    // Files of recordings that could not be played since this was asked last.
    [[nodiscard]] virtual std::vector<std::string> take_bad_recordings() { return {}; }
    // Interrupts what is being said. Nothing happens for a language without a voice.
    virtual void say(std::string_view text, std::string_view language) = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual bool speaking() const = 0;
    virtual void chime(Chime chime) = 0;

    virtual void set_speed_percent(int percent) = 0;  // clamped to 50–200; from the next say() on
    virtual void set_volume_percent(int percent) = 0;  // 0–100; at once
    [[nodiscard]] virtual bool device_present() const = 0;
    // After an Input SoundDevicesChanged: opens a device that has come, closes one that has gone.
    virtual void devices_changed() = 0;
};

// Never fails: without espeak-ng's data or a device it is silent, and device_present() says so.
[[nodiscard]] std::unique_ptr<Speech> open_speech();

// Records instead of sounding; for tests and for the robots.
class RecordedSpeech final : public Speech {
public:
    struct Said {
        std::string text;
        std::string language;
        int speed_percent;
        friend bool operator==(const Said&, const Said&) = default;
    };
    void say(std::string_view text, std::string_view language) override;
    void say_pieces(const std::vector<Spoken>& pieces, std::string_view language) override;
    [[nodiscard]] std::vector<std::string> take_bad_recordings() override {
        return std::exchange(bad_recordings, {});
    }
    void stop() override { m_speaking = false; }
    [[nodiscard]] bool speaking() const override { return m_speaking; }
    void chime(Chime chime) override { chimes.push_back(chime); }
    void set_speed_percent(int percent) override;
    void set_volume_percent(int percent) override;
    [[nodiscard]] bool device_present() const override { return true; }
    void devices_changed() override {}
    void finish() { m_speaking = false; }  // what is being said comes to its end

    std::vector<Said> said;
    std::vector<Chime> chimes;
    std::vector<Spoken> pieces;               // of all that was said
    std::vector<std::string> bad_recordings;  // what take_bad_recordings() will give
    int volume_percent = 100;

private:
    bool m_speaking = false;
    int m_speed = 100;
};

// Mono 16-bit samples at `sample_rate`; what chime() plays, and what say() would. Empty if there is
// no voice. synthesise() blocks; for tests.
[[nodiscard]] std::vector<std::int16_t> chime_samples(Chime chime, int sample_rate);
struct Samples {
    int rate = 0;
    std::vector<std::int16_t> samples;
};
[[nodiscard]] Samples synthesise(std::string_view text, std::string_view language,
                                 int speed_percent);
// What the voice makes of a text, in espeak-ng's letters for sounds; for tests.
[[nodiscard]] std::string phonemes(std::string_view text, std::string_view language);
// A recording as samples at `rate`: none where the file cannot be read, is no WAV file, or is
// longer than two minutes. And slower or faster at the same pitch, by WSOLA (Verhelst, Roelands
// 1993): windows are laid over each other where they are most alike.
[[nodiscard]] std::optional<std::vector<std::int16_t>> read_recording(const std::string& file,
                                                                      int rate);
[[nodiscard]] std::vector<std::int16_t> stretched(std::span<const std::int16_t> samples, int rate,
                                                  int speed_percent);

}  // namespace tallystick::ui
