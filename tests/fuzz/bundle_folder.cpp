// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle folder of a tiny round, edited as the input says. First byte: bit 0 makes the bundle's
// note and checkpoint again over the edited files and signs them, so that the edits reach what lies
// behind hashes and signatures, as a dishonest kiosk's would. Then edits of
// file (1), place (2), bytes removed (1), bytes inserted (1) and these bytes.
#include <algorithm>
#include <iterator>

#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "fuzz.h"
#include "tiny_round.h"

namespace {

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;
using tallystick::fuzz::Files;
using tallystick::fuzz::Tiny;

// Signs what the files now say, as the holder of the kiosk's key could.
void sign_again(Files& files, const Tiny& tiny) {
    std::vector<crypto::Digest> leaves;
    std::string_view rest = files["envelopes.txt"];
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        leaves.push_back(crypto::leaf_hash(line));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    const crypto::Note checkpoint = crypto::sign_checkpoint(
        {tiny.key->name(), leaves.size(), crypto::merkle_root(leaves)}, *tiny.key);
    files["checkpoint.note"] = checkpoint.bytes();
    const auto old = crypto::parse_note(files["bundle.note"]);
    if (!old) return;
    auto note = ballot::read_bundle_note(old->text);
    if (!note) return;
    note->checkpoint = checkpoint.id();
    for (auto& file : note->files) file.hash = crypto::sha256(files[file.path]);
    files["bundle.note"] = crypto::sign_note(ballot::write_bundle_note(*note), *tiny.key).bytes();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Tiny tiny;
    if (size == 0) return 0;
    Files files = tiny.files;
    tallystick::fuzz::edit(
        crypto::ByteView(data, size).subspan(1), [&](std::uint8_t which) -> auto& {
            return std::next(files.begin(), static_cast<std::ptrdiff_t>(which % files.size()))
                ->second;
        });
    const bool again = (data[0] & 1) != 0;
    if (again) sign_again(files, tiny);
    const std::string folder = "/bundles/" + tiny.name;
    tallystick::fuzz::MemoryDisk disk;
    for (const auto& file : files) disk.files[folder + "/" + file.first] = file.second;
    const auto reading = ballot::read_bundle(folder, *tiny.pack, {}, disk);
    tallystick::fuzz::check_words(reading);
    if (!reading) return 0;
    for (const auto& fault : reading->faults) {
        tallystick::fuzz::check_words(crypto::Result<int>(fault.error));
    }
    // Without the kiosk's key only the unchanged bundle is good; with it, only events, the number
    // of uncast ballots and spoiled records can be told otherwise: never the envelopes.
    crypto::require(reading->good() || files != tiny.files, "the good bundle was refused");
    if (!reading->good()) return 0;
    crypto::require(again || files == tiny.files, "a changed bundle was accepted");
    crypto::require(
        files["envelopes.txt"] == tiny.files["envelopes.txt"] || reading->bundle->size() < 2,
        "changed envelopes were accepted");
    return 0;
}
