// SPDX-License-Identifier: GPL-3.0-or-later
// The demonstration round as files. What its rows mean is read and tested where rounds are
// authored; here only that each proposal's picture is there and is what the kiosk expects.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace tallystick::assets_test {
namespace {

namespace fs = std::filesystem;
const fs::path demo = TALLYSTICK_ASSETS "/demo";

// The ids are the first cell of each row that starts with one; no text cell has a line break.
std::set<std::string> proposal_ids() {
    std::ifstream in(demo / "proposals.csv");
    std::set<std::string> ids;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) ids.insert(line.substr(0, line.find(',')));
    return ids;
}

std::uint32_t big_endian(const std::array<unsigned char, 24>& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | bytes[at + i];
    return value;
}

TEST(Demonstration, HasEighteenProposalsWithAPictureEach) {
    const std::set<std::string> ids = proposal_ids();
    EXPECT_EQ(ids.size(), 18U);
    std::set<std::string> pictures;
    for (const auto& entry : fs::directory_iterator(demo / "pictures"))
        pictures.insert(entry.path().stem().string());
    EXPECT_EQ(pictures, ids);
}

// A PNG's first chunk is IHDR: width and height stand at bytes 16 and 20.
TEST(Demonstration, PicturesAre960By640AndSmall) {
    std::uintmax_t total = 0;
    for (const auto& entry : fs::directory_iterator(demo / "pictures")) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::array<unsigned char, 24> head{};
        in.read(reinterpret_cast<char*>(head.data()), head.size());
        EXPECT_EQ(big_endian(head, 16), 960U) << entry.path();
        EXPECT_EQ(big_endian(head, 20), 640U) << entry.path();
        total += entry.file_size();
    }
    EXPECT_LT(total, 1'500'000U);
}

}  // namespace
}  // namespace tallystick::assets_test
