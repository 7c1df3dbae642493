#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
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
