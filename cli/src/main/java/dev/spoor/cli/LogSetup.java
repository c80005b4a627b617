package dev.spoor.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.spoor.server.config.SpoorConfig;
import org.slf4j.LoggerFactory;

/** Where the server's log goes: to standard error, a line an event. */
final class LogSetup {
    private LogSetup() {}

    static void apply(SpoorConfig.Log settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(settings, context));
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        // What libraries tell below a warning is about themselves.
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.spoor").setLevel(Level.toLevel(settings.level().name()));
    }

    private static Encoder<ILoggingEvent> encoder(SpoorConfig.Log settings, LoggerContext context) {
        if (settings.format() == SpoorConfig.Log.Format.JSON) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(context);
            json.start();
            return json;
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("time=%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} level=%level logger=%logger{0} %kvp msg=\"%msg\"%n%ex{short}");
        text.start();
        return text;
    }
}
