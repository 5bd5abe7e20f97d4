// SPDX-License-Identifier: GPL-3.0-or-later
// tallystick-robots: lets robot voters use a real kiosk through its screens.
//   tallystick-robots vote    --pack P --data D --cards FILE --pin N --ballots 40 --export-to DIR …
//   tallystick-robots compare --meant FILE … --opened ballots.txt
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>

#include <crypto/card.h>
#include <crypto/secret.h>

#include "compare.h"
#include "voter.h"

namespace tallystick::robots {
namespace {

struct Flags {
    std::string pack, data, assets, cards, pin, export_to, mirror, language, meant, confirmed,
        size = "1280x800";
    std::string input = "touch";
    std::size_t ballots = 40, first_card = 0;
    unsigned seed = 1;
    bool straight = false, keep_open = false, pixels = false, window = false, memory = false;
    std::vector<std::string> meant_files;
    std::string opened;
};

int fail(const std::string& message) {
    std::fprintf(stderr, "tallystick-robots: error: %s\n", message.c_str());
    return 1;
}

std::string read_all(const std::string& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// Every word of the file that is a voting card.
std::vector<std::string> read_cards(const std::string& file) {
    std::vector<std::string> cards;
    std::istringstream words(read_all(file));
    std::string word;
    while (words >> word)
        if (crypto::read_card(word).code) cards.push_back(word);
    return cards;
}

InputMethod method_of(const std::string& name) {
    if (name == "keyboard") return InputMethod::keyboard;
    if (name == "switch") return InputMethod::switches;
    if (name == "speech") return InputMethod::speech;
    return InputMethod::touch;
}

app::AppOptions options_of(const Flags& flags) {
    app::AppOptions options;
    options.pack = flags.pack;
    options.data = flags.data;
    options.assets = flags.assets;
    options.settings_file = ballot::Path(flags.data) / "kiosk.toml";
    if (!flags.export_to.empty()) options.export_to = flags.export_to;
    if (!flags.mirror.empty()) options.mirror = flags.mirror;
    options.window.mode =
        flags.window ? ui::WindowOptions::Mode::windowed : ui::WindowOptions::Mode::hidden;
    options.window.clock = person_clock();
    std::sscanf(flags.size.c_str(), "%dx%d", &options.window.width, &options.window.height);
    const bool pixels = flags.pixels || flags.window;
    options.drawing = pixels ? app::AppOptions::Drawing::pixels : app::AppOptions::Drawing::none;
    return options;
}

// One line, on the disk before the next voter begins.
void note_confirmed(int file, const std::string& line) {
    const std::string text = line + "\n";
    if (file < 0) return;
    if (write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        fdatasync(file) != 0)
        std::perror("tallystick-robots: confirmed");
}

long resident_megabytes() {
    std::ifstream file("/proc/self/statm");
    long pages = 0;
    file >> pages >> pages;
    return pages * sysconf(_SC_PAGESIZE) / (1L << 20);
}

class Run {
public:
    Run(const Flags& flags, app::App& kiosk, ui::RecordedSpeech& speech)
        : m_flags(flags),
          m_robot(kiosk, method_of(flags.input), &speech),
          m_random(flags.seed),
          m_confirmed(flags.confirmed.empty()
                          ? -1
                          : open(flags.confirmed.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)) {}
    ~Run() {
        if (m_confirmed >= 0) close(m_confirmed);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    int work() {
        const std::vector<std::string> cards = read_cards(m_flags.cards);
        open_polls(m_robot, m_flags.pin);
        const VoterOptions options{m_flags.language,
                                   m_flags.straight ? Manner::straight : Manner::lively};
        for (std::size_t i = m_flags.first_card; m_meant.size() < m_flags.ballots; ++i) {
            if (i >= cards.size()) return fail("there are not enough cards in " + m_flags.cards);
            const Cast cast = vote(m_robot, cards[i], options, m_random);
            if (cast.meant.empty()) continue;
            m_meant.push_back(cast.meant);
            m_ms.push_back(cast.ms);
            note_confirmed(m_confirmed, cast.receipt);
            if (m_flags.memory &&
                m_meant.size() % std::max<std::size_t>(1, m_flags.ballots / 10) == 0)
                std::printf("after %zu ballots: %ld MB\n", m_meant.size(), resident_megabytes());
        }
        if (!m_flags.keep_open) close_and_export(m_robot, m_flags.pin, m_flags.export_to);
        write_meant();
        std::printf("%zu ballots cast in %zu presses\n", m_meant.size(), m_robot.presses());
        std::sort(m_ms.begin(), m_ms.end());
        if (!m_ms.empty())
            std::printf("cast to confirmation: median %.1f ms, worst %.1f ms\n",
                        m_ms[m_ms.size() / 2], m_ms.back());
        return 0;
    }

private:
    void write_meant() {
        if (m_flags.meant.empty()) return;
        std::sort(m_meant.begin(), m_meant.end());
        std::ofstream out(m_flags.meant);
        for (const std::string& line : m_meant) out << line << "\n";
    }

    const Flags& m_flags;
    Robot m_robot;
    std::mt19937 m_random;
    int m_confirmed;
    std::vector<std::string> m_meant;
    std::vector<double> m_ms;
};

int run_voters(const Flags& flags) {
    auto speech = std::make_unique<ui::RecordedSpeech>();
    ui::RecordedSpeech& heard = *speech;
    auto kiosk = app::App::create(options_of(flags), std::move(speech));
    if (!kiosk) return fail(kiosk.error().message + "\n" + kiosk.error().hint);
    return Run(flags, **kiosk, heard).work();
}

int run_compare(const Flags& flags) {
    std::vector<std::string> meant;
    for (const std::string& file : flags.meant_files) {
        std::istringstream lines(read_all(file));
        std::string line;
        while (std::getline(lines, line)) meant.push_back(line);
    }
    const auto opened = opened_lines(read_all(flags.opened));
    const std::string different = difference(meant, opened);
    if (!different.empty()) return fail(different);
    std::printf("%zu opened ballots say what was meant\n", opened.size());
    return 0;
}

void add_vote(CLI::App& command, Flags& flags) {
    command.add_option("--pack", flags.pack)->required();
    command.add_option("--data", flags.data)->required();
    command.add_option("--cards", flags.cards, "a file with card codes")->required();
    command.add_option("--pin", flags.pin, "the steward's")->required();
    command.add_option("--assets", flags.assets, "the share folder");
    command.add_option("--ballots", flags.ballots);
    command.add_option("--first-card", flags.first_card, "skip so many cards of the file");
    command.add_option("--seed", flags.seed);
    command.add_option("--export-to", flags.export_to);
    command.add_option("--mirror", flags.mirror);
    command.add_option("--language", flags.language);
    command.add_option("--input", flags.input)
        ->check(CLI::IsMember({"touch", "keyboard", "switch", "speech"}));
    command.add_option("--meant", flags.meant, "write here what the voters meant, sorted");
    command.add_option("--confirmed", flags.confirmed, "append each receipt code as it is shown");
    command.add_option("--size", flags.size, "WIDTHxHEIGHT");
    command.add_flag("--straight", flags.straight, "no voter leaves, checks or changes anything");
    command.add_flag("--keep-open", flags.keep_open, "do not close and export");
    command.add_flag("--pixels", flags.pixels, "draw every frame");
    command.add_flag("--memory", flags.memory, "print the memory in use ten times");
    command.add_flag("--window", flags.window, "to watch them");
}

}  // namespace
}  // namespace tallystick::robots

int main(int argc, char** argv) {
    namespace robots = tallystick::robots;
    robots::Flags flags;
    CLI::App program("Robot voters for a kiosk of Tallystick.", "tallystick-robots");
    program.require_subcommand(1);
    CLI::App* vote = program.add_subcommand("vote", "open polls, vote, close, export");
    robots::add_vote(*vote, flags);
    CLI::App* compare = program.add_subcommand("compare", "what was meant, and what was opened");
    compare->add_option("--meant", flags.meant_files)->required();
    compare->add_option("--opened", flags.opened, "ballots.txt")->required();
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : 2;
    }
    if (flags.assets.empty()) {
        const auto exe = std::filesystem::read_symlink("/proc/self/exe");
        flags.assets = (exe.parent_path().parent_path() / "share" / "tallystick").string();
    }
    if (const auto ready = tallystick::crypto::init(); !ready)
        return robots::fail(ready.error().message);
    return vote->parsed() ? robots::run_voters(flags) : robots::run_compare(flags);
}
