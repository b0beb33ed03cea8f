package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.mam.element.MamQueryIQ;
import org.jivesoftware.smackx.mam.element.MamVersion;
import org.jivesoftware.smackx.rsm.packet.RSMSet;
import org.jivesoftware.smackx.xdata.FormField;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// A room's message archive (XEP-0313), read page by page. Confined to the event loop.
final class Archive {
    static final String MAM = "urn:xmpp:mam:2";
    private static final int PAGE = 100;

    private final XmppLink link;
    private final String reader;
    private final String room;
    private final Map<String, Consumer<Element>> queries = new HashMap<>();

    /// The archive answers with an error.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String condition;

        Refused(String condition) {
            super("The archive answers " + condition + ".");
            this.condition = condition;
        }

        String condition() {
            return condition;
        }
    }

    /// What a page ended with.
    private record End(boolean complete, @Nullable String last) {}

    Archive(XmppLink link, String reader, String room) {
        this.link = link;
        this.reader = reader;
        this.room = room;
    }

    /// Takes a result that came as a message; false if it answers no query of ours.
    boolean result(Element message) {
        Element result = message.child("result", MAM);
        Consumer<Element> query =
                result == null ? null : queries.get(result.attribute("queryid", ""));
        if (query == null || result == null) {
            return false;
        }
        query.accept(result);
        return true;
    }

    /// Reads what came after a place, up to `pages` pages; each result goes to `each`, oldest
    /// first. By id if there is one, else by time. Fails with [Refused] or [Requests.NoAnswer].
    Future<Void> read(Cursor.Position after, int pages, Consumer<Element> each) {
        return page(after, each)
                .compose(
                        end -> {
                            if (end.complete() || end.last() == null || pages <= 1) {
                                return Future.succeededFuture();
                            }
                            Cursor.Position next = new Cursor.Position(end.last(), after.at());
                            return read(next, pages - 1, each);
                        });
    }

    private Future<End> page(Cursor.Position after, Consumer<Element> each) {
        String query = UUID.randomUUID().toString();
        queries.put(query, each);
        return link.request(query(query, after))
                .onComplete(_ -> queries.remove(query))
                .compose(Archive::end);
    }

    private IQ query(String query, Cursor.Position after) {
        DataForm form = null;
        if (after.id().isEmpty()) {
            DataForm.Builder fields = DataForm.builder(DataForm.Type.submit);
            fields.addField(FormField.buildHiddenFormType(MAM));
            fields.addField(time("start", after.at()));
            form = fields.build();
        }
        MamQueryIQ iq = new MamQueryIQ(MamVersion.MAM2, query, form);
        iq.setType(IQ.Type.set);
        iq.addExtension(
                after.id().isEmpty()
                        ? new RSMSet(PAGE)
                        : new RSMSet(PAGE, after.id(), RSMSet.PageDirection.after));
        iq.setFrom(Jids.of(reader));
        iq.setTo(Jids.of(room));
        return iq;
    }

    private static FormField time(String name, Instant at) {
        return FormField.builder(name).setValue(at.toString()).build();
    }

    private static Future<End> end(Element answer) {
        if (answer.attribute("type", "").equals("error")) {
            return Future.failedFuture(new Refused(XmppErrors.conditionOf(answer)));
        }
        Element fin = answer.child("fin", MAM);
        Element set = fin == null ? null : fin.child("set", "http://jabber.org/protocol/rsm");
        Element last = set == null ? null : set.child("last", "http://jabber.org/protocol/rsm");
        boolean complete = fin == null || fin.attribute("complete", "").equals("true");
        return Future.succeededFuture(new End(complete, last == null ? null : last.text()));
    }
}
