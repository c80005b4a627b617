package dev.spoor.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} is made from the declarations. To write it anew: {@code ./mvnw test -pl server -am
 * -Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dspoor.docs=write}.
 */
class ConfigurationDocTest {
    private static final Path FILE = Path.of("..", "docs", "configuration.md");

    private static final String INTRODUCTION = """
            # Configuration

            Spoor runs without any. A setting comes from the last of these that has it:

            1. the default in the table,
            2. `~/.spoor/config.toml`,
            3. `./.spoor/config.toml` in the folder where `spoor` is started,
            4. an environment variable,
            5. a flag of `spoor serve`.

            `--config FILE` reads that file instead of the two. `spoor config` prints what is in force and where each
            value comes from. A name that is not in the table is an error, and so is a value that does not fit.

            In a file, the part before the dot is a table:

            ```toml
            port = 6060

            [retention]
            max_age = "90d"
            max_bytes = "50GiB"
            ```

            Sizes are written as `512`, `64KiB`, `32MiB`, `10GB`; units without `i` are decimal. Durations are written
            as `500ms`, `30s`, `5m`, `12h`, `90d`.

            """;

    @Test
    void theDocumentationIsCurrent() throws IOException {
        String expected = INTRODUCTION + SettingTable.markdown();
        if ("write".equals(System.getProperty("spoor.docs"))) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected);
        }
        assertThat(FILE).content().isEqualTo(expected);
    }
}
