package dev.spoor.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends requests over several connections, one after the other on each, and times each acknowledgement. */
final class Sender {
    private final ServerProcess server;
    private final Load load;
    private final AtomicLong retries = new AtomicLong();

    Sender(ServerProcess server, Load load) {
        this.server = server;
        this.load = load;
    }

    /** @param ackMillis of each request, sorted */
    record Sent(double seconds, double[] ackMillis, long retries) {
        double percentile(double p) {
            return ackMillis[(int) Math.min(ackMillis.length - 1, Math.floor(ackMillis.length * p))];
        }
    }

    /** Sends so many requests of the load, from the first one named on. */
    Sent send(int first, int requests, int connections) throws InterruptedException {
        double[] millis = new double[requests];
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Thread[] threads = new Thread[connections];
        long start = System.nanoTime();
        for (int t = 0; t < connections; t++) {
            threads[t] = Thread.ofPlatform().start(() -> {
                try (Wire wire = new Wire(server.port())) {
                    int i;
                    while (failures.isEmpty() && (i = next.getAndIncrement()) < requests) {
                        long sent = System.nanoTime();
                        post(wire, load.request(first + i));
                        millis[i] = (System.nanoTime() - sent) / 1e6;
                        if (i % 1000 == 999) {
                            progress(i + 1, requests);
                        }
                    }
                } catch (IOException | InterruptedException | RuntimeException e) {
                    failures.add(e);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!failures.isEmpty()) {
            throw new IllegalStateException("sending failed: " + failures.peek(), failures.peek());
        }
        Arrays.sort(millis);
        return new Sent(seconds, millis, retries.get());
    }

    private void post(Wire wire, byte[] body) throws IOException, InterruptedException {
        while (true) {
            Wire.Answer answer = wire.postTraces(body);
            if (answer.status() == 200) {
                return;
            }
            if (answer.status() != 429 && answer.status() != 503) {
                throw new IOException("the server answered " + answer.status() + ": " + answer.text());
            }
            retries.incrementAndGet();
            Thread.sleep(Duration.ofMillis(200));
        }
    }

    private static void progress(int done, int total) {
        System.err.printf("\r%d of %d requests", done, total);
        if (done + 1000 > total) {
            System.err.println();
        }
    }
}
