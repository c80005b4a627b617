package dev.spoor.otlp;

import dev.spoor.model.TraceId;

/**
 * The spans of one trace out of one request, as a client sent them: the bytes of an OTLP {@code TracesData} message with
 * the resources, scopes and spans of this trace alone. Spans, resources and scopes are the sender's own bytes, unaltered.
 *
 * @param projectId the project that the request, or the resource, chose
 * @param otlp never empty; belongs to the block and must not be changed
 * @param spanCount how many spans it holds, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // a block is a carrier of bytes and is never compared
public record TraceBlock(String projectId, TraceId traceId, byte[] otlp, int spanCount) {}
