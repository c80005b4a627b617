package dev.spoor.cli;

import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SettingTable;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows every setting, its value, and where that comes from. */
@Command(
        name = "config",
        description = "Shows every setting, its value, and where the value comes from.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor config                     what is in force",
            "  spoor config --changed           only what is not by default",
            "  spoor config --markdown          what each setting does, as a table"
        })
final class ConfigCommand implements Runnable {
    @Mixin
    Settings settings = new Settings();

    @Option(names = "--changed", description = "Only settings whose value is not the default.")
    boolean changed;

    @Option(names = "--markdown", description = "The documentation of all settings, as a Markdown table.")
    boolean markdown;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(SettingTable.markdown());
            out.flush();
            return;
        }
        ConfigLoader.Loaded loaded = settings.load();
        loaded.origins().forEach((name, origin) -> {
            if (!changed || !origin.isDefault()) {
                out.printf("%-32s %-20s %s%n", name, origin.text(), origin.source());
            }
        });
        out.flush();
    }
}
