// SPDX-License-Identifier: GPL-3.0-or-later
// After a cast, and after a check, no page of the process holds the choices or the seed any more:
// neither in use nor in freed memory, where a core file or a thief with a debugger would look.
#include <fstream>
#include <sstream>

#include <crypto/random.h>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

// The needle is kept turned over, so that the search does not find itself.
class Needle {
public:
    static constexpr unsigned char turn = 0x55;
    Needle& add(std::string_view text) {
        for (const char c : text) m_turned.push_back(static_cast<unsigned char>(c) ^ turn);
        return *this;
    }
    Needle& add(crypto::ByteView bytes) { return add(crypto::text_of(bytes)); }
    [[nodiscard]] bool is_at(const unsigned char* bytes) const {
        for (std::size_t at = 0; at < m_turned.size(); ++at)
            if ((bytes[at] ^ turn) != m_turned[at]) return false;
        return true;
    }
    [[nodiscard]] std::size_t size() const { return m_turned.size(); }

private:
    std::vector<unsigned char> m_turned;
};

// Looks through every writable page that can be read; those of sodium_malloc'ed secrets too.
std::size_t count_in_memory(const Needle& needle) {
    std::size_t found = 0;
    std::ifstream maps("/proc/self/maps");
    std::ifstream memory("/proc/self/mem", std::ios::binary);
    std::string line;
    std::vector<unsigned char> piece;
    constexpr std::size_t step = 1U << 20U;
    while (std::getline(maps, line)) {
        std::istringstream fields(line);
        std::uint64_t start = 0;
        std::uint64_t end = 0;
        char dash = 0;
        std::string access;
        fields >> std::hex >> start >> dash >> end >> access;
        if (access.substr(0, 2) != "rw") continue;
        for (std::uint64_t at = start; at < end; at += step) {
            // Overlaps by the needle, which may lie across two pieces.
            const std::size_t size = std::min<std::uint64_t>(step + needle.size(), end - at);
            piece.assign(size, 0);
            memory.clear();
            memory.seekg(static_cast<std::streamoff>(at));
            memory.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(size));
            if (memory.gcount() != static_cast<std::streamsize>(size)) continue;
            // What is in our own buffer is being looked at, not left behind.
            const auto own = reinterpret_cast<std::uintptr_t>(piece.data());
            if (own >= at && own < at + size) continue;
            for (std::size_t place = 0; place + needle.size() <= size; ++place)
                if (needle.is_at(piece.data() + place)) ++found;
        }
    }
    crypto::wipe(piece);
    return found;
}

// AddressSanitizer maps terabytes of its own.
bool is_sanitized() {
#if defined(__SANITIZE_ADDRESS__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return true;
#else
    return false;
#endif
#else
    return false;
#endif
}

class Memory : public ::testing::Test {
protected:
    void SetUp() override {
        if (is_sanitized()) GTEST_SKIP() << "the sanitizer's shadow is too large to look through";
    }
    Memory() : m_sealed(seal_round(small_round(), 4)), m_kiosk(make_kiosk(*m_sealed, "a", 10)) {
        EXPECT_TRUE(good(m_kiosk->box->open_polls(noon)));
        m_choice.add("vote juice").add("-bar 1\n");
    }
    // A ballot with the planted choice; the seed is remembered only turned over.
    SealedBallot seal() {
        crypto::SecretBytes seed = crypto::SecretBytes::random(crypto::ballot_seed_size);
        m_seed.add(seed.view());
        std::string hex = crypto::to_hex(seed.view());
        m_seed_hex.add(hex);
        crypto::wipe(hex);
        const crypto::CardKey card = m_sealed->card(0);
        return m_kiosk->box
            ->seal(Holder::of_card(card), id<StyleId>("north"),
                   {{id<ProposalId>("juice-bar"), 1}, {id<ProposalId>("ramp"), 1}}, seed.view())
            .value();
    }
    void expect_gone() {
        EXPECT_EQ(count_in_memory(m_choice), 0U) << "a choice is left in memory";
        EXPECT_EQ(count_in_memory(m_seed), 0U) << "a ballot's seed is left in memory";
        EXPECT_EQ(count_in_memory(m_seed_hex), 0U) << "a ballot's seed is left in memory as text";
    }

    std::unique_ptr<Sealed> m_sealed;
    std::unique_ptr<Kiosk> m_kiosk;
    Needle m_choice, m_seed, m_seed_hex;
};

TEST_F(Memory, TheSearchFindsWhatIsThere) {
    const SealedBallot ballot = seal();
    EXPECT_GE(count_in_memory(m_choice), 1U);
    EXPECT_GE(count_in_memory(m_seed_hex), 1U);
}

TEST_F(Memory, NothingIsLeftAfterACast) {
    {
        const SealedBallot ballot = seal();
        ASSERT_TRUE(m_kiosk->box->cast(ballot, noon).done.has_value());
    }
    expect_gone();
}

TEST_F(Memory, NothingIsLeftAfterACheck) {
    {
        const SealedBallot ballot = seal();
        ASSERT_TRUE(good(m_kiosk->box->spoil(ballot)));
    }
    expect_gone();
}

}  // namespace
}  // namespace tallystick::ballot::test
