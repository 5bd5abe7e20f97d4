// SPDX-License-Identifier: GPL-3.0-or-later
// A language that no voice speaks, said from the recordings of a sealed pack: by the whole kiosk,
// as a voter meets it.
#include <gtest/gtest.h>

#include <algorithm>

#include <app/view.h>
#include <ballot/pack.h>

#include "event_fixture.h"
#include "robot.h"
#include "voter.h"

namespace tallystick::robots {
namespace {

constexpr const char* somali = "so";
constexpr const char* begin_in_somali = "Taabo si aad u bilowdo";

// A tenth of a second of PCM 16 bit, mono, 8 kHz: 1,600 bytes of sound, 1,636 after the length.
std::string recording() {
    using namespace std::string_literals;
    return "RIFF\x64\x06\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x10\0"
           "data\x40\x06\0\0"s +
           std::string(1600, '\x11');
}

ballot::Round round_in_somali() {
    ballot::Round round = round_of(ballot::BallotType::approval);
    round.languages.emplace_back(somali);
    return round;
}

// Polls open, Somali chosen and the panel of speech opened, all by pressing what is shown.
struct SomaliKiosk {
    explicit SomaliKiosk(const EventFolder::Files& files) : event(round_in_somali(), 2, files) {
        auto recorded = std::make_unique<ui::RecordedSpeech>();
        speech = recorded.get();
        auto made = app::App::create(options_for(event), std::move(recorded));
        EXPECT_TRUE(made.ok()) << made.error().message;
        kiosk = std::move(made).value();
        Robot robot(*kiosk, InputMethod::touch, nullptr);
        open_polls(robot, steward_pin);
        robot.press("language/so");
        robot.press("header/access");
    }
    [[nodiscard]] bool says_that_nothing_is_read() const {
        return kiosk->tree().find("no-voice") != nullptr;
    }
    [[nodiscard]] bool says_that_not_everything_is_read() const {
        return kiosk->tree().find("some-voice") != nullptr;
    }

    EventFolder event;
    ui::RecordedSpeech* speech = nullptr;  // the kiosk's
    std::unique_ptr<app::App> kiosk;
};

TEST(Recordings, SayTheFocusedItemOfALanguageWithoutAVoice) {
    ASSERT_EQ(ui::voice_for(somali), "");
    const std::string path = ballot::recording_path(somali, begin_in_somali);
    SomaliKiosk somali_kiosk(EventFolder::Files{{path, recording()}});
    EXPECT_FALSE(somali_kiosk.says_that_nothing_is_read());
    EXPECT_TRUE(somali_kiosk.says_that_not_everything_is_read());
    Robot robot(*somali_kiosk.kiosk, InputMethod::touch, nullptr);
    robot.press("read-aloud");
    EXPECT_FALSE(robot.shows("blank")) << "what has no recording would be neither seen nor heard";
    robot.press("access/close");
    somali_kiosk.speech->pieces.clear();
    // From here on only what comes into focus is said.
    robot.set_method(InputMethod::keyboard);
    robot.press("start");
    const auto& pieces = somali_kiosk.speech->pieces;
    const auto said = std::find_if(pieces.begin(), pieces.end(), [](const ui::Spoken& piece) {
        return piece.text == begin_in_somali;
    });
    ASSERT_NE(said, pieces.end());
    EXPECT_EQ(said->recording, (somali_kiosk.event.pack() / path).string());
    // A tenth of a second at the rate asked for.
    const auto samples = ui::read_recording(said->recording, 8000);
    ASSERT_TRUE(samples.has_value());
    EXPECT_EQ(samples->size(), 800U);
}

TEST(Recordings, WithoutThemThePanelSaysThatNothingIsRead) {
    SomaliKiosk somali_kiosk(EventFolder::Files{});
    EXPECT_TRUE(somali_kiosk.says_that_nothing_is_read());
    Robot robot(*somali_kiosk.kiosk, InputMethod::touch, nullptr);
    robot.press("read-aloud");
    EXPECT_FALSE(robot.shows("blank"));
}

}  // namespace
}  // namespace tallystick::robots
