package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;

import org.jspecify.annotations.Nullable;
import org.jxmpp.stringprep.XmppStringprepException;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Who goes by which nick in one room. A nick belongs to one person at a time; a second who wants
/// it gets it with the name of their network, and then with a number. Confined to one thread.
final class Nicks {
    private static final int LONGEST = 200;

    private final Map<String, Address> owners = new HashMap<>();
    private final Map<Address, String> nicks = new HashMap<>();

    /// The nick that `who` goes by from now on: `wanted` if it is free.
    String claim(Address who, String wanted) {
        String clean = clean(wanted);
        int attempt = 0;
        String nick = clean;
        while (owners.containsKey(nick) && !who.equals(owners.get(nick))) {
            attempt++;
            nick = variant(clean, who, attempt);
        }
        take(who, nick);
        return nick;
    }

    /// Notes that `who` goes by `nick`, which must be free or theirs.
    void take(Address who, String nick) {
        release(who);
        owners.put(nick, who);
        nicks.put(who, nick);
    }

    /// The nick to try after `attempt` conflicts.
    static String variant(String wanted, Address who, int attempt) {
        String marked = wanted + " [" + who.network() + "]";
        return switch (attempt) {
            case 0 -> wanted;
            case 1 -> marked;
            default -> marked + " " + attempt;
        };
    }

    /// `wanted` as a resourcepart (RFC 7622 §3.4): what PRECIS refuses is left out.
    static String clean(String wanted) {
        String text = wanted.strip();
        if (text.length() > LONGEST) {
            text = text.substring(0, text.offsetByCodePoints(0, 80));
        }
        String prepared = prepared(text);
        if (prepared == null) {
            String letters = text.replaceAll("[^\\p{L}\\p{N}\\p{P} ]", "").strip();
            prepared = prepared(letters);
        }
        return prepared == null ? "someone" : prepared;
    }

    private static @Nullable String prepared(String text) {
        try {
            return text.isEmpty() ? null : Stanzas.resource(text);
        } catch (XmppStringprepException | IllegalArgumentException _) {
            return null;
        }
    }

    /// Who goes by `nick`, or null.
    @Nullable Address owner(String nick) {
        return owners.get(nick);
    }

    /// The nick of `who`, or null.
    @Nullable String of(Address who) {
        return nicks.get(who);
    }

    /// Forgets `who`; returns the nick they had, or null.
    @Nullable String release(Address who) {
        String nick = nicks.remove(who);
        if (nick != null) {
            owners.remove(nick);
        }
        return nick;
    }

    /// Everybody who has a nick.
    Collection<Address> everybody() {
        return nicks.keySet();
    }

    /// All nicks.
    Collection<String> all() {
        return owners.keySet();
    }
}
