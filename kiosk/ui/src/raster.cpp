// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/raster.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>

#include "raster_fill.h"

namespace tallystick::ui {

namespace {

constexpr int tile_size = 64;

std::int32_t to_fixed(float at) {
    // 16384 px either way: wider than any screen, and products of three stay within 64 bits.
    constexpr float bound = 16384.0F * sub_pixels;
    const float scaled = at * sub_pixels;
    if (!(scaled > -bound)) return static_cast<std::int32_t>(-bound);
    if (!(scaled < bound)) return static_cast<std::int32_t>(bound);
    return static_cast<std::int32_t>(scaled < 0 ? scaled - 0.5F : scaled + 0.5F);
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15U;
    return hash ^ (hash >> 29U);
}

std::uint64_t bits(float a, float b) {
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    std::memcpy(&x, &a, sizeof x);
    std::memcpy(&y, &b, sizeof y);
    return (static_cast<std::uint64_t>(x) << 32U) | y;
}

std::uint64_t pair(std::int32_t a, std::int32_t b) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32U) |
           static_cast<std::uint32_t>(b);
}

std::uint64_t hash_of(const Primitive& p, ImTextureID texture) {
    std::uint64_t hash =
        mix(static_cast<std::uint64_t>(p.kind) + 1U, reinterpret_cast<std::uintptr_t>(texture));
    hash = mix(hash, pair(p.bounds.x0, p.bounds.y0));
    hash = mix(hash, pair(p.bounds.x1, p.bounds.y1));
    for (const FixedVertex& v : p.v) {
        hash = mix(hash, pair(v.x, v.y));
        hash = mix(hash, v.colour);
        if (p.texture != nullptr) hash = mix(hash, bits(v.u, v.v));
    }
    return hash;
}

IntRect intersection(const IntRect& a, const IntRect& b) {
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

bool axis_aligned(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c,
                  const ImDrawVert& d) {
    return a.pos.x == d.pos.x && b.pos.x == c.pos.x && a.pos.y == b.pos.y && c.pos.y == d.pos.y &&
           a.uv.x == d.uv.x && b.uv.x == c.uv.x && a.uv.y == b.uv.y && c.uv.y == d.uv.y &&
           a.col == b.col && a.col == c.col && a.col == d.col;
}

// A texture drawn pixel for pixel, at whole pixels.
bool is_blit(const Primitive& p) {
    const auto whole = [](std::int32_t from, std::int32_t to, float t0, float t1, int size) {
        const float first = t0 * static_cast<float>(size);
        const float last = t1 * static_cast<float>(size);
        // Not true of what is no number, so that the conversion below is safe.
        if (!(first >= -0.01F && last >= first && last <= static_cast<float>(size) + 0.01F))
            return false;
        const float rounded = std::floor(first + 0.5F);
        return from % sub_pixels == 0 && to % sub_pixels == 0 &&
               std::abs(first - rounded) < 0.01F &&
               std::abs(last - first - static_cast<float>(to - from) / sub_pixels) < 0.01F;
    };
    return whole(p.v[0].x, p.v[1].x, p.v[0].u, p.v[1].u, p.texture->width) &&
           whole(p.v[0].y, p.v[1].y, p.v[0].v, p.v[1].v, p.texture->height);
}

// From v[0] and v[1], opposite corners in any order.
void make_rectangle(Primitive& p, const IntRect& clip) {
    if (p.v[1].x < p.v[0].x) {
        std::swap(p.v[0].x, p.v[1].x);
        std::swap(p.v[0].u, p.v[1].u);
    }
    if (p.v[1].y < p.v[0].y) {
        std::swap(p.v[0].y, p.v[1].y);
        std::swap(p.v[0].v, p.v[1].v);
    }
    p.v[2] = FixedVertex{};
    p.kind = p.texture == nullptr ? Primitive::Kind::fill
             : is_blit(p)         ? Primitive::Kind::blit
                                  : Primitive::Kind::stretch;
    p.bounds = intersection(
        {pixel_from(p.v[0].x), pixel_from(p.v[0].y), pixel_from(p.v[1].x), pixel_from(p.v[1].y)},
        clip);
}

void make_triangle(Primitive& p, const IntRect& clip) {
    constexpr ImU32 rgb = ~static_cast<ImU32>(IM_COL32_A_MASK);
    const ImU32 differ = (p.v[0].colour ^ p.v[1].colour) | (p.v[0].colour ^ p.v[2].colour);
    if (p.texture != nullptr || (differ & rgb) != 0)
        p.kind = Primitive::Kind::triangle;
    else
        p.kind = differ == 0 ? Primitive::Kind::flat_triangle : Primitive::Kind::fade_triangle;
    const auto [left, right] = std::minmax({p.v[0].x, p.v[1].x, p.v[2].x});
    const auto [top, bottom] = std::minmax({p.v[0].y, p.v[1].y, p.v[2].y});
    p.bounds = intersection(
        {pixel_from(left), pixel_from(top), pixel_from(right), pixel_from(bottom)}, clip);
}

}  // namespace

struct Raster::Work {
    struct Run {
        std::size_t tile_row;
        IntRect area;
    };

    const Textures& textures;
    std::vector<std::thread> helpers;

    Canvas canvas;
    ImU32 background = 0;
    bool remembered = false;
    int columns = 0;
    int rows = 0;
    std::vector<Primitive> primitives;
    std::vector<std::uint64_t> hashes;  // a tile each, of the frame being drawn
    std::vector<std::uint64_t> before;
    std::vector<std::vector<std::uint32_t>> row_primitives;
    std::vector<Run> runs;
    std::vector<IntRect> changed;

    std::mutex mutex;
    std::condition_variable start;
    std::condition_variable done;
    std::atomic<std::size_t> next_run = 0;
    std::uint64_t frame = 0;
    std::size_t busy = 0;
    bool leaving = false;

    [[nodiscard]] std::size_t tile_at(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(column);
    }
    explicit Work(const Textures& registry) : textures(registry) {}

    void collect(const ImDrawData& data);
    void collect_command(const ImDrawList& list, const ImDrawCmd& command, ImVec2 origin);
    void add(Primitive& primitive, ImTextureID texture);
    void find_runs();
    void help();
    void fill_runs();
    void fill_run(const Run& run);
};

void Raster::Work::add(Primitive& p, ImTextureID texture) {
    if (p.bounds.empty()) return;
    const std::uint64_t hash = hash_of(p, texture);
    for (int row = p.bounds.y0 / tile_size; row <= (p.bounds.y1 - 1) / tile_size; ++row) {
        for (int column = p.bounds.x0 / tile_size; column <= (p.bounds.x1 - 1) / tile_size;
             ++column) {
            std::uint64_t& tile = hashes[tile_at(row, column)];
            tile = mix(tile, hash);
        }
    }
    primitives.push_back(p);
}

void Raster::Work::collect_command(const ImDrawList& list, const ImDrawCmd& command,
                                   ImVec2 origin) {
    const ImTextureID id = command.TextureId;
    const Texture* texture = textures.find(id);
    if (id != nullptr && texture == nullptr) return;
    const IntRect clip = intersection({pixel_from(to_fixed(command.ClipRect.x - origin.x)),
                                       pixel_from(to_fixed(command.ClipRect.y - origin.y)),
                                       pixel_from(to_fixed(command.ClipRect.z - origin.x)),
                                       pixel_from(to_fixed(command.ClipRect.w - origin.y))},
                                      {0, 0, canvas.width, canvas.height});
    if (clip.empty()) return;
    const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawVert* vertex = list.VtxBuffer.Data + command.VtxOffset;
    const auto fixed = [&](const ImDrawVert& v) {
        return FixedVertex{to_fixed(v.pos.x - origin.x), to_fixed(v.pos.y - origin.y), v.col,
                           v.uv.x, v.uv.y};
    };
    Primitive p;
    p.texture = texture;
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        const ImDrawVert& a = vertex[index[i]];
        const ImDrawVert& b = vertex[index[i + 1]];
        const ImDrawVert& c = vertex[index[i + 2]];
        if (((a.col | b.col | c.col) & IM_COL32_A_MASK) == 0) continue;
        if (i + 5 < command.ElemCount && index[i + 3] == index[i] && index[i + 4] == index[i + 2] &&
            axis_aligned(a, b, c, vertex[index[i + 5]])) {
            i += 3;
            p.v[0] = fixed(a);
            p.v[1] = fixed(c);
            make_rectangle(p, clip);
            add(p, id);
            continue;
        }
        p.v[0] = fixed(a);
        p.v[1] = fixed(b);
        p.v[2] = fixed(c);
        make_triangle(p, clip);
        add(p, id);
    }
}

void Raster::Work::collect(const ImDrawData& data) {
    primitives.clear();
    std::fill(hashes.begin(), hashes.end(), std::uint64_t{1});
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.UserCallback == nullptr) collect_command(list, command, data.DisplayPos);
        }
    }
}

// Tiles that differ from the frame before, side by side ones as one; and who draws in their rows.
void Raster::Work::find_runs() {
    runs.clear();
    changed.clear();
    for (int row = 0; row < rows; ++row) {
        row_primitives[static_cast<std::size_t>(row)].clear();
        int from = -1;
        for (int column = 0; column <= columns; ++column) {
            const auto at = tile_at(row, column);
            const bool differs = column < columns && (!remembered || hashes[at] != before[at]);
            if (differs && from < 0) from = column;
            if (differs || from < 0) continue;
            runs.push_back(
                {static_cast<std::size_t>(row),
                 {from * tile_size, row * tile_size, std::min(column * tile_size, canvas.width),
                  std::min((row + 1) * tile_size, canvas.height)}});
            from = -1;
        }
    }
    std::vector<char> needed(static_cast<std::size_t>(rows), 0);
    for (const Run& run : runs) {
        needed[run.tile_row] = 1;
        // Rows changed at the same columns are one rectangle for the screen.
        const auto above = std::find_if(changed.rbegin(), changed.rend(), [&](const IntRect& r) {
            return r.x0 == run.area.x0 && r.x1 == run.area.x1 && r.y1 == run.area.y0;
        });
        if (above != changed.rend())
            above->y1 = run.area.y1;
        else
            changed.push_back(run.area);
    }
    if (runs.empty()) return;
    for (std::uint32_t i = 0; i < primitives.size(); ++i) {
        const IntRect& bounds = primitives[i].bounds;
        for (int row = bounds.y0 / tile_size; row <= (bounds.y1 - 1) / tile_size; ++row) {
            const auto at = static_cast<std::size_t>(row);
            if (needed[at] != 0) row_primitives[at].push_back(i);
        }
    }
}

void Raster::Work::fill_run(const Run& run) {
    const std::vector<std::uint32_t>& list = row_primitives[run.tile_row];
    // What lies under an opaque rectangle need not be drawn.
    std::size_t first = list.size();
    while (first > 0) {
        const Primitive& p = primitives[list[first - 1]];
        if (p.kind == Primitive::Kind::fill &&
            (p.v[0].colour & IM_COL32_A_MASK) == IM_COL32_A_MASK &&
            intersection(p.bounds, run.area) == run.area)
            break;
        --first;
    }
    if (first == 0)
        fill_rect(canvas, run.area, background);
    else
        --first;
    for (std::size_t i = first; i < list.size(); ++i)
        fill_primitive(primitives[list[i]], canvas, run.area);
}

void Raster::Work::fill_runs() {
    for (std::size_t i = next_run++; i < runs.size(); i = next_run++) fill_run(runs[i]);
}

void Raster::Work::help() {
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex);
    while (true) {
        start.wait(lock, [&] { return leaving || frame != seen; });
        if (leaving) return;
        seen = frame;
        lock.unlock();
        fill_runs();
        lock.lock();
        if (--busy == 0) done.notify_one();
    }
}

Raster::Raster(const Textures& textures, int threads) : m_work(std::make_unique<Work>(textures)) {
    for (int i = 1; i < threads; ++i)
        m_work->helpers.emplace_back([work = m_work.get()] { work->help(); });
}

Raster::~Raster() {
    {
        const std::lock_guard lock(m_work->mutex);
        m_work->leaving = true;
    }
    m_work->start.notify_all();
    for (std::thread& helper : m_work->helpers) helper.join();
}

void Raster::forget() {
    m_work->remembered = false;
}

const std::vector<IntRect>& Raster::draw(const ImDrawData& data, const Canvas& canvas,
                                         ImU32 background) {
    Work& work = *m_work;
    const bool same_canvas =
        work.canvas.pixels == canvas.pixels && work.canvas.width == canvas.width &&
        work.canvas.height == canvas.height && work.canvas.stride == canvas.stride;
    background |= IM_COL32_A_MASK;
    if (!same_canvas || work.background != background) work.remembered = false;
    work.canvas = canvas;
    work.background = background;
    work.columns = (canvas.width + tile_size - 1) / tile_size;
    work.rows = (canvas.height + tile_size - 1) / tile_size;
    const auto tiles = static_cast<std::size_t>(work.columns) * static_cast<std::size_t>(work.rows);
    work.hashes.resize(tiles);
    work.before.resize(tiles);
    work.row_primitives.resize(static_cast<std::size_t>(work.rows));

    work.collect(data);
    work.find_runs();
    work.next_run = 0;
    // One small region is drawn sooner than another thread wakes up.
    const bool alone = work.helpers.empty() || work.runs.size() < 3;
    if (!alone) {
        const std::lock_guard lock(work.mutex);
        ++work.frame;
        work.busy = work.helpers.size();
        work.start.notify_all();
    }
    work.fill_runs();
    if (!alone) {
        std::unique_lock lock(work.mutex);
        work.done.wait(lock, [&] { return work.busy == 0; });
    }
    work.before.swap(work.hashes);
    work.remembered = true;
    return work.changed;
}

}  // namespace tallystick::ui
