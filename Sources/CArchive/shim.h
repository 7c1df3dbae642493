#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stddef.h>

// libarchive turns names that the archive declares as UTF-8 into the charset of the thread's locale, and loses those that do not fit; a
// program that never calls setlocale has "C", which knows ASCII only. Each thread gets its own locale back, so that nothing else notices.

/// Lets the calling thread read and write names as UTF-8. Gives what carchive_end_utf8 takes.
static inline locale_t carchive_begin_utf8(void) {
    // One for the whole program, never freed; where two threads make it at once, one of the two is not used.
    static locale_t shared = (locale_t)0;
    locale_t utf8 = __atomic_load_n(&shared, __ATOMIC_ACQUIRE);
    if (!utf8) {
        utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
        if (!utf8) return (locale_t)0;
        locale_t none = (locale_t)0;
        if (!__atomic_compare_exchange_n(&shared, &none, utf8, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
            freelocale(utf8);
            utf8 = none;
        }
    }
    return uselocale(utf8);
}

/// Gives the thread the locale that it had.
static inline void carchive_end_utf8(locale_t before) {
    if (before) uselocale(before);
}
