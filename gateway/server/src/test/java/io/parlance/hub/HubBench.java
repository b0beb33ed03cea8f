package io.parlance.hub;

import com.sun.management.OperatingSystemMXBean;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Measures the hub over a real journal: messages in linked rooms, from one network to another that
/// takes them at once, with a number of them in flight. Prints the rate, and the processor time of
/// the whole process and of the hub's own thread for each message. Not a test. Arguments: messages
/// in a round, rounds, and pairs of linked rooms.
final class HubBench {
    private static final PrintStream OUT = System.out;
    private static final int WINDOW = 512;

    private final HubLab lab;
    private final Semaphore window = new Semaphore(WINDOW);
    private final Participant[] writers = new Participant[200];
    private final Address[] rooms;
    private int number;

    private HubBench(HubLab lab, int pairs) {
        this.lab = lab;
        this.rooms = new Address[pairs];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = Sample.person(Sample.RED, Sample.unique("writer"));
        }
        for (int i = 0; i < pairs; i++) {
            rooms[i] = Sample.room(Sample.RED);
            HubLab.await(lab.hub.linking().link(Set.of(rooms[i], Sample.room(Sample.BLUE))));
        }
    }

    static void main(String[] args) throws IOException, InterruptedException {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 50;
        var folder = Files.createTempDirectory("hub-bench");
        try (var lab =
                HubLab.of(
                        folder,
                        HubSettings.DEFAULT,
                        new ForgettingAdapter(Sample.RED),
                        new ForgettingAdapter(Sample.BLUE))) {
            var bench = new HubBench(lab, pairs);
            for (int i = 0; i < rounds; i++) {
                bench.round(messages);
            }
        }
        System.exit(0);
    }

    private void round(int messages) throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = lab.figures(Sample.BLUE).delivered();
        long hub = hubNanos();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            window.acquire();
            lab.hub.accept(next()).onComplete(_ -> window.release());
        }
        HubLab.eventually().until(() -> lab.figures(Sample.BLUE).delivered() >= before + messages);
        double seconds = (System.nanoTime() - start) / 1e9;
        OUT.printf(
                "%,8.0f/s  %5.1f µs CPU in all  %5.1f µs on the hub's thread  %s%n",
                messages / seconds,
                (system.getProcessCpuTime() - cpu) / 1e3 / messages,
                (hubNanos() - hub) / 1e3 / messages,
                lab.figures(Sample.BLUE).pending() + " pending");
    }

    private Envelope next() {
        Participant sender = writers[number % writers.length];
        Address room = rooms[number % rooms.length];
        number++;
        return Envelope.of(
                sender,
                new Conversation.Room(room),
                new NativeId(Sample.RED, id()),
                Instant.now(),
                Event.Message.of("The quick brown fox jumps over the lazy dog."));
    }

    private String id() {
        return "$" + Long.toHexString(System.nanoTime()) + "-" + number;
    }

    private static long hubNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long most = 0;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("vert.x-eventloop")) {
                most = Math.max(most, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return most;
    }
}
