// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle as a folder on a stick: its name, files that are damaged, missing or too large, and
// every byte of a good one changed.
#include "bundle_forge.h"

namespace tallystick::ballot::test {
namespace {

class BundleFolder : public BundleChecks {};

TEST_F(BundleFolder, AnotherFolderName) {
    Forge forge(*s_round);
    forge.build();
    EXPECT_EQ(failed(forge.files, "stick"), "bundle-name");
    EXPECT_EQ(failed(forge.files, forge.name() + "-2"), "");  // the second of its name
    EXPECT_EQ(failed(forge.files, forge.name() + "-1"), "bundle-name");
    EXPECT_EQ(failed(forge.files, forge.name() + "-02"), "bundle-name");
}

// What was damaged on its way is the fault, not the folder's name that no longer fits it.
TEST_F(BundleFolder, ADamagedFileIsNamedFirst) {
    Forge forge(*s_round);
    forge.build();
    const auto first = [&](const std::string& envelopes) {
        BundleFiles files = forge.files;
        files["envelopes.txt"] = envelopes;
        EXPECT_EQ(failed(files, forge.name()).find("bundle-name"), std::string::npos);
        const auto reading = read_bundle(write(files, forge.name()), s_round->pack);
        return reading->faults.front().error;
    };
    const std::string& whole = forge.files["envelopes.txt"];
    const auto cut = first(whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1));
    EXPECT_TRUE(says(cut.message, "envelopes.txt: expected SHA-256")) << cut.message;
    EXPECT_TRUE(says(cut.hint, "copy the stick again, or export again"));
    EXPECT_TRUE(says(first("").message, "envelopes.txt: expected SHA-256"));
    // A certificate of 100 ballots; nothing of more is read.
    const std::size_t most = 100 * (whole.size() / 10);
    const auto large = first(std::string(most + 1, 'x'));
    EXPECT_TRUE(says(large.message, "expected at most " + std::to_string(most) + " bytes"));
    EXPECT_TRUE(says(large.message, "found " + std::to_string(most + 1)));
    EXPECT_TRUE(says(large.hint, "copy the stick again, or export again"));
    // Whoever renamed it is told so as long as the files are whole.
    EXPECT_EQ(failed(forge.files, "stick"), "bundle-name");
}

TEST_F(BundleFolder, AFileLargerThanAnyIsNotRead) {
    Forge forge(*s_round);
    forge.build();
    forge.files["kiosk.note"] = std::string(1'000'001, 'x');
    const auto reading = read_bundle(write(forge.files, forge.name()), s_round->pack);
    ASSERT_TRUE(good(reading));
    ASSERT_EQ(reading->faults.size(), 1U);
    EXPECT_EQ(reading->faults[0].check, BundleCheck::folder);
    EXPECT_TRUE(says(reading->faults[0].error.message,
                     "kiosk.note: expected at most 1000000 bytes, found 1000001"));
}

TEST_F(BundleFolder, AFoldersNameIsShownAndNotObeyed) {
    Forge forge(*s_round);
    forge.build();
    const auto reading = read_bundle(write(forge.files, "st\x1b[31mick"), s_round->pack);
    ASSERT_EQ(reading->faults.size(), 1U);
    const std::string& message = reading->faults[0].error.message;
    EXPECT_TRUE(message.starts_with(m_folder.path().string() + "/st\\x1b[31mick: ")) << message;
    EXPECT_EQ(message.find('\x1b'), std::string::npos);
}

TEST_F(BundleFolder, EveryFileMissing) {
    Forge forge(*s_round);
    forge.build();
    for (const auto& [name, bytes] : forge.files) {
        BundleFiles fewer = forge.files;
        fewer.erase(name);
        EXPECT_EQ(failed(fewer, forge.name()), "bundle-files") << name;
    }
}

TEST_F(BundleFolder, EveryByteCounts) {
    Forge forge(*s_round);
    forge.build();
    std::size_t cases = 0;
    for (const auto& [name, bytes] : forge.files) {
        // Every byte of the small files, a sample of the long one: its lines are alike.
        const std::size_t step = name == "envelopes.txt" ? 97 : 11;
        for (std::size_t at = 0; at < bytes.size(); at += step, ++cases) {
            BundleFiles changed = forge.files;
            switch (cases % 3) {
                case 0:
                    changed[name][at] ^= 1;
                    break;
                case 1:
                    changed[name].erase(at, 1);
                    break;
                default:
                    changed[name].insert(at, 1, changed[name][at]);
                    break;
            }
            EXPECT_NE(failed(changed, forge.name()), "") << name << " " << at;
        }
    }
    EXPECT_GT(cases, 200U);
}

}  // namespace
}  // namespace tallystick::ballot::test
