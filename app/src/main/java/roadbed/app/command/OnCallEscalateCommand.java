package roadbed.app.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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
import roadbed.operate.oncall.Escalation;
import roadbed.operate.oncall.EscalationPolicy;

/** {@code roadbed oncall escalate}: whom a policy would tell, and when. */
final class OnCallEscalateCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OnCallFiles.spec(
            "Says whom an escalation policy tells and when, for an incident that begins at a time. Nobody is told by this"
                + " command.",
            "",
            "Exit codes: 0 every step reaches somebody, 1 one reaches nobody or a document is wrong, 2 wrong use, 3 internal error.");
    spec.addOption(OnCallFiles.option("--policy", "ID").required(true).description("The escalation policy.").build());
    spec.addOption(OnCallFiles.option("--at", "TIME").description("When the incident begins (default: now).").build());
    spec.addOption(OnCallFiles.option("--acknowledged", "TIME").description("When somebody acknowledges it.").build());
    OnCallFiles.addFormat(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    boolean json = OnCallFiles.json(words);
    OnCallFiles files = OnCallFiles.read(words, terminal);
    String id = words.matchedOptionValue("--policy", "");
    EscalationPolicy policy = files.plan().policies().get(id);
    if (policy == null) {
      throw new UsageException("there is no escalation policy " + id + "; there are " + String.join(", ", files.plan().policies().keySet()));
    }
    Instant begun = files.time(words, "--at", Clock.systemUTC().instant());
    Optional<Instant> acknowledged =
        words.hasMatchedOption("--acknowledged") ? Optional.of(files.time(words, "--acknowledged", begun)) : Optional.empty();
    List<Escalation.Step> steps = files.plan().escalation(policy, begun, acknowledged);
    List<List<String>> rows = new ArrayList<>();
    List<Value> said = new ArrayList<>();
    for (Escalation.Step step : steps) {
      String target =
          switch (step.target()) {
            case EscalationPolicy.OnePerson _ -> "person";
            case EscalationPolicy.OnSchedule schedule -> "schedule " + schedule.schedule();
          };
      rows.add(
          List.of(
              files.shown(step.at()),
              "+" + Duration.between(begun, step.at()).toMinutes() + " min",
              step.round() + "." + step.level(),
              step.person().orElse("nobody"),
              target));
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("at", Value.of(step.at().toString()));
      fields.put("round", Value.of(step.round()));
      fields.put("level", Value.of(step.level()));
      fields.put("target", Value.of(target));
      fields.put("person", step.person().map(Value::of).orElse(Value.Null.INSTANCE));
      said.add(new Value.Fields(fields));
    }
    if (json) {
      terminal.out().println(ValueJson.text(new Value.Items(said)));
    } else {
      terminal.out().print(TextTable.render(List.of("at", "after", "level", "told", "as"), rows, terminal.width()));
    }
    boolean reaching = steps.stream().allMatch(step -> step.person().isPresent());
    return reaching && !files.wrong() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }
}
