package roadbed.rego.resolve;

import java.util.List;

/** Goals that must all come true. */
public record Body(List<Goal> goals) {
  public Body {
    goals = List.copyOf(goals);
  }
}
