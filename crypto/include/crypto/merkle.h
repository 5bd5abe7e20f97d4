// SPDX-License-Identifier: GPL-3.0-or-later
// The Merkle tree of RFC 6962 §2.1 over SHA-256: hashes, roots, and proofs that a leaf is in a
// tree or that one tree extends another. Pure functions, safe on any thread; a MerkleBuilder
// belongs to one thread. docs/FORMAT.md "Log".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <crypto/bytes.h>

namespace tallystick::crypto {

using Proof = std::vector<Digest>;

// SHA-256(0x00 leaf).
[[nodiscard]] Digest leaf_hash(std::string_view leaf);
// SHA-256(0x01 left right).
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);
// SHA-256("") for no leaves.
[[nodiscard]] Digest empty_root();
[[nodiscard]] Digest merkle_root(std::span<const Digest> leaf_hashes);

// Grows leaf by leaf in memory of one hash per level.
class MerkleBuilder {
public:
    void append(const Digest& leaf_hash);
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] Digest root() const;

private:
    std::vector<Digest> m_peaks;  // roots of the complete subtrees, largest first
    std::uint64_t m_size = 0;
};

// PATH(index, leaves), leaf's sibling first. index < leaf_hashes.size().
[[nodiscard]] Proof inclusion_proof(std::span<const Digest> leaf_hashes, std::uint64_t index);
[[nodiscard]] Result<void> verify_inclusion(const Digest& leaf_hash, std::uint64_t index,
                                            std::uint64_t size, const Digest& root,
                                            std::span<const Digest> proof);

// PROOF(old_size, leaves). 1 <= old_size <= leaf_hashes.size(); empty when they are equal.
[[nodiscard]] Proof consistency_proof(std::span<const Digest> leaf_hashes, std::uint64_t old_size);
// Also accepts old_size 0 (nothing to extend) with an empty proof and the empty tree's root.
[[nodiscard]] Result<void> verify_consistency(std::uint64_t old_size, const Digest& old_root,
                                              std::uint64_t new_size, const Digest& new_root,
                                              std::span<const Digest> proof);

}  // namespace tallystick::crypto
