package dev.spoor.server.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.spoor.server.config.SpoorConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up logging: one event a line, on standard error, so that standard output stays for answers. */
public final class Logs {
    /** Libraries are heard from {@code warn} on, unless details are asked for. */
    private static final String[] CHATTY = {"com.linecorp.armeria", "io.netty", "io.grpc", "io.micrometer"};

    private Logs() {}

    /** Replaces what was set up before. */
    public static void configure(SpoorConfig.Log config) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        LogLine layout = new LogLine(config.format());
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(config.level().name()));
        root.addAppender(appender);
        if (config.level() != SpoorConfig.Log.Level.TRACE && config.level() != SpoorConfig.Log.Level.ERROR) {
            for (String name : CHATTY) {
                context.getLogger(name).setLevel(Level.WARN);
            }
            // It writes a stack trace for every client that does not speak HTTP/2 well.
            context.getLogger("com.linecorp.armeria.internal.common.AbstractHttp2ConnectionHandler")
                    .setLevel(Level.ERROR);
        }
    }
}
