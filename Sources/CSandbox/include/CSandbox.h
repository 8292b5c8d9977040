/* What the extraction children need from Linux and Swift cannot call or cannot call safely: spawning with a passed socket,
   file descriptors over a socket, limits, and giving up rights for good. Functions return 0 or a negative errno. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Starts PATH with ARGV and ENVP. The new process has SOCKET as descriptor 3, /dev/null as 0, 1 and 2, and nothing else open. */
int csandbox_spawn(const char *path, char *const argv[], char *const envp[], int socket, pid_t *pid);

/* A connected pair of stream sockets, both closed on exec. */
int csandbox_socket_pair(int pair[2]);

/* Sends one byte that carries DESCRIPTOR; the receiver gets a descriptor of its own, or a negative errno. */
int csandbox_send_descriptor(int socket, int descriptor);
int csandbox_receive_descriptor(int socket);

/* Forks; the new process ends at once. For probing the filter: Swift does not import fork. Negative when refused. */
int csandbox_start_process(void);

/* An anonymous file in memory for input that has no path; the descriptor, or a negative errno. */
int csandbox_memory_file(const char *name);

/* Waits for PID to end. STATUS as of wait4; PEAK_BYTES is the largest resident size it had. */
int csandbox_wait(pid_t pid, int *status, int64_t *peak_bytes);

/* Ends this process as soon as the other end of SOCKET is closed, whatever its other threads are doing. */
int csandbox_end_with_peer(int socket);

/* Hard limits on address space, processor time and open files; no core dumps, no growing of files. */
int csandbox_limit(uint64_t address_space_bytes, uint64_t cpu_seconds, uint64_t open_files);

/* Becomes user and group 65534 ("nobody") without supplementary groups when it runs as root; otherwise does nothing. */
int csandbox_drop_privileges(void);

/* Promises the kernel never to gain rights again; needed before the two functions below. */
int csandbox_no_new_privileges(void);

/* Closes the file system but for reading below FOLDERS (a NULL-terminated list). -ENOSYS or -EOPNOTSUPP: no Landlock here. */
int csandbox_confine_files(const char *const folders[]);

/* Allows the system calls that reading a document needs and refuses all others with EPERM, in all threads, for good.
   MAY_READ_FILES: whether opening files for reading is among the allowed ones. */
int csandbox_filter(bool may_read_files);
