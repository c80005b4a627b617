package dev.spoor.cli;

import dev.spoor.dialects.Dialects;
import dev.spoor.dialects.prices.Prices;
import dev.spoor.model.Assessment;
import dev.spoor.model.Cost;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import dev.spoor.server.ContentReader;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.store.SpanReader;
import dev.spoor.store.local.LocalStoreConfig;
import dev.spoor.store.local.LocalTraceStore;
import java.nio.file.Files;
import java.util.List;

/** Opens the store that the settings name, with all dialects. */
final class Stores {
    private Stores() {}

    static LocalTraceStore open(SpoorConfig config) {
        SpanReader reader = reader(Dialects.standard());
        return config.memory() ? LocalTraceStore.inMemory(reader) : LocalTraceStore.open(localConfig(config), reader);
    }

    /** Opens a store that must be there already. */
    static LocalTraceStore openExisting(SpoorConfig config) {
        if (!Files.isDirectory(config.data().resolve("log"))) {
            throw new UserException("there is no store in " + config.data() + "; name another folder with --data");
        }
        return open(config);
    }

    private static LocalStoreConfig localConfig(SpoorConfig config) {
        SpoorConfig.Store store = config.store();
        SpoorConfig.Retention retention = config.retention();
        return new LocalStoreConfig(
                config.data(),
                true,
                store.segmentBytes().bytes(),
                store.maxQueuedBytes().bytes(),
                store.maxStoreBytes().bytes(),
                store.minFreeBytes().bytes(),
                store.indexMemory().bytes(),
                store.indexThreads(),
                store.indexReaders(),
                store.flushInterval(),
                store.readTimeout(),
                new LocalStoreConfig.Retention(
                        retention.maxAge(), retention.maxBytes().bytes(), retention.maxTraces()),
                new LocalStoreConfig.Search(
                        config.search().threads(), config.search().timeout(), LocalStoreConfig.Search.TAIL_BYTES));
    }

    /** Dialects as the server asks for them. */
    static ContentReader contentReader(Dialects dialects) {
        return new ContentReader() {
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
        };
    }

    /** Dialects and prices as the store asks for them. */
    private record DialectReader(Dialects dialects, Prices prices) implements SpanReader {
        @Override
        public String version() {
            return dialects.version() + " " + prices.version();
        }

        @Override
        public SpanSummary summarise(Span span) {
            return dialects.summarise(span);
        }

        @Override
        public SpanSummary summariseWithoutPreviews(Span span) {
            return dialects.summariseWithoutPreviews(span);
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
            return prices.price(span, summary);
        }
    }

    static SpanReader reader(Dialects dialects) {
        return new DialectReader(dialects, Prices.bundled());
    }
}
