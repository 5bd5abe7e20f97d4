// SPDX-License-Identifier: GPL-3.0-or-later
// In the voting program freed memory is zeros. What a voter chose passes through strings, maps,
// fonts, speech and SQLite, of ours and of others; whoever takes the memory of a kiosk afterwards,
// by a core file, by swap or by cold, finds in it only what is still in use. docs/THREAT_MODEL.md.
//
// The C library's own allocator stays; only what gives memory back is replaced, and every library
// of the program calls these. Any thread. Sanitizers bring their own, and keep it.
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <malloc.h>

#if !defined(__GLIBC__)
#error "another C library needs its own way to wipe what is freed"
#endif

// The C library's own name for its own.
extern "C" void __libc_free(void* memory);  // NOLINT(bugprone-reserved-identifier)

extern "C" void free(void* memory) {
    if (memory == nullptr) return;
    explicit_bzero(memory, malloc_usable_size(memory));
    __libc_free(memory);
}

// Always to another place: the C library would leave the old bytes where they were, or behind the
// new end.
extern "C" void* realloc(void* memory, std::size_t size) {
    if (memory == nullptr) return std::malloc(size);
    if (size == 0) {
        free(memory);
        return nullptr;
    }
    void* const place = std::malloc(size);
    if (place == nullptr) return nullptr;
    const std::size_t old = malloc_usable_size(memory);
    std::memcpy(place, memory, old < size ? old : size);
    free(memory);
    return place;
}
