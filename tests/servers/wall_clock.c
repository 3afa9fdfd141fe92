/* A wall clock that can be wrong: the clock of the machine, shifted, and at double speed on request.
 *
 * Preloaded into a process, which names the file with the shift in the environment. The monotonic clock and every
 * pause stay true. libfaketime 0.9 cannot do this: it breaks clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME), which is
 * Python's time.sleep. The file holds one number: the shift in nanoseconds, and in its lowest bit whether the clock
 * runs at double speed. It is read at every call, so a clock can be set while the process runs.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL

static const volatile int64_t truth = 0;
static const volatile int64_t *setting = &truth;

__attribute__((constructor)) static void open_setting(void)
{
    const char *path = getenv("TEST_WALL_CLOCK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    void *page = file < 0 ? MAP_FAILED : mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    if (page == MAP_FAILED)
        abort();
    close(file);
    setting = page;
}

static int64_t nanoseconds(const struct timespec *t) { return t->tv_sec * SECOND + t->tv_nsec; }

static struct timespec timespec_of(int64_t ns)
{
    return (struct timespec){.tv_sec = ns / SECOND, .tv_nsec = ns % SECOND};
}

int clock_gettime(clockid_t clock, struct timespec *t)
{
    int answer = syscall(SYS_clock_gettime, clock, t);
    if (answer == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t now = nanoseconds(t), shift = *setting;
        *t = timespec_of((shift & 1 ? 2 * now : now) + shift);
    }
    return answer;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    *t = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *t)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (t)
        *t = now.tv_sec;
    return now.tv_sec;
}

/* The kernel waits by its own clock for what was reckoned by this one. */
int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until)
{
    struct timespec wrong, right;
    clock_gettime(CLOCK_REALTIME, &wrong);
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &right);
    right = timespec_of(nanoseconds(&right) + nanoseconds(until) - nanoseconds(&wrong));
    return sem_clockwait(semaphore, CLOCK_REALTIME, &right);
}
