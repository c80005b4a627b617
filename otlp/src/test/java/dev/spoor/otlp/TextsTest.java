package dev.spoor.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void aTextThatComesAgainIsTheSameObject() {
        byte[] bytes = "..a model of this test..".getBytes(StandardCharsets.UTF_8);

        Texts.of(bytes, 2, bytes.length - 2);
        var second = Texts.of(bytes, 2, bytes.length - 2);

        assertThat(second.text()).isEqualTo("a model of this test");
        assertThat(Texts.of(bytes, 2, bytes.length - 2)).isSameAs(second);
    }

    @Test
    void whateverComesFromManyThreadsReadsAsWithoutTheCache() {
        // A few come again and again, and many once in a while, so that they push each other out; not all are UTF-8.
        Random random = new Random(7);
        byte[] bytes = new byte[20_000];
        random.nextBytes(bytes);

        IntStream.range(0, 400_000).parallel().forEach(i -> {
            int from = i % 3 == 0 ? (i * 31) % (bytes.length - 80) : i % 500;
            int to = from + from % 80;
            assertThat(Texts.of(bytes, from, to).text())
                    .isEqualTo(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        });
    }
}
