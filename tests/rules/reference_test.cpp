// SPDX-License-Identifier: GPL-3.0-or-later
// Real elections whose winners others worked out: counted where the files are at hand, skipped
// with a message where they are not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include <rules/pabulib.h>
#include <rules/report.h>

namespace tallystick::rules {
namespace {

namespace fs = std::filesystem;

fs::path shared_folder() {
    if (const char* named = std::getenv("TALLYSTICK_SHARED")) return named;
    for (const char* near : {"../shared", "../../shared"})
        if (fs::exists(fs::path(TALLYSTICK_SOURCE) / near / "reference"))
            return fs::path(TALLYSTICK_SOURCE) / near;
    return {};
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

class Reference : public testing::Test {
protected:
    void SetUp() override {
        if (shared_folder().empty()) GTEST_SKIP() << "the reference elections are not here";
    }

    static const PbFile& election(const std::string& name) {
        static std::map<std::string, PbFile> files;
        const auto known = files.find(name);
        if (known != files.end()) return known->second;
        auto file = read_pb(text_of(shared_folder() / "pabulib" / name), Profile::Keep::rows);
        EXPECT_TRUE(file.ok()) << name << ": " << (file ? "" : file.error().message);
        return files.emplace(name, std::move(file).value()).first->second;
    }

    static nlohmann::json rows(const char* name) {
        return nlohmann::json::parse(text_of(shared_folder() / "reference" / name));
    }

    static std::set<std::string> ids(const nlohmann::json& list) {
        return {list.begin(), list.end()};
    }
    static std::set<std::string> ids(const Allocation& allocation) {
        std::set<std::string> winners;
        for (const Award& award : allocation.awards)
            winners.insert(allocation.trace.projects[award.project].id);
        return winners;
    }

    // Every row of winners.json of one rule; counted with exact arithmetic only, it must give the
    // same bytes.
    static void expect_winners(const std::string& rule) {
        int counted = 0;
        for (const auto& row : rows("winners.json")) {
            const auto flags = row.at("flags").get<std::string>();
            if (!(flags + " ").starts_with("--rule " + rule + " ")) continue;
            const auto name = row.at("file").get<std::string>();
            SCOPED_TRACE(name + " " + flags);
            auto spec = RuleSpec::parse(flags + " --ties id");
            ASSERT_TRUE(spec.ok()) << spec.error().message;
            const PbFile& file = election(name);
            const auto filtered = count(file.instance, file.profile, *spec);
            ASSERT_TRUE(filtered.ok()) << filtered.error().message;
            if (row.contains("objective")) {
                ASSERT_TRUE(filtered->objective.has_value());
                EXPECT_EQ(*filtered->objective, row.at("objective").get<std::string>());
            } else {
                EXPECT_EQ(ids(*filtered), ids(row.at("winners")));
            }
            ++counted;
            // Exact numbers on every decision are slow: the large elections take minutes, so they
            // are compared only when asked for.
            if (row.at("pabutools_seconds").get<double>() > 0.2 &&
                std::getenv("TALLYSTICK_ALL_EXACT") == nullptr)
                continue;
            spec->arithmetic = Arithmetic::exact_only;
            const auto exact = count(file.instance, file.profile, *spec);
            ASSERT_TRUE(exact.ok()) << exact.error().message;
            EXPECT_EQ(to_json(*filtered, TraceDetail::with), to_json(*exact, TraceDetail::with));
        }
        EXPECT_GT(counted, 0);
    }
};

TEST_F(Reference, EveryFileReads) {
    int read = 0;
    for (const auto& entry : fs::directory_iterator(shared_folder() / "pabulib")) {
        const PbFile& file = election(entry.path().filename());
        EXPECT_EQ(file.value("num_votes"), std::to_string(file.profile.ballots()));
        EXPECT_EQ(file.value("num_projects"), std::to_string(file.instance.size()));
        ++read;
    }
    EXPECT_EQ(read, 64);
}

TEST_F(Reference, OfficialWinners) {
    for (const auto& row : rows("official.json")) {
        const auto name = row.at("file").get<std::string>();
        SCOPED_TRACE(name);
        RuleSpec spec;
        spec.rule = RuleName::official;
        const PbFile& file = election(name);
        ASSERT_TRUE(apply_official(file, spec).ok());
        const auto allocation = count(file.instance, file.profile, spec);
        ASSERT_TRUE(allocation.ok()) << allocation.error().message;
        EXPECT_EQ(ids(*allocation), ids(row.at("winners")));
    }
}

TEST_F(Reference, EqualShares) {
    expect_winners("equal-shares");
}

TEST_F(Reference, Phragmen) {
    expect_winners("phragmen");
}

TEST_F(Reference, MaxWelfare) {
    expect_winners("max-welfare");
}

TEST_F(Reference, ExactEqualShares) {
    expect_winners("exact-equal-shares");
}

TEST_F(Reference, MaximinSupport) {
    expect_winners("maximin-support");
}

TEST_F(Reference, Greedy) {
    expect_winners("greedy");
}

}  // namespace
}  // namespace tallystick::rules
