package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.collect.DocumentFile;
import roadbed.collect.facts.PlacedDocument;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.operate.change.ChangeDocuments;
import roadbed.operate.change.ChangeSettings;
import roadbed.operate.change.ChangeStore;

/**
 * What the commands for changes share.
 *
 * @param kept the documents of kind Changes; whoever has the files is trusted like an administrator
 * @param settings what they say
 * @param wrong whether something in them is wrong, which was told
 */
record ChangeFiles(List<ChangeStore.Kept> kept, ChangeSettings settings, boolean wrong) {
  /** Where a server answers. */
  static final String CHANGES = "/api/v1/changes";

  /** Files and folders, of which there may be none. */
  static PositionalParamSpec paths(String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .paramLabel("PATH")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .description(description)
        .build();
  }

  /** Reads the documents among files, and tells what is wrong with them. */
  static ChangeFiles read(List<Path> paths, Terminal terminal) throws IOException {
    List<Path> documents = paths.stream().filter(path -> !path.toString().endsWith(".json")).toList();
    DocumentFile.All<PlacedDocument> files = DocumentFile.placed("Changes", documents);
    List<ChangeStore.Kept> kept = new ArrayList<>();
    for (PlacedDocument document : files.documents()) {
      kept.add(new ChangeStore.Kept("document " + (kept.size() + 1), document.value(), "files", Instant.EPOCH, true));
    }
    ChangeDocuments.Read read = ChangeDocuments.read(kept);
    boolean wrong = !read.isRight();
    for (Diagnostic diagnostic : files.diagnostics()) {
      terminal.err().println(diagnostic.level().id() + " " + diagnostic);
      wrong = wrong || diagnostic.level() == Diagnostic.Level.ERROR;
    }
    for (int i = 0; i < kept.size(); i++) {
      files.documents().get(i).places(read.problems().get(i), "changes.document")
          .forEach(diagnostic -> terminal.err().println(diagnostic.level().id() + " " + diagnostic));
    }
    return new ChangeFiles(kept, read.settings(), wrong);
  }

  /** The server that was named, which must be. */
  static RemoteServer server(ParseResult words) throws IOException {
    return RemoteServer.named(words, Folders.ofProcess())
        .orElseThrow(() -> new Command.UsageException("say which server: --server URL or ROADBED_SERVER"));
  }

  /** The texts of a list. */
  static List<String> texts(Value.Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }

  /** The objects of a list. */
  static List<Value.Fields> objects(Value.Fields fields, String name) {
    List<Value.Fields> objects = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields one) {
          objects.add(one);
        }
      }
    }
    return objects;
  }

  static Value.Fields object(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Fields one ? one : Value.Fields.EMPTY;
  }

  private static long whole(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? whole.value() : 0;
  }

  /** A change as a person reads it. */
  static List<String> lines(Value.Fields change, int width) {
    Value.Fields what = object(change, "change");
    Value.Fields risk = object(change, "risk");
    List<String> lines = new ArrayList<>();
    lines.add(change.text("id").orElse("") + "  " + what.text("title").orElse(""));
    lines.add(change.text("state").orElse("") + (change.get("emergency").orElse(Value.of(false)).equals(Value.of(true)) ? ", an emergency" : ""));
    texts(change, "why").forEach(why -> lines.add("  " + why));
    lines.add("touches " + (texts(what, "services").isEmpty() ? "what nobody names" : String.join(", ", texts(what, "services"))));
    lines.add("digest  " + what.text("digest").orElse(""));
    lines.add("risk    " + risk.text("level").orElse("not weighed") + ", " + whole(risk, "score") + " points");
    List<List<String>> rows = new ArrayList<>();
    for (Value.Fields factor : objects(risk, "factors")) {
      boolean known = factor.get("known").orElse(Value.of(false)).equals(Value.of(true));
      rows.add(
          List.of(
              "  " + factor.text("name").orElse(""), whole(factor, "points") + (known ? "" : " ?"), factor.text("words").orElse("")));
    }
    if (!rows.isEmpty()) {
      TextTable.render(List.of("  factor", "points", "because"), rows, width).lines().forEach(lines::add);
    }
    return lines;
  }
}
