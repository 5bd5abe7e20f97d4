// SPDX-License-Identifier: GPL-3.0-or-later
#include "votes_line.h"

#include <crypto/fields.h>

namespace tallystick::tally {

std::string write_votes_line(const ballot::StyleId& style, const ballot::Votes& votes) {
    std::string out = style.text();
    for (const auto& [proposal, value] : votes)
        out += " " + proposal.text() + "=" + std::to_string(value);
    return out;
}

crypto::Result<std::pair<ballot::StyleId, ballot::Votes>> read_votes_line(std::string_view line) {
    const auto next_word = [&] {
        const std::size_t end = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
        return word;
    };
    // Not what was found: it may be somebody's vote.
    const auto fault = [] {
        return crypto::bad_data(
            "expected <style> <proposal>=<value> ..., one space between, proposals in order and "
            "each once",
            "get the file again from where it was opened or published");
    };
    const std::string whole(line);
    const auto style = ballot::StyleId::parse(next_word());
    if (!style) return fault();
    ballot::Votes votes;
    while (!line.empty()) {
        const std::string_view word = next_word();
        const std::size_t equals = word.find('=');
        if (equals == std::string_view::npos) return fault();
        const auto proposal = ballot::ProposalId::parse(word.substr(0, equals));
        const auto value = crypto::parse_integer(word.substr(equals + 1), -ballot::Pence::max_pence,
                                                 ballot::Pence::max_pence);
        if (!proposal || !value) return fault();
        votes.emplace(*proposal, *value);
    }
    if (write_votes_line(*style, votes) != whole) return fault();
    return std::pair(*style, votes);
}

}  // namespace tallystick::tally
