/** OTLP in: traces and logs by HTTP and gRPC. */
@NullMarked
package dev.spoor.server.otlp;

import org.jspecify.annotations.NullMarked;
