package dev.spoor.cli;

import dev.spoor.dialects.Dialects;
import dev.spoor.dialects.prices.ReloadedPrices;
import dev.spoor.model.Assessment;
import dev.spoor.model.Cost;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import dev.spoor.server.ContentReader;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.store.SpanReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Dialects and prices as the store asks for them. Safe for use by many threads. */
final class DialectReader implements SpanReader, ContentReader {
    private static final Logger LOG = System.getLogger(DialectReader.class.getName());

    private final Dialects dialects = Dialects.standard();
    private final ReloadedPrices prices;
    private final SampledCpu cpu = new SampledCpu();

    private DialectReader(ReloadedPrices prices) {
        this.prices = prices;
    }

    /** With the bundled prices alone. */
    static DialectReader plain() {
        return new DialectReader(new ReloadedPrices(List.of(), List.of()));
    }

    static DialectReader of(SpoorConfig config) {
        try {
            return new DialectReader(new ReloadedPrices(
                    paths(config.prices().overrides()), paths(config.prices().files())));
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private static List<Path> paths(List<String> texts) {
        return texts.stream()
                .map(text -> text.startsWith("~/")
                        ? Path.of(System.getProperty("user.home"), text.substring(2))
                        : Path.of(text))
                .toList();
    }

    /** Looks from time to time whether a price file has changed; never when the interval is 0. */
    void watchPrices(Duration interval) {
        if (interval.isZero()) {
            return;
        }
        Thread.ofPlatform().name("spoor-prices").daemon(true).start(() -> {
            String told = "";
            while (true) {
                try {
                    Thread.sleep(interval);
                    if (prices.reload()) {
                        LOG.log(
                                Level.INFO,
                                "price files have changed; what comes from now on is priced by them, and by"
                                        + " 'spoor reindex --prices' what came before");
                    }
                    told = "";
                } catch (IllegalArgumentException e) {
                    if (!told.equals(e.getMessage())) {
                        told = String.valueOf(e.getMessage());
                        LOG.log(Level.WARNING, told + "; prices stay as they were");
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    /** CPU time that reading and pricing spans has taken. */
    double cpuSeconds() {
        return cpu.seconds();
    }

    /** How often something of a span was not read. */
    long partialReads() {
        return dialects.partialReads();
    }

    @Override
    public String version() {
        return dialects.version() + " " + prices.current().version();
    }

    @Override
    public void reload() {
        prices.reload();
    }

    @Override
    public SpanSummary summarise(Span span) {
        return cpu.of(() -> dialects.summarise(span));
    }

    @Override
    public SpanSummary summariseWithoutPreviews(Span span) {
        return cpu.of(() -> dialects.summariseWithoutPreviews(span));
    }

    @Override
    public SpanSummary summarise(Span span, List<LogRecord> logs) {
        return dialects.summarise(span, logs);
    }

    @Override
    public boolean isContent(LogRecord log) {
        return dialects.isContent(log);
    }

    @Override
    public List<Assessment> assessments(Span span) {
        return dialects.assessments(span);
    }

    @Override
    public List<Assessment> assessments(List<LogRecord> logs) {
        return dialects.assessments(logs);
    }

    @Override
    public Cost price(Span span, SpanSummary summary) {
        return cpu.of(() -> prices.current().price(span, summary));
    }

    @Override
    public SpanContent read(Span span, List<LogRecord> logs) {
        return dialects.read(span, logs);
    }

    @Override
    public boolean isInput(String attributeKey) {
        return dialects.isInput(attributeKey);
    }

    @Override
    public boolean isOutput(String attributeKey) {
        return dialects.isOutput(attributeKey);
    }
}
