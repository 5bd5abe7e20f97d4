// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/check.h>

#include <cstdio>

namespace tallystick::ui {
namespace {

std::string in_mm(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f mm", value);
    return buffer;
}

std::string named(const SemanticNode& node) {
    return node.id + " \"" + node.label + "\"";
}

}  // namespace

ScreenCheck check_screen(const SemanticTree& tree, const Metrics& metrics, Size screen) {
    ScreenCheck check;
    // Half a hundredth of a millimetre: what float arithmetic may lose.
    constexpr double slack = 0.005;
    const Rect whole{0, 0, screen.w, screen.h};
    const auto targets = tree.targets();
    check.targets = static_cast<int>(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto& a = *targets[i];
        const double least = static_cast<double>(std::min(a.rect.w, a.rect.h)) / metrics.px_per_mm;
        check.least_target_mm = std::min(check.least_target_mm, least);
        if (least < target_mm - slack) {
            check.faults.push_back(named(a) + ": " + in_mm(least) + ", expected 12.70 mm");
        }
        if (a.label.empty()) check.faults.push_back(a.id + ": has no label");
        for (std::size_t j = i + 1; j < targets.size(); ++j) {
            const auto& b = *targets[j];
            if (a.id == b.id) check.faults.push_back(named(a) + ": its id is used twice");
            const double gap = static_cast<double>(a.rect.gap_to(b.rect)) / metrics.px_per_mm;
            check.least_gap_mm = std::min(check.least_gap_mm, gap);
            if (a.rect.overlaps(b.rect)) {
                check.faults.push_back(named(a) + ": lies over " + named(b));
            } else if (gap < gap_mm - slack) {
                check.faults.push_back(named(a) + ": " + in_mm(gap) + " from " + named(b) +
                                       ", expected 2.54 mm");
            }
        }
    }
    const int top = tree.top_layer();
    for (const auto& node : tree.nodes()) {
        if (node.layer != top) continue;
        if (!node.rect.inside(whole, 0.5F)) check.faults.push_back(named(node) + ": off screen");
        const auto* all = node.whole_at.empty() ? nullptr : tree.find(node.whole_at);
        if (!node.whole_at.empty() && (all == nullptr || !all->target))
            check.faults.push_back(named(node) + ": is cut, and nothing leads to all of it");
        if (!node.fits) check.faults.push_back(named(node) + ": its text is not drawn whole");
    }
    return check;
}

}  // namespace tallystick::ui
