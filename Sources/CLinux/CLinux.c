#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <unistd.h>

int clinux_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to) {
    return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE) == 0 ? 0 : -errno;
}

int clinux_take_read_lease(int fd) { return fcntl(fd, F_SETLEASE, F_RDLCK) == 0 ? 0 : -errno; }

int clinux_end_lease(int fd) { return fcntl(fd, F_SETLEASE, F_UNLCK) == 0 ? 0 : -errno; }

int clinux_syncfs(int fd) { return syncfs(fd) == 0 ? 0 : -errno; }

const char *clinux_next_entry(DIR *stream, size_t *length, unsigned char *type, long *offset, int *error) {
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(stream);
        if (entry == NULL) {
            *error = errno;
            return NULL;
        }
        const char *name = entry->d_name;
        if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0))) continue;
        *error = 0;
        *length = strlen(name);
        *type = entry->d_type;
        *offset = entry->d_off;
        return name;
    }
}

void clinux_seek(DIR *stream, long offset) { seekdir(stream, offset); }

int clinux_filesystem_type(int fd, unsigned long *type) {
    struct statfs status;
    if (fstatfs(fd, &status) != 0) return -errno;
    *type = (unsigned long)status.f_type;
    return 0;
}

const char *clinux_error_text(int code) {
    const char *text = strerrordesc_np(code);
    return text != NULL ? text : "unknown error";
}

int clinux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : -errno; }

int clinux_close_from(posix_spawn_file_actions_t *actions, int lowest) {
    return -posix_spawn_file_actions_addclosefrom_np(actions, lowest);
}

int clinux_limit_child(pid_t process, unsigned long cpu_seconds, unsigned long memory_bytes) {
    const struct {
        int resource;
        unsigned long value;
    } limits[] = {
        {RLIMIT_CPU, cpu_seconds}, {RLIMIT_AS, memory_bytes}, {RLIMIT_FSIZE, 0}, {RLIMIT_CORE, 0}, {RLIMIT_NOFILE, 64},
    };
    int result = 0;
    for (size_t index = 0; index < sizeof limits / sizeof limits[0]; index++) {
        const struct rlimit limit = {limits[index].value, limits[index].value};
        if (prlimit(process, limits[index].resource, &limit, NULL) != 0) result = -errno;
    }
    return result;
}
