// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at random instants while robots vote: no confirmed vote is lost, and a card is used
// exactly if its envelope is there. TALLYSTICK_KILLS sets another number than 200.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>

#include <ballot/bundle.h>

#include "event_fixture.h"

namespace tallystick::robots {
namespace {

int kills_wanted() {
    const char* text = std::getenv("TALLYSTICK_KILLS");
    return text ? std::atoi(text) : 200;
}

pid_t start_robots(const EventFolder& event, const ballot::Path& confirmed, unsigned seed,
                   std::size_t first_card) {
    const pid_t child = fork();
    if (child != 0) return child;
    const std::string numbers[] = {std::to_string(seed), std::to_string(first_card)};
    const std::string pack = event.pack(), data = event.kiosk(), cards = event.cards_file(),
                      file = confirmed;
    const int silence = open("/dev/null", O_WRONLY);
    dup2(silence, STDOUT_FILENO);
    execl(TALLYSTICK_ROBOTS, TALLYSTICK_ROBOTS, "vote", "--pack", pack.c_str(), "--data",
          data.c_str(), "--cards", cards.c_str(), "--pin", steward_pin, "--confirmed", file.c_str(),
          "--ballots", "100000", "--seed", numbers[0].c_str(), "--first-card", numbers[1].c_str(),
          "--straight", "--keep-open", static_cast<char*>(nullptr));
    _exit(127);
}

std::vector<std::string> lines_of(const ballot::Path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    std::string line;
    while (std::getline(in, line))
        if (!in.eof()) lines.push_back(line);  // the last one may be torn by the kill
    return lines;
}

std::int64_t used_cards(const ballot::RoundPack& pack, const ballot::BallotBox& box) {
    std::int64_t used = 0;
    for (std::size_t i = 0; i < pack.cards.size(); ++i)
        used += box.card_status(pack.cards[i].key) == ballot::CardStatus::used ? 1 : 0;
    return used;
}

TEST(Kill, NoConfirmedVoteIsLostAndNoCardIsUsedWithoutItsEnvelope) {
    const int kills = kills_wanted();
    const EventFolder event(round_of(ballot::BallotType::approval),
                            static_cast<std::size_t>(kills) * 40 + 100);
    const ballot::RoundPack pack = ballot::load_pack(event.pack()).value();
    const ballot::Path confirmed = event.folder() / "confirmed.txt";
    std::mt19937 random(9);
    std::int64_t most_behind = 0;
    for (int kill_number = 0; kill_number < kills; ++kill_number) {
        const std::size_t before = lines_of(confirmed).size();
        const pid_t child =
            start_robots(event, confirmed, static_cast<unsigned>(kill_number + 1), before);
        // Every fourth is killed while it starts, the others while votes are cast.
        const bool early = kill_number % 4 == 3;
        for (int i = 0; !early && i < 2000 && lines_of(confirmed).size() == before; ++i)
            usleep(5'000);
        usleep(static_cast<useconds_t>(random() % 120'000));
        ::kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the robots ended by themselves: " << status;
        auto box = ballot::BallotBox::open({event.kiosk(), {}, nullptr}, pack, 0);
        ASSERT_TRUE(box.ok()) << box.error().message;
        const auto stored = (*box)->counts().stored;
        ASSERT_GE(stored, static_cast<std::int64_t>(lines_of(confirmed).size()));
        ASSERT_EQ(used_cards(pack, **box), stored);
        most_behind =
            std::max(most_behind, stored - static_cast<std::int64_t>(lines_of(confirmed).size()));
    }
    auto box = ballot::BallotBox::open({event.kiosk(), {}, nullptr}, pack, 0).value();
    ASSERT_TRUE(box->self_check().ok());
    ASSERT_TRUE(box->close_polls(0).ok());
    ASSERT_TRUE(box->export_bundle(event.exports(), 0).ok());
    std::vector<std::string> codes = event.codes();
    std::sort(codes.begin(), codes.end());
    for (const std::string& code : lines_of(confirmed))
        EXPECT_TRUE(std::binary_search(codes.begin(), codes.end(), code)) << code;
    std::printf("%d kills, %zu votes confirmed, %zu in the box\n", kills,
                lines_of(confirmed).size(), codes.size());
}

}  // namespace
}  // namespace tallystick::robots
