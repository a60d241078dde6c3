// Preloaded into tieout by the tests of faults: counts the calls that change files under one folder and does something
// to the N-th of them. The program itself knows nothing of it.
//
//   FAULT_ROOT    the folder; calls elsewhere are left alone
//   FAULT_AT      which call, from 1 on; 0 for none
//   FAULT_KIND    kill: SIGKILL before the call; tear: half of a write, then SIGKILL; TERM, INT: that signal, then the
//                 call; stall: waits before the call; otherwise the number of the error to fail with
//   FAULT_STAYS   1: all later calls fail too, as on a full disk
//   FAULT_READS   1: reads and openings for reading count too
//   FAULT_CANARY  dies of SIGSEGV when a file is read that holds this text: a bug that a fuzzer has to find
//   FAULT_LOG     a file that gets the name and path of each counted call
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long counted;
static long fault_at;
static int fault_error, fault_stays, fault_reads, log_file = -1;
static const char *root, *kind, *canary;
static size_t root_length;

__attribute__((constructor)) static void prepare(void) {
    root = getenv("FAULT_ROOT");
    if (!root) return;
    root_length = strlen(root);
    canary = getenv("FAULT_CANARY");
    kind = getenv("FAULT_KIND") ? getenv("FAULT_KIND") : "kill";
    fault_at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    fault_error = atoi(kind);
    fault_stays = getenv("FAULT_STAYS") != NULL;
    fault_reads = getenv("FAULT_READS") != NULL;
    const char *log = getenv("FAULT_LOG");
    if (log) log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_under_root(const char *path) { return root && path && strncmp(path, root, root_length) == 0; }

static int is_file_under_root(int file) {
    if (!root) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_under_root(path);
}

// What to do about a call: 0 let it be, 1 tear it, -1 fail it.
static int met(const char *call, const char *path) {
    long number = atomic_fetch_add(&counted, 1) + 1;
    if (log_file >= 0) {
        char line[4200];
        int length = snprintf(line, sizeof line, "%s %s\n", call, path ? path : "");
        syscall(SYS_write, log_file, line, length);
    }
    if (!fault_at || number < fault_at || (number > fault_at && !fault_stays)) return 0;
    if (fault_error) {
        errno = fault_error;
        return -1;
    }
    if (!strcmp(kind, "kill")) syscall(SYS_kill, getpid(), SIGKILL);
    if (!strcmp(kind, "tear")) return 1;
    if (!strcmp(kind, "TERM")) kill(getpid(), SIGTERM);
    if (!strcmp(kind, "INT")) kill(getpid(), SIGINT);
    if (!strcmp(kind, "stall")) {
        kill(getpid(), SIGTERM);
        sleep(60);
    }
    usleep(2000);
    return 0;
}

static const char *path_of(int file) {
    static _Thread_local char path[4096];
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    return path;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define DIE() syscall(SYS_kill, getpid(), SIGKILL)

#define ON_FILE(name, file) \
    if (is_file_under_root(file) && met(#name, path_of(file)) < 0) return -1;
#define ON_PATH(name, path) \
    if (is_under_root(path) && met(#name, path) < 0) return -1;

static int counts(int flags) { return fault_reads || (flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR)); }

#define OPENING(name) \
    int name(const char *path, int flags, ...) { \
        va_list list; \
        va_start(list, flags); \
        mode_t mode = va_arg(list, mode_t); \
        va_end(list); \
        if (counts(flags)) ON_PATH(name, path) \
        return NEXT(name)(path, flags, mode); \
    }
OPENING(open)
OPENING(open64)
#define OPENING_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        va_list list; \
        va_start(list, flags); \
        mode_t mode = va_arg(list, mode_t); \
        va_end(list); \
        if (counts(flags)) ON_PATH(name, path) \
        return NEXT(name)(folder, path, flags, mode); \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

#define WRITING(name, offset_type) \
    ssize_t name(int file, const void *bytes, size_t count, offset_type offset) { \
        if (is_file_under_root(file)) { \
            int what = met(#name, path_of(file)); \
            if (what < 0) return -1; \
            if (what > 0) { \
                NEXT(name)(file, bytes, count / 2, offset); \
                DIE(); \
            } \
        } \
        return NEXT(name)(file, bytes, count, offset); \
    }
WRITING(pwrite, off_t)
WRITING(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t count) {
    if (is_file_under_root(file)) {
        int what = met("write", path_of(file));
        if (what < 0) return -1;
        if (what > 0) {
            NEXT(write)(file, bytes, count / 2);
            DIE();
        }
    }
    return NEXT(write)(file, bytes, count);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    ON_FILE(writev, file)
    return NEXT(writev)(file, parts, count);
}

ssize_t read(int file, void *bytes, size_t count) {
    if (fault_reads) ON_FILE(read, file)
    ssize_t got = NEXT(read)(file, bytes, count);
    if (canary && got > 0 && is_file_under_root(file) && memmem(bytes, got, canary, strlen(canary)))
        syscall(SYS_kill, getpid(), SIGSEGV);
    return got;
}
ssize_t pread64(int file, void *bytes, size_t count, off64_t offset) {
    if (fault_reads) ON_FILE(pread64, file)
    return NEXT(pread64)(file, bytes, count, offset);
}

int fsync(int file) { ON_FILE(fsync, file) return NEXT(fsync)(file); }
int fdatasync(int file) { ON_FILE(fdatasync, file) return NEXT(fdatasync)(file); }
int ftruncate(int file, off_t size) { ON_FILE(ftruncate, file) return NEXT(ftruncate)(file, size); }
int ftruncate64(int file, off64_t size) { ON_FILE(ftruncate64, file) return NEXT(ftruncate64)(file, size); }
int rename(const char *from, const char *to) { ON_PATH(rename, to) return NEXT(rename)(from, to); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    ON_PATH(renameat2, to)
    return NEXT(renameat2)(a, from, b, to, flags);
}
int link(const char *from, const char *to) { ON_PATH(link, to) return NEXT(link)(from, to); }
int unlink(const char *path) { ON_PATH(unlink, path) return NEXT(unlink)(path); }
int rmdir(const char *path) { ON_PATH(rmdir, path) return NEXT(rmdir)(path); }
int mkdir(const char *path, mode_t mode) { ON_PATH(mkdir, path) return NEXT(mkdir)(path, mode); }
int symlink(const char *to, const char *path) { ON_PATH(symlink, path) return NEXT(symlink)(to, path); }
