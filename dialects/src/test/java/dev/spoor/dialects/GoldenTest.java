package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.dialects.Captures.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each capture is read as the file beside it says. After a change that is meant, write the expectations anew with
 * {@code mvn -pl dialects -am test -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false -Dspoor.golden=write} and
 * read the difference before committing it.
 */
class GoldenTest {

    static Stream<Capture> captures() {
        return Captures.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void aCaptureIsReadAsExpected(Capture capture) throws IOException {
        Path expected = Captures.FOLDER.resolve(capture.name() + ".expected.json");
        String read = GoldenJson.of(capture.spans(), capture.logs());
        if ("write".equals(System.getProperty("spoor.golden"))) {
            Files.writeString(expected, read);
        }
        assertThat(read).isEqualTo(Files.readString(expected));
    }
}
