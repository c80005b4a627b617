package dev.spoor.model;

/** A pointer from a span to another span, of this trace or another. */
public record SpanLink(TraceId traceId, SpanId spanId, String traceState, Attributes attributes) {}
