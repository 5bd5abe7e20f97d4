// SPDX-License-Identifier: GPL-3.0-or-later
// Kiosks for scripts: `request` makes a key and the request for a certificate, `vote` casts one
// random ballot per card code and writes the closed bundle; `enrol-many` and `vote-many` do the
// same for a whole event at once.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <thread>

#include <crypto/keyfile.h>
#include <crypto/random.h>

#include "synthetic.h"

namespace {

using namespace tallystick;

int complain(const crypto::Error& error) {
    std::fprintf(stderr, "synthetic_kiosk: error: %s\n", error.message.c_str());
    return 1;
}

// `card <code> <label> <style>` lines number `first` to `first + count` of a list of codes.
std::vector<crypto::CardCode> read_codes(const std::string& file, std::size_t first,
                                         std::size_t count) {
    std::vector<crypto::CardCode> out;
    std::ifstream in(file);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line) && out.size() < count;) {
        if (!line.starts_with("card ")) continue;
        if (number++ < first) continue;
        auto reading = crypto::read_card(line.substr(5, crypto::CardCode::printed_size));
        if (reading.code) out.push_back(std::move(*reading.code));
    }
    return out;
}

crypto::Result<void> request(const std::string& pack_folder, const std::string& name,
                             const std::string& folder) {
    TALLYSTICK_TRY(pack, ballot::load_pack(pack_folder));
    TALLYSTICK_TRY(key, crypto::SigningKey::generate(crypto::log_origin(pack.round_id, name)));
    const auto secret = crypto::plain_key(key);
    TALLYSTICK_CHECK(ballot::write_file(ballot::Path(folder) / (name + ".key"), secret.text()));
    return ballot::write_file(ballot::Path(folder) / (name + ".request"),
                              key.verifier().text() + "\n");
}

struct Vote {
    std::string pack, certificate, key, codes, out;
    std::size_t first = 0, count = 0;
};

crypto::Result<std::string> vote(const ballot::RoundPack& pack, const Vote& options) {
    TALLYSTICK_TRY(certificate, ballot::read_file(options.certificate, 100'000));
    TALLYSTICK_TRY(key_text, ballot::read_file(options.key, 100'000));
    TALLYSTICK_TRY(key, crypto::parse_plain_key(key_text));
    TALLYSTICK_TRY(note, crypto::parse_note(certificate));
    TALLYSTICK_TRY(kiosk, ballot::read_kiosk_note(note.text));
    test::KioskPlan plan;
    plan.kiosk = kiosk.kiosk;
    plan.certificate = certificate;
    plan.cards = read_codes(options.codes, options.first, options.count);
    plan.seed = options.first + 1;
    TALLYSTICK_TRY(files, test::vote(pack, key, plan));
    const ballot::Path folder = ballot::Path(options.out) /
                                ballot::bundle_name(pack.round_id, kiosk.kiosk, plan.cards.size(),
                                                    ballot::BundleState::closed);
    TALLYSTICK_CHECK(ballot::write_folder(folder, files));
    return folder.string();
}

// Certificates k1, k2, … below OUT.
crypto::Result<void> enrol_many(const std::string& pack_folder, const std::string& key_file,
                                const std::string& pass_file, const std::string& out,
                                std::size_t count, std::size_t each) {
    TALLYSTICK_TRY(pack, ballot::load_pack(pack_folder));
    TALLYSTICK_TRY(locked, ballot::read_file(key_file, 100'000));
    TALLYSTICK_TRY(passphrase, ballot::read_file(pass_file, 1000));
    passphrase.resize(passphrase.find_last_not_of('\n') + 1);
    TALLYSTICK_TRY(organiser, crypto::unlock_key(locked, passphrase));
    for (std::size_t at = 1; at <= count; ++at) {
        const std::string name = "k" + std::to_string(at);
        TALLYSTICK_TRY(kiosk, ballot::KioskId::parse(name));
        TALLYSTICK_TRY(key, crypto::SigningKey::generate(crypto::log_origin(pack.round_id, name)));
        const auto secret = crypto::plain_key(key);
        TALLYSTICK_CHECK(ballot::write_file(out + "/" + name + ".key", secret.text()));
        const ballot::KioskNote certificate{pack.round_id, kiosk, ballot::Role::kiosk,
                                            key.verifier().text(), static_cast<std::int64_t>(each)};
        TALLYSTICK_CHECK(ballot::write_file(
            out + "/" + name + ".note",
            crypto::sign_note(ballot::write_kiosk_note(certificate), organiser).bytes()));
    }
    return {};
}

// Bundles of all of them below OUT/bundles.
crypto::Result<void> vote_many(const std::string& pack_folder, const std::string& codes,
                               const std::string& out, std::size_t count, std::size_t each) {
    TALLYSTICK_TRY(pack, ballot::load_pack(pack_folder));
    std::vector<std::thread> workers;
    std::vector<std::optional<crypto::Error>> errors(2);
    for (std::size_t worker = 0; worker < errors.size(); ++worker)
        workers.emplace_back([&, worker] {
            for (std::size_t at = worker; at < count; at += errors.size()) {
                const std::string name = out + "/k" + std::to_string(at + 1);
                auto done = vote(pack, {pack_folder, name + ".note", name + ".key", codes,
                                        out + "/bundles", at * each, each});
                if (!done) errors[worker] = done.error();
            }
        });
    for (auto& worker : workers) worker.join();
    for (const auto& error : errors)
        if (error) return *error;
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    if (auto started = crypto::init(); !started) return complain(started.error());
    const std::string command = argc > 1 ? argv[1] : "";
    if (command == "request" && argc == 5) {
        auto done = request(argv[2], argv[3], argv[4]);
        return done ? 0 : complain(done.error());
    }
    if (command == "vote" && argc == 9) {
        auto pack = ballot::load_pack(argv[2]);
        if (!pack) return complain(pack.error());
        auto done =
            vote(*pack, {argv[2], argv[3], argv[4], argv[5], argv[6],
                         std::strtoull(argv[7], nullptr, 10), std::strtoull(argv[8], nullptr, 10)});
        if (!done) return complain(done.error());
        std::puts(done->c_str());
        return 0;
    }
    const auto number = [&](int at) { return std::strtoull(argv[at], nullptr, 10); };
    if (command == "enrol-many" && argc == 8) {
        auto done = enrol_many(argv[2], argv[3], argv[4], argv[5], number(6), number(7));
        return done ? 0 : complain(done.error());
    }
    if (command == "vote-many" && argc == 7) {
        auto done = vote_many(argv[2], argv[3], argv[4], number(5), number(6));
        return done ? 0 : complain(done.error());
    }
    std::fputs(
        "synthetic_kiosk request PACK NAME FOLDER\n"
        "synthetic_kiosk vote PACK CERTIFICATE KEY CODES OUT FIRST COUNT\n"
        "synthetic_kiosk enrol-many PACK ORGANISER_KEY PASSPHRASE_FILE OUT KIOSKS BALLOTS_EACH\n"
        "synthetic_kiosk vote-many PACK CODES OUT KIOSKS BALLOTS_EACH\n",
        stderr);
    return 2;
}
