package dev.spoor.store;

/** How a trace stands. */
public enum TraceState {
    /** No root span has ended, and nobody said that the trace is done. */
    IN_PROGRESS,
    OK,
    /** The root span failed, or someone said so. */
    ERROR
}
