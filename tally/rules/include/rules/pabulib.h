// SPDX-License-Identifier: GPL-3.0-or-later
// Pabulib `.pb` files (arXiv 2305.11035): bytes in, instance and profile out, and back. Strict
// where a mistake would change the count (an unknown project, points that do not match, money that
// is not a number: an error with line and column), tolerant of what real files hold (counted
// warnings). No input or output: the caller maps the file. One thread a call.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <crypto/result.h>
#include <rules/count.h>
#include <rules/instance.h>
#include <rules/profile.h>
#include <rules/spec.h>

namespace tallystick::rules {

struct PbWarning {
    std::string what;  // "ballots name a project twice; it counts once"
    std::int64_t count = 0;
    std::size_t line = 0;  // of the first
};

struct PbTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

struct PbFile {
    Instance instance;
    Profile profile;
    std::vector<std::pair<std::string, std::string>> meta;  // in the order of the file
    PbTable projects;                                       // every column, as text
    std::vector<PbWarning> warnings;

    // The value of a key of META, or empty.
    [[nodiscard]] std::string_view value(std::string_view key) const;
};

[[nodiscard]] crypto::Result<PbFile> read_pb(std::string_view bytes, Profile::Keep keep);

// What `official` needs: the rule the file names, its threshold, ties in file order.
[[nodiscard]] crypto::Result<void> apply_official(const PbFile& file, RuleSpec& spec);

// Writes an election as a `.pb` that read_pb() reads back the same.
class PbWriter {
public:
    // `meta` comes first, in its order; budget, vote_type, currency and the numbers of projects and
    // votes are added. Refuses what the format cannot say: plus-minus ballots, several pots, ids
    // and categories with separators in them, a key twice.
    [[nodiscard]] static crypto::Result<PbWriter> create(
        const Instance& instance, BallotType type,
        std::vector<std::pair<std::string, std::string>> meta = {});

    void add(std::string_view voter, std::span<const Entry> entries);
    [[nodiscard]] std::string finish() &&;

private:
    PbWriter(const Instance& instance, BallotType type) : m_instance(&instance), m_type(type) {}

    const Instance* m_instance;
    BallotType m_type;
    std::string m_meta;
    std::string m_votes;
    std::vector<std::int64_t> m_listed;  // by project
    std::int64_t m_ballots = 0;
};

}  // namespace tallystick::rules
