package io.parlance.adapter.xmpp;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

import jdk.net.ExtendedSocketOptions;

/// Has the operating system acknowledge at once what it received, where it can.
///
/// COMPAT: Prosody 0.12 leaves Nagle's algorithm on (RFC 896): what it has to say waits until
/// everything before was acknowledged, which an operating system puts off on a connection that says
/// little itself (RFC 9293 §3.8.6.3), on Linux by 40 ms. Half of a busy component's throughput is
/// lost to that. Linux forgets the option after a while, so it is set at every read.
final class QuickAck {
    private static final ChannelOption<Boolean> OPTION =
            NioChannelOption.of(ExtendedSocketOptions.TCP_QUICKACK);

    private QuickAck() {}

    /// Asks for it. On the socket's event loop.
    static void ask(NetSocket socket) {
        ((NetSocketInternal) socket)
                .channelHandlerContext()
                .channel()
                .config()
                .setOption(OPTION, true);
    }
}
