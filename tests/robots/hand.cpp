// SPDX-License-Identifier: GPL-3.0-or-later
// A hand for the real voting program, preloaded into it by tests: whenever the kiosk would sleep
// until somebody touches it, the hand says so on one pipe and waits for the next SDL events on
// another. So the program that is looked at is the one that residents use, and nothing is timed:
// its clock goes on by a second with each press, as a person would look first. TALLYSTICK_HAND="<fd
// to read events from> <fd to say 'i', idle, on>".
#include <SDL.h>
#include <dlfcn.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

int events_in = -1;
int idle_out = -1;
time_t looked_s = 0;

bool read_all(void* to, std::size_t size) {
    auto* at = static_cast<char*>(to);
    while (size > 0) {
        const ssize_t got = read(events_in, at, size);
        if (got <= 0) return false;
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

void take_events() {
    const char idle = 'i';
    if (write(idle_out, &idle, 1) != 1) _exit(3);
    std::uint32_t count = 0;
    if (!read_all(&count, sizeof count)) _exit(3);
    ++looked_s;
    for (; count > 0; --count) {
        SDL_Event event;
        if (!read_all(&event, sizeof event)) _exit(3);
        SDL_PushEvent(&event);
        // What was typed is the kiosk's to forget, not ours.
        explicit_bzero(&event, sizeof event);
    }
}

__attribute__((constructor)) void open_hand() {
    const char* pipes = std::getenv("TALLYSTICK_HAND");
    if (pipes != nullptr) std::sscanf(pipes, "%d %d", &events_in, &idle_out);
    // Where the kernel lets a debugger look at its own children only.
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
}

}  // namespace

extern "C" int SDL_WaitEventTimeout(SDL_Event* event, int timeout) {
    using Wait = int (*)(SDL_Event*, int);
    static const auto wait = reinterpret_cast<Wait>(dlsym(RTLD_NEXT, "SDL_WaitEventTimeout"));
    if (events_in >= 0 && timeout != 0 && SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_FALSE)
        take_events();
    return wait(event, timeout);
}

extern "C" int clock_gettime(clockid_t clock, timespec* now) noexcept {
    using Call = int (*)(clockid_t, timespec*);
    static const auto call = reinterpret_cast<Call>(dlsym(RTLD_NEXT, "clock_gettime"));
    const int failed = call(clock, now);
    if (clock == CLOCK_MONOTONIC) now->tv_sec += looked_s;
    return failed;
}

// The kiosk forbids core dumps; a test has to take one to see what would be in it.
extern "C" int prctl(int option, ...) {
    using Call = int (*)(int, unsigned long, unsigned long, unsigned long, unsigned long);
    static const auto call = reinterpret_cast<Call>(dlsym(RTLD_NEXT, "prctl"));
    va_list rest;
    va_start(rest, option);
    unsigned long values[4] = {};
    for (unsigned long& value : values) value = va_arg(rest, unsigned long);
    va_end(rest);
    if (option == PR_SET_DUMPABLE) return 0;
    return call(option, values[0], values[1], values[2], values[3]);
}
