#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { child_socket = 3 };

static int add_actions(posix_spawn_file_actions_t *actions, int socket) {
    int error = 0;
    /* dup2 onto itself would keep the close-on-exec flag; the caller's sockets never are 0 to 3 in practice, glibc handles it. */
    if ((error = posix_spawn_file_actions_adddup2(actions, socket, child_socket))) return error;
    if ((error = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDWR, 0))) return error;
    if ((error = posix_spawn_file_actions_adddup2(actions, 0, 1))) return error;
    if ((error = posix_spawn_file_actions_adddup2(actions, 0, 2))) return error;
    return posix_spawn_file_actions_addclosefrom_np(actions, child_socket + 1);
}

static int set_signals(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    /* A group of its own: Ctrl-C at a terminal reaches the parent, which decides what becomes of its children. */
    posix_spawnattr_setpgroup(attributes, 0);
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

int csandbox_spawn(const char *path, char *const argv[], char *const envp[], int socket, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    int error = add_actions(&actions, socket);
    if (!error) error = set_signals(&attributes);
    if (!error) error = posix_spawn(pid, path, &actions, &attributes, argv, envp);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return -error;
}

int csandbox_socket_pair(int pair[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) ? -errno : 0;
}

int csandbox_send_descriptor(int socket, int descriptor) {
    char byte = 0, control[CMSG_SPACE(sizeof(int))];
    memset(control, 0, sizeof control);
    struct iovec content = {&byte, 1};
    struct msghdr message = {.msg_iov = &content, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_NOSIGNAL); while (sent < 0 && errno == EINTR);
    return sent == 1 ? 0 : -errno;
}

int csandbox_receive_descriptor(int socket) {
    char byte = 0, control[CMSG_SPACE(sizeof(int))];
    struct iovec content = {&byte, 1};
    struct msghdr message = {.msg_iov = &content, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t received;
    do received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC); while (received < 0 && errno == EINTR);
    if (received < 0) return -errno;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (received != 1 || !header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(sizeof(int)))
        return -EBADMSG;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header), sizeof(int));
    return descriptor;
}

int csandbox_start_process(void) {
    pid_t pid = fork();
    if (pid == 0) _exit(0);
    if (pid > 0) waitpid(pid, NULL, 0);
    return pid < 0 ? -errno : 0;
}

int csandbox_memory_file(const char *name) {
    int descriptor = memfd_create(name, MFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int csandbox_wait(pid_t pid, int *status, int64_t *peak_bytes) {
    struct rusage usage;
    pid_t ended;
    do ended = wait4(pid, status, 0, &usage); while (ended < 0 && errno == EINTR);
    if (ended < 0) return -errno;
    *peak_bytes = (int64_t)usage.ru_maxrss * 1024;
    return 0;
}

static void *wait_for_hang_up(void *argument) {
    struct pollfd watched = {.fd = (int)(intptr_t)argument, .events = POLLRDHUP};
    for (;;) {
        int ready = poll(&watched, 1, -1);
        if (ready > 0 && (watched.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL))) _exit(0);
        if (ready < 0 && errno != EINTR) return NULL;
    }
}

/* A thread rather than PR_SET_PDEATHSIG: that signal comes when the *thread* that spawned ends, and the parent spawns from
   pool threads that come and go. */
int csandbox_end_with_peer(int socket) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 64 * 1024);
    int error = pthread_create(&thread, &attributes, wait_for_hang_up, (void *)(intptr_t)socket);
    pthread_attr_destroy(&attributes);
    return -error;
}
