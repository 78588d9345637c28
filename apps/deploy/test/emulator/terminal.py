"""Runs a command on a terminal of its own and types keys once a text is seen, and others once the next one is.

Usage: terminal.py '[["TEXT", "KEYS"], ...]' COMMAND [ARGUMENT ...]
Prints what the command printed and ends with its exit code, or 124 if it does not end.
"""

import json
import os
import pty
import select
import sys
import time

SECONDS = 240

dialogue = json.loads(sys.argv[1])
command = sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)

printed = b""
answered = 0
end = time.monotonic() + SECONDS
while time.monotonic() < end:
    if not select.select([terminal], [], [], 1)[0]:
        continue
    try:
        printed += os.read(terminal, 65536)
    except OSError:  # what Linux answers once nobody holds the other side
        break
    if dialogue and dialogue[0][0].encode() in printed[answered:]:
        answered = len(printed)
        os.write(terminal, dialogue.pop(0)[1].encode())
else:
    os.kill(child, 9)

sys.stdout.buffer.write(printed)
sys.stdout.flush()
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.exit(124 if code == -9 else code)
