// SPDX-License-Identifier: GPL-3.0-or-later
// A thief with a debugger: core files of the voting program itself, taken with gcore while a
// resident votes, after the cast, and after the polls closed. A planted card and a planted choice
// are in the first and MUST NOT be in the second; the kiosk's own signing key has to live while
// polls are open, and is gone once the closed export was verified.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>

#include <crypto/card.h>
#include <crypto/keyfile.h>
#include <sodium.h>

#include "event_fixture.h"
#include "real_kiosk.h"
#include "voter.h"

namespace tallystick::robots {
namespace {

using Needles = std::map<std::string, std::string>;  // what it is, its bytes

// A sum that stands nowhere in the round: 11,123,074 and one step of 1,239,568 pence.
constexpr std::int64_t least = 11'123'074, step = 1'239'568, planted = least + step;
static_assert(planted == 12'362'642);

ballot::Round planted_round() {
    ballot::Round round = round_of(ballot::BallotType::amount);
    round.fund = ballot::Pence(40'000'000);
    for (ballot::Pot& pot : round.pots) pot.limit = ballot::Pence(20'000'000);
    // One proposal for each pot: residents' random orders of proposals are all the same.
    round.proposals = {round.proposals[0], round.proposals[6]};
    round.proposals[1].number = 2;
    for (ballot::Proposal& proposal : round.proposals)
        proposal.cost = ballot::Pence(least + 7 * step);
    round.pots[1].ballot.max_chosen = 1;
    round.proposals[0].amount_min = ballot::Pence(least);
    round.proposals[0].amount_step = ballot::Pence(step);
    return round;
}

template <typename Unit>
std::string wide(std::string_view text) {
    std::string bytes;
    for (const char letter : text) {
        const auto unit = static_cast<Unit>(letter);
        bytes.append(reinterpret_cast<const char*>(&unit), sizeof unit);
    }
    return bytes;
}

Needles needles_of_choice() {
    std::string number(sizeof planted, '\0');
    std::memcpy(number.data(), &planted, sizeof planted);
    return {{"choice, in a ballot", "12362642"},
            {"choice, as a number", number},
            {"choice, as shown", "123,626.42"},
            {"choice, as shown, in UTF-16", wide<char16_t>("123,626.42")},
            {"choice, as shown, in UTF-32", wide<char32_t>("123,626.42")}};
}

Needles needles_of_card(const std::string& printed, const crypto::CardSalt& salt) {
    const crypto::CardCode code = *crypto::read_card(printed).code;
    const std::string bytes(crypto::text_of(code.bytes()));
    // docs/FORMAT.md "Cards": the seed of the card's key; the secret key begins with it.
    std::string seed(32, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(seed.data()), seed.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       salt.bytes.data(), salt.bytes.size());
    std::string bare = printed;
    std::erase(bare, '-');
    return {{"card's code, as printed", printed},
            {"card's code, as typed", bare},
            {"card's code, ten bytes", bytes},
            {"card's secret key", seed}};
}

Needles needle_of_kiosk(const EventFolder& event) {
    const std::string text = ballot::read_file(event.kiosk() / "kiosk.key", 4096).value();
    const std::string seed = text.substr(text.rfind("seed ") + 5, 44);
    const crypto::Bytes bytes = crypto::from_base64(seed).value();
    return {{"kiosk's key, in its file", seed},
            {"kiosk's secret key", std::string(crypto::text_of(bytes))}};
}

class Core : public ::testing::Test {
protected:
    Core() : m_event(planted_round(), 3) {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        std::filesystem::copy(m_event.kiosk(), twin(), std::filesystem::copy_options::recursive);
    }
    ~Core() override { unsetenv("SDL_VIDEODRIVER"); }
    void SetUp() override {
#if defined(TALLYSTICK_SANITIZED)
        GTEST_SKIP() << "the sanitizer's own memory is too large for a core file";
#endif
        if (std::system("command -v gcore >/dev/null 2>&1") != 0)
            GTEST_SKIP() << "gcore is not here (package gdb)";
    }

    [[nodiscard]] ballot::Path twin() const {
        return m_event.folder() / "twin";
    }
    [[nodiscard]] app::AppOptions twin_options() const {
        app::AppOptions options;
        options.pack = m_event.pack();
        options.data = twin();
        options.assets = TALLYSTICK_SHARE;
        options.export_to = twin();
        options.settings_file = twin() / "kiosk.toml";
        options.window.mode = ui::WindowOptions::Mode::windowed;
        options.window.width = 1280;
        options.window.height = 800;
        options.window.clock = person_clock();
        options.drawing = app::AppOptions::Drawing::none;
        return options;
    }
    [[nodiscard]] std::vector<std::string> arguments() const {
        return {"--pack",          m_event.pack(), "--data",         m_event.kiosk(), "--export-to",
                m_event.exports(), "--assets",     TALLYSTICK_SHARE, "--size",        "1280x800"};
    }
    // What a core file taken now holds of these. What is there only in passing, because the voice's
    // thread had not yet seen that it shall stop, is looked for again.
    Needles left(const RealKiosk& kiosk, const std::string& when, const Needles& needles,
                 std::size_t expected) {
        const Needles there = found(kiosk, when, needles);
        return there.size() <= expected ? there : found(kiosk, when, needles);
    }
    Needles found(const RealKiosk& kiosk, const std::string& when, const Needles& needles) {
        const ballot::Path core = kiosk.core(m_event.folder(), "core");
        if (core.empty()) {
            ADD_FAILURE() << when << ": gcore failed: "
                          << ballot::read_file(m_event.folder() / "core.log", 4096).value();
            return {};
        }
        Needles there;
        for (const auto& [name, bytes] : needles)
            if (const std::size_t times = count_in_file(core, bytes); times > 0)
                there[name] = std::to_string(times) + " times";
        if (std::getenv("TALLYSTICK_KEEP_CORES") != nullptr)
            std::filesystem::copy(core, when + ".core",
                                  std::filesystem::copy_options::overwrite_existing);
        std::filesystem::remove(core);
        return there;
    }

    EventFolder m_event;
};

TEST_F(Core, HoldsNeitherCardNorChoiceAfterTheCastNorTheKiosksKeyAfterClosing) {
    const auto pack = ballot::load_pack(m_event.pack()).value();
    Needles voters = needles_of_choice();
    voters.merge(needles_of_card(m_event.cards()[0], pack.round.card_salt));
    const Needles own = needle_of_kiosk(m_event);

    auto speech = std::make_unique<ui::RecordedSpeech>();
    auto kiosk = app::App::create(twin_options(), std::move(speech));
    ASSERT_TRUE(kiosk.ok()) << kiosk.error().message;
    Robot robot(**kiosk, InputMethod::keyboard, nullptr);
    RealKiosk real(arguments());
    Recording recording;
    // Presses the same on both.
    const auto play = [&] { return real.play(recording.take()); };

    open_polls(robot, steward_pin);
    for (const char* id : {"header/access", "read-aloud", "access/close"}) robot.press(id);
    robot.press("start");
    // Typed and not scanned: so it was also on the screen and spoken.
    for (const char symbol : m_event.cards()[0])
        if (symbol != '-') robot.press(std::string("key/") + symbol);
    if (robot.shows("card/submit")) robot.press("card/submit");
    robot.press("proposals");
    robot.press("vote/robot-proposal-1/more");
    robot.press("vote/robot-proposal-1/more");
    robot.press("vote/robot-proposal-7");
    robot.press("undo");
    robot.press("vote/robot-proposal-7");
    robot.press("review");
    const ballot::Votes& votes = (*kiosk)->state().session.votes;
    ASSERT_EQ(votes.at(ballot::ProposalId::parse("robot-proposal-1").value()), planted);
    ASSERT_TRUE(play());
    // The test itself must see what is there.
    const Needles before = found(real, "review", voters);
    EXPECT_TRUE(before.contains("choice, as shown"));
    EXPECT_TRUE(before.contains("choice, as a number"));
    EXPECT_TRUE(before.contains("choice, in a ballot"));
    EXPECT_TRUE(before.contains("card's secret key"));
    EXPECT_FALSE(before.contains("card's code, as typed")) << "needed once only";

    robot.press("cast");
    ASSERT_EQ((*kiosk)->state().screen, app::Screen::done);
    ASSERT_TRUE(play());
    Needles all = voters;
    all.insert(own.begin(), own.end());
    const Needles kept = left(real, "done", all, 1);
    EXPECT_TRUE(kept.contains("kiosk's secret key")) << "it has to sign the next ballot";
    EXPECT_EQ(kept.size(), 1U);
    for (const auto& [name, times] : kept) std::printf("  %s: %s\n", name.c_str(), times.c_str());

    robot.press("finish");
    robot.press("header/about");
    robot.press("steward/door");
    enter_pin(robot, steward_pin);
    robot.press("page/3");
    robot.press("polls/close");
    robot.press("back");
    robot.press("page/4");
    robot.press("export/" + twin().string());
    ASSERT_EQ((*kiosk)->state().steward.error, "");
    ASSERT_TRUE(play());
    EXPECT_EQ(m_event.bundle().leaves.size(), 1U) << "the real kiosk did it, too";
    EXPECT_EQ(left(real, "closed", all, 0), Needles());
}

}  // namespace
}  // namespace tallystick::robots
