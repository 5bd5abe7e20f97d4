// SPDX-License-Identifier: GPL-3.0-or-later
// The words of round.json that stand for enumerators; shared by its writer and its reader. Private
// to ballot/.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include <ballot/round.h>

namespace tallystick::ballot {

inline constexpr std::string_view round_json_format = "tallystick/round.json/v1";

template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

inline constexpr Names<BallotType, 8> ballot_types{{
    {BallotType::approval, "approval"},
    {BallotType::knapsack, "knapsack"},
    {BallotType::points, "points"},
    {BallotType::score, "score"},
    {BallotType::ranking, "ranking"},
    {BallotType::choose_one, "choose-1"},
    {BallotType::amount, "amount"},
    {BallotType::plus_minus, "plus-minus"},
}};
inline constexpr Names<ScoreGap, 3> score_gaps{{
    {ScoreGap::refused, "refused"},
    {ScoreGap::zero, "zero"},
    {ScoreGap::ignored, "ignored"},
}};

template <typename Enum, std::size_t N>
std::string_view name_of(const Names<Enum, N>& names, Enum value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value) return name;
    return {};
}

}  // namespace tallystick::ballot
