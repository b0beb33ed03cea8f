package io.parlance.adapter.mail;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// An SMTP server that answers as told: by the first word of a command, by a recipient, or by
/// hanging up. Everything else is taken.
final class ScriptedSmtp {
    /// In place of an answer: the connection is closed.
    static final String HANG_UP = "hang up";

    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    final Map<String, String> answers = new ConcurrentHashMap<>();
    private final NetServer server;

    ScriptedSmtp(Vertx vertx) throws Exception {
        server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0));
        server.connectHandler(this::serve)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    private void serve(NetSocket socket) {
        StringBuilder data = new StringBuilder();
        boolean[] inData = new boolean[1];
        RecordParser lines = RecordParser.newDelimited("\r\n");
        lines.handler(
                line -> {
                    if (!inData[0]) {
                        inData[0] = command(socket, line.toString());
                    } else if (line.toString().equals(".")) {
                        inData[0] = false;
                        mails.add(data.toString());
                        data.setLength(0);
                        answer(socket, "END", "250 2.0.0 taken");
                    } else {
                        data.append(line).append('\n');
                    }
                });
        socket.handler(lines);
        answer(socket, "HELLO", "220 scripted ESMTP");
    }

    private boolean command(NetSocket socket, String line) {
        commands.add(line);
        String word = line.split("[ :]", 2)[0];
        switch (word) {
            case "EHLO" -> answer(socket, word, "250-scripted\r\n250-AUTH PLAIN\r\n250 8BITMIME");
            case "AUTH" -> answer(socket, word, "235 2.7.0 welcome");
            case "RCPT" -> {
                String address = line.replaceFirst(".*<", "").replaceFirst(">.*", "");
                answer(socket, answers.containsKey(address) ? address : word, "250 2.1.5 ok");
            }
            case "DATA" -> {
                answer(socket, word, "354 go");
                return !answers.containsKey(word);
            }
            default -> answer(socket, word, "250 2.0.0 ok");
        }
        return false;
    }

    private void answer(NetSocket socket, String key, String usual) {
        String answer = answers.getOrDefault(key, usual);
        if (answer.equals(HANG_UP)) {
            socket.close();
        } else {
            socket.write(answer + "\r\n");
        }
    }

    void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
