package roadbed.assess.cost.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules;
import roadbed.model.AttributePlaces;
import roadbed.model.BillingColumn;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

class ClassifierTest {

  private static Resource resource(Provider provider, String account, String id, Map<String, String> raw) {
    Map<String, Value> fields = new HashMap<>();
    raw.forEach((name, text) -> fields.put(name, Value.of(text)));
    return new Resource(
        new ResourceId(id),
        "storage.bucket",
        "t",
        provider,
        account,
        "",
        id,
        Map.of(),
        Optional.of(new Ownership("team-of-" + id, Ownership.Basis.CATALOG, "")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Value.Fields.EMPTY,
        new Value.Fields(fields),
        Map.of(),
        new Resource.Origin(
            "src", Declaration.TERRAFORM_STATE, "a", Optional.empty(), false, Change.NONE, Location.of("f"), AttributePlaces.NONE, Optional.empty()));
  }

  private static final List<Resource> RESOURCES =
      new ArrayList<>(
          List.of(
              resource(Provider.AWS, "111", "arn:aws:ec2:eu-central-1:111:instance/i-1", Map.of()),
              resource(Provider.AWS, "111", "arn:aws:s3:::invoices", Map.of()),
              resource(Provider.AWS, "111", "src//aws_instance.web", Map.of("id", "i-2")),
              resource(Provider.AWS, "111", "arn:aws:sns:eu-central-1:111:topic", Map.of()),
              resource(Provider.AWS, "111", "arn:aws:sqs:eu-central-1:111:topic", Map.of()),
              resource(Provider.AZURE, "S1", "/subscriptions/S1/resourceGroups/Rg/providers/X/vm1", Map.of()),
              resource(
                  Provider.GCP, "p1", "//compute.googleapis.com/projects/p1/zones/z/instances/vm", Map.of()),
              resource(
                  Provider.GCP,
                  "p1",
                  "src//google_compute_disk.d",
                  Map.of("self_link", "https://www.googleapis.com/compute/v1/projects/p1/zones/z/disks/d"))));

  private static Snapshot snapshot(EstateFacts facts) {
    return new Snapshot(
        Instant.EPOCH, RESOURCES, List.of(), List.of(), List.of(), facts, List.of(), List.of());
  }

  private static BilledLine line(String provider, String account, String name, String resource, String tags) {
    return new BilledLine(
        Map.of(
            BillingColumn.PROVIDER, provider,
            BillingColumn.ACCOUNT, account,
            BillingColumn.ACCOUNT_NAME, name,
            BillingColumn.RESOURCE, resource),
        BillTags.parse(tags));
  }

  private static Placement place(EstateFacts facts, BilledLine line) {
    return new Classifier(AllocationRules.STANDARD, snapshot(facts)).place(line, LocalDate.of(2026, 1, 1));
  }

  /** Bills write identifiers in their own ways; what is not surely the resource is not joined. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "AWS,111,arn:aws:ec2:eu-central-1:111:instance/i-1,arn:aws:ec2:eu-central-1:111:instance/i-1",
        "Amazon Web Services,111,i-1,arn:aws:ec2:eu-central-1:111:instance/i-1",
        "AWS,222,i-1,-",
        "AWS,111,invoices,arn:aws:s3:::invoices",
        "AWS,111,arn:aws:ec2:eu-central-1:111:instance/i-2,src//aws_instance.web",
        "AWS,111,arn:aws:ec2:us-east-1:111:instance/i-1,-",
        "AWS,111,topic,-",
        "AWS,111,'',-",
        "Microsoft,s1,/subscriptions/s1/resourcegroups/rg/providers/x/VM1,/subscriptions/S1/resourceGroups/Rg/providers/X/vm1",
        "Google Cloud,p1,projects/p1/zones/z/instances/vm,//compute.googleapis.com/projects/p1/zones/z/instances/vm",
        "Google Cloud,p1,vm,//compute.googleapis.com/projects/p1/zones/z/instances/vm",
        "Google Cloud,p1,//compute.googleapis.com/projects/p1/zones/z/disks/d,src//google_compute_disk.d",
        "Google Cloud,p2,vm,-",
        "Oracle,111,i-1,-",
      })
  void aBilledResourceIsFound(String provider, String account, String billed, String expected) {
    BilledAccount in = BilledAccount.of(provider, account);
    assertThat(
            new BilledResources(RESOURCES)
                .find(in.provider(), in.id(), billed)
                .map(resource -> resource.id().value())
                .orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void theStrongestFactDecides() {
    EstateFacts facts =
        new EstateFacts(
            List.of(
                new EstateFacts.Account(
                    Provider.AWS, "111", "main", Optional.of("production"), Optional.of("group:default/infra"), List.of())),
            List.of(
                new EstateFacts.OwnerRule("never", Optional.of("**/x"), Optional.empty(), Optional.empty()),
                new EstateFacts.OwnerRule(
                    "shop", Optional.empty(), Optional.of("App=shop-*"), Optional.of("111"))),
            List.of("Squad"),
            List.of("zone"),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(place(facts, line("AWS", "111", "billed name", "", "")))
        .isEqualTo(
            new Placement(Provider.AWS, "111", "main", "production", "infra", "", "owner of the account", "account"));
    assertThat(place(facts, line("AWS", "111", "", "", "{\"app\": \"shop-web\", \"zone\": \"Test\"}")))
        .extracting(Placement::owner, Placement::basis, Placement::environment)
        .containsExactly("shop", "rule", "test");
    assertThat(place(facts, line("AWS", "111", "", "i-1", "{\"app\": \"shop-web\"}")))
        .extracting(Placement::basis)
        .isEqualTo("resource");
    assertThat(place(facts, line("AWS", "111", "", "i-1", "{\"user:squad\": \"checkout\"}")))
        .extracting(Placement::owner, Placement::basis)
        .containsExactly("checkout", "tag");
    assertThat(place(facts, line("AWS", "111", "", "", "[{\"key\": \"team\", \"value\": \"a\"}]")))
        .extracting(Placement::owner)
        .isEqualTo("a");
    assertThat(place(facts, line("AWS", "999", "name in the bill", "", "{broken")))
        .isEqualTo(new Placement(Provider.AWS, "999", "name in the bill", "", "", "", "", ""));
  }

  @ParameterizedTest
  @CsvSource({"a*c,abbc,true", "a*c,abcd,false", "a?c,abc,true", "*,'',true", "a*b*c,aXbYbZc,true", "'',a,false"})
  void globs(String glob, String text, boolean matches) {
    assertThat(Patterns.matchesGlob(glob, text)).isEqualTo(matches);
  }
}
