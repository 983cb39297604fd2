"""Runs ClickHouse inside this process: `python clickhouse_host.py LIBRARY ARGUMENT...`.

Executed as a file by the launcher's interpreter, so it imports nothing of ours.

The library holds the whole `clickhouse local` program, which reads its standard input as a terminal:
without one a client that dies at the wrong moment aborts the engine. So this process gives itself a
terminal, throws away what is echoed there, and turns SIGTERM or SIGINT into the end of input that
stops ClickHouse gracefully.
"""

import ctypes
import os
import pty
import signal
import sys
import threading
import time

END_OF_INPUT = b"\x04"
REPEAT_S = 0.2
STOP_SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT})


def drain(terminal: int) -> None:
    """Reads the terminal until it closes, for a full one would block the engine."""
    try:
        while os.read(terminal, 65536):
            continue
    except OSError:
        return


def stop_on_signal(terminal: int) -> None:
    """Waits for a stop signal, which every other thread blocks, and ends the engine's input.

    More than once, because an engine that is still starting throws away what was typed before.
    """
    signal.sigwait(STOP_SIGNALS)
    while True:
        os.write(terminal, END_OF_INPUT)
        time.sleep(REPEAT_S)


def run(library: str, arguments: list[str]) -> int:
    """Runs the engine to its end; the exit code is 0 when it stopped because it was told to."""
    # Before any thread exists, so that all of them, the library's too, inherit the blocked signals.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    terminal, engine_side = pty.openpty()
    os.dup2(engine_side, 0)
    for work in (drain, stop_on_signal):
        threading.Thread(target=work, args=(terminal,), daemon=True).start()
    clickhouse = ctypes.CDLL(library)
    clickhouse.chdb_query_cmdline.restype = ctypes.c_void_p
    words = [b"clickhouse", *(word.encode() for word in arguments)]
    result = clickhouse.chdb_query_cmdline(len(words), (ctypes.c_char_p * (len(words) + 1))(*words, None))
    return 0 if result else 1


if __name__ == "__main__":
    # Not sys.exit: the library's threads must not outlive the interpreter they never knew.
    code = run(sys.argv[1], sys.argv[2:])
    sys.stdout.flush()
    os._exit(code)
