package roadbed.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.OnCallPlan;
import roadbed.operate.oncall.Schedule;
import roadbed.operate.oncall.Span;

/** {@code roadbed oncall schedule}: who is on call over a span, and when nobody is. */
final class OnCallScheduleCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OnCallFiles.spec(
            "Lists duties in a span, gaps in which nobody is on call, and people who are on call by two schedules at once.",
            "",
            "Exit codes: 0 neither gaps nor double bookings, 1 some or a document is wrong, 2 wrong use, 3 internal error.");
    OnCallFiles.addSpan(spec, "28 days");
    OnCallFiles.addFormat(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    boolean json = OnCallFiles.json(words);
    OnCallFiles files = OnCallFiles.read(words, terminal);
    Span span = files.span(words, 28);
    Map<String, List<Duty>> duties = files.plan().duties(span);
    List<OnCallPlan.DoubleBooking> bookings = OnCallPlan.doubleBookings(duties);
    boolean complete = true;
    List<Value> schedules = new ArrayList<>();
    for (Schedule schedule : files.plan().schedules().values()) {
      List<Duty> own = duties.getOrDefault(schedule.id(), List.of());
      List<Span> gaps = Schedule.gaps(span, own);
      complete &= gaps.isEmpty();
      schedules.add(json(schedule, own, gaps));
      if (!json) {
        print(files, schedule, own, gaps, terminal);
      }
    }
    if (json) {
      List<Value> booked = new ArrayList<>();
      for (OnCallPlan.DoubleBooking one : bookings) {
        Map<String, Value> fields = new LinkedHashMap<>(OnCallFiles.span(one.span()));
        fields.put("person", Value.of(one.person()));
        fields.put("schedules", Value.ofTexts(List.of(one.first(), one.second())));
        booked.add(new Value.Fields(fields));
      }
      terminal.out().println(
          ValueJson.text(Value.Fields.of("schedules", new Value.Items(schedules), "double_bookings", new Value.Items(booked))));
    } else {
      for (OnCallPlan.DoubleBooking one : bookings) {
        terminal.out().println(
            "double booking: " + one.person() + " by " + one.first() + " and " + one.second() + ", "
                + files.shown(one.span().from()) + " to " + files.shown(one.span().until()));
      }
    }
    return complete && bookings.isEmpty() && !files.wrong() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void print(OnCallFiles files, Schedule schedule, List<Duty> duties, List<Span> gaps, Terminal terminal) {
    terminal.out().println(schedule.name() + " (" + schedule.id() + "), times of " + files.zone());
    List<List<String>> rows = new ArrayList<>();
    for (Duty duty : duties) {
      rows.add(
          List.of(
              files.shown(duty.span().from()),
              files.shown(duty.span().until()),
              duty.person(),
              OnCallFiles.hours(duty.span().length()),
              OnCallFiles.reason(duty)));
    }
    terminal.out().print(TextTable.render(List.of("from", "until", "on call", "hours", "because of"), rows, terminal.width()));
    for (Span gap : gaps) {
      terminal.out().println(
          "gap: nobody from " + files.shown(gap.from()) + " to " + files.shown(gap.until()) + ", " + OnCallFiles.hours(gap.length())
              + " hours");
    }
    terminal.out().println();
  }

  private static Value json(Schedule schedule, List<Duty> duties, List<Span> gaps) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(schedule.id()));
    fields.put("name", Value.of(schedule.name()));
    fields.put("zone", Value.of(schedule.zone().getId()));
    fields.put("duties", new Value.Items(duties.stream().map(OnCallFiles::json).toList()));
    List<Value> open = new ArrayList<>();
    gaps.forEach(gap -> open.add(new Value.Fields(OnCallFiles.span(gap))));
    fields.put("gaps", new Value.Items(open));
    return new Value.Fields(fields);
  }
}
