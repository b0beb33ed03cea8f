package io.parlance.spi;

import io.parlance.model.Address;
import io.parlance.model.InvalidValue;

import java.net.URI;

/// How one network spells addresses. Pure: no I/O, no state, any thread.
///
/// The *portable* form is what other networks build ghost addresses from: `local@server[:port]` for
/// a person, `#name@server` or `!id@server` for a room, or a single name without `@` where a
/// network has no servers. A server's name holds no `@`, so the last one separates. It is Unicode
/// text without control characters; whoever embeds it escapes it.
public interface AddressSpace {
    /// Reads a native spelling as people write it (with or without scheme) and returns the
    /// canonical address. A room is told from a person by its form.
    ///
    /// @throws InvalidValue if it is no address of this network; the message says what form is
    ///   expected
    Address parse(String spelling);

    /// The portable form of an address of this network.
    String portable(Address address);

    /// The address of this network that a portable form names; a leading `#` or `!` names a room.
    ///
    /// @throws InvalidValue if it names nothing here
    Address fromPortable(String portable);

    /// The standard URI: `xmpp:` (RFC 5122), `matrix:` (Matrix spec appendices), `mailto:` (RFC
    /// 6068), `mqtt:` (ours).
    URI uri(Address address);
}
