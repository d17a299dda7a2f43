package roadbed.model.slo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import roadbed.model.Location;

/** What is measured. */
public sealed interface Indicator {

  /**
   * Events that went wrong, or went well, of all events.
   *
   * @param part the counted part of them
   * @param good whether the part are the good ones; else they are the bad ones
   * @param total all events
   * @param counter whether both are counters that only grow, so that a query without a range asks for their growth; else
   *     each value is a number of events at its time
   */
  record Events(Query part, boolean good, Query total, boolean counter) implements Indicator {}

  /**
   * A share that something else has computed.
   *
   * @param good whether it is the share of what was good; else of what was bad
   */
  record Ratio(Query share, boolean good) implements Indicator {}

  /**
   * A measured value which is good where it compares so to a threshold.
   *
   * @param operator how a good value compares to the threshold
   */
  record Threshold(Query value, Operator operator, BigDecimal threshold) implements Indicator {}

  /**
   * Several indicators as one: the mean of their shares, by weight.
   *
   * @param parts each with its weight
   */
  record Composite(List<Part> parts) implements Indicator {
    public Composite {
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a composite has parts");
      }
    }
  }

  /**
   * A part of a composite.
   *
   * @param objective the name of the objective that measures it
   * @param target the share of it that must be good
   * @param weight more than 0
   */
  record Part(String objective, Indicator indicator, BigDecimal target, BigDecimal weight) {}

  /**
   * A query to a source of metrics. In place of the range that a rule needs stands {@code {{.window}}}.
   *
   * @param source the kind of source, lower-case, for example {@code prometheus}; empty where nothing says
   * @param text the query; empty where the source is described in another way
   * @param location where it stands
   */
  record Query(Optional<String> source, String text, Location location) {
    /** Whether a rule of Prometheus can ask it. */
    public boolean isPrometheus() {
      return !text.isBlank() && source.map(kind -> kind.equals("prometheus") || kind.equals("sloth")).orElse(true);
    }
  }

  /** How a value compares to a threshold. */
  enum Operator {
    LT("lt", "<"),
    LTE("lte", "<="),
    GT("gt", ">"),
    GTE("gte", ">=");

    private final String id;
    private final String sign;

    Operator(String id, String sign) {
      this.id = id;
      this.sign = sign;
    }

    /** As OpenSLO writes it. */
    public String id() {
      return id;
    }

    /** As queries write it. */
    public String sign() {
      return sign;
    }
  }
}
