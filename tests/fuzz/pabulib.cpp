// SPDX-License-Identifier: GPL-3.0-or-later
// Pabulib `.pb` files, kept with and without what a count does not need; and what reads is counted
// by every rule, with and without the filter, to the same bytes.
#include <rules/pabulib.h>
#include <rules/report.h>

#include "fuzz.h"

namespace rules = tallystick::rules;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = tallystick::fuzz::text_of(data, size);
    const auto file = rules::read_pb(bytes, rules::Profile::Keep::rows);
    tallystick::fuzz::check_words(file);
    const auto summary = rules::read_pb(bytes, rules::Profile::Keep::summary);
    tallystick::crypto::require(file.ok() == summary.ok(), "what is kept changes no verdict");
    // Small ones only: exact fractions on every comparison are slow, and a fuzzer counts a lot.
    if (!file.ok() || file->instance.size() > 12 || file->profile.rows() > 40) return 0;
    for (const char* rule : {"greedy", "greedy --per-cost", "equal-shares --utility cost",
                             "equal-shares --utility score", "exact-equal-shares", "phragmen",
                             "maximin-support", "max-welfare --utility count"}) {
        auto spec = rules::RuleSpec::parse(std::string(rule) + " --ties id").value();
        const auto filtered = rules::count(file->instance, file->profile, spec);
        spec.arithmetic = rules::Arithmetic::exact_only;
        const auto exact = rules::count(file->instance, file->profile, spec);
        tallystick::crypto::require(filtered.ok() == exact.ok(), "the filter changes no verdict");
        if (!filtered.ok()) continue;
        tallystick::crypto::require(rules::to_json(*filtered, rules::TraceDetail::with) ==
                                        rules::to_json(*exact, rules::TraceDetail::with),
                                    "the filter changes no byte");
        tallystick::crypto::require(filtered->cost <= filtered->budget, "nothing over the limit");
    }
    return 0;
}
