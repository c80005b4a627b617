package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    @Test
    void aNameThatComesAgainHasTheSameKeyForEachType() {
        AttributeKey<String> first = KnownKeys.STRING.of("spoor.test.again");

        assertThat(KnownKeys.STRING.of(new String("spoor.test.again"))).isSameAs(first);
        assertThat(KnownKeys.LONG.of("spoor.test.again").getType()).isEqualTo(AttributeType.LONG);
        assertThat(first.getType()).isEqualTo(AttributeType.STRING);
    }

    @Test
    void namesThatShareAPlaceKeepTheirOwnKeys() {
        // Of equal hash codes.
        for (int round = 0; round < 3; round++) {
            assertThat(KnownKeys.STRING.of("AaAa").getKey()).isEqualTo("AaAa");
            assertThat(KnownKeys.STRING.of("BBBB").getKey()).isEqualTo("BBBB");
        }
    }

    @Test
    void namesWithoutEndAreAllRight() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(KnownKeys.DOUBLE.of("n" + i).getKey()).isEqualTo("n" + i);
        }
    }

    @Test
    void aLongNameIsNotKept() {
        String name = "n".repeat(1000);

        assertThat(KnownKeys.BOOLEAN.of(name))
                .isEqualTo(KnownKeys.BOOLEAN.of(name))
                .isNotSameAs(KnownKeys.BOOLEAN.of(name));
    }
}
