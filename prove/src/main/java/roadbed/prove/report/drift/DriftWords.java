package roadbed.prove.report.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.drift.AttributeDrift;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.ResourceDrift;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.prove.report.Format;

/** What all drift reports say in the same words. */
final class DriftWords {
  private static final int LONGEST = 160;

  private DriftWords() {}

  /** A value on one line, with its quotes where it is text. */
  static String value(Optional<Value> value) {
    String text = value.map(ValueJson::text).orElse("nothing");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** {@code declared 7 (state 7), is 30}. */
  static String change(AttributeDrift change) {
    StringBuilder text = new StringBuilder();
    if (change.declared().isPresent() || change.state().isEmpty()) {
      text.append("declared ").append(value(change.declared()));
    }
    if (change.state().isPresent() && !change.state().equals(change.declared())) {
      text.append(text.isEmpty() ? "" : ", ").append("state ").append(value(change.state()));
    }
    if (change.live().isPresent() || change.state().isEmpty() || change.state().equals(change.declared())) {
      text.append(", live ").append(value(change.live()));
    }
    return text.toString();
  }

  /** One line for the whole report. */
  static String headline(DriftReport report) {
    List<String> parts = new ArrayList<>();
    for (DriftKind kind : DriftKind.values()) {
      long count = report.count(kind);
      if (count > 0) {
        parts.add(Format.count(count) + " " + kind.words());
      }
    }
    return parts.isEmpty() ? "nothing to compare" : String.join(", ", parts);
  }

  /** What was compared. */
  static String coverage(DriftReport report) {
    DriftReport.Coverage coverage = report.coverage();
    return Format.count(coverage.declared())
        + " declared, "
        + Format.count(coverage.state())
        + " in states, "
        + Format.count(coverage.live())
        + " live; "
        + Format.count(coverage.attributesCompared())
        + " attributes compared, "
        + Format.count(coverage.attributesNotCompared())
        + " not comparable";
  }

  /** Who did it, as far as an activity log tells. */
  static Optional<String> who(ResourceDrift one) {
    return one.acts().stream()
        .findFirst()
        .map(
            act ->
                act.actor()
                    + " ("
                    + act.event()
                    + ", "
                    + act.at()
                    + (act.address().isEmpty() ? "" : ", from " + act.address())
                    + ", by "
                    + act.through()
                    + ")");
  }

  /** Where to look. */
  static String place(ResourceDrift one) {
    return one.location().toString();
  }
}
