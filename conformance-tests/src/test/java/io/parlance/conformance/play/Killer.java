package io.parlance.conformance.play;

import io.parlance.conformance.lab.GatewayProcess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// Kills and restarts a gateway when random counts of messages were sent.
final class Killer {
    private final GatewayProcess gateway;
    private final List<Integer> moments = new ArrayList<>();

    /// Held from a kill until the gateway is up again.
    private final ReentrantLock down = new ReentrantLock();

    private final List<CompletableFuture<Void>> reached = new ArrayList<>();
    private Future<?> work = CompletableFuture.completedFuture(null);

    private Killer(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /// Will kill `gateway` `kills` times while `messages` are sent.
    static Killer start(GatewayProcess gateway, int kills, int messages) {
        Killer killer = new Killer(gateway);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < kills; i++) {
            killer.moments.add(i * messages / kills + random.nextInt(messages / kills));
            killer.reached.add(new CompletableFuture<>());
        }
        System.out.println("Killing after " + killer.moments + " messages (seed " + seed + ")");
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        killer.work = executor.submit(killer::work);
        executor.shutdown();
        return killer;
    }

    private Void work() throws InterruptedException, IOException {
        for (CompletableFuture<Void> moment : reached) {
            moment.join();
            down.lock();
            try {
                gateway.kill();
                gateway.restart();
                gateway.awaitUp();
            } finally {
                down.unlock();
            }
        }
        return null;
    }

    /// So many messages were sent.
    void sent(int count) {
        for (int i = 0; i < moments.size(); i++) {
            if (count >= moments.get(i)) {
                reached.get(i).complete(null);
            }
        }
    }

    /// Waits until the gateway, if it was killed, is up again.
    void awaitUp() throws InterruptedException {
        down.lock();
        try {
            gateway.awaitUp();
        } finally {
            down.unlock();
        }
    }

    /// Waits until all kills are done; fails as they did.
    void end() throws Exception {
        work.get();
        awaitUp();
    }
}
