package roadbed.assess.change;

import java.util.List;

/** What the rules say of a change. What cannot be decided is never leave to go on. */
public sealed interface ChangeRuling {

  /** It may be made as it is. */
  record Standard(List<String> reasons) implements ChangeRuling {
    public Standard {
      reasons = List.copyOf(reasons);
    }
  }

  /** People must agree first; all requirements must be met. */
  record Needs(List<Requirement> requirements) implements ChangeRuling {
    public Needs {
      requirements = List.copyOf(requirements);
      if (requirements.isEmpty()) {
        throw new IllegalArgumentException("what needs nobody's word needs no requirements");
      }
    }
  }

  /** It may not be made as it is, whoever agrees. */
  record Denied(List<String> reasons) implements ChangeRuling {
    public Denied {
      reasons = List.copyOf(reasons);
    }
  }

  /** It could not be decided, and waits until it can. */
  record Undecided(List<String> reasons) implements ChangeRuling {
    public Undecided {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Somebody's word that is needed.
   *
   * @param from names of groups and people, any of whom may give it
   * @param count how many of them, each another person
   * @param reason why
   */
  record Requirement(List<String> from, int count, String reason) {
    public Requirement {
      from = List.copyOf(from);
      if (from.isEmpty() || count < 1) {
        throw new IllegalArgumentException("somebody's word is needed");
      }
    }
  }
}
