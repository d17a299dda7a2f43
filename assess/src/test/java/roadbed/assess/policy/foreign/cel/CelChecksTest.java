package roadbed.assess.policy.foreign.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

final class CelChecksTest {
  private static final ObjectValue POD =
      Manifest.read(
              "pod.yaml",
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: web
                namespace: shop
                labels: {app: web, app.kubernetes.io/name: web}
              spec:
                replicas: 3
                weight: 1.5
                nothing: null
                namespace: inner
                with-dash: 1
                containers:
                - {name: a, image: "registry.example/a:1", resources: {limits: {cpu: 500m, memory: 1Gi}}}
                - {name: b, image: "b", ports: [{containerPort: 80}]}
              """
                  .getBytes(StandardCharsets.UTF_8),
              new ArrayList<>())
          .getFirst()
          .value();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.metadata.name == 'web'",
        "object.metadata.namespace == 'shop'",
        "object.spec.namespace == 'inner'",
        "object.spec.__namespace__ == 'inner'",
        "object.spec.with__dash__dash == 1",
        "object.spec['with-dash'] == 1",
        "object.spec.replicas <= 5 && object.spec.replicas > 2.5",
        "object.spec.weight == 1.5",
        "!has(object.spec.missing)",
        "object.spec.nothing == null",
        "oldObject == null",
        "object != null",
        "object.spec.containers.all(c, c.name.matches('[ab]'))",
        "object.spec.containers.exists_one(c, has(c.ports))",
        "object.spec.containers.map(c, c.name) == ['a', 'b']",
        "object.spec.containers.filter(c, c.image.contains('/')).size() == 1",
        "object.metadata.labels.all(k, object.metadata.labels[k] == 'web')",
        "'app' in object.metadata.labels",
        "object.metadata.labels['app.kubernetes.io/name'] == 'web'",
        "object.metadata.?labels.?app.orValue('') == 'web' && 'a.?b' != \"'.?c\"",
        "object.?spec.?gone.?further.orValue('none') == 'none'",
        "object.metadata.?annotations.hasValue() == false",
        "object.spec.?containers.orValue([]).size() == 2",
        "object.metadata.labels[?'none'].orValue('x') == 'x'",
        "request.operation == 'CREATE' && request.userInfo.username == 'jane'",
        "request.kind.kind == 'Pod' && request.kind.group == ''",
        "!has(request.dryRun) || !request.dryRun",
        "'a b'.split(' ').join('-') == 'a-b'",
        "'Abc'.lowerAscii() + 'x'.upperAscii() == 'abcX'",
        "'registry/a:1'.substring(9).startsWith('a')",
        "'abc'.replace('b', 'x') == 'axc' && ' a '.trim() == 'a' && 'abc'.charAt(1) == 'b'",
        "'abc'.reverse() == 'cba'",
        "'abc 123'.find('[0-9]+') == '123' && 'abc'.find('[0-9]') == ''",
        "'123 abc 456'.findAll('[0-9]+') == ['123', '456']",
        "'123 abc 456'.findAll('[0-9]+', 1) == ['123']",
        "[1, 2, 3].sum() == 6 && [1.5, 2.5].sum() == 4.0",
        "[3, 1, 2].min() == 1 && ['b', 'a'].max() == 'b'",
        "[1, 2, 2].isSorted() && ![2, 1].isSorted()",
        "[1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2 && [1].indexOf(5) == -1",
        "object.spec.containers.map(c, c.name).isSorted()",
        "quantity('500m').isLessThan(quantity('1')) && quantity('1Gi').isGreaterThan(quantity('1G'))",
        "quantity('1Ki').asInteger() == 1024 && quantity('1.5').asApproximateFloat() == 1.5",
        "quantity('2').add(quantity('500m')).sub(1).compareTo(quantity('1500m')) == 0",
        "quantity(object.spec.containers[0].resources.limits.cpu).sign() == 1",
        "isQuantity('1.3Gi') && !isQuantity('12 GB') && quantity('1e3') == quantity('1k')",
        "url('https://example.com:8080/a%20b?x=1&x=2').getHostname() == 'example.com'",
        "url('https://example.com:8080/a').getHost() == 'example.com:8080'",
        "url('https://example.com:8080/a').getPort() == '8080' && url('/path').getScheme() == ''",
        "url('https://example.com/?k=a&k=b').getQuery()['k'] == ['a', 'b']",
        "isURL('https://a.example/') && !isURL('not a url')",
        "ip('192.168.0.1').family() == 4 && ip('::1').isLoopback() && isIP('10.0.0.1') && !isIP('10.0.0.300')",
        "cidr('10.0.0.0/8').containsIP('10.2.3.4') && cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16'))",
        "cidr('192.168.1.7/24').masked() == cidr('192.168.1.0/24') && cidr('10.0.0.0/8').prefixLength() == 8",
        "string(ip('2001:db8:0:0::1')) == '2001:db8::1' && ip.isCanonical('2001:db8::1') && !isCIDR('10.0.0.0/33')",
        "!format.dns1123Label().validate('Not-a-label').hasValue() == false",
        "!format.dns1123Label().validate('a-label').hasValue()",
        "format.named('uuid').hasValue() && !format.named('none').hasValue()",
        "semver('1.2.3').isLessThan(semver('1.10.0')) && semver('v1.2', true).minor() == 2 && !isSemver('1.2')",
        "'%s has %d of %.2f'.format(['a', 3, 1.239]) == 'a has 3 of 1.24'",
        "'%s'.format([object.spec.containers.map(c, c.name)]) == '[a, b]'",
        "sets.contains([1, 2, 3], [2]) && sets.intersects([1], [1, 2]) && sets.equivalent([1, 1], [1])",
        "duration('1h') > duration('59m') && timestamp('2024-01-01T00:00:00Z') < timestamp('2025-01-01T00:00:00Z')",
        "int('3') == 3 && string(3) == '3' && double(1) == 1.0 && type(1) == int",
        "variables.names == ['a', 'b'] && variables.count == 2",
        "params.most >= object.spec.replicas",
        "dyn(1) == 1.0 && 1 < 1.5",
        "object.spec.containers.all(i, c, i < 2 && has(c.name))",
        "cel_unused == 1 || true"
      })
  void holds(String expression) {
    if (expression.startsWith("cel_")) {
      List<String> problems = new ArrayList<>();
      assertThat(compile(true, expression, problems)).isEmpty();
      assertThat(problems.getFirst()).contains("undeclared reference to 'cel_unused'");
      return;
    }
    assertThat(judge(true, expression)).contains(Ruling.CLEAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object.spec.replicas > 5                 | failed expression: object.spec.replicas > 5
          object.spec.gone == 1                    | expression 'object.spec.gone == 1' resulted in error: key 'gone' is not present in map.
          object.metadata.name                     | resulted in error: gave no boolean but web
          [1][3] == 1                              | resulted in error: Index out of bounds: 3
          quantity('x').isInteger()                | resulted in error: not a quantity: x
          variables.broken == 1                    | key 'gone' is not present in map.
          """)
  void doesNotHold(String expression, String message) {
    Ruling ruling = judge(true, expression).orElseThrow();
    assertThat(ruling.violations()).singleElement().satisfies(one -> assertThat(one.message()).contains(message));
  }

  @Test
  void anErrorThatIsToBeIgnoredIsNoPass() {
    Ruling ruling = judge(false, "object.spec.gone == 1").orElseThrow();
    assertThat(ruling.violations()).isEmpty();
    assertThat(ruling.clean()).isFalse();
    assertThat(ruling.ignored()).hasSize(1);
  }

  @Test
  void whatIsNotKnownIsUndecidedUnlessItDoesNotMatter() {
    ObjectValue.Builder spec = ObjectValue.builder();
    spec.put("replicas", new UnknownValue("known after apply"));
    spec.put("zone", StringValue.of("a"));
    ObjectValue object = ObjectValue.of("spec", spec.build());
    assertThat(run(object, "object.spec.replicas > 1").undecided()).containsExactly("known after apply");
    assertThat(run(object, "object.spec.replicas == 'x'").undecided()).containsExactly("known after apply");
    assertThat(run(object, "object.spec.zone == 'a'")).isEqualTo(Ruling.CLEAN);
    assertThat(run(object, "object.spec.zone == 'a' || object.spec.replicas > 1")).isEqualTo(Ruling.CLEAN);
    assertThat(run(object, "authorizer.group('').resource('pods').check('get').allowed()").undecided()).hasSize(1);
  }

  @Test
  void aConditionThatDoesNotHoldLeavesTheRequestUnjudged() {
    CelChecks checks =
        CelChecks.compile(
                new CelChecks.Written(
                    true,
                    List.of(new CelChecks.Named("pods", "request.kind.kind == 'Service'")),
                    List.of(),
                    List.of(new CelChecks.Validation("false", "", ""))),
                new ArrayList<>())
            .orElseThrow();
    assertThat(checks.evaluate(request(POD), Optional.empty(), Map.of())).isEmpty();
  }

  @Test
  void messagesComeFromTheirExpressionThenTheTextThenTheCheck() {
    assertThat(message("'no ' + object.metadata.name", "text")).isEqualTo("no web");
    assertThat(message("'broken ' + object.gone", "text")).isEqualTo("text");
    assertThat(message("''", "")).isEqualTo("failed expression: 1 == 2");
  }

  @Test
  void aLoopOfLoopsEnds() {
    String many = "[1,2,3,4,5,6,7,8,9,0]";
    String expression = "x.all(a, x.all(b, x.all(c, x.all(d, x.all(e, x.all(f, x.all(g, true)))))))".replace("x", many);
    assertThat(judge(true, expression).orElseThrow().violations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.metadata.name.matches('^w.b$')",
        "object.metadata.name.matches('e')",
        "matches(object.metadata.name, '^web$')",
        "!object.metadata.name.matches('^e')",
        "dyn('a') + dyn('b') == 'ab'",
        "[1, 2] + [3] == [1, 2, 3]",
        "1 + 2 == 3 && 1.5 + 1.5 == 3.0 && duration('1s') + duration('1s') == duration('2s')",
      })
  void whatIsBoundedWorksAsBefore(String expression) {
    assertThat(run(POD, expression).messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a'.matches('(((a{1,100}){1,100}){1,100}){1,100}')",
        "'a'.matches('(')",
        "'a'.find('(a{1,1000}){1,1000}') == ''",
      })
  void aPatternThatWouldGrowIsRefused(String expression) {
    assertThat(run(POD, expression).messages()).singleElement().asString().contains("not a regular expression");
  }

  @Test
  void variablesThatDoubleEachOtherEnd() {
    List<CelChecks.Named> texts = new ArrayList<>(List.of(new CelChecks.Named("v0", "'x'")));
    List<CelChecks.Named> lists = new ArrayList<>(List.of(new CelChecks.Named("v0", "[1]")));
    for (int i = 1; i <= 40; i++) {
      String sum = "variables.v" + (i - 1) + " + variables.v" + (i - 1);
      texts.add(new CelChecks.Named("v" + i, sum));
      lists.add(new CelChecks.Named("v" + i, sum));
    }
    List<CelChecks.Validation> validation = List.of(new CelChecks.Validation("size(variables.v40) > 0", "", ""));
    assertThat(
            CelChecks.compile(new CelChecks.Written(true, List.of(), texts, validation), new ArrayList<>())
                .orElseThrow()
                .evaluate(request(POD), Optional.empty(), java.util.Map.of())
                .orElseThrow()
                .messages())
        .singleElement()
        .asString()
        .contains("a text of more than 1000000 characters");
    assertThat(
            CelChecks.compile(new CelChecks.Written(true, List.of(), lists, validation), new ArrayList<>())
                .orElseThrow()
                .evaluate(request(POD), Optional.empty(), java.util.Map.of())
                .orElseThrow()
                .messages())
        .singleElement()
        .asString()
        .contains("a list of more than 100000 items");
  }

  private static String message(String expression, String text) {
    CelChecks checks =
        CelChecks.compile(
                new CelChecks.Written(
                    true, List.of(), List.of(), List.of(new CelChecks.Validation("1 == 2", text, expression))),
                new ArrayList<>())
            .orElseThrow();
    return checks.evaluate(request(POD), Optional.empty(), Map.of()).orElseThrow().messages().getFirst();
  }

  private static Ruling run(ObjectValue object, String expression) {
    return compile(true, expression, new ArrayList<>())
        .orElseThrow()
        .evaluate(AdmissionRequest.ofObject(object), Optional.empty(), Map.of())
        .orElseThrow();
  }

  private static AdmissionRequest request(ObjectValue object) {
    return AdmissionRequest.ofObject(object)
        .with("operation", StringValue.of("CREATE"))
        .with("userInfo", ObjectValue.of("username", StringValue.of("jane")));
  }

  private static Optional<Ruling> judge(boolean failing, String expression) {
    List<String> problems = new ArrayList<>();
    Optional<CelChecks> checks = compile(failing, expression, problems);
    assertThat(problems).isEmpty();
    Value params = ObjectValue.of("most", NumberValue.of(3));
    return checks.orElseThrow().evaluate(request(POD), Optional.of(params), Map.of());
  }

  private static Optional<CelChecks> compile(boolean failing, String expression, List<String> problems) {
    return CelChecks.compile(
        new CelChecks.Written(
            failing,
            List.of(),
            List.of(
                new CelChecks.Named("names", "object.spec.containers.map(c, c.name)"),
                new CelChecks.Named("count", "variables.names.size()"),
                new CelChecks.Named("broken", "object.gone")),
            List.of(new CelChecks.Validation(expression, "", ""))),
        problems);
  }
}
