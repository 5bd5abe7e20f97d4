// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of the merged envelopes.txt, and which of them are opened.
#include <algorithm>
#include <compare>
#include <cstring>
#include <numeric>
#include <utility>

#include <crypto/digest.h>
#include <tally/event.h>

namespace tallystick::tally {

std::optional<MergedLine> split_merged(std::string_view line) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !ballot::is_slug(line.substr(0, space)))
        return std::nullopt;
    return MergedLine{line.substr(0, space), line.substr(space + 1)};
}

EnvelopeMark mark_of(std::string_view envelope, const crypto::Digest& leaf, std::uint32_t box,
                     const ballot::Round& round) {
    // `c <64 hex> <style, padded> <sealed> <signature>`, read strictly before.
    const std::size_t width = round.style_width();
    EnvelopeMark mark;
    mark.leaf = leaf;
    mark.box = box;
    mark.kind = static_cast<ballot::EnvelopeKind>(envelope.front());
    const bool hex = crypto::read_hex(envelope.substr(2, 64), mark.holder);
    crypto::require(hex && envelope.size() > 68 + width + 32, "an envelope line out of form");
    std::string_view style = envelope.substr(67, width);
    style = style.substr(0, style.find('.'));
    for (std::size_t at = 0; at < round.styles.size(); ++at)
        if (round.styles[at].id.text() == style) mark.style = static_cast<std::uint16_t>(at);
    std::memcpy(mark.sealed_start.data(), envelope.data() + 68 + width, mark.sealed_start.size());
    return mark;
}

namespace {

// What makes a claim, compared where it stands: a sort of millions of marks copies none of it.
std::strong_ordering compare_claims(const EnvelopeMark& a, const EnvelopeMark& b) {
    using Kind = ballot::EnvelopeKind;
    if (a.kind != b.kind) return a.kind <=> b.kind;
    if (a.kind != Kind::card && a.box != b.box) return a.box <=> b.box;
    if (a.holder != b.holder || a.kind != Kind::desk) return a.holder <=> b.holder;
    return a.leaf <=> b.leaf;
}

}  // namespace

bool is_one_claim(const EnvelopeMark& a, const EnvelopeMark& b) {
    return compare_claims(a, b) == 0;
}

std::vector<std::uint32_t> order_by_claim(const std::vector<EnvelopeMark>& marks) {
    std::vector<std::uint32_t> order(marks.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return compare_claims(marks[a], marks[b]) < 0;
    });
    return order;
}

std::vector<bool> set_aside(const std::vector<EnvelopeMark>& marks, const Roll& roll,
                            std::string_view dice) {
    std::vector<bool> aside(marks.size(), false);
    const std::vector<std::uint32_t> order = order_by_claim(marks);
    // One claim several times: the kiosk with the smallest hash, in it the smallest leaf.
    const auto pick = [&](const EnvelopeMark& mark) {
        return crypto::sha256("tallystick/pick/v1\n" + std::string(dice) + "\n" +
                              crypto::to_hex(mark.holder) + "\n" +
                              roll.note.entries[mark.box].kiosk.text());
    };
    for (std::size_t from = 0; from < order.size();) {
        std::size_t to = from + 1;
        while (to < order.size() && is_one_claim(marks[order[to]], marks[order[from]])) ++to;
        if (to - from > 1) {
            std::optional<std::uint32_t> best;
            std::pair<crypto::Digest, crypto::Digest> best_rank;
            for (std::size_t at = from; at < to; ++at) {
                const auto rank = std::pair(pick(marks[order[at]]), marks[order[at]].leaf);
                if (!best || rank < best_rank) {
                    best = order[at];
                    best_rank = rank;
                }
            }
            for (std::size_t at = from; at < to; ++at)
                if (best && order[at] != *best) aside[order[at]] = true;
        }
        from = to;
    }
    return aside;
}

}  // namespace tallystick::tally
