// What Swift needs of ncursesw and of signals, where it cannot reach by itself: ncurses' mutable globals and
// macros (refused by Swift 6, or not importable), variadic and wide-cell calls, and handlers that may run at any
// instant and therefore must not touch Swift.
#ifndef DNAG_CNCURSES_SHIM_H
#define DNAG_CNCURSES_SHIM_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
// `bool` and macros such as `timeout` or `move` would leak into every importer.
#ifndef NCURSES_NOMACROS
#define NCURSES_NOMACROS 1
#endif

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// From term.h, whose macros (`lines`, `columns`, …) would trample on every other header.
int setupterm(NCURSES_CONST char *, int, int *);

// MARK: Screen

static inline int dnag_screen_columns(void) { return COLS; }
static inline int dnag_screen_rows(void) { return LINES; }
static inline WINDOW *dnag_current_screen(void) { return curscr; }
static inline int dnag_color_count(void) { return COLORS; }
static inline int dnag_pair_count(void) { return COLOR_PAIRS; }

static inline int dnag_is_utf8(void) {
    const char *set = nl_langinfo(CODESET);
    return set != NULL && (strcmp(set, "UTF-8") == 0 || strcmp(set, "utf8") == 0);
}

/// Takes the character set from the environment. Only LC_CTYPE: numbers keep their decimal point. A locale may be set without being
/// installed, as in containers; then another with all characters is taken, if they are wanted.
/// Returns whether ncurses can write every character now.
static inline int dnag_adopt_locale(int wants_all) {
    setlocale(LC_CTYPE, "");
    static const char *const others[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
    for (size_t i = 0; wants_all && !dnag_is_utf8() && i < sizeof others / sizeof *others; i++) setlocale(LC_CTYPE, others[i]);
    return dnag_is_utf8();
}

/// Raw keys without echo, a hidden cursor, no scrolling, and cells painted by us alone.
static inline void dnag_prepare_screen(void) {
    raw();
    noecho();
    nonl();
    curs_set(0);
    leaveok(stdscr, TRUE);
    scrollok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    // Until a screen has been left once, ncurses takes it for one that only low-level functions use, and writes to the terminal after
    // every move of the cursor: a hundred times a frame. Left and taken up again it writes a frame at a time.
    endwin();
    doupdate();
}

/// Marks everything on the terminal as unknown, so the next update repaints it.
static inline void dnag_forget_screen(void) {
    erase();
    clearok(curscr, TRUE);
}

static inline void dnag_update_screen(void) {
    wnoutrefresh(stdscr);
    doupdate();
}

enum {
    DNAG_BOLD = 1, DNAG_DIM = 2, DNAG_ITALIC = 4, DNAG_UNDERLINE = 8, DNAG_REVERSE = 16
};

/// Writes one cell: a character, up to two combining marks (0: none), the bits above, an extended colour pair.
static inline void dnag_put_cell(
    int row, int column, uint32_t base, uint32_t mark1, uint32_t mark2, int bits, int pair
) {
    wchar_t text[4] = {(wchar_t)base, (wchar_t)mark1, 0, 0};
    if (mark1) text[2] = (wchar_t)mark2;
    attr_t attributes = A_NORMAL;
    if (bits & DNAG_BOLD) attributes |= WA_BOLD;
    if (bits & DNAG_DIM) attributes |= WA_DIM;
#ifdef WA_ITALIC
    if (bits & DNAG_ITALIC) attributes |= WA_ITALIC;
#endif
    if (bits & DNAG_UNDERLINE) attributes |= WA_UNDERLINE;
    if (bits & DNAG_REVERSE) attributes |= WA_REVERSE;
    cchar_t cell;
    // The short is ignored when the last argument points to an int: the extended pair.
    if (setcchar(&cell, text, attributes, (short)(pair & 0x7fff), &pair) == OK) {
        // At the lower right corner this reports an error after having written the cell, as it cannot move on.
        mvadd_wch(row, column, &cell);
    }
}

/// Columns the C library (and so ncurses) gives a character: −1 when it cannot be printed.
static inline int dnag_libc_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

/// A string capability of the current terminal, or NULL where it has none.
static inline const char *dnag_terminal_string(const char *name) {
    char *found = tigetstr((char *)name);
    return (found == NULL || found == (char *)-1) ? NULL : found;
}

static inline int dnag_window_size(int descriptor, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 0;
}

// MARK: Signals
//
// The only mutable global of the program. A signal handler takes no argument of ours, so what it needs must stand
// at a fixed address; it lives here, in C, because a handler may interrupt Swift anywhere. It is weak, not static:
// a header's static would exist once in every object file that Swift's optimiser inlines these functions into, and
// the copy that is armed would not be the one that is asked; weak definitions are merged into one by the linker.

#define DNAG_RESTORE_CAPACITY 512
#define DNAG_SIGNAL_LIMIT 65

struct dnag_guard {
    volatile sig_atomic_t armed;        // the terminal is in our hands and must be given back
    int output;                         // descriptor the reset sequence goes to
    int pipe_end;                       // where noted signals are written, one byte each
    struct termios saved;               // the modes found at the start
    char restore[DNAG_RESTORE_CAPACITY];
    int restore_length;
    struct sigaction previous[DNAG_SIGNAL_LIMIT];
    char replaced[DNAG_SIGNAL_LIMIT];
    char exit_registered;
    // A stack overflow leaves no stack to run the handler on. Aligned as stacks are.
    char crash_stack[65536] __attribute__((aligned(16)));
};

__attribute__((weak)) struct dnag_guard dnag_the_guard = {.output = -1, .pipe_end = -1};

/// Gives the terminal back. Only async-signal-safe calls.
static inline void dnag_guard_restore(void) {
    if (!dnag_the_guard.armed) return;
    dnag_the_guard.armed = 0;
    const char *next = dnag_the_guard.restore;
    int left = dnag_the_guard.restore_length;
    while (left > 0) {
        ssize_t written = write(dnag_the_guard.output, next, (size_t)left);
        if (written <= 0) break;
        next += written;
        left -= (int)written;
    }
    // A background process would be stopped by SIGTTOU here, with the terminal half restored.
    sigset_t blocked, before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    tcsetattr(dnag_the_guard.output, TCSANOW, &dnag_the_guard.saved);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/// Passes a signal on to the event loop.
static inline void dnag_note_signal(int signal) {
    int kept = errno;
    unsigned char byte = (unsigned char)signal;
    ssize_t ignored = write(dnag_the_guard.pipe_end, &byte, 1);
    (void)ignored;
    errno = kept;
}

/// Gives the terminal back, then lets the signal do what it did before we came.
static inline void dnag_crash_signal(int signal) {
    dnag_guard_restore();
    sigaction(signal, &dnag_the_guard.previous[signal], NULL);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signal);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    raise(signal);
}

static inline void dnag_guard_catch(int signal, int is_crash) {
    if (signal <= 0 || signal >= DNAG_SIGNAL_LIMIT || dnag_the_guard.replaced[signal]) return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = is_crash ? dnag_crash_signal : dnag_note_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = is_crash ? SA_ONSTACK : SA_RESTART;
    if (sigaction(signal, &action, &dnag_the_guard.previous[signal]) == 0) dnag_the_guard.replaced[signal] = 1;
    // A mask that was inherited from a careless parent must not keep us from hearing of it.
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signal);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
}

/// Whether a signal ends a process that does nothing about it.
static inline int dnag_ends_process(int signal) {
    switch (signal) {
    case SIGKILL: case SIGSTOP:  // cannot be caught
    case SIGCHLD: case SIGURG: case SIGWINCH: case SIGCONT: case SIGTSTP: case SIGTTIN: case SIGTTOU:
#ifdef SIGINFO
    case SIGINFO:
#endif
        return 0;
    default: return 1;
    }
}

/// Catches every signal that would end the process and that nobody has done anything about so far: also alarms, limits, those
/// without a meaning of their own and the real-time ones.
static inline void dnag_guard_catch_rest(void) {
    for (int signal = 1; signal < DNAG_SIGNAL_LIMIT; signal++) {
        struct sigaction now;
        if (!dnag_ends_process(signal) || sigaction(signal, NULL, &now) != 0 || now.sa_handler != SIG_DFL) continue;
        dnag_guard_catch(signal, 1);
    }
}

static inline void dnag_guard_release(int signal) {
    if (signal <= 0 || signal >= DNAG_SIGNAL_LIMIT || !dnag_the_guard.replaced[signal]) return;
    sigaction(signal, &dnag_the_guard.previous[signal], NULL);
    dnag_the_guard.replaced[signal] = 0;
}

/// Remembers how to give the terminal back. `saved` are the modes found before ncurses changed them.
static inline void dnag_guard_prepare(
    int output, int pipe_end, const struct termios *saved, const char *restore, int length
) {
    dnag_the_guard.armed = 0;
    dnag_the_guard.output = output;
    dnag_the_guard.pipe_end = pipe_end;
    dnag_the_guard.saved = *saved;
    if (length > DNAG_RESTORE_CAPACITY) length = DNAG_RESTORE_CAPACITY;
    memcpy(dnag_the_guard.restore, restore, (size_t)length);
    dnag_the_guard.restore_length = length;
    stack_t alternative;
    memset(&alternative, 0, sizeof alternative);
    alternative.ss_sp = dnag_the_guard.crash_stack;
    alternative.ss_size = sizeof dnag_the_guard.crash_stack;
    sigaltstack(&alternative, NULL);
    if (!dnag_the_guard.exit_registered) {
        dnag_the_guard.exit_registered = 1;
        atexit(dnag_guard_restore);
    }
}

static inline int dnag_guard_is_armed(void) { return dnag_the_guard.armed; }

static inline void dnag_guard_arm(int armed) { dnag_the_guard.armed = armed; }

#endif
