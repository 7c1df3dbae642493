// Linux calls that Glibc does not show to Swift because _GNU_SOURCE is off there. Each gives 0 (or a descriptor) or -errno.
#pragma once

#include <dirent.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/types.h>

/// renameat2 with RENAME_NOREPLACE: -EEXIST instead of ever overwriting. -EINVAL where the file system does not know it (some FUSE).
int clinux_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to);

/// F_SETLEASE F_RDLCK: 0 = nobody has the file open for writing or mapped writable; -EAGAIN = somebody has;
/// -EACCES or -EINVAL = no lease to be had here. The lease ends with the descriptor.
int clinux_take_read_lease(int fd);

/// F_SETLEASE F_UNLCK.
int clinux_end_lease(int fd);

/// Writes everything of the file system that holds fd to the disk.
int clinux_syncfs(int fd);

/// The next entry of a folder other than "." and "..": its name, or NULL with *error 0 at the end, else errno.
/// *type is one of DT_*; *offset is what clinux_seek takes to go on after this entry.
const char *clinux_next_entry(DIR *stream, size_t *length, unsigned char *type, long *offset, int *error);

/// Goes on reading after the entry that gave this offset.
void clinux_seek(DIR *stream, long offset);

/// fstatfs: *type becomes the file system's f_type.
int clinux_filesystem_type(int fd, unsigned long *type);

/// The words for an errno, never NULL.
const char *clinux_error_text(int code);

/// pipe2 with O_CLOEXEC.
int clinux_pipe(int ends[2]);

/// Closes everything from `lowest` up in the child that is to be spawned.
int clinux_close_from(posix_spawn_file_actions_t *actions, int lowest);

/// What a child process may take, set by prlimit once it runs: seconds of CPU, bytes of address space; no files written, no core, few descriptors.
int clinux_limit_child(pid_t process, unsigned long cpu_seconds, unsigned long memory_bytes);
