/** The API under {@code /api/v1}; {@code openapi.yaml} beside it describes every answer. */
@NullMarked
package dev.spoor.server.api;

import org.jspecify.annotations.NullMarked;
