package dev.spoor.e2e;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import java.time.LocalDate;
import java.util.Map;

/** What the snippets of the SDK's document take for granted: an application with an agent. */
public class DocumentWorld {
    public record Report(String text, int created) {}

    public record Weather(String city, LocalDate day, String sky) {}

    public record Order(String id, int pieces) {}

    /** Answers, and traces what it does. */
    public static final class Agent {
        public String answer(String question) {
            return Spoor.span("answer")
                    .type(SpanType.AGENT)
                    .inputs(question)
                    .call(span -> Spoor.span("look").type(SpanType.TOOL).call(tool -> "Under the mat."));
        }

        public Report ingest(Map<String, String> input) {
            return new Report("Read " + input.size() + " pages.", input.size());
        }
    }

    /** Tells the weather. */
    public static final class Forecast {
        public Weather of(String city, LocalDate day) {
            return new Weather(city, day, "sunny");
        }
    }

    protected static final Agent agent = new Agent();
    protected static final Forecast forecast = new Forecast();
    protected static final String question = "Where is the key?";
    protected static final String key = "a-key";
    protected static final Order order = new Order("o-1", 2);
    protected static final String verdict = "fine";
    protected static final Map<String, String> input = Map.of("page", "one");

    protected Report report() {
        return new Report("All is well.", 0);
    }
}
