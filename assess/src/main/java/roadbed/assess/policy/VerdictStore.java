package roadbed.assess.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;

/** Where verdicts live with the time since which they hold. Implemented by {@code store}. */
public interface VerdictStore {

  /** Replaces the verdicts over this source's resources; a verdict whose outcome did not change keeps its since. */
  void record(String source, Judgement judgement, Instant judgedAt);

  /** Makes failures again of what exceptions gave leave to that have ended by then. */
  void expire(Instant now);

  /** When the next exception ends that a verdict rests on. */
  Optional<Instant> nextExpiry();

  /** The guardrails that judged last. */
  List<Guardrail> guardrails();

  /** Verdicts that match, worst and newest first, with the total count. */
  Page search(Query query);

  /**
   * A search. Empty maps and blank texts do not restrict.
   *
   * @param outcomes {@code fail}, {@code not-evaluated}, {@code excepted}, {@code pass}; empty means the first two
   * @param filters exact values by column: guardrail, severity, provider, account, owner, environment, kind,
   *     tier
   * @param text words that occur in the resource's id or name, the guardrail or the message
   */
  record Query(
      List<String> outcomes, Map<String, List<String>> filters, String text, int offset, int limit) {}

  /** One page of a search. */
  record Page(List<Row> rows, long total, Map<String, Map<String, Long>> buckets) {}

  /** A verdict with what a list shows of its resource. */
  record Row(
      Verdict verdict,
      String guardrailTitle,
      String resourceName,
      String kind,
      String provider,
      String account,
      String owner,
      String environment,
      String location,
      Instant since) {}

  /** All verdicts over a resource, failures first. */
  List<Row> ofResource(ResourceId id);

  /** Counts by guardrail. */
  List<Rate> rates();

  /** Counts of one guardrail. */
  Optional<Rate> rate(String guardrail);

  /** How one guardrail fares. */
  record Rate(Guardrail guardrail, long passed, long failed, long notEvaluated, long excepted) {

    /** A guardrail that nothing is excepted from. */
    public Rate(Guardrail guardrail, long passed, long failed, long notEvaluated) {
      this(guardrail, passed, failed, notEvaluated, 0);
    }
  }

  /**
   * How many resources one guardrail failed on each day, at its end; days before it first judged are left out.
   *
   * @param from the first day
   * @param to the last day
   */
  List<Failing> trend(String guardrail, LocalDate from, LocalDate to);

  /** How many resources failed on a day. */
  record Failing(LocalDate day, long resources) {}

  /** Open failures by severity. */
  Map<Severity, Long> openBySeverity();
}
