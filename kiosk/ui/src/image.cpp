// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/image.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>

#include "image_scale.h"

namespace tallystick::ui {

namespace {

using Key = std::tuple<std::string, int, int, int, int, ImU32>;

Key key_of(const std::string& path, const PictureStyle& style) {
    return {
        path,        style.width, style.height, static_cast<int>(style.fit), style.corner_radius,
        style.accent};
}

struct Entry {
    Picture picture;
    std::uint64_t used = 0;
    std::size_t bytes = 0;
};

struct Job {
    std::string path;
    PictureStyle style;
    ScaledImage image;  // empty: refused, see problem
    std::string problem;
};

void work_on(Job& job, const ImageLimits& limits) {
    // Twice what will be seen, for the filter to work on.
    const int enough = 2 * std::max(job.style.width, job.style.height);
    const std::optional<DecodedImage> image = read_image(job.path, limits, enough, job.problem);
    if (image) job.image = fitted(*image, job.style);
}

// One thread that decodes what was asked for last first: that is what is on the screen.
class Decoder {
public:
    Decoder(const ImageLimits& limits, std::function<void()> wake)
        : m_limits(limits), m_wake(std::move(wake)), m_thread([this] { decode(); }) {}
    ~Decoder() {
        {
            const std::lock_guard lock(m_mutex);
            m_leaving = true;
        }
        m_asked.notify_one();
        m_thread.join();
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    void ask(Job job) {
        {
            const std::lock_guard lock(m_mutex);
            m_wanted.push_back(std::move(job));
        }
        m_asked.notify_one();
    }
    [[nodiscard]] std::vector<Job> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_ready, {});
    }

private:
    void decode() {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_asked.wait(lock, [&] { return m_leaving || !m_wanted.empty(); });
            if (m_leaving) return;
            Job job = std::move(m_wanted.back());
            m_wanted.pop_back();
            lock.unlock();
            work_on(job, m_limits);
            lock.lock();
            m_ready.push_back(std::move(job));
            if (!m_leaving) m_wake();
        }
    }

    ImageLimits m_limits;
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::condition_variable m_asked;
    std::vector<Job> m_wanted;
    std::vector<Job> m_ready;
    bool m_leaving = false;
    std::thread m_thread;
};

}  // namespace

struct Pictures::State {
    Textures& textures;
    std::size_t cache_bytes;
    ImageLimits limits;
    std::unique_ptr<Decoder> decoder;
    std::map<Key, Entry> cache;
    std::map<std::string, std::string> problems;
    std::size_t bytes = 0;
    std::uint64_t frame = 1;

    void show(Entry& entry, ScaledImage image);
    void finish(Entry& entry, Job job);
    void drop(Entry& entry);
};

void Pictures::State::drop(Entry& entry) {
    bytes -= std::exchange(entry.bytes, 0);
    textures.remove(std::exchange(entry.picture.texture, nullptr));
}

void Pictures::State::show(Entry& entry, ScaledImage image) {
    drop(entry);
    entry.picture.width = image.width;
    entry.picture.height = image.height;
    entry.bytes = image.rgba.size();
    entry.picture.texture = textures.add_rgba(image.width, image.height, std::move(image.rgba));
    bytes += entry.bytes;
}

void Pictures::State::finish(Entry& entry, Job job) {
    entry.picture.pending = false;
    entry.picture.fallback = job.image.rgba.empty();
    if (entry.picture.fallback) {
        problems[job.path] = job.problem;
        if (entry.picture.texture == nullptr) show(entry, draw_fallback(job.style));
    } else {
        show(entry, std::move(job.image));
    }
}

Pictures::Pictures(Textures& textures, std::size_t cache_bytes, const ImageLimits& limits,
                   std::function<void()> wake)
    : m_state(new State{textures, cache_bytes, limits, nullptr, {}, {}}) {
    if (wake) m_state->decoder = std::make_unique<Decoder>(limits, std::move(wake));
}

Pictures::~Pictures() {
    m_state->decoder.reset();
    for (auto& [key, entry] : m_state->cache) m_state->drop(entry);
}

Picture Pictures::get(const std::string& path, const PictureStyle& style) {
    if (style.width <= 0 || style.height <= 0) return {};
    State& state = *m_state;
    if (state.decoder != nullptr) {
        for (Job& job : state.decoder->take()) {
            const auto found = state.cache.find(key_of(job.path, job.style));
            if (found != state.cache.end()) state.finish(found->second, std::move(job));
        }
    }
    Entry& entry = state.cache[key_of(path, style)];
    entry.used = state.frame;
    if (entry.picture.texture != nullptr) return entry.picture;
    Job job{path, style, {}, {}};
    const auto refused = state.problems.find(path);
    if (refused != state.problems.end()) {
        // A file that was refused once is not read again at each size.
        job.problem = refused->second;
        state.finish(entry, std::move(job));
    } else if (state.decoder != nullptr) {
        entry.picture.pending = true;
        entry.picture.fallback = true;
        state.show(entry, draw_fallback(style));
        state.decoder->ask(std::move(job));
    } else {
        work_on(job, state.limits);
        state.finish(entry, std::move(job));
    }
    return entry.picture;
}

Picture Pictures::draw(ImDrawList& list, float x, float y, const std::string& path,
                       const PictureStyle& style) {
    const Picture picture = get(path, style);
    if (picture.texture == nullptr) return picture;
    const ImVec2 min(std::floor(x + 0.5F), std::floor(y + 0.5F));
    list.AddImage(picture.texture, min,
                  ImVec2(min.x + static_cast<float>(picture.width),
                         min.y + static_cast<float>(picture.height)));
    return picture;
}

std::string Pictures::problem_of(const std::string& path) const {
    const auto found = m_state->problems.find(path);
    return found == m_state->problems.end() ? std::string() : found->second;
}

void Pictures::end_frame() {
    State& state = *m_state;
    const std::uint64_t now = state.frame++;
    while (state.bytes > state.cache_bytes) {
        const auto oldest = std::min_element(
            state.cache.begin(), state.cache.end(),
            [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
        if (oldest == state.cache.end() || oldest->second.used == now) return;
        state.drop(oldest->second);
        state.cache.erase(oldest);
    }
}

std::size_t Pictures::cached_bytes() const {
    return m_state->bytes;
}

}  // namespace tallystick::ui
