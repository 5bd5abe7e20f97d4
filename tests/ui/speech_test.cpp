// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speech.h"

#include <gtest/gtest.h>

#include <SDL.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace tallystick::ui {
namespace {

TEST(Speech, HasAVoiceForEachLanguageButSomali) {
    for (const char* language :
         {"en", "cy", "pl", "ro", "pa", "ur", "bn", "gu", "ar", "zh", "uk"}) {
        EXPECT_FALSE(voice_for(language).empty()) << language;
        EXPECT_FALSE(synthesise("123", language, 100).samples.empty()) << language;
    }
    EXPECT_EQ(voice_for("zh-Hans"), "cmn");
    EXPECT_EQ(voice_for("so"), "");
    EXPECT_TRUE(synthesise("123", "so", 100).samples.empty());
}

TEST(Speech, SaysDifferentWordsDifferently) {
    const Samples one = synthesise("Add the juice bar", "en", 100);
    EXPECT_GT(one.rate, 8000);
    // The machine breathes a little noise of its own into each, so only lengths compare.
    const auto length = [](const char* text) {
        return static_cast<double>(synthesise(text, "en", 100).samples.size());
    };
    EXPECT_NEAR(length("Add the juice bar"), static_cast<double>(one.samples.size()), 1000);
    EXPECT_GT(length("Remove the juice bar"), length("Add the juice bar") + 1000);
}

TEST(Speech, SpeedsGoFromHalfToDouble) {
    std::size_t before = 0;
    for (const int speed : speech_speeds) {
        const std::size_t length =
            synthesise("You have chosen three of eight proposals in your area", "en", speed)
                .samples.size();
        ASSERT_GT(length, 1000U);
        if (before != 0) {
            EXPECT_LT(length, before) << speed;
        }
        before = length;
    }
}

TEST(Speech, ChimesAreShortAndNotTooLoud) {
    for (const Chime chime : {Chime::tap, Chime::success, Chime::alert}) {
        const std::vector<std::int16_t> samples = chime_samples(chime, 22050);
        EXPECT_GT(samples.size(), 500U);
        EXPECT_LT(samples.size(), 22050U * 3 / 2);
        int loudest = 0;
        for (const std::int16_t s : samples) loudest = std::max(loudest, std::abs(int{s}));
        EXPECT_GT(loudest, 3000);
        EXPECT_LT(loudest, 32767);
        EXPECT_LT(std::abs(int{samples.back()}), 100) << "ends with a click";
    }
}

TEST(Speech, RecordsWhatWouldBeSaid) {
    RecordedSpeech speech;
    speech.set_speed_percent(500);
    speech.say("Dodaj", "pl");
    EXPECT_TRUE(speech.speaking());
    speech.say("Ku dar", "so");
    EXPECT_FALSE(speech.speaking()) << "no voice, but what was said before is over";
    ASSERT_EQ(speech.said.size(), 1U);
    EXPECT_EQ(speech.said.front(), (RecordedSpeech::Said{"Dodaj", "pl", 200}));
}

class SoundTest : public testing::Test {
protected:
    // What SDL should take for sound hardware; "none" is not there.
    void use(const char* driver) { SDL_setenv("SDL_AUDIODRIVER", driver, 1); }
    void TearDown() override { SDL_setenv("SDL_AUDIODRIVER", "", 1); }
};

TEST_F(SoundTest, StaysSilentWithoutADevice) {
    use("none");
    const auto speech = open_speech();
    EXPECT_FALSE(speech->device_present());
    speech->say("Hello", "en");
    speech->chime(Chime::tap);
    EXPECT_FALSE(speech->speaking());
    speech->devices_changed();
    EXPECT_FALSE(speech->device_present());
}

TEST_F(SoundTest, SpeaksAndIsInterrupted) {
    use("dummy");
    const auto speech = open_speech();
    ASSERT_TRUE(speech->device_present());
    speech->say("A long sentence, which nobody will hear to its end, goes on and on", "en");
    EXPECT_TRUE(speech->speaking());
    speech->say("Another", "cy");
    EXPECT_TRUE(speech->speaking());
    speech->chime(Chime::success);
    speech->set_volume_percent(0);
    speech->devices_changed();
}

// A WAV file: 16 bit, mono, 440 Hz for `seconds`.
std::string write_tone(const std::string& name, int rate, double seconds) {
    const auto count = static_cast<std::size_t>(rate * seconds);
    std::vector<std::int16_t> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] = static_cast<std::int16_t>(
            10'000 * std::sin(6.283185307 * 440 * static_cast<double>(i) / rate));
    std::string bytes = "RIFF";
    const auto put = [&](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 255U);
    };
    const auto data = static_cast<std::uint32_t>(count * 2);
    put(36 + data, 4);
    bytes += "WAVEfmt ";
    put(16, 4), put(1, 2), put(1, 2), put(static_cast<std::uint32_t>(rate), 4);
    put(static_cast<std::uint32_t>(rate) * 2, 4), put(2, 2), put(16, 2);
    bytes += "data";
    put(data, 4);
    bytes.append(reinterpret_cast<const char*>(samples.data()), data);
    const std::string file =
        (std::filesystem::temp_directory_path() / (std::to_string(getpid()) + name)).string();
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

int crossings(const std::vector<std::int16_t>& samples) {
    int count = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        count += (samples[i - 1] < 0) != (samples[i] < 0) ? 1 : 0;
    return count;
}

// One second at 16 kHz becomes one second at 22,050; then at each speed of another length, and as
// high as before: 440 Hz crosses zero 880 times a second.
TEST(Recording, IsPlayedAtEachSpeedAtItsOwnPitch) {
    const std::string file = write_tone("tone.wav", 16'000, 1);
    const auto samples = read_recording(file, 22'050);
    std::filesystem::remove(file);
    ASSERT_TRUE(samples.has_value());
    EXPECT_NEAR(static_cast<double>(samples->size()), 22'050, 50);
    for (const int speed : speech_speeds) {
        const auto at = stretched(*samples, 22'050, speed);
        const double seconds = static_cast<double>(at.size()) / 22'050;
        EXPECT_NEAR(seconds, 100.0 / speed, 0.06) << speed;
        EXPECT_NEAR(crossings(at) / seconds, 880, 20) << speed;
    }
}

TEST(Recording, OfAnotherKindIsRefused) {
    EXPECT_FALSE(read_recording("/nowhere/tone.wav", 22'050).has_value());
    const std::string file = write_tone("bad.wav", 16'000, 0.1);
    std::ofstream(file, std::ios::binary) << "ID3 this is no WAV file at all, whatever its name";
    EXPECT_FALSE(read_recording(file, 22'050).has_value());
    std::filesystem::remove(file);
}

TEST_F(SoundTest, ABadRecordingIsNamedAndAGoodOneNeedsNoVoice) {
    use("dummy");
    const auto speech = open_speech();
    const std::string good = write_tone("good.wav", 22'050, 0.2);
    const std::string bad = good + ".not-there";
    speech->say_pieces({{"Ku dar", good}, {"Ka saar", bad}}, "so");
    EXPECT_TRUE(speech->speaking());
    // Pieces are made in their order: once the second is named, the first was found good.
    std::vector<std::string> named;
    for (bool going = true; named.empty() && going;) {
        std::this_thread::yield();
        going = speech->speaking();
        named = speech->take_bad_recordings();
    }
    EXPECT_EQ(named, std::vector<std::string>{bad});
    EXPECT_TRUE(speech->take_bad_recordings().empty());
    std::filesystem::remove(good);
}

}  // namespace
}  // namespace tallystick::ui
