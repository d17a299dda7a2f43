package roadbed.assess.policy.foreign.conftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;

/** What checks find that Trivy adds to the language. */
final class TrivyBuiltinsTest {
  private static CheckResult check(String rego) {
    Conftest policies =
        Conftest.of(
            List.of(new Source("p.rego", "package main\n" + rego, Dialect.V1)), ObjectValue.EMPTY, Conftest.Version.AUTO);
    assertThat(policies.diagnostics()).isEmpty();
    return policies.check("f", List.of(Values.ofJava(Map.of())), "main", Limits.STANDARD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      quoteCharacter = '^',
      textBlock =
          """
          apt update && apt install curl              % [["apt","update"],["apt","install","curl"]]
          a;b || c & d                                 % [["a"],["b"],["c"],["d"]]
          X=1 run --y='a b' "c;d" > out 2>&1           % [["run","--y='a b'","\\"c;d\\""]]
          if [ -f x ]; then a b; fi                    % [["[","-f","x","]"],["a","b"]]
          for x in 1 2; do echo $x; done               % [["echo","$x"]]
          echo $(date -u) `id` # comment              % [["echo","$(date -u)","`id`"]]
          (cd a && make)                               % [["cd","a"],["make"]]
          ^^                                            % []
          echo 'open                                   % [["echo","'open"]]
          """)
  void shellCommands(String script, String commands) {
    String quoted = Values.toJson(Values.ofJava(script));
    assertThat(check("deny contains json.marshal(sh.parse_commands(" + quoted + "))").failures().getFirst().text())
        .isEqualTo(commands);
  }

  @ParameterizedTest
  @CsvSource({
    "*,true", "0.0.0.0/0,true", "10.0.0.0/16,false", "192.168.1.1,false", "8.8.8.8/32,true", "::/0,true", "fd00::/8,false",
    "127.0.0.1,false", "not an address,false"
  })
  void publicAddresses(String block, boolean is) {
    assertThat(check("deny contains \"public\" if cidr.is_public(\"" + block + "\")").failures()).hasSize(is ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"*,18446744073709551615", "1.2.3.4/32,1", "10.0.0.0/16,65536", "10.0.0.0/99,0", "::/0,18446744073709551615"})
  void addressesOfABlock(String block, String count) {
    assertThat(check("deny contains sprintf(\"%v\", [cidr.count_addresses(\"" + block + "\")])").failures().getFirst().text())
        .isEqualTo(count);
  }

  @Test
  void aResultSaysWhereItsCauseIs() {
    CheckResult result =
        check("deny contains result.new(\"m\", {\"StartLine\": 3, \"__defsec_metadata\": {\"startline\": 5, \"managed\": false}})");
    assertThat(result.failures().getFirst().text()).isEqualTo("m");
    assertThat(result.failures().getFirst().metadata().toString()).contains("\"startline\": 5").contains("\"managed\": false");
    assertThat(check("deny contains \"no\" if isManaged({\"__defsec_metadata\": {\"managed\": false}})").failures()).isEmpty();
    assertThat(check("deny contains \"yes\" if isManaged({})").failures()).hasSize(1);
  }

  @Test
  void aLibraryOfThatNameComesBeforeWhatIsBuiltIn() {
    Conftest policies =
        Conftest.of(
            List.of(
                new Source("lib.rego", "package lib.result\nnew(m, _) := {\"msg\": concat(\" \", [\"own\", m])}", Dialect.V1),
                new Source("p.rego", "package main\nimport data.lib.result\ndeny contains result.new(\"m\", {})", Dialect.V1)),
            ObjectValue.EMPTY,
            Conftest.Version.AUTO);
    assertThat(policies.check("f", List.of(Values.ofJava(Map.of())), "main", Limits.STANDARD).failures().getFirst().text())
        .isEqualTo("own m");
  }

  @Test
  void secretsAreNotLookedFor() {
    CheckResult result = check("deny contains \"secret\" if squealer.scan_string(\"x\").transgressionFound");
    assertThat(result.failures()).isEmpty();
    assertThat(result.undecided()).isNotEmpty();
  }
}
