package dev.spoor.localmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/embeddings}: texts with words in common are near one another. */
final class Embeddings {
    private static final int DIMENSIONS = 64;

    private Embeddings() {}

    static Map<String, @Nullable Object> whole(String model, Map<String, @Nullable Object> request) {
        Object input = request.get("input");
        List<?> texts = input instanceof List<?> list ? list : Arrays.asList(input);
        boolean base64 = "base64".equals(request.get("encoding_format"));
        List<Map<String, @Nullable Object>> data = new ArrayList<>();
        for (Object text : texts) {
            float[] vector = vector(String.valueOf(text));
            data.add(Json.object(
                    "object", "embedding", "index", data.size(), "embedding", base64 ? base64(vector) : vector));
        }
        int tokens = texts.stream()
                .mapToInt(text -> words(String.valueOf(text)).length)
                .sum();
        return Json.object(
                "object",
                "list",
                "model",
                model,
                "data",
                data,
                "usage",
                Json.object("prompt_tokens", tokens, "total_tokens", tokens));
    }

    private static String[] words(String text) {
        return text.toLowerCase(Locale.ROOT).split("\\W+");
    }

    /** Counts words by their hash, and has length one. */
    private static float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        for (String word : words(text)) {
            vector[Math.floorMod(word.hashCode() * 31, DIMENSIONS)] += 1;
        }
        double length = 0;
        for (float count : vector) {
            length += count * count;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
