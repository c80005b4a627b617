package dev.spoor.otlp;

import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an OTLP {@code ExportTraceServiceRequest} (or {@code TracesData}, which has the same bytes) into one block a trace.
 * Nothing is decoded that is not needed, and what is kept is copied byte by byte; so written for speed, see {@code
 * DecodeBenchmark}.
 */
public final class OtlpRequest {
    private static final int RESOURCE_SPANS_TAG = 1 << 3 | WireReader.BYTES;
    private static final int SCOPE_SPANS_TAG = 2 << 3 | WireReader.BYTES;
    private static final int SPAN_TAG = 2 << 3 | WireReader.BYTES;

    private OtlpRequest() {}

    /**
     * What a request holds.
     *
     * @param blocks one a trace (and project), in the order of their first spans
     * @param spans how many spans the blocks hold together
     * @param rejected how many spans are refused
     * @param rejections why, and how many for each reason
     */
    public record Sliced(List<TraceBlock> blocks, int spans, int rejected, Map<String, Integer> rejections) {}

    /**
     * Cuts the request.
     *
     * @throws MalformedOtlpException when the bytes are not that message; single bad spans are refused instead
     */
    public static Sliced slice(byte[] request, ProjectChooser projects, OtlpLimits limits) {
        return slice(request, projects, limits, spanId -> true);
    }

    /** Cuts the request and leaves out, without counting them as refused, the spans that are not wanted. */
    static Sliced slice(byte[] request, ProjectChooser projects, OtlpLimits limits, Predicate<SpanId> wanted) {
        return new Slicing(request, projects, limits, wanted).run();
    }

    /** The state of one request's cutting. */
    private static final class Slicing {
        private final byte[] buffer;
        private final ProjectChooser projects;
        private final OtlpLimits limits;
        private final Predicate<SpanId> wanted;
        private final SpanCheck check;
        private final Map<BlockKey, Parts> blocks = new LinkedHashMap<>();
        private final Map<String, Integer> rejections = new LinkedHashMap<>();
        private int accepted;
        private int rejected;
        private @Nullable Parts lastParts;
        private @Nullable BlockKey lastKey;

        Slicing(byte[] buffer, ProjectChooser projects, OtlpLimits limits, Predicate<SpanId> wanted) {
            this.buffer = buffer;
            this.projects = projects;
            this.limits = limits;
            this.wanted = wanted;
            this.check = new SpanCheck(buffer, limits);
        }

        Sliced run() {
            WireReader in = new WireReader(buffer, 0, buffer.length);
            while (in.hasMore()) {
                int tag = in.tag();
                if (tag >>> 3 == 1) {
                    in.expect(tag, WireReader.BYTES);
                    int end = in.endOfBytes();
                    resourceSpans(in.position, end);
                    in.position = end;
                } else {
                    in.skip(tag);
                }
            }
            long unfoldedBytes = 0;
            for (Parts parts : blocks.values()) {
                unfoldedBytes += parts.layOut();
            }
            checkUnfolded(unfoldedBytes, buffer.length);
            List<TraceBlock> result = new ArrayList<>(blocks.size());
            blocks.forEach((key, parts) ->
                    result.add(new TraceBlock(key.projectId, key.traceId, parts.write(buffer), parts.spanCount)));
            return new Sliced(result, accepted, rejected, rejections);
        }

        private void resourceSpans(int from, int to) {
            Head head = Head.of(buffer, from, to);
            ResourceCheck resource = ResourceCheck.of(head, limits);
            String project = resource.refusal() == null ? projects.projectFor(resource.attributes()) : "";
            WireReader in = new WireReader(buffer, from, to);
            while (in.hasMore()) {
                int tag = in.tag();
                if (tag == SCOPE_SPANS_TAG) {
                    int end = in.endOfBytes();
                    scopeSpans(head, resource, project, in.position, end);
                    in.position = end;
                } else {
                    in.skip(tag);
                }
            }
        }

        private void scopeSpans(Head resource, ResourceCheck resourceCheck, String project, int from, int to) {
            Head scope = Head.of(buffer, from, to);
            String refusal = resourceCheck.refusal();
            if (refusal == null) {
                refusal = ResourceCheck.scopeRefusal(scope, limits);
            }
            WireReader in = new WireReader(buffer, from, to);
            while (in.hasMore()) {
                int tag = in.tag();
                if (tag == SPAN_TAG) {
                    int end = in.endOfBytes();
                    span(resource, scope, refusal, project, in.position, end);
                    in.position = end;
                } else {
                    in.skip(tag);
                }
            }
        }

        private void span(Head resource, Head scope, @Nullable String refusal, String project, int from, int to) {
            String reason = check.refusal(from, to);
            if (reason == null) {
                reason = refusal;
            }
            if (reason == null && accepted == limits.maxSpansPerRequest()) {
                reason = "more than " + limits.maxSpansPerRequest() + " spans in one request";
            }
            if (reason != null) {
                rejected++;
                rejections.merge(reason, 1, Integer::sum);
                return;
            }
            if (!wanted.test(new SpanId(check.spanId))) {
                return;
            }
            accepted++;
            partsOf(project).add(resource, scope, from, to);
        }

        private Parts partsOf(String project) {
            Parts last = lastParts;
            BlockKey key = lastKey;
            if (last != null
                    && key != null
                    && key.traceId.high() == check.traceHigh
                    && key.traceId.low() == check.traceLow
                    && key.projectId.equals(project)) {
                return last;
            }
            BlockKey sought = new BlockKey(project, new TraceId(check.traceHigh, check.traceLow));
            Parts parts = blocks.computeIfAbsent(sought, k -> new Parts());
            lastParts = parts;
            lastKey = sought;
            return parts;
        }
    }

    /**
     * Each block repeats the resources and scopes of its spans. A few large ones with many small traces below them would
     * unfold a small request into a huge one; no real client comes near this bound.
     */
    static void checkUnfolded(long unfoldedBytes, int requestBytes) {
        long most = 4L * requestBytes + (16 << 20);
        if (unfoldedBytes > most) {
            throw new MalformedOtlpException(
                    "the request's resources and scopes, repeated for each of its traces, take " + unfoldedBytes
                            + " bytes, more than " + most);
        }
    }

    private record BlockKey(String projectId, TraceId traceId) {}

    /**
     * All of a ResourceSpans or ScopeSpans message but its repeated field 2: the resource or scope, the schema URL, and
     * what a later version of OTLP may add.
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity: one head a message
    record Head(byte[] bytes) {
        static Head of(byte[] buffer, int from, int to) {
            byte[] head = new byte[walk(buffer, from, to, null)];
            walk(buffer, from, to, head);
            return new Head(head);
        }

        /** Copies what belongs to the head into {@code into}, unless that is null, and returns how long it is. */
        private static int walk(byte[] buffer, int from, int to, byte @Nullable [] into) {
            WireReader in = new WireReader(buffer, from, to);
            int length = 0;
            while (in.hasMore()) {
                int fieldFrom = in.position;
                int tag = in.tag();
                in.skip(tag);
                if (tag >>> 3 == 2) {
                    in.expect(tag, WireReader.BYTES);
                    continue;
                }
                if (into != null) {
                    System.arraycopy(buffer, fieldFrom, into, length, in.position - fieldFrom);
                }
                length += in.position - fieldFrom;
            }
            return length;
        }
    }

    /** Where the spans of one block lie in the request, and under which resource and scope. */
    private static final class Parts {
        private final List<Head> resources = new ArrayList<>(1);
        private final List<Head> scopes = new ArrayList<>(2);
        /** For each scope, the index of its first span and the index of its resource. */
        private int[] scopeFirstSpan = new int[2];

        private int[] scopeResource = new int[2];
        private int[] spans = new int[8];
        private int spanCount;
        private int[] scopeBytes = {};
        private int[] resourceBytes = {};
        private int totalBytes;

        void add(Head resource, Head scope, int from, int to) {
            if (resources.isEmpty() || resources.get(resources.size() - 1) != resource) {
                resources.add(resource);
            }
            if (scopes.isEmpty() || scopes.get(scopes.size() - 1) != scope) {
                if (scopes.size() == scopeFirstSpan.length) {
                    scopeFirstSpan = Arrays.copyOf(scopeFirstSpan, scopes.size() * 2);
                    scopeResource = Arrays.copyOf(scopeResource, scopes.size() * 2);
                }
                scopeFirstSpan[scopes.size()] = spanCount;
                scopeResource[scopes.size()] = resources.size() - 1;
                scopes.add(scope);
            }
            if (spanCount * 2 == spans.length) {
                spans = Arrays.copyOf(spans, spans.length * 2);
            }
            spans[spanCount * 2] = from;
            spans[spanCount * 2 + 1] = to;
            spanCount++;
        }

        /** Computes how long each message will be; returns the length of all. */
        long layOut() {
            scopeBytes = new int[scopes.size()];
            resourceBytes = new int[resources.size()];
            for (int r = 0; r < resourceBytes.length; r++) {
                resourceBytes[r] = resources.get(r).bytes.length;
            }
            for (int s = 0; s < scopeBytes.length; s++) {
                int bytes = scopes.get(s).bytes.length;
                for (int i = scopeFirstSpan[s]; i < firstSpanAfter(s); i++) {
                    bytes += fieldBytes(spans[i * 2 + 1] - spans[i * 2]);
                }
                scopeBytes[s] = bytes;
                resourceBytes[scopeResource[s]] += fieldBytes(bytes);
            }
            totalBytes = 0;
            for (int bytes : resourceBytes) {
                totalBytes += fieldBytes(bytes);
            }
            return totalBytes;
        }

        /** After {@link #layOut}. */
        byte[] write(byte[] buffer) {
            WireWriter out = new WireWriter(totalBytes);
            int resource = -1;
            for (int s = 0; s < scopeBytes.length; s++) {
                if (scopeResource[s] != resource) {
                    resource = scopeResource[s];
                    out.tagAndLength(RESOURCE_SPANS_TAG, resourceBytes[resource]);
                    out.bytes(resources.get(resource).bytes);
                }
                out.tagAndLength(SCOPE_SPANS_TAG, scopeBytes[s]);
                out.bytes(scopes.get(s).bytes);
                for (int i = scopeFirstSpan[s]; i < firstSpanAfter(s); i++) {
                    out.tagAndLength(SPAN_TAG, spans[i * 2 + 1] - spans[i * 2]);
                    out.bytes(buffer, spans[i * 2], spans[i * 2 + 1]);
                }
            }
            return out.toByteArray();
        }

        private int firstSpanAfter(int scope) {
            return scope + 1 < scopes.size() ? scopeFirstSpan[scope + 1] : spanCount;
        }

        /** A length-delimited field whose tag takes one byte. */
        private static int fieldBytes(int contentBytes) {
            return 1 + WireWriter.varintBytes(contentBytes) + contentBytes;
        }
    }
}
