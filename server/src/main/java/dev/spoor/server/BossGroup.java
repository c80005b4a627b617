package dev.spoor.server;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The thread that accepts connections. Netty's own waits two seconds for more before it stops; this one does not. */
final class BossGroup extends MultiThreadIoEventLoopGroup {
    BossGroup(String threadName) {
        super(1, new DefaultThreadFactory(threadName), NioIoHandler.newFactory());
    }

    @Override
    public Future<?> shutdownGracefully() {
        return shutdownGracefully(0, 15, TimeUnit.SECONDS);
    }
}
