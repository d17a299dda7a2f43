package roadbed.assess.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.assess.cost.CostAllocation.Allocated;
import roadbed.assess.cost.CostAllocation.Line;
import roadbed.inventory.Snapshot;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

class CostAllocationTest {

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

  private static Allocated allocate(EstateFacts facts, Line line) {
    return new CostAllocation(
            new Snapshot(
                Instant.EPOCH, RESOURCES, List.of(), List.of(), List.of(), facts, List.of(), List.of()))
        .allocate(line);
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
    assertThat(
            allocate(EstateFacts.NONE, new Line(provider, account, "", billed, ""))
                .resource()
                .map(ResourceId::value)
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
    Line base = new Line("AWS", "111", "billed name", "", "");
    assertThat(allocate(facts, base))
        .isEqualTo(new Allocated(Provider.AWS, "111", "main", "infra", "account", "production", Optional.empty()));
    assertThat(allocate(facts, tagged(base, "{\"app\": \"shop-web\", \"zone\": \"Test\"}")))
        .extracting(Allocated::owner, Allocated::basis, Allocated::environment)
        .containsExactly("shop", "rule", "test");
    assertThat(allocate(facts, new Line("AWS", "111", "", "i-1", "{\"app\": \"shop-web\"}")))
        .extracting(Allocated::basis)
        .isEqualTo("resource");
    assertThat(allocate(facts, new Line("AWS", "111", "", "i-1", "{\"user:squad\": \"checkout\"}")))
        .extracting(Allocated::owner, Allocated::basis)
        .containsExactly("checkout", "tag");
    assertThat(allocate(facts, tagged(base, "[{\"key\": \"team\", \"value\": \"a\"}]")))
        .extracting(Allocated::owner)
        .isEqualTo("a");
    assertThat(allocate(facts, new Line("AWS", "999", "name in the bill", "", "{broken")))
        .isEqualTo(new Allocated(Provider.AWS, "999", "name in the bill", "", "", "", Optional.empty()));
  }

  private static Line tagged(Line line, String tags) {
    return new Line(line.providerName(), line.account(), line.accountName(), line.resource(), tags);
  }

  @ParameterizedTest
  @CsvSource({"a*c,abbc,true", "a*c,abcd,false", "a?c,abc,true", "*,'',true", "a*b*c,aXbYbZc,true", "'',a,false"})
  void globs(String glob, String text, boolean matches) {
    assertThat(CostAllocation.matchesGlob(glob, text)).isEqualTo(matches);
  }
}
