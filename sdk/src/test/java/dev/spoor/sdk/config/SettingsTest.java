package dev.spoor.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path home;

    @TempDir
    Path work;

    private static void write(Path folder, String toml) throws IOException {
        Files.createDirectories(folder.resolve(".spoor"));
        Files.writeString(folder.resolve(".spoor/config.toml"), toml);
    }

    private SdkSettings load(Map<String, String> environment) {
        return SettingsLoader.usual(home, work, environment).load();
    }

    @Test
    void withoutAnythingTheDefaultsHold() {
        SdkSettings settings = load(Map.of());
        assertThat(settings.flag(SdkSetting.ENABLED)).isTrue();
        assertThat(settings.text(SdkSetting.ENDPOINT)).isEqualTo("http://127.0.0.1:5050");
        assertThat(settings.number(SdkSetting.SAMPLING_RATIO)).isEqualTo(1);
        assertThat(settings.bytes(SdkSetting.QUEUE_MAX_BYTES)).isEqualTo(64 << 20);
        assertThat(settings.duration(SdkSetting.QUEUE_DELAY)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void laterSourcesWin() throws IOException {
        write(home, "port = 6060\n[sdk]\nproject = \"home\"\nrelease = \"1\"\nrequired = true\n");
        write(work, "[sdk]\nproject = \"work\"\nrelease = \"2\"\n[sdk.content]\ninclude = false # no prompts\n");
        SdkSettings settings = SettingsLoader.usual(home, work, Map.of("SPOOR_SDK_RELEASE", "3"))
                .program(Map.of(SdkSetting.REQUIRED, "false"))
                .load();
        assertThat(settings.text(SdkSetting.PROJECT)).isEqualTo("work");
        assertThat(settings.text(SdkSetting.RELEASE)).isEqualTo("3");
        assertThat(settings.flag(SdkSetting.REQUIRED)).isFalse();
        assertThat(settings.flag(SdkSetting.CONTENT_INCLUDE)).isFalse();
        assertThat(settings.text(SdkSetting.ENDPOINT)).isEqualTo("http://127.0.0.1:6060");
        assertThat(settings.shown().get(SdkSetting.RELEASE).source()).isEqualTo("environment SPOOR_SDK_RELEASE");
        assertThat(settings.shown().get(SdkSetting.REQUIRED).source()).isEqualTo("program");
    }

    @ParameterizedTest
    @CsvSource({
        "true,,true",
        "true,1,true",
        "true,0,false",
        "false,,false",
        "false,1,true",
        "false,0,false",
        "true,off,false"
    })
    void theEnvironmentSwitchesBothWays(String file, String variable, boolean expected) throws IOException {
        write(home, "[sdk]\nenabled = " + file + "\n");
        assertThat(load(variable == null ? Map.of() : Map.of("SPOOR_TRACING", variable))
                        .flag(SdkSetting.ENABLED))
                .isEqualTo(expected);
    }

    @Test
    void variablesOfOpenTelemetryAndMlflowAreUnderstoodWhereOursAreNotSet() {
        Map<String, String> mlflow = Map.of(
                "MLFLOW_TRACKING_URI", "http://m:5000",
                "MLFLOW_EXPERIMENT_NAME", "exp");
        assertThat(load(mlflow).text(SdkSetting.ENDPOINT)).isEqualTo("http://m:5000");
        assertThat(load(mlflow).text(SdkSetting.PROJECT)).isEqualTo("exp");
        assertThat(load(Map.of("MLFLOW_TRACKING_URI", "sqlite:///x")).text(SdkSetting.ENDPOINT))
                .isEqualTo("http://127.0.0.1:5050");

        Map<String, String> otel = Map.of(
                "MLFLOW_TRACKING_URI", "http://m:5000",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://o:4318",
                "OTEL_EXPORTER_OTLP_HEADERS", "a=b%20c,d=e",
                "OTEL_SERVICE_NAME", "svc",
                "OTEL_TRACES_SAMPLER", "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG", "0.25",
                "OTEL_EXPORTER_OTLP_TIMEOUT", "1500");
        SdkSettings settings = load(otel);
        assertThat(settings.text(SdkSetting.ENDPOINT)).isEqualTo("http://o:4318");
        assertThat(settings.pairs(SdkSetting.HEADERS)).containsExactlyInAnyOrderEntriesOf(Map.of("a", "b c", "d", "e"));
        assertThat(settings.shown().get(SdkSetting.HEADERS).text()).isEqualTo("…");
        assertThat(settings.text(SdkSetting.SERVICE_NAME)).isEqualTo("svc");
        assertThat(settings.number(SdkSetting.SAMPLING_RATIO)).isEqualTo(0.25);
        assertThat(settings.duration(SdkSetting.TIMEOUT)).isEqualTo(Duration.ofMillis(1500));

        assertThat(load(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://o:4318", "SPOOR_ENDPOINT", "http://s:1"))
                        .text(SdkSetting.ENDPOINT))
                .isEqualTo("http://s:1");
        assertThat(load(Map.of("OTEL_SDK_DISABLED", "true")).flag(SdkSetting.ENABLED))
                .isFalse();
    }

    @Test
    void furtherDestinationsHaveTablesOfTheirOwn() throws IOException {
        write(
                home,
                "[sdk.destinations.honeycomb]\nendpoint = \"https://h/v1/traces\"\nheaders = [\"x-key=a,b\", 'y=z']\n");
        SdkSettings.NamedDestination named = load(Map.of()).destinations().get("honeycomb");
        assertThat(named.endpoint()).isEqualTo("https://h/v1/traces");
        assertThat(SdkSettings.pairs("headers", named.headers()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("x-key", "a,b", "y", "z"));
    }

    @Test
    void whatIsUnknownOrUnusableIsNamed() throws IOException {
        write(home, "[sdk]\nprojct = \"x\"\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("there is no setting 'sdk.projct'");
        write(home, "");
        assertThatThrownBy(() -> load(Map.of("SPOOR_SDK_PROJCT", "x")))
                .hasMessage("the environment variable SPOOR_SDK_PROJCT sets nothing");
        assertThatThrownBy(() -> load(Map.of("SPOOR_TRACING", "maybe")))
                .hasMessage("enabled (environment SPOOR_TRACING): expected true or false, found 'maybe'");
        assertThatThrownBy(() -> load(Map.of("SPOOR_SDK_SAMPLING_RATIO", "2"))).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> load(Map.of("SPOOR_SDK_TIMEOUT", "soon"))).hasMessageContaining("30s");
        assertThatThrownBy(() -> load(Map.of("SPOOR_SDK_QUEUE_MAX_BYTES", "lots")))
                .hasMessageContaining("64KiB");
        assertThatThrownBy(() -> load(Map.of("SPOOR_SDK_QUEUE_MAX_SPANS", "0"))).hasMessageContaining("from 1 to");
        assertThatThrownBy(
                        () -> load(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_EXPORTER_OTLP_ENDPOINT", "x")))
                .hasMessageContaining("expected http/protobuf, found 'grpc'");
        write(home, "[sdk.destinations.x]\nheaders = []\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessage("sdk.destinations.x: 'endpoint' is missing");
    }

    @Test
    void tomlIsRead() {
        assertThat(TomlReader.read("f", """
                        # a comment
                        a = "x\\t\\u00e4" # another
                        'b c'.d = 'C:\\x'
                        [t."u.v"]
                        n = 1_000
                        yes = true
                        list = [
                          "one", # first
                          2,
                        ]
                        inline = {m = {n=1}, "o p".q = [3], empty = {} }
                        long = '''
                        two
                        lines'''
                        """))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a", "x\tä",
                        "b c.d", "C:\\x",
                        "t.u.v.n", "1000",
                        "t.u.v.yes", "true",
                        "t.u.v.list", List.of("one", "2"),
                        "t.u.v.inline.m.n", "1",
                        "t.u.v.inline.o p.q", List.of("3"),
                        "t.u.v.long", "two\nlines"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\na = ",
                "\na",
                "\na = b",
                "\na = \"x",
                "\n[[t]]",
                "\na = {b=1",
                "\na = {b=1 c=2}",
                "\na = [{b=1}]",
                "\na = [[1]]",
                "\na = 1 2",
                "\na = \"\"\"x\"\"",
                "\na = \"\\q\"",
                "\n= 1",
                "\na = [1 2]",
                "\n[t"
            })
    void whatIsNoTomlIsRefusedWithItsLine(String text) {
        assertThatThrownBy(() -> TomlReader.read("f.toml", text)).hasMessageStartingWith("f.toml, line 2: ");
    }
}
