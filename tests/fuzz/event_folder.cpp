// SPDX-License-Identifier: GPL-3.0-or-later
// The folders of a complete small event (tests/tamper) as pack, rolls, merged logs, closing note,
// opened list and result are read from them. First byte: which stage; then edits of
// file (1), place (2), bytes removed (1), bytes inserted (1) and these bytes. What is not refused
// in words must come to the same result.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <crypto/secret.h>

#include "../tamper/small_event.h"
#include "fuzz.h"

namespace {

namespace crypto = tallystick::crypto;
namespace fs = std::filesystem;
namespace tamper = tallystick::tamper;

// Made once, in memory where there is such a folder, and removed at the end.
struct Event {
    fs::path folder;
    struct Stage {
        std::map<std::string, std::string> files;
        std::string expected;
    };
    std::vector<Stage> stages;

    Event() {
        const fs::path memory = "/dev/shm";
        std::string name = ((fs::is_directory(memory) ? memory : fs::temp_directory_path()) /
                            "tallystick-fuzz-XXXXXX")
                               .string();
        crypto::require(crypto::init().ok() && mkdtemp(name.data()) != nullptr, "scratch folder");
        folder = name;
        crypto::require(tamper::make_small_event(folder / "event", "one").ok(), "small event");
        for (const auto& stage : tamper::stages()) {
            Stage made;
            const fs::path from = folder / "event" / stage.folder;
            fs::copy(from, folder / stage.folder, fs::copy_options::recursive);
            const auto paths = tallystick::ballot::list_tree(from);
            for (const auto& path : *paths) {
                made.files[path] = tallystick::ballot::read_file(from / path, 100'000'000).value();
            }
            made.expected = stage.judge(from, folder / "event", folder).value();
            stages.push_back(std::move(made));
        }
    }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event() { fs::remove_all(folder); }
};

void put(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Event event;
    crypto::ByteView input(data, size);
    if (size < 6) return 0;
    const std::size_t number = input[0] % event.stages.size();
    const auto& stage = tamper::stages()[number];
    const auto& files = event.stages[number].files;
    std::map<std::string, std::string> edited;
    for (input = input.subspan(1); input.size() >= 5;) {
        const auto file =
            std::next(files.begin(), static_cast<std::ptrdiff_t>(input[0] % files.size()));
        std::string& bytes = edited.try_emplace(file->first, file->second).first->second;
        const std::size_t place =
            (static_cast<std::size_t>(input[1]) << 8 | input[2]) % (bytes.size() + 1);
        const std::size_t inserted = std::min<std::size_t>(input[4], input.size() - 5);
        bytes.replace(place, input[3], crypto::text_of(input.subspan(5, inserted)));
        input = input.subspan(5 + inserted);
    }
    const fs::path folder = event.folder / stage.folder;
    for (const auto& file : edited) put(folder / file.first, file.second);
    const auto said = stage.judge(folder, event.folder / "event", event.folder);
    fs::remove_all(event.folder / "opened");
    for (const auto& file : edited) put(folder / file.first, files.at(file.first));
    tallystick::fuzz::check_words(said);
    crypto::require(!said || *said == event.stages[number].expected,
                    "an edited event was accepted with another result");
    return 0;
}
