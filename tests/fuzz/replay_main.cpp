// SPDX-License-Identifier: GPL-3.0-or-later
// The ordinary main of every fuzz target where libFuzzer is not there: replays the committed corpus
// and as many fixed mutations of it as asked, so that a target cannot rot.
//   <target> FOLDER [MUTATIONS]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz.h"

namespace {

// A fixed sequence (xorshift64*): the same inputs on every machine.
class Sequence {
public:
    std::size_t below(std::size_t bound) {
        m_state ^= m_state >> 12;
        m_state ^= m_state << 25;
        m_state ^= m_state >> 27;
        return static_cast<std::size_t>(m_state * 0x2545f4914f6cdd1dULL >> 33) % bound;
    }

private:
    std::uint64_t m_state = 0x7461'6c6c'7973'7469ULL;
};

std::vector<std::string> read_corpus(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return corpus;
}

std::string mutated(const std::vector<std::string>& corpus, Sequence& random) {
    std::string input = corpus[random.below(corpus.size())];
    for (std::size_t changes = 1 + random.below(3); changes > 0; --changes) {
        const std::size_t at = random.below(input.size() + 1);
        const auto byte = static_cast<char>(random.below(256));
        switch (random.below(6)) {
            case 0:
                input.insert(at, 1, byte);
                break;
            case 1:
                input.erase(at, 1 + random.below(8));
                break;
            case 2:
                input.resize(at);
                break;
            case 3: {
                const std::string& other = corpus[random.below(corpus.size())];
                input.insert(at, other, random.below(other.size() + 1), random.below(64));
                break;
            }
            case 4:
                input += input.substr(at, 80);
                break;
            default:
                if (at < input.size()) input[at] = byte;
        }
    }
    return input;
}

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s FOLDER [MUTATIONS]\n", argv[0]);
        return 2;
    }
    const auto corpus = read_corpus(argv[1]);
    if (corpus.empty()) {
        std::fprintf(stderr, "%s: no corpus in %s\n", argv[0], argv[1]);
        return 2;
    }
    for (const std::string& input : corpus) run(input);
    run({});
    Sequence random;
    const long mutations = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 0;
    for (long i = 0; i < mutations; ++i) run(mutated(corpus, random));
    std::printf("%zu inputs and %ld mutations\n", corpus.size() + 1, mutations);
    return 0;
}
