"""Runs a command on a terminal of its own and types a key sequence once a text is seen.

Usage: terminal.py TEXT KEYS COMMAND [ARGUMENT ...]
Prints what the command printed and ends with its exit code, or 124 if it does not end.
"""

import os
import pty
import select
import sys
import time

SECONDS = 120

text, keys, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)

printed = b""
is_typed = False
end = time.monotonic() + SECONDS
while time.monotonic() < end:
    if not select.select([terminal], [], [], 1)[0]:
        continue
    try:
        printed += os.read(terminal, 65536)
    except OSError:  # what Linux answers once nobody holds the other side
        break
    if not is_typed and text.encode() in printed:
        is_typed = True
        os.write(terminal, keys.encode())
else:
    os.kill(child, 9)

sys.stdout.buffer.write(printed)
sys.stdout.flush()
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.exit(124 if code == -9 else code)
