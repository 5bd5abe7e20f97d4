// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps those examples of docs/FORMAT.md true that are of a whole event: tests/vectors/audit/gaps,
// merged and opened anew. TALLYSTICK_WRITE_EXAMPLES=1 writes them into the page instead.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <crypto/digest.h>
#include <rules/report.h>
#include <tally/audit.h>

#include "folder_vector.h"
#include "vector_file.h"

namespace tallystick::vectors {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// `kiosk c holder style` of each line.
std::string starts_of(const std::string& envelopes) {
    std::string starts;
    for (const std::string& line : lines_of(envelopes)) {
        std::size_t end = 0;
        for (int field = 0; field < 4; ++field) end = line.find(' ', end) + 1;
        starts += line.substr(0, end - 1) + "\n";
    }
    return starts;
}

// The card that stands twice, and what the dice say of each kiosk.
std::string pick_of(const std::string& envelopes, const std::string& dice) {
    std::map<std::string, std::vector<std::string>> kiosks;
    for (const std::string& line : lines_of(starts_of(envelopes))) {
        const std::size_t at = line.find(' ');
        kiosks[line.substr(at + 3, 64)].push_back(line.substr(0, at));
    }
    std::string text;
    for (const auto& [card, where] : kiosks) {
        if (where.size() < 2) continue;
        text += "card " + card + "\n";
        for (const std::string& kiosk : where)
            text +=
                kiosk + " " +
                crypto::sha256("tallystick/pick/v1\n" + dice + "\n" + card + "\n" + kiosk).hex() +
                "\n";
    }
    return text;
}

std::string sizes_of(const fs::path& folder) {
    std::string list;
    const auto paths = ballot::list_tree(folder);
    for (const std::string& path : paths.value())
        list += std::to_string(fs::file_size(folder / path)) + " " + path + "\n";
    return list;
}

std::string first_notes(std::string_view list, int count) {
    std::string notes;
    for (; count > 0; --count) notes += crypto::take_note(list)->bytes();
    return notes;
}

// Counted again from what was published.
std::string count_of(const fs::path& audit, const Files& files) {
    tally::ExamineInput input;
    input.pack = audit / "pack";
    input.rolls = {{"roll", files.at("rolls/roll-1.note")}};
    for (const auto& entry : fs::directory_iterator(audit / "bundles"))
        input.bundles.push_back(entry.path());
    input.closing = {"closing.note", files.at("closing.note")};
    input.opened = {"opened.note", files.at("opened.note")};
    input.list = audit / "votes.txt";
    input.rejected = audit / "rejected.txt";
    tally::Report report;
    const auto examined = tally::examine(input, report).value().value();
    return rules::to_json(examined.count.allocation, rules::TraceDetail::with);
}

// Merges and opens the published event again, as its organiser did.
std::map<std::string, std::string> examples(const fs::path& scratch) {
    const Vector vector = read_vector(bytes_of(fs::path(TALLYSTICK_VECTORS) / "audit/gaps.txt"));
    const Files files = read_files(vector.payload).value();
    const fs::path audit = scratch / "audit";
    for (const auto& [path, bytes] : files) {
        fs::create_directories((audit / path).parent_path());
        std::ofstream(audit / path, std::ios::binary) << bytes;
    }
    const ballot::RoundPack pack = ballot::load_pack(audit / "pack").value();
    tally::Report report;
    const auto roll =
        tally::read_rolls(pack, {{"roll", files.at("rolls/roll-1.note")}}, report).value();
    std::vector<ballot::Path> bundles;
    for (const auto& entry : fs::directory_iterator(audit / "bundles"))
        bundles.push_back(entry.path());
    const auto merged =
        tally::merge(pack, roll, bundles, scratch / "merged", 1, report).value().value();
    const auto closing =
        tally::read_closing(pack, roll, merged, {"closing.note", files.at("closing.note")}, report)
            .value();
    const auto key = crypto::TallySecretKey::from_bytes(crypto::Bytes(32, 4));
    const auto opened =
        tally::open_envelopes(pack, roll, merged, closing, scratch / "merged" / "envelopes.txt",
                              key, scratch / "opened", 1);
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    const std::string envelopes = bytes_of(scratch / "merged" / "envelopes.txt");
    return {{"merged-envelopes", starts_of(envelopes)},
            {"merged-boxes", bytes_of(scratch / "merged" / "boxes.txt")},
            {"merged-alarms", bytes_of(scratch / "merged" / "alarms.txt")},
            {"closing-with-gaps", files.at("closing.note")},
            {"pick", pick_of(envelopes, closing.note.dice)},
            {"rejected", bytes_of(scratch / "opened" / "rejected.txt")},
            {"opened-folder", sizes_of(scratch / "opened")},
            {"opened-list-start", first_notes(bytes_of(scratch / "opened" / "ballots.txt"), 2)},
            {"votes", files.at("votes.txt")},
            {"audit-folder", sizes_of(audit)},
            {"count-json", count_of(audit, files)},
            {"result-with-gaps", files.at("result.note")}};
}

TEST(FormatExamples, OfAWholeEventAreTrue) {
    const fs::path scratch = fs::path(::testing::TempDir()) / "tallystick-format-examples";
    fs::remove_all(scratch);
    std::string page = bytes_of(TALLYSTICK_FORMAT);
    const bool writing = std::getenv("TALLYSTICK_WRITE_EXAMPLES") != nullptr;
    std::size_t found = 0;
    for (const auto& [name, text] : examples(scratch)) {
        const std::string marker = "<!-- vector: " + name + " -->\n```\n";
        const std::size_t at = page.find(marker);
        ASSERT_NE(at, std::string::npos) << "no example " << name << " in docs/FORMAT.md";
        const std::size_t from = at + marker.size();
        const std::size_t size = page.find("```", from) - from;
        if (writing)
            page.replace(from, size, text);
        else
            EXPECT_EQ(page.substr(from, size), text) << name;
        ++found;
    }
    if (writing) std::ofstream(TALLYSTICK_FORMAT, std::ios::binary) << page;
    std::size_t marked = 0;
    for (std::size_t at = 0; (at = page.find("<!-- vector: ", at)) != page.npos; ++at) ++marked;
    EXPECT_EQ(marked, found) << "an example of the page that no test makes";
    fs::remove_all(scratch);
}

}  // namespace
}  // namespace tallystick::vectors
