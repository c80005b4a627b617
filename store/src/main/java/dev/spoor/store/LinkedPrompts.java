package dev.spoor.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads MLflow's tag {@code mlflow.linkedPrompts}: a JSON list of objects with {@code name} and {@code version}. */
final class LinkedPrompts {
    private static final JsonFactory JSON = new JsonFactory();

    private LinkedPrompts() {}

    /** {@code name/version} of each; of text that is no such list, what comes before it breaks. */
    static List<String> of(String json) {
        List<String> prompts = new ArrayList<>();
        try (JsonParser in = JSON.createParser(json)) {
            String name = "";
            String version = "";
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    name = "";
                    version = "";
                } else if (token == JsonToken.END_OBJECT && !name.isEmpty()) {
                    prompts.add(name + "/" + version);
                } else if (token.isScalarValue() && "name".equals(in.currentName())) {
                    name = in.getText();
                } else if (token.isScalarValue() && "version".equals(in.currentName())) {
                    version = in.getText();
                }
            }
        } catch (IOException e) {
            // A client may set the tag to anything.
        }
        return prompts;
    }
}
