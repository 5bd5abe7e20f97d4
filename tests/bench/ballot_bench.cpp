// SPDX-License-Identifier: GPL-3.0-or-later
// What a ballot box costs on the disk of the folder given (default: the current one): making the
// largest box, casting against the disk's own sync, opening, closing, and reading a bundle against
// the libsodium calls that it cannot do without.
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <vector>

#include <ballot/ballot_box.h>
#include <ballot/bundle.h>
#include <ballot/mirror.h>
#include <crypto/random.h>

namespace {

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;
namespace fs = std::filesystem;
using ballot::Path;

template <typename T>
T must(crypto::Result<T> result) {
    if (result) return std::move(result).value();
    std::fprintf(stderr, "ballot_bench: %s\n", result.error().message.c_str());
    std::exit(2);
}
void must(const crypto::Result<void>& result) {
    if (result) return;
    std::fprintf(stderr, "ballot_bench: %s\n", result.error().message.c_str());
    std::exit(2);
}

double milliseconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    return took.count();
}

// The processor's own time, which other programs do not lengthen.
double cpu_milliseconds(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double start = now();
    work();
    return now() - start;
}

double at_share(std::vector<double> times, double share) {
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

struct Event {
    ballot::RoundPack pack;
    crypto::SigningKey organiser;
    std::vector<crypto::CardKey> cards;
};

Event make_event(const Path& folder, std::size_t proposals, std::size_t cards) {
    auto organiser = must(crypto::SigningKey::generate("bench.example"));
    ballot::Round round;
    round.title.by_language["en"] = "Bench";
    round.languages = {"en"};
    round.fund = ballot::Pence(1'000'000'000);
    round.pots.resize(1);
    round.pots[0].id = must(ballot::PotId::parse("pot"));
    round.pots[0].name.by_language["en"] = "Pot";
    round.pots[0].limit = round.fund;
    round.styles.resize(1);
    round.styles[0].id = must(ballot::StyleId::parse("all"));
    round.styles[0].name.by_language["en"] = "All";
    round.styles[0].pots = {round.pots[0].id};
    round.styles[0].cards = static_cast<std::int64_t>(cards);
    for (std::size_t at = 1; at <= proposals; ++at) {
        ballot::Proposal proposal;
        const std::string digits = std::to_string(at);
        proposal.id =
            must(ballot::ProposalId::parse(std::string(32 - digits.size(), 'p') + digits));
        proposal.number = static_cast<std::int64_t>(at);
        proposal.pot = round.pots[0].id;
        proposal.cost = ballot::Pence(1'000);
        proposal.title.by_language["en"] = "Title";
        proposal.summary.by_language["en"] = "Summary";
        round.proposals.push_back(std::move(proposal));
    }
    round.block = ballot::block_size(round);
    std::vector<crypto::CardKey> keys;
    std::vector<ballot::CardTable::Card> table;
    for (std::size_t at = 0; at < cards; ++at) {
        keys.emplace_back(crypto::CardCode::generate(), round.card_salt);
        table.push_back({keys.back().public_key(), 0});
    }
    const ballot::PackContents contents{round,
                                        crypto::TallySecretKey::generate().public_key(),
                                        must(ballot::CardTable::create(std::move(table))),
                                        {}};
    must(ballot::write_pack(folder / "pack", contents, organiser));
    return {must(ballot::load_pack(folder / "pack")), std::move(organiser), std::move(keys)};
}

// One rewrite of a page and its sync: the least a durable change can cost here.
std::vector<double> sync_times(const Path& folder, int count) {
    const Path file = folder / "sync-probe";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    std::vector<double> times;
    for (int at = 0; at < count; ++at)
        times.push_back(milliseconds([&] {
            if (::pwrite(fd, page.data(), page.size(), 0) < 0 || ::fdatasync(fd) != 0) std::exit(2);
        }));
    ::close(fd);
    fs::remove(file);
    return times;
}

void bench_box(const Path& folder, const char* name, std::size_t proposals, std::size_t capacity,
               std::size_t votes) {
    fs::create_directories(folder);
    const Event event = make_event(folder, proposals, votes);
    const auto kiosk = must(ballot::KioskId::parse("kiosk"));
    const auto key = must(ballot::make_kiosk_key(folder, event.pack.round_id, kiosk));
    const ballot::KioskNote note{event.pack.round_id, kiosk, ballot::Role::kiosk, key.text(),
                                 static_cast<std::int64_t>(capacity)};
    const std::string certificate =
        crypto::sign_note(ballot::write_kiosk_note(note), event.organiser).bytes();
    const ballot::BoxPlace place{folder, {}, nullptr};
    std::unique_ptr<ballot::BallotBox> box;
    const double made = milliseconds(
        [&] { box = must(ballot::BallotBox::create(place, event.pack, certificate, 0)); });
    std::printf("%s: box of %zu slots of %zu bytes made in %.2f s\n", name, capacity,
                ballot::slot_size(event.pack, kiosk), made / 1'000);
    must(box->open_polls(0));

    ballot::Votes all;
    for (const ballot::Proposal& proposal : event.pack.round.proposals) all[proposal.id] = 1;
    std::vector<double> sealing;
    std::vector<double> casting;
    for (std::size_t at = 0; at < votes; ++at) {
        const auto seed = crypto::random_bytes(crypto::ballot_seed_size);
        std::optional<ballot::SealedBallot> sealed;
        sealing.push_back(milliseconds([&] {
            sealed = must(box->seal(ballot::Holder::of_card(event.cards[at]),
                                    event.pack.round.styles[0].id, all, seed));
        }));
        casting.push_back(milliseconds([&] {
            if (!box->cast(*sealed, 0).done) std::exit(2);
        }));
    }
    const auto syncs = sync_times(folder, 100);
    std::printf("  sync of the disk itself   median %6.2f ms  p99 %6.2f ms\n", at_share(syncs, 0.5),
                at_share(syncs, 0.99));
    std::printf("  seal                      median %6.2f ms  p99 %6.2f ms\n",
                at_share(sealing, 0.5), at_share(sealing, 0.99));
    std::printf(
        "  cast                      median %6.2f ms  p99 %6.2f ms  (p99 over the sync's "
        "own: %.2f ms)\n",
        at_share(casting, 0.5), at_share(casting, 0.99),
        at_share(casting, 0.99) - at_share(syncs, 0.99));
    box.reset();
    std::printf("  open again                %6.2f ms\n",
                milliseconds([&] { box = must(ballot::BallotBox::open(place, event.pack, 0)); }));
    std::printf("  close                     %6.2f ms\n",
                milliseconds([&] { must(box->close_polls(0)); }));
    Path bundle;
    std::printf("  export and read back      %6.2f ms\n", milliseconds([&] {
                    fs::create_directories(folder / "stick");
                    bundle = must(box->export_bundle(folder / "stick", 0));
                }));
    const double read =
        cpu_milliseconds([&] { must(ballot::read_good_bundle(bundle, event.pack)); });
    // The bare calls: one signature per envelope over its text.
    const ballot::Bundle held = must(ballot::read_good_bundle(bundle, event.pack));
    const std::size_t line = held.envelopes.size() / held.size() - 1;
    std::vector<ballot::Envelope> envelopes;
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < held.size(); ++at) {
        envelopes.push_back(must(ballot::read_envelope(
            held.line(at, line), event.pack.round.style_width(), event.pack.round.block)));
        texts.push_back(crypto::envelope_text(event.pack.round_id, "kiosk", "all",
                                              envelopes.back().sealed_base64));
    }
    const double bare = cpu_milliseconds([&] {
        for (std::size_t at = 0; at < envelopes.size(); ++at) {
            const auto owner = crypto::Ed25519PublicKey::copy_of(envelopes[at].holder.view());
            if (!crypto::verify_signature(owner, crypto::view_of(texts[at]),
                                          envelopes[at].signature))
                std::exit(2);
        }
    });
    std::printf(
        "  read and check a bundle   %6.2f ms of processor for %zu envelopes, %.2f x the bare "
        "signature "
        "checks\n",
        read, held.size(), read / bare);
}

}  // namespace

int main(int count, char** arguments) {
    must(crypto::init());
    const Path base = (count > 1 ? Path(arguments[1]) : fs::current_path()) / "ballot-bench";
    fs::remove_all(base);
    bench_box(base / "usual", "18 proposals", 18, 2'000, 300);
    bench_box(base / "largest", "220 proposals of the longest names", 220, 10'000, 300);
    bench_box(base / "full", "a full kiosk, 18 proposals", 18, 10'000, count > 2 ? 10'000 : 1'000);
    fs::remove_all(base);
    return 0;
}
