// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include <crypto/fields.h>
#include <crypto/keyfile.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::key_named;
using test::outcome;
using test::says;

std::string locked() {
    return lock_key(key_named("greenfield-council", 1), "four random words", LockCost::least())
        .value();
}

std::string plain() {
    return std::string(plain_key(key_named("kiosk-1", 2)).text());
}

TEST(LockedKey, OpensWithItsPassphraseOnly) {
    const std::string file = locked();
    const auto key = unlock_key(file, "four random words").value();
    EXPECT_EQ(key.verifier(), key_named("greenfield-council", 1).verifier());
    for (const char* wrong : {"", "four random word", "Four random words", "four random words "}) {
        EXPECT_TRUE(says(outcome(unlock_key(file, wrong)), "passphrase does not open")) << wrong;
    }
    EXPECT_TRUE(says(outcome(lock_key(key, "", LockCost::least())), "passphrase is empty"));
}

TEST(LockedKey, NeverTheSameTwice) {
    EXPECT_NE(locked(), locked());
}

TEST(LockedKey, ShowsWhoseItIs) {
    EXPECT_EQ(key_file_verifier(locked()).value().name(), "greenfield-council");
    EXPECT_EQ(key_file_verifier(plain()).value().name(), "kiosk-1");
    EXPECT_FALSE(key_file_verifier("text\n").ok());
}

TEST(LockedKey, NoByteCanChange) {
    const std::string good = locked();
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bytes = good;
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        ASSERT_FALSE(unlock_key(bytes, "four random words").ok()) << at;
        bytes = good;
        bytes.erase(at, 1);
        ASSERT_FALSE(unlock_key(bytes, "four random words").ok()) << at;
    }
}

TEST(LockedKey, AHostileFileCannotTakeTheMachine) {
    const std::string good = locked();
    const std::size_t at = good.find("argon2id 1 8");
    for (const char* cost :
         {"17 8", "0 8", "1 7", "1 1048577", "1 4294967296", "1", "1  8", "01 8"}) {
        std::string file = good;
        file.replace(at, 12, std::string("argon2id ") + cost);
        EXPECT_TRUE(says(outcome(unlock_key(file, "four random words")), "line 3: ")) << cost;
    }
}

TEST(LockedKey, AnotherKeyUnderAGoodNameIsRefused) {
    const SigningKey other = key_named("greenfield-council", 9);
    std::string file = locked();
    const std::string mine = key_named("greenfield-council", 1).verifier().text();
    file.replace(file.find(mine), mine.size(), other.verifier().text());
    EXPECT_TRUE(says(outcome(unlock_key(file, "four random words")), "not the one the file names"));
}

TEST(PlainKey, ReadsWhatItWrites) {
    const auto key = parse_plain_key(plain()).value();
    EXPECT_EQ(key.verifier(), key_named("kiosk-1", 2).verifier());
    EXPECT_EQ(plain_key(key).text(), plain());
}

TEST(PlainKey, NoByteCanChange) {
    const std::string good = plain();
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string bytes = good;
            bytes[at] = static_cast<char>(byte);
            if (bytes == good) continue;
            ASSERT_FALSE(parse_plain_key(bytes).ok()) << at << " " << byte;
        }
    }
}

// Sixteen different bytes twice, so that every piece of its base64 is its own.
TEST(PlainKey, AFailureNeverRepeatsTheSecret) {
    std::array<std::uint8_t, 32> seed{};
    for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(37 * i + 11);
    const std::string secret = to_base64(seed);
    const auto key = SigningKey::from_seed("kiosk-1", seed).value();
    for (const auto& file : test::damaged(std::string(plain_key(key).text()))) {
        const auto read = parse_plain_key(file);
        const auto shown = key_file_verifier(file);
        ASSERT_FALSE(read.ok());
        ASSERT_FALSE(test::repeats(read.error().message, secret)) << read.error().message;
        ASSERT_FALSE(test::repeats(outcome(shown), secret)) << shown.error().message;
    }
}

TEST(LockedKey, AFailureNeverRepeatsTheBox) {
    const std::string good = locked();
    const std::string box = good.substr(good.find("box ") + 4);
    for (const auto& file : test::damaged(good)) {
        const auto read = key_file_verifier(file);
        ASSERT_FALSE(test::repeats(outcome(read), box)) << read.error().message;
    }
}

TEST(Pin, MatchesItselfOnly) {
    const std::string hash = hash_pin("427193", LockCost::least()).value();
    EXPECT_TRUE(is_pin_hash(hash));
    EXPECT_TRUE(pin_matches("427193", hash));
    for (const char* wrong : {"", "427194", "42719", "4271933"}) {
        EXPECT_FALSE(pin_matches(wrong, hash)) << wrong;
    }
    EXPECT_NE(hash_pin("427193", LockCost::least()).value(), hash) << "salted";
}

TEST(Pin, RefusesOtherHashes) {
    const std::string good = hash_pin("427193", LockCost::least()).value();
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string hash = good;
        const std::size_t at = hash.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return hash.replace(at, from.size(), to);
    };
    const std::string rows[] = {
        "",
        "427193",
        with("argon2id", "argon2i"),
        with("v=19", "v=16"),
        with("m=8,", "m=7,"),
        with("m=8,", "m=1048577,"),
        with("t=1,", "t=0,"),
        with("t=1,", "t=17,"),
        with("t=1,", "t=01,"),
        with("p=1$", "p=2$"),
        good + "A",
        good.substr(0, good.size() - 1),
    };
    for (const auto& hash : rows) {
        EXPECT_FALSE(is_pin_hash(hash)) << hash;
        EXPECT_FALSE(pin_matches("427193", hash)) << hash;
    }
}

TEST(Secret, MovesAndNeverCopies) {
    static_assert(!std::is_copy_constructible_v<SecretBytes>);
    static_assert(!std::is_copy_constructible_v<SigningKey>);
    SecretBytes secret = SecretBytes::copy_of("abc");
    SecretBytes moved = std::move(secret);
    EXPECT_EQ(moved.text(), "abc");
    EXPECT_TRUE(moved.clone().equals(moved.view()));
    EXPECT_FALSE(moved.equals(view_of("abd")));
    EXPECT_FALSE(moved.equals(view_of("abcd")));
    EXPECT_TRUE(SecretBytes().equals({}));
    EXPECT_NE(SecretBytes::random(32).text(), SecretBytes::random(32).text());
}

TEST(Secret, WipingLeavesNothing) {
    std::string text = "a passphrase that is long enough for the heap";
    const char* place = text.data();
    const std::size_t size = text.size();
    wipe(text);
    EXPECT_TRUE(text.empty());
    // The buffer still belongs to the string, which keeps its capacity.
    EXPECT_EQ(std::string_view(place, size), std::string(size, '\0'));
}

TEST(Secret, ReadingBehindItsEndEndsTheProgram) {
    EXPECT_DEATH(
        {
            SecretBytes secret(16);
            volatile const std::uint8_t* behind = secret.view().data() + 16;
            const std::uint8_t byte = *behind;
            static_cast<void>(byte);
        },
        "");
}

TEST(Secret, InitTwiceIsHarmless) {
    EXPECT_TRUE(init().ok());
    EXPECT_TRUE(init().ok());
}

TEST(Secret, NoCoreIsLeft) {
    const pid_t child = fork();
    if (child == 0) {
        rlimit limit{};
        const bool good = forbid_core_dumps().ok() && getrlimit(RLIMIT_CORE, &limit) == 0 &&
                          limit.rlim_cur == 0 && limit.rlim_max == 0;
        if (good) std::raise(SIGSEGV);
        _exit(1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_FALSE(WCOREDUMP(status));
}

}  // namespace
}  // namespace tallystick::crypto
