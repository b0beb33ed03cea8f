package io.parlance.conformance.score.cases;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Says what became of an act, from what arrived. Pure.
public final class Judge {
    private Judge() {}

    /// Judges.
    ///
    /// @param network the receiving one
    /// @param names what the case's templates stand for on the receiving side
    /// @param arrivals what came since the act, anywhere
    /// @param room where it should have come, or an empty text for a direct message
    public static Judgement of(
            Case it, String network, Bindings names, List<Arrival> arrivals, String room) {
        List<Arrival> here =
                arrivals.stream()
                        // Own words come back, too, and prove nothing.
                        .filter(a -> !own(a, names))
                        .filter(
                                a ->
                                        room.isEmpty()
                                                ? a.room() == null && byPeer(a, names)
                                                : (room.equals(a.room())
                                                        || (it.anywhere() && ofPeer(a, names))))
                        .toList();
        List<Evidence> forms = it.proof().getOrDefault(network, List.of());
        List<Arrival> proofs =
                here.stream()
                        .filter(a -> forms.stream().anyMatch(f -> f.holds(a.facts(), names)))
                        .toList();
        String token = names.value("token");
        List<Arrival> related =
                here.stream().filter(a -> a.mentions(token) || proofs.contains(a)).toList();
        if (!proofs.isEmpty()) {
            return proven(it, proofs, related);
        }
        for (Arrival each : here) {
            if (byPeer(each, names) && readable(it, each, names)) {
                return new Judgement(Verdict.FALLBACK, each.text(), each, with(related, each));
            }
        }
        return unproven(token, arrivals, related);
    }

    private static boolean own(Arrival arrival, Bindings names) {
        String from = arrival.facts().first("from");
        return !from.isEmpty() && from.equals(names.value("me"));
    }

    /// Shown of the person, in no room.
    private static boolean ofPeer(Arrival arrival, Bindings names) {
        return arrival.room() == null
                && arrival.facts().first("from").equalsIgnoreCase(names.value("peer"));
    }

    /// Not all networks say of signals whom they are from.
    private static boolean byPeer(Arrival arrival, Bindings names) {
        String from = arrival.facts().first("from");
        String peer = names.value("peer");
        return from.isEmpty() || peer.isEmpty() || from.equalsIgnoreCase(peer);
    }

    private static Judgement proven(Case it, List<Arrival> proofs, List<Arrival> related) {
        long ids = proofs.stream().map(Arrival::id).distinct().count();
        if (!it.signal() && ids > 1) {
            return new Judgement(
                    Verdict.WRONG, "It arrived " + ids + " times.", proofs.getFirst(), related);
        }
        return new Judgement(Verdict.NATIVE, "", proofs.getFirst(), related);
    }

    private static boolean readable(Case it, Arrival each, Bindings names) {
        return !it.fallback().isEmpty()
                && !each.text().isEmpty()
                && Evidence.found(it.fallback(), each.text(), names);
    }

    private static Judgement unproven(String token, List<Arrival> arrivals, List<Arrival> related) {
        if (!related.isEmpty()) {
            Arrival odd = related.getFirst();
            String text = odd.text().isEmpty() ? odd.raw() : odd.text();
            return new Judgement(Verdict.WRONG, text, odd, related);
        }
        List<Arrival> elsewhere = arrivals.stream().filter(a -> a.mentions(token)).toList();
        if (!elsewhere.isEmpty()) {
            Arrival odd = elsewhere.getFirst();
            String place = Objects.requireNonNullElse(odd.room(), "no room");
            return new Judgement(
                    Verdict.WRONG,
                    "It arrived elsewhere: in " + place + ", from " + odd.facts().first("from"),
                    odd,
                    elsewhere);
        }
        return Judgement.without(Verdict.LOST, "Nothing arrived.");
    }

    private static List<Arrival> with(List<Arrival> related, Arrival one) {
        return related.contains(one)
                ? related
                : Stream.concat(related.stream(), Stream.of(one)).toList();
    }
}
