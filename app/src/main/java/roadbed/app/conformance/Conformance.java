package roadbed.app.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import roadbed.rego.Machine;

/** One kind of case files. */
public interface Conformance {

  /** All kinds by name. */
  Map<String, Conformance> KINDS =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "focus", new FocusConformance(),
                  "guardrails", new GuardrailConformance(),
                  "hcl", new HclConformance(),
                  "merkle", new MerkleConformance(),
                  "nab", new AnomalyConformance(),
                  "oncall", new OnCallConformance(),
                  "rego", new RegoConformance(Machine.TIERED),
                  "slo", new SloConformance())));

  /** The cases of the policy language, run on a machine of choice. */
  static Conformance rego(Machine machine) {
    return new RegoConformance(machine);
  }

  /** What the cases are, in one line. */
  String description();

  /**
   * Runs all cases of files and folders.
   *
   * @param each told of every case, in order
   */
  void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException;
}
