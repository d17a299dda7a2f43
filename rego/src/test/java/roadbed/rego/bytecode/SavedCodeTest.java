package roadbed.rego.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

class SavedCodeTest {
  private static final String TEXT =
      """
      package t
      import data.lib

      deny contains msg if {
        some name, port in input.ports
        lib.reserved(port)
        not {"kind": "exempt", "ports": {1.50, 2}}[name]
        msg := sprintf("%v is reserved", [port])
      }
      default level := "low"
      level := "high" if count(deny) > 1 else := "middle" if count(deny) == 1
      by[kind] := count(xs) if { some kind in ["a", "b"]; xs := [1 | some x in input.ports; x > 2] with input.ports as [3] }
      """;
  private static final String LIBRARY = "package lib\nreserved(p) if p < 1024\nreserved(8080)";
  private static final Value INPUT = Values.parseJson("{\"ports\": {\"x\": 80, \"kind\": 8080, \"z\": 9000}}");

  private static Policy policy(String text) {
    return Rego.compile(Map.of("t.rego", text, "lib.rego", LIBRARY)).orThrow();
  }

  @Test
  void saved_classes_run_the_same_policy_again() {
    byte[] saved = policy(TEXT).code();
    Optional<Policy> loaded = policy(TEXT).withCode(saved);
    assertThat(loaded).isPresent();
    assertThat(loaded.orElseThrow().query("data.t", INPUT)).isEqualTo(policy(TEXT).compiled().query("data.t", INPUT));
    assertThat(loaded.orElseThrow().query("data.t.level", INPUT).value()).contains(Values.ofJava("middle"));
  }

  @Test
  void they_are_refused_by_another_policy() {
    assertThat(policy(TEXT + "\n").withCode(policy(TEXT).code())).isEmpty();
  }

  @Test
  void they_are_refused_where_they_are_not_whole() {
    byte[] saved = policy(TEXT).code();
    byte[] changed = saved.clone();
    changed[changed.length / 2] ^= 1;
    assertThat(policy(TEXT).withCode(changed)).isEmpty();
    assertThat(policy(TEXT).withCode(java.util.Arrays.copyOf(saved, saved.length - 1))).isEmpty();
    assertThat(policy(TEXT).withCode(new byte[0])).isEmpty();
  }

  @Test
  void the_same_policy_is_saved_as_the_same_bytes() {
    assertThat(policy(TEXT).code()).isEqualTo(policy(TEXT).code());
  }
}
