package roadbed.app.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.Schedule;

/** {@code roadbed oncall who}: who is on call now, or at a time. */
final class OnCallWhoCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OnCallFiles.spec(
            "Says who is on call by each schedule, until when and why.",
            "",
            "Exit codes: 0 somebody is on call by every schedule, 1 nobody by one or a document is wrong, 2 wrong use, 3 internal"
                + " error.");
    spec.addOption(OnCallFiles.option("--at", "TIME").description("When (default: now).").build());
    OnCallFiles.addFormat(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    boolean json = OnCallFiles.json(words);
    OnCallFiles files = OnCallFiles.read(words, terminal);
    Instant at = files.time(words, "--at", Clock.systemUTC().instant());
    List<List<String>> rows = new ArrayList<>();
    List<Value> said = new ArrayList<>();
    boolean gap = false;
    for (Schedule schedule : files.plan().schedules().values()) {
      // Long enough that the duty ends inside of it, as most do.
      Optional<Duty> duty = schedule.dutyAround(at);
      gap |= duty.isEmpty();
      rows.add(
          List.of(
              schedule.id(),
              duty.map(Duty::person).orElse("nobody"),
              duty.map(one -> files.shown(one.span().until())).orElse(""),
              duty.map(OnCallFiles::reason).orElse("a gap")));
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("schedule", Value.of(schedule.id()));
      fields.put("at", Value.of(at.toString()));
      fields.put("duty", duty.map(OnCallFiles::json).orElse(Value.Null.INSTANCE));
      said.add(new Value.Fields(fields));
    }
    if (json) {
      terminal.out().println(ValueJson.text(new Value.Items(said)));
    } else {
      terminal.out().println(files.shown(at) + " (" + files.zone() + "), " + at);
      terminal.out().print(TextTable.render(List.of("schedule", "on call", "until", "because of"), rows, terminal.width()));
    }
    return gap || files.wrong() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
