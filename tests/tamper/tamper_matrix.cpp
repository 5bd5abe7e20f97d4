// SPDX-License-Identifier: GPL-3.0-or-later
// tamper_matrix [--share N] [--threads N] [--stage NAME] [--tell harmless]: tampers with a
// complete small event in every way that changes.h knows (every Nth case, and all that concern
// whole files) and asks the stage that reads it. Each case must be refused, or change nothing that
// the stage hands on. Prints how many cases and how many were caught; survivors end it with 1.
// --folder SCRATCH keeps the event for looking at; --stage none only makes it.
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include <crypto/secret.h>

#include "changes.h"
#include "small_event.h"

namespace {

namespace fs = std::filesystem;
namespace tamper = tallystick::tamper;
using tamper::Changes;
using tamper::Path;
using tamper::Stage;

struct Options {
    std::uint64_t share = 1;
    unsigned threads = 2;
    std::string stage;
    std::string tell;
    Path folder;
};

struct Tally {
    std::uint64_t made = 0, refused = 0, harmless = 0, survived = 0;
};

// One stage of the event: all its cases, shared between threads.
class Run {
public:
    Run(const Options& options, const Stage& stage, const Changes& changes, Path event)
        : m_options(options), m_stage(stage), m_changes(changes), m_event(std::move(event)) {}

    // False if a case survived.
    bool all() {
        const Path folder = m_event / m_stage.folder;
        fs::create_directories(m_options.folder / "0");
        const auto said = m_stage.judge(folder, m_event, m_options.folder / "0");
        if (!said) {
            std::printf("FAIL %s: the untouched event is refused: %s\n", m_stage.folder,
                        said.error().message.c_str());
            return false;
        }
        m_expected = *said;
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < m_options.threads; ++i) {
            threads.emplace_back([this, i] { work(m_options.folder / std::to_string(i)); });
        }
        for (auto& thread : threads) thread.join();
        return print();
    }

private:
    void work(const Path& scratch) {
        const Path place = scratch / "tampered";
        fs::remove_all(scratch);
        fs::create_directories(scratch);
        fs::copy(m_event / m_stage.folder, place, fs::copy_options::recursive);
        for (std::uint64_t number = m_next++; number < m_changes.size(); number = m_next++) {
            if (number % m_options.share != 0 && !m_changes.is_whole(number)) continue;
            if (!m_changes.apply(number, place)) continue;
            const auto said = m_stage.judge(place, m_event, scratch);
            fs::remove_all(scratch / "opened");
            m_changes.undo(number, place);
            count(number, said);
        }
        fs::remove_all(scratch);
    }

    void count(std::uint64_t number, const tallystick::crypto::Result<std::string>& said) {
        const std::lock_guard lock(m_lock);
        Tally& tally = m_tallies[static_cast<std::size_t>(m_changes.kind(number))];
        ++tally.made;
        if (!said && !said.error().message.empty()) {
            ++tally.refused;
        } else if (said && *said == m_expected) {
            ++tally.harmless;
            if (m_options.tell == "harmless") tell("without effect", number);
        } else if (++tally.survived <= 20) {
            tell(said ? "SURVIVED" : "REFUSED WITHOUT WORDS", number);
        }
    }

    void tell(const char* what, std::uint64_t number) const {
        std::printf("%s: %s/%s\n", what, m_stage.folder, m_changes.name(number).c_str());
    }

    bool print() const {
        Tally sum;
        std::printf("%s: %s\n", m_stage.folder, m_stage.says);
        for (std::size_t kind = 0; kind < Changes::kinds; ++kind) {
            const Tally& tally = m_tallies[kind];
            if (tally.made == 0) continue;
            std::printf("  %-24s %8llu cases, %8llu refused, %6llu without effect\n",
                        name_of(static_cast<Changes::Kind>(kind)), ull(tally.made),
                        ull(tally.refused), ull(tally.harmless));
            sum.made += tally.made;
            sum.refused += tally.refused;
            sum.harmless += tally.harmless;
            sum.survived += tally.survived;
        }
        std::printf(
            "  all: %llu of %llu possible cases; %llu refused, %llu without effect, %llu "
            "survived\n",
            ull(sum.made), ull(m_changes.size()), ull(sum.refused), ull(sum.harmless),
            ull(sum.survived));
        std::fflush(stdout);
        return sum.survived == 0;
    }

    static unsigned long long ull(std::uint64_t value) { return value; }

    const Options& m_options;
    const Stage& m_stage;
    const Changes& m_changes;
    Path m_event;
    std::string m_expected;
    std::atomic<std::uint64_t> m_next = 0;
    std::mutex m_lock;
    std::array<Tally, Changes::kinds> m_tallies{};
};

bool read_options(int argc, char** argv, Options& options) {
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        const std::string value = argv[i + 1];
        if (name == "--share")
            options.share = std::strtoull(value.c_str(), nullptr, 10);
        else if (name == "--threads")
            options.threads = static_cast<unsigned>(std::strtoul(value.c_str(), nullptr, 10));
        else if (name == "--stage")
            options.stage = value;
        else if (name == "--tell")
            options.tell = value;
        else if (name == "--folder")
            options.folder = value;
        else
            return false;
    }
    return argc % 2 == 1 && options.share > 0 && options.threads > 0;
}

// Memory instead of a disk where there is one: each case writes a file.
Path scratch_folder() {
    const Path memory = "/dev/shm";
    std::string name = ((fs::is_directory(memory) ? memory : fs::temp_directory_path()) /
                        "tallystick-tamper-XXXXXX")
                           .string();
    return mkdtemp(name.data()) == nullptr ? Path() : Path(name);
}

int run(const Options& options) {
    fs::create_directories(options.folder);
    for (const char* which : {"one", "two"}) {
        if (auto made = tamper::make_small_event(options.folder / which, which); !made) {
            std::printf("FAIL the event could not be made: %s\n", made.error().message.c_str());
            return 2;
        }
    }
    bool good = true;
    for (const Stage& stage : tamper::stages()) {
        if (!options.stage.empty() && options.stage != stage.folder) continue;
        const auto changes = Changes::collect(options.folder / "one" / stage.folder,
                                              options.folder / "two" / stage.folder);
        if (!changes) {
            std::printf("FAIL %s\n", changes.error().message.c_str());
            return 2;
        }
        good = Run(options, stage, *changes, options.folder / "one").all() && good;
    }
    return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    if (!tallystick::crypto::init() || !read_options(argc, argv, options)) {
        std::fprintf(
            stderr,
            "usage: tamper_matrix [--share N] [--threads N] [--stage NAME] [--tell harmless]\n");
        return 2;
    }
    const bool own = options.folder.empty();
    if (own) options.folder = scratch_folder();
    if (options.folder.empty()) return 2;
    const int result = run(options);
    if (own) fs::remove_all(options.folder);
    return result;
}
