package io.parlance.conformance.score.target;

import io.parlance.conformance.score.cases.StrictMap;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Somebody's account on one network, and how that network shows the others.
///
/// @param network its name, as the results have it
/// @param protocol `xmpp`, `matrix`, `mqtt` or `mail`
/// @param server where to log in: `host:port` (mail: SMTP), or the homeserver's URL
/// @param inbox mail: the IMAP server, `host:port`
/// @param realm mqtt: the realm
/// @param address of the account, as its network spells it
/// @param password or, where `token` is set, nothing
/// @param token an access token instead of a password (Matrix)
/// @param nick by which others see it
/// @param tls `none` or `starttls`
/// @param room the linked room as seen here
/// @param make whether the room is to be made here
/// @param staff who else may do everything in the room that is made here
/// @param companion another account of the network that gives the rights in that room, `address`
///   and `password`, or null: nobody can be put out of a room that is their own
/// @param patience seconds until something counts as lost
/// @param ghosts network to how its people are addressed here: `{local}`, `{domain}`, `{address}`
public record Account(
        String network,
        String protocol,
        String server,
        String inbox,
        String realm,
        String address,
        String password,
        String token,
        String nick,
        String tls,
        String room,
        boolean make,
        List<String> staff,
        @Nullable Companion companion,
        int patience,
        Map<String, String> ghosts) {
    /// How the other account logs in.
    public record Companion(String address, String password) {
        static Companion read(StrictMap map) {
            Companion read = new Companion(map.text("address"), map.text("password"));
            map.done();
            return read;
        }

        /// Never shows the password.
        @Override
        public String toString() {
            return address;
        }
    }

    /// Copies.
    public Account {
        staff = List.copyOf(staff);
        ghosts = Map.copyOf(ghosts);
    }

    static Account read(String network, StrictMap map, int patience) {
        Account account =
                new Account(
                        network,
                        map.text("protocol", network),
                        map.text("server"),
                        map.text("inbox", ""),
                        map.text("realm", ""),
                        map.text("address"),
                        map.text("password", ""),
                        map.text("token", ""),
                        map.text("nick", "Scorer"),
                        map.text("tls", "none"),
                        map.text("room", ""),
                        map.flag("make"),
                        map.list("staff"),
                        map.has("companion") ? Companion.read(map.map("companion")) : null,
                        map.number("timeout", patience),
                        map.map("ghosts").texts());
        map.done();
        if (!account.tls.equals("none") && !account.tls.equals("starttls")) {
            throw new StrictMap.Fault(map.place() + ": 'tls' is none or starttls.");
        }
        return account;
    }

    /// The companion's account, with all else as here; null if there is none.
    public @Nullable Account other() {
        return companion == null
                ? null
                : new Account(
                        network,
                        protocol,
                        server,
                        inbox,
                        realm,
                        companion.address,
                        companion.password,
                        "",
                        nick,
                        tls,
                        room,
                        make,
                        staff,
                        null,
                        patience,
                        ghosts);
    }

    /// How `other` is addressed here, or an empty text if not at all.
    public String ghost(Account other) {
        return ghosts.getOrDefault(other.network, "")
                .replace("{local}", other.local())
                .replace("{domain}", other.domain())
                .replace("{address}", other.address);
    }

    /// The address before its domain, without a sigil.
    public String local() {
        String plain = address.startsWith("@") ? address.substring(1) : address;
        int end = plain.indexOf(address.startsWith("@") ? ':' : '@');
        return end < 0 ? plain : plain.substring(0, end);
    }

    /// The address's domain, or an empty text.
    public String domain() {
        String plain = address.startsWith("@") ? address.substring(1) : address;
        int end = plain.indexOf(address.startsWith("@") ? ':' : '@');
        return end < 0 ? "" : plain.substring(end + 1);
    }

    /// The server's host.
    public String host() {
        return server.substring(0, server.lastIndexOf(':'));
    }

    /// The server's port.
    public int port() {
        return port(server);
    }

    /// The port in `host:port`.
    public static int port(String place) {
        return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
    }

    /// Never shows the password or the token.
    @Override
    public String toString() {
        return network + " " + address;
    }
}
