// SPDX-License-Identifier: GPL-3.0-or-later
// The libsodium calls that opening an event cannot do without, and nothing else: two signature
// verifications and one crypto_box_seal_open per ballot, on as many threads as the machine has.
//   bare_calls BALLOTS BLOCK      prints the seconds it took
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <sodium.h>

namespace {

struct Sample {
    unsigned char key[crypto_sign_PUBLICKEYBYTES];
    std::string message;
    unsigned char signature[crypto_sign_BYTES];
    std::vector<unsigned char> sealed;
};

struct BoxKey {
    unsigned char open[crypto_box_PUBLICKEYBYTES];
    unsigned char secret[crypto_box_SECRETKEYBYTES];
};

// As large as the card's message and the inner note are: base64 of the sealed bytes, and the block.
Sample make_sample(std::size_t block, const BoxKey& box) {
    Sample sample;
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    crypto_sign_keypair(sample.key, secret);
    sample.message.resize((block + crypto_box_SEALBYTES) * 4 / 3 + 120, 'x');
    crypto_sign_detached(sample.signature, nullptr,
                         reinterpret_cast<const unsigned char*>(sample.message.data()),
                         sample.message.size(), secret);
    std::vector<unsigned char> plain(block, 'x');
    sample.sealed.resize(block + crypto_box_SEALBYTES);
    crypto_box_seal(sample.sealed.data(), plain.data(), plain.size(), box.open);
    return sample;
}

void work(const std::vector<Sample>& samples, const BoxKey& box, std::size_t ballots,
          std::size_t block) {
    std::vector<unsigned char> plain(block);
    for (std::size_t at = 0; at < ballots; ++at) {
        const Sample& sample = samples[at % samples.size()];
        const auto* message = reinterpret_cast<const unsigned char*>(sample.message.data());
        const bool outer = crypto_sign_verify_detached(sample.signature, message,
                                                       sample.message.size(), sample.key) == 0;
        const bool inner = crypto_sign_verify_detached(sample.signature, message,
                                                       sample.message.size(), sample.key) == 0;
        const bool opened = crypto_box_seal_open(plain.data(), sample.sealed.data(),
                                                 sample.sealed.size(), box.open, box.secret) == 0;
        if (!outer || !inner || !opened) std::abort();
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 || sodium_init() < 0) return 2;
    const std::size_t ballots = std::strtoull(argv[1], nullptr, 10);
    const std::size_t block = std::strtoull(argv[2], nullptr, 10);
    BoxKey box;
    crypto_box_keypair(box.open, box.secret);
    std::vector<Sample> samples;
    for (int at = 0; at < 500; ++at) samples.push_back(make_sample(block, box));
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::thread> workers;
    for (unsigned at = 0; at < threads; ++at)
        workers.emplace_back([&] { work(samples, box, ballots / threads, block); });
    for (auto& worker : workers) worker.join();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%.3f\n", seconds.count());
    return 0;
}
