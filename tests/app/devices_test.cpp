// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between the pure core and the world: scanner, settings file, QR pieces, speech.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <app/runner.h>
#include <app/scan_reader.h>
#include <app/settings.h>
#include <app/speaker.h>
#include <app/tap_guard.h>

#include "kiosk_fixture.h"

namespace tallystick::app {
namespace {

TEST(Scanner, ABurstWithEnterIsAScan) {
    ScanReader reader;
    reader.typed("0123", 100);
    reader.typed("4567", 110);
    EXPECT_EQ(reader.enter(115).value_or(""), "01234567");
    EXPECT_EQ(reader.by_hand(1000), "");
}

TEST(Scanner, APersonsCharactersComeOneByOneAfterTheGap) {
    ScanReader reader;
    reader.typed("A", 100);
    EXPECT_EQ(reader.by_hand(100 + ScanReader::longest_gap), "");
    EXPECT_EQ(reader.deadline().value_or(0), 101 + ScanReader::longest_gap);
    EXPECT_EQ(reader.by_hand(101 + ScanReader::longest_gap), "A");
    EXPECT_FALSE(reader.deadline().has_value());
}

TEST(Scanner, APersonsEnterPressesTheButton) {
    ScanReader reader;
    reader.typed("A", 100);
    EXPECT_FALSE(reader.enter(110).has_value());
}

TEST(Scanner, AnEnterLongAfterABurstIsAPersons) {
    ScanReader reader;
    reader.typed("01234567", 100);
    EXPECT_FALSE(reader.enter(101 + ScanReader::longest_gap).has_value());
}

TEST(Scanner, AKeyAmongOrRightBehindItsTextIsTheScanners) {
    ScanReader reader;
    reader.typed("12", 100);
    EXPECT_TRUE(reader.sent_key(100 + ScanReader::longest_gap));
    EXPECT_FALSE(reader.sent_key(101 + 2 * ScanReader::longest_gap));
}

// Carriage return and line feed are two Enters.
TEST(Scanner, ASecondEnterBehindACodeIsTheScanners) {
    ScanReader reader;
    reader.typed("01234567", 100);
    EXPECT_TRUE(reader.enter(105).has_value());
    EXPECT_FALSE(reader.enter(110).has_value());
    EXPECT_TRUE(reader.sent_key(110));
}

TEST(Scanner, AKeyWithNothingTypedIsAPersons) {
    ScanReader reader;
    EXPECT_FALSE(reader.sent_key(0));
}

TEST(Scanner, WhatTheKioskDidMeanwhileIsNoGap) {
    ScanReader reader;
    reader.typed("01234567", 100);
    reader.was_deaf(95, 300);
    EXPECT_EQ(reader.by_hand(310), "");
    EXPECT_EQ(reader.enter(310).value_or(""), "01234567");
}

// What was waiting, in letters: characters as they are, K a key, E an Enter, _ the space bar (a key
// and its character), ! news of a device.
std::string left_of(const std::string& waiting, const ScanReader& reader = {}) {
    std::vector<ui::Input> inputs;
    for (const char what : waiting) {
        if (what == 'K') inputs.emplace_back(ui::KeyDown{ui::Key::down});
        if (what == 'E') inputs.emplace_back(ui::KeyDown{ui::Key::enter});
        if (what == '_') inputs.emplace_back(ui::KeyDown{ui::Key::space});
        if (what == '_') inputs.emplace_back(ui::TextTyped{" "});
        if (what == '!') inputs.emplace_back(ui::SoundDevicesChanged{});
        if (what >= 'a' && what <= 'z') inputs.emplace_back(ui::TextTyped{std::string(1, what)});
    }
    reader.keep_codes(inputs);
    std::string left;
    for (const ui::Input& input : inputs) {
        if (const auto* text = std::get_if<ui::TextTyped>(&input))
            left += text->text == " " ? "" : text->text;
        else if (const auto* key = std::get_if<ui::KeyDown>(&input))
            left += key->key == ui::Key::enter ? 'E' : key->key == ui::Key::space ? '_' : 'K';
        else
            left += '!';
    }
    return left;
}

TEST(Scanner, OfWhatWaitedOnlyCodesAreKept) {
    EXPECT_EQ(left_of("KE"), "");
    EXPECT_EQ(left_of("__"), "");
    EXPECT_EQ(left_of("abcE"), "abcE");
    EXPECT_EQ(left_of("KE_abcE"), "abcE") << "keys before it";
    EXPECT_EQ(left_of("abcEKE_"), "abcE") << "keys behind its Enter";
    EXPECT_EQ(left_of("a_bKcE"), "a_bKcE") << "a code of words";
    EXPECT_EQ(left_of("abcEEdefE"), "abcEdefE") << "carriage return and line feed";
    EXPECT_EQ(left_of("K!abc!E!"), "!abc!E!");
}

TEST(Scanner, TheEndOfACodeThatIsHalfReadIsKept) {
    ScanReader reader;
    reader.typed("abc", 100);
    EXPECT_EQ(left_of("EKE", reader), "E");
}

TEST(Scanner, DigitsOfAnyScriptAreTheDigitsTheyAre) {
    const std::pair<const char*, const char*> pairs[] = {
        {"\u0660\u0669", "09"},           // Arabic
        {"\u06F1\u06F8", "18"},           // Urdu
        {"\u09E6\u09EF", "09"},           // Bengali
        {"\u0A67\u0A6F", "19"},           // Gurmukhi
        {"\u0AE6\u0AEE", "08"},           // Gujarati
        {"a\u0A64\u0661z", "a\u0A641z"},  // what is no digit stays
    };
    for (const auto& [theirs, ours] : pairs) {
        ScanReader reader;
        reader.typed(theirs, 100);
        EXPECT_EQ(reader.by_hand(1000), ours);
    }
}

TEST(Scanner, GarbageAtFullSpeedIsCut) {
    ScanReader reader;
    for (int i = 0; i < 10'000; ++i) reader.typed("garbage!", i / 100);
    EXPECT_LE(reader.enter(100).value_or("").size(), 256U);
}

class Guard : public ::testing::Test {
protected:
    Guard() {
        EXPECT_TRUE(guard.allows(corner, 1000));
        guard.changed();
    }
    TapGuard guard;
    const Place corner{200, 100};
};

TEST_F(Guard, ASecondTapInThePlaceOfTheFirstPressesNothingNew) {
    guard.seen(1100);
    EXPECT_FALSE(guard.allows(corner, 1250));
    EXPECT_FALSE(guard.allows({200 - TapGuard::reach_mm, 100}, 1250)) << "a trembling hand";
    EXPECT_FALSE(guard.allows(corner, 1099 + TapGuard::length));
    EXPECT_TRUE(guard.allows(corner, 1100 + TapGuard::length));
}

TEST_F(Guard, ATapElsewhereIsMeant) {
    guard.seen(1100);
    EXPECT_TRUE(guard.allows({199 - TapGuard::reach_mm, 100}, 1150));
}

TEST_F(Guard, NothingIsPressedOnAViewThatNobodyHasSeen) {
    EXPECT_FALSE(guard.allows({10, 10}, 9000));
    guard.seen(9100);
    EXPECT_TRUE(guard.allows({10, 10}, 9100));
}

TEST_F(Guard, ASecondPressOfAKeyPressesNothingNew) {
    EXPECT_FALSE(guard.allows_key(9000)) << "nobody has seen the view";
    guard.seen(9100);
    EXPECT_FALSE(guard.allows_key(9099 + TapGuard::length));
    EXPECT_TRUE(guard.allows_key(9100 + TapGuard::length));
}

TEST_F(Guard, WhoMovesTheFocusOnANewViewMeansTheKeyThatFollows) {
    guard.moved_focus();
    guard.seen(1100);
    EXPECT_FALSE(guard.allows_key(1150)) << "it was moved on a view that nobody had seen";
    guard.moved_focus();
    EXPECT_TRUE(guard.allows_key(1150));
    guard.changed();
    guard.seen(1200);
    EXPECT_FALSE(guard.allows_key(1250)) << "that was on the view before";
}

TEST_F(Guard, AKeyPressesNothingThatTheFirstPressHasOnlyJustShown) {
    guard.seen(1100);
    EXPECT_TRUE(guard.allows_key(2000));
    guard.showed_focus();
    EXPECT_FALSE(guard.allows_key(2000)) << "it is not on the glass";
    EXPECT_TRUE(guard.allows(corner, 2000)) << "a finger needs no focus";
    guard.seen(2030);
    EXPECT_FALSE(guard.allows_key(2029 + TapGuard::length));
    EXPECT_TRUE(guard.allows(corner, 2040));
    EXPECT_TRUE(guard.allows_key(2030 + TapGuard::length));
}

TEST_F(Guard, WhoMovesAFocusThatHasJustBeenShownHasSeenIt) {
    guard.seen(1100);
    EXPECT_TRUE(guard.allows_key(2000));
    guard.showed_focus();
    guard.moved_focus();
    EXPECT_FALSE(guard.allows_key(2010)) << "it is not on the glass";
    guard.seen(2030);
    guard.moved_focus();
    EXPECT_TRUE(guard.allows_key(2040));
}

TEST_F(Guard, AToggleIsPressedOnceAtATime) {
    EXPECT_TRUE(guard.allows_toggle("vote/a", 2000));
    EXPECT_FALSE(guard.allows_toggle("vote/a", 2500)) << "what it did is not on the glass";
    guard.seen(2600);
    EXPECT_FALSE(guard.allows_toggle("vote/a", 2599 + TapGuard::length_of_toggle));
    guard.seen(3000);
    EXPECT_FALSE(guard.allows_toggle("vote/a", 3399)) << "a tremble goes on from its last press";
    guard.seen(3400);
    EXPECT_TRUE(guard.allows_toggle("vote/a", 3400 + TapGuard::length_of_toggle));
}

TEST_F(Guard, AnotherToggleIsMeant) {
    EXPECT_TRUE(guard.allows_toggle("vote/a", 2000));
    EXPECT_TRUE(guard.allows_toggle("vote/b", 2000));
    guard.seen(2000);
    EXPECT_TRUE(guard.allows_toggle("vote/a", 2010));
}

TEST_F(Guard, APageIsTurnedByItsButtonOnceAtATime) {
    guard.seen(1100);
    EXPECT_TRUE(guard.allows(corner, 2000));
    guard.turned();
    guard.seen(2030);
    EXPECT_FALSE(guard.allows(corner, 2029 + TapGuard::length_of_page));
    EXPECT_FALSE(guard.allows_key(2029 + TapGuard::length_of_page));
    EXPECT_TRUE(guard.allows({10, 10}, 2040)) << "a card of the new page";
    guard.turned();
    guard.seen(2500);
    EXPECT_TRUE(guard.allows(corner, 2500 + TapGuard::length_of_page));
}

TEST_F(Guard, TapsOnOneViewAreAllHeard) {
    guard.seen(1100);
    for (Milliseconds now = 1800; now < 2000; now += 10) {
        EXPECT_TRUE(guard.allows(corner, now));
        EXPECT_TRUE(guard.allows_key(now));
    }
}

class SettingsFile : public ::testing::Test {
protected:
    SettingsFile() {
        std::string name = (std::filesystem::temp_directory_path() / "tallystick-XXXXXX").string();
        m_folder = mkdtemp(name.data());
    }
    ~SettingsFile() override { std::filesystem::remove_all(m_folder); }
    crypto::Result<Settings> reading(const std::string& text) {
        std::ofstream(file()) << text;
        return read_settings(file());
    }
    [[nodiscard]] ballot::Path file() const { return m_folder / "kiosk.toml"; }

private:
    ballot::Path m_folder;
};

TEST_F(SettingsFile, ThatIsNotThereGivesTheDefaults) {
    const auto settings = read_settings(file());
    ASSERT_TRUE(settings.ok());
    EXPECT_EQ(settings->diagonal_mm, 0);
}

TEST_F(SettingsFile, IsReadBackAsWritten) {
    Settings settings;
    settings.mirror = "/media/mirror";
    settings.diagonal_mm = 396;
    settings.switches.next = ui::Key::space;
    ASSERT_TRUE(write_settings(file(), settings).ok());
    const auto again = read_settings(file());
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(again->mirror.value_or(""), "/media/mirror");
    EXPECT_EQ(again->diagonal_mm, 396);
    EXPECT_EQ(again->switches, settings.switches);
}

TEST_F(SettingsFile, AMisspeltKeyIsRefusedByName) {
    const auto settings = reading("miror = \"/media/mirror\"\n");
    ASSERT_FALSE(settings.ok());
    EXPECT_NE(settings.error().message.find("miror"), std::string::npos);
}

TEST_F(SettingsFile, ASyntaxErrorNamesItsLine) {
    const auto settings = reading("pack = \"/srv/pack\"\nmirror = \n");
    ASSERT_FALSE(settings.ok());
    EXPECT_NE(settings.error().message.find("line 2"), std::string::npos)
        << settings.error().message;
}

TEST_F(SettingsFile, AScreenTheSizeOfAStampIsRefused) {
    EXPECT_FALSE(reading("diagonal_mm = 10\n").ok());
}

TEST_F(SettingsFile, AnUnknownSwitchKeyIsRefused) {
    EXPECT_FALSE(reading("switch_next = \"f13\"\n").ok());
}

TEST(QrParts, JoinedWithoutTheirNumbersTheyAreTheText) {
    const std::string text(1500, 'x');
    const auto parts = qr_parts(text);
    ASSERT_EQ(parts.size(), 3U);
    std::string joined;
    for (const std::string& part : parts) joined += part.substr(part.find(' ') + 1);
    EXPECT_EQ(joined, text);
    EXPECT_EQ(parts[1].substr(0, 4), "2/3 ");
}

class SpeakerTest : public ::testing::Test {
protected:
    SpeakerTest() {
        ui::SemanticNode node;
        node.id = "start";
        node.role = ui::Role::button;
        node.label = "Touch to begin";
        node.target = true;
        tree.add(node);
        kiosk.open();
    }
    void update(Speaker::Cause cause) {
        speaker.update({kiosk.state, tree, "Welcome", &tree.nodes().front()}, cause);
    }
    Kiosk kiosk;
    ui::SemanticTree tree;
    ui::RecordedSpeech speech;
    Speaker speaker{speech};
};

TEST_F(SpeakerTest, IsSilentUntilAsked) {
    update(Speaker::Cause::shown);
    EXPECT_TRUE(speech.said.empty());
}

TEST_F(SpeakerTest, ReadsANewScreenOnce) {
    kiosk.send(event::SetReadAloud{event::Switch::on});
    update(Speaker::Cause::shown);
    update(Speaker::Cause::shown);
    ASSERT_EQ(speech.said.size(), 1U);
    EXPECT_NE(speech.said[0].text.find("Touch to begin"), std::string::npos);
}

TEST_F(SpeakerTest, SaysWhatIsInFocusWhenItMoves) {
    kiosk.send(event::SetReadAloud{event::Switch::on});
    update(Speaker::Cause::shown);
    update(Speaker::Cause::focus_moved);
    ASSERT_EQ(speech.said.size(), 2U);
    EXPECT_EQ(speech.said[1].text.find("Touch to begin"), 0U);
}

// "Add" has become "Remove", and what is still needed is the same.
TEST_F(SpeakerTest, SaysWhatTheButtonInFocusHasBecome) {
    kiosk.send(event::SetReadAloud{event::Switch::on});
    update(Speaker::Cause::shown);
    ui::SemanticNode node = tree.nodes().front();
    node.label = "Remove";
    speaker.update({kiosk.state, tree, "Welcome", &node}, Speaker::Cause::shown);
    ASSERT_EQ(speech.said.size(), 2U);
    EXPECT_EQ(speech.said[1].text, "Remove, button");
}

// Between two scans, and between "Try again" and the next failure, nothing is drawn.
TEST_F(SpeakerTest, SaysTheSameRefusalAgain) {
    kiosk.send(event::SetReadAloud{event::Switch::on}).send(event::Start{});
    for (std::size_t scans = 1; scans <= 3; ++scans) {
        kiosk.send(event::CardScanned{"card"}).send(event::CardRefused{CardFault::unknown});
        update(Speaker::Cause::shown);
        EXPECT_EQ(speech.said.size(), scans);
    }
}

TEST_F(SpeakerTest, SaysTheSameTroubleAgain) {
    kiosk.at_review().send(event::SetReadAloud{event::Switch::on}).send(event::Cast{});
    kiosk.send(event::StoreFailed{Trouble::disk_full});
    update(Speaker::Cause::shown);
    kiosk.send(event::Continue{}).send(event::SealFailed{Trouble::disk_full});
    ASSERT_EQ(kiosk.state.screen, Screen::trouble);
    update(Speaker::Cause::shown);
    EXPECT_EQ(speech.said.size(), 2U);
}

TEST_F(SpeakerTest, SpeaksAtTheSpeedAndVolumeSet) {
    kiosk.send(event::SetReadAloud{event::Switch::on});
    kiosk.send(event::SetSpeed{6}).send(event::SetVolume{10});
    update(Speaker::Cause::shown);
    EXPECT_EQ(speech.said[0].speed_percent, 200);
    EXPECT_EQ(speech.volume_percent, 100);
}

TEST_F(SpeakerTest, EasyReadHasTheEnglishVoice) {
    kiosk.state.access.language = "en@easy";
    kiosk.send(event::SetReadAloud{event::Switch::on});
    update(Speaker::Cause::shown);
    EXPECT_EQ(speech.said[0].language, "en");
}

// Only "Touch to begin" and "Welcome" are recorded.
class RecordedSpeaker : public SpeakerTest {
protected:
    std::string find(std::string_view language, std::string_view words) const {
        if (language != "en") return "";
        if (words == "Touch to begin") return "touch.wav";
        return words == "Welcome" ? "welcome.wav" : "";
    }
    Speaker recorded{speech, [this](auto language, auto words) { return find(language, words); }};
    std::vector<ui::Spoken> focus_says(const std::string& label) {
        kiosk.send(event::SetReadAloud{event::Switch::on});
        ui::SemanticNode node = tree.nodes().front();
        node.label = label;
        recorded.update({kiosk.state, tree, "Welcome", &node}, Speaker::Cause::shown);
        speech.pieces.clear();
        recorded.update({kiosk.state, tree, "Welcome", &node}, Speaker::Cause::focus_moved);
        return speech.pieces;
    }
};

TEST_F(RecordedSpeaker, PartsThatAreRecordedArePlayedAndTheVoiceSaysTheRest) {
    using Pieces = std::vector<ui::Spoken>;
    EXPECT_EQ(focus_says("Touch to begin"),
              (Pieces{{"Touch to begin", "touch.wav"}, {", button"}}));
    EXPECT_EQ(focus_says("Something else"), (Pieces{{"Something else, button"}}));
    kiosk.send(event::SetLanguage{"cy"});
    EXPECT_EQ(focus_says("Touch to begin").front().recording, "");
}

TEST_F(RecordedSpeaker, ARecordingThatFailsIsToldToTheStewardAndOutlivesTheVoter) {
    kiosk.send(event::RecordingFailed{"0123456789abcdef.wav"});
    EXPECT_EQ(for_next_voter(kiosk.state).bad_recording, "0123456789abcdef.wav");
}

}  // namespace
}  // namespace tallystick::app
