package roadbed.model.slo;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import roadbed.model.Location;

/**
 * One target for one indicator. A document with several objectives is several of these.
 *
 * @param service the service that it is about
 * @param name its name, of which a service has each only once
 * @param origin what it was written in
 * @param displayName a name for people
 * @param description what it promises
 * @param owner who answers for it, where a label or the document of the service says so
 * @param tier how important the service is, where a label or the document of the service says so
 * @param labels what else is said of it
 * @param target the share that must be good, from 0 to 1, exactly as written
 * @param window the time that the share is taken over
 * @param budgeting what the share is a share of
 * @param indicator what is measured
 * @param alerting who is told of what
 * @param group the document that it comes from; documents make files of rules
 * @param location where it stands
 */
public record ServiceLevelObjective(
    String service,
    String name,
    Origin origin,
    Optional<String> displayName,
    Optional<String> description,
    Optional<String> owner,
    Optional<String> tier,
    SortedMap<String, String> labels,
    BigDecimal target,
    SloWindow window,
    Budgeting budgeting,
    Indicator indicator,
    Alerting alerting,
    DocumentName group,
    Location location) {
  public ServiceLevelObjective {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    if (target.signum() < 0 || target.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a target is from 0 to 1, not " + target);
    }
  }

  /** What tells it from all others: service and name. */
  public String id() {
    return service + "-" + name;
  }

  /** The share that may be bad, exactly. */
  public BigDecimal budget() {
    return BigDecimal.ONE.subtract(target);
  }

  /** What an objective was written in. */
  public enum Origin {
    SLOTH("prometheus/v1"),
    SLOTH_KUBERNETES("sloth.slok.dev/v1"),
    OPENSLO("openslo/v1"),
    OPENSLO_ALPHA("openslo/v1alpha");

    private final String version;

    Origin(String version) {
      this.version = version;
    }

    /** The version of the format, as its documents spell it. */
    public String version() {
      return version;
    }
  }

  /**
   * The document that an objective comes from.
   *
   * @param index its place among the documents read, from 0
   * @param name its name, or empty where it has none
   * @param namespace the namespace of a cluster that it is for
   * @param labels labels of the document itself
   * @param annotations annotations of the document itself
   */
  public record DocumentName(
      int index, String name, Optional<String> namespace, Map<String, String> labels, Map<String, String> annotations) {
    public DocumentName {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * Who is told of what.
   *
   * @param name the name of its alerts; empty where none is given
   * @param labels labels of all of them
   * @param annotations annotations of all of them
   * @param page the alert that wakes people; empty where it is switched off
   * @param ticket the alert that makes work; empty where it is switched off
   * @param policies conditions that are written out, in place of those two
   */
  public record Alerting(
      String name,
      Map<String, String> labels,
      Map<String, String> annotations,
      Optional<Notice> page,
      Optional<Notice> ticket,
      List<BurnCondition> policies) {
    /** No alerts. */
    public static final Alerting NONE =
        new Alerting("", Map.of(), Map.of(), Optional.empty(), Optional.empty(), List.of());

    public Alerting {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
      policies = List.copyOf(policies);
    }
  }

  /** What one alert says besides what all do. */
  public record Notice(Map<String, String> labels, Map<String, String> annotations) {
    public Notice {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }
}
