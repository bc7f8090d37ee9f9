#!/usr/bin/python3
"""Holds systemd/ to what it promises: unit_test.py FOLDER BINARY

The unit is correct, its exposure is at most 1.2, and sysusers takes the user. BINARY stands in for the installed one.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

MOST_EXPOSURE = 12  # tenths


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout.strip()


def main(folder, binary):
    source = pathlib.Path(folder).resolve()
    failures = []
    with tempfile.TemporaryDirectory() as scratch:
        unit = pathlib.Path(scratch, "newsbus.service")
        text = (source / "newsbus.service").read_text()
        assert "ExecStart=/usr/bin/newsbus " in text
        unit.write_text(text.replace("/usr/bin/newsbus", binary))

        code, output = run("systemd-analyze", "verify", "--man=no", str(unit))
        if code != 0 or output:
            failures.append(f"systemd-analyze verify: {output or code}")

        code, output = run("systemd-analyze", "security", "--offline=true", "--no-pager",
                           f"--threshold={MOST_EXPOSURE}", str(unit))
        print(output.splitlines()[-1])
        if code != 0:
            failures.append("exposure is above 1.2")

        if shutil.which("systemd-sysusers"):
            code, output = run("systemd-sysusers", "--dry-run", str(source / "newsbus.sysusers"))
            if code != 0 or "newsbus" not in output:
                failures.append(f"systemd-sysusers: {output}")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
