package dev.spoor.cli;

import dev.spoor.cli.client.DeleteCommand;
import dev.spoor.cli.client.ExportCommand;
import dev.spoor.cli.client.ImportCommand;
import dev.spoor.cli.client.ProjectsCommand;
import dev.spoor.cli.client.SearchCommand;
import dev.spoor.cli.client.SessionsCommand;
import dev.spoor.cli.client.TailCommand;
import dev.spoor.cli.client.TraceCommand;
import dev.spoor.cli.client.TracesCommand;
import dev.spoor.cli.demo.DemoCommand;
import dev.spoor.server.SpoorServer;
import dev.spoor.server.config.ConfigException;
import dev.spoor.server.ops.Version;
import dev.spoor.store.StoreException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spoor}: all commands, and how their errors are told. */
@Command(
        name = "spoor",
        description = "Shows what LLM applications and agents did: every run as a trace.",
        mixinStandardHelpOptions = true,
        versionProvider = Spoor.VersionText.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor serve                      take traces on http://127.0.0.1:5050, keep them in ~/.spoor",
            "  spoor serve --port 8080 --data /var/lib/spoor",
            "  spoor demo                       send a few example runs to a running server",
            "  spoor traces --since 1h          list traces; 'spoor trace ID' shows one",
            "  spoor stats                      how much there is",
            "  spoor config                     what is set, and where",
            "",
            "Each command tells more with --help."
        })
public final class Spoor implements Runnable {
    /** In the order of the help. {@code spoor serve} is {@link ServeCommand}, and so on. */
    static final List<Class<?>> COMMANDS = List.of(
            ServeCommand.class,
            DemoCommand.class,
            TracesCommand.class,
            SearchCommand.class,
            TraceCommand.class,
            SessionsCommand.class,
            ProjectsCommand.class,
            TailCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            DeleteCommand.class,
            StatsCommand.class,
            VerifyCommand.class,
            ReindexCommand.class,
            CompactCommand.class,
            BackupCommand.class,
            ConfigCommand.class,
            RehearseCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** What can execute these arguments: with the one command that they name, since to describe all takes 0.3 s. */
    static CommandLine commandLine(String... args) {
        CommandLine commandLine = new CommandLine(new Spoor());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> args.length > 0 && command.getSimpleName().equalsIgnoreCase(args[0] + "Command"))
                .toList();
        if (named.isEmpty()) {
            commandLine.addSubcommand(new CommandLine.HelpCommand());
        }
        (named.isEmpty() ? COMMANDS : named).forEach(commandLine::addSubcommand);
        return commandLine.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(Spoor::tell);
    }

    /** Errors that a user can mend are told in one line; others with all we know. */
    private static int tell(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (error instanceof StoreException
                || error instanceof ConfigException
                || error instanceof SpoorServer.StartException
                || error instanceof UserException) {
            err.println("spoor: " + error.getMessage());
        } else {
            err.println("spoor: " + error);
            error.printStackTrace(err);
        }
        err.flush();
        return 1;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"spoor " + Version.SPOOR};
        }
    }
}
