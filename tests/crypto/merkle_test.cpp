// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::outcome;
using test::says;

// The test tree of Certificate Transparency's own implementations: eight leaves and their roots.
const char* const known_leaves[] = {"",
                                    "00",
                                    "10",
                                    "2021",
                                    "3031",
                                    "40414243",
                                    "5051525354555657",
                                    "606162636465666768696a6b6c6d6e6f"};
const char* const known_roots[] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

std::vector<Digest> known_leaf_hashes() {
    std::vector<Digest> hashes;
    for (const char* hex : known_leaves) {
        const Bytes leaf = from_hex(hex).value();
        hashes.push_back(leaf_hash(text_of(leaf)));
    }
    return hashes;
}

TEST(Merkle, KnownRoots) {
    EXPECT_EQ(merkle_root({}), sha256(""));
    MerkleBuilder builder;
    EXPECT_EQ(builder.root(), empty_root());
    const auto leaves = known_leaf_hashes();
    for (std::size_t size = 1; size <= 8; ++size) {
        builder.append(leaves[size - 1]);
        EXPECT_EQ(builder.root().hex(), known_roots[size - 1]) << size;
        EXPECT_EQ(builder.size(), size);
    }
}

TEST(Merkle, KnownInclusionProof) {
    const auto leaves = known_leaf_hashes();
    const Proof proof = inclusion_proof(leaves, 0);
    ASSERT_EQ(proof.size(), 3U);
    EXPECT_EQ(proof[0].hex(), "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
    EXPECT_EQ(proof[1].hex(), "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e");
    EXPECT_EQ(proof[2].hex(), "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
}

// MTH of RFC 6962 §2.1 as it is written there, to check the builder against.
Digest root_by_definition(std::span<const Digest> leaves) {
    if (leaves.empty()) return sha256("");
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (2 * k < leaves.size()) k *= 2;
    return node_hash(root_by_definition(leaves.first(k)), root_by_definition(leaves.subspan(k)));
}

std::vector<Digest> numbered_leaves(std::size_t count) {
    std::vector<Digest> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
    return leaves;
}

constexpr std::size_t largest = 100;

TEST(Merkle, BuilderIsTheDefinition) {
    const auto leaves = numbered_leaves(largest);
    for (std::size_t size = 0; size <= largest; ++size) {
        const auto part = std::span(leaves).first(size);
        EXPECT_EQ(merkle_root(part), root_by_definition(part)) << size;
    }
}

TEST(Inclusion, EveryLeafOfEveryTree) {
    const auto leaves = numbered_leaves(largest);
    for (std::size_t size = 1; size <= largest; ++size) {
        const auto part = std::span(leaves).first(size);
        const Digest root = merkle_root(part);
        for (std::size_t i = 0; i < size; ++i) {
            const Proof proof = inclusion_proof(part, i);
            ASSERT_TRUE(verify_inclusion(part[i], i, size, root, proof).ok()) << size << " " << i;
            // Another leaf, place, size, or length of proof is refused.
            ASSERT_FALSE(verify_inclusion(leaf_hash("x"), i, size, root, proof).ok());
            ASSERT_FALSE(verify_inclusion(part[i], i, size, leaf_hash("x"), proof).ok());
            for (std::size_t other = 0; other < size; ++other) {
                if (other == i) continue;
                ASSERT_FALSE(verify_inclusion(part[i], other, size, root, proof).ok());
            }
            Proof longer = proof;
            longer.push_back(root);
            ASSERT_FALSE(verify_inclusion(part[i], i, size, root, longer).ok());
            if (proof.empty()) continue;
            const auto shorter = std::span(proof).first(proof.size() - 1);
            ASSERT_FALSE(verify_inclusion(part[i], i, size, root, shorter).ok());
        }
    }
}

TEST(Inclusion, EveryBitOfEveryProofMatters) {
    const auto leaves = numbered_leaves(largest);
    for (const std::size_t size : {2, 3, 7, 8, 9, 31, 64, 100}) {
        const auto part = std::span(leaves).first(size);
        const Digest root = merkle_root(part);
        for (std::size_t i = 0; i < size; ++i) {
            Proof proof = inclusion_proof(part, i);
            for (Digest& digest : proof) {
                for (std::size_t bit = 0; bit < 256; ++bit) {
                    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
                    digest.bytes[bit / 8] ^= mask;
                    ASSERT_FALSE(verify_inclusion(part[i], i, size, root, proof).ok());
                    digest.bytes[bit / 8] ^= mask;
                }
            }
        }
    }
}

TEST(Inclusion, RefusesAPlaceBehindTheEnd) {
    const auto leaves = numbered_leaves(4);
    EXPECT_TRUE(says(outcome(verify_inclusion(leaves[0], 4, 4, merkle_root(leaves), {})),
                     "expected a place below the log's size 4, found 4"));
    EXPECT_FALSE(verify_inclusion(leaves[0], 0, 0, empty_root(), {}).ok());
}

TEST(Consistency, EveryPairOfSizes) {
    const auto leaves = numbered_leaves(largest);
    for (std::size_t size = 1; size <= largest; ++size) {
        const auto part = std::span(leaves).first(size);
        const Digest root = merkle_root(part);
        for (std::size_t old = 1; old <= size; ++old) {
            const Digest old_root = merkle_root(part.first(old));
            const Proof proof = consistency_proof(part, old);
            ASSERT_TRUE(verify_consistency(old, old_root, size, root, proof).ok())
                << old << " " << size;
            ASSERT_EQ(proof.empty(), old == size);
            ASSERT_FALSE(verify_consistency(old, leaf_hash("x"), size, root, proof).ok());
            ASSERT_FALSE(verify_consistency(old, old_root, size, leaf_hash("x"), proof).ok());
            Proof longer = proof;
            longer.push_back(root);
            ASSERT_FALSE(verify_consistency(old, old_root, size, root, longer).ok());
            if (proof.empty()) continue;
            const auto shorter = std::span(proof).first(proof.size() - 1);
            ASSERT_FALSE(verify_consistency(old, old_root, size, root, shorter).ok());
        }
    }
}

TEST(Consistency, EveryBitOfEveryProofMatters) {
    const auto leaves = numbered_leaves(largest);
    for (const std::size_t size : {2, 3, 7, 8, 9, 31, 64, 100}) {
        const auto part = std::span(leaves).first(size);
        const Digest root = merkle_root(part);
        for (std::size_t old = 1; old < size; ++old) {
            const Digest old_root = merkle_root(part.first(old));
            Proof proof = consistency_proof(part, old);
            for (Digest& digest : proof) {
                for (std::size_t bit = 0; bit < 256; ++bit) {
                    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
                    digest.bytes[bit / 8] ^= mask;
                    ASSERT_FALSE(verify_consistency(old, old_root, size, root, proof).ok());
                    digest.bytes[bit / 8] ^= mask;
                }
            }
        }
    }
}

TEST(Consistency, TheEmptyLogIsExtendedByEveryLog) {
    const auto leaves = numbered_leaves(3);
    const Digest root = merkle_root(leaves);
    EXPECT_TRUE(verify_consistency(0, empty_root(), 3, root, {}).ok());
    EXPECT_TRUE(verify_consistency(0, empty_root(), 0, empty_root(), {}).ok());
    EXPECT_FALSE(verify_consistency(0, root, 3, root, {}).ok());
    EXPECT_FALSE(verify_consistency(0, empty_root(), 0, root, {}).ok());
    EXPECT_FALSE(verify_consistency(0, empty_root(), 3, root, leaves).ok());
}

TEST(Consistency, ALogNeverShrinks) {
    const auto leaves = numbered_leaves(3);
    EXPECT_TRUE(says(outcome(verify_consistency(3, merkle_root(leaves), 2, leaves[0], {})),
                     "expected a log of at least 3 envelopes, found 2"));
}

}  // namespace
}  // namespace tallystick::crypto
