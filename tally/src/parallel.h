// SPDX-License-Identifier: GPL-3.0-or-later
// Work shared by threads, results handed over in order: what comes out does not depend on how many
// threads there are.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tallystick::tally {

// produce(i) runs on `threads` threads for i in [0, count); consume(i, result) on the caller's,
// in order of i. At most `threads` + 1 results wait at any time.
template <typename Produce, typename Consume>
void parallel_in_order(std::size_t count, unsigned threads, const Produce& produce,
                       const Consume& consume) {
    using Made = decltype(produce(std::size_t{0}));
    if (threads <= 1 || count <= 1) {
        for (std::size_t at = 0; at < count; ++at) consume(at, produce(at));
        return;
    }
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::size_t, Made> ready;
    std::size_t next = 0;
    std::size_t taken = 0;
    const auto work = [&] {
        while (true) {
            std::size_t mine = 0;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return next >= count || next <= taken + threads; });
                if (next >= count) return;
                mine = next++;
            }
            Made made = produce(mine);
            const std::lock_guard lock(mutex);
            ready.emplace(mine, std::move(made));
            changed.notify_all();
        }
    };
    std::vector<std::thread> workers;
    for (unsigned at = 0; at < threads; ++at) workers.emplace_back(work);
    for (std::size_t at = 0; at < count; ++at) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return ready.contains(at); });
        Made made = std::move(ready.extract(at).mapped());
        taken = at + 1;
        lock.unlock();
        changed.notify_all();
        consume(at, std::move(made));
    }
    for (auto& worker : workers) worker.join();
}

}  // namespace tallystick::tally
