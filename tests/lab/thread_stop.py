"""One thread of a process that stands still, while the others run: by ptrace, so that the program needs no hook for it."""
import contextlib
import ctypes
import os
import pathlib
import subprocess
import sys

PTRACE_SEIZE, PTRACE_INTERRUPT = 0x4206, 0x4207
WALL = 0x40000000  # __WALL: waitpid() for a thread, too


@contextlib.contextmanager
def stopped_thread(pid, name):
    """Stops the thread of that name until the end of the block, or of the process."""
    threads = [int(task.name) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()
               if (task / "comm").read_text().strip() == name]
    if len(threads) != 1:
        raise AssertionError(f"process {pid} has {len(threads)} threads of the name {name}")
    # A process of its own, because a dead thread stays until its tracer has waited for it.
    tracer = subprocess.Popen([sys.executable, __file__, str(threads[0])], stdout=subprocess.PIPE, text=True)
    try:
        if tracer.stdout.readline() != "stopped\n":
            raise AssertionError(f"thread {threads[0]} could not be stopped")
        yield
    finally:
        tracer.kill()  # lets the thread go
        tracer.wait()


def hold(thread):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    for request in (PTRACE_SEIZE, PTRACE_INTERRUPT):
        if libc.ptrace(request, thread, None, None) != 0:
            raise OSError(ctypes.get_errno(), f"ptrace of {thread}")
    os.waitpid(thread, WALL)
    print("stopped", flush=True)
    with contextlib.suppress(ChildProcessError):
        while os.WIFSTOPPED(os.waitpid(thread, WALL)[1]):
            pass


if __name__ == "__main__":
    hold(int(sys.argv[1]))
