// Tells ThreadSanitizer what it cannot see: Swift's Mutex (Synchronization) takes and gives a lock that several threads want inside of the
// toolchain's library, which is not instrumented, so that what the lock protects looks like a race. The two slow paths are wrapped: an
// acquire after the lock is had, a release before it is given. Nothing is suppressed, and real races are still found.
// Loaded by deploy/sanitize.sh with LD_PRELOAD; in a program without the sanitizer it does nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF void *self __attribute__((swift_context))
// Synchronization._MutexHandle._lockSlow(UInt32) and ._unlockSlow(); the handle's address is its lock word's.
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

static void tell(const char *name, void *lock) {
    void (*call)(void *) = (void (*)(void *))dlsym(RTLD_DEFAULT, name);
    if (call) call(lock);
}

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK_SLOW);
SWIFT void lock_slow(uint32_t thread, SELF) {
    SWIFT void (*real)(uint32_t, SELF) = dlsym(RTLD_NEXT, LOCK_SLOW);
    real(thread, self);
    tell("__tsan_acquire", self);
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK_SLOW);
SWIFT void unlock_slow(SELF) {
    SWIFT void (*real)(SELF) = dlsym(RTLD_NEXT, UNLOCK_SLOW);
    tell("__tsan_release", self);
    real(self);
}
