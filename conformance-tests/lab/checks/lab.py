"""A lab as its users see it: the command `lab`, and the file lab.env."""

import os
import pathlib
import shlex
import subprocess
import time

HOME = pathlib.Path(__file__).resolve().parent.parent


class Lab:
    def __init__(self, folder):
        self.folder = str(folder)
        self.settings = {}

    def read(self):
        self.settings = {}
        for row in pathlib.Path(self.folder, "lab.env").read_text().splitlines():
            key, value = row.split("=", 1)
            self.settings[key] = " ".join(shlex.split(value))
        return self

    def __getitem__(self, key):
        return self.settings[key]

    def __contains__(self, key):
        return key in self.settings

    def port(self, key):
        return int(self.settings[key])

    def peers(self):
        return self.settings.get("PEERS", "").split()

    def do(self, *words, fails=False):
        """Runs `lab WORDS`; the answer is what it printed. `fails`: a failure is what is expected."""
        done = subprocess.run([str(HOME / "lab"), *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
        if (done.returncode != 0) != fails:
            raise AssertionError("lab %s: code %d: %s" % (" ".join(words), done.returncode, done.stdout[-2000:]))
        return done.stdout

    def in_tree(self, *words, output=subprocess.PIPE):
        """A command out of the trees, as a process."""
        return subprocess.Popen([str(HOME / "lab"), "run", self.folder, *words], cwd="/tmp", text=True, stdout=output,
                                stderr=subprocess.STDOUT)


def until(condition, seconds=10.0, what="condition"):
    """Polls until the condition gives something true, and gives that back."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError("not within %g s: %s" % (seconds, what))
        time.sleep(0.02)
    return value


def alive(pid):
    try:
        stat = pathlib.Path("/proc/%d/stat" % int(pid)).read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] not in "ZX"


def equal(got, wanted):
    if got != wanted:
        raise AssertionError("got %r, wanted %r" % (got, wanted))


def clean_environment():
    """Proxies of the environment must not see loopback traffic."""
    for key in list(os.environ):
        if key.lower() in ("http_proxy", "https_proxy", "all_proxy"):
            del os.environ[key]
