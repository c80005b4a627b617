package dev.spoor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the log, from which everything can be made. */
@Command(
        name = "backup",
        description = "Copies everything that is on disk now into a new folder, also while a server runs.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor backup /backups/monday",
            "  spoor serve --data /backups/monday      opens the copy; its index is made anew"
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin
    Settings settings = new Settings();

    @Parameters(paramLabel = "DIR", description = "An empty or new folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path target = folder.toAbsolutePath().normalize();
        new Maintained(settings.config()).run("backup", Map.of("folder", target.toString()), store -> {
            try (ProgressLine progress = new ProgressLine()) {
                store.maintenance().backup(target, progress);
                return JsonNodeFactory.instance.objectNode();
            }
        });
        spec.commandLine().getOut().println("copied to " + target);
        return 0;
    }
}
