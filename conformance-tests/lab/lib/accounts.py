"""Makes accounts over HTTP.

accounts.py synapse URL SHARED_SECRET NAME:PASSWORD[:admin]...   Synapse's shared-secret registration
accounts.py ejabberd URL HOST NAME:PASSWORD...                   ejabberd's mod_http_api
An account that is there already is left as it is.
"""

import hashlib
import hmac
import json
import sys
import urllib.error
import urllib.request


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy of the environment
    with opener.open(request, timeout=20) as answer:
        return json.load(answer)


def synapse(base, secret, name, password, admin=False):
    url = base + "/_synapse/admin/v1/register"
    nonce = call(url)["nonce"]
    fields = [nonce, name, password, "admin" if admin else "notadmin"]
    mac = hmac.new(secret.encode(), "\0".join(fields).encode(), hashlib.sha1).hexdigest()
    body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
    try:
        call(url, body)
    except urllib.error.HTTPError as error:
        if json.load(error).get("errcode") != "M_USER_IN_USE":
            raise


def ejabberd(base, host, name, password):
    try:
        call(base + "/register", {"user": name, "host": host, "password": password})
    except urllib.error.HTTPError as error:
        if error.code != 409:  # already registered
            raise


def main():
    kind, base, key, *accounts = sys.argv[1:]
    for account in accounts:
        name, password, *role = account.split(":")
        if kind == "synapse":
            synapse(base, key, name, password, role == ["admin"])
        else:
            ejabberd(base, key, name, password)


if __name__ == "__main__":
    main()
