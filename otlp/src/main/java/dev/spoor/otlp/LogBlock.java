package dev.spoor.otlp;

import dev.spoor.model.TraceId;

/**
 * The log records of one trace out of one request: the bytes of an OTLP {@code LogsData} message.
 *
 * @param otlp never empty; belongs to the block and must not be changed
 * @param recordCount at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // a block is a carrier of bytes and is never compared
public record LogBlock(String projectId, TraceId traceId, byte[] otlp, int recordCount) {}
