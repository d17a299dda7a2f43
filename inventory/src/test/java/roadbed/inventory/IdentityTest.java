package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.Resource;
import roadbed.testkit.Declared;

class IdentityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_sqs_queue | {\"arn\":\"arn:aws:sqs:eu-west-1:111122223333:q\"} | arn:aws:sqs:eu-west-1:111122223333:q | 111122223333 | eu-west-1",
        "aws_sqs_queue | {\"arn\":{\"$unknown\":\"later\"}} | shop//aws_sqs_queue.it | |",
        "aws_ebs_volume | {\"availability_zone\":\"eu-central-1b\"} | shop//aws_ebs_volume.it | | eu-central-1",
        "azurerm_managed_disk | {\"id\":\"/subscriptions/s-1/resourceGroups/g/providers/Microsoft.Compute/disks/d\",\"location\":\"West Europe\"} | /subscriptions/s-1/resourceGroups/g/providers/Microsoft.Compute/disks/d | s-1 | westeurope",
        "google_compute_disk | {\"self_link\":\"https://www.googleapis.com/compute/v1/projects/p-1/zones/europe-west1-b/disks/d\",\"zone\":\"europe-west1-b\"} | //compute.googleapis.com/projects/p-1/zones/europe-west1-b/disks/d | p-1 | europe-west1",
        "google_kms_crypto_key | {\"id\":\"projects/p-1/locations/global/keyRings/r/cryptoKeys/k\"} | //cloudkms.googleapis.com/projects/p-1/locations/global/keyRings/r/cryptoKeys/k | p-1 |",
      })
  void idAccountAndRegionComeFromWhatTheDocumentKnows(
      String type, String json, String id, String account, String region) {
    Resource resource = Estate.of(Declared.resource(type + ".it").with(json)).at(type + ".it");
    assertThat(resource.id()).hasToString(id);
    assertThat(resource.account()).isEqualTo(account == null ? "" : account);
    assertThat(resource.region()).isEqualTo(region == null ? "" : region);
  }

  @Test
  void whatTheResourceDoesNotSayItsProviderSays() {
    Resource resource =
        Estate.of(Declared.resource("aws_vpc.v").with("{}").in("account", "111122223333").in("region", "eu-west-3"))
            .at("aws_vpc.v");
    assertThat(resource.account()).isEqualTo("111122223333");
    assertThat(resource.region()).isEqualTo("eu-west-3");
  }

  @Test
  void planAndStateAreOneResourceWithThePlansAttributesAndTheStatesId() {
    Estate estate =
        Estate.of(
            Declared.resource("aws_sqs_queue.q")
                .with("{\"arn\":{\"$unknown\":\"later\"},\"sqs_managed_sse_enabled\":true}")
                .change(Change.DELETE),
            Declared.resource("aws_sqs_queue.q")
                .inState()
                .file("terraform.tfstate")
                .with("{\"arn\":\"arn:aws:sqs:eu-west-1:111122223333:q\",\"sqs_managed_sse_enabled\":false}"));
    Resource queue = estate.at("aws_sqs_queue.q");
    assertThat(estate.snapshot().resources()).hasSize(1);
    assertThat(queue.id()).hasToString("arn:aws:sqs:eu-west-1:111122223333:q");
    assertThat(estate.facet("aws_sqs_queue.q", "encryption.at_rest")).isEqualTo("true");
    assertThat(queue.origin().change()).isEqualTo(Change.DELETE);
    assertThat(queue.origin().declaration()).isEqualTo(Declaration.TERRAFORM_PLAN);
  }

  @Test
  void ofTwoDescriptionsTheNewestIsKeptAndBothPlacesAreSaid() {
    Declared old = Declared.resource("aws_sqs_queue.a").file("old.json").with("{\"arn\":\"arn:aws:sqs:eu-west-1:111122223333:q\"}");
    Declared fresh = Declared.resource("aws_sqs_queue.b").file("new.json").with("{\"arn\":\"arn:aws:sqs:eu-west-1:111122223333:q\"}");
    Estate estate =
        Estate.of(
            Inventory.of(
                List.of(
                    Declared.collection("one", Estate.NOON, List.of(old.build())),
                    Declared.collection("two", Estate.NOON.plusSeconds(60), List.of(fresh.build())))));
    assertThat(estate.addresses()).containsExactly("aws_sqs_queue.b");
    assertThat(estate.snapshot().diagnostics())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo("inventory.duplicate-id");
              assertThat(diagnostic.toString()).contains("old.json", "new.json");
            });
  }

  @Test
  void aTypeWithoutMappingIsKeptAsOther() {
    Resource other = Estate.of(Declared.resource("aws_glue_job.j").with("{\"name\":\"nightly\"}")).at("aws_glue_job.j");
    assertThat(other.kind()).isEqualTo("other");
    assertThat(other.type()).isEqualTo("aws_glue_job");
    assertThat(other.name()).isEqualTo("nightly");
  }
}
