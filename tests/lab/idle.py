"""Memory at rest with no source, with and without plugins: lab idle.

PSS after a while of doing nothing, for chain = [] and for the default chain.
"""
import sys
import time

from judge import Judge, arguments, pss_mib

from support.daemon import Daemon


def at_rest(binary, seconds, **sections):
    daemon = Daemon(binary, [], **sections)
    try:
        daemon.start()
        time.sleep(seconds)
        return pss_mib(daemon.process.pid)
    finally:
        daemon.close()


def main():
    parser = arguments(__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    judge = Judge()
    for name, sections, most in (("chain = []", {"chain": []}, 25), ("the default chain", {}, 70)):
        used = at_rest(options.bin, options.seconds, **sections)
        judge.check(f"{name}: {used:.1f} MiB of at most {most}", used <= most)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())
