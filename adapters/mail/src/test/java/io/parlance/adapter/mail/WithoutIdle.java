package io.parlance.adapter.mail;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;

import java.nio.charset.StandardCharsets;

/// Stands before an IMAP server and hides that it knows IDLE.
final class WithoutIdle {
    private final NetClient client;
    private final NetServer server;

    WithoutIdle(Vertx vertx, int imap) throws Exception {
        client = vertx.createNetClient();
        server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0));
        server.connectHandler(
                near -> {
                    near.pause();
                    client.connect(imap, "127.0.0.1")
                            .onSuccess(far -> join(near, far))
                            .onFailure(_ -> near.close());
                });
        Gateway.get(server.listen());
    }

    int port() {
        return server.actualPort();
    }

    private static void join(NetSocket near, NetSocket far) {
        far.handler(bytes -> near.write(Buffer.buffer(hide(bytes.getBytes()))));
        near.handler(far::write);
        near.closeHandler(_ -> far.close());
        far.closeHandler(_ -> near.close());
        near.resume();
    }

    private static byte[] hide(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(" IDLE", " XDLE")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    void close() throws Exception {
        Gateway.get(server.close());
        Gateway.get(client.close());
    }
}
