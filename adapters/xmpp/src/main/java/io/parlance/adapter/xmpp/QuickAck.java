package io.parlance.adapter.xmpp;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
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

    /// The same for sockets of Netty's epoll transport, which do not know the other, nor others
    /// this.
    private static final ChannelOption<Boolean> EPOLL_OPTION = EpollChannelOption.TCP_QUICKACK;

    private QuickAck() {}

    /// Asks for it. On the socket's event loop.
    ///
    /// @return whether it can be had here
    static boolean ask(NetSocket socket) {
        ChannelConfig config =
                ((NetSocketInternal) socket).channelHandlerContext().channel().config();
        return config.setOption(EPOLL_OPTION, true) || config.setOption(OPTION, true);
    }
}
