package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;

import dev.spoor.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Conversations of many turns, each turn a trace of its own in one session: an agent, its call of a model that repeats all
 * that was said before, and a tool. The text is made of words with the frequencies of a natural language, so that it
 * compresses like one.
 */
final class Conversations {
    private static final String[] SYLLABLES =
            "ba ce di fo gu la me ni po ru sa te vi wo ya chan der fir gol hem kin lor mund nach pret quon ris stel tor"
                    .split(" ");

    private final Random random;
    private final String[] words = new String[6_000];
    private final double[] cumulative = new double[words.length];

    Conversations(long seed) {
        random = new Random(seed);
        double total = 0;
        for (int i = 0; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int s = i < 60 ? 1 : i < 1_500 ? 2 : 3; s > 0; s--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words[i] = word.toString();
            total += 1.0 / (i + 2.7);
            cumulative[i] = total;
        }
    }

    /** The requests of a conversation in their order, and how many bytes they have before compression. */
    record Conversation(List<Change> requests, long rawBytes) {}

    /** @param firstTrace number of the first turn's trace; the others follow */
    Conversation of(String session, long firstTrace, int turns) {
        List<Change> requests = new ArrayList<>();
        StringBuilder history = new StringBuilder(message("system", text(60)));
        for (int turn = 0; turn < turns; turn++) {
            long trace = firstTrace + turn;
            String question = text(25);
            String result = text(120);
            String answer = text(90);
            history.append(',').append(message("user", question)).append(',').append(message("tool", result));
            requests.add(received(
                    "0",
                    trace,
                    span(trace, id(), 0)
                            .setName("agent")
                            .addAttributes(attribute("session", session))
                            .addAttributes(attribute("input", question))
                            .addAttributes(attribute("output", answer)),
                    span(trace, id(), 1)
                            .setName("chat")
                            .addAttributes(attribute("type", "LLM"))
                            .addAttributes(attribute("model", "m1"))
                            .addAttributes(attribute("in", history.length() / 4))
                            .addAttributes(attribute("messages", "[" + history + "]"))
                            .addAttributes(attribute("answer", answer)),
                    span(trace, id(), 1).setName("search").addAttributes(attribute("result", result))));
            history.append(',').append(message("assistant", answer));
        }
        long raw = requests.stream()
                .mapToLong(change -> ((Change.SpansReceived) change).block().otlp().length)
                .sum();
        return new Conversation(requests, raw);
    }

    private long id() {
        return random.nextLong() | 1;
    }

    private static String message(String role, String text) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + text + "\"}";
    }

    private String text(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double sought = random.nextDouble() * cumulative[words.length - 1];
            int at = java.util.Arrays.binarySearch(cumulative, sought);
            text.append(i == 0 ? "" : i % 11 == 0 ? ". " : " ").append(words[at < 0 ? -at - 1 : at]);
        }
        return text.toString();
    }
}
