package dev.spoor.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are written while they are made, a buffer at a time, and no faster than the client reads. An answer that
 * fits in one buffer is sent whole. A failure before the first buffer is full becomes an error answer; a later one cuts
 * the connection, which clients see as an answer that breaks off.
 */
public final class StreamedJson {
    /** A page of fifty traces is some 70 KB. */
    private static final int BUFFER_BYTES = 64 << 10;

    private final Gate gate;
    private final Duration stalledReaderTimeout;

    public StreamedJson(Gate gate, Duration stalledReaderTimeout) {
        this.gate = gate;
        this.stalledReaderTimeout = stalledReaderTimeout;
    }

    /** Writes the answer; may block, and throws what {@link Failures} knows. */
    @FunctionalInterface
    public interface Body {
        void writeTo(JsonGenerator out) throws IOException;
    }

    /** Likewise for answers that are not JSON. */
    @FunctionalInterface
    public interface RawBody {
        void writeTo(OutputStream out) throws IOException;
    }

    public HttpResponse answer(ServiceRequestContext ctx, Body body) {
        return answer(ctx, MediaType.JSON_UTF_8, out -> {
            JsonGenerator json = Json.FACTORY.createGenerator(out);
            // Not closed after a failure: that would complete the brackets, and flush.
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            body.writeTo(json);
            json.flush();
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // every outcome ends in the answer
    public HttpResponse answer(ServiceRequestContext ctx, MediaType type, RawBody body) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        Out out = new Out(ctx, type, answer);
        gate.run(() -> {
                    body.writeTo(out);
                    out.finish();
                    return true;
                })
                .exceptionally(failure -> {
                    out.fail(failure);
                    return false;
                });
        return HttpResponse.of(answer);
    }

    /** Private to the thread that writes the answer. */
    private final class Out extends OutputStream {
        private final ServiceRequestContext ctx;
        private final MediaType type;
        private final CompletableFuture<HttpResponse> answer;
        private byte[] buffer = new byte[BUFFER_BYTES];
        private int length;
        private @Nullable HttpResponseWriter writer;

        Out(ServiceRequestContext ctx, MediaType type, CompletableFuture<HttpResponse> answer) {
            this.ctx = ctx;
            this.type = type;
            this.answer = answer;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            while (count > 0) {
                if (length == buffer.length) {
                    send();
                }
                int part = Math.min(count, buffer.length - length);
                System.arraycopy(bytes, from, buffer, length, part);
                length += part;
                from += part;
                count -= part;
            }
        }

        private void send() throws IOException {
            HttpResponseWriter out = writer;
            if (out == null) {
                out = HttpResponse.streaming();
                writer = out;
                ctx.clearRequestTimeout();
                out.write(
                        ResponseHeaders.builder(HttpStatus.OK).contentType(type).build());
                answer.complete(out);
            }
            // One buffer is on its way while the next is filled.
            awaitReader(out);
            if (!out.tryWrite(HttpData.wrap(buffer, 0, length))) {
                throw new IOException("the client has gone");
            }
            buffer = new byte[BUFFER_BYTES];
            length = 0;
        }

        private void awaitReader(HttpResponseWriter out) throws IOException {
            try {
                out.whenConsumed().get(stalledReaderTimeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new IOException("the client took nothing for " + stalledReaderTimeout, e);
            } catch (ExecutionException e) {
                throw new IOException("the client has gone", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        void finish() throws IOException {
            HttpResponseWriter out = writer;
            if (out == null) {
                answer.complete(HttpResponse.of(
                        ResponseHeaders.builder(HttpStatus.OK)
                                .contentType(type)
                                .contentLength(length)
                                .build(),
                        HttpData.wrap(Arrays.copyOf(buffer, length))));
                return;
            }
            if (length > 0) {
                send();
            }
            out.close();
        }

        void fail(Throwable failure) {
            HttpResponseWriter out = writer;
            if (out == null) {
                answer.complete(ErrorAnswers.json(Failures.asApi(failure)).toHttpResponse());
            } else {
                // Too late for another answer, but what nobody expected is logged.
                out.close(Failures.asApi(failure));
            }
        }
    }
}
