// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_kiosk.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace tallystick::robots {

Recording::Recording() {
    SDL_AddEventWatch(&Recording::on_event, this);
}

Recording::~Recording() {
    SDL_DelEventWatch(&Recording::on_event, this);
}

// A key's way up ends what a person does at once; so does the Enter of a scanner, which has no way
// up in the robots' hands.
int Recording::on_event(void* self, SDL_Event* event) {
    auto& own = *static_cast<Recording*>(self);
    const bool text = event->type == SDL_TEXTINPUT;
    if (!text && event->type != SDL_KEYDOWN && event->type != SDL_KEYUP) return 1;
    if (own.m_complete) own.m_batches.emplace_back();
    own.m_batches.back().push_back(*event);
    own.m_complete = event->type == SDL_KEYUP || (event->type == SDL_KEYDOWN && own.m_typing);
    own.m_typing = text;
    return 1;
}

std::vector<Recording::Batch> Recording::take() {
    return std::exchange(m_batches, {});
}

RealKiosk::RealKiosk(const std::vector<std::string>& arguments) {
    std::array<int, 2> events{}, idle{};
    if (pipe(events.data()) != 0 || pipe(idle.data()) != 0) std::abort();
    m_child = fork();
    if (m_child == 0) {
        close(events[1]);
        close(idle[0]);
        const std::string pipes = std::to_string(events[0]) + " " + std::to_string(idle[1]);
        setenv("TALLYSTICK_HAND", pipes.c_str(), 1);
        setenv("LD_PRELOAD", TALLYSTICK_HAND, 1);
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        setenv("SDL_AUDIODRIVER", "dummy", 1);
        std::vector<char*> words{const_cast<char*>(TALLYSTICK_KIOSK)};
        for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        execv(TALLYSTICK_KIOSK, words.data());
        _exit(127);
    }
    close(events[0]);
    close(idle[1]);
    m_events_out = events[1];
    m_idle_in = idle[0];
}

RealKiosk::~RealKiosk() {
    close(m_events_out);
    close(m_idle_in);
    ::kill(m_child, SIGKILL);
    waitpid(m_child, nullptr, 0);
}

bool RealKiosk::wait_until_idle() {
    char said = 0;
    if (!m_idle) m_idle = read(m_idle_in, &said, 1) == 1;
    return m_idle;
}

bool RealKiosk::play(const std::vector<Recording::Batch>& batches) {
    for (const Recording::Batch& batch : batches) {
        if (!wait_until_idle()) return false;
        const auto count = static_cast<std::uint32_t>(batch.size());
        const std::size_t bytes = batch.size() * sizeof(SDL_Event);
        if (write(m_events_out, &count, sizeof count) != sizeof count ||
            write(m_events_out, batch.data(), bytes) != static_cast<ssize_t>(bytes))
            return false;
        m_idle = false;
    }
    return wait_until_idle();
}

ballot::Path RealKiosk::core(const ballot::Path& folder, const std::string& name) const {
    // -a: also what the kiosk asked the kernel to leave out of core files.
    const std::string start = folder / name;
    const std::string command =
        "gcore -a -o '" + start + "' " + std::to_string(m_child) + " >'" + start + ".log' 2>&1";
    if (std::system(command.c_str()) != 0) return {};
    return start + "." + std::to_string(m_child);
}

std::size_t count_in_file(const ballot::Path& file, std::string_view needle) {
    const int handle = open(file.c_str(), O_RDONLY);
    struct stat about {};
    if (handle < 0 || fstat(handle, &about) != 0) std::abort();
    const auto size = static_cast<std::size_t>(about.st_size);
    void* const bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, handle, 0);
    if (bytes == MAP_FAILED) std::abort();
    std::size_t found = 0;
    const char* at = static_cast<const char*>(bytes);
    const char* const end = at + size;
    while (true) {
        at = static_cast<const char*>(
            memmem(at, static_cast<std::size_t>(end - at), needle.data(), needle.size()));
        if (at == nullptr) break;
        ++found;
        ++at;
    }
    munmap(bytes, size);
    close(handle);
    return found;
}

}  // namespace tallystick::robots
