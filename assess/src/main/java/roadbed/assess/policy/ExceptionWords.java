package roadbed.assess.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.model.Diagnostic;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;

/** What a person should know of exceptions: which ended, which nobody needs, which do not hold, and why. */
final class ExceptionWords {
  private final Map<String, Guardrail> guardrails;
  private final Instant now;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  ExceptionWords(Map<String, Guardrail> guardrails, Instant now) {
    this.guardrails = guardrails;
    this.now = now;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  void standings(List<Exceptions.Applied> applied, List<ExceptionStanding> standings) {
    Map<String, Exceptions.Applied> byId = new HashMap<>();
    applied.forEach(one -> byId.put(one.grant.id(), one));
    for (ExceptionStanding standing : standings) {
      Exceptions.Applied one = byId.get(standing.grant().id());
      if (one != null) {
        standing(standing, one);
        details(standing, one);
      }
    }
  }

  private void standing(ExceptionStanding standing, Exceptions.Applied one) {
    ExceptionGrant grant = standing.grant();
    switch (standing.state()) {
      case EXPIRED ->
          say(
              "expired",
              grant,
              "ended on " + grant.end() + (standing.note().isEmpty() ? "" : ": it has " + standing.note()),
              "mend what fails, ask for a new one, or remove it");
      case UNUSED -> {
        // Where its guardrails do not judge here, nothing can be said of their need.
        if (!one.guardrails.isEmpty()) {
          say("unused", grant, "is not used: " + standing.note(), "remove it");
        }
      }
      case EXPIRING ->
          note("expiring", grant, "ends on " + grant.end() + " and gives leave to " + standing.used(), "mend it before");
      case ACTIVE, PENDING, REFUSED -> {
        // Nothing beyond what the details say.
      }
    }
  }

  private void details(ExceptionStanding standing, Exceptions.Applied one) {
    ExceptionGrant grant = one.grant;
    if (!one.overCap.isEmpty() && standing.state() != ExceptionStanding.State.EXPIRED) {
      say(
          "over-cap",
          grant,
          "is to last until " + grant.end() + ", longer than is allowed, and does not hold for "
              + String.join(", ", one.overCap.stream().limit(5).toList())
              + (one.overCap.size() > 5 ? " and " + (one.overCap.size() - 5) + " more" : ""),
          grant.from().isEmpty() ? "give it an earlier end, or say from when it holds" : "give it an earlier end");
    }
    if (one.uncompensated > 0) {
      say(
          "not-compensated",
          grant,
          "does not hold for " + one.uncompensated + " failures, because " + grant.compensating().orElse("")
              + " does not pass for them",
          "make the compensating guardrail pass");
    }
    grant
        .compensating()
        .filter(id -> !guardrails.containsKey(id))
        .ifPresent(
            id ->
                say("unknown-guardrail", grant, "names the compensating guardrail " + id + ", which does not judge here",
                    "roadbed guardrail list shows them all"));
    grant
        .review()
        .filter(day -> !LocalDate.ofInstant(now, ZoneOffset.UTC).isBefore(day))
        .filter(_ -> standing.state() != ExceptionStanding.State.EXPIRED)
        .ifPresent(day -> note("review", grant, "was to be looked at again on " + day, "confirm it, or remove it"));
  }

  /** Comments that refer to what does not exist, and those without effect. */
  void marks(ExceptionRules rules, Set<ExceptionRules.Mark> effective) {
    Set<String> known = new HashSet<>();
    rules.grants().forEach(grant -> known.add(grant.id()));
    for (ExceptionRules.Mark mark : rules.marks()) {
      Location at = mark.location();
      if (!known.contains(mark.exception())) {
        diagnostics.add(
            Diagnostic.error(
                "exception.unknown",
                at,
                "there is no exception " + mark.exception() + "; this comment gives no leave",
                "add the exception to what is read, or remove the comment"));
      } else if (!effective.contains(mark)) {
        diagnostics.add(
            Diagnostic.warning(
                "exception.mark-without-effect",
                at,
                "this comment has no effect: " + mark.exception() + " gives no leave to what stands here",
                "a comment stands on the resource's first line or the line above, and the exception must speak of it"));
      }
    }
  }

  private void say(String code, ExceptionGrant grant, String message, String hint) {
    diagnostics.add(
        Diagnostic.warning("exception." + code, grant.location(), grant.id() + " " + message, hint));
  }

  private void note(String code, ExceptionGrant grant, String message, String hint) {
    diagnostics.add(
        new Diagnostic(
            Diagnostic.Level.INFO, "exception." + code, grant.location(), grant.id() + " " + message, hint));
  }
}
