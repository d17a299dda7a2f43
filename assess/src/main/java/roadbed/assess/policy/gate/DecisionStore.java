package roadbed.assess.policy.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where decisions live with what people said of them. Implemented by {@code store}. */
public interface DecisionStore {

  /**
   * Keeps a decision; one with the same id is kept once.
   *
   * @return whether it was not there yet
   */
  boolean record(GateDecision decision);

  /** Keeps what somebody says of a decision. */
  void record(GateDecision.Feedback feedback);

  /** Decisions that match, newest first, with the total count. */
  Page search(Query query);

  /**
   * A search. Empty maps and blank texts do not restrict.
   *
   * @param filters exact values by column: gate, outcome, actor, subject, guardrail (one that blocked)
   * @param text words that occur in the subject, the reference, the commit or the actor
   */
  record Query(Map<String, List<String>> filters, String text, int offset, int limit) {}

  /** One page of a search. */
  record Page(List<GateDecision> decisions, long total, Map<String, Map<String, Long>> buckets) {}

  /**
   * Decisions of a gate on any of many commits, the newest first.
   *
   * @param beginnings what the commits begin with, all of one length
   * @param most how many at most
   */
  List<GateDecision> onCommits(GateDecision.GateKind gate, Set<String> beginnings, int most);

  /** The decision with that id. */
  Optional<GateDecision> find(String id);

  /** What was said of a decision, oldest first. */
  List<GateDecision.Feedback> feedback(String decision);
}
