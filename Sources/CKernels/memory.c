// Whether there is memory enough to start, asked before OpenBLAS is loaded: where a limit keeps it from its buffers, it asks for them
// for ever, already in its constructor, before any line of Swift.
#ifdef __linux__
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// Megabytes, measured by trying out limits for `generate --count 1` with one thread of BLAS and with two: libraries and program, and
// what a thread takes (a heap of its own, a stack, BLAS's buffer).
enum { SPACE_BASE = 150, DATA_BASE = 30, OF_A_THREAD = 135 };

static long number_in(char **environment, const char *name) {
  size_t length = strlen(name);
  for (char **entry = environment; *entry; entry++)
    if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=') return atol(*entry + length + 1);
  return 0;
}

// As OpenBLAS counts them.
static long blas_threads(char **environment) {
  cpu_set_t processors;
  long count = sched_getaffinity(0, sizeof processors, &processors) == 0 ? CPU_COUNT(&processors) : sysconf(_SC_NPROCESSORS_ONLN);
  const char *const names[] = {"OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    long wanted = number_in(environment, names[i]);
    if (wanted > 0) return wanted < count ? wanted : count;
  }
  return count > 0 ? count : 1;
}

static void check_limit(int resource, const char *what, const char *option, long base, long threads) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  long needed = (base + OF_A_THREAD * threads) * 1000, least = (base + OF_A_THREAD) * 1000;
  if (limit.rlim_cur / 1024 >= (rlim_t)needed) return;
  char text[600], remedy[120] = "";
  if (threads > 1) snprintf(remedy, sizeof remedy, ", or set OPENBLAS_NUM_THREADS=1, with which %ld do", least);
  int length = snprintf(
      text, sizeof text,
      "Error: there is too little memory to start: the limit of %s ('ulimit %s') is %llu kB, and with %ld thread%s of BLAS at "
      "least %ld kB are needed; raise it%s\n",
      what, option, (unsigned long long)(limit.rlim_cur / 1024), threads, threads == 1 ? "" : "s", needed, remedy);
  ssize_t ignored = write(STDERR_FILENO, text, (size_t)length);
  (void)ignored;
  _exit(1);
}

static void check_memory(int count, char **arguments, char **environment) {
  (void)count;
  (void)arguments;
  long threads = blas_threads(environment);
  check_limit(RLIMIT_AS, "address space", "-v", SPACE_BASE, threads);
  check_limit(RLIMIT_DATA, "data", "-d", DATA_BASE, threads);
}

// What stands in this section runs before the constructors of any library.
__attribute__((section(".preinit_array"), used)) static void (*const check_memory_first)(int, char **, char **) = check_memory;
#endif
