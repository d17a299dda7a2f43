package roadbed.web.ui;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.OnCallPlan;
import roadbed.operate.oncall.Schedule;
import roadbed.operate.oncall.Span;

/**
 * A month or a week of a schedule, by the clock of whoever looks.
 *
 * @param title the month, or the first day of the week
 * @param days in order, whole weeks from Monday to Sunday
 * @param before a day of the span before
 * @param after a day of the span after
 */
record OnCallCalendar(String title, List<Day> days, LocalDate before, LocalDate after) {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private static final int COLOURS = 8;

  /** A day; those of other months fill the weeks. */
  record Day(LocalDate date, String name, boolean outside, boolean today, List<Slot> slots) {}

  /**
   * Time of a day for which one person, or nobody, is on call.
   *
   * @param time from and until, or empty text for the whole day
   * @param person the name, or {@code nobody}
   * @param note that it is an override, or for whom they stand in
   * @param colour from 1, the same for a person all through the calendar; 0 where nobody is on call
   */
  record Slot(String time, String person, String note, int colour) {}

  static OnCallCalendar of(OnCallPlan plan, Schedule schedule, LocalDate day, boolean month, ZoneId zone, Instant now) {
    LocalDate first = month ? day.withDayOfMonth(1) : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate next = month ? first.plusMonths(1) : first.plusWeeks(1);
    LocalDate begin = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate end = next.minusDays(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    LocalDate today = now.atZone(zone).toLocalDate();
    Span whole = new Span(start(begin, zone), start(end.plusDays(1), zone));
    List<Duty> duties = schedule.duties(whole);
    List<Span> gaps = Schedule.gaps(whole, duties);
    Map<String, Integer> colours = new LinkedHashMap<>();
    schedule.layers().forEach(layer -> layer.members().forEach(one -> colours.putIfAbsent(one, colours.size() % COLOURS + 1)));
    duties.forEach(duty -> colours.putIfAbsent(duty.person(), colours.size() % COLOURS + 1));
    List<Day> days = new ArrayList<>();
    int from = 0;
    for (LocalDate one = begin; !one.isAfter(end); one = one.plusDays(1)) {
      Span span = new Span(start(one, zone), start(one.plusDays(1), zone));
      List<Timed> slots = new ArrayList<>();
      while (from < duties.size() && !duties.get(from).span().until().isAfter(span.from())) {
        from++;
      }
      for (int i = from; i < duties.size() && duties.get(i).span().from().isBefore(span.until()); i++) {
        Duty duty = duties.get(i);
        duty.span().meet(span)
            .ifPresent(
                part ->
                    slots.add(
                        new Timed(
                            part.from(),
                            new Slot(
                                time(part, span, zone),
                                plan.person(duty.person()).name(),
                                note(duty),
                                colours.getOrDefault(duty.person(), 1)))));
      }
      for (Span gap : gaps) {
        gap.meet(span).ifPresent(part -> slots.add(new Timed(part.from(), new Slot(time(part, span, zone), "nobody", "a gap", 0))));
      }
      slots.sort(Comparator.comparing(Timed::from));
      String name = one.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      boolean outside = month && one.getMonthValue() != first.getMonthValue();
      days.add(new Day(one, name, outside, one.equals(today), slots.stream().map(Timed::slot).toList()));
    }
    String title = month ? MONTH.format(first) : "Week of " + Format.day(first);
    return new OnCallCalendar(title, days, month ? first.minusMonths(1) : first.minusWeeks(1), next);
  }

  private record Timed(Instant from, Slot slot) {}

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static String time(Span part, Span day, ZoneId zone) {
    if (part.equals(day)) {
      return "";
    }
    String until = part.until().equals(day.until()) ? "24:00" : CLOCK.format(part.until().atZone(zone));
    return CLOCK.format(part.from().atZone(zone)) + "\u2013" + until;
  }

  private static String note(Duty duty) {
    return switch (duty.reason()) {
      case Duty.Turn _ -> "";
      case Duty.Overridden _ -> "override";
      case Duty.StandIn standIn -> "for " + standIn.absent();
    };
  }
}
