package roadbed.assess.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.inventory.Sightings;
import roadbed.model.Activity;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** What is proposed about drift, and who did it. */
class ReconcileTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "  port = 5432               | port   | 5432      | 6543     |   port = 6543",
      "  port = \"5432\" # the usual | port   | 5432      | 6543     |   port = 6543 # the usual",
      "  name = \"a\"                | name   | \"a\"     | \"b${c}\" |   name = \"b$${c}\"",
      "  on = true                 | on     | true      | false    |   on = false",
      "  \"on\": true,               | on     | true      | false    |   \"on\": false,",
      "  ids = [\"a\", \"b\"]          | ids    | [\"a\",\"b\"] | [\"c\"]  |   ids = [\"c\"]",
      "  tags = { a = \"1\", b = 2 } | a      | \"1\"     | \"3\"    |   tags = { a = \"3\", b = 2 }",
  })
  void aLiteralIsReplacedInItsLine(String line, String name, String from, String to, String made) {
    assertThat(HclText.replaced(line, name, ValueJson.parse(from), ValueJson.parse(to)).map(String::strip))
        .contains(made.strip());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "  port = var.port       | port | 5432",
      "  port = 5432 + 1       | port | 5432",
      "  export = 5432         | port | 5432",
      "  port = 54321          | port | 5432",
      "  name = \"a-${var.b}\" | name | \"a\"",
  })
  void whatIsComputedIsLeftAlone(String line, String name, String from) {
    assertThat(HclText.replaced(line, name, ValueJson.parse(from), Value.of(1))).isEmpty();
  }

  @Test
  void whatNobodyDeclaresGetsAnImportAndCode() {
    Sides sides =
        new Sides()
            .seen(
                "aws_sqs_queue.extra",
                "{'id':'https://q/extra','name':'extra','arn':'arn:aws:sqs:eu-west-1:123456789012:extra','delay_seconds':5,'policy':'','tags':{'a b':'c'},'kms_master_key_id':{'$secret':true}}");
    List<Proposal> proposals =
        Reconcile.of(sides.report(), Sightings.of(List.of(sides.collection())), _ -> Optional.empty());
    assertThat(proposals).singleElement().satisfies(one -> assertThat(one.kind()).isEqualTo(Proposal.Kind.IMPORT));
    assertThat(proposals.getFirst().edit().orElseThrow().text())
        .isEqualTo(
            """
            import {
              to = aws_sqs_queue.extra
              id = "https://q/extra"
            }

            resource "aws_sqs_queue" "extra" {
              name = "extra"
              delay_seconds = 5
              tags = {
                "a b" = "c"
              }
              # kms_master_key_id is not told here: set it before applying
            }
            """);
  }

  @Test
  void whatBreaksAGuardrailIsNeverAcceptedIntoTheCode() {
    DriftReport report =
        new Sides()
            .code("aws_db_instance.main", "{'identifier':'main','port':1}")
            .seen("aws_db_instance.other", "{'id':'main','identifier':'main','port':2}")
            .report()
            .with(
                one ->
                    one.withBroken(
                        List.of(new ResourceDrift.BrokenGuardrail("g", roadbed.model.Severity.HIGH, "no"))));
    assertThat(Reconcile.of(report, List.of(), _ -> Optional.of(List.of("port = 1"))))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.kind()).isEqualTo(Proposal.Kind.APPLY_AGAIN);
              assertThat(one.command()).contains("terraform plan -target=aws_db_instance.main");
            });
  }

  private static List<Proposal> proposals(Sides sides, String line) {
    sides.seen("aws_db_instance.other", "{'id':'one','identifier':'one','port':2}");
    sides.seen("aws_db_instance.another", "{'id':'two','identifier':'two','port':1}");
    return Reconcile.of(sides.report(), Sightings.of(List.of(sides.collection())), _ -> Optional.of(List.of("", line)));
  }

  private static final Location PLACE = Location.of("main.tf", 2, 3);

  @Test
  void aLiteralOfOneResourceIsChangedInItsLine() {
    Sides sides = new Sides().codeAt("aws_db_instance.one", "{'identifier':'one','port':1}", "port", PLACE, Optional.empty());
    assertThat(proposals(sides, "  port = 1"))
        .first()
        .satisfies(one -> assertThat(one.edit().orElseThrow().text()).isEqualTo("  port = 2"));
  }

  @Test
  void codeThatInstancesOrModulesShareIsNeverPatchedAndItsOtherResourcesAreNamed() {
    Sides sides =
        new Sides()
            .codeAt("module.db.aws_db_instance.this[\"one\"]", "{'identifier':'one','port':1}", "port", PLACE, Optional.empty())
            .codeAt("module.db.aws_db_instance.this[\"two\"]", "{'identifier':'two','port':1}", "port", PLACE, Optional.empty());
    assertThat(proposals(sides, "  port = 1"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.edit()).isEmpty();
              assertThat(one.words())
                  .contains("main.tf:2:3 is the code of other resources as well, of module.db.aws_db_instance.this[\"two\"]");
            });
  }

  @Test
  void whereTheValueIsDecidedIsSaidAndForWhomElse() {
    Optional<Location> call = Optional.of(Location.of("root.tf", 7, 3));
    Sides alone =
        new Sides().codeAt("module.db.aws_db_instance.this", "{'identifier':'one','port':1}", "port", PLACE, call);
    assertThat(proposals(alone, "  port = 1").getFirst().words())
        .contains("only passes the value on: it is decided at root.tf:7:3, which nobody else here is known to take it from");
    Sides both =
        new Sides()
            .codeAt("aws_db_instance.one", "{'identifier':'one','port':1}", "port", PLACE, call)
            .codeAt("aws_db_instance.two", "{'identifier':'two','port':1}", "port", Location.of("main.tf", 9, 3), call);
    assertThat(proposals(both, "  port = 1"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.edit()).as("the line is not patched past its siblings").isEmpty();
              assertThat(one.words()).contains("decided at root.tf:7:3, also for aws_db_instance.two: whoever changes");
            });
  }

  @Test
  void anActivityLogTellsWhoDidIt() {
    DriftReport report =
        new Sides()
            .code("aws_db_instance.main", "{'identifier':'main','port':1}")
            .seen("aws_db_instance.other", "{'id':'main','identifier':'main','port':2}")
            .report();
    DriftReport told =
        new WhoChanged(
                List.of(
                    act("2026-03-01T10:00:00Z", "rds.amazonaws.com", "ModifyDBInstance", "main"),
                    act("2026-03-01T10:30:00Z", "sqs.amazonaws.com", "SetQueueAttributes", "main"),
                    act("2026-03-02T10:00:00Z", "rds.amazonaws.com", "RebootDBInstance", "main")))
            .in(report);
    assertThat(told.resources().getFirst().acts())
        .extracting(ResourceDrift.Act::event)
        .as("another service's resource of the name, and what came after the look, are not it")
        .containsExactly("ModifyDBInstance");
  }

  private static Activity act(String at, String service, String event, String concern) {
    return new Activity(
        Provider.AWS, "", Instant.parse(at), "ada", event, service, "192.0.2.1", "console", Set.of(concern));
  }
}
