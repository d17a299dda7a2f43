package roadbed.assess.policy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;

final class ObjectPatchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                            | a          | [Operation[pointer=/a, value=false]]
          {"a": true}                   | a          | []
          {}                            | a.b        | [Operation[pointer=/a, value={}], Operation[pointer=/a/b, value=false]]
          {"a": {}}                     | a.b        | [Operation[pointer=/a/b, value=false]]
          {"a": "text"}                 | a.b        | []
          {"c": [{"n": 1}, {"x": 2}]}   | c[].x      | [Operation[pointer=/c/0/x, value=false]]
          {"c": [{"s": {}}, {}]}        | c[].s.x    | [Operation[pointer=/c/0/s/x, value=false], Operation[pointer=/c/1/s, value={}], Operation[pointer=/c/1/s/x, value=false]]
          {}                            | c[].x      | []
          {}                            | d.c[].x    | []
          {"a": {}}                     | a.x/y~z    | [Operation[pointer=/a/x~1y~0z, value=false]]
          """)
  void defaultsGoWhereNothingIs(String object, String path, String operations) {
    ObjectPatch patch = new ObjectPatch((ObjectValue) Values.parseJson(object));
    patch.add(new AdmissionTerms.Default(path, BooleanValue.FALSE));
    assertThat(patch.operations()).hasToString(operations);
  }
}
