package roadbed.assess.cost.backlog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * Something that would cost less. What it is depends on how far it has come; a step that is not there for a state
 * does not compile.
 */
public sealed interface Opportunity {

  /** What it is about, which never changes. */
  Idea idea();

  /** The name of the state. */
  String state();

  /**
   * What would cost less.
   *
   * @param id unique
   * @param title in words
   * @param resources identifiers in the bill
   * @param control identifiers of resources that are like them and stay as they are; may be empty
   * @param promised what is hoped to be saved in a month, in the currency
   * @param found when
   */
  record Idea(
      String id,
      String title,
      List<String> resources,
      List<String> control,
      BigDecimal promised,
      String currency,
      LocalDate found) {
    public Idea {
      resources = List.copyOf(resources);
      control = List.copyOf(control);
      if (id.isBlank() || resources.isEmpty()) {
        throw new IllegalArgumentException("an opportunity has an id and at least one resource");
      }
    }
  }

  /** Nobody has taken it up. */
  record Proposed(Idea idea) implements Opportunity {
    @Override
    public String state() {
      return "proposed";
    }

    /** Somebody takes it up until a day. */
    public Accepted accept(String owner, LocalDate due) {
      return new Accepted(idea, owner, due);
    }

    /** It is not to be done. */
    public Declined decline(String by, String reason) {
      return new Declined(idea, by, reason);
    }
  }

  /** Somebody said that it will be done. */
  record Accepted(Idea idea, String owner, LocalDate due) implements Opportunity {
    @Override
    public String state() {
      return "accepted";
    }

    /** It was done on a day. */
    public Done done(LocalDate on) {
      return new Done(idea, owner, on);
    }

    /** It is not to be done after all. */
    public Declined decline(String by, String reason) {
      return new Declined(idea, by, reason);
    }

    /** Whether it should have been done by now. */
    public boolean late(LocalDate today) {
      return today.isAfter(due);
    }
  }

  /** Somebody says that it is done; the bill has not said so yet. */
  record Done(Idea idea, String owner, LocalDate on) implements Opportunity {
    @Override
    public String state() {
      return "done";
    }

    /** The bill says what it saved. */
    public Verified verify(Saving saving) {
      return new Verified(idea, owner, on, saving);
    }

    /** It was undone. */
    public Reverted revert(LocalDate when, String reason) {
      return new Reverted(idea, when, reason);
    }
  }

  /** The bill says what it saved. */
  record Verified(Idea idea, String owner, LocalDate on, Saving saving) implements Opportunity {
    @Override
    public String state() {
      return "verified";
    }

    /** Later bills say otherwise, or more. */
    public Verified verify(Saving later) {
      return new Verified(idea, owner, on, later);
    }

    /** It was undone: from then on it saves nothing. */
    public Reverted revert(LocalDate when, String reason) {
      return new Reverted(idea, when, reason);
    }
  }

  /** It was undone. */
  record Reverted(Idea idea, LocalDate on, String reason) implements Opportunity {
    @Override
    public String state() {
      return "reverted";
    }

    /** Somebody takes it up again. */
    public Accepted accept(String owner, LocalDate due) {
      return new Accepted(idea, owner, due);
    }
  }

  /** It is not to be done. */
  record Declined(Idea idea, String by, String reason) implements Opportunity {
    @Override
    public String state() {
      return "declined";
    }
  }

  /** What it is known to save in a month: only what a bill has verified. */
  default BigDecimal realised() {
    return switch (this) {
      case Verified verified -> verified.saving().monthly();
      case Proposed _, Accepted _, Done _, Reverted _, Declined _ -> BigDecimal.ZERO;
    };
  }
}
