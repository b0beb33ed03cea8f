"""What a client needs of lab.env, and how it prints."""

import pathlib
import sys


def read(folder):
    """The keys of a lab's lab.env."""
    lines = pathlib.Path(folder, "lab.env").read_text().splitlines()
    return {key: value.strip('"') for key, value in (line.split("=", 1) for line in lines if "=" in line)}


def password(env, key, name):
    """The password of `name` out of a list of accounts such as MAIL_USERS."""
    for account in env[key].split():
        user, _, word = account.rpartition(":")
        if user.split("@")[0] == name:
            return word
    sys.exit("no account %s in %s" % (name, key))


def show(kind, who, text):
    """One line for one message: chat or room, from whom, what."""
    print("%s\t%s\t%s" % (kind, who, " ".join(text.split())), flush=True)
