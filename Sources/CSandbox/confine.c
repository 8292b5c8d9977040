#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { nobody = 65534 };

static int set_limit(int resource, uint64_t value) {
    struct rlimit limit = {value, value};
    return setrlimit(resource, &limit) ? -errno : 0;
}

int csandbox_limit(uint64_t address_space_bytes, uint64_t cpu_seconds, uint64_t open_files) {
    int error;
    if ((error = set_limit(RLIMIT_AS, address_space_bytes))) return error;
    if ((error = set_limit(RLIMIT_CPU, cpu_seconds))) return error;
    if ((error = set_limit(RLIMIT_NOFILE, open_files))) return error;
    if ((error = set_limit(RLIMIT_FSIZE, 0))) return error;
    return set_limit(RLIMIT_CORE, 0);
}

int csandbox_drop_privileges(void) {
    if (geteuid() != 0) return 0;
    if (setgroups(0, NULL)) return -errno;
    if (setresgid(nobody, nobody, nobody)) return -errno;
    if (setresuid(nobody, nobody, nobody)) return -errno;
    return 0;
}

int csandbox_no_new_privileges(void) {
    prctl(PR_SET_DUMPABLE, 0);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ? -errno : 0;
}

/* Landlock has no wrappers in glibc 2.36. */
static int allow_reading_below(int rules, const char *folder) {
    int descriptor = open(folder, O_PATH | O_CLOEXEC);
    if (descriptor < 0) return errno == ENOENT ? 0 : -errno; /* what is not there needs no rule */
    struct landlock_path_beneath_attr beneath = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR, .parent_fd = descriptor};
    int error = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) ? -errno : 0;
    close(descriptor);
    return error;
}

int csandbox_confine_files(const char *const folders[]) {
    /* The thirteen rights of Landlock's first version: every kernel that knows Landlock knows them. */
    struct landlock_ruleset_attr handled = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0) return -errno;
    int error = 0;
    for (; !error && *folders; folders++) error = allow_reading_below(rules, *folders);
    if (!error && syscall(SYS_landlock_restrict_self, rules, 0)) error = -errno;
    close(rules);
    return error;
}

/* Memory, threads, clocks, the socket that is open already: what malloc, the Swift runtime and PDFium use once they are warm. */
static const char *const allowed[] = {
    "read", "readv", "pread64", "write", "writev", "recvmsg", "recvfrom", "close", "fstat", "lseek", "poll", "ppoll",
    "munmap", "mremap", "madvise", "brk", "futex", "futex_waitv", "membarrier", "sched_yield", "sched_getaffinity",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall", "set_robust_list", "rseq",
    "set_tid_address", "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "getpid",
    "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getrandom", "getrusage", "getcpu", "sysinfo", "uname",
    "times", "exit", "exit_group",
};

/* For fonts that a document does not embed. */
static const char *const allowed_for_reading[] = {"newfstatat", "stat", "lstat", "access", "faccessat", "getdents64", "statfs", "fstatfs"};

/* A name that this machine's architecture or libseccomp does not know needs no rule. */
static int allow_names(scmp_filter_ctx filter, const char *const names[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        int number = seccomp_syscall_resolve_name(names[i]);
        if (number < 0) continue;
        int error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0);
        if (error) return error;
    }
    return 0;
}

static int allow_opening_for_reading(scmp_filter_ctx filter) {
    const scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    int error = allow_names(filter, allowed_for_reading, sizeof allowed_for_reading / sizeof *allowed_for_reading);
    if (!error) error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
#ifdef __NR_open
    if (!error) error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
#endif
    return error;
}

/* Calls that are harmless only with certain arguments. */
static int allow_with_conditions(scmp_filter_ctx filter) {
    int error;
    /* Memory that is never executable: nothing is loaded or compiled any more. */
    if ((error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)))) return error;
    if ((error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)))) return error;
    /* Threads, not processes. clone3 keeps its flags where a filter cannot see them: glibc falls back to clone on ENOSYS. */
    if ((error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_VM | CLONE_THREAD, CLONE_VM | CLONE_THREAD)))) return error;
    if ((error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0))) return error;
    /* abort() signals itself; signals to others are refused. */
    if ((error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid())))) return error;
    /* Answers over the connected socket, to no other address. */
    if ((error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 1, SCMP_A4(SCMP_CMP_EQ, 0)))) return error;
    /* Reading limits, not setting them. */
    if ((error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0)))) return error;
    /* Descriptor flags and duplicates, no locks and no signals by descriptor. */
    const scmp_datum_t commands[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if ((error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, commands[i])))) return error;
    return 0;
}

int csandbox_filter(bool may_read_files) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return -ENOMEM;
    int error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (!error) error = allow_names(filter, allowed, sizeof allowed / sizeof *allowed);
    if (!error) error = allow_with_conditions(filter);
    if (!error && may_read_files) error = allow_opening_for_reading(filter);
    if (!error) error = seccomp_load(filter);
    seccomp_release(filter);
    return error;
}
