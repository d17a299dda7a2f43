package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Reference;
import roadbed.model.Value;

/** What Cloud Asset Inventory exports, lists, finds and remembers. */
class GoogleAssetsTest {
  private static final String DISK =
      "{\"name\": \"//compute.googleapis.com/projects/p/zones/z/disks/d\", \"asset_type\": \"compute.googleapis.com/Disk\", \"update_time\":"
          + " \"2026-11-20T08:00:00Z\", \"resource\": {\"location\": \"z\", \"data\": {\"name\": \"d\", \"diskEncryptionKey\": {\"kmsKeyName\":"
          + " \"projects/p/locations/l/keyRings/r/cryptoKeys/k\", \"rawKey\": \"c2VjcmV0\"}}}}";

  @TempDir Path root;

  private Collection read(String text) {
    Collection collection = new Estate(root).file("assets.json", text).collect();
    assertThat(collection.diagnostics()).isEmpty();
    return collection;
  }

  @Test
  void anExportHasOneAssetOnEachLine() {
    Collection collection = read(DISK + "\n" + DISK.replace("/disks/d", "/disks/e") + "\n");
    CollectedResource disk = collection.resources().getFirst();
    assertThat(collection.resources()).hasSize(2);
    assertThat(disk.declaration()).isEqualTo(Declaration.GOOGLE_ASSET_INVENTORY);
    assertThat(disk.type()).isEqualTo("compute.googleapis.com/Disk");
    assertThat(disk.address()).isEqualTo("//compute.googleapis.com/projects/p/zones/z/disks/d");
    assertThat(disk.context()).containsEntry("project", "p");
    assertThat(disk.capturedAt()).contains(Instant.parse("2026-11-20T08:00:00Z"));
    assertThat(disk.attributes().at("resource", "data", "diskEncryptionKey", "rawKey")).contains(Value.Secret.INSTANCE);
    assertThat(disk.references())
        .contains(
            new Reference(
                "resource.data.diskEncryptionKey.kmsKeyName", "//cloudkms.googleapis.com/projects/p/locations/l/keyRings/r/cryptoKeys/k", ""));
  }

  @Test
  void listsSearchesAndThePast() {
    assertThat(read("[" + DISK + "]").resources()).hasSize(1);
    assertThat(read("{\"assets\": [" + DISK.replace("asset_type", "assetType") + "]}").resources()).hasSize(1);
    CollectedResource found =
        read("{\"results\": [{\"name\": \"//storage.googleapis.com/b\", \"assetType\": \"storage.googleapis.com/Bucket\", \"project\": \"projects/1\", \"location\": \"eu\"}]}")
            .resources()
            .getFirst();
    assertThat(found.attributes().get("resource")).containsInstanceOf(Value.Unknown.class);
    assertThat(found.context()).containsEntry("project", "1").containsEntry("region", "eu");
    assertThat(
            read("{\"assets\": [{\"window\": {\"startTime\": \"2026-01-01T00:00:00Z\"}, \"asset\": " + DISK.replace("asset_type", "assetType")
                    + "}, {\"window\": {\"startTime\": \"2026-02-01T00:00:00Z\"}, \"deleted\": true, \"asset\": " + DISK + "}]}")
                .resources())
        .singleElement()
        .satisfies(disk -> assertThat(disk.capturedAt()).contains(Instant.parse("2026-01-01T00:00:00Z")));
  }

  @Test
  void policiesStandWithWhatTheyAreOn() {
    Collection collection =
        read(
            "[{\"name\": \"//cloudresourcemanager.googleapis.com/projects/1\", \"asset_type\": \"cloudresourcemanager.googleapis.com/Project\","
                + " \"iam_policy\": {\"bindings\": [{\"role\": \"roles/owner\", \"members\": [\"user:a@example.org\"]}]},"
                + " \"org_policy\": [{\"constraint\": \"constraints/compute.requireOsLogin\", \"boolean_policy\": {\"enforced\": true}}]}]");
    assertThat(collection.resources())
        .extracting(CollectedResource::type)
        .containsExactly("cloudresourcemanager.googleapis.com/Project", "orgpolicy.googleapis.com/Policy");
    assertThat(collection.resources().getFirst().attributes().at("iamPolicy", "bindings")).isPresent();
    assertThat(collection.resources().getLast().address())
        .isEqualTo("//cloudresourcemanager.googleapis.com/projects/1/policies/compute.requireOsLogin");
  }
}
