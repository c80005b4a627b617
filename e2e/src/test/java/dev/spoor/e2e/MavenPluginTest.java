package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of somebody else's that has the lines of the SDK's document in its {@code pom.xml}, and Spoor from a
 * repository: its build weaves, and what it traces is as annotated.
 */
class MavenPluginTest {
    private static final Path DOCUMENT = Path.of("../docs/sdk.md");
    private static final Pattern XML = Pattern.compile("^```xml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private static final String PROGRAM = """
            package shop;

            import dev.spoor.sdk.*;
            import dev.spoor.sdk.trace.*;

            public class Shop {
                @Trace(type = "AGENT")
                static String answer(String question) {
                    return look("mat", 2);
                }

                @Trace(type = "TOOL")
                private static String look(String place, int tries) {
                    return "under the " + place;
                }

                public static void main(String[] arguments) {
                    LocalTraces kept = new LocalTraces(LocalTraces.Limits.DEFAULT);
                    Spoor.builder().exportToServer(false).keep(kept).start();
                    answer("Where?");
                    for (RecordedSpan span : kept.latest().orElseThrow().spans()) {
                        System.out.println(span.type() + " " + span.name() + " " + span.inputs() + " " + span.outputs());
                    }
                    Spoor.close();
                }
            }
            """;

    @TempDir
    Path folder;

    /** The first piece of XML in the document that has this in it. */
    private static String lines(String containing) throws IOException {
        Matcher pieces = XML.matcher(Files.readString(DOCUMENT));
        while (pieces.find()) {
            if (pieces.group(1).contains(containing)) {
                return pieces.group(1);
            }
        }
        throw new AssertionError(containing + " is not in " + DOCUMENT);
    }

    /** As a repository has them. */
    private void publish(String artifact, Path module) throws IOException {
        Path to = Files.createDirectories(folder.resolve("repository/dev/spoor/" + artifact + "/" + VERSION));
        Files.copy(module.resolve("pom.xml"), to.resolve(artifact + "-" + VERSION + ".pom"));
        Path jar = module.resolve("target/" + artifact + "-" + VERSION + ".jar");
        if (!artifact.equals("spoor")) {
            Files.copy(jar, to.resolve(jar.getFileName()));
        }
    }

    private static String repositories(String element, Path... folders) {
        StringBuilder repositories = new StringBuilder();
        for (int i = 0; i < folders.length; i++) {
            // The first takes the place of Maven's own, so that nothing is asked for elsewhere.
            repositories
                    .append("<" + element + "><id>" + (i == 0 ? "central" : "spoor") + "</id><url>")
                    .append(folders[i].toAbsolutePath().toUri())
                    .append("</url><releases><checksumPolicy>ignore</checksumPolicy></releases>")
                    .append("<snapshots><checksumPolicy>ignore</checksumPolicy></snapshots></" + element + ">");
        }
        return repositories.toString();
    }

    private Path settings() throws IOException {
        // Surefire says where the build that runs this test has its artifacts.
        Path here = Path.of(System.getProperty("localRepository"));
        Path published = folder.resolve("repository");
        return Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><localRepository>" + folder.resolve("local")
                        + "</localRepository><profiles><profile><id>p</id>"
                        + "<repositories>" + repositories("repository", here, published) + "</repositories>"
                        + "<pluginRepositories>" + repositories("pluginRepository", here, published)
                        + "</pluginRepositories></profile></profiles>"
                        + "<activeProfiles><activeProfile>p</activeProfile></activeProfiles></settings>");
    }

    private Path project() throws IOException {
        Path project = Files.createDirectories(folder.resolve("shop"));
        Path source = Files.createDirectories(project.resolve("src/main/java/shop"));
        Files.writeString(source.resolve("Shop.java"), PROGRAM);
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>shop</groupId>
                  <artifactId>shop</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <maven.compiler.parameters>true</maven.compiler.parameters>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>%s</dependencies>
                  <build>
                    <plugins>
                      <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
                      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
                      %s
                    </plugins>
                  </build>
                </project>
                """.formatted(
                        lines("<artifactId>spoor-sdk<"), lines("byte-buddy-maven-plugin")));
        return project;
    }

    private static String run(Path in, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(SPOOR|OTEL|MLFLOW)_.*"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private static String libraries() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("spoor-e2e"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    private void build(Path project, Path settings) throws Exception {
        String maven =
                Path.of(System.getProperty("spoor.maven.home"), "bin", "mvn").toString();
        run(project, List.of(maven, "-B", "-s", settings.toString(), "process-classes"));
    }

    @Test
    void theBuildWeavesAndSoDoesTheNextOne() throws Exception {
        publish("spoor", Path.of(".."));
        publish("spoor-sdk", Path.of("../sdk"));
        publish("spoor-weave", Path.of("../weave"));
        Path project = project();
        Path settings = settings();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                project.resolve("target/classes") + File.pathSeparator + libraries(),
                "shop.Shop"));
        build(project, settings);
        String once = run(folder, command);
        assertThat(once.lines())
                .containsExactly(
                        "AGENT answer {question=Where?} under the mat", "TOOL look {place=mat, tries=2} under the mat");
        build(project, settings);
        assertThat(run(folder, command)).isEqualTo(once);
    }
}
