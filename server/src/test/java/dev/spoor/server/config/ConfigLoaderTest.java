package dev.spoor.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir
    Path home;

    @TempDir
    Path work;

    private static void write(Path folder, String toml) throws IOException {
        Path file = folder.resolve(".spoor/config.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, toml);
    }

    private ConfigLoader.Loaded load(Map<String, String> environment, Map<String, String> flags) {
        return ConfigLoader.load(home, work, environment, flags);
    }

    @Test
    void withoutAnythingTheDefaultsHold() {
        ConfigLoader.Loaded loaded = load(Map.of(), Map.of());

        assertThat(loaded.config().host()).isEqualTo("127.0.0.1");
        assertThat(loaded.config().port()).isEqualTo(5050);
        assertThat(loaded.config().data()).isEqualTo(home.resolve(".spoor"));
        assertThat(loaded.config().otlp().maxRequestBytes()).isEqualTo(new ByteSize(32 << 20));
        assertThat(loaded.config().http().idleTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(loaded.origins())
                .hasSize(SettingTable.rows().size())
                .allSatisfy((name, origin) -> assertThat(origin.isDefault()).isTrue());
    }

    @Test
    void whatIsTheSdksIsLeftToTheSdk() throws IOException {
        write(home, "port = 1\n[sdk]\nproject = \"p\"\n[sdk.content]\ninclude = false\n");

        assertThat(load(Map.of("SPOOR_TRACING", "0", "SPOOR_SDK_PROJECT", "p"), Map.of())
                        .config()
                        .port())
                .isEqualTo(1);
    }

    @Test
    void laterSourcesWinAndEachValueKnowsItsSource() throws IOException {
        write(home, "port = 1\nhost = \"h1\"\ngrpc_port = 1\n[live]\nmax_viewers = 1\n");
        write(work, "host = \"h2\"\ngrpc_port = 2\nmemory = true\n");

        ConfigLoader.Loaded loaded = load(Map.of("SPOOR_GRPC_PORT", "3", "PATH", "/bin"), Map.of("memory", "false"));

        assertThat(loaded.config().port()).isEqualTo(1);
        assertThat(loaded.config().live().maxViewers()).isEqualTo(1);
        assertThat(loaded.config().host()).isEqualTo("h2");
        assertThat(loaded.config().grpcPort()).isEqualTo(3);
        assertThat(loaded.config().memory()).isFalse();
        assertThat(loaded.origins().get("port").source())
                .endsWith("config.toml")
                .startsWith(home.toString());
        assertThat(loaded.origins().get("host").source()).startsWith(work.toString());
        assertThat(loaded.origins().get("grpc_port").source()).isEqualTo("environment SPOOR_GRPC_PORT");
        assertThat(loaded.origins().get("memory").source()).isEqualTo("flag --memory");
    }

    @Test
    void anUnknownKeyNamesTheNearestKnownOne() throws IOException {
        write(home, "[otlp]\nmax_request_byte = 3\n");

        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.toml")
                .hasMessageContaining("'otlp.max_request_byte'")
                .hasMessageContaining("did you mean 'otlp.max_request_bytes'?");
    }

    @Test
    void anUnknownVariableNamesTheNearestKnownOne() {
        assertThatThrownBy(() -> load(Map.of("SPOOR_PROT", "1"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SPOOR_PROT")
                .hasMessageContaining("did you mean 'SPOOR_PORT'?");
    }

    @Test
    void variablesOfTheSdkAndTheLauncherAreNoSettings() {
        load(Map.of("SPOOR_SDK_QUEUE", "1", "SPOOR_ENDPOINT", "http://x", "SPOOR_JAVA_HOME", "/jdk"), Map.of());
    }

    @Test
    void anUnknownFlagIsAnError() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("prot", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("did you mean 'port'?");
    }

    @Test
    void brokenTomlNamesFileAndLine() throws IOException {
        write(work, "port = 1\nhost = = 2\n");

        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.toml, line 2");
    }

    @Test
    void aListWhereOneValueIsExpectedIsAnError() throws IOException {
        write(work, "port = [1, 2]\n");

        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("port: expected one value, found a list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port|many|expected a whole number, found 'many'",
                "port|65536|expected 0 to 65535, found '65536'",
                "port|99999999999|expected a whole number",
                "memory|perhaps|expected true or false, found 'perhaps'",
                "otlp.max_request_bytes|3 apples|expected a size such as 64MiB, found '3 apples'",
                "otlp.max_request_bytes|10|expected 1KiB to 1GiB, found '10'",
                "http.idle_timeout|soon|expected a duration such as 30s",
                "http.request_timeout|1ms|expected at least 100ms, found '1ms'",
                "log.format|xml|expected text or json, found 'xml'",
                "data|' '|expected a path, found nothing",
            })
    void aBadValueSaysWhatIsExpectedAndWhereItWasSet(String name, String text, String message) {
        assertThatThrownBy(() -> load(Map.of(), Map.of(name, text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(name + " (flag ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "512,512", "64KiB,65536", "64kib,65536", "10MB,10000000", "1 GiB,1073741824", "5m,5000000"})
    void sizes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "500ms,500", "30s,30000", "5m,300000", "12h,43200000", "90d,7776000000"})
    void durations(String text, long millis) {
        assertThat(Durations.parse(text)).hasMillis(millis);
        assertThat(Durations.print(Durations.parse(text))).isEqualTo(text);
    }

    @Test
    void aDefaultReadsBackAsItIsWritten() {
        for (SettingTable.Row row : SettingTable.rows()) {
            Object value = SettingValues.parse(row, row.byDefault(), Path.of("~"));
            assertThat(SettingValues.print(value)).as(row.name()).isEqualTo(row.byDefault());
        }
    }
}
