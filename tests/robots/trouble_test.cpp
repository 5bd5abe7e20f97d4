// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that takes nothing more, an export that cannot be written, and what a day of voting leaves
// on the disk: nothing that says what was chosen or who held which card.
#include <gtest/gtest.h>

#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "compare.h"
#include "event_fixture.h"
#include "voter.h"

namespace tallystick::robots {
namespace {

enum class Medium { absent, present };

// With the mirror on a second medium, which may come later.
app::AppOptions options_with_mirror(const EventFolder& event, Medium medium) {
    app::AppOptions options = options_for(event);
    options.mirror = event.folder() / "mirror";
    if (medium == Medium::present) std::filesystem::create_directories(*options.mirror);
    return options;
}

std::unique_ptr<app::App> start(const app::AppOptions& options) {
    auto kiosk = app::App::create(options, std::make_unique<ui::RecordedSpeech>());
    EXPECT_TRUE(kiosk.ok()) << kiosk.error().message;
    return kiosk ? std::move(kiosk).value() : nullptr;
}

// As a full disk: no file of this process may grow past, or be written beyond, a few bytes.
class FullDisk {
public:
    FullDisk() {
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 512;
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

TEST(FullDiskTest, TheVoteIsSaidNotToBeStoredAndCastWhenThereIsRoomAgain) {
    const EventFolder event(round_of(ballot::BallotType::approval), 4);
    const auto kiosk = start(options_for(event));
    ASSERT_TRUE(kiosk);
    Robot robot(*kiosk, InputMethod::touch, nullptr);
    open_polls(robot, steward_pin);
    robot.scan(event.cards()[0]);
    robot.wait_for([](const auto& s) { return s.screen == app::Screen::how; }, "the card");
    robot.press("proposals");
    robot.press("vote/robot-proposal-3");
    robot.press("review");
    {
        const FullDisk full;
        robot.press("cast");
        robot.wait_for([](const auto& s) { return s.screen == app::Screen::trouble; }, "trouble");
    }
    EXPECT_EQ(kiosk->state().counts.cast, 0);
    EXPECT_EQ(kiosk->state().session.votes.size(), 1U);
    robot.press("again");
    robot.press("cast");
    robot.wait_for([](const auto& s) { return s.screen == app::Screen::done; }, "the box");
    EXPECT_EQ(kiosk->state().counts.cast, 1);
}

TEST(Stick, ThatCannotBeWrittenIsToldAndASecondOneWorks) {
    const EventFolder event(round_of(ballot::BallotType::approval), 4);
    const auto kiosk = start(options_for(event));
    ASSERT_TRUE(kiosk);
    Robot robot(*kiosk, InputMethod::touch, nullptr);
    open_polls(robot, steward_pin);
    std::mt19937 random(1);
    (void)vote(robot, event.cards()[0], {"en", Manner::straight}, random);
    robot.press("header/about");
    robot.press("steward/door");
    enter_pin(robot, steward_pin);
    robot.press("page/3");
    robot.press("polls/close");
    robot.wait_for([](const auto& s) { return s.polls == app::Polls::closed; }, "closed polls");
    robot.press("back");
    robot.press("page/4");
    {
        const FullDisk full;
        robot.press("export/" + event.exports().string());
        robot.wait_for([](const auto& s) { return !s.steward.busy; }, "the export");
    }
    EXPECT_FALSE(kiosk->state().steward.error.empty());
    EXPECT_FALSE(kiosk->state().steward.hint.empty());
    EXPECT_TRUE(std::filesystem::is_empty(event.exports()));
    robot.press("export/" + event.exports().string());
    robot.wait_for([](const auto& s) { return !s.steward.busy; }, "the export");
    EXPECT_EQ(kiosk->state().steward.error, "");
    EXPECT_EQ(event.opened().size(), 1U);
}

void cast_one(Robot& robot, const std::string& card) {
    std::mt19937 random(3);
    (void)vote(robot, card, {"en", Manner::straight}, random);
}

TEST(MirrorTest, ThatComesLateIsTakenWhenTheStewardComes) {
    const EventFolder event(round_of(ballot::BallotType::approval), 4);
    const auto options = options_with_mirror(event, Medium::absent);
    const auto kiosk = start(options);
    ASSERT_TRUE(kiosk);
    Robot robot(*kiosk, InputMethod::touch, nullptr);
    open_polls(robot, steward_pin);
    cast_one(robot, event.cards()[0]);
    EXPECT_EQ(kiosk->state().mirror, app::Mirror::none);
    std::filesystem::create_directories(*options.mirror);
    robot.press("header/about");
    robot.press("steward/door");
    enter_pin(robot, steward_pin);
    EXPECT_EQ(kiosk->state().mirror, app::Mirror::ok);
    EXPECT_EQ(kiosk->state().steward.error, "");
}

// A box put back from an old copy: its mirror knows a vote that it does not.
TEST(MirrorTest, ThatKnowsMoreThanTheBoxStopsTheKiosk) {
    const EventFolder event(round_of(ballot::BallotType::approval), 4);
    const auto options = options_with_mirror(event, Medium::present);
    auto kiosk = start(options);
    ASSERT_TRUE(kiosk);
    {
        Robot robot(*kiosk, InputMethod::touch, nullptr);
        open_polls(robot, steward_pin);
        kiosk.reset();
    }
    std::filesystem::copy(event.kiosk(), event.folder() / "old");
    kiosk = start(options);
    ASSERT_TRUE(kiosk);
    {
        Robot robot(*kiosk, InputMethod::touch, nullptr);
        cast_one(robot, event.cards()[0]);
        kiosk.reset();
    }
    std::filesystem::remove_all(event.kiosk());
    std::filesystem::rename(event.folder() / "old", event.kiosk());
    kiosk = start(options);
    ASSERT_TRUE(kiosk);
    EXPECT_EQ(kiosk->state().polls, app::Polls::refused);
    EXPECT_EQ(kiosk->state().screen, app::Screen::waiting);
    EXPECT_FALSE(kiosk->state().refused.empty());
}

std::string bytes_of(const ballot::Path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

// Every file that the kiosk wrote: its folder, the mirror, the exports.
TEST(Traces, NothingWrittenSaysWhatWasChosenOrNamesACard) {
    const EventFolder event(round_of(ballot::BallotType::approval), 8);
    auto kiosk = start(options_with_mirror(event, Medium::present));
    ASSERT_TRUE(kiosk);
    Robot robot(*kiosk, InputMethod::touch, nullptr);
    std::mt19937 random(5);
    open_polls(robot, steward_pin);
    for (std::size_t i = 0; i < 6; ++i)
        (void)vote(robot, event.cards()[i], {"en", Manner::lively}, random);
    close_and_export(robot, steward_pin, event.exports());
    kiosk.reset();
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(event.folder())) {
        const std::string path = entry.path().string();
        const bool given = path.find(event.pack().string()) == 0 || path == event.cards_file();
        if (given || !entry.is_regular_file()) continue;
        ++files;
        const std::string bytes = bytes_of(entry.path());
        EXPECT_EQ(bytes.find("robot-proposal"), std::string::npos) << path;
        EXPECT_EQ(bytes.find(steward_pin + std::string("\n")), std::string::npos) << path;
        for (const std::string& card : event.cards()) {
            EXPECT_EQ(bytes.find(card), std::string::npos) << path;
            std::string bare = card;
            bare.erase(std::remove(bare.begin(), bare.end(), '-'), bare.end());
            EXPECT_EQ(bytes.find(bare), std::string::npos) << path;
        }
    }
    EXPECT_GT(files, 5U);
}

// Ten minutes of choosing would be for nothing.
TEST(FullBox, RefusesAGoodCardBeforeAnythingIsChosen) {
    const EventFolder event(round_of(ballot::BallotType::approval), 2, {}, 1);
    const auto kiosk = start(options_for(event));
    ASSERT_TRUE(kiosk);
    Robot robot(*kiosk, InputMethod::touch, nullptr);
    open_polls(robot, steward_pin);
    std::mt19937 random(1);
    (void)vote(robot, event.cards()[0], {"en", Manner::straight}, random);
    robot.scan(event.cards()[1]);
    EXPECT_EQ(kiosk->state().screen, app::Screen::card);
    EXPECT_EQ(kiosk->state().session.fault, app::CardFault::full);
    EXPECT_TRUE(kiosk->state().session.style.empty());
}

}  // namespace
}  // namespace tallystick::robots
