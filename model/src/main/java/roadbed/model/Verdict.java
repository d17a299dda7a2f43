package roadbed.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a guardrail says of a resource.
 *
 * @param resource the judged resource
 * @param guardrail the guardrail's id
 * @param severity the guardrail's severity
 * @param outcome what it says
 * @param messages for {@link Outcome#FAIL} what is wrong, for {@link Outcome#NOT_EVALUATED} why it could not
 *     be decided, for {@link Outcome#EXCEPTED} by which exception until when and then what is wrong; empty for
 *     {@link Outcome#PASS}
 * @param exception the exception that lets it fail, for {@link Outcome#EXCEPTED}
 */
public record Verdict(
    ResourceId resource,
    String guardrail,
    Severity severity,
    Outcome outcome,
    List<String> messages,
    Optional<Leave> exception) {

  public Verdict {
    messages = List.copyOf(messages);
    if (outcome == Outcome.PASS != messages.isEmpty()) {
      throw new IllegalArgumentException("a verdict other than pass says why, and a pass says nothing");
    }
    if (outcome == Outcome.EXCEPTED != exception.isPresent()) {
      throw new IllegalArgumentException("a verdict is excepted by an exception");
    }
  }

  /** A verdict that no exception bears on. */
  public Verdict(
      ResourceId resource, String guardrail, Severity severity, Outcome outcome, List<String> messages) {
    this(resource, guardrail, severity, outcome, messages, Optional.empty());
  }

  /** The leave to fail that an exception gives. */
  public record Leave(String exception, Instant until) {}

  /** This failure, excepted until a moment. */
  public Verdict excepted(Leave leave) {
    if (outcome != Outcome.FAIL) {
      throw new IllegalStateException("only a failure needs an exception");
    }
    String by = "excepted by " + leave.exception() + " until " + leave.until();
    return new Verdict(
        resource,
        guardrail,
        severity,
        Outcome.EXCEPTED,
        Stream.concat(Stream.of(by), messages.stream()).toList(),
        Optional.of(leave));
  }

  /** What is wrong or why it could not be decided, without the words on the exception. */
  public List<String> reasons() {
    return outcome == Outcome.EXCEPTED ? messages.subList(1, messages.size()) : messages;
  }

  /** The outcomes; an undecided check is never a pass, and an excepted failure is neither a pass nor a failure. */
  public enum Outcome {
    PASS,
    FAIL,
    NOT_EVALUATED,
    /** It fails, and an exception gives leave to. */
    EXCEPTED;

    /** The identifier used in documents and SQL, for example {@code not-evaluated}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
