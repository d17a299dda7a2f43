package roadbed.app.command;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;

/** {@code roadbed incident show}: one incident, what may have caused it, and what happened. */
final class IncidentShowCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = IncidentServer.spec("Shows an incident: how it stands, what changed before, its alerts and what happened.");
    IncidentServer.addId(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    IncidentServer server = IncidentServer.of(words);
    return server.show(
        server.server().get("/api/v1/incidents/" + IncidentServer.encoded(IncidentServer.word(words, 0))),
        terminal,
        answer -> terminal.out().print(words(answer)));
  }

  private static String words(Value.Fields it) {
    StringBuilder text = new StringBuilder(IncidentServer.head(it)).append('\n');
    fact(text, "service", IncidentServer.text(it, "service"));
    fact(text, "owner", IncidentServer.text(it, "owner"));
    fact(text, "merged into", IncidentServer.text(it, "merged_into"));
    fact(text, "cause", IncidentServer.text(it, "cause"));
    fact(text, "only for", String.join(", ", IncidentServer.texts(it, "audience")));
    if (it.get("moments").orElse(Value.Null.INSTANCE) instanceof Value.Fields moments) {
      moments
          .values()
          .forEach(
              (name, value) -> {
                if (value instanceof Value.Fields fact) {
                  fact(
                      text,
                      name.replace('_', ' '),
                      IncidentServer.text(fact, "at") + " (" + IncidentServer.text(fact, "by") + ": " + IncidentServer.text(fact, "basis") + ")");
                }
              });
    }
    List<Value.Fields> suspects = IncidentServer.list(it, "suspects");
    section(text, "what changed before", suspects.isEmpty());
    for (Value.Fields one : suspects) {
      line(text, IncidentServer.text(one, "at"), IncidentServer.text(one, "summary"));
      text.append("    ").append(String.join("; ", IncidentServer.texts(one, "evidence"))).append('\n');
      text.append("    ").append(IncidentServer.text(one, "link")).append('\n');
    }
    List<Value.Fields> alerts = IncidentServer.list(it, "alerts");
    section(text, "alerts", alerts.isEmpty());
    alerts.forEach(
        one ->
            line(
                text,
                IncidentServer.text(one, "began_at"),
                IncidentServer.text(one, "state") + " " + IncidentServer.text(one, "level") + " " + IncidentServer.text(one, "title") + " ("
                    + IncidentServer.text(one, "reason") + ")"));
    section(text, "timeline", false);
    IncidentServer.list(it, "timeline")
        .forEach(
            one -> {
              String said = IncidentServer.text(one, "words");
              line(
                  text,
                  IncidentServer.text(one, "at"),
                  (said.isEmpty() ? IncidentServer.text(one, "kind").replace('-', ' ') : said) + " (" + IncidentServer.text(one, "by") + ")");
            });
    List<String> ends = IncidentServer.texts(it, "open_ends");
    if (!ends.isEmpty()) {
      text.append("\nbefore it is closed: ").append(String.join("; ", ends)).append('\n');
    }
    return text.toString();
  }

  private static void fact(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("  ").append(name).append(": ").append(value).append('\n');
    }
  }

  private static void section(StringBuilder text, String name, boolean empty) {
    text.append('\n').append(name).append(empty ? ": none is known\n" : "\n");
  }

  private static void line(StringBuilder text, String at, String words) {
    text.append("  ").append(at).append("  ").append(words).append('\n');
  }
}
