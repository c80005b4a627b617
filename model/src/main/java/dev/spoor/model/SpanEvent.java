package dev.spoor.model;

/** Something that happened at one moment of a span: an exception, a message, a chunk. */
public record SpanEvent(long epochNanos, String name, Attributes attributes) {}
