package roadbed.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.Fairness;
import roadbed.operate.oncall.Span;
import roadbed.operate.oncall.WrittenTime;

/** {@code roadbed oncall fairness}: how duties weigh on people. */
final class OnCallFairnessCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OnCallFiles.spec(
            "Adds up hours on call, outside of work, at night (22 to 6), on weekends and on holidays, each by the person's own"
                + " clock, and the longest time without rest.",
            "",
            "Exit codes: 0 done, 1 a document is wrong, 2 wrong use, 3 internal error.");
    OnCallFiles.addSpan(spec, "91 days");
    spec.addOption(
        OnCallFiles.option("--rest", "DURATION").defaultValue("11h").description("How long a break is that counts as rest (default: ${DEFAULT-VALUE}).").build());
    OnCallFiles.addFormat(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    boolean json = OnCallFiles.json(words);
    String text = words.matchedOptionValue("--rest", "11h");
    Duration rest = WrittenTime.duration(text).orElseThrow(() -> new UsageException("--rest is a duration such as 11h, not " + text));
    OnCallFiles files = OnCallFiles.read(words, terminal);
    Span span = files.span(words, 91);
    Fairness fairness = Fairness.of(files.plan(), span, rest);
    if (json) {
      terminal.out().println(ValueJson.text(json(fairness)));
    } else {
      print(files, fairness, terminal);
    }
    return files.wrong() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static void print(OnCallFiles files, Fairness fairness, Terminal terminal) {
    terminal.out().println("hours from " + files.shown(fairness.span().from()) + " to " + files.shown(fairness.span().until()));
    List<List<String>> rows = new ArrayList<>();
    for (Fairness.Share share : fairness.shares()) {
      rows.add(
          List.of(
              share.person(),
              OnCallFiles.hours(share.onCall()),
              OnCallFiles.hours(share.outsideWork()),
              OnCallFiles.hours(share.night()),
              OnCallFiles.hours(share.weekend()),
              OnCallFiles.hours(share.holiday()),
              Integer.toString(share.duties()),
              OnCallFiles.hours(share.longestWithoutRest())));
    }
    terminal.out().print(
        TextTable.render(
            List.of("person", "on call", "outside work", "night", "weekend", "holiday", "duties", "without rest"),
            rows,
            terminal.width()));
    Fairness.Spread spread = fairness.spread(Fairness.Share::outsideWork);
    terminal.out().println(
        "outside work: from " + OnCallFiles.hours(spread.least()) + " to " + OnCallFiles.hours(spread.most()) + ", on average "
            + OnCallFiles.hours(spread.mean()));
    fairness.uncovered().forEach(
        (schedule, open) -> terminal.out().println("nobody on call by " + schedule + ": " + OnCallFiles.hours(open) + " hours"));
  }

  private static Value json(Fairness fairness) {
    List<Value> shares = new ArrayList<>();
    for (Fairness.Share share : fairness.shares()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("person", Value.of(share.person()));
      fields.put("on_call_seconds", Value.of(share.onCall().toSeconds()));
      fields.put("outside_work_seconds", Value.of(share.outsideWork().toSeconds()));
      fields.put("night_seconds", Value.of(share.night().toSeconds()));
      fields.put("weekend_seconds", Value.of(share.weekend().toSeconds()));
      fields.put("holiday_seconds", Value.of(share.holiday().toSeconds()));
      fields.put("duties", Value.of(share.duties()));
      fields.put("longest_without_rest_seconds", Value.of(share.longestWithoutRest().toSeconds()));
      shares.add(new Value.Fields(fields));
    }
    Map<String, Value> fields = new LinkedHashMap<>(OnCallFiles.span(fairness.span()));
    fields.put("rest_seconds", Value.of(fairness.rest().toSeconds()));
    fields.put("people", new Value.Items(shares));
    Map<String, Value> open = new LinkedHashMap<>();
    fairness.uncovered().forEach((schedule, time) -> open.put(schedule, Value.of(time.toSeconds())));
    fields.put("uncovered_seconds", new Value.Fields(open));
    return new Value.Fields(fields);
  }
}
