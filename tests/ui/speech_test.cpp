// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speech.h"

#include <gtest/gtest.h>

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

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

}  // namespace
}  // namespace tallystick::ui
