/* Stands between a program and its disk: writes down everything that changes files below a folder, and
   refuses what it is told to refuse. Preloaded; see shim.py for the form of the record. Linux only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPENED = 1, WRITTEN, CUT, SYNCED, REMOVED, RENAMED };
enum { ONCE, FROM_THEN_ON, SHORT };
enum { NOT_OURS, A_FILE, A_FOLDER };
#define MOST 4096

struct line { uint32_t what; int32_t file; int64_t at; int64_t length; };

static pthread_mutex_t turn = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[MOST];
static int record = -1;
static char ours[65536];

static struct { long k; int mode, error; } armed_write, armed_sync;
static long writes, syncs;

#define REAL(name) ({ static typeof(&name) real; if (!real) real = (typeof(&name))dlsym(RTLD_NEXT, #name); real; })

/* what the tests call */

void torture_begin(const char *folder, const char *record_file) {
    pthread_mutex_lock(&turn);
    strncpy(root, folder, MOST - 1);
    record = record_file[0] ? (int)syscall(SYS_openat, AT_FDCWD, record_file, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    memset(ours, NOT_OURS, sizeof ours);
    writes = syncs = 0;
    armed_write.k = armed_sync.k = 0;
    pthread_mutex_unlock(&turn);
}

void torture_end(void) {
    pthread_mutex_lock(&turn);
    root[0] = 0;
    if (record >= 0) syscall(SYS_close, record);
    record = -1;
    pthread_mutex_unlock(&turn);
}

void torture_refuse_write(long k, int mode, int error) { armed_write.k = k; armed_write.mode = mode; armed_write.error = error; }
void torture_refuse_sync(long k, int mode, int error) { armed_sync.k = k; armed_sync.mode = mode; armed_sync.error = error; }
long torture_writes(void) { return writes; }
long torture_syncs(void) { return syncs; }

/* the record */

static void note(uint32_t what, int file, int64_t at, const void *data, int64_t length) {
    if (record < 0) return;
    struct line line = { what, file, at, length };
    struct iovec parts[2] = { { &line, sizeof line }, { (void *)data, data ? (size_t)length : 0 } };
    if (syscall(SYS_writev, record, parts, 2) < 0) abort();
}

static int is_below(const char *path) {
    size_t length = strlen(root);
    return length && strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int kind_of(int fd) { return fd >= 0 && fd < (int)sizeof ours ? ours[fd] : NOT_OURS; }

static int opened(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= (int)sizeof ours) return fd;
    struct stat about;
    ours[fd] = NOT_OURS;
    if (is_below(path) && fstat(fd, &about) == 0) {
        ours[fd] = S_ISDIR(about.st_mode) ? A_FOLDER : A_FILE;
        note(OPENED, fd, flags & O_TRUNC ? 1 : 0, path, (int64_t)strlen(path));
    }
    return fd;
}

/* whether this one is refused; a refused write may still take a part */
static int refused(int is_write) {
    long now = is_write ? ++writes : ++syncs;
    long k = is_write ? armed_write.k : armed_sync.k;
    int mode = is_write ? armed_write.mode : armed_sync.mode;
    return k && (mode == FROM_THEN_ON ? now >= k : now == k);
}

static ssize_t written(int fd, const void *data, size_t length, off64_t at, int has_place) {
    if (kind_of(fd) != A_FILE)
        return has_place ? syscall(SYS_pwrite64, fd, data, length, at) : syscall(SYS_write, fd, data, length);
    pthread_mutex_lock(&turn);
    if (refused(1)) {
        if (armed_write.mode == SHORT && length > 1) length /= 2;
        else { pthread_mutex_unlock(&turn); errno = armed_write.error; return -1; }
    }
    int64_t place = has_place ? at : (int64_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
    ssize_t done = has_place ? syscall(SYS_pwrite64, fd, data, length, at) : syscall(SYS_write, fd, data, length);
    if (done > 0) note(WRITTEN, fd, place, data, done);
    pthread_mutex_unlock(&turn);
    return done;
}

static int cut(int fd, off64_t length) {
    pthread_mutex_lock(&turn);
    int done = (int)syscall(SYS_ftruncate, fd, length);
    if (done == 0 && kind_of(fd) == A_FILE) note(CUT, fd, 0, NULL, length);
    pthread_mutex_unlock(&turn);
    return done;
}

static int synced(int fd, long call) {
    if (kind_of(fd) == NOT_OURS) return (int)syscall(call, fd);
    pthread_mutex_lock(&turn);
    int done = 0;
    if (refused(0)) { errno = armed_sync.error; done = -1; }
    else { note(SYNCED, fd, 0, NULL, 0); done = 0; } /* nothing is ever really cut off here */
    pthread_mutex_unlock(&turn);
    return done;
}

/* what the program calls */

#define OPENS(name, type) \
    int name(const char *path, int flags, ...) { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        pthread_mutex_lock(&turn); int fd = opened(REAL(name)(path, flags, mode), path, flags); \
        pthread_mutex_unlock(&turn); return fd; }
OPENS(open, int)
OPENS(open64, int)

#define OPENS_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        pthread_mutex_lock(&turn); int fd = opened(REAL(name)(folder, path, flags, mode), path, flags); \
        pthread_mutex_unlock(&turn); return fd; }
OPENS_AT(openat)
OPENS_AT(openat64)

int close(int fd) {
    if (fd >= 0 && fd < (int)sizeof ours) ours[fd] = NOT_OURS;
    return (int)syscall(SYS_close, fd);
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return written(fd, data, length, at, 1); }
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int unlink(const char *path) {
    pthread_mutex_lock(&turn);
    int done = REAL(unlink)(path);
    if (done == 0 && is_below(path)) note(REMOVED, -1, 0, path, (int64_t)strlen(path));
    pthread_mutex_unlock(&turn);
    return done;
}

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&turn);
    int done = REAL(rename)(from, to);
    if (done == 0 && is_below(to)) {
        char both[2 * MOST];
        size_t first = strlen(from), second = strlen(to);
        memcpy(both, from, first + 1);
        memcpy(both + first + 1, to, second);
        note(RENAMED, -1, 0, both, (int64_t)(first + 1 + second));
    }
    pthread_mutex_unlock(&turn);
    return done;
}
