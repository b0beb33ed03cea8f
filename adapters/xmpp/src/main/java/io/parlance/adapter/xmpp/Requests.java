package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// IQs that wait for their answer on one stream. An answer counts only if it comes from whom was
/// asked (RFC 6120 §8.2.3), and ids cannot be guessed by others. Confined to the event loop.
final class Requests {
    private final Loop loop;
    private final Duration timeout;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";
    private long count;

    private record Waiting(String asked, Promise<Element> answer, long timer) {}

    /// No answer came: the time was up, or the stream ended.
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message) {
            super(message);
        }
    }

    Requests(Loop loop, Duration timeout) {
        this.loop = loop;
        this.timeout = timeout;
    }

    /// An id for the next request.
    String nextId() {
        return prefix + count++;
    }

    /// The answer, of type result or error, of `asked` to the request with this id.
    Future<Element> expect(String id, String asked) {
        Promise<Element> answer = Promise.promise();
        long timer = loop.after(timeout, () -> timedOut(id));
        waiting.put(id, new Waiting(asked, answer, timer));
        return answer.future();
    }

    private void timedOut(String id) {
        Waiting request = waiting.remove(id);
        if (request != null) {
            request.answer().fail(new NoAnswer(request.asked() + " did not answer in time."));
        }
    }

    /// Takes an answer; false if nobody waits for it.
    boolean answered(Element iq) {
        String id = iq.attribute("id", "");
        Waiting request = waiting.get(id);
        if (request == null || !request.asked().equals(iq.attribute("from", request.asked()))) {
            return false;
        }
        waiting.remove(id);
        loop.cancel(request.timer());
        request.answer().complete(iq);
        return true;
    }

    /// The stream ended: nobody will answer any more.
    void abandon(String why) {
        List<Waiting> lost = new ArrayList<>(waiting.values());
        waiting.clear();
        for (Waiting request : lost) {
            loop.cancel(request.timer());
            request.answer().fail(new NoAnswer(why));
        }
    }
}
