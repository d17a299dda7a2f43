package roadbed.collect.slo;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.slo.SloWindow.CalendarUnit;

/** OpenSLO's durations: a whole number and one letter, for example {@code 4w} or {@code 1M}. */
record Shorthand(int count, CalendarUnit unit) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mhdwMQY])");

  static Optional<Shorthand> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    for (CalendarUnit unit : CalendarUnit.values()) {
      if (unit.letter() == form.group(2).charAt(0)) {
        return Optional.of(new Shorthand(Integer.parseInt(form.group(1)), unit));
      }
    }
    return Optional.empty();
  }

  /** The duration of a field; says what is wrong with it. */
  static Optional<Shorthand> of(Spec spec, String key) {
    Optional<String> text = spec.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Shorthand> parsed = parse(text.get()).filter(duration -> duration.count > 0);
    if (parsed.isEmpty()) {
      spec.wrong(
          key,
          key + " is " + text.get() + ", which is no duration",
          "write a number above 0 and one of m, h, d, w, M, Q, Y, for example 28d");
    }
    return parsed;
  }

  Duration length() {
    return unit.length().multipliedBy(count);
  }
}
