package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.testkit.Declared;

class DiffTest {

  private static Snapshot snapshot(Declared... resources) {
    return Estate.of(resources).snapshot();
  }

  @Test
  void whatAppearedChangedAndVanished() {
    Diff diff =
        Diff.between(
            snapshot(
                Declared.resource("aws_sqs_queue.kept").with("{\"name\":\"k\",\"tags\":{\"a/b\":\"1\"},\"delay\":5}"),
                Declared.resource("aws_sqs_queue.gone").with("{}")),
            snapshot(
                Declared.resource("aws_sqs_queue.kept").with("{\"name\":\"k\",\"tags\":{\"a/b\":\"2\"},\"delay\":5}"),
                Declared.resource("aws_sqs_queue.new").with("{}")));
    assertThat(diff.appeared()).extracting(resource -> resource.origin().address()).containsExactly("aws_sqs_queue.new");
    assertThat(diff.vanished()).extracting(resource -> resource.origin().address()).containsExactly("aws_sqs_queue.gone");
    assertThat(diff.changed())
        .singleElement()
        .satisfies(
            changed ->
                assertThat(changed.fields())
                    .containsExactly(new EstateStore.FieldChange("/raw/tags/a~1b", "\"1\"", "\"2\"")));
  }

  @Test
  void aSettingThatChangesChangesItsParent() {
    Declared bucket = Declared.resource("aws_s3_bucket.b").with("{\"id\":\"b\"}");
    Diff diff =
        Diff.between(
            snapshot(bucket),
            snapshot(
                bucket,
                Declared.resource("aws_s3_bucket_versioning.b")
                    .with("{\"bucket\":\"b\",\"versioning_configuration\":[{\"status\":\"Enabled\"}]}")));
    assertThat(diff.changed()).hasSize(1);
    assertThat(diff.changed().getFirst().fields())
        .extracting(EstateStore.FieldChange::pointer)
        .containsExactly("/satellites/aws_s3_bucket_versioning.b");
  }

  @Test
  void captureNoiseIsNoChange() {
    Diff diff =
        Diff.between(
            snapshot(Declared.resource("aws_sqs_queue.q").file("a.json").with("{\"etag\":\"1\",\"description\":null,\"tags\":{}}")),
            snapshot(Declared.resource("aws_sqs_queue.q").file("b.json").with("{\"etag\":\"2\",\"description\":\"\"}")));
    assertThat(List.of(diff.appeared(), diff.changed(), diff.vanished())).allSatisfy(list -> assertThat(list).isEmpty());
  }
}
