package io.parlance.adapter.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.TimeUnit;

@EnabledOnOs(OS.LINUX)
class QuickAckTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothOfNettysTransportsKnowIt(boolean epoll) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(epoll));
        try {
            assertThat(vertx.isNativeTransportEnabled()).isEqualTo(epoll);
            NetServer server = vertx.createNetServer().connectHandler(_ -> {});
            Future<Boolean> asked =
                    server.listen(0, "127.0.0.1")
                            .compose(
                                    there ->
                                            vertx.createNetClient()
                                                    .connect(there.actualPort(), "127.0.0.1"))
                            .map(QuickAck::ask);
            assertThat(done(asked)).isTrue();
        } finally {
            done(vertx.close());
        }
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
