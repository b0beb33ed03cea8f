package io.parlance.journal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Appends messages until it is killed, and prints the number and the id of each that is on disk.
/// Every second one it also notes as delivered.
final class EndlessAppender {
    static final String MARK = "appended ";
    private static final int IN_FLIGHT = 64;

    private EndlessAppender() {}

    static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        Journal journal = Journal.open(Path.of(args[0]));
        Semaphore room = new Semaphore(IN_FLIGHT);
        for (int i = 0; ; i++) {
            room.acquire();
            int number = i;
            journal.append(Samples.direct("n" + number, "text " + number), List.of(Samples.TO_BOB))
                    .onFailure(Throwable::printStackTrace)
                    .onSuccess(
                            appended -> {
                                if (appended instanceof Appended.New(var id, var deliveries)) {
                                    out.println(MARK + number + " " + id);
                                    if (number % 2 == 0) {
                                        var event = Samples.matrixId("$" + number);
                                        journal.delivered(deliveries.getFirst(), List.of(event));
                                    }
                                }
                                room.release();
                            });
        }
    }
}
