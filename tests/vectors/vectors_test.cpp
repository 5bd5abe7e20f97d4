// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every committed vector, and makes sure that make_vectors still writes them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include <ballot/inner_ballot.h>
#include <ballot/notes.h>
#include <crypto/card.h>
#include <crypto/checkpoint.h>
#include <crypto/fields.h>
#include <crypto/keyfile.h>
#include <crypto/lines.h>
#include <crypto/merkle.h>
#include <crypto/sealing.h>
#include <crypto/shares.h>
#include <tally/audit.h>

#include "folder_vector.h"
#include "vector_file.h"

namespace tallystick::vectors {
namespace {

namespace fs = std::filesystem;
using crypto::Result;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> files_under(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() != ".txt") continue;
        if (entry.path().filename() == "CMakeLists.txt") continue;
        files[fs::relative(entry.path(), folder).string()] = bytes_of(entry.path());
    }
    return files;
}

Result<void> same(std::string_view what, std::string_view expected, std::string_view found) {
    if (expected == found) return {};
    return crypto::bad_data(std::string(what) + " differs: expected " + std::string(expected) +
                            ", found " + std::string(found));
}

Result<void> run_note(const Vector& vector) {
    TALLYSTICK_TRY(key, crypto::VerifierKey::parse(vector.at("key")));
    TALLYSTICK_TRY(note, crypto::parse_note(vector.payload));
    TALLYSTICK_CHECK(verify_only(note, key));
    return same("the note written again", vector.payload, note.bytes());
}

Result<void> run_signature(const Vector& vector) {
    TALLYSTICK_TRY(key, crypto::Ed25519PublicKey::from_hex(vector.at("key")));
    TALLYSTICK_TRY(signature, crypto::Signature::from_hex(vector.at("signature")));
    if (verify_signature(key, crypto::view_of(vector.payload), signature)) return {};
    return crypto::bad_data("the signature does not match");
}

Result<void> run_checkpoint(const Vector& vector) {
    TALLYSTICK_TRY(key, crypto::VerifierKey::parse(vector.at("key")));
    TALLYSTICK_TRY(note, crypto::parse_note(vector.payload));
    TALLYSTICK_TRY(checkpoint, open_checkpoint(note, key));
    return same("the text written again", note.text, checkpoint.text());
}

Result<crypto::Proof> proof_of(const Vector& vector) {
    crypto::Proof proof;
    crypto::LineReader lines(vector.payload, crypto::Charset::ascii);
    while (!lines.at_end()) {
        TALLYSTICK_TRY(line, lines.next());
        TALLYSTICK_TRY(digest, crypto::Digest::from_hex(line));
        proof.push_back(digest);
    }
    return proof;
}

Result<void> run_inclusion(const Vector& vector) {
    TALLYSTICK_TRY(proof, proof_of(vector));
    TALLYSTICK_TRY(leaf, crypto::Digest::from_hex(vector.at("leaf")));
    TALLYSTICK_TRY(root, crypto::Digest::from_hex(vector.at("root")));
    return verify_inclusion(leaf, std::stoull(vector.at("index")), std::stoull(vector.at("size")),
                            root, proof);
}

Result<void> run_consistency(const Vector& vector) {
    TALLYSTICK_TRY(proof, proof_of(vector));
    TALLYSTICK_TRY(old_root, crypto::Digest::from_hex(vector.at("old-root")));
    TALLYSTICK_TRY(root, crypto::Digest::from_hex(vector.at("root")));
    return verify_consistency(std::stoull(vector.at("old-size")), old_root,
                              std::stoull(vector.at("size")), root, proof);
}

Result<void> run_card(const Vector& vector) {
    const crypto::CardReading reading = crypto::read_card(vector.payload);
    switch (reading.problem) {
        case crypto::CardProblem::none:
            break;
        case crypto::CardProblem::incomplete:
            return crypto::bad_data("incomplete");
        case crypto::CardProblem::malformed:
            return crypto::bad_data("malformed");
        case crypto::CardProblem::mistyped:
            return crypto::bad_data("mistyped");
    }
    TALLYSTICK_TRY(salt, crypto::CardSalt::from_hex(vector.at("salt")));
    TALLYSTICK_CHECK(same("code", vector.at("code"), crypto::to_hex(reading.code->bytes())));
    return same("public key", vector.at("public-key"),
                crypto::CardKey(*reading.code, salt).public_key().hex());
}

Result<void> run_seal(const Vector& vector) {
    TALLYSTICK_TRY(secret, crypto::from_hex(vector.at("tally-secret")));
    const auto key = crypto::TallySecretKey::from_bytes(secret);
    TALLYSTICK_CHECK(same("tally key", vector.at("tally-key"), key.public_key().hex()));
    TALLYSTICK_TRY(seed, crypto::from_hex(vector.at("seed")));
    TALLYSTICK_CHECK(same("id", vector.at("id"), crypto::ballot_id(seed).hex()));
    const std::size_t block = std::stoull(vector.at("block"));
    const std::string_view line =
        std::string_view(vector.payload).substr(0, vector.payload.size() - 1);
    TALLYSTICK_TRY(sealed, crypto::from_base64(line));
    TALLYSTICK_TRY(padded, open_sealed(sealed, key));
    TALLYSTICK_TRY(text, crypto::unpad(padded.view(), block));
    TALLYSTICK_CHECK(same("text", vector.at("text"), crypto::to_hex(crypto::view_of(text))));
    TALLYSTICK_TRY(again, crypto::seal(seed, padded.view(), key.public_key()));
    return same("sealed again", line, crypto::to_base64(again));
}

Result<void> run_envelope(const Vector& vector) {
    TALLYSTICK_TRY(card, crypto::CardPublicKey::from_hex(vector.at("card")));
    TALLYSTICK_TRY(round, crypto::Digest::from_hex(vector.at("round")));
    TALLYSTICK_TRY(signature, crypto::Signature::from_base64(vector.at("signature")));
    if (verify_envelope(card, round, vector.at("kiosk"), vector.at("style"), vector.payload,
                        signature)) {
        return {};
    }
    return crypto::bad_data("card signature");
}

Result<void> run_shares(const Vector& vector) {
    std::vector<crypto::Share> shares;
    std::string_view rest = vector.payload;
    while (!rest.empty()) {
        const std::size_t next = rest.find("tallystick/share/", 1);
        TALLYSTICK_TRY(share, crypto::parse_share_file(rest.substr(0, next)));
        shares.push_back(std::move(share));
        rest.remove_prefix(std::min(next, rest.size()));
    }
    TALLYSTICK_TRY(key, combine(shares));
    return same("tally secret", vector.at("tally-secret"), crypto::to_hex(key.bytes()));
}

Result<void> run_key_file(const Vector& vector) {
    auto key = vector.at("passphrase").empty()
                   ? crypto::parse_plain_key(vector.payload)
                   : crypto::unlock_key(vector.payload, vector.at("passphrase"));
    if (!key) return key.error();
    return same("verifier key", vector.at("key"), key->verifier().text());
}

template <typename Note>
std::function<Result<void>(const Vector&)> text_of(Result<Note> (*read)(std::string_view),
                                                   std::string (*write)(const Note&)) {
    return [read, write](const Vector& vector) -> Result<void> {
        TALLYSTICK_TRY(note, read(vector.payload));
        return same("the text written again", vector.payload, write(note));
    };
}

Result<void> run_envelope_line(const Vector& vector) {
    const std::size_t width = std::stoull(vector.at("style-width"));
    TALLYSTICK_TRY(envelope,
                   ballot::read_envelope(vector.payload, width, std::stoll(vector.at("block"))));
    return same("the line written again", vector.payload, ballot::write_envelope(envelope, width));
}

// The base's files below `folder`, without those that are gone, and the payload's over them.
Files files_of(const Vector& vector, const std::string& folder) {
    Files files;
    if (!vector.at("base").empty()) {
        const Vector base = read_vector(bytes_of(fs::path(TALLYSTICK_VECTORS) / vector.at("base")));
        const auto all = read_files(base.payload);
        for (const auto& [path, bytes] : all.value())
            if (path.starts_with(folder)) files[path.substr(folder.size())] = bytes;
    }
    files.erase(vector.at("without"));
    const auto own = read_files(vector.payload);
    for (const auto& [path, bytes] : own.value()) files[path] = bytes;
    return files;
}

class Scratch {
public:
    Scratch() : m_folder(fs::path(::testing::TempDir()) / "tallystick-vector-folder") {
        fs::remove_all(m_folder);
    }
    ~Scratch() { fs::remove_all(m_folder); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    fs::path put(const std::string& name, const Files& files) const {
        for (const auto& [path, bytes] : files) {
            fs::create_directories((m_folder / name / path).parent_path());
            std::ofstream(m_folder / name / path, std::ios::binary) << bytes;
        }
        return m_folder / name;
    }

private:
    fs::path m_folder;
};

// Exactly these checks fail; none, if the folder is good.
Result<void> all_of(const std::set<std::string>& failed) {
    std::string names;
    for (const std::string& name : failed) names += (names.empty() ? "" : " ") + name;
    return names.empty() ? Result<void>() : crypto::bad_data(names);
}

Result<void> run_bundle(const Vector& vector) {
    const Scratch scratch;
    const Vector base = read_vector(bytes_of(fs::path(TALLYSTICK_VECTORS) / vector.at("base")));
    TALLYSTICK_TRY(
        pack, ballot::load_pack(scratch.put("base", read_files(base.payload).value()) / "pack"));
    const fs::path folder = scratch.put(vector.at("name"), files_of(vector, vector.at("folder")));
    TALLYSTICK_TRY(reading, ballot::read_bundle(folder, pack));
    std::set<std::string> failed;
    for (const auto& fault : reading.faults) failed.emplace(text_of(fault.check).name);
    return all_of(failed);
}

Result<void> run_audit(const Vector& vector) {
    const Scratch scratch;
    tally::AuditInput input;
    input.folder = scratch.put("audit", files_of(vector, ""));
    input.threads = 1;
    tally::Report report;
    TALLYSTICK_TRY(audited, tally::audit(input, report));
    std::set<std::string> failed;
    for (const auto& line : report.lines())
        if (line.verdict == tally::Verdict::failed) failed.insert(line.info->name);
    crypto::require(audited.has_value() == failed.empty(), "good exactly if no check failed");
    return all_of(failed);
}

const std::map<std::string, std::function<Result<void>(const Vector&)>> runners = {
    {"bundle", run_bundle},
    {"audit", run_audit},
    {"note", run_note},
    {"signature", run_signature},
    {"checkpoint", run_checkpoint},
    {"inclusion", run_inclusion},
    {"consistency", run_consistency},
    {"card", run_card},
    {"seal", run_seal},
    {"envelope", run_envelope},
    {"shares", run_shares},
    {"key-file", run_key_file},
    {"round-note", text_of(ballot::read_round_note, ballot::write_round_note)},
    {"kiosk-note", text_of(ballot::read_kiosk_note, ballot::write_kiosk_note)},
    {"roll-note", text_of(ballot::read_roll_note, ballot::write_roll_note)},
    {"ballot-note", text_of(ballot::read_inner_ballot, ballot::write_inner_ballot)},
    {"receipt-note", text_of(ballot::read_receipt_note, ballot::write_receipt_note)},
    {"bundle-note", text_of(ballot::read_bundle_note, ballot::write_bundle_note)},
    {"closing-note", text_of(ballot::read_closing_note, ballot::write_closing_note)},
    {"opened-note", text_of(ballot::read_opened_note, ballot::write_opened_note)},
    {"result-note", text_of(ballot::read_result_note, ballot::write_result_note)},
    {"envelope-line", run_envelope_line},
};

TEST(Vectors, EachIsAcceptedOrRefusedForItsReason) {
    std::map<std::string, int> run;
    for (const auto& [name, bytes] : files_under(TALLYSTICK_VECTORS)) {
        const Vector vector = read_vector(bytes);
        const auto runner = runners.find(vector.at("kind"));
        ASSERT_NE(runner, runners.end()) << name;
        const auto result = runner->second(vector);
        const std::string found = result ? "accepted" : result.error().message;
        if (vector.accepted()) {
            EXPECT_EQ(found, "accepted") << name;
        } else {
            EXPECT_FALSE(vector.at("because").empty()) << name;
            EXPECT_NE(found.find(vector.at("because")), std::string::npos) << name << ": " << found;
            if (vector.header.contains("check")) {
                EXPECT_EQ(found, vector.at("check")) << name;
            }
        }
        ++run[vector.at("kind")];
    }
    for (const auto& runner : runners) EXPECT_GE(run[runner.first], 4) << runner.first;
}

TEST(Vectors, EveryCheckHasOneThatFailsIt) {
    std::set<std::string> named, all;
    for (const auto& [name, bytes] : files_under(TALLYSTICK_VECTORS)) {
        std::istringstream checks(read_vector(bytes).at("check"));
        for (std::string check; checks >> check;) named.insert(check);
    }
    for (const tally::CheckInfo& check : tally::all_checks()) all.insert(check.name);
    EXPECT_EQ(named, all);
}

TEST(Vectors, TheProgramStillWritesThem) {
    const fs::path folder = fs::path(::testing::TempDir()) / "tallystick-vectors";
    fs::remove_all(folder);
    fs::create_directories(folder);
    const std::string command = std::string(TALLYSTICK_MAKE_VECTORS) + " " + folder.string();
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_EQ(files_under(folder), files_under(TALLYSTICK_VECTORS))
        << "run make_vectors tests/vectors, and say why the format changed";
    fs::remove_all(folder);
}

}  // namespace
}  // namespace tallystick::vectors
