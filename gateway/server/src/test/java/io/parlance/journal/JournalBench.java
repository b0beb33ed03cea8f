package io.parlance.journal;

import com.sun.management.OperatingSystemMXBean;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Measures the write path: a context that appends as a hub does, keeping `window` messages in
/// flight, and notes each as delivered when it is on disk. Not a test. Arguments: folder, messages,
/// window, and `rooms` for messages in 50 rooms instead of 1,000 direct conversations.
final class JournalBench {
    private static final PrintStream OUT = System.out;
    private static final int ROUND = 50_000;
    private static final String TEXT = "The quick brown fox jumps over the lazy dog. ".repeat(2);

    private final Journal journal;
    private final Context context;
    private final boolean rooms;
    private final CountDownLatch end;
    private final long[] micros;
    private int started;
    private int done;

    private JournalBench(Journal journal, Context context, boolean rooms, int count) {
        this.journal = journal;
        this.context = context;
        this.rooms = rooms;
        this.end = new CountDownLatch(1);
        this.micros = new long[count];
    }

    static void main(String[] args) throws Exception {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("journal");
        Files.createDirectories(folder);
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300_000;
        int window = args.length > 2 ? Integer.parseInt(args[2]) : 256;
        boolean rooms = args.length > 3 && args[3].equals("rooms");
        Vertx vertx = Vertx.vertx();
        Context context = vertx.getOrCreateContext();
        try (Journal journal = Journal.open(folder)) {
            for (int left = count; left > 0; left -= ROUND) {
                new JournalBench(journal, context, rooms, Math.min(ROUND, left)).run(window);
            }
            OUT.printf("%d MiB%n", size(folder) >> 20);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private void run(int window) throws InterruptedException {
        long cpu = cpu();
        long writer = writerCpu();
        long start = System.nanoTime();
        context.runOnContext(
                _ -> {
                    for (int i = 0; i < window && started < micros.length; i++) {
                        next();
                    }
                });
        end.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(micros);
        OUT.printf(
                "%,8.0f appended+delivered/s  %5.1f CPU us/message (writer %5.1f)  append p50 %,d"
                        + " us, p99 %,d us, max %,d us%n",
                micros.length / seconds,
                (cpu() - cpu) / 1e3 / micros.length,
                (writerCpu() - writer) / 1e3 / micros.length,
                micros[micros.length / 2],
                micros[micros.length * 99 / 100],
                micros[micros.length - 1]);
    }

    private void next() {
        int number = started++;
        long start = System.nanoTime();
        Envelope envelope = envelope(number);
        var to = List.of(new Destination(Samples.MATRIX, target(number)));
        journal.append(envelope, to)
                .onComplete(
                        appended -> {
                            micros[number] = (System.nanoTime() - start) / 1_000;
                            delivered((Appended.New) appended.result());
                        });
    }

    private void delivered(Appended.New added) {
        var id = Samples.matrixId("$" + UUID.randomUUID() + UUID.randomUUID().toString().charAt(0));
        for (Pending delivery : added.deliveries()) {
            journal.delivered(delivery, List.of(id)).onFailure(Throwable::printStackTrace);
        }
        if (++done == micros.length) {
            end.countDown();
        } else if (started < micros.length) {
            next();
        }
    }

    private Envelope envelope(int number) {
        var sender = Address.person(Samples.XMPP, "user" + number % 100 + "@xmpp.test");
        return Envelope.of(
                new Participant(sender, "User " + number % 100),
                rooms ? new Conversation.Room(room(number)) : target(number),
                new NativeId(Samples.XMPP, sender.value() + "/" + UUID.randomUUID()),
                Instant.now(),
                Event.Message.of(TEXT));
    }

    private Conversation target(int number) {
        return rooms
                ? new Conversation.Room(
                        Address.room(Samples.MATRIX, "#room" + number % 50 + ":hs.test"))
                : new Conversation.Direct(
                        Address.person(Samples.MATRIX, "@user" + number % 1000 + ":hs.test"));
    }

    private static Address room(int number) {
        return Address.room(Samples.XMPP, "room" + number % 50 + "@rooms.xmpp.test");
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long writerCpu() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(each -> each != null && each.getThreadName().equals("journal-writer"))
                .mapToLong(each -> threads.getThreadCpuTime(each.getThreadId()))
                .sum();
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
