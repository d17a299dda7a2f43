package roadbed.assess.policy;

import java.util.List;
import java.util.Map;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * What a {@code guardrails.yaml} says, before it is held against the guardrails that there are:
 * docs/reference/guardrails.md describes the format.
 *
 * @param parameters values by guardrail and parameter
 * @param enforcement levels by guardrail
 * @param profiles profiles by name
 * @param diagnostics what of the file could not be read
 */
record GuardrailSettings(
    Map<String, Placed<Map<String, Placed<Value>>>> parameters,
    Map<String, Placed<String>> enforcement,
    Map<String, ProfileText> profiles,
    List<Diagnostic> diagnostics) {

  /** Something with its place. */
  record Placed<T>(T value, Location at) {}

  /**
   * A profile as it is written.
   *
   * @param bases names of the profiles whose guardrails it has too
   * @param guardrails ids that it has beyond those
   * @param except ids that it does not have
   */
  record ProfileText(
      String title,
      List<Placed<String>> bases,
      List<Placed<String>> guardrails,
      List<Placed<String>> except,
      List<String> environments,
      Map<String, Placed<Map<String, Placed<Value>>>> parameters,
      Location at) {}
}
