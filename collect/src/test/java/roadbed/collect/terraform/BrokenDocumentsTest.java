package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import roadbed.model.Diagnostic;

/** Whatever is done to a document, reading it ends, says what is wrong, and keeps what stands before. */
class BrokenDocumentsTest {

  private static final String PLAN =
      """
      {"format_version": "1.2", "planned_values": {"root_module": {}}, "resource_changes": [
        {"address": "aws_a.b[\\"é\\"]", "mode": "managed", "type": "aws_a", "name": "b", "provider_name": "aws",
         "change": {"actions": ["create"], "before": null, "after": {"x": [1, {"y": "z"}]}, "after_unknown": {"id": true}, "after_sensitive": {"x": [false, {"y": true}]}}},
        {"address": "module.m.aws_c.d", "mode": "managed", "type": "aws_c", "name": "d", "provider_name": "aws",
         "change": {"actions": ["update"], "before": {"x": 1}, "after": {"x": 1.5e3}}}],
       "configuration": {"provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}}},
         "root_module": {"resources": [{"type": "aws_a", "name": "b", "mode": "managed", "provider_config_key": "aws",
           "expressions": {"x": [{"y": {"references": ["module.m.out", "module.m"]}}]}}],
          "module_calls": {"m": {"source": "./m", "module": {"outputs": {"out": {"expression": {"references": ["aws_c.d.id", "aws_c.d"]}}},
            "resources": [{"type": "aws_c", "name": "d", "mode": "managed", "expressions": {}}]}}}}}}
      """;

  private static final String STATE =
      """
      {"version": 4, "lineage": "x", "resources": [{"mode": "managed", "type": "aws_a", "name": "b", "provider": "provider[\\"x/aws\\"]",
        "instances": [{"index_key": 0, "attributes": {"id": "i-123456789", "x": ["é"]}, "sensitive_attributes": [[{"type": "get_attr", "value": "x"}]],
                       "dependencies": ["aws_c.d"]}]}]}
      """;

  private static final String CONFIGURATION =
      """
      {"variable": {"v": {"default": ["a", "b"]}}, "locals": {"l": "${[for x in var.v : upper(x)]}"},
       "resource": {"aws_a": {"b": {"for_each": "${toset(local.l)}", "n": "%{if true}${each.key}é%{endif}",
         "dynamic": {"s": {"for_each": "${local.l}", "content": {"p": "${s.value}"}}}}}},
       "module": {"m": {"source": "./m"}}, "output": {"o": {"value": "${aws_a.b[*].id}"}}}
      """;

  private static Gathered read(int kind, byte[] bytes) {
    return switch (kind) {
      case 0 -> Gathered.by(new TerraformPlanReader(), Gathered.file("plan.json", bytes));
      case 1 -> Gathered.by(new TerraformStateReader(), Gathered.file("terraform.tfstate", bytes));
      default -> Gathered.configuration(List.of(Gathered.file("main.tf.json", bytes)));
    };
  }

  private static byte[] document(int kind) {
    return List.of(PLAN, STATE, CONFIGURATION).get(kind).strip().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void cutAtEveryByte() {
    for (int kind = 0; kind < 3; kind++) {
      byte[] whole = document(kind);
      int most = read(kind, whole).resources.size();
      for (int length = 0; length < whole.length; length++) {
        Gathered cut = read(kind, java.util.Arrays.copyOf(whole, length));
        assertThat(cut.resources.size()).isLessThanOrEqualTo(most);
        assertThat(cut.diagnostics).as("kind %d cut at %d", kind, length).anyMatch(d -> d.level() == Diagnostic.Level.ERROR);
      }
    }
  }

  @Property(tries = 1_500, seed = "20261121")
  void anyChangeOfBytes(@ForAll @IntRange(max = 2) int kind, @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int changes) {
    byte[] bytes = document(kind);
    Random random = new Random(seed);
    String interesting = "{}[]\":,0eE-tfn\\$%\u0000 ";
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] =
          random.nextInt(4) == 0 ? (byte) random.nextInt() : (byte) interesting.charAt(random.nextInt(interesting.length()));
    }
    Gathered read = read(kind, bytes);
    assertThat(read.resources).allMatch(resource -> !resource.address().isBlank());
  }

  @Test
  void providersAddressWithoutItsEndIsRead() {
    for (String provider : List.of("provider[\\\"x/aws]]", "provider[\\\"", "provider[\\\"]", "provider.", "")) {
      Gathered read = Gathered.by(new TerraformStateReader(), Gathered.file("terraform.tfstate", STATE.replace("provider[\\\"x/aws\\\"]", provider)));
      assertThat(read.resources).as(provider).hasSize(1);
    }
  }

  @Test
  void badBytesAreNamedAsSuch() {
    byte[] bytes = "{\"format_version\": \"1.0\", \"resource_changes\": [{\"address\": \"a\u00ff\"".getBytes(StandardCharsets.ISO_8859_1);
    Gathered read = read(0, bytes);
    assertThat(read.codes()).containsExactly("json.encoding");
    assertThat(read.diagnostics.getFirst().location().line()).isEqualTo(1);
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(10_000);
    for (String text :
        List.of(
            "{\"format_version\": \"1.0\", \"resource_changes\": " + deep,
            "{\"format_version\": \"1.0\", \"x\": " + deep,
            "{\"format_version\": \"1.0\", \"configuration\": {\"root_module\": " + "{\"module_calls\": {\"m\": {\"module\": ".repeat(5_000))) {
      assertThat(Gathered.plan(text).codes()).as(text.substring(0, 60)).contains("json.bounds");
    }
    assertThat(Gathered.configuration("{\"resource\": {\"x_y\": {\"z\": {\"v\": " + deep).codes()).containsExactly("json.bounds");
  }
}
