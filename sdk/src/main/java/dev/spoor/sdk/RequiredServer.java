package dev.spoor.sdk;

import dev.spoor.sdk.export.Destination;

/** The server without which nothing shall be traced. Safe for several threads. */
record RequiredServer(Destination destination) {
    /** @throws SpoorException when it does not take traces, with the reason and what to do */
    void demand() {
        String problem = destination.problem();
        if (problem != null) {
            throw new SpoorException("tracing is required, and the server does not take traces: " + problem
                    + ". Start it with 'spoor serve', set 'endpoint' or SPOOR_ENDPOINT to where it is,"
                    + " or do without it by required = false");
        }
    }
}
