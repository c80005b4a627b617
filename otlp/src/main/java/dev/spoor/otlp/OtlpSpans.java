package dev.spoor.otlp;

import dev.spoor.model.Attributes;
import dev.spoor.model.Resource;
import dev.spoor.model.Scope;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanKind;
import dev.spoor.model.SpanLink;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the spans of a block that {@link OtlpRequest} has cut, and so checked. */
public final class OtlpSpans {
    private OtlpSpans() {}

    /**
     * The spans in {@code TracesData} bytes, in their order. Attributes, events and links are decoded when asked for, so
     * the spans keep the array alive; it must not be changed.
     *
     * @throws MalformedOtlpException when the bytes are not that message
     */
    public static List<Span> read(byte[] tracesData) {
        List<Span> spans = new ArrayList<>();
        forEachMessage(tracesData, 0, tracesData.length, 1, (from, to) -> resourceSpans(tracesData, from, to, spans));
        return spans;
    }

    /**
     * The same message with only the spans whose id is wanted, each byte by byte; of several with the same id the last.
     *
     * @return null when no span is left
     */
    public static byte @Nullable [] keep(byte[] tracesData, Predicate<SpanId> wanted) {
        Map<SpanId, Integer> copies = new HashMap<>();
        read(tracesData).forEach(span -> copies.merge(span.spanId(), 1, Integer::sum));
        OtlpRequest.Sliced sliced = OtlpRequest.slice(
                tracesData,
                ProjectChooser.always(""),
                OtlpLimits.NONE,
                id -> copies.merge(id, -1, Integer::sum) == 0 && wanted.test(id));
        return sliced.blocks().isEmpty() ? null : sliced.blocks().get(0).otlp();
    }

    private static void resourceSpans(byte[] buffer, int from, int to, List<Span> spans) {
        ResourceParts resource = new ResourceParts();
        forEachField(buffer, from, to, (field, at, end) -> {
            if (field == 1) {
                resource.attributes = attributes(buffer, at, end, 1);
            } else if (field == 3) {
                resource.schemaUrl = text(buffer, at, end);
            }
        });
        Resource shared = resource.attributes.isEmpty() && resource.schemaUrl.isEmpty()
                ? Resource.EMPTY
                : new Resource(resource.attributes, resource.schemaUrl);
        forEachMessage(buffer, from, to, 2, (at, end) -> scopeSpans(buffer, at, end, shared, spans));
    }

    private static void scopeSpans(byte[] buffer, int from, int to, Resource resource, List<Span> spans) {
        Scope[] scope = {Scope.EMPTY};
        String[] schemaUrl = {""};
        forEachField(buffer, from, to, (field, at, end) -> {
            if (field == 1) {
                scope[0] = scope(buffer, at, end);
            } else if (field == 3) {
                schemaUrl[0] = text(buffer, at, end);
            }
        });
        Scope named = scope[0];
        Scope shared = schemaUrl[0].isEmpty()
                ? named
                : new Scope(named.name(), named.version(), named.attributes(), schemaUrl[0]);
        forEachMessage(buffer, from, to, 2, (at, end) -> spans.add(span(buffer, at, end, resource, shared)));
    }

    private static Scope scope(byte[] buffer, int from, int to) {
        String[] nameAndVersion = {"", ""};
        forEachField(buffer, from, to, (field, at, end) -> {
            if (field == 1 || field == 2) {
                nameAndVersion[field - 1] = Keys.of(buffer, at, end);
            }
        });
        return new Scope(nameAndVersion[0], nameAndVersion[1], attributes(buffer, from, to, 3), "");
    }

    private static Span span(byte[] buffer, int from, int to, Resource resource, Scope scope) {
        WireReader in = new WireReader(buffer, from, to);
        LazyAttributes.Builder attributes = new LazyAttributes.Builder(buffer);
        LazyList.Builder events = new LazyList.Builder();
        LazyList.Builder links = new LazyList.Builder();
        long traceHigh = 0;
        long traceLow = 0;
        long spanId = 0;
        long parent = 0;
        String traceState = "";
        String name = "";
        SpanStatus status = SpanStatus.UNSET;
        int kind = 0;
        int flags = 0;
        long start = 0;
        long end = 0;
        int droppedAttributes = 0;
        int droppedEvents = 0;
        int droppedLinks = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.BYTES -> {
                    in.endOfBytes();
                    traceHigh = Long.reverseBytes(in.fixed64());
                    traceLow = Long.reverseBytes(in.fixed64());
                }
                case 2 << 3 | WireReader.BYTES -> {
                    in.endOfBytes();
                    spanId = Long.reverseBytes(in.fixed64());
                }
                case 3 << 3 | WireReader.BYTES -> {
                    int stop = in.endOfBytes();
                    traceState = text(buffer, in.position, stop);
                    in.position = stop;
                }
                case 4 << 3 | WireReader.BYTES -> {
                    if (in.endOfBytes() > in.position) {
                        parent = Long.reverseBytes(in.fixed64());
                    }
                }
                case 5 << 3 | WireReader.BYTES -> {
                    int stop = in.endOfBytes();
                    name = Keys.of(buffer, in.position, stop);
                    in.position = stop;
                }
                case 6 << 3 | WireReader.VARINT -> kind = (int) in.varint();
                case 7 << 3 | WireReader.FIXED64 -> start = in.fixed64();
                case 8 << 3 | WireReader.FIXED64 -> end = in.fixed64();
                case 9 << 3 | WireReader.BYTES -> {
                    int stop = in.endOfBytes();
                    attributes.add(in.position, stop);
                    in.position = stop;
                }
                case 10 << 3 | WireReader.VARINT -> droppedAttributes = (int) in.varint();
                case 11 << 3 | WireReader.BYTES -> in.position = events.add(in);
                case 12 << 3 | WireReader.VARINT -> droppedEvents = (int) in.varint();
                case 13 << 3 | WireReader.BYTES -> in.position = links.add(in);
                case 14 << 3 | WireReader.VARINT -> droppedLinks = (int) in.varint();
                case 15 << 3 | WireReader.BYTES -> {
                    int stop = in.endOfBytes();
                    status = status(buffer, in.position, stop);
                    in.position = stop;
                }
                case 16 << 3 | WireReader.FIXED32 -> flags = in.fixed32();
                default -> in.skip(tag);
            }
        }
        return new Span(
                new TraceId(traceHigh, traceLow),
                new SpanId(spanId),
                // Some senders write eight zero bytes, or the span's own id, for "no parent".
                parent == 0 || parent == spanId ? null : new SpanId(parent),
                traceState,
                flags,
                name,
                SpanKind.ofNumber(kind),
                start,
                end,
                status,
                attributes.build(),
                events.build((at, stop) -> event(buffer, at, stop)),
                links.valid((at, stop) -> link(buffer, at, stop)).build((at, stop) -> link(buffer, at, stop)),
                resource,
                scope,
                droppedAttributes == 0 && droppedEvents == 0 && droppedLinks == 0
                        ? Span.DroppedCounts.NONE
                        : new Span.DroppedCounts(droppedAttributes, droppedEvents, droppedLinks));
    }

    private static SpanStatus status(byte[] buffer, int from, int to) {
        WireReader in = new WireReader(buffer, from, to);
        String message = "";
        int code = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | WireReader.BYTES -> {
                    int stop = in.endOfBytes();
                    message = text(buffer, in.position, stop);
                    in.position = stop;
                }
                case 3 << 3 | WireReader.VARINT -> code = (int) in.varint();
                default -> in.skip(tag);
            }
        }
        return code == 0 && message.isEmpty()
                ? SpanStatus.UNSET
                : new SpanStatus(SpanStatus.Code.ofNumber(code), message);
    }

    private static SpanEvent event(byte[] buffer, int from, int to) {
        WireReader in = new WireReader(buffer, from, to);
        long time = 0;
        String name = "";
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.FIXED64 -> time = in.fixed64();
                case 2 << 3 | WireReader.BYTES -> {
                    int stop = in.endOfBytes();
                    name = Keys.of(buffer, in.position, stop);
                    in.position = stop;
                }
                default -> in.skip(tag);
            }
        }
        return new SpanEvent(time, name, attributes(buffer, from, to, 3));
    }

    /** Null when the link has no valid ids; OTLP asks receivers to bear that. */
    private static @Nullable SpanLink link(byte[] buffer, int from, int to) {
        WireReader in = new WireReader(buffer, from, to);
        long traceHigh = 0;
        long traceLow = 0;
        long spanId = 0;
        String traceState = "";
        while (in.hasMore()) {
            int tag = in.tag();
            if ((tag & 7) != WireReader.BYTES || tag >>> 3 > 3) {
                in.skip(tag);
                continue;
            }
            int stop = in.endOfBytes();
            int length = stop - in.position;
            if (tag >>> 3 == 1 && length == 16) {
                traceHigh = Long.reverseBytes(in.fixed64());
                traceLow = Long.reverseBytes(in.fixed64());
            } else if (tag >>> 3 == 2 && length == 8) {
                spanId = Long.reverseBytes(in.fixed64());
            } else if (tag >>> 3 == 3) {
                traceState = text(buffer, in.position, stop);
            }
            in.position = stop;
        }
        if ((traceHigh == 0 && traceLow == 0) || spanId == 0) {
            return null;
        }
        return new SpanLink(
                new TraceId(traceHigh, traceLow), new SpanId(spanId), traceState, attributes(buffer, from, to, 4));
    }

    static Attributes attributes(byte[] buffer, int from, int to, int field) {
        LazyAttributes.Builder attributes = new LazyAttributes.Builder(buffer);
        forEachMessage(buffer, from, to, field, attributes::add);
        return attributes.build();
    }

    static String text(byte[] buffer, int from, int to) {
        return from == to ? "" : new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    /** Hands over where each length-delimited occurrence of the field begins and ends. */
    private static void forEachMessage(byte[] buffer, int from, int to, int wanted, Range action) {
        forEachField(buffer, from, to, (field, at, end) -> {
            if (field == wanted) {
                action.at(at, end);
            }
        });
    }

    private static void forEachField(byte[] buffer, int from, int to, Field action) {
        WireReader in = new WireReader(buffer, from, to);
        while (in.hasMore()) {
            int tag = in.tag();
            if ((tag & 7) == WireReader.BYTES) {
                int end = in.endOfBytes();
                action.at(tag >>> 3, in.position, end);
                in.position = end;
            } else {
                in.skip(tag);
            }
        }
    }

    private interface Range {
        void at(int from, int to);
    }

    private interface Field {
        void at(int field, int from, int to);
    }

    private static final class ResourceParts {
        private Attributes attributes = Attributes.empty();
        private String schemaUrl = "";
    }
}
