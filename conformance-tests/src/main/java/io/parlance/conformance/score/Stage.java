package io.parlance.conformance.score;

import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.target.Account;
import io.parlance.conformance.score.wire.FileHost;
import io.parlance.conformance.score.wire.MailWire;
import io.parlance.conformance.score.wire.MatrixWire;
import io.parlance.conformance.score.wire.MqttWire;
import io.parlance.conformance.score.wire.Wire;
import io.parlance.conformance.score.wire.XmppWire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody who takes part, logged in.
final class Stage implements AutoCloseable {
    private final Map<String, Case> cases;
    private final FileHost files = new FileHost();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, String> inRoom = new ConcurrentHashMap<>();
    private final Map<String, Wire> wires = new LinkedHashMap<>();

    private Stage(Map<String, Case> cases) throws IOException {
        this.cases = cases;
    }

    /// Logs everybody in.
    static Stage open(List<Account> people, Map<String, Case> cases) throws Exception {
        Stage stage = new Stage(cases);
        try {
            for (Account account : people) {
                stage.accounts.put(account.network(), account);
                stage.wires.put(account.network(), stage.logIn(account));
            }
        } catch (Exception | Error e) {
            stage.close();
            throw e;
        }
        return stage;
    }

    private Wire logIn(Account account) throws Exception {
        try {
            return switch (account.protocol()) {
                case "xmpp" -> new XmppWire(account, files);
                case "matrix" -> new MatrixWire(account);
                case "mqtt" -> new MqttWire(account, files);
                case "mail" -> new MailWire(account);
                default ->
                        throw new IOException(
                                "There is no client for the protocol '"
                                        + account.protocol()
                                        + "'; there is xmpp, matrix, mqtt and mail.");
            };
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(account + " cannot log in: " + e.getMessage(), e);
        }
    }

    List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    Wire wire(Account account) {
        Wire wire = wires.get(account.network());
        if (wire == null) {
            throw new IllegalStateException("Nobody is on " + account.network());
        }
        return wire;
    }

    /// Everything that came to the client on a network.
    List<Arrival> arrivals(String network) {
        Account account = accounts.get(network);
        return account == null ? List.of() : wire(account).arrivals().since(0);
    }

    Case act(String id) {
        Case act = cases.get(id);
        if (act == null) {
            throw new IllegalStateException("There is no case " + id);
        }
        return act;
    }

    /// Remembers how somebody is shown to somebody else in the room.
    void shows(Account who, Account to, String as) {
        inRoom.put(who.network() + " " + to.network(), as);
    }

    /// How somebody is shown to somebody else; empty where that is not known.
    String shown(Account who, Account to, boolean room) {
        String ghost = to.ghost(who);
        return room ? inRoom.getOrDefault(who.network() + " " + to.network(), ghost) : ghost;
    }

    /// Somebody in the room who is none of these: the last of them, or null.
    @Nullable Account third(Account one, List<Account> others) {
        Account found = null;
        for (Account each : accounts.values()) {
            if (!each.equals(one) && !others.contains(each) && !each.room().isEmpty()) {
                found = each;
            }
        }
        return found;
    }

    /// The names for a place, from the view of `viewer`.
    Bindings names(Account viewer, String place, boolean room) throws Exception {
        return wire(viewer).names(place, room);
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : new ArrayList<>(wires.values())) {
            try {
                wire.close();
            } catch (IOException e) {
                // It may have been closed by its server; the others still have to be.
                System.err.println("parlance: " + e.getMessage());
            }
        }
        files.close();
    }
}
