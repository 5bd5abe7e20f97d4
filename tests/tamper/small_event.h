// SPDX-License-Identifier: GPL-3.0-or-later
// A complete small event, made from fixed seeds through the same libraries as a real one: three
// kiosks and a paper box, 60 ballots, opened, counted and published. One thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include <ballot/files.h>
#include <crypto/result.h>
#include <tally/audit.h>

namespace tallystick::tamper {

using ballot::Path;
using crypto::Result;

// Of the program that publishes and audits.
inline constexpr const char* pages_version = "1.2.3";

// `which` chooses keys, cards and votes: two numbers, two events.
//   verify/pack, verify/rolls, verify/bundles   what is read before anything is opened
//   open/merged, open/closing.note, open/share-*.txt
//   list/closing.note, list/ballots.txt, list/rejected.txt
//   count/              what was opened
//   audit/                                      what is published
[[nodiscard]] Result<void> make_small_event(const Path& folder, std::string_view which);

// The list of `list` against pack, rolls, bundles and opened note of `event`.
[[nodiscard]] Result<tally::ExamineInput> examine_input(const Path& list, const Path& event);

// What a stage says about its folder: refused, in words, or everything it would hand on as one
// digest in hex. `event` holds the untouched rest of the event, `scratch` is free for use.
using Judge =
    std::function<Result<std::string>(const Path& folder, const Path& event, const Path& scratch)>;

struct Stage {
    const char* folder;  // inside the event
    const char* says;    // what is tampered with
    Judge judge;
};
[[nodiscard]] std::span<const Stage> stages();

}  // namespace tallystick::tamper
