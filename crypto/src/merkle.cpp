// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/merkle.h>

#include <bit>

#include <crypto/digest.h>

namespace tallystick::crypto {

namespace {

// The largest power of two smaller than n (n >= 2): where RFC 6962 splits a tree.
std::size_t split_point(std::size_t n) {
    return std::bit_floor(n - 1);
}

// SUBPROOF(m, D, complete) of RFC 6962 §2.1.2, nearest the leaves first.
enum class OldRoot { known, unknown };

void add_subproof(std::span<const Digest> leaves, std::size_t m, OldRoot old_root, Proof& proof) {
    const std::size_t n = leaves.size();
    if (m == n) {
        if (old_root == OldRoot::unknown) proof.push_back(merkle_root(leaves));
        return;
    }
    const std::size_t k = split_point(n);
    if (m <= k) {
        add_subproof(leaves.first(k), m, old_root, proof);
        proof.push_back(merkle_root(leaves.subspan(k)));
    } else {
        add_subproof(leaves.subspan(k), m - k, OldRoot::unknown, proof);
        proof.push_back(merkle_root(leaves.first(k)));
    }
}

void add_path(std::span<const Digest> leaves, std::size_t index, Proof& proof) {
    if (leaves.size() == 1) return;
    const std::size_t k = split_point(leaves.size());
    if (index < k) {
        add_path(leaves.first(k), index, proof);
        proof.push_back(merkle_root(leaves.subspan(k)));
    } else {
        add_path(leaves.subspan(k), index - k, proof);
        proof.push_back(merkle_root(leaves.first(k)));
    }
}

Error wrong_proof(const char* what) {
    return bad_data(std::string("the log's ") + what + " proof does not lead to its root",
                    "get the proof again from the published folder");
}

}  // namespace

Digest leaf_hash(std::string_view leaf) {
    const std::uint8_t prefix = 0x00;
    return Sha256().add(ByteView(&prefix, 1)).add(leaf).finish();
}

Digest node_hash(const Digest& left, const Digest& right) {
    std::array<std::uint8_t, 1 + 2 * Digest::size> node{0x01};
    std::memcpy(node.data() + 1, left.bytes.data(), Digest::size);
    std::memcpy(node.data() + 1 + Digest::size, right.bytes.data(), Digest::size);
    return sha256(ByteView(node));
}

Digest empty_root() {
    return sha256(std::string_view());
}

Digest merkle_root(std::span<const Digest> leaf_hashes) {
    MerkleBuilder builder;
    for (const Digest& leaf : leaf_hashes) builder.append(leaf);
    return builder.root();
}

void MerkleBuilder::append(const Digest& leaf_hash) {
    Digest node = leaf_hash;
    // Each one bit at the end of the old size is a complete subtree that the new leaf completes.
    for (std::uint64_t bits = m_size; (bits & 1) != 0; bits >>= 1) {
        node = node_hash(m_peaks.back(), node);
        m_peaks.pop_back();
    }
    m_peaks.push_back(node);
    ++m_size;
}

Digest MerkleBuilder::root() const {
    if (m_peaks.empty()) return empty_root();
    Digest root = m_peaks.back();
    for (std::size_t i = m_peaks.size() - 1; i-- > 0;) root = node_hash(m_peaks[i], root);
    return root;
}

Proof inclusion_proof(std::span<const Digest> leaf_hashes, std::uint64_t index) {
    require(index < leaf_hashes.size(), "inclusion_proof: no such leaf");
    Proof proof;
    add_path(leaf_hashes, index, proof);
    return proof;
}

// RFC 9162 §2.1.3.2, which states the check for the proofs of RFC 6962.
Result<void> verify_inclusion(const Digest& leaf_hash, std::uint64_t index, std::uint64_t size,
                              const Digest& root, std::span<const Digest> proof) {
    if (index >= size) {
        return bad_data("expected a place below the log's size " + std::to_string(size) +
                        ", found " + std::to_string(index));
    }
    std::uint64_t place = index;
    std::uint64_t last = size - 1;
    Digest node = leaf_hash;
    for (const Digest& sibling : proof) {
        if (last == 0) return wrong_proof("inclusion");
        if ((place & 1) != 0 || place == last) {
            node = node_hash(sibling, node);
            // A node without a right neighbour rises unchanged to the level where it has a left one
            while ((place & 1) == 0 && place != 0) place >>= 1, last >>= 1;
        } else {
            node = node_hash(node, sibling);
        }
        place >>= 1, last >>= 1;
    }
    if (last != 0 || node != root) return wrong_proof("inclusion");
    return {};
}

Proof consistency_proof(std::span<const Digest> leaf_hashes, std::uint64_t old_size) {
    require(old_size >= 1 && old_size <= leaf_hashes.size(), "consistency_proof: no such size");
    Proof proof;
    add_subproof(leaf_hashes, old_size, OldRoot::known, proof);
    return proof;
}

// RFC 9162 §2.1.4.2.
Result<void> verify_consistency(std::uint64_t old_size, const Digest& old_root,
                                std::uint64_t new_size, const Digest& new_root,
                                std::span<const Digest> proof) {
    if (old_size > new_size) {
        return bad_data("expected a log of at least " + std::to_string(old_size) +
                        " envelopes, found " + std::to_string(new_size));
    }
    if (old_size == 0 || old_size == new_size) {
        const bool same = old_size == 0 ? old_root == empty_root() : old_root == new_root;
        if (!same || !proof.empty()) return wrong_proof("consistency");
        if (new_size == 0 && new_root != empty_root()) return wrong_proof("consistency");
        return {};
    }
    std::uint64_t place = old_size - 1;
    std::uint64_t last = new_size - 1;
    while ((place & 1) != 0) place >>= 1, last >>= 1;
    // The old tree may itself be a complete subtree of the new one: then its root starts the walk.
    const bool from_old_root = place == 0;
    if (!from_old_root && proof.empty()) return wrong_proof("consistency");
    Digest old_node = from_old_root ? old_root : proof.front();
    Digest new_node = old_node;
    for (const Digest& sibling : from_old_root ? proof : proof.subspan(1)) {
        if (last == 0) return wrong_proof("consistency");
        if ((place & 1) != 0 || place == last) {
            old_node = node_hash(sibling, old_node);
            new_node = node_hash(sibling, new_node);
            while ((place & 1) == 0 && place != 0) place >>= 1, last >>= 1;
        } else {
            new_node = node_hash(new_node, sibling);
        }
        place >>= 1, last >>= 1;
    }
    if (last != 0 || old_node != old_root || new_node != new_root) {
        return wrong_proof("consistency");
    }
    return {};
}

}  // namespace tallystick::crypto
