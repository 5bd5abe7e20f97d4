// SPDX-License-Identifier: GPL-3.0-or-later
// make_vectors FOLDER: writes all vectors, one scenario and at most one fault each, from fixed
// seeds, so that the same program writes the same bytes. See README.md beside it.
#include "make_vectors.h"
#include "vector_event.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <crypto/result.h>
#include <crypto/secret.h>

namespace tallystick::vectors {
namespace {

std::filesystem::path folder;

}  // namespace

void write_vector(const std::string& kind, const std::string& name, std::string_view because,
                  const Header& header, std::string_view payload) {
    std::filesystem::create_directories(folder / kind);
    std::ofstream out(folder / kind / (name + ".txt"), std::ios::binary);
    out << "kind " << kind << "\n";
    out << "expect " << (because.empty() ? "accept" : "refuse") << "\n";
    if (!because.empty()) out << "because " << because << "\n";
    for (const auto& line : header) out << line.first << " " << line.second << "\n";
    out << "\n" << payload;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    crypto::require(at != std::string::npos, "replaced: not found");
    return text.replace(at, from.size(), to);
}

}  // namespace tallystick::vectors

int main(int argc, char** argv) {
    if (argc != 2 || !tallystick::crypto::init()) {
        std::fprintf(stderr, "usage: make_vectors FOLDER\n");
        return 2;
    }
    tallystick::vectors::folder = argv[1];
    tallystick::vectors::write_crypto_vectors();
    tallystick::vectors::write_signature_vectors();
    tallystick::vectors::write_ballot_vectors();
    tallystick::vectors::write_event_vectors(tallystick::vectors::folder / "scratch");
    return 0;
}
