package dev.spoor.server;

import com.linecorp.armeria.server.ServerBuilder;

/** A part of what the server offers, with its addresses. */
public interface Routes {
    void addTo(ServerBuilder server, Services services);
}
