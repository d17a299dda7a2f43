package roadbed.app.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.collect.SliceFile;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.slo.SliceCount;

/** {@code roadbed slo push}: sends a file of counts to the server. */
final class SloPushCommand implements Command {
  private static final int AT_ONCE = 20_000;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Sends counts of events to the server, which keeps those of the objectives that it was started with (roadbed"
                + " serve --slo). Sent again, they are kept once.",
            "",
            "Exit codes: 0 all were kept, 1 some lines are wrong or of objectives that the server does not know, 2 wrong use,"
                + " 3 the server did not take them, or an internal error.");
    spec.addPositional(SloValidateCommand.paths());
    RemoteServer.addTo(spec, "The server (default: ROADBED_SERVER, else http://127.0.0.1:" + ServeCommand.PORT + ").");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    Folders folders = Folders.ofProcess();
    Optional<RemoteServer> named = RemoteServer.named(words, folders);
    RemoteServer server =
        named.isPresent() ? named.get() : RemoteServer.at(URI.create("http://127.0.0.1:" + ServeCommand.PORT), words, folders);
    boolean wrong = false;
    long kept = 0;
    long sent = 0;
    for (Path path : paths) {
      SliceFile.Counts read = SliceFile.counts(path);
      for (Diagnostic problem : read.diagnostics()) {
        terminal.err().println(problem.level().id() + " " + problem);
        wrong = true;
      }
      for (int from = 0; from < read.counts().size(); from += AT_ONCE) {
        List<SliceCount> part = read.counts().subList(from, Math.min(read.counts().size(), from + AT_ONCE));
        switch (server.send("/api/v1/objectives/counts", document(part))) {
          case RemoteServer.Accepted accepted -> {
            sent += part.size();
            kept += accepted.answer().get("kept").orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? whole.value() : 0;
          }
          case RemoteServer.Failed failed -> {
            terminal.err().println(path + ": " + failed.why());
            return ExitCode.INTERNAL;
          }
        }
      }
    }
    terminal.out().println(kept + " of " + sent + " slices were kept");
    return wrong || kept < sent ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static Value document(List<SliceCount> counts) {
    List<Value> items = new ArrayList<>(counts.size());
    for (SliceCount count : counts) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("slo", Value.of(count.objective()));
      fields.put("slice_start", Value.of(count.start().toString()));
      fields.put("slice_seconds", Value.of(count.length().toSeconds()));
      fields.put("good", new Value.Decimal(count.good()));
      fields.put("total", new Value.Decimal(count.total()));
      fields.put("state", Value.of(count.state().id()));
      items.add(new Value.Fields(fields));
    }
    return new Value.Fields(Map.of("counts", new Value.Items(items)));
  }
}
