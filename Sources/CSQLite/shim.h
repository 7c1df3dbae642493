#include <sqlite3.h>

// sqlite3_config takes a variable list of arguments, which Swift does not import. Without memory statistics SQLite takes no mutex for
// each allocation. Works before the library's first use only; later it changes nothing and says so.
static inline int copydesk_sqlite_without_memory_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
